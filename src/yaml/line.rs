//! One line of a YAML text, taken apart without a parser: the parser has just given up on it.

use crate::base::{Source, Span};

/// One line of the text.
pub(super) struct Line<'a> {
    pub(super) span: Span,
    pub(super) text: &'a str,
    pub(super) number: u32,
}

impl<'a> Line<'a> {
    pub(super) fn at(source: &'a Source, offset: u32) -> Self {
        Self::numbered(source, source.line(offset))
    }

    pub(super) fn numbered(source: &'a Source, number: u32) -> Self {
        let span = source.line_span(number);
        Self { span, text: source.slice(span), number }
    }

    /// The nearest line above that is not blank.
    pub(super) fn previous(&self, source: &'a Source, front: Span) -> Option<Self> {
        (1..self.number)
            .rev()
            .map(|number| Self::numbered(source, number))
            .take_while(|line| line.span.start >= front.start)
            .take(10)
            .find(|line| !line.text.trim().is_empty())
    }

    pub(super) fn indent(&self) -> &'a str {
        &self.text[..self.text.len() - self.text.trim_start().len()]
    }

    /// The text without indentation and list dashes.
    pub(super) fn body(&self) -> &'a str {
        self.text.trim().trim_start_matches("- ").trim_start()
    }

    /// The value of `key: value` or of `- value` and its place.
    pub(super) fn value(&self) -> Option<(&'a str, Span)> {
        let body = self.body();
        let value = match body.find(": ") {
            Some(at) if !body.starts_with(['"', '\'', '[', '{']) => body[at + 1..].trim_start(),
            _ if self.text.trim_start().starts_with("- ") => body,
            _ => return None,
        };
        let end = self.span.start + self.text.trim_end().len() as u32;
        (!value.is_empty()).then(|| (value, Span::new(end - value.len() as u32, end)))
    }

    /// What to write: `key: "value"` or `- "value"`; for a long value only that it needs quotes.
    pub(super) fn quoted(&self, value: &str) -> String {
        let value = value.split(" #").next().unwrap_or(value).trim();
        let body = self.body();
        let key =
            body.find(value).map_or("", |at| body[..at].trim_end_matches(['"', '“', '„', ' ']).trim_end());
        let key = if key.ends_with(':') { key } else { "-" };
        let value = value.trim_matches('"');
        if value.chars().count() > 60 {
            "put quotes around the whole value".to_owned()
        } else if value.contains(['"', '\\']) {
            format!("write `{key} '{}'`", value.replace('\'', "''"))
        } else {
            format!("write `{key} \"{value}\"`")
        }
    }

    pub(super) fn whole(&self) -> Span {
        self.span
    }

    pub(super) fn leading(&self) -> Span {
        let tab = self.text.find('\t').unwrap_or(0);
        let first = self.text.get(tab..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::of(&(self.span.start as usize + tab..self.span.start as usize + tab + first))
    }

    pub(super) fn trimmed(&self) -> Span {
        let start = self.span.start + self.indent().len() as u32;
        Span::new(start, start + self.text.trim().len() as u32)
    }

    /// From an offset to the end of the line, or the last character where nothing is left.
    pub(super) fn from(&self, at: u32) -> Span {
        let end = self.span.start + self.text.trim_end().len() as u32;
        if at < end { Span::new(at.max(self.span.start), end) } else { self.trimmed() }
    }
}
