//! References lead somewhere that can bear them.

pub(super) mod broken_link;
pub(super) mod duplicate_link;
pub(super) mod link_cycle;
pub(super) mod link_to_retired;
pub(super) mod missing_evidence;
pub(super) mod self_link;
pub(super) mod wrong_link_kind;

use super::rule::{Check, Rule, rule};
use crate::finding::{Finding, Label};
use crate::record::Record;
use crate::system::{Reference, System};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    rule!(
        "broken-link",
        Links,
        Major,
        ["7.5.3"],
        "a record names another that does not exist",
        Check::System(broken_link::check)
    ),
    rule!(
        "wrong-link-kind",
        Links,
        Minor,
        ["7.5.3"],
        "a record names one of a kind that does not belong there",
        Check::System(wrong_link_kind::check)
    ),
    rule!("self-link", Links, Minor, ["7.5.3"], "a record names itself", Check::System(self_link::check)),
    rule!(
        "duplicate-link",
        Links,
        Observation,
        ["7.5.3"],
        "a list names the same record twice",
        Check::System(duplicate_link::check)
    ),
    rule!(
        "link-cycle",
        Links,
        Minor,
        ["7.5.3"],
        "following a field leads back to where it began",
        Check::System(link_cycle::check)
    ),
    rule!(
        "link-to-retired",
        Links,
        Minor,
        ["7.5.3"],
        "a live record rests on one that is retired, or an approved one on a draft",
        Check::System(link_to_retired::check)
    ),
    rule!(
        "missing-evidence",
        Links,
        Minor,
        ["7.5.3"],
        "a file given as evidence is not in the repository",
        Check::System(missing_evidence::check)
    ),
];

/// A finding at a reference: about the record that names, in the field that names.
fn at(system: &System, reference: &Reference, rule: &'static str, message: &str, label: &str) -> Finding {
    let from = system.record(reference.from);
    Finding::new(rule, message, label_at(system, reference, label))
        .about(from.subject())
        .field(reference.path(from))
}

/// A label at a reference.
fn label_at(system: &System, reference: &Reference, label: &str) -> Label {
    let from = system.record(reference.from);
    from.label(reference.node(from).span(), label)
}

/// What stands at a reference.
fn name<'s>(system: &'s System, reference: &Reference) -> &'s str {
    let from: &Record = system.record(reference.from);
    reference.node(from).text().trim()
}
