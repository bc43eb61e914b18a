//! Records tied by links.

use std::collections::BTreeMap;

use petgraph::graph::{DiGraph, NodeIndex};

use super::{Links, RecordId};
use crate::record::Record;
use crate::schema::{Flow, KindId};

/// A link between two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    relation: u32,
    /// Whether information flows over it, from the edge's source to its target.
    pub flows: bool,
}

/// A directed graph: an edge runs from the record that information comes from to the one it reaches; where none flows,
/// from the record that names to the one it names.
///
/// Two fields that say the same from both ends are one edge. Links to those who answer for a record (kinds that need no
/// owner themselves: people and roles) are none, unless information flows over them.
#[derive(Debug, Default)]
pub struct Graph {
    inner: DiGraph<RecordId, Edge>,
    relations: Vec<String>,
    bookkeeping: usize,
}

impl Graph {
    pub(super) fn build(records: &[Record], links: &Links) -> Self {
        let mut names = Relations::default();
        let mut edges = Vec::with_capacity(links.all().len());
        let mut plain = Vec::new();
        for reference in links.all() {
            let Some(target) = reference.target() else {
                continue;
            };
            let from = &records[reference.from.0 as usize];
            let relation = names.of(from, reference.place.link);
            let edge = |flows| Edge { relation, flows };
            match reference.link(from).target.flow {
                Flow::Out => edges.push((reference.from, target, edge(true))),
                Flow::In => edges.push((target, reference.from, edge(true))),
                Flow::None if records[target.0 as usize].kind().owner => {
                    edges.push((reference.from, target, edge(false)));
                }
                Flow::None => plain.push((reference.from, target, relation)),
            }
        }
        edges.sort_unstable();
        edges.dedup();
        plain.sort_unstable();
        plain.dedup();
        let mut inner = DiGraph::with_capacity(records.len(), edges.len());
        for index in 0..records.len() {
            inner.add_node(RecordId(index as u32));
        }
        for (from, to, edge) in edges {
            inner.add_edge(node(from), node(to), edge);
        }
        Self { inner, relations: names.names, bookkeeping: plain.len() }
    }

    /// How many links there are, those to people included.
    pub fn link_count(&self) -> usize {
        self.inner.edge_count() + self.bookkeeping
    }

    /// The graph itself; a node's index is its record's.
    pub fn inner(&self) -> &DiGraph<RecordId, Edge> {
        &self.inner
    }

    /// The two ends of every link that information flows over: where it comes from and where it goes.
    pub fn flows(&self) -> impl Iterator<Item = (RecordId, RecordId, Edge)> {
        let edges = self.inner.raw_edges().iter().filter(|edge| edge.weight.flows);
        edges.map(|edge| {
            let [from, to] = [edge.source(), edge.target()].map(|end| RecordId(end.index() as u32));
            (from, to, edge.weight)
        })
    }

    /// The name of an edge's relation, such as `action.addresses`.
    pub fn relation(&self, edge: Edge) -> &str {
        &self.relations[edge.relation as usize]
    }

    /// Whether a link ties a record to another.
    pub fn is_tied(&self, id: RecordId) -> bool {
        self.inner.neighbors_undirected(node(id)).next().is_some()
    }
}

fn node(id: RecordId) -> NodeIndex {
    NodeIndex::new(id.0 as usize)
}

/// Numbers for relation names, given once for each link field of each kind.
#[derive(Default)]
struct Relations {
    names: Vec<String>,
    by_name: BTreeMap<String, u32>,
    by_field: BTreeMap<(KindId, u16), u32>,
}

impl Relations {
    fn of(&mut self, from: &Record, link: u16) -> u32 {
        let key = (from.kind_id(), link);
        if let Some(&number) = self.by_field.get(&key) {
            return number;
        }
        let name = &from.kind().link(link).relation;
        let number = *self.by_name.entry(name.clone()).or_insert_with(|| {
            self.names.push(name.clone());
            self.names.len() as u32 - 1
        });
        self.by_field.insert(key, number);
        number
    }
}
