//! `link-cycle`: following a field leads back to where it began.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use super::{at, label_at};
use crate::base::text;
use crate::finding::Finding;
use crate::system::{RecordId, Reference, System};

/// One finding for each circle of a field that must not have one, at its first record.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let mut by_relation: BTreeMap<&str, Vec<&Reference>> = BTreeMap::new();
    for reference in system.links().all() {
        let link = reference.link(system.record(reference.from));
        if link.target.acyclic && reference.target().is_some_and(|target| target != reference.from) {
            by_relation.entry(&link.relation).or_default().push(reference);
        }
    }
    by_relation.values().flat_map(|references| circles(system, references)).collect()
}

fn circles(system: &System, references: &[&Reference]) -> Vec<Finding> {
    let edges = references.iter().filter_map(|reference| Some((reference.from, reference.target()?)));
    let graph: DiGraphMap<RecordId, ()> = edges.map(|(from, to)| (from, to, ())).collect();
    let circles = kosaraju_scc(&graph).into_iter().filter(|members| members.len() > 1);
    circles.filter_map(|members| finding(system, references, &members)).collect()
}

fn finding(system: &System, references: &[&Reference], members: &[RecordId]) -> Option<Finding> {
    let inside: BTreeSet<RecordId> = members.iter().copied().collect();
    let way = way_round(*inside.first()?, references, &inside);
    let (first, rest) = way.split_first()?;
    let from = system.record(first.from);
    let field = &from.kind().link(first.place.link).path;
    let mut ids: Vec<&str> = way.iter().map(|step| system.record(step.from).id()).collect();
    ids.push(from.id());
    let shown = if ids.len() > 6 {
        format!("{}, … {} more …, {}", ids[..4].join(", "), ids.len() - 5, from.id())
    } else {
        ids.join(", ")
    };
    let message = format!("`{field}` leads from {} back to itself: {shown}", from.name());
    let mut finding = at(system, first, "link-cycle", &message, "the circle begins here")
        .help(format!("delete the entry that is wrong: {field} can lead one way only"));
    for step in rest.iter().take(6) {
        let record = system.record(step.from);
        finding = finding.also(label_at(
            system,
            step,
            &format!("and goes on from {}", text::brief(record.id(), 40)),
        ));
    }
    Some(finding)
}

/// A way from `start` back to it inside one strongly connected part: each step takes the first entry that stays inside
/// and is new, which in such a part comes back in the end; what lies before the first repeated record is cut off.
fn way_round<'r>(
    start: RecordId,
    references: &[&'r Reference],
    inside: &BTreeSet<RecordId>,
) -> Vec<&'r Reference> {
    let mut next: BTreeMap<RecordId, &'r Reference> = BTreeMap::new();
    for &reference in references {
        if inside.contains(&reference.from)
            && reference.target().is_some_and(|target| inside.contains(&target))
        {
            next.entry(reference.from).or_insert(reference);
        }
    }
    let mut way: Vec<&Reference> = Vec::new();
    let mut at = start;
    while let Some(&step) = next.get(&at) {
        if let Some(begin) = way.iter().position(|earlier| earlier.from == at) {
            return rotate_to_first(way.split_off(begin));
        }
        way.push(step);
        at = step.target().unwrap_or(start);
    }
    way
}

/// The same circle, begun at its first record.
fn rotate_to_first(mut way: Vec<&Reference>) -> Vec<&Reference> {
    let first = (0..way.len()).min_by_key(|&index| way[index].from).unwrap_or(0);
    way.rotate_left(first);
    way
}
