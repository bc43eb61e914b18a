//! Where everything goes.
//!
//! Lines to one box are bundled: each source joins a trunk that runs past the ranks in between and ends in one arrow
//! head, so that a picture of 126 lines has some 25 trunks. Whoever follows a line from its source comes to one box
//! only. Lines run between boxes in the gaps between ranks, and past boxes on places of their own, so none crosses a box.

use std::collections::BTreeMap;

use super::acyclic;
use super::dagre::{self, Arc, Spot};
use super::sheet::{Axes, Sheet};
use crate::diagram::Diagram;

/// A picture with places.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    /// The middle of each box, in its two directions: across and along the reading.
    pub(super) boxes: Vec<Point>,
    /// The lines, each a piece that one or several edges share.
    pub(super) pieces: Vec<Piece>,
    /// Where lines end.
    pub(super) heads: Vec<Head>,
    /// Beginning and end of each step along the reading.
    pub(super) steps: Vec<(f64, f64)>,
    /// Beginning and end of each lane across it.
    pub(super) lanes: Vec<(f64, f64)>,
    /// The whole: across and along.
    pub(super) size: Point,
}

/// A place: across and along the direction of reading.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Point {
    pub(super) across: f64,
    pub(super) along: f64,
}

/// A piece of line from one rank to the next.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) from: Point,
    pub(super) to: Point,
    /// How far it first runs straight on, past the boxes of a rank.
    pub(super) past: f64,
    /// The edges that share it.
    pub(super) edges: Vec<usize>,
}

/// An arrow head: its tip, and whether it points against the reading.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) tip: Point,
    pub(super) back: bool,
    pub(super) edges: Vec<usize>,
}

/// A connection between spots of neighbouring ranks, the lower rank first.
#[derive(Debug, Clone)]
struct Hop {
    upper: usize,
    lower: usize,
    back: bool,
    edges: Vec<usize>,
}

/// Places a picture on a sheet.
pub(super) fn layout(diagram: &Diagram, sheet: &Sheet) -> Layout {
    let steps: Vec<usize> = diagram.nodes.iter().map(|node| node.step.unwrap_or(0)).collect();
    let lines: Vec<(usize, usize)> = diagram.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let back = acyclic::backward(&steps, &lines);
    let ranks = ranks(&steps, &lines, &back);
    let mut plan = Plan::new(diagram, sheet, &ranks);
    plan.bundle(&lines, &back, &ranks);
    plan.place(diagram, sheet)
}

/// The rank of each box; those of a step come before those of the next.
fn ranks(steps: &[usize], lines: &[(usize, usize)], back: &[bool]) -> Vec<usize> {
    let count = steps.len();
    let mut arcs: BTreeMap<(usize, usize), bool> = BTreeMap::new();
    for (&(from, to), &back) in lines.iter().zip(back).filter(|((from, to), _)| from != to) {
        arcs.insert(if back { (to, from) } else { (from, to) }, true);
    }
    // A fence between two steps: all boxes of the one before it, all of the other after it.
    let fences = steps.iter().copied().max().unwrap_or(0);
    for (node, &step) in steps.iter().enumerate() {
        if step < fences {
            arcs.insert((node, count + step), false);
        }
        if step > 0 {
            arcs.insert((count + step - 1, node), false);
        }
    }
    (1..fences).for_each(|fence| {
        arcs.insert((count + fence - 1, count + fence), false);
    });
    let arcs: Vec<Arc> = arcs.into_iter().map(|((from, to), pulls)| Arc { from, to, pulls }).collect();
    let mut ranks = dagre::ranks(count + fences, &arcs);
    ranks.truncate(count);
    let mut used = ranks.clone();
    used.sort_unstable();
    used.dedup();
    ranks.into_iter().map(|rank| used.partition_point(|&known| known < rank)).collect()
}

/// Boxes, the places where trunks run past them, and what connects these.
struct Plan {
    spots: Vec<Spot>,
    lanes: Vec<usize>,
    hops: Vec<Hop>,
}

impl Plan {
    fn new(diagram: &Diagram, sheet: &Sheet, ranks: &[usize]) -> Self {
        let size = sheet.box_size.across;
        let spots = ranks.iter().map(|&rank| Spot { rank, size, passing: false }).collect();
        let lanes = diagram.nodes.iter().map(|node| node.lane.unwrap_or(0)).collect();
        Self { spots, lanes, hops: Vec::new() }
    }

    /// Joins the lines to each box, those that come with the reading and those that come against it, into trunks.
    fn bundle(&mut self, lines: &[(usize, usize)], back: &[bool], ranks: &[usize]) {
        let mut into: BTreeMap<(usize, bool), Vec<usize>> = BTreeMap::new();
        for (edge, &(_, to)) in lines.iter().enumerate().filter(|(_, (from, to))| from != to) {
            into.entry((to, back[edge])).or_default().push(edge);
        }
        for ((target, back), edges) in into {
            let distance = |edge: usize| ranks[lines[edge].0].abs_diff(ranks[target]);
            let farthest = edges.iter().map(|&edge| distance(edge)).max().unwrap_or(1);
            // Stations on the way, the target itself first; a source joins at the station before its own rank.
            let mut stations = vec![target];
            for away in 1..farthest {
                let rank = if back { ranks[target] + away } else { ranks[target] - away };
                stations.push(self.spots.len());
                self.spots.push(Spot { rank, size: TRACK, passing: true });
                self.lanes.push(self.lanes[target]);
            }
            for away in 1..farthest {
                let passing = edges.iter().copied().filter(|&edge| distance(edge) > away).collect();
                self.connect(stations[away], stations[away - 1], back, passing);
            }
            let mut joins: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            edges.iter().for_each(|&edge| joins.entry(lines[edge].0).or_default().push(edge));
            for (source, edges) in joins {
                self.connect(source, stations[distance(edges[0]) - 1], back, edges);
            }
        }
    }

    fn connect(&mut self, from: usize, to: usize, back: bool, edges: Vec<usize>) {
        let (upper, lower) = if back { (to, from) } else { (from, to) };
        self.hops.push(Hop { upper, lower, back, edges });
    }

    fn place(&self, diagram: &Diagram, sheet: &Sheet) -> Layout {
        let mut pairs: Vec<(usize, usize)> = self.hops.iter().map(|hop| (hop.upper, hop.lower)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let layers = dagre::order(&self.spots, &pairs);
        let free = dagre::places(&self.spots, &pairs, &layers);
        let (across, lanes) = match diagram.lanes.len() {
            0 => (free, Vec::new()),
            count => self.in_lanes(count, &layers, &pairs, &free, sheet),
        };
        let axes = Axes::new(sheet, &across, &self.spots, diagram.nodes.len(), &lanes);
        let along = axes.rows(sheet, &self.gaps(&across, layers.len()));
        let middle = |spot: usize| Point {
            across: axes.across(across[spot]),
            along: along[self.spots[spot].rank] + sheet.box_size.along / 2.0,
        };
        let places: Vec<Point> = (0..self.spots.len()).map(middle).collect();
        let boxes = places[..diagram.nodes.len()].to_vec();
        let (pieces, heads) = self.draw(diagram.nodes.len(), &places, sheet);
        Layout {
            steps: self.step_bounds(diagram, &along, sheet),
            lanes: lanes.iter().map(|&(from, to)| (axes.across(from), axes.across(to))).collect(),
            size: axes.size(sheet, &along),
            boxes,
            pieces,
            heads,
        }
    }

    /// How much room the lines between each two ranks need: those that go far aside need a longer way to bend.
    fn gaps(&self, across: &[f64], ranks: usize) -> Vec<f64> {
        let mut farthest = vec![0.0_f64; ranks.saturating_sub(1)];
        let mut busy = vec![0_usize; ranks.saturating_sub(1)];
        for hop in &self.hops {
            let gap = self.spots[hop.upper].rank;
            farthest[gap] = farthest[gap].max((across[hop.upper] - across[hop.lower]).abs());
            busy[gap] += 1;
        }
        let room = |(far, busy): (f64, usize)| (34.0 + far * 0.075 + busy as f64 * 1.7).clamp(52.0, 190.0);
        farthest.into_iter().zip(busy).map(room).collect()
    }

    /// Each lane placed on its own, then all beside each other.
    fn in_lanes(
        &self,
        count: usize,
        layers: &[Vec<usize>],
        pairs: &[(usize, usize)],
        free: &[f64],
        sheet: &Sheet,
    ) -> (Vec<f64>, Vec<(f64, f64)>) {
        let mut across = vec![0.0; self.spots.len()];
        let mut bounds = vec![(0.0, 0.0); count];
        let mut start = 0.0;
        for lane in 0..count {
            let members: Vec<usize> = (0..self.spots.len()).filter(|&spot| self.lanes[spot] == lane).collect();
            let local: BTreeMap<usize, usize> = members.iter().enumerate().map(|(at, &spot)| (spot, at)).collect();
            let spots: Vec<Spot> = members.iter().map(|&spot| self.spots[spot]).collect();
            let inner: Vec<(usize, usize)> =
                pairs.iter().filter_map(|(a, b)| Some((*local.get(a)?, *local.get(b)?))).collect();
            let inner_layers: Vec<Vec<usize>> = layers
                .iter()
                .map(|layer| layer.iter().filter_map(|spot| local.get(spot).copied()).collect())
                .collect();
            let found = dagre::places(&spots, &inner, &inner_layers);
            let edge = |at: usize, sign: f64| found[at] + sign * spots[at].size / 2.0;
            let least = (0..spots.len()).map(|at| edge(at, -1.0)).fold(f64::INFINITY, f64::min);
            let most = (0..spots.len()).map(|at| edge(at, 1.0)).fold(f64::NEG_INFINITY, f64::max);
            let (least, most) = if spots.is_empty() { (0.0, 0.0) } else { (least, most) };
            let room = (most - least).max(sheet.lane_title);
            let shift = start + sheet.lane_margin + (room - (most - least)) / 2.0 - least;
            members.iter().zip(&found).for_each(|(&spot, place)| across[spot] = place + shift);
            bounds[lane] = (start, start + room + 2.0 * sheet.lane_margin);
            start = bounds[lane].1;
        }
        let _ = free;
        (across, bounds)
    }

    fn step_bounds(&self, diagram: &Diagram, along: &[f64], sheet: &Sheet) -> Vec<(f64, f64)> {
        let high = sheet.box_size.along;
        let rank_of = |step: usize| {
            let ranks = diagram.nodes.iter().zip(&self.spots).filter(|(node, _)| node.step == Some(step));
            ranks.map(|(_, spot)| spot.rank).collect::<Vec<_>>()
        };
        let bounds = |step: usize| {
            let ranks = rank_of(step);
            let (first, last) = (ranks.iter().min().copied()?, ranks.iter().max().copied()?);
            let before = first.checked_sub(1).map_or(along[first] - sheet.margin, |above| {
                (along[above] + high + along[first]) / 2.0
            });
            let end = along[last] + high;
            let after = along.get(last + 1).map_or(end + sheet.margin, |below| (end + below) / 2.0);
            Some((before, after))
        };
        (0..diagram.steps.len()).map(|step| bounds(step).unwrap_or((0.0, 0.0))).collect()
    }

    /// Pieces of lines from port to port, and arrow heads.
    fn draw(&self, boxes: usize, places: &[Point], sheet: &Sheet) -> (Vec<Piece>, Vec<Head>) {
        let ports = self.ports(boxes, places, sheet);
        let half = sheet.box_size.along / 2.0;
        let mut heads: BTreeMap<(usize, bool), Head> = BTreeMap::new();
        let mut pieces = Vec::new();
        for (at, hop) in self.hops.iter().enumerate() {
            let end = |spot: usize, port: f64, side: f64| Point {
                across: port,
                along: places[spot].along + side * half,
            };
            let mut upper = end(hop.upper, ports[at].0, 1.0);
            let mut lower = end(hop.lower, ports[at].1, -1.0);
            let (target, tip) = if hop.back { (hop.upper, &mut upper) } else { (hop.lower, &mut lower) };
            if target < boxes {
                let head = Head { tip: *tip, back: hop.back, edges: Vec::new() };
                heads.entry((target, hop.back)).or_insert(head).edges.extend(&hop.edges);
                tip.along += if hop.back { HEAD } else { -HEAD };
            }
            // A trunk's own piece runs on past the boxes of the rank that it comes from.
            let (from, to) = if hop.back { (lower, upper) } else { (upper, lower) };
            let source = if hop.back { hop.lower } else { hop.upper };
            let past = if source >= boxes { sheet.box_size.along } else { 0.0 };
            pieces.push(Piece { from, to, past, edges: hop.edges.clone() });
        }
        (pieces, heads.into_values().collect())
    }

    /// Where each hop leaves its upper spot and reaches its lower one. Lines that end at one side of a box share a port.
    fn ports(&self, boxes: usize, places: &[Point], sheet: &Sheet) -> Vec<(f64, f64)> {
        let mut ports: Vec<(f64, f64)> =
            self.hops.iter().map(|hop| (places[hop.upper].across, places[hop.lower].across)).collect();
        for below in [true, false] {
            let mut sides: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (at, hop) in self.hops.iter().enumerate() {
                let spot = if below { hop.upper } else { hop.lower };
                if spot < boxes {
                    sides.entry(spot).or_default().push(at);
                }
            }
            for (spot, hops) in sides {
                self.spread(&hops, below, places, places[spot].across, sheet, &mut ports);
            }
        }
        ports
    }

    /// Spreads the lines at one side of a box over it, in the order of their other ends.
    fn spread(
        &self,
        hops: &[usize],
        below: bool,
        places: &[Point],
        middle: f64,
        sheet: &Sheet,
        ports: &mut [(f64, f64)],
    ) {
        let other = |at: usize| {
            let hop = &self.hops[at];
            places[if below { hop.lower } else { hop.upper }].across
        };
        let (ending, leaving): (Vec<usize>, Vec<usize>) =
            hops.iter().copied().partition(|&at| self.hops[at].back == below);
        let mut groups: Vec<(f64, Vec<usize>)> = leaving.iter().map(|&at| (other(at), vec![at])).collect();
        if !ending.is_empty() {
            let mean = ending.iter().map(|&at| other(at)).sum::<f64>() / ending.len() as f64;
            groups.push((mean, ending));
        }
        groups.sort_by(|a, b| a.0.total_cmp(&b.0));
        let room = sheet.box_size.across - 2.0 * sheet.corner - 8.0;
        let step = (room / groups.len().saturating_sub(1).max(1) as f64).min(MOST_APART);
        let start = middle - step * (groups.len() - 1) as f64 / 2.0;
        for (index, (_, group)) in groups.iter().enumerate() {
            let port = start + step * index as f64;
            for &at in group {
                if below { ports[at].0 = port } else { ports[at].1 = port }
            }
        }
    }
}

/// How much room a trunk takes beside boxes.
const TRACK: f64 = 6.0;
/// How long an arrow head is.
pub(super) const HEAD: f64 = 8.0;
/// The most that two lines at one side of a box stand apart.
const MOST_APART: f64 = 26.0;
