//! From text to tree: the only file that calls the TOML parser.
//!
//! The parser recovers well from a wrong value, and badly from a bracket that is not closed or a line without `=`:
//! it then drops or misreads what follows. Such a statement is blanked out, with its place kept, and the rest is read
//! again, so that one missing bracket hides no other mistake.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, Error};

use super::value::{self, Entry};
use super::wording;
use crate::base::{Source, Span};
use crate::finding::Finding;

/// How many statements are blanked out before the file is given up.
const ROUNDS: usize = 20;

/// How many errors after the last blanking are reported; a file with more is not written by people.
const MOST: usize = 1000;

/// How many lines above an error are searched for the bracket that it lies in.
const LINES_ABOVE: usize = 500;

/// What the parser says of errors after which it misreads the rest. Where it changes its words the error is treated as
/// a harmless one, and the tests of this module fail.
const DERAILING: [&str; 13] = [
    "unexpected key or value",
    "key with no value",
    "unclosed",
    "missing comma",
    "missing assignment",
    "missing key",
    "missing table open",
    "missing array opening",
    "extra assignment",
    "unexpected `=`",
    "invalid inline table",
    "invalid multi-line",
    "cannot recurse",
];

/// What could be read, and what could not.
pub(super) struct Parsed {
    pub(super) root: Vec<Entry>,
    pub(super) findings: Vec<Finding>,
}

/// Reads a text as far as it can be read.
pub(super) fn parse(source: &Arc<Source>, rule: &'static str) -> Parsed {
    let mut text = source.text().to_owned();
    let mut findings = Vec::new();
    for _ in 0..ROUNDS {
        let (table, mut errors) = DeTable::parse_recoverable(&text);
        errors.sort_by_key(|error| place(error).start);
        let Some(first) = errors.iter().find(|error| derails(error)) else {
            let root = value::entries(table.get_ref());
            findings.extend(
                apart(&errors)
                    .take(MOST)
                    .map(|error| wording::finding(source, rule, error.message(), place(error))),
            );
            return Parsed { root, findings };
        };
        findings.push(wording::finding(source, rule, first.message(), gap(&text, place(first))));
        let statement = statement(&text, first);
        if text[statement.clone()].trim().is_empty() {
            break;
        }
        blank(&mut text, statement);
    }
    Parsed { root: Vec::new(), findings }
}

fn place(error: &Error) -> Span {
    Span::of(&error.span().unwrap_or(0..0))
}

/// Where something is missing: after the text before it, not at the start of the line that follows.
fn gap(text: &str, place: Span) -> Span {
    match text.get(..place.start as usize) {
        Some(before) if place.is_empty() => Span::of(&(before.trim_end().len()..before.trim_end().len())),
        _ => place,
    }
}

fn derails(error: &Error) -> bool {
    DERAILING.iter().any(|start| error.message().starts_with(start))
}

/// The errors that are not an echo of the one before: they neither overlap nor touch it.
fn apart(errors: &[Error]) -> impl Iterator<Item = &Error> {
    let mut end = None;
    errors.iter().filter(move |error| {
        let place = place(error);
        let echo = end.is_some_and(|end| place.start <= end);
        end = end.max(Some(place.end));
        !echo
    })
}

/// The lines of the statement in which an error lies, without the last line break.
fn statement(text: &str, error: &Error) -> Range<usize> {
    let at = floor(text, place(error).start as usize);
    let line = line_at(text, at);
    let open = error.message().starts_with("key with no value");
    let start = if open { line.start } else { opening_line(text, at).unwrap_or(line.start) };
    let section = text[start..].trim_start().starts_with('[');
    let first_end = line_at(text, start).end;
    let mut end = first_end.max(if open { line.end } else { start });
    let mut next = end + 1;
    // A list goes on until the next statement, a header's section until the next header.
    while !open && next <= text.len() {
        let following = line_at(text, next);
        let words = &text[following.clone()];
        if is_header(words) || (!section && is_assignment(words)) {
            break;
        }
        end = following.end;
        next = end + 1;
    }
    start..end
}

/// The start of the statement above or at `at` whose bracket is still open there.
fn opening_line(text: &str, at: usize) -> Option<usize> {
    let mut line = line_at(text, at);
    for _ in 0..LINES_ABOVE {
        let words = &text[line.clone()];
        let begins = is_assignment(words) || words.trim_start().starts_with('[');
        let until = at.max(line.start);
        if begins && depth(&text[line.start..until]) > 0 {
            return Some(line.start);
        }
        if line.start == 0 {
            return None;
        }
        line = line_at(text, line.start - 1);
    }
    None
}

/// Brackets opened and not closed, apart from those in texts and comments.
fn depth(text: &str) -> i32 {
    let (mut depth, mut quote, mut comment) = (0, None, false);
    for character in text.chars() {
        match (quote, character) {
            (_, '\n') => (quote, comment) = (None, false),
            _ if comment => {}
            (Some(mark), _) if mark == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '#') => comment = true,
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth -= 1,
            (None, _) => {}
        }
    }
    depth
}

fn is_assignment(line: &str) -> bool {
    let Some((key, _)) = line.split_once('=') else { return false };
    let key = key.trim();
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_.\"' ".contains(c))
}

fn is_header(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or("").trim();
    line.starts_with('[') && line.ends_with(']') && !line.contains(',')
}

fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = floor(text, at);
    let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    start..end
}

/// The nearest character border at or before an offset.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Replaces a range by as many spaces as it has bytes, line breaks kept, so that all places stay.
fn blank(text: &mut String, range: Range<usize>) {
    let spaces: String =
        text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &spaces);
}
