//! From a place in an expression to the place in the file that it is written in.

use crate::base::{Source, Span};

/// A text and where it stands in a file: in quotes or not, with escapes, or broken over lines.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// The file.
    pub source: &'a Source,
    /// The place of the literal.
    pub literal: Span,
    /// The text that it means.
    pub text: &'a str,
}

impl Written<'_> {
    /// The place in the file of a place in the text; the whole literal where that cannot be told.
    pub fn place(&self, span: Span) -> Span {
        let raw = self.source.slice(self.literal);
        let Some(places) = align(raw, self.text) else { return self.literal };
        let at = |offset: usize| places.get(offset).or(places.last());
        let (Some(first), Some(last)) = (at(span.start as usize), at((span.end as usize).saturating_sub(1)))
        else {
            return self.literal;
        };
        let end = if span.is_empty() { first.start } else { last.end.max(first.start) };
        Span::new(self.literal.start + first.start, self.literal.start + end)
    }
}

/// For each byte of a text the place in the literal that it comes from; `None` where the two do not fit.
///
/// TOML and YAML quote, escape, fold and indent by rules of their own. All of them keep the order of characters, so it is
/// enough to walk along both: what stands in the literal only is a quote, an escape or a blank.
fn align(raw: &str, text: &str) -> Option<Vec<Span>> {
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''));
    let long = quote.is_some_and(|quote| raw.starts_with(&[quote; 3].iter().collect::<String>()));
    let mut at = if long { 3 } else { usize::from(quote.is_some()) };
    if long {
        // A line break right after the opening quotes is none of the text.
        let rest = raw.get(at..)?;
        at += rest.len() - rest.strip_prefix("\r\n").or(rest.strip_prefix('\n')).unwrap_or(rest).len();
    }
    let mut places = Vec::with_capacity(text.len());
    for wanted in text.chars() {
        let (start, end) = next(raw, at, wanted, quote)?;
        at = end;
        places.extend(std::iter::repeat_n(Span::of(&(start..end)), wanted.len_utf8()));
    }
    Some(places)
}

/// Where the next character of the text stands in the literal, at or after a place.
fn next(raw: &str, mut at: usize, wanted: char, quote: Option<char>) -> Option<(usize, usize)> {
    loop {
        let rest = raw.get(at..)?;
        let found = rest.chars().next()?;
        if found == '\\' && quote == Some('"') {
            let length = escape(rest);
            if length > 0 {
                return Some((at, at + length));
            }
            at += 1;
        } else if found == wanted {
            let doubled = quote == Some('\'') && rest.starts_with("''");
            return Some((at, at + if doubled { 2 } else { found.len_utf8() }));
        } else if found.is_whitespace() && wanted.is_whitespace() {
            let blanks = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            return Some((at, at + blanks));
        } else if found.is_whitespace() {
            at += found.len_utf8();
        } else {
            return None;
        }
    }
}

/// How long an escape is; 0 for a backslash that only breaks a line.
fn escape(rest: &str) -> usize {
    match rest.chars().nth(1) {
        Some('u') => 6,
        Some('U') => 10,
        Some('x') => 4,
        Some('\n' | '\r') | None => 0,
        Some(other) => 1 + other.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the file has at the place of `part`.
    fn found(raw: &str, text: &str, part: &str) -> String {
        let source = Source::new("x", format!("key: {raw} # end"));
        let written = Written { source: &source, literal: Span::new(5, 5 + raw.len() as u32), text };
        let start = text.find(part).unwrap();
        source.slice(written.place(Span::of(&(start..start + part.len())))).to_owned()
    }

    #[test]
    fn places_are_exact_in_every_way_to_write_a_text() {
        assert_eq!(found("due < tody", "due < tody", "tody"), "tody");
        assert_eq!(found("'due < tody'", "due < tody", "tody"), "tody");
        assert_eq!(found("'a == ''x'' && tody'", "a == 'x' && tody", "tody"), "tody");
        assert_eq!(found(r#""a == \"ü\u00e4\" && tody""#, "a == \"üä\" && tody", "tody"), "tody");
        assert_eq!(found(r#""a == \"ü\" && tody""#, "a == \"ü\" && tody", "\"ü\""), r#"\"ü\""#);
        assert_eq!(found("\"\"\"\n  a &&\n  tody\"\"\"", "  a &&\n  tody", "tody"), "tody");
        assert_eq!(found("'''\n  a &&\n  tody'''", "  a &&\n  tody", "tody"), "tody");
        assert_eq!(found("a &&\n    tody < b", "a && tody < b", "tody"), "tody");
        assert_eq!(found("  a &&\n  tody\n", "a &&\ntody\n", "a &&\ntody"), "a &&\n  tody");
    }

    #[test]
    fn what_does_not_fit_is_the_whole_literal() {
        assert_eq!(found("'abc'", "xyz", "y"), "'abc'");
    }
}
