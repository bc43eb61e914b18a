//! What rules alone cannot tell about each question.
//!
//! A judge says pass, fail or cannot tell, why in a sentence or two, and which records show it. It never repeats a rule.

mod assurance;
mod people;
mod processes;

pub(super) use self::assurance::{
    changes_follow, corrective_actions, full_cycle, internal_audits, management_review, metrics, policies,
    policy_content,
};
pub(super) use self::people::{owners, roles_trained, staff_trained};
pub(super) use self::processes::{process_map, resources, sites, tracked_work};
use crate::base::{Date, Period};
use crate::record::Record;
use crate::record::field::{REVIEW_HELD_ON, REVIEW_TYPE};
use crate::system::{RecordId, System};

/// How far back something still counts as of late.
const LATELY: Period = Period::months(12);

/// The first day of the last twelve months.
fn year_ago(system: &System) -> Date {
    system.as_of.minus(LATELY).unwrap_or(system.as_of)
}

/// Whether a day has come, and lies in the last twelve months.
fn is_late(system: &System, day: Date) -> bool {
    (year_ago(system)..=system.as_of).contains(&day)
}

/// The management review that was held last.
fn last_management_review(system: &System) -> Option<(Date, RecordId)> {
    let held = |(id, review): (RecordId, &Record)| {
        let held = review.get(REVIEW_HELD_ON).filter(|held| *held <= system.as_of)?;
        (review.get(REVIEW_TYPE) == Some("management")).then_some((held, id))
    };
    system.of_kind("review").filter_map(held).max()
}

/// `3 of 5 processes name resources` with the number of those that hold.
fn share(some: usize, all: usize, noun: &str, what: &str) -> String {
    use crate::base::text::{count, thousands};
    format!("{} of {} {what}", thousands(some), count(all, noun))
}
