//! Where everything goes.
//!
//! Lines to one box are bundled: each source joins a trunk that runs past the ranks in between and ends in one arrow
//! head, so that a picture of 126 lines has some 25 trunks. Whoever follows a line from its source comes to one box
//! only. Lines run between boxes in the gaps between ranks, and past boxes on places of their own, so none crosses a box.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::dagre::{self, Spot};
use super::ranks::ranks;
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
    /// Whether it runs around below the boxes of one rank.
    pub(super) level: bool,
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

/// A connection between two spots.
#[derive(Debug, Clone)]
struct Hop {
    from: usize,
    to: usize,
    way: Way,
    edges: Vec<usize>,
}

/// Which way a line runs, from rank to rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// To the next rank.
    On,
    /// To the rank before.
    Back,
    /// Within a rank, around below its boxes.
    Level,
}

impl Hop {
    /// Whether it leaves its source on the far side, where the next rank lies.
    fn leaves_below(&self) -> bool {
        self.way != Way::Back
    }

    /// Whether it reaches its end on the far side.
    fn ends_below(&self) -> bool {
        self.way != Way::On
    }

    /// Its ends, the one of the lower rank first.
    fn upper_first(&self) -> (usize, usize) {
        if self.way == Way::Back { (self.to, self.from) } else { (self.from, self.to) }
    }
}

/// Places a picture on a sheet.
pub(super) fn layout(diagram: &Diagram, sheet: &Sheet) -> Layout {
    let lines: Vec<(usize, usize)> = diagram.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let ranks = ranks(diagram);
    let mut plan = Plan::new(diagram, sheet, &ranks);
    plan.bundle(&lines, &ranks);
    plan.place(diagram, sheet)
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
    fn bundle(&mut self, lines: &[(usize, usize)], ranks: &[usize]) {
        let mut into: BTreeMap<(usize, Way), Vec<usize>> = BTreeMap::new();
        for (edge, &(from, to)) in lines.iter().enumerate().filter(|(_, (from, to))| from != to) {
            let way = match ranks[from].cmp(&ranks[to]) {
                Ordering::Less => Way::On,
                Ordering::Greater => Way::Back,
                Ordering::Equal => Way::Level,
            };
            into.entry((to, way)).or_default().push(edge);
        }
        for ((target, way), edges) in into {
            let distance = |edge: usize| ranks[lines[edge].0].abs_diff(ranks[target]).max(1);
            let farthest = edges.iter().map(|&edge| distance(edge)).max().unwrap_or(1);
            // Stations on the way, the target itself first; a source joins at the station before its own rank.
            let mut stations = vec![target];
            for away in 1..farthest {
                let rank = if way == Way::Back { ranks[target] + away } else { ranks[target] - away };
                stations.push(self.spots.len());
                self.spots.push(Spot { rank, size: TRACK, passing: true });
                self.lanes.push(self.lanes[target]);
            }
            for away in 1..farthest {
                let edges = edges.iter().copied().filter(|&edge| distance(edge) > away).collect();
                self.hops.push(Hop { from: stations[away], to: stations[away - 1], way, edges });
            }
            let mut joins: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            edges.iter().for_each(|&edge| joins.entry(lines[edge].0).or_default().push(edge));
            for (from, edges) in joins {
                let to = stations[distance(edges[0]) - 1];
                self.hops.push(Hop { from, to, way, edges });
            }
        }
    }

    fn place(&self, diagram: &Diagram, sheet: &Sheet) -> Layout {
        let across_ranks = self.hops.iter().filter(|hop| hop.way != Way::Level);
        let mut pairs: Vec<(usize, usize)> = across_ranks.map(Hop::upper_first).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let layers = dagre::order(&self.spots, &pairs);
        let (across, lanes) = match diagram.lanes.len() {
            0 => (dagre::places(&self.spots, &pairs, &layers), Vec::new()),
            count => self.in_lanes(&self.lane_order(count, &pairs, &layers), &layers, &pairs, sheet),
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
            size: axes.size(along.get(layers.len()).copied().unwrap_or(0.0), sheet),
            boxes,
            pieces,
            heads,
        }
    }

    /// How much room the lines below each rank need: those that go far aside need a longer way to bend.
    fn gaps(&self, across: &[f64], ranks: usize) -> Vec<f64> {
        let mut farthest = vec![0.0_f64; ranks];
        let mut busy = vec![0_usize; ranks];
        for hop in &self.hops {
            let gap = self.spots[hop.upper_first().0].rank;
            farthest[gap] = farthest[gap].max((across[hop.from] - across[hop.to]).abs());
            busy[gap] += 1;
        }
        let room = |(far, busy): (f64, usize)| match busy {
            0 => 0.0,
            busy => (34.0 + far * 0.075 + busy as f64 * 1.7).clamp(52.0, 190.0),
        };
        farthest.into_iter().zip(busy).map(room).collect()
    }

    /// Lanes in the order in which their boxes would stand without lanes, so that lines stay short.
    fn lane_order(&self, count: usize, pairs: &[(usize, usize)], layers: &[Vec<usize>]) -> Vec<usize> {
        let free = dagre::places(&self.spots, pairs, layers);
        let mut sums = vec![(0.0, 0_usize); count];
        let boxes = self.spots.iter().zip(&self.lanes).zip(&free).filter(|((spot, _), _)| !spot.passing);
        for ((_, &lane), place) in boxes {
            sums[lane] = (sums[lane].0 + place, sums[lane].1 + 1);
        }
        let mean = |lane: &usize| sums[*lane].0 / sums[*lane].1.max(1) as f64;
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by(|a, b| mean(a).total_cmp(&mean(b)));
        order
    }

    /// Each lane placed on its own, then all beside each other.
    fn in_lanes(
        &self,
        order: &[usize],
        layers: &[Vec<usize>],
        pairs: &[(usize, usize)],
        sheet: &Sheet,
    ) -> (Vec<f64>, Vec<(f64, f64)>) {
        let mut across = vec![0.0; self.spots.len()];
        let mut bounds = vec![(0.0, 0.0); order.len()];
        let mut start = 0.0;
        for &lane in order {
            let members: Vec<usize> =
                (0..self.spots.len()).filter(|&spot| self.lanes[spot] == lane).collect();
            let local: BTreeMap<usize, usize> =
                members.iter().enumerate().map(|(at, &spot)| (spot, at)).collect();
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
            let before = first
                .checked_sub(1)
                .map_or(along[first] - sheet.margin, |above| (along[above] + high + along[first]) / 2.0);
            let end = along[last] + high;
            let after = match along.get(last + 2) {
                Some(_) => (end + along[last + 1]) / 2.0,
                None => along[last + 1] + sheet.margin - 8.0,
            };
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
        for (hop, &(leaves, ends)) in self.hops.iter().zip(&ports) {
            let end = |spot: usize, port: f64, below: bool| Point {
                across: port,
                along: places[spot].along + if below { half } else { -half },
            };
            let from = end(hop.from, leaves, hop.leaves_below());
            let mut to = end(hop.to, ends, hop.ends_below());
            if hop.to < boxes {
                let back = hop.ends_below();
                let head = Head { tip: to, back, edges: Vec::new() };
                heads.entry((hop.to, back)).or_insert(head).edges.extend(&hop.edges);
                to.along += if back { HEAD } else { -HEAD };
            }
            // A trunk's own piece runs on past the boxes of the rank that it comes from.
            let past = if hop.from >= boxes { sheet.box_size.along } else { 0.0 };
            pieces.push(Piece { from, to, past, level: hop.way == Way::Level, edges: hop.edges.clone() });
        }
        (pieces, heads.into_values().collect())
    }

    /// Where each hop leaves and where it ends. Lines that end at one side of a box share a port.
    fn ports(&self, boxes: usize, places: &[Point], sheet: &Sheet) -> Vec<(f64, f64)> {
        let mut ports: Vec<(f64, f64)> =
            self.hops.iter().map(|hop| (places[hop.from].across, places[hop.to].across)).collect();
        // For each side of each box: the lines, each with where its other end lies; those that end there as one.
        let mut sides: BTreeMap<(usize, bool), Side> = BTreeMap::new();
        for (at, hop) in self.hops.iter().enumerate() {
            if hop.from < boxes {
                sides.entry((hop.from, hop.leaves_below())).or_default().leaving.push((at, ports[at].1));
            }
            if hop.to < boxes {
                sides.entry((hop.to, hop.ends_below())).or_default().ending.push((at, ports[at].0));
            }
        }
        for ((spot, _), side) in sides {
            side.spread(places[spot].across, sheet, &mut ports);
        }
        ports
    }
}

/// The lines at one side of a box, each with where its other end lies.
#[derive(Debug, Default)]
struct Side {
    leaving: Vec<(usize, f64)>,
    ending: Vec<(usize, f64)>,
}

impl Side {
    /// Spreads the lines over the side in the order of their other ends.
    fn spread(&self, middle: f64, sheet: &Sheet, ports: &mut [(f64, f64)]) {
        let mut groups: Vec<(f64, Option<usize>)> =
            self.leaving.iter().map(|&(at, other)| (other, Some(at))).collect();
        if !self.ending.is_empty() {
            let sum: f64 = self.ending.iter().map(|&(_, other)| other).sum();
            groups.push((sum / self.ending.len() as f64, None));
        }
        groups.sort_by(|a, b| a.0.total_cmp(&b.0));
        let room = sheet.box_size.across - 2.0 * sheet.corner - 8.0;
        let step = (room / groups.len().saturating_sub(1).max(1) as f64).min(MOST_APART);
        let start = middle - step * (groups.len() - 1) as f64 / 2.0;
        for (index, (_, hop)) in groups.iter().enumerate() {
            let port = start + step * index as f64;
            match hop {
                Some(at) => ports[*at].0 = port,
                None => self.ending.iter().for_each(|&(at, _)| ports[at].1 = port),
            }
        }
    }
}

/// How much room a trunk takes beside boxes.
const TRACK: f64 = 10.0;
/// How long an arrow head is.
pub(super) const HEAD: f64 = 8.0;
/// The most that two lines at one side of a box stand apart.
const MOST_APART: f64 = 26.0;
