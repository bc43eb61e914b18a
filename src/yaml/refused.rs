//! YAML that is well formed and that records do without, and what else is wrong though it can be read.

use std::sync::Arc;

use crate::base::{Source, Span, text};
use crate::finding::{Finding, Label};

pub(super) fn invalid(source: &Arc<Source>, span: Span, message: &str, label: &str) -> Finding {
    Finding::new("invalid-yaml", message, Label::new(source, span, label))
}

/// What git leaves in a file when two changes could not be joined.
pub(super) fn conflict(source: &Arc<Source>) -> Option<Finding> {
    let at = source.text().find("<<<<<<< ")?;
    let line = source.line_span(source.line(at as u32));
    let begins = line.start as usize == at;
    begins.then(|| {
        invalid(
            source,
            line,
            "two changes of this file met, and git could not join them",
            "the conflict begins here",
        )
        .help("choose what holds between `<<<<<<<` and `>>>>>>>`, and delete these lines and `=======`")
    })
}

/// Front matter that was begun and not ended, or not begun at the top.
pub(super) fn front_matter(source: &Arc<Source>, span: Span, open: bool) -> Finding {
    if open {
        invalid(source, span, "the front matter of this document does not end", "begins here")
            .help("write a line `---` between the fields and the text")
    } else {
        invalid(
            source,
            span,
            "the front matter of this document does not begin in its first line",
            "begins here",
        )
        .help("delete the empty lines above `---`")
    }
}

/// `*name`.
pub(super) fn alias(source: &Arc<Source>, span: Span) -> Finding {
    let name = text::brief(source.slice(span), 60);
    invalid(source, span, &format!("`{name}` is a YAML alias, which records do without"), "alias")
        .help("write the value itself; text that begins with `*` goes in quotes")
}

/// `&name`.
pub(super) fn anchor(source: &Arc<Source>, span: Span) -> Finding {
    invalid(
        source,
        span,
        "this value has a YAML anchor (`&name`), which records do without",
        "anchored value",
    )
    .help("delete the word that begins with `&` before it; text that begins with `&` goes in quotes")
}

/// `!tag`.
pub(super) fn tag(source: &Arc<Source>, span: Span) -> Finding {
    invalid(source, span, "this value has a YAML tag (`!name`), which records do without", "tagged value")
        .help("delete the word that begins with `!` before it; text that begins with `!` goes in quotes")
}

/// `<<: *name`.
pub(super) fn merge_key(source: &Arc<Source>, span: Span) -> Finding {
    invalid(source, span, "`<<` is a YAML merge key, which records do without", "merge key")
        .help("write the fields themselves")
}

/// A list or map where a key should be.
pub(super) fn complex_key(source: &Arc<Source>, span: Span) -> Finding {
    let first = source.slice(Span::new(span.start, source.text().len() as u32)).chars().next();
    let first = Span::new(span.start, span.start + first.map_or(0, char::len_utf8) as u32);
    invalid(source, first, "a field's name is a list or a map", "not a name")
        .help("write `field: value`; a value that begins with `[` or `{` goes in quotes")
}

/// The same key twice.
pub(super) fn duplicate_key(source: &Arc<Source>, key: &str, first: Span, second: Span) -> Finding {
    let key = text::brief(key, 60);
    Finding::new("duplicate-key", format!("`{key}` is given twice"), Label::new(source, second, "again here"))
        .also(Label::new(source, first, "first given here"))
        .help(if key == "id" {
            "begin the second record with a line `---`, or keep one `id`".to_owned()
        } else {
            format!("keep one `{key}`; of two, only the first would be read")
        })
}
