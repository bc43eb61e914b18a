//! `orphan-record`: no link leads to a record or from it.

use crate::finding::Finding;
use crate::record::Record;
use crate::schema::State;
use crate::system::{RecordId, Status, System};

/// One finding for each live record without a link. Links to people save none; kinds may say that being alone is
/// normal.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let orphans = system.records().filter(|(id, record)| is_orphan(system, *id, record));
    orphans.map(|(_, record)| finding(record)).collect()
}

/// A record that names something which could not be read, or does not exist, has a finding for that already.
fn is_orphan(system: &System, id: RecordId, record: &Record) -> bool {
    let resolved = |status| matches!(status, Status::Record(_) | Status::Clause | Status::Text);
    !system.graph().is_tied(id)
        && system.is_clear(id)
        && system.is_live(record)
        && !record.is_in(State::Alone, system.as_of)
        && system.links().out_of(id).iter().all(|reference| resolved(reference.status))
}

fn finding(record: &Record) -> Finding {
    let message = format!("no link leads to {} or from it", record.name());
    let fields: Vec<String> = record
        .kind()
        .links
        .iter()
        .filter(|link| link.target.flow != crate::schema::Flow::None)
        .map(|link| format!("`{}`", link.path))
        .collect();
    let help = format!(
        "say what it has to do with the others: {}, or name it in another record",
        crate::base::text::list(&fields, "or", 5)
    );
    Finding::new("orphan-record", message, record.id_label("stands alone")).help(help).about(record.subject())
}
