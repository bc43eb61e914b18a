//! Which part of a broken file to blank out, so that the rest can still be read.
//!
//! A part is one top-level entry (`field: ...` with what is indented below it) or, in a register, one record of the
//! list. Blanking keeps every byte position.

use crate::base::Span;

/// The part around `at`, within `front`. Empty where there is nothing left to blank out.
pub(super) fn region(text: &str, front: Span, at: u32) -> Span {
    let lines = Lines::of(text, front);
    let index = lines.index_of(at);
    let item = lines.item_around(index);
    let (first, last) = item.unwrap_or_else(|| lines.entry_around(index));
    let span = Span::new(lines.start(first), lines.end(last));
    if text[span.range()].trim().is_empty() { lines.next_entry(index) } else { span }
}

/// The text with a part replaced by spaces; line breaks stay.
pub(super) fn blank(text: &str, region: Span) -> String {
    let range = region.range();
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..range.start]);
    for byte in text[range.clone()].bytes() {
        out.push(if matches!(byte, b'\n' | b'\r') { byte as char } else { ' ' });
    }
    out.push_str(&text[range.end..]);
    out
}

/// Lines of the YAML part as `(start, end)` without their breaks.
struct Lines<'a> {
    text: &'a str,
    spans: Vec<Span>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str, front: Span) -> Self {
        let mut spans = Vec::new();
        let mut start = front.start as usize;
        for line in text[front.range()].split_inclusive('\n') {
            let end = start + line.len();
            spans.push(Span::new(start as u32, end as u32));
            start = end;
        }
        Self { text, spans }
    }

    fn line(&self, index: usize) -> &'a str {
        self.spans.get(index).map_or("", |span| &self.text[span.range()])
    }

    fn start(&self, index: usize) -> u32 {
        self.spans.get(index).map_or(0, |span| span.start)
    }

    fn end(&self, index: usize) -> u32 {
        self.spans.get(index).map_or(0, |span| span.end)
    }

    fn index_of(&self, at: u32) -> usize {
        let index = self.spans.partition_point(|span| span.start <= at).saturating_sub(1);
        // A reader that misses something stops at the end of the text; the fault is in the last line with content.
        (0..=index).rev().find(|&line| !self.line(line).trim().is_empty()).unwrap_or(0)
    }

    fn begins_entry(&self, index: usize) -> bool {
        let line = self.line(index);
        !line.starts_with([' ', '\t', '#', '\n', '\r']) && !line.starts_with("- ") && !self.is_marker(index)
    }

    fn is_marker(&self, index: usize) -> bool {
        let line = self.line(index);
        line.starts_with("---") || line.starts_with("...")
    }

    fn entry_around(&self, index: usize) -> (usize, usize) {
        let first =
            (0..=index).rev().find(|&line| self.begins_entry(line) || self.is_marker(line)).unwrap_or(0);
        let first = if self.is_marker(first) && first < index { first + 1 } else { first };
        (first, self.last_before(first.max(index), |line| self.begins_entry(line) || self.is_marker(line)))
    }

    /// The record of a register around a line: the list entry with the least indentation below `records:`.
    fn item_around(&self, index: usize) -> Option<(usize, usize)> {
        let (entry, _) = self.entry_around(index);
        if !self.line(entry).starts_with("records:") {
            return None;
        }
        let dash =
            |line: &str| line.trim_start().starts_with("- ").then(|| line.len() - line.trim_start().len());
        let depth = (entry + 1..self.spans.len()).find_map(|line| dash(self.line(line)))?;
        let begins = |line: usize| dash(self.line(line)) == Some(depth);
        let first = (entry + 1..=index).rev().find(|&line| begins(line))?;
        let stop = |line: usize| begins(line) || self.begins_entry(line) || self.is_marker(line);
        Some((first, self.last_before(index, stop)))
    }

    fn last_before(&self, index: usize, stop: impl Fn(usize) -> bool) -> usize {
        (index + 1..self.spans.len()).find(|&line| stop(line)).unwrap_or(self.spans.len()).saturating_sub(1)
    }

    /// The entry after one that is blank already: the fault lies before where the reader stopped.
    fn next_entry(&self, index: usize) -> Span {
        match (index + 1..self.spans.len()).find(|&line| self.begins_entry(line)) {
            Some(line) => {
                let (first, last) = self.entry_around(line);
                Span::new(self.start(first), self.end(last))
            }
            None => Span::default(),
        }
    }
}
