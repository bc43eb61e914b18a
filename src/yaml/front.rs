//! Front matter: the YAML at the top of a Markdown file, between two lines `---`.

use std::path::Path;
use std::sync::Arc;

use super::refused;
use crate::base::{Source, Span};
use crate::finding::Finding;

/// Which part of a file is YAML, and which is the text of a document.
pub(super) struct Front {
    pub(super) yaml: Span,
    pub(super) body: Option<Span>,
}

/// Finds the YAML of a file: all of it, or the front matter of a Markdown file.
///
/// Front matter that somebody began and did not end, or that does not stand at the very top, would silently be no record;
/// where it has `id` or `kind`, that is a finding.
pub(super) fn matter(source: &Arc<Source>, findings: &mut Vec<Finding>) -> Front {
    let end = source.text().len() as u32;
    let start = if source.text().starts_with('\u{feff}') { 3 } else { 0 };
    if !Path::new(source.path()).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md")) {
        return Front { yaml: Span::new(start, end), body: None };
    }
    let none = Front { yaml: Span::at(start), body: Some(Span::new(start, end)) };
    let count = source.line_starts().len();
    let Some(open) = (0..count).find(|&line| !text(source, line).trim().is_empty()) else {
        return none;
    };
    if text(source, open).trim_end() != "---" {
        return none;
    }
    let close = (open + 1..count).find(|&line| matches!(text(source, line).trim_end(), "---" | "..."));
    let last = close.unwrap_or(count);
    let is_record = (open + 1..last)
        .any(|line| text(source, line).starts_with("id:") || text(source, line).starts_with("kind:"));
    if is_record && (open > 0 || close.is_none()) {
        let place = source.line_span(open as u32 + 1);
        findings.push(refused::front_matter(source, place, close.is_none()));
    }
    match close {
        Some(close) if open == 0 || is_record => {
            let starts = source.line_starts();
            let after = starts.get(close + 1).copied().unwrap_or(end);
            Front { yaml: Span::new(starts[open + 1], starts[close]), body: Some(Span::new(after, end)) }
        }
        _ => none,
    }
}

/// A line by its index, without a byte order mark.
fn text(source: &Source, index: usize) -> &str {
    source.slice(source.line_span(index as u32 + 1)).trim_start_matches('\u{feff}')
}
