//! The list of built-in rules, in the order they are shown.

use super::rule::{Check, Rule};
use super::{connectivity, form, links};
use crate::finding::{Family, Grade};

macro_rules! rule {
    ($name:literal, $family:ident, $grade:ident, [$($clause:literal),*], $summary:literal, $check:expr) => {
        Rule {
            name: $name,
            family: Family::$family,
            grade: Grade::$grade,
            clauses: &[$($clause),*],
            summary: $summary,
            check: $check,
            page: include_str!(concat!("../../docs/rules/", $name, ".md")),
        }
    };
    // A rule whose grade, clauses and summary kind files state.
    ($name:literal) => {
        rule!($name, Connectivity, Minor, [], "", Check::Expected)
    };
}

/// Every built-in rule.
pub const RULES: &[Rule] = &[
    rule!(
        "invalid-configuration",
        Setup,
        Minor,
        ["7.5.3"],
        "isms.toml has a value that cannot be",
        Check::Reading
    ),
    rule!(
        "unknown-setting",
        Setup,
        Minor,
        ["7.5.3"],
        "isms.toml has a key that does not exist",
        Check::Reading
    ),
    rule!(
        "unknown-rule",
        Setup,
        Minor,
        ["7.5.3"],
        "isms.toml names a rule that does not exist",
        Check::Reading
    ),
    rule!(
        "unmatched-path",
        Setup,
        Observation,
        ["7.5.3"],
        "a pattern in isms.toml matches no file",
        Check::Reading
    ),
    rule!(
        "invalid-kind",
        Setup,
        Minor,
        ["7.5.3"],
        "a kind file says something that cannot be",
        Check::Reading
    ),
    rule!(
        "unreadable-file",
        Form,
        Minor,
        ["7.5.3"],
        "a file could not be read, so that what it says is unknown",
        Check::Reading
    ),
    rule!(
        "symlink-outside",
        Form,
        Minor,
        ["7.5.3"],
        "a symbolic link leads out of the repository",
        Check::Reading
    ),
    rule!(
        "invalid-yaml",
        Form,
        Minor,
        ["7.5.3"],
        "a part of a file is not YAML as records use it",
        Check::Reading
    ),
    rule!("duplicate-key", Form, Minor, ["7.5.3"], "a field is given twice", Check::Reading),
    rule!(
        "unknown-kind",
        Form,
        Minor,
        ["7.5.2"],
        "a record gives no kind, or one that does not exist",
        Check::Reading
    ),
    rule!(
        "unknown-field",
        Form,
        Minor,
        ["7.5.2"],
        "a record has a field that its kind does not have",
        Check::Reading
    ),
    rule!("missing-field", Form, Minor, ["7.5.2"], "a record lacks a field that it needs", Check::Reading),
    rule!("wrong-type", Form, Minor, ["7.5.2"], "a value is not of its field's type", Check::Reading),
    rule!(
        "invalid-value",
        Form,
        Minor,
        ["7.5.2"],
        "a value is one that its field cannot have",
        Check::Reading
    ),
    rule!("invalid-id", Form, Minor, ["7.5.2"], "an id is not formed as its kind wants", Check::Reading),
    rule!(
        "duplicate-id",
        Form,
        Minor,
        ["7.5.2"],
        "two records have the same id",
        Check::System(form::duplicate_id::check)
    ),
    rule!("record-without-id", Form, Minor, ["7.5.2"], "a record has no id", Check::Reading),
    rule!(
        "broken-link",
        Links,
        Major,
        ["7.5.3"],
        "a record names another that does not exist",
        Check::System(links::broken_link::check)
    ),
    rule!(
        "wrong-link-kind",
        Links,
        Minor,
        ["7.5.3"],
        "a record names one of a kind that does not belong there",
        Check::System(links::wrong_link_kind::check)
    ),
    rule!(
        "self-link",
        Links,
        Minor,
        ["7.5.3"],
        "a record names itself",
        Check::System(links::self_link::check)
    ),
    rule!(
        "duplicate-link",
        Links,
        Observation,
        ["7.5.3"],
        "a list names the same record twice",
        Check::System(links::duplicate_link::check)
    ),
    rule!(
        "link-cycle",
        Links,
        Minor,
        ["7.5.3"],
        "following a field leads back to where it began",
        Check::System(links::link_cycle::check)
    ),
    rule!(
        "link-to-retired",
        Links,
        Minor,
        ["7.5.3"],
        "a live record rests on one that is retired, or an approved one on a draft",
        Check::System(links::link_to_retired::check)
    ),
    rule!(
        "missing-evidence",
        Links,
        Minor,
        ["7.5.3"],
        "a file given as evidence is not in the repository",
        Check::System(links::missing_evidence::check)
    ),
    rule!(
        "orphan-record",
        Connectivity,
        Observation,
        ["4.4"],
        "no link leads to a record or from it",
        Check::System(connectivity::orphan_record::check)
    ),
    rule!(
        "island",
        Connectivity,
        Observation,
        ["4.4"],
        "records are tied to each other and to no process",
        Check::System(connectivity::island::check)
    ),
    rule!(
        "untreated-risk",
        Connectivity,
        Major,
        ["6.1.3"],
        "a risk is above the acceptance line, and nothing treats it",
        Check::System(connectivity::untreated_risk::check)
    ),
    rule!("undriven-control"),
    rule!(
        "excluded-control-used",
        Connectivity,
        Minor,
        ["6.1.3"],
        "a control is excluded and used all the same",
        Check::System(connectivity::excluded_control_used::check)
    ),
    rule!("control-without-evidence"),
    rule!("requirement-unaddressed"),
    rule!("objective-without-metric"),
    rule!("asset-without-risk"),
    rule!("finding-without-action"),
    rule!("action-without-cause"),
    rule!("incident-without-lesson"),
    rule!(
        "decision-without-action",
        Connectivity,
        Minor,
        ["9.3.3"],
        "a review decided something, and nobody is to do it",
        Check::System(connectivity::decision_without_action::check)
    ),
    rule!("supplier-unassessed"),
];
