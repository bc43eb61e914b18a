//! Which steps of the chain a process runs.

use crate::config::ChainStep;
use crate::record::Record;
use crate::record::field::{CLAUSES, Items, PROCESS_PRODUCES, PROCESS_VERB};
use crate::system::System;
use crate::system::processes::parts;

/// Whether a process runs a step: by a clause that it names, or by a kind that it produces.
pub(super) fn runs(process: &Record, step: &ChainStep) -> bool {
    let mut clauses = process.get(CLAUSES).into_iter().flat_map(Items::iter);
    let mut made = process.get(PROCESS_PRODUCES).into_iter().flat_map(Items::iter);
    clauses.any(|clause| step.has_clause(clause.text().trim()))
        || made.any(|made| step.produces.iter().any(|wanted| is_alike(made.text(), &wanted.value)))
}

/// The same kind, and the same type where both give one.
fn is_alike(made: &str, wanted: &str) -> bool {
    let ((made, made_type), (wanted, wanted_type)) = (parts(made), parts(wanted));
    made == wanted && (made_type.is_none() || wanted_type.is_none() || made_type == wanted_type)
}

/// Whether a process does a part of clause 4.4: by its own word, or else by a step of the chain that it runs.
pub(super) fn does(system: &System, process: &Record, verb: &str) -> bool {
    match process.get(PROCESS_VERB) {
        Some(own) => own == verb,
        None => system.config.chain.iter().any(|step| step.verb == Some(verb) && runs(process, step)),
    }
}
