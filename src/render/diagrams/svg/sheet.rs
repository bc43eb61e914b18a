//! Sizes of boxes and margins, and how the directions of reading lie on the page.

use super::dagre::Spot;
use super::layout::Point;
use super::measure::{width, wrap};
use crate::diagram::{Diagram, Direction, Node};

/// Size of the title of a box.
pub(super) const TITLE: f64 = 13.0;
/// Size of its small lines.
pub(super) const NOTE: f64 = 10.5;
/// From line to line.
const TITLE_LINE: f64 = 16.0;
const NOTE_LINE: f64 = 13.5;
const PADDING: f64 = 10.0;

/// What the layout needs to know of the page.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) direction: Direction,
    /// A box, across and along the direction of reading.
    pub(super) box_size: Point,
    /// Free room around everything.
    pub(super) margin: f64,
    /// Free room at the side where the names of the steps stand.
    pub(super) steps: f64,
    /// Room for titles of lanes before the first rank.
    pub(super) head: f64,
    /// Room at both sides inside a lane.
    pub(super) lane_margin: f64,
    /// The least room a lane needs for its title.
    pub(super) lane_title: f64,
    /// How round corners are.
    pub(super) corner: f64,
    /// The lines of text in each box.
    pub(super) texts: Vec<(Vec<String>, Vec<String>)>,
    /// A box on the page: wide and high.
    pub(super) wide: f64,
    pub(super) high: f64,
}

impl Sheet {
    pub(super) fn new(diagram: &Diagram) -> Self {
        let texts: Vec<_> = diagram.nodes.iter().map(text).collect();
        let line = |(titles, notes): &(Vec<String>, Vec<String>)| {
            let titles = titles.iter().map(|line| width(line, TITLE, true));
            let notes = notes.iter().map(|line| width(line, NOTE, false));
            titles.chain(notes).fold(0.0, f64::max)
        };
        let lines = |(titles, notes): &(Vec<String>, Vec<String>)| {
            titles.len() as f64 * TITLE_LINE + notes.len() as f64 * NOTE_LINE
        };
        let wide = texts.iter().map(line).fold(60.0, f64::max).ceil() + 2.0 * PADDING;
        let high = texts.iter().map(lines).fold(TITLE_LINE, f64::max).ceil() + 2.0 * PADDING - 4.0;
        let down = diagram.direction == Direction::Down;
        let lane_title =
            diagram.lanes.iter().map(|lane| width(lane, TITLE, true)).fold(0.0, f64::max).min(220.0);
        Self {
            direction: diagram.direction,
            box_size: if down {
                Point { across: wide, along: high }
            } else {
                Point { across: high, along: wide }
            },
            margin: 24.0,
            steps: if diagram.steps.is_empty() { 0.0 } else { 34.0 },
            head: if diagram.lanes.is_empty() { 0.0 } else { 40.0 },
            lane_margin: 14.0,
            lane_title: if down { lane_title } else { 30.0 },
            corner: 7.0,
            texts,
            wide,
            high,
        }
    }

    /// A place on the page.
    pub(super) fn on_page(&self, point: Point) -> (f64, f64) {
        match self.direction {
            Direction::Down => (point.across, point.along),
            Direction::Right => (point.along, point.across),
        }
    }

    /// Where the lines of text of a box stand below its upper edge, each with its size.
    pub(super) fn baselines(&self, node: usize) -> Vec<f64> {
        let (titles, notes) = &self.texts[node];
        let total = titles.len() as f64 * TITLE_LINE + notes.len() as f64 * NOTE_LINE;
        let mut at = (self.high - total) / 2.0;
        let mut lines = Vec::new();
        for _ in titles {
            lines.push(at + TITLE_LINE - 4.0);
            at += TITLE_LINE;
        }
        for _ in notes {
            lines.push(at + NOTE_LINE - 3.0);
            at += NOTE_LINE;
        }
        lines
    }
}

fn text(node: &Node) -> (Vec<String>, Vec<String>) {
    let titles = wrap(node.label(), TITLE, true, 142.0, 3);
    let notes = node.notes.iter().flat_map(|note| wrap(note, NOTE, false, 150.0, 1)).collect();
    (titles, notes)
}

/// Moves places across so that the picture begins at its margin, and lays ranks one after the other.
pub(super) struct Axes {
    shift: f64,
    across: f64,
}

impl Axes {
    pub(super) fn new(
        sheet: &Sheet,
        across: &[f64],
        spots: &[Spot],
        boxes: usize,
        lanes: &[(f64, f64)],
    ) -> Self {
        let side = |sign: f64| {
            let sides = across.iter().zip(spots).enumerate().map(move |(at, (place, spot))| {
                place + sign * if at < boxes { sheet.box_size.across } else { spot.size } / 2.0
            });
            let lanes = lanes.iter().flat_map(|&(from, to)| [from, to]);
            sides.chain(lanes).collect::<Vec<_>>()
        };
        let least = side(-1.0).into_iter().fold(f64::INFINITY, f64::min);
        let most = side(1.0).into_iter().fold(f64::NEG_INFINITY, f64::max);
        let (least, most) = if across.is_empty() { (0.0, 0.0) } else { (least, most) };
        let start = sheet.margin + sheet.steps;
        Self { shift: start - least, across: start + (most - least) + sheet.margin }
    }

    pub(super) fn across(&self, place: f64) -> f64 {
        place + self.shift
    }

    /// Where each rank begins, and where the last gap ends.
    pub(super) fn rows(&self, sheet: &Sheet, gaps: &[f64]) -> Vec<f64> {
        let mut rows = vec![sheet.margin + sheet.head];
        let mut at = rows[0];
        for gap in gaps {
            at += sheet.box_size.along + gap;
            rows.push(at);
        }
        rows
    }

    pub(super) fn size(&self, end: f64, sheet: &Sheet) -> Point {
        Point { across: self.across, along: end + sheet.margin }
    }
}
