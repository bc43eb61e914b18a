//! `island`: records are tied to each other and to no process.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;

use crate::base::text;
use crate::finding::Finding;
use crate::schema::State;
use crate::system::{RecordId, Status, System};

/// One finding for each island, at its first record. A kind that a process produces ties its records to the map.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    if system.of_kind("process").next().is_none() {
        return Vec::new();
    }
    let map = system.processes();
    let mut parts = UnionFind::<u32>::new(system.len());
    let mut tied = BTreeSet::new();
    for edge in system.graph().inner().edge_references() {
        let ends = [edge.source(), edge.target()].map(|end| RecordId(end.index() as u32));
        if ends.iter().all(|&end| holds_together(system, end)) {
            parts.union(ends[0].0, ends[1].0);
            tied.extend(ends);
        }
    }
    let mut members: BTreeMap<u32, Vec<RecordId>> = BTreeMap::new();
    for id in tied {
        members.entry(parts.find(id.0)).or_default().push(id);
    }
    let on_map = |id: &RecordId| {
        let record = system.record(*id);
        // A name that could not be read may be that of a process.
        let names_unread = || system.links().out_of(*id).iter().any(|one| one.status == Status::Unread);
        record.is("process") || map.process_of(*id).is_some() || !system.is_clear(*id) || names_unread()
    };
    let mut islands: Vec<Vec<RecordId>> =
        members.into_values().filter(|island| !island.iter().any(on_map)).collect();
    islands.sort();
    islands.iter().filter_map(|island| finding(system, island)).collect()
}

/// Records that may well stand alone, such as people, tie nothing together.
fn holds_together(system: &System, id: RecordId) -> bool {
    !system.record(id).is_in(State::Alone, system.as_of)
}

fn finding(system: &System, island: &[RecordId]) -> Option<Finding> {
    let (first, rest) = island.split_first()?;
    let first = system.record(*first);
    let names: Vec<String> = island.iter().map(|id| system.record(*id).id().to_owned()).collect();
    let ties = if island.len() == 1 { "is tied" } else { "are tied to each other but" };
    let message = format!("{} {ties} to no process", text::list(&names, "and", 6));
    let mut finding = Finding::new("island", message, first.id_label("one of them"))
        .help(
            "name the `process` that these records come from, or add their kinds to `produces` of a process",
        )
        .about(first.subject());
    for id in rest.iter().take(5) {
        let record = system.record(*id);
        finding = finding.also(record.id_label("another"));
    }
    Some(finding)
}
