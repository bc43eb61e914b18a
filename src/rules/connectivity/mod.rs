//! Records form a system and not silos. Most rules of this family are stated by kind files.

pub(super) mod decision_without_action;
pub(super) mod excluded_control_used;
pub(super) mod island;
pub(super) mod orphan_record;
pub(super) mod untreated_risk;

use super::rule::{Check, Rule, rule};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    rule!(
        "orphan-record",
        Connectivity,
        Observation,
        ["4.4"],
        "no link leads to a record or from it",
        Check::System(orphan_record::check)
    ),
    rule!(
        "island",
        Connectivity,
        Observation,
        ["4.4"],
        "records are tied to each other and to no process",
        Check::System(island::check)
    ),
    rule!(
        "untreated-risk",
        Connectivity,
        Major,
        ["6.1.3"],
        "a risk is above the acceptance line, and nothing treats it",
        Check::System(untreated_risk::check)
    ),
    rule!("undriven-control", Connectivity),
    rule!(
        "excluded-control-used",
        Connectivity,
        Minor,
        ["6.1.3"],
        "a control is excluded and used all the same",
        Check::System(excluded_control_used::check)
    ),
    rule!("control-without-evidence", Connectivity),
    rule!("requirement-unaddressed", Connectivity),
    rule!("objective-without-metric", Connectivity),
    rule!("asset-without-risk", Connectivity),
    rule!("finding-without-action", Connectivity),
    rule!("action-without-cause", Connectivity),
    rule!("incident-without-lesson", Connectivity),
    rule!(
        "decision-without-action",
        Connectivity,
        Minor,
        ["9.3.3"],
        "a review decided something, and nobody is to do it",
        Check::System(decision_without_action::check)
    ),
    rule!("supplier-unassessed", Connectivity),
];
