//! Cells: what stands in them, set in lines.

use std::rc::Rc;

use super::flow::Flow;
use super::fonts::Face;
use super::lines::Line;
use super::page::{PathShape, Shape, Step};
use super::text::{Style, Text};
use super::theme::{self, FAINT, INK, LEADING};
use crate::document::{Cell, Gap, Target, Tone};

/// How a piece of a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Words.
    Plain,
    /// A word on a ground of its colour.
    State(Tone),
    /// Something that is missing: as a state, with a sign before it.
    Gap(Tone),
}

/// A cell in lines.
#[derive(Debug, Default)]
pub(super) struct CellSet {
    texts: Vec<(Text, Rc<str>)>,
    lines: Vec<SetLine>,
}

#[derive(Debug)]
struct SetLine {
    line: Line,
    text: usize,
    look: Look,
    high: f32,
    first: bool,
}

/// Room around the words of a state.
const AROUND: f32 = 4.0;
/// Room for the sign of a gap.
const SIGN: f32 = 10.0;

impl Flow<'_> {
    /// The pieces of a cell: one, or one for each of several values that want a line of their own.
    fn pieces(&self, cell: &Cell, plain: Style, out: &mut Vec<(Text, Look)>) {
        let inks = self.inks(plain);
        match cell {
            Cell::Empty => {}
            Cell::Rich(parts) => {
                let mut text = Text::default();
                text.push_inlines(parts, inks, &|to| self.leads(to));
                out.push((text, Look::Plain));
            }
            Cell::Record(_) => out.push((self.records(std::slice::from_ref(cell), plain), Look::Plain)),
            Cell::List(cells) if cells.iter().all(|cell| matches!(cell, Cell::Record(_))) => {
                out.push((self.records(cells, plain), Look::Plain));
            }
            Cell::List(cells) => cells.iter().for_each(|cell| self.pieces(cell, plain, out)),
            Cell::State { word, tone } => {
                let ink = theme::tone(*tone).0;
                out.push((Text::plain(word, Style { ink, ..plain }), Look::State(*tone)));
            }
            Cell::Gap(gap) => out.push((gap_words(gap, plain), Look::Gap(gap.tone))),
            // A number and its unit stay on one line.
            Cell::Number { .. } => {
                out.push((Text::plain(&cell.words().replace(' ', "\u{a0}"), plain), Look::Plain));
            }
            Cell::Text(_) | Cell::Date(_) => out.push((Text::plain(&cell.words(), plain), Look::Plain)),
        }
    }

    /// Ids with commas between them.
    fn records(&self, cells: &[Cell], plain: Style) -> Text {
        let mut text = Text::default();
        for (at, cell) in cells.iter().enumerate() {
            let Cell::Record(id) = cell else { continue };
            if at > 0 {
                text.push(", ", plain);
            }
            let to = Target::Anchor(id.clone());
            if self.leads(&to) {
                text.push_link(id, &to, self.inks(plain));
            } else {
                text.push(id, plain);
            }
        }
        text
    }

    /// A cell in lines of a width.
    pub(super) fn set_cell(&mut self, cell: &Cell, plain: Style, size: f32, width: f32) -> CellSet {
        let mut pieces = Vec::with_capacity(1);
        self.pieces(cell, plain, &mut pieces);
        pieces.retain(|(text, _)| !text.words.trim().is_empty());
        let mut set = CellSet::default();
        for (text, look) in pieces {
            let (aside, extra) = match look {
                Look::Plain => (0.0, 0.0),
                Look::State(_) => (2.0 * AROUND, 2.5),
                Look::Gap(_) => (2.0 * AROUND + SIGN, 2.5),
            };
            let lines = self.setter.lines(&text, size, (width - aside).max(size));
            let shared = self.shared(&text);
            let at = set.texts.len();
            for (index, line) in lines.into_iter().enumerate() {
                let high = size * LEADING + extra;
                set.lines.push(SetLine { line, text: at, look, high, first: index == 0 });
            }
            set.texts.push((text, shared));
        }
        set
    }

    /// The widths of the longest word of a cell and of the whole.
    pub(super) fn cell_widths(&mut self, cell: &Cell, plain: Style, size: f32) -> (f32, f32) {
        let mut pieces = Vec::with_capacity(1);
        self.pieces(cell, plain, &mut pieces);
        let (mut least, mut most) = (0.0_f32, 0.0_f32);
        for (text, look) in pieces {
            let aside = match look {
                Look::Plain => 0.5,
                Look::State(_) => 2.0 * AROUND + 0.5,
                Look::Gap(_) => 2.0 * AROUND + SIGN + 0.5,
            };
            let (longest, whole) = self.setter.widths(&text, size);
            (least, most) = (least.max(longest + aside), most.max(whole + aside));
        }
        (least, most)
    }

    /// Draws lines of a cell from one on, as many as fit above `bottom`; gives the line that comes next.
    pub(super) fn draw_cell(&mut self, set: &CellSet, from: usize, at: CellPlace) -> usize {
        let begin = self.y;
        let mut next = from;
        for one in set.lines.iter().skip(from) {
            if self.y + one.high > at.bottom + 0.1 && next > from {
                break;
            }
            self.cell_line(set, one, at);
            self.y += one.high;
            next += 1;
        }
        self.y = begin;
        next
    }

    fn cell_line(&mut self, set: &CellSet, one: &SetLine, at: CellPlace) {
        if !self.draws() {
            return;
        }
        let Some((text, shared)) = set.texts.get(one.text) else { return };
        let aside = match one.look {
            Look::Plain => 0.0,
            Look::State(_) => AROUND,
            Look::Gap(_) => AROUND + SIGN,
        };
        let mut x = at.x + aside;
        if at.right {
            x = at.x + at.width - one.line.width - aside;
        }
        let lead = if one.look == Look::Plain { 0.0 } else { 1.25 };
        if let Look::State(tone) | Look::Gap(tone) = one.look {
            let wide = one.line.width + aside + AROUND;
            self.behind_area(x - aside, self.y + 0.5, wide, one.high - 1.0, 2.5, theme::tone(tone).1);
            if matches!(one.look, Look::Gap(_)) && one.first {
                self.sign(x - SIGN, self.y + one.high / 2.0, tone);
            }
        }
        self.y += lead;
        let width = at.width - aside;
        let x = if one.line.rtl && !at.right { x - aside } else { x };
        self.line((text, shared), &one.line, at.size, x, width.max(one.line.width));
        self.y -= lead;
    }

    /// A triangle before something that is missing.
    pub(super) fn sign(&mut self, x: f32, y: f32, tone: Tone) {
        let steps = vec![
            Step::Move(x, y + 2.7),
            Step::Line(x + 3.2, y - 2.9),
            Step::Line(x + 6.4, y + 2.7),
            Step::Close,
        ];
        let fill = Some(theme::tone(tone).0);
        self.behind(Shape::Path(PathShape { steps, fill, ..PathShape::default() }));
    }
}

/// Where a cell is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellPlace {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) bottom: f32,
    pub(super) size: f32,
    /// Whether its words stand to the right.
    pub(super) right: bool,
}

impl CellSet {
    /// How high it is from a line on.
    pub(super) fn high(&self, from: usize) -> f32 {
        self.lines.iter().skip(from).map(|line| line.high).sum()
    }

    pub(super) fn is_done(&self, next: usize) -> bool {
        next >= self.lines.len()
    }
}

/// Something that is missing, with the rule that asks for it.
pub(super) fn gap_words(gap: &Gap, plain: Style) -> Text {
    let ink = theme::tone(gap.tone).0;
    let ink = if gap.tone == Tone::Plain { INK } else { ink };
    let mut text = Text::plain(&gap.message, Style { ink, ..plain });
    if !gap.rule.is_empty() {
        let ink = if gap.tone == Tone::Plain { FAINT } else { ink };
        text.push(&format!(" ({})", gap.rule), Style { face: Face::Italic, ink, ..plain });
    }
    text
}
