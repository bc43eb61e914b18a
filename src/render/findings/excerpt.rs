//! The few lines of a file that a finding is about, cleaned and cut to fit, with its places in the cleaned text.
//!
//! A frame is drawn from an excerpt and never from the file: what a terminal would obey is gone, and neither a large
//! file nor a long line is walked through again for each finding in it.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::base::source::Position;
use crate::base::text::{is_hidden, plain};
use crate::base::{Source, Span};
use crate::finding::Label;
use crate::render::wrap::wrap;

/// Columns from one tab stop to the next.
const TAB: usize = 4;
/// Columns a label has at least, be the line too long for it or not.
const LABEL: usize = 10;

/// Consecutive lines of one file.
pub(super) struct Excerpt {
    /// The file's path, cleaned.
    pub(super) path: String,
    /// Number of the first line, from 1.
    pub(super) first_line: u32,
    /// Number of the last line, from 1.
    pub(super) last_line: u32,
    /// The lines, each with a line feed at its end.
    pub(super) text: String,
    /// The places, ordered by where they start.
    pub(super) marks: Vec<Mark>,
}

/// A place in an excerpt.
pub(super) struct Mark {
    /// Bytes of the excerpt's text, on one line of it.
    pub(super) range: Range<usize>,
    /// Where it starts in the file.
    pub(super) at: Position,
    /// What it is; several lines if it stands below its underline and is long.
    pub(super) label: String,
    /// Whether it is the finding's own place.
    pub(super) primary: bool,
    /// Whether the label fits on the line below the text, right of the underline.
    pub(super) beside: bool,
}

/// A label with the line it starts on and whether it is the finding's own.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) label: &'a Label,
    pub(super) at: Position,
    pub(super) primary: bool,
}

impl Excerpt {
    /// Cuts out the lines of `places`, which are in one file, ordered by line, and close to each other.
    ///
    /// Lines take at most `width` columns together with a margin for line numbers of `digits` digits.
    pub(super) fn of(places: &[Place<'_>], width: usize, digits: usize, ellipsis: &str) -> Option<Self> {
        let (first, last) = (places.first()?, places.last()?);
        let source = &*first.label.source;
        let room = width.saturating_sub(digits + 4).max(20);
        let mut excerpt = Self {
            path: plain(source.path()).into_owned(),
            first_line: first.at.line,
            last_line: last.at.line,
            text: String::new(),
            marks: Vec::new(),
        };
        for line in first.at.line..=last.at.line {
            let here: Vec<_> = places.iter().filter(|place| place.at.line == line).copied().collect();
            excerpt.push_line(source, line, &here, room, ellipsis);
        }
        Some(excerpt)
    }

    fn push_line(&mut self, source: &Source, line: u32, places: &[Place<'_>], room: usize, ellipsis: &str) {
        let line = source.line_span(line);
        let anchor = places.iter().find(|place| place.primary).or(places.first());
        let anchor = anchor.map_or(Span::at(line.start), |place| clip(place.label.span, line));
        let cut = Cut::around(source, line, anchor, room, ellipsis);
        let base = self.text.len();
        let known = self.marks.len();
        for place in places {
            let span = clip(place.label.span, line);
            let range = base + cut.offset(span.start)..base + cut.offset(span.end);
            match self.marks[known..].iter_mut().find(|mark| mark.range == range) {
                // Two labels of one place would be drawn side by side, one of them beneath nothing.
                Some(mark) => mark.join(place),
                None => self.marks.push(Mark::new(place, range)),
            }
        }
        self.text.push_str(&cut.text);
        self.text.push('\n');
        self.marks[known..].sort_by_key(|mark| (mark.range.start, mark.range.end));
        let last = self.marks.len().saturating_sub(1);
        for (index, mark) in self.marks.iter_mut().enumerate().skip(known) {
            let start = columns_of(&self.text[base..mark.range.start]);
            let end = columns_of(&self.text[base..mark.range.end]).max(start + 1);
            mark.beside = index == last && end + 1 + mark.label.width() <= room;
            if !mark.beside {
                // Below, a label starts four columns right of the middle of its underline.
                let left = room.saturating_sub((start + end) / 2 + 4).max(LABEL);
                mark.label = wrap(&mark.label, left, 0).join("\n");
            }
        }
    }
}

impl Mark {
    fn new(place: &Place<'_>, range: Range<usize>) -> Self {
        Self { range, at: place.at, label: place.label.text.clone(), primary: place.primary, beside: false }
    }

    fn join(&mut self, place: &Place<'_>) {
        self.primary |= place.primary;
        if !self.label.is_empty() && !place.label.text.is_empty() {
            self.label.push_str("; ");
        }
        self.label.push_str(&place.label.text);
    }
}

/// The part of a span on one line; of a span over several lines that is its start.
fn clip(span: Span, line: Span) -> Span {
    let start = span.start.clamp(line.start, line.end);
    Span::new(start, span.end.clamp(start, line.end))
}

/// A character of the file and where its cleaned form starts.
struct Cell {
    from: u32,
    at: usize,
    columns: usize,
}

/// One line, cleaned, and at most so many columns of it.
#[derive(Default)]
struct Cut {
    text: String,
    cells: Vec<Cell>,
    columns: usize,
}

impl Cut {
    /// The line from its start where that shows the anchor or much of it, else from a little before the anchor.
    fn around(source: &Source, line: Span, anchor: Span, room: usize, ellipsis: &str) -> Self {
        let text = source.slice(line);
        let bom =
            if line.start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() as u32 } else { 0 };
        let begin = line.start + bom;
        let mut cut = Self::default();
        let shown = cut.fill(source.slice(Span::new(begin, line.end)), begin, room, ellipsis);
        let before = columns_of(&cut.text[..cut.offset(anchor.start)]);
        if shown >= anchor.end || (shown > anchor.start && before <= room / 2) {
            return cut;
        }
        let lead = start_before(source.slice(Span::new(begin, anchor.start)), room / 4);
        if lead == 0 {
            return cut;
        }
        let from = begin + lead as u32;
        let mut cut = Self::default();
        cut.push(begin, ellipsis);
        cut.fill(source.slice(Span::new(from, line.end)), from, room, ellipsis);
        cut
    }

    /// Adds characters until the room is full; returns the offset of the first that is not shown.
    fn fill(&mut self, text: &str, base: u32, room: usize, ellipsis: &str) -> u32 {
        let mut buffer = String::new();
        for (index, character) in text.char_indices() {
            buffer.clear();
            match character {
                '\t' => buffer.extend(std::iter::repeat_n(' ', TAB - self.columns % TAB)),
                hidden if is_hidden(hidden) => buffer.push_str(&plain(hidden.encode_utf8(&mut [0; 4]))),
                other => buffer.push(other),
            }
            // Characters without width must not make a line endless either.
            if self.columns + columns_of(&buffer) > room || self.cells.len() > room * 4 {
                let mut end = base + index as u32;
                while self.columns + ellipsis.width() > room {
                    let Some(cell) = self.cells.pop() else { break };
                    self.text.truncate(cell.at);
                    self.columns -= cell.columns;
                    end = cell.from;
                }
                self.push(end, ellipsis);
                return end;
            }
            self.push(base + index as u32, &buffer);
        }
        base + text.len() as u32
    }

    fn push(&mut self, from: u32, text: &str) {
        let columns = columns_of(text);
        self.cells.push(Cell { from, at: self.text.len(), columns });
        self.text.push_str(text);
        self.columns += columns;
    }

    /// Where an offset of the file lies in the cut text; outside of what is shown, its nearer end.
    fn offset(&self, offset: u32) -> usize {
        let index = self.cells.partition_point(|cell| cell.from < offset);
        self.cells.get(index).map_or(self.text.len(), |cell| cell.at)
    }
}

/// Columns as a frame counts them, character by character.
fn columns_of(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

/// The offset in `text` from which at most `columns` columns, and four times as many characters, are left to its end.
fn start_before(text: &str, columns: usize) -> usize {
    let mut left = columns;
    let mut start = text.len();
    for (index, character) in text.char_indices().rev().take(columns * 4) {
        let wide = if is_hidden(character) { TAB } else { character.width().unwrap_or(0) };
        let Some(rest) = left.checked_sub(wide) else { break };
        left = rest;
        start = index;
    }
    start
}
