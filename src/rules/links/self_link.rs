//! `self-link`: a record names itself.

use super::at;
use crate::finding::Finding;
use crate::system::{Reference, System};

/// One finding for each reference of a record to itself.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let own = system.links().all().iter().filter(|reference| reference.target() == Some(reference.from));
    own.map(|reference| finding(system, reference)).collect()
}

fn finding(system: &System, reference: &Reference) -> Finding {
    let from = system.record(reference.from);
    let message = format!("{} names itself in {}", from.name(), reference.place_in_words(from));
    at(system, reference, "self-link", &message, "the record itself")
        .help("name the other record that is meant, or delete this entry")
}
