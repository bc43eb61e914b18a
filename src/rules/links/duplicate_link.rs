//! `duplicate-link`: a list names the same record twice.

use super::{at, label_at, name};
use crate::finding::Finding;
use crate::system::{Reference, System};

/// One finding for each reference that repeats an earlier one of the same list.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _) in system.records() {
        let references = system.links().out_of(id);
        for (index, again) in references.iter().enumerate() {
            let first = references[..index].iter().find(|first| is_same(system, first, again));
            findings.extend(first.map(|first| finding(system, first, again)));
        }
    }
    findings
}

/// Whether two references stand in one list and name the same. Lists inside different entries are different lists.
fn is_same(system: &System, first: &Reference, again: &Reference) -> bool {
    if first.place.link != again.place.link {
        return false;
    }
    let [outer, inner] = first.place.items;
    let [outer_again, inner_again] = again.place.items;
    let nested = inner != u16::MAX && inner_again != u16::MAX;
    let one_list = outer != u16::MAX && outer_again != u16::MAX && (!nested || outer == outer_again);
    let single_in_map = !nested && system.record(again.from).kind().link(again.place.link).path.contains('.');
    one_list && !single_in_map && name(system, first) == name(system, again)
}

fn finding(system: &System, first: &Reference, again: &Reference) -> Finding {
    let from = system.record(again.from);
    let list = from.kind().link(again.place.link).path.clone();
    let message = format!("{} names {} twice in `{list}`", from.name(), name(system, again));
    at(system, again, "duplicate-link", &message, "again here")
        .also(label_at(system, first, "first here"))
        .help("delete one of the two")
}
