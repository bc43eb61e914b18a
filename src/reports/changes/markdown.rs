//! Changes as Markdown.

use std::fmt::Write as _;

use super::{Entry, Page};

pub(super) fn markdown(page: &Page) -> String {
    // Writing to a String cannot fail.
    let mut out = String::from("# Changes\n\n");
    let _ =
        write!(out, "- from {}\n- to {}\n\n{}\n", escaped(&page.before), escaped(&page.after), page.counts);
    for chapter in &page.groups {
        let _ = write!(out, "\n## {}\n", escaped(&chapter.title));
        chapter.entries.iter().for_each(|one| entry(&mut out, one));
    }
    for note in &page.notes {
        let _ = write!(out, "\n{}\n", escaped(note));
    }
    out
}

fn entry(out: &mut String, entry: &Entry) {
    let _ = write!(out, "\n**{}** {} ({})\n", escaped(&entry.id), escaped(&entry.title), entry.acts);
    if !entry.rows.is_empty() {
        out.push('\n');
    }
    for (name, value) in &entry.rows {
        let _ = writeln!(out, "- {}: {}", escaped(name), escaped(value));
    }
}

/// What Markdown or HTML would take for more than text, as text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            // An arrow stays an arrow: only at the start of a line a `>` means more, and no text stands there.
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '!' | '@' | '#' | '|' => {
                out.push('\\');
                out.push(character);
            }
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
