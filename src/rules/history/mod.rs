//! What records claim is held against the commits that recorded it.
//!
//! Rules of this family state facts about commits. They say nothing where a commit cannot tell: of days before the
//! history, of what rests on a commit at which a clone was cut off, of people without an address on record.

pub(super) mod approval_not_by_approver;
pub mod approvals;
pub(super) mod closure_out_of_order;
mod evidence;
pub(super) mod future_date;
pub mod late;
pub(super) mod mass_review;
pub(super) mod rubber_stamp;
pub(super) mod self_approval;
pub(super) mod shallow_history;
pub(super) mod suspect_approval;
pub(super) mod suspect_link;
pub(super) mod uncommitted;
pub(super) mod unsupported_date;

pub use self::evidence::{Evidence, Surroundings};
use super::rule::{Check, Rule, rule};
use crate::base::text;

/// The names of the rules that look at the history.
pub fn names() -> impl Iterator<Item = &'static str> {
    RULES.iter().filter(|rule| matches!(rule.check, Check::History(_))).map(|rule| rule.name)
}

/// Whether a rule has something to say without any commit.
pub fn needs_no_commit(rule: &str) -> bool {
    rule == "future-date"
}

/// `142 days`.
fn days(number: i64) -> String {
    text::count(number.unsigned_abs() as usize, "day")
}

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    rule!(
        "unsupported-date",
        History,
        Minor,
        ["7.5.3"],
        "no commit near a date supports that something happened then",
        Check::History(unsupported_date::check)
    ),
    rule!(
        "future-date",
        History,
        Minor,
        ["7.5.3"],
        "a record says that something happened on a day that has not come, or had not when that was recorded",
        Check::History(future_date::check)
    ),
    rule!(
        "approval-not-by-approver",
        History,
        Minor,
        ["5.3", "7.5.2"],
        "an approval was recorded without the approver",
        Check::History(approval_not_by_approver::check)
    ),
    rule!(
        "self-approval",
        History,
        Observation,
        ["5.3", "A.5.3"],
        "somebody approved what they alone had written",
        Check::History(self_approval::check)
    ),
    rule!(
        "suspect-approval",
        History,
        Minor,
        ["7.5.2", "6.1.3"],
        "what was approved, decided or accepted has changed since",
        Check::History(suspect_approval::check)
    ),
    rule!(
        "suspect-link",
        History,
        Observation,
        ["8.1", "8.2"],
        "what a record rests on has changed since somebody last looked at it",
        Check::History(suspect_link::check)
    ),
    rule!(
        "mass-review",
        History,
        Observation,
        ["9.1"],
        "one commit says of many records that they were reviewed, and does nothing else",
        Check::History(mass_review::check)
    ),
    rule!(
        "rubber-stamp",
        History,
        Observation,
        ["9.1", "10.1"],
        "a record is reviewed again and again, and nothing in it ever changes",
        Check::History(rubber_stamp::check)
    ),
    rule!(
        "closure-out-of-order",
        History,
        Minor,
        ["10.2"],
        "cause, action, check and closure did not come in this order",
        Check::History(closure_out_of_order::check)
    ),
    rule!(
        "uncommitted",
        History,
        Reminder,
        ["7.5.3"],
        "the work tree has records that no commit has as they are",
        Check::History(uncommitted::check)
    ),
    rule!(
        "shallow-history",
        History,
        Observation,
        ["7.5.3"],
        "the history is cut off, so that not every claim can be held against it",
        Check::History(shallow_history::check)
    ),
];
