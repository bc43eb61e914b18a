//! Running text.

use super::Writer;
use super::escape::{Place, address, escaped, fragment};
use crate::document::{Inline, Target};

impl Writer<'_> {
    /// Running text; the place says what has a meaning at its start.
    pub(super) fn inline(&self, words: &[Inline], place: Place) -> String {
        let mut out = String::new();
        for word in words {
            let here = match place {
                Place::Line if !out.is_empty() && !out.ends_with('\n') => Place::Words,
                place => place,
            };
            out.push_str(&self.one(word, here, place));
        }
        out
    }

    fn one(&self, word: &Inline, here: Place, place: Place) -> String {
        match word {
            Inline::Text(text) => spaced(text, here),
            Inline::Strong(inner) => around("**", &self.inline(inner, within(place))),
            Inline::Emphasis(inner) => around("*", &self.inline(inner, within(place))),
            Inline::Struck(inner) => around("~~", &self.inline(inner, within(place))),
            Inline::Code(code) => self::code(code, place),
            Inline::Link { to, text } => self.link(to, text, place),
            Inline::Break => match place {
                Place::Line => "\\\n".to_owned(),
                Place::Words => " ".to_owned(),
                Place::Cell => "<br>".to_owned(),
            },
        }
    }

    fn link(&self, to: &Target, text: &[Inline], place: Place) -> String {
        let words = self.inline(text, within(place));
        match to {
            Target::Anchor(anchor) if self.anchors.contains(anchor.as_str()) => {
                format!("[{words}](#{})", fragment(anchor))
            }
            Target::Anchor(_) => words,
            Target::Url(url) => format!("[{words}]({})", address(url)),
            // Where the document will lie beside the file is unknown, so the path is told and not linked.
            Target::File(path) if *path == Inline::words(text) => code(path, place),
            Target::File(path) => format!("{words} ({})", code(path, place)),
        }
    }
}

/// What stands within a link or between signs is in the middle of a line.
fn within(place: Place) -> Place {
    if place == Place::Line { Place::Words } else { place }
}

/// Text with the spaces at its ends, which join it to what is beside it.
fn spaced(text: &str, place: Place) -> String {
    let before = if text.starts_with(' ') { " " } else { "" };
    let after = if text.ends_with(' ') && !text.trim().is_empty() { " " } else { "" };
    format!("{before}{}{after}", escaped(text, place))
}

/// Words between signs, which have to touch them.
fn around(sign: &str, words: &str) -> String {
    let inner = words.trim();
    if inner.is_empty() { words.to_owned() } else { format!("{sign}{inner}{sign}") }
}

/// Text as a machine has it, between more backticks than it has itself.
pub(super) fn code(code: &str, place: Place) -> String {
    if code.trim().is_empty() {
        return String::new();
    }
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let gap = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    let code = code.replace('\n', " ");
    // In a table, a pipe ends the cell even here, and a backslash before it is taken away again.
    let code = if place == Place::Cell { code.replace('|', "\\|") } else { code };
    format!("{fence}{gap}{code}{gap}{fence}")
}
