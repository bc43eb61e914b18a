//! Chains between two records: from an asset to the evidence that its risk is treated.
//!
//! A chain follows the direction of flow, and passes hubs (processes, scopes, reviews, audits) only where there is no
//! other way, since nearly everything is tied through them. Where nothing flows, a chain that ignores the direction still
//! tells how the two are tied, if at all.

use std::collections::{BTreeSet, VecDeque};

use petgraph::Direction::{Incoming, Outgoing};
use petgraph::visit::EdgeRef;

use super::impact::is_hub;
use super::{RecordId, System};

/// Which links a chain may be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// Those over which information flows, and no hub in between.
    Along,
    /// Those over which information flows, through whatever record.
    ThroughHubs,
    /// All, against the flow, too, and where none flows.
    Anyhow,
}

/// The shortest chains from a record to the nearest of some others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// What they are made of: the first route on which there is a chain.
    pub route: Route,
    /// The chains, in the order of their records; each begins with the start. Empty where there is none.
    pub chains: Vec<Vec<Hop>>,
    /// How many shortest chains there are, those left out included.
    pub count: u64,
}

/// A record on a chain, and how it is tied to the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// The record.
    pub record: RecordId,
    /// The fields that tie it to the one before, each with the way it runs; empty for the first.
    pub ties: Vec<Tie>,
}

/// A field that ties two records.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// Such as `risk.controls`.
    pub field: String,
    /// Which way information runs over it, seen from the start of the chain.
    pub way: Way,
}

/// Which way information runs over a link of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Along the chain.
    Along,
    /// Against it.
    Against,
    /// Neither way.
    Neither,
}

impl Way {
    /// An arrow for people.
    pub fn arrow(self) -> &'static str {
        match self {
            Self::Along => "->",
            Self::Against => "<-",
            Self::Neither => "--",
        }
    }

    /// The word for other programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Along => "along",
            Self::Against => "against",
            Self::Neither => "none",
        }
    }
}

impl Trace {
    /// The shortest chains to the nearest of `goals`, at most `most` of them.
    pub fn between(system: &System, start: RecordId, goals: &BTreeSet<RecordId>, most: usize) -> Self {
        let on = |route| Self::on(route, system, start, goals, most);
        let routes = [Route::Along, Route::ThroughHubs].into_iter().map(on);
        routes.into_iter().find(|trace| trace.count > 0).unwrap_or_else(|| on(Route::Anyhow))
    }

    fn on(route: Route, system: &System, start: RecordId, goals: &BTreeSet<RecordId>, most: usize) -> Self {
        let search = Search::run(system, start, goals, route);
        let mut trace = Self { route, chains: Vec::new(), count: 0 };
        for &goal in &search.found {
            trace.count = trace.count.saturating_add(search.ways[goal.0 as usize]);
            let room = most - trace.chains.len();
            let chains = search.chains(goal, room);
            trace.chains.extend(chains.iter().map(|chain| hops(system, chain, route)));
        }
        trace
    }
}

/// Distances from the start as far as the nearest goals, and in how many shortest ways each record is reached.
struct Search {
    before: Vec<Vec<RecordId>>,
    ways: Vec<u64>,
    found: Vec<RecordId>,
}

impl Search {
    fn run(system: &System, start: RecordId, goals: &BTreeSet<RecordId>, route: Route) -> Self {
        let mut distance = vec![u32::MAX; system.len()];
        let mut search =
            Self { before: vec![Vec::new(); system.len()], ways: vec![0; system.len()], found: Vec::new() };
        distance[start.0 as usize] = 0;
        search.ways[start.0 as usize] = 1;
        let mut queue = VecDeque::from([start]);
        let mut enough = u32::MAX;
        while let Some(from) = queue.pop_front() {
            let here = distance[from.0 as usize];
            if here > enough {
                break;
            }
            if goals.contains(&from) {
                enough = here;
                search.found.push(from);
                continue;
            }
            if route == Route::Along && from != start && is_hub(system.record(from)) {
                continue;
            }
            for to in neighbours(system, from, route != Route::Anyhow) {
                let known = &mut distance[to.0 as usize];
                if *known == u32::MAX {
                    *known = here + 1;
                    queue.push_back(to);
                }
                if *known == here + 1 {
                    search.before[to.0 as usize].push(from);
                    let ways = search.ways[from.0 as usize];
                    let sum = &mut search.ways[to.0 as usize];
                    *sum = sum.saturating_add(ways);
                }
            }
        }
        search.found.sort_unstable();
        search.before.iter_mut().for_each(|before| before.sort_unstable());
        search
    }

    /// At most `most` chains from the start to a goal, each written backwards.
    fn chains(&self, goal: RecordId, most: usize) -> Vec<Vec<RecordId>> {
        let mut chains = Vec::new();
        // The chain so far, each record with how many of those before it were tried. Chains may be too long to recurse.
        let mut stack = vec![(goal, 0)];
        while let Some((last, tried)) = stack.last_mut() {
            if chains.len() == most {
                break;
            }
            let before = &self.before[last.0 as usize];
            match before.get(*tried) {
                Some(&next) => {
                    *tried += 1;
                    stack.push((next, 0));
                }
                None => {
                    if before.is_empty() {
                        chains.push(stack.iter().map(|(record, _)| *record).collect());
                    }
                    stack.pop();
                }
            }
        }
        chains
    }
}

/// The records next to one, each once, in the order of the records.
fn neighbours(system: &System, from: RecordId, along: bool) -> Vec<RecordId> {
    let graph = system.graph().inner();
    let out =
        graph.edges(from.0.into()).filter(|edge| edge.weight().flows || !along).map(|edge| edge.target());
    let into = graph.edges_directed(from.0.into(), Incoming).filter(|_| !along).map(|edge| edge.source());
    let mut found: Vec<RecordId> = out.chain(into).map(|end| RecordId(end.index() as u32)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn hops(system: &System, backwards: &[RecordId], route: Route) -> Vec<Hop> {
    let mut before = None;
    let hop = |&record: &RecordId| {
        let ties = before.replace(record).map_or(Vec::new(), |before| ties(system, before, record, route));
        Hop { record, ties }
    };
    backwards.iter().rev().map(hop).collect()
}

/// Every field that ties two records, in the way that the chain runs.
fn ties(system: &System, from: RecordId, to: RecordId, route: Route) -> Vec<Tie> {
    let graph = system.graph();
    let mut ties: BTreeSet<Tie> = BTreeSet::new();
    for (direction, way) in [(Outgoing, Way::Along), (Incoming, Way::Against)] {
        let edges = graph.inner().edges_directed(from.0.into(), direction);
        for edge in
            edges.filter(|edge| if way == Way::Along { edge.target() } else { edge.source() } == to.0.into())
        {
            let way = if edge.weight().flows { way } else { Way::Neither };
            if way == Way::Along || route == Route::Anyhow {
                ties.insert(Tie { field: graph.relation(*edge.weight()).to_owned(), way });
            }
        }
    }
    ties.into_iter().collect()
}
