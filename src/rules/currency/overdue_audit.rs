//! `overdue-audit`: a planned audit or review did not take place.

use super::management_review_overdue;
use super::passed::passed;
use crate::finding::Finding;
use crate::record::field::REVIEW_TYPE;
use crate::record::{Deadline, Record};
use crate::system::System;

/// One finding for each audit that was not performed, and each review that was not held, by the day planned for it.
/// That the last management review is too long ago is told by `management-review-overdue`; then a planned one is not told
/// here as well.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let audits = passed(system, "audit", "planned_on").map(|late| finding(late, "performed"));
    let is_told = !management_review_overdue::check(system).is_empty();
    let reviews = passed(system, "review", "planned_on")
        .filter(|(review, _)| !is_told || review.get(REVIEW_TYPE) != Some("management"))
        .map(|late| finding(late, "held"));
    audits.chain(reviews).collect()
}

fn finding((record, deadline): (&Record, Deadline<'_>), done: &str) -> Finding {
    let message = format!("{} was planned for {} and has not been {done}", record.name(), deadline.date);
    Finding::new("overdue-audit", message, record.field_label("planned_on", "planned for then"))
        .help(format!("add `{done}_on`, or move `planned_on` and say why in `description`"))
        .about(record.subject())
        .field("planned_on")
}
