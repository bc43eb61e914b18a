//! Records are looked at again in time, and what was to happen by a day has happened.

pub(super) mod acceptance_expired;
pub(super) mod contract_expired;
pub(super) mod due_soon;
pub(super) mod exception_expired;
pub(super) mod incident_open_too_long;
pub(super) mod management_review_overdue;
pub(super) mod missed_occurrence;
pub(super) mod no_full_cycle;
pub(super) mod overdue_action;
pub(super) mod overdue_audit;
pub(super) mod overdue_objective;
mod passed;
pub(super) mod stale_review;
pub(super) mod training_expired;
pub(super) mod unaudited;

use super::rule::{Check, Rule, rule};
use crate::record::Record;
use crate::system::System;

/// Where a finding about the system as a whole stands: at the first scope that is in force, or else at the first process.
fn seat(system: &System) -> Option<&Record> {
    let first = |kind| system.of_kind(kind).map(|(_, record)| record).find(|record| system.is_live(record));
    first("scope").or_else(|| first("process"))
}

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    rule!(
        "stale-review",
        Currency,
        Minor,
        ["7.5.2", "9.1"],
        "a record was not looked at again in time",
        Check::System(stale_review::check)
    ),
    rule!(
        "due-soon",
        Currency,
        Reminder,
        ["9.1"],
        "something falls due in the next days",
        Check::System(due_soon::check)
    ),
    rule!(
        "overdue-action",
        Currency,
        Minor,
        ["10.2", "6.2"],
        "an action is not done, and its day has gone by",
        Check::System(overdue_action::check)
    ),
    rule!(
        "overdue-audit",
        Currency,
        Minor,
        ["9.2.2", "A.5.36"],
        "a planned audit or review did not take place",
        Check::System(overdue_audit::check)
    ),
    rule!(
        "overdue-objective",
        Currency,
        Minor,
        ["6.2"],
        "an objective's day has gone by, and what became of it is not on record",
        Check::System(overdue_objective::check)
    ),
    rule!(
        "management-review-overdue",
        Currency,
        Major,
        ["9.3.1"],
        "top management has not reviewed the system in time, or never",
        Check::System(management_review_overdue::check)
    ),
    rule!(
        "missed-occurrence",
        Currency,
        Minor,
        ["4.4", "9.1"],
        "less was done than was promised",
        Check::System(missed_occurrence::check)
    ),
    rule!(
        "training-expired",
        Currency,
        Minor,
        ["7.2", "7.3"],
        "people had a training that their role requires, and it has run out",
        Check::System(training_expired::check)
    ),
    rule!(
        "contract-expired",
        Currency,
        Minor,
        ["A.5.20"],
        "a supplier is in use, and its contract has run out",
        Check::System(contract_expired::check)
    ),
    rule!(
        "exception-expired",
        Currency,
        Observation,
        ["A.5.1"],
        "an exception has run out and was neither ended nor approved again",
        Check::System(exception_expired::check)
    ),
    rule!(
        "acceptance-expired",
        Currency,
        Minor,
        ["6.1.3", "8.3"],
        "a risk was accepted until a day that has gone by",
        Check::System(acceptance_expired::check)
    ),
    rule!(
        "incident-open-too-long",
        Currency,
        Minor,
        ["A.5.26"],
        "an incident is not closed in the time that its severity allows",
        Check::System(incident_open_too_long::check)
    ),
    rule!(
        "unaudited",
        Currency,
        Observation,
        ["9.2.2"],
        "processes or controls that the audits of three years leave out",
        Check::System(unaudited::check)
    ),
    rule!(
        "no-full-cycle",
        Currency,
        Observation,
        ["4.4", "10.1"],
        "the management cycle has not been gone through once",
        Check::System(no_full_cycle::check)
    ),
];
