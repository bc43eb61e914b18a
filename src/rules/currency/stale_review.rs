//! `stale-review`: a record was not looked at again in time.

use crate::base::{Date, Period};
use crate::finding::Finding;
use crate::record::Record;
use crate::system::{RecordId, System};

/// One finding for each live record with a review interval whose next review has gone by, or that has no day to count
/// from.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let stale = system.records().filter(|(id, _)| system.is_stale(*id) && system.is_clear(*id));
    stale.map(|(id, record)| finding(system, id, record)).collect()
}

/// The day of the review that the record itself tells of; the day before is written over by it.
fn own_review(record: &Record) -> Option<Date> {
    record.value("last_review")?.scalar()?.parse().ok()
}

fn finding(system: &System, id: RecordId, record: &Record) -> Finding {
    let activity = system.activity(id);
    let every = system.review_interval(record).map(Period::each).unwrap_or_default();
    let name = record.name();
    let message = match (system.next_review(id), activity.reviewed) {
        (Some(due), Some(reviewed)) => {
            format!("{name} was last reviewed on {reviewed} and was due again on {due}")
        }
        (Some(due), None) => format!("{name} was due for its first review on {due}"),
        (None, _) => match own_review(record).filter(|day| *day > system.as_of) {
            Some(day) => format!(
                "{name} is to be reviewed {every}, and its record tells of no review before that of {day}"
            ),
            None => format!("{name} is to be reviewed {every}, and no review is on record"),
        },
    };
    // A date that is still to come is no review yet.
    let own = activity.by.is_none() && activity.reviewed.is_some() && record.value("last_review").is_some();
    let label = if own { "last reviewed then" } else { "not reviewed in time" };
    let by = activity.by.map(|by| system.record(by));
    let mut finding = Finding::new("stale-review", message, record.field_label("last_review", label))
        .help("look at it with its owner, correct what changed, and set `last_review` to that day")
        .about(record.subject())
        .field("last_review");
    if let Some(review) = by {
        finding = finding.also(review.field_label("held_on", "last covered then"));
    }
    finding
}
