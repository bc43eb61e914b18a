//! What must be looked at again if a record changes: everything that information from it reaches.
//!
//! Followed is the direction of flow, breadth first, so that each record is reached over a shortest chain. The walk ends
//! at two sorts of record, since otherwise everything would rest on everything:
//!
//! - what is over (closed and retired records, reviews that were held, audits that were performed) tells what was the
//!   case on its day; a later change elsewhere does not alter that. It is counted and not reached;
//! - a hub (process, scope, review, audit) is reached and not passed: it takes in nearly everything, and its owner decides
//!   what that means for what rests on it. A hub whose own change is asked about is passed.

use std::collections::VecDeque;

use petgraph::visit::EdgeRef;

use super::{Edge, RecordId, System};
use crate::base::Date;
use crate::record::Record;
use crate::record::field::{AUDIT_PERFORMED_ON, REVIEW_HELD_ON};

/// What a change of one record reaches.
#[derive(Debug, Clone)]
pub struct Impact {
    /// The record that changes.
    pub start: RecordId,
    /// What is to be looked at again: nearest first, in the order of the records where equally near.
    pub reached: Vec<Reached>,
    /// Records that are over and would have been reached, in the order of the records.
    pub over: Vec<RecordId>,
    /// Records that lie just beyond the given depth, in the order of the records.
    pub beyond: Vec<RecordId>,
    /// For each record the place in `reached`, as far as it has one.
    places: Vec<Option<u32>>,
}

/// A record that a change reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The record.
    pub record: RecordId,
    /// Over how many links.
    pub distance: u32,
    /// The record before it on the chain.
    pub from: RecordId,
    /// The link from that one.
    pub edge: Edge,
}

impl Impact {
    /// Follows what flows out of a record, over at most `depth` links where one is given.
    ///
    /// Takes time in proportion to the links that are followed.
    pub fn of(system: &System, start: RecordId, depth: Option<u32>) -> Self {
        let none = || vec![None; system.len()];
        let mut impact =
            Self { start, reached: Vec::new(), over: Vec::new(), beyond: Vec::new(), places: none() };
        let mut seen = vec![false; system.len()];
        seen[start.0 as usize] = true;
        let mut queue = VecDeque::from([(start, 0)]);
        while let Some((from, distance)) = queue.pop_front() {
            if from != start && is_hub(system.record(from)) {
                continue;
            }
            for (to, edge) in informed(system, from) {
                if std::mem::replace(&mut seen[to.0 as usize], true) {
                    continue;
                }
                if is_over(system.record(to), system) {
                    impact.over.push(to);
                } else if depth.is_some_and(|depth| distance >= depth) {
                    impact.beyond.push(to);
                } else {
                    impact.reached.push(Reached { record: to, distance: distance + 1, from, edge });
                    queue.push_back((to, distance + 1));
                }
            }
        }
        impact.finish();
        impact
    }

    fn finish(&mut self) {
        self.reached.sort_by_key(|reached| (reached.distance, reached.record));
        self.over.sort_unstable();
        self.beyond.sort_unstable();
        for (place, reached) in self.reached.iter().enumerate() {
            self.places[reached.record.0 as usize] = Some(place as u32);
        }
    }

    /// How a record is reached; `None` where it is not.
    pub fn reached(&self, record: RecordId) -> Option<&Reached> {
        self.places[record.0 as usize].map(|place| &self.reached[place as usize])
    }

    /// The links over which a record is reached, at most the last `most` of them, in the order of the chain.
    pub fn chain(&self, record: RecordId, most: usize) -> Vec<&Reached> {
        let hops = std::iter::successors(self.reached(record), |reached| self.reached(reached.from));
        let mut chain: Vec<&Reached> = hops.take(most).collect();
        chain.reverse();
        chain
    }
}

/// The records that information reaches from one, each once, in the order of the records.
fn informed(system: &System, from: RecordId) -> Vec<(RecordId, Edge)> {
    let edges = system.graph().inner().edges(from.0.into()).filter(|edge| edge.weight().flows);
    let mut found: Vec<(RecordId, Edge)> =
        edges.map(|edge| (RecordId(edge.target().index() as u32), *edge.weight())).collect();
    found.sort_unstable();
    found.dedup_by_key(|(to, _)| *to);
    found
}

/// Kinds that nearly everything flows into and out of.
const HUBS: [&str; 4] = ["process", "scope", "review", "audit"];

/// Whether a record takes in nearly everything, so that passing it would tie everything to everything.
pub(super) fn is_hub(record: &Record) -> bool {
    HUBS.iter().any(|kind| record.is(kind))
}

/// Whether a record only tells what was the case.
fn is_over(record: &Record, system: &System) -> bool {
    let past = |date: Option<Date>| date.is_some_and(|date| date <= system.as_of);
    !system.is_live(record)
        || (record.is("review") && past(record.get(REVIEW_HELD_ON)))
        || (record.is("audit") && past(record.get(AUDIT_PERFORMED_ON)))
}
