//! The layered layout of dagre: ranks, order within a rank, places across it.
//!
//! The only file that names the layout library. Nodes are numbers; names for the library are made and read here.

use dugong::graphlib::{Graph, GraphOptions};
use dugong::{EdgeLabel, GraphLabel, NodeLabel};

type Layered = Graph<NodeLabel, EdgeLabel, GraphLabel>;

/// A node of a layered graph: its rank, its size across the direction of reading, and whether it only leads a line
/// past the boxes of its rank.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) rank: usize,
    pub(super) size: f64,
    pub(super) passing: bool,
}

/// An edge of an acyclic graph, and whether it pulls its ends together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) pulls: bool,
}

fn name(node: usize) -> String {
    // Plain numbers would be array indices to the library, which keeps those in another order.
    format!("n{node}")
}

fn empty() -> Layered {
    let mut graph = Graph::new(GraphOptions { directed: true, multigraph: false, compound: false });
    graph.set_graph(GraphLabel { nodesep: 16.0, edgesep: 10.0, ..GraphLabel::default() });
    graph
}

/// The rank of each of `count` nodes such that every arc leads to a higher rank and pulling arcs are short. The graph
/// must be acyclic.
pub(super) fn ranks(count: usize, arcs: &[Arc]) -> Vec<usize> {
    let mut graph = empty();
    (0..count).for_each(|node| {
        graph.set_node(name(node), NodeLabel::default());
    });
    // The library wants one connected graph: a root above all.
    graph.set_node("root", NodeLabel::default());
    for node in 0..count {
        graph.set_edge_with_label("root", name(node), EdgeLabel { weight: 0.0, ..EdgeLabel::default() });
    }
    for arc in arcs {
        let weight = if arc.pulls { 1.0 } else { 0.0 };
        graph.set_edge_with_label(
            name(arc.from),
            name(arc.to),
            EdgeLabel { weight, minlen: 1, ..EdgeLabel::default() },
        );
    }
    let ranked = dugong::rank::rank(&mut graph).is_ok();
    let rank = |node: usize| graph.node(&name(node)).and_then(|label| label.rank).filter(|_| ranked);
    let ranks: Vec<i32> = (0..count).map(|node| rank(node).unwrap_or(0)).collect();
    let least = ranks.iter().copied().min().unwrap_or(0);
    ranks.into_iter().map(|rank| usize::try_from(rank - least).unwrap_or(0)).collect()
}

/// The nodes of each rank in an order with few crossings. Every edge leads to the next rank.
pub(super) fn order(spots: &[Spot], edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut graph = layered(spots, edges);
    dugong::order::order(&mut graph, dugong::order::OrderOptions::default());
    let place = |node: &usize| graph.node(&name(*node)).and_then(|label| label.order);
    let mut layers: Vec<Vec<usize>> = Vec::new();
    for (node, spot) in spots.iter().enumerate() {
        if layers.len() <= spot.rank {
            layers.resize(spot.rank + 1, Vec::new());
        }
        layers[spot.rank].push(node);
    }
    layers.iter_mut().for_each(|layer| layer.sort_by_key(|node| (place(node), *node)));
    layers
}

/// The middle of each node across the direction of reading, for a given order.
pub(super) fn places(spots: &[Spot], edges: &[(usize, usize)], layers: &[Vec<usize>]) -> Vec<f64> {
    let graph = layered(spots, edges);
    let named: Vec<Vec<String>> =
        layers.iter().map(|layer| layer.iter().map(|node| name(*node)).collect()).collect();
    let found = dugong::position::bk::position_x_with_layering(&graph, &named);
    (0..spots.len()).map(|node| found.get(&name(node)).copied().unwrap_or(0.0)).collect()
}

fn layered(spots: &[Spot], edges: &[(usize, usize)]) -> Layered {
    let mut graph = empty();
    for (node, spot) in spots.iter().enumerate() {
        let label = NodeLabel {
            width: spot.size,
            height: 1.0,
            rank: i32::try_from(spot.rank).ok(),
            dummy: spot.passing.then(|| "edge".to_owned()),
            ..NodeLabel::default()
        };
        graph.set_node(name(node), label);
    }
    for &(from, to) in edges {
        graph.set_edge_with_label(name(from), name(to), EdgeLabel { weight: 1.0, ..EdgeLabel::default() });
    }
    graph
}
