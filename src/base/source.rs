//! A text that was read, and the way from byte offsets to lines and columns.

use std::sync::{Arc, OnceLock};

use super::span::Span;

/// One file's text with its path, relative to the repository's root and with forward slashes.
///
/// A file that could not be read is a source with an empty text, so that a finding about it has a place.
#[derive(Debug, Default)]
pub struct Source {
    path: Arc<str>,
    text: String,
    lines: OnceLock<Vec<u32>>,
}

/// A place as people count: line and column from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

impl Source {
    /// Takes a path and its text.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// The path relative to the root, with forward slashes.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty where the span does not lie on character borders of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Offsets at which lines start; the first is always 0. A line ends with LF, CR LF or a lone CR.
    pub fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| line_starts(&self.text))
    }

    /// The line and column of a byte offset; offsets past the end count as the end.
    pub fn position(&self, offset: u32) -> Position {
        let offset = (offset as usize).min(self.text.len());
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start as usize <= offset) - 1;
        let start = starts[line] as usize;
        let before = self.text.get(start..offset).unwrap_or("");
        let bom = usize::from(start == 0 && before.starts_with('\u{feff}'));
        Position { line: line as u32 + 1, column: (before.chars().count() - bom) as u32 + 1 }
    }

    /// The line of a byte offset, from 1; cheap on a line of any length, which [`Self::position`] is not.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts().partition_point(|&start| start <= offset) as u32
    }

    /// The span of a line (from 1) without its line break.
    pub fn line_span(&self, line: u32) -> Span {
        let starts = self.line_starts();
        let index = (line as usize).saturating_sub(1).min(starts.len() - 1);
        let start = starts[index];
        let end = starts.get(index + 1).copied().unwrap_or(self.text.len() as u32);
        let body = self.slice(Span::new(start, end));
        let trimmed = body.trim_end_matches(['\n', '\r']);
        Span::new(start, start + trimmed.len() as u32)
    }
}

fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => starts.push(at as u32 + 1),
            b'\r' if bytes.get(at + 1) != Some(&b'\n') => starts.push(at as u32 + 1),
            _ => {}
        }
        at += 1;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, needle: &str) -> (u32, u32) {
        let source = Source::new("a.yaml", text);
        let place = source.position(text.find(needle).unwrap() as u32);
        (place.line, place.column)
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(position("title: Prüfung X", "X"), (1, 16));
        assert_eq!(position("a: 🛡 X", "X"), (1, 6));
        assert_eq!(position("\ta: X", "X"), (1, 5));
    }

    #[test]
    fn all_three_line_breaks_end_a_line() {
        assert_eq!(position("a\nb\r\nc\rX", "X"), (4, 1));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(position("\u{feff}id: X", "X"), (1, 5));
    }

    #[test]
    fn a_line_span_leaves_out_its_break() {
        let source = Source::new("a.yaml", "one\r\ntwo\nthree");
        assert_eq!(source.slice(source.line_span(1)), "one");
        assert_eq!(source.slice(source.line_span(2)), "two");
        assert_eq!(source.slice(source.line_span(3)), "three");
    }
}
