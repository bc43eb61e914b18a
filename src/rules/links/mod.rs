//! References lead somewhere that can bear them.

pub(super) mod broken_link;
pub(super) mod duplicate_link;
pub(super) mod link_cycle;
pub(super) mod link_to_retired;
pub(super) mod missing_evidence;
pub(super) mod self_link;
pub(super) mod wrong_link_kind;

use crate::finding::{Finding, Label};
use crate::record::Record;
use crate::system::{Reference, System};

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
