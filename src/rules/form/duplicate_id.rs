//! `duplicate-id`: two records have the same id.

use crate::finding::Finding;
use crate::record::Record;
use crate::system::System;

/// One finding for each record whose id another had first.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let pairs = system.duplicates().iter();
    pairs.map(|&(again, first)| finding(system.record(again), system.record(first))).collect()
}

fn finding(again: &Record, first: &Record) -> Finding {
    let id = again.id();
    let message = format!("{id} is the id of two records: \"{}\" and \"{}\"", first.title(), again.title());
    Finding::new("duplicate-id", message, again.id_label("used again here"))
        .also(first.id_label("used first here"))
        .help("give one of them an id that no record ever had, and mend what names it")
        .about(again.subject())
        .field("id")
}
