//! The index of evidence: each file and address that a record rests on, with what it proves.

use super::Material;
use super::withheld::Withheld;
use crate::base::text;
use crate::render::csv::{Cells, MARK, write};
use crate::system::{Evidence, EvidenceStatus};

const HEAD: [&str; 9] = ["record", "kind", "proves", "date", "type", "evidence", "state", "size", "sha256"];

/// The index as comma-separated values, sorted by record and path.
pub(super) fn index(material: &Material<'_>, withheld: &Withheld) -> String {
    let system = material.basis.system;
    let evidence = system.links().evidence().iter();
    let mut rows: Vec<Vec<String>> = evidence
        .filter(|one| !withheld.has(&text::plain(system.record(one.record).id())))
        .map(|one| row(material, one, withheld))
        .collect();
    rows.sort();
    rows.dedup();
    format!("{MARK}{}", write(HEAD, rows, Cells::Safe))
}

fn row(material: &Material<'_>, evidence: &Evidence, withheld: &Withheld) -> Vec<String> {
    let system = material.basis.system;
    let record = system.record(evidence.record);
    let path = record.file().node(evidence.node).scalar().unwrap_or_default();
    let (ty, state, sum) = match &evidence.status {
        EvidenceStatus::Url => ("url", "not looked at".to_owned(), None),
        EvidenceStatus::Missing { .. } => ("file", "missing".to_owned(), None),
        EvidenceStatus::Present => match material.snapshot.sum(path) {
            Ok(sum) => ("file", "present".to_owned(), Some(sum)),
            Err(error) => ("file", error.to_string(), None),
        },
    };
    let mut proves = record.title().to_owned();
    let mut shown = path.to_owned();
    withheld.scrub(&mut proves);
    withheld.scrub(&mut shown);
    let date = system.activity(evidence.record).newest.map(|date| date.to_string()).unwrap_or_default();
    let (size, sha256) = sum.map(|sum| (sum.size.to_string(), sum.sha256)).unwrap_or_default();
    let cells = [record.id(), &record.kind().name, &proves, &date, ty, &shown, &state, &size, &sha256];
    cells.map(|cell| text::plain(cell).into_owned()).into()
}
