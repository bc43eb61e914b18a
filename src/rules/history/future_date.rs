//! `future-date`: a record says that something happened on a day that had not come.

use rayon::prelude::*;

use super::{Evidence, days};
use crate::finding::Finding;
use crate::history::Change;
use crate::record::{Claim, Record};

/// The clocks of two people may be a day apart.
const SKEW: i64 = 1;

/// One finding for each date in a commit that is more than a day older than it; and for each date after the day the system
/// is looked at that no commit has, unless that day may itself lie back.
pub(in crate::rules) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let records: Vec<&Record> = evidence.system.records().map(|(_, record)| record).collect();
    records
        .into_par_iter()
        .flat_map_iter(|record| {
            record.claims().into_iter().filter_map(|claim| judge(evidence, record, &claim))
        })
        .collect()
}

fn judge(evidence: &Evidence<'_>, record: &Record, claim: &Claim) -> Option<Finding> {
    let node = record.file().node(claim.node);
    let recorded = evidence.timeline(record).and_then(|life| life.recorded(&claim.path, node.text().trim()));
    let as_of = evidence.system.as_of;
    let (message, label) = match recorded.map(Change::commit) {
        Some(commit) if commit.day() > as_of => return None,
        Some(commit) => {
            let ahead = claim.date.days_since(commit.day());
            if ahead <= SKEW {
                return None;
            }
            let when = format!("that was recorded on {}, {} before", commit.day(), days(ahead));
            (when, format!("recorded on {}", commit.day()))
        }
        None if claim.date > as_of && evidence.is_now() => {
            (format!("it is {as_of}"), "still to come".to_owned())
        }
        None => return None,
    };
    let message = format!("{} says {} in `{}`, and {message}", record.name(), claim.date, claim.path);
    let help =
        "correct the day, or take it out and record it when it has happened; plans have fields of their own";
    Some(
        Finding::new("future-date", message, record.label(node.span(), label))
            .help(help)
            .about(record.subject())
            .field(&claim.path),
    )
}
