//! What went wrong in a YAML text, said to somebody who never wanted to learn YAML.
//!
//! The reader tells where it stopped; what was meant is read off the line.

use std::sync::Arc;

use super::line::Line;
use super::refused::invalid;
use crate::base::{Source, Span, text};
use crate::finding::Finding;

/// Why the reader stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cause {
    Tab,
    AfterQuote,
    Escape,
    Colon,
    NoColon,
    Indentation,
    Depth,
    Directive,
    Character(char),
    Other(String),
}

/// A place where reading stopped and what to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where the broken part is looked for.
    pub(super) at: u32,
    span: Span,
    message: String,
    label: String,
    help: String,
}

impl Fault {
    /// A limit that the file goes over.
    pub(super) fn limit(span: Span, limit: &str, most: usize) -> Self {
        let most = text::thousands(most);
        let (message, label) = match limit {
            "depth" => (format!("values are nested more than {most} levels deep"), "one level too deep"),
            "nodes" => (format!("this file has more than {most} values"), "one value too many"),
            "documents" => {
                (format!("this file has more than {most} records parted by `---`"), "one record too many")
            }
            "key_size" => (format!("a key is longer than {most} bytes"), "too long"),
            _ => (format!("a value is longer than {most} bytes"), "too long"),
        };
        Self {
            at: span.start,
            span: Span::new(span.start, span.end.min(span.start + 60)),
            message,
            label: label.to_owned(),
            help: format!("split the file, or raise `{limit}` under `[limits]` in isms.toml"),
        }
    }
}

/// The finding of a fault.
pub(super) fn finding(source: &Arc<Source>, fault: &Fault) -> Finding {
    invalid(source, fault.span, &fault.message, &fault.label).help(&fault.help)
}

/// Says what was meant where the reader stopped at `at`.
pub(super) fn fault(source: &Source, front: Span, at: u32, cause: &Cause) -> Fault {
    let line = Line::at(source, at);
    match cause {
        Cause::Tab => tab(&with_tab(source, line)),
        Cause::Depth => words(
            line.from(at),
            "values are nested too deep",
            "one level too deep",
            "write the values less nested, or raise `depth` under `[limits]` in isms.toml",
        ),
        Cause::Directive => words(
            line.whole(),
            "a line that begins with `%` is a YAML directive, which records do without",
            "not for records",
            "delete this line, or put the value in quotes",
        ),
        Cause::Escape => words(
            line.from(at),
            "a backslash in double quotes begins a code that YAML does not know",
            "in this text",
            "use single quotes, or write the backslash twice",
        ),
        _ => meant(source, front, &line, at, cause),
    }
}

/// The usual slips, most telling first.
fn meant(source: &Source, front: Span, line: &Line<'_>, at: u32, cause: &Cause) -> Fault {
    if let Some(said) = hidden(line, at, cause) {
        return said;
    }
    let before = line.previous(source, front);
    if line.indent().contains('\t') {
        return tab(line);
    }
    if let Some(said) = special_start(line).or_else(|| colon_inside(line, cause)) {
        return said;
    }
    if let Some(said) = left_open(source, front, line) {
        return said;
    }
    for line in std::iter::once(line).chain(before.as_ref()) {
        if let Some(said) = no_space_after_colon(line) {
            return said;
        }
    }
    if let Some(said) = before.as_ref().and_then(special_start) {
        return said;
    }
    match cause {
        Cause::AfterQuote => words(
            line.from(at),
            "there is text after the closing quotation mark",
            "not part of the value",
            "put the whole value in quotes",
        ),
        Cause::NoColon if line.text.trim_start().starts_with(['•', '·', '–', '*', '‣']) => words(
            line.trimmed(),
            "this line begins with a bullet, which YAML does not know",
            "not a list entry",
            "begin each entry of a list with a hyphen and a space: `- `",
        ),
        Cause::NoColon => words(
            line.trimmed(),
            "this line is neither `field: value` nor a list entry",
            "no colon here",
            "write `field: value`; text that goes on from the line above is indented further than its field",
        ),
        Cause::Indentation | Cause::Colon => words(
            line.trimmed(),
            "this line is not indented like the lines around it",
            &format!("begins in column {}", line.indent().chars().count() + 1),
            "begin the fields of one record in the same column, with spaces",
        ),
        Cause::Character(character) => words(
            line.from(at),
            &format!("a value cannot begin with `{character}` unless it is in quotes"),
            "here",
            "put the value in quotes",
        ),
        Cause::Other(reason) => {
            words(line.from(at), &format!("this is not YAML: {reason}"), "stopped here", MEND)
        }
        _ => words(line.from(at), "this is not YAML", "stopped here", MEND),
    }
}

/// A control character, which came from another program and which nobody sees.
fn hidden(line: &Line<'_>, at: u32, cause: &Cause) -> Option<Fault> {
    if !matches!(cause, Cause::Character(_) | Cause::Other(_)) {
        return None;
    }
    let is_control = |(_, character): &(usize, char)| text::is_hidden(*character) && *character != '\t';
    let from = at.saturating_sub(line.span.start) as usize;
    let here = line.text.char_indices().find(|(index, _)| *index == from).filter(is_control);
    let visible = matches!(cause, Cause::Character(character) if !text::is_hidden(*character));
    let anywhere = || line.text.char_indices().find(is_control).filter(|_| !visible);
    let (index, character) = here.or_else(anywhere)?;
    let place = line.span.start + index as u32;
    let end = place + character.len_utf8() as u32;
    Some(words(
        Span::new(place, end),
        &format!("there is a character here that cannot be seen (U+{:04X})", character as u32),
        "invisible",
        "delete it: type the words around it anew",
    ))
}

/// The line with the tab: the reader stops in the middle of it, or at the end of the line above.
fn with_tab<'a>(source: &'a Source, line: Line<'a>) -> Line<'a> {
    let next = Line::numbered(source, line.number + 1);
    if !line.indent().contains('\t') && next.indent().contains('\t') { next } else { line }
}

const MEND: &str = "look at this line and the one above: a missing quote, colon, bracket or space";

fn tab(line: &Line<'_>) -> Fault {
    words(
        line.leading(),
        "this line is indented with a tab, and YAML wants spaces",
        "tab",
        "replace the tab by two spaces for each level",
    )
}

/// `title: [draft] Policy`, `title: *important*`, `title: “Policy”: new`: the first character means something in YAML.
fn special_start(line: &Line<'_>) -> Option<Fault> {
    let (value, span) = line.value()?;
    let first = value.chars().next()?;
    let closes = |open: char, close: char| {
        first == open && value.find(close).is_some_and(|at| !value[at + close.len_utf8()..].trim().is_empty())
    };
    let quoted = (first == '"' || first == '\'')
        && value[1..].find(first).is_some_and(|at| {
            !value[at + 2..].trim_start().is_empty() && !value[at + 2..].trim_start().starts_with('#')
        });
    if closes('[', ']') || closes('{', '}') || matches!(first, '@' | '`' | '%' | '&' | '*' | '!') || quoted {
        return Some(words(
            span,
            &format!("a value that begins with `{first}` and goes on as text must be in quotes"),
            "begins with a character that means something in YAML",
            &line.quoted(value),
        ));
    }
    (matches!(first, '“' | '”' | '„' | '‘' | '’') && value.contains(": ")).then(|| {
        words(
            span,
            "these quotation marks come from a word processor, and YAML does not know them",
            "typographic quotes",
            &line.quoted(value.trim_matches(['“', '”', '„', '‘', '’'])),
        )
    })
}

/// `title: Access: who may do what`.
fn colon_inside(line: &Line<'_>, cause: &Cause) -> Option<Fault> {
    let (value, span) = line.value()?;
    let first = value.chars().next()?;
    if *cause != Cause::Colon || !(value.contains(": ") || value.ends_with(':')) || "\"'[{|>".contains(first)
    {
        return None;
    }
    Some(words(
        span,
        "a value with a colon and a space inside must be in quotes",
        "has a colon inside",
        &line.quoted(value),
    ))
}

/// `controls: [A.5.1, A.5.2` or `title: "Access` with nothing to close it: the reader stops lines later, so the opening
/// is looked for above.
fn left_open(source: &Source, front: Span, line: &Line<'_>) -> Option<Fault> {
    let first = line.number.saturating_sub(40).max(1);
    let line = (first..=line.number)
        .rev()
        .map(|number| Line::numbered(source, number))
        .take_while(|line| line.span.start >= front.start)
        .find(|start| {
            let open = start.value().is_some_and(|(value, _)| is_open(value));
            open && !closes_later(source, start, line.number)
        })?;
    let (value, span) = line.value()?;
    let (what, mark) = match value.chars().next()? {
        quote @ ('"' | '\'') => ("a quotation mark", quote),
        '{' => ("a bracket", '}'),
        _ => ("a bracket", ']'),
    };
    Some(words(
        span,
        &format!("{what} is opened here and not closed"),
        "never closed",
        &format!("end the value with `{mark}`, or put it in quotes if it is text"),
    ))
}

fn is_open(value: &str) -> bool {
    match value.chars().next() {
        Some('[' | '{') => depth(value) > 0,
        Some('"') => value.replace("\\\\", "").replace("\\\"", "").matches('"').count() % 2 == 1,
        Some('\'') => value.matches('\'').count() % 2 == 1,
        _ => false,
    }
}

/// Brackets that are opened and not closed.
fn depth(text: &str) -> i64 {
    let change = |c| match c {
        '[' | '{' => 1,
        ']' | '}' => -1,
        _ => 0,
    };
    text.chars().map(change).sum()
}

/// Whether what is opened on a line is closed on one of those after it, up to the one where the reader stopped: a
/// quotation mark at a line's end, or as many brackets.
fn closes_later(source: &Source, start: &Line<'_>, last: u32) -> bool {
    let Some((value, _)) = start.value() else { return false };
    let mut below = (start.number + 1..=last).map(|number| Line::numbered(source, number).text);
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => below
            .find_map(|line| line.split_once(quote))
            .is_some_and(|(_, after)| after.trim().is_empty() || after.trim_start().starts_with('#')),
        _ => below
            .try_fold(depth(value), |open, line| Some(open + depth(line)).filter(|open| *open > 0))
            .is_none(),
    }
}

/// `owner:ROL-ciso`.
fn no_space_after_colon(line: &Line<'_>) -> Option<Fault> {
    let body = line.body();
    let at = body.find(':')?;
    let key = &body[..at];
    let rest = &body[at + 1..];
    let named = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if !named || rest.is_empty() || rest.starts_with([' ', '\t', '/']) {
        return None;
    }
    Some(words(
        line.trimmed(),
        &format!("there is no space after the colon of `{key}`"),
        "one word, as YAML reads it",
        &format!("write `{key}: {}`", text::brief(rest, 60)),
    ))
}

fn words(span: Span, message: &str, label: &str, help: &str) -> Fault {
    Fault {
        at: span.start,
        span,
        message: message.to_owned(),
        label: label.to_owned(),
        help: help.to_owned(),
    }
}
