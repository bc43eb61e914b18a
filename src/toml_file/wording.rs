//! What the parser reports, in words for people who write a setting now and then.

use std::sync::Arc;

use crate::base::{Source, Span, text};
use crate::finding::{Finding, Label};

/// The finding for an error of the parser at its place.
pub(super) fn finding(source: &Arc<Source>, rule: &'static str, error: &str, span: Span) -> Finding {
    let written = text::brief(source.slice(span), 60);
    let line = source.slice(source.line_span(source.line(span.start))).trim().to_owned();
    let (message, help) = words(error, &written, &line);
    Finding::new(rule, message, Label::new(source, span, "")).help_if(help)
}

fn words(error: &str, written: &str, line: &str) -> (String, Option<String>) {
    let starts = |start: &str| error.starts_with(start);
    if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
        return said("a merge conflict is left in this file", "decide which lines hold and remove the marks");
    }
    if starts("string values must be quoted") {
        return unquoted(written);
    }
    if starts("duplicate key") {
        return said(&format!("`{written}` is given twice"), "keep one of the two");
    }
    if starts("key with no value") {
        return no_value(line);
    }
    if starts("unexpected leading zero") {
        return said(
            "a number begins with a zero",
            "leave out the zero, or write the number in quotes if it is a text",
        );
    }
    if starts("invalid boolean") {
        return said(
            &format!("`{written}` is not a truth value"),
            "write `true` or `false` in small letters",
        );
    }
    if starts("invalid unquoted key") {
        return said(
            &format!("`{written}` may not stand in a name without quotes"),
            "use letters a to z, digits, `-` and `_`, or write the name in quotes",
        );
    }
    bracket(error).unwrap_or_else(|| other(error))
}

/// Errors about brackets, quotes and commas.
fn bracket(error: &str) -> Option<(String, Option<String>)> {
    let starts = |start: &str| error.starts_with(start);
    if starts("unclosed table") || starts("unclosed array table") {
        return Some(said("a heading is not closed", "add the missing `]` at the end of the heading"));
    }
    if starts("unclosed array") || starts("missing comma between array") || starts("unexpected `=` in array")
    {
        return Some(said(
            "a list is not closed, or a comma is missing in it",
            "separate the items by commas and close the list with `]`",
        ));
    }
    if error.contains("inline table") || error.contains("key-value pairs") {
        return Some(said(
            "a table in braces is not closed, or a comma is missing in it",
            "write it like { name = \"low\", from = 1 }",
        ));
    }
    let quoted = ["invalid basic", "invalid literal", "invalid multi-line"];
    if quoted.iter().any(|start| starts(start)) {
        return Some(said("a text is not closed", "add the missing quotation mark at its end"));
    }
    if starts("missing escaped value") {
        return Some(said(
            "a backslash in a text is followed by a character that it cannot stand before",
            "write `\\\\` for a backslash, or put the text in single quotes",
        ));
    }
    if starts("unexpected key or value") {
        return Some(said("there are two things on one line", "give each setting a line of its own"));
    }
    if starts("cannot recurse") {
        return Some(said("brackets are nested too deeply", "use at most 80 levels"));
    }
    None
}

fn unquoted(written: &str) -> (String, Option<String>) {
    if written.is_empty() {
        return said("a value is missing", "write a value after the `=`, or remove the line");
    }
    let bare = written.trim_matches(|c| "“”„‟«»‘’".contains(c));
    let message = format!("`{written}` is not in quotes");
    match bare {
        "yes" | "on" | "no" | "off" => {
            let truth = matches!(bare, "yes" | "on");
            said(&message, &format!("write \"{bare}\" if it is a text, or {truth} if it is a truth value"))
        }
        _ if bare != written => {
            said(&format!("`{written}` is not in straight quotation marks"), &format!("write \"{bare}\""))
        }
        _ => said(&message, &format!("write \"{bare}\"")),
    }
}

fn no_value(line: &str) -> (String, Option<String>) {
    let name: String = line.chars().take_while(|c| c.is_alphanumeric() || "-_.".contains(*c)).collect();
    if name.is_empty() {
        return said(
            "a line is neither a setting nor a heading",
            "write it as `name = value`, or put `#` before it",
        );
    }
    match line.strip_prefix(name.as_str()).map(str::trim_start) {
        Some(rest) if rest.starts_with(':') => {
            said(&format!("`{name}` is followed by `:` instead of `=`"), &format!("write `{name} = ...`"))
        }
        _ => said(&format!("`{name}` has no value"), &format!("write `{name} = ...`")),
    }
}

/// An error that nobody met yet, in the parser's own words.
fn other(error: &str) -> (String, Option<String>) {
    (format!("this is not TOML: {error}"), None)
}

fn said(message: &str, help: &str) -> (String, Option<String>) {
    (message.to_owned(), Some(help.to_owned()))
}
