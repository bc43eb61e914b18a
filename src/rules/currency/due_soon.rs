//! `due-soon`: something falls due in the next days.

use std::collections::BTreeMap;

use crate::base::{Date, text};
use crate::finding::Finding;
use crate::record::Record;
use crate::schedule::{self, Due, What};
use crate::system::System;

/// Records named in one finding.
const NAMED: usize = 3;

/// One finding for each thing that falls due from today on within the time that `isms.toml` sets. Reviews of records of one
/// kind that fall due on one day are one thing.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let Some(until) = system.as_of.plus(system.config.currency.due_soon) else {
        return Vec::new();
    };
    let mut rounds: BTreeMap<(Date, &str), Vec<&Record>> = BTreeMap::new();
    let mut findings = Vec::new();
    for due in &schedule::due_between(system, system.as_of, until) {
        let record = system.record(due.record);
        match due.what {
            What::Review => rounds.entry((due.date, &record.kind().name)).or_default().push(record),
            _ => findings.push(single(record, due)),
        }
    }
    findings.extend(rounds.iter().filter_map(|((date, kind), records)| round(*date, kind, records)));
    findings
}

fn single(record: &Record, due: &Due) -> Finding {
    let field = due.field.as_deref().unwrap_or_default();
    let message = format!("{} falls due on {}: {}", record.name(), due.date, due.what);
    let place = field.split(['[', '.']).next().unwrap_or_default();
    let place = if record.value(field).is_some() { field } else { place };
    Finding::new("due-soon", message, record.field_label(place, "falls due"))
        .help("`isms due` shows all that falls due and whose turn it is")
        .about(record.subject())
        .field(field)
}

fn round(date: Date, kind: &str, records: &[&Record]) -> Option<Finding> {
    let first = records.first()?;
    let ids: Vec<&str> = records.iter().map(|record| record.id()).collect();
    let message = match records {
        [one] => format!("{} falls due for review on {date}", one.name()),
        many => format!(
            "{} fall due for review on {date}: {}",
            text::count(many.len(), &kind.replace('-', " ")),
            text::list(&ids, "and", NAMED)
        ),
    };
    let finding = Finding::new("due-soon", message, first.field_label("last_review", "last reviewed then"))
        .help("`isms due` shows all that falls due and whose turn it is")
        .about(first.subject())
        .field("last_review");
    Some(finding)
}
