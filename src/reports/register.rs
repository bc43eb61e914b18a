//! `register KIND`: all records of a kind as a table, with every field that one of them gives.

use super::cells::{self, Chosen};
use super::{Basis, Report};
use crate::document::{Block, Section};
use crate::schema::{Kind, KindId};
use crate::system::RecordId;

/// The register of one kind.
pub fn of_kind(basis: &Basis<'_>, kind: &Kind) -> Section {
    let ids: Vec<RecordId> = basis.system.of_kind(&kind.name).map(|(id, _)| id).collect();
    section(basis, kind, &ids)
}

/// The registers of all kinds that have records.
pub fn registers(basis: &Basis<'_>) -> Section {
    let mut section = Report::section("registers", basis.words);
    for (kind, ids) in by_kind(basis) {
        section.sections.push(self::section(basis, kind, &ids));
    }
    section
}

/// The kinds that have records, by title, each with its records in the order of their ids.
pub(super) fn by_kind<'a>(basis: &Basis<'a>) -> Vec<(&'a Kind, Vec<RecordId>)> {
    let schema = &basis.system.schema;
    let mut ids: Vec<Vec<RecordId>> = vec![Vec::new(); schema.kinds().count()];
    for (id, record) in basis.system.records() {
        ids[usize::from(record.kind_id().0)].push(id);
    }
    let mut kinds: Vec<(KindId, &Kind)> = schema.kinds().collect();
    let title = |kind: &Kind| cells::kind_title(basis.words, &kind.name, &kind.title);
    kinds.sort_by_cached_key(|(_, kind)| (title(kind), kind.name.clone()));
    let with_records =
        kinds.into_iter().map(|(id, kind)| (kind, std::mem::take(&mut ids[usize::from(id.0)])));
    with_records.filter(|(_, ids)| !ids.is_empty()).collect()
}

fn section(basis: &Basis<'_>, kind: &Kind, ids: &[RecordId]) -> Section {
    let title = cells::kind_title(basis.words, &kind.name, &kind.title);
    let mut section = Section::new(format!("register-{}", kind.name), title);
    section.say(basis.words.count("records", ids.len()));
    if !ids.is_empty() {
        let mut ids = ids.to_vec();
        ids.sort_by_key(|&id| basis.system.record(id).id());
        section.push(Block::Table(cells::register(basis, kind, &ids, Chosen::All)));
    }
    section
}
