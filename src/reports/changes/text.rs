//! Changes for a terminal.

use unicode_width::UnicodeWidthStr as _;

use super::{Entry, Page};
use crate::render::wrap::wrap;

/// Columns of a field's name.
const NAME: usize = 20;

pub(super) fn text(page: &Page, width: usize) -> String {
    let mut out = String::new();
    hanging(&mut out, "from ", &page.before, width);
    hanging(&mut out, "to   ", &page.after, width);
    out.push('\n');
    paragraph(&mut out, &page.counts, width);
    for chapter in &page.groups {
        out.push('\n');
        paragraph(&mut out, &chapter.title, width);
        chapter.entries.iter().for_each(|one| entry(&mut out, one, width));
    }
    if !page.notes.is_empty() {
        out.push('\n');
    }
    page.notes.iter().for_each(|note| paragraph(&mut out, note, width));
    out
}

fn paragraph(out: &mut String, words: &str, width: usize) {
    wrap(words, width, 0).iter().for_each(|line| out.push_str(&format!("{line}\n")));
}

/// A name, and words that go on below themselves.
fn hanging(out: &mut String, name: &str, words: &str, width: usize) {
    let used = name.width();
    for (at, line) in wrap(words, width.saturating_sub(used).max(20), 0).iter().enumerate() {
        let before = if at == 0 { name.to_owned() } else { " ".repeat(used) };
        out.push_str(&format!("{before}{line}\n"));
    }
}

fn entry(out: &mut String, entry: &Entry, width: usize) {
    out.push('\n');
    let title = if entry.title.is_empty() { String::new() } else { format!(": {}", entry.title) };
    hanging(out, &format!("  {}  ", entry.id), &format!("{}{title}", entry.acts), width);
    for (name, value) in &entry.rows {
        hanging(out, &format!("    {name:<NAME$} "), value, width);
    }
}
