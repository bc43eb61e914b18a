//! Findings for people: the fact, the lines that show it, what to do, and the clause.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use rayon::prelude::*;

use super::excerpt::{Excerpt, Place};
use super::{Style, defuse, footer, frame, tag};
use crate::base::text::{count, list, plain};
use crate::finding::report::{CheckReport, Summary};
use crate::finding::{Finding, Label, Level};
use crate::render::paint::Paint;
use crate::render::wrap::wrap;

/// Places of one file that are at most so many lines apart are shown with the lines between them.
const GAP: u32 = 3;
/// Findings that are drawn before any of them is written, so that memory stays bounded.
const BATCH: usize = 8192;
/// Findings of one rule that are shown before other rules have their turn, where not all are shown.
const ALIKE: usize = 3;
/// Further places that are shown of one finding.
const PLACES: usize = 8;

/// Writes the findings, worst first if not all are shown, and the footer.
pub(super) fn write(report: &CheckReport, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (shown, left_out) = capped(&report.findings, style.max);
    for batch in shown.chunks(BATCH) {
        let blocks: Vec<String> = batch.par_chunks(BATCH / 64).map(|part| blocks(part, style)).collect();
        blocks.iter().try_for_each(|block| out.write_all(block.as_bytes()))?;
    }
    let mut text = String::new();
    if !left_out.is_empty() {
        let kinds = footer::levels(&Summary::of(left_out));
        let more = format!("and {kinds} more: `--max 0` shows all, `--format concise` is shorter");
        text = format!("{}\n\n", wrap(&more, style.columns(), 0).join("\n"));
    }
    footer::push(report, style, &mut text);
    out.write_all(defuse(&text).as_bytes())
}

/// Some findings as text. Drawing a frame costs more than finding a fault, so parts are drawn side by side.
fn blocks(findings: &[&Finding], style: &Style) -> String {
    let mut text = String::new();
    for finding in findings {
        let start = text.len();
        block(finding, style, &mut text);
        text.push('\n');
        if let Cow::Owned(defused) = defuse(&text[start..]) {
            text.truncate(start);
            text.push_str(&defused);
        }
    }
    text
}

/// The findings to show and those that are left out. Only when some are left out is the order given up for the worst, and
/// the first of each rule come before more of the same: a hundred times one gap does not hide the others.
fn capped(findings: &[Finding], max: usize) -> (Vec<&Finding>, Vec<&Finding>) {
    let shown: Vec<&Finding> = findings.iter().collect();
    if max == 0 || findings.len() <= max {
        return (shown, Vec::new());
    }
    let mut alike: HashMap<&str, usize> = HashMap::new();
    let mut ranked: Vec<(Level, usize, &Finding)> = Vec::with_capacity(shown.len());
    for finding in shown {
        let before = alike.entry(&finding.rule).or_default();
        ranked.push((finding.level, *before / ALIKE, finding));
        *before += 1;
    }
    ranked.sort_by_key(|(level, turn, _)| (*level, *turn));
    let mut shown: Vec<&Finding> = ranked.into_iter().map(|(.., finding)| finding).collect();
    let left_out = shown.split_off(max);
    (shown, left_out)
}

fn block(finding: &Finding, style: &Style, out: &mut String) {
    let paint = Paint { color: style.color };
    let head = tag(finding);
    let used = head.len() + 2;
    for (index, line) in
        wrap(&finding.message, style.columns() - 4, used.saturating_sub(4)).iter().enumerate()
    {
        match index {
            0 => out.push_str(&format!("{}: ", paint.level(finding.level, &head))),
            _ => out.push_str("    "),
        }
        out.push_str(&paint.bold(line));
        out.push('\n');
    }
    places(finding, style, out);
    if let Some(help) = &finding.help {
        remark("help", help, style, out);
    }
    if let Some(clauses) = clauses(&finding.clauses) {
        remark("note", &clauses, style, out);
    }
}

fn remark(word: &str, text: &str, style: &Style, out: &mut String) {
    let paint = Paint { color: style.color };
    for (index, line) in wrap(text, style.columns().saturating_sub(word.len() + 4), 0).iter().enumerate() {
        match index {
            0 => out.push_str(&format!("  {} ", paint.hint(format_args!("{word}:")))),
            _ => out.push_str(&" ".repeat(word.len() + 4)),
        }
        out.push_str(line);
        out.push('\n');
    }
}

fn clauses(clauses: &[String]) -> Option<String> {
    if clauses.is_empty() {
        return None;
    }
    let clauses: Vec<_> = clauses.iter().map(|clause| plain(clause)).collect();
    let noun = if clauses.iter().all(|clause| clause.starts_with("A.")) { "control" } else { "clause" };
    let many = if clauses.len() == 1 { "" } else { "s" };
    Some(format!("ISO/IEC 27001:2022 {noun}{many} {}", list(&clauses, "and", clauses.len())))
}

/// The frame with the finding's own place first, and the files that it is about as a whole.
fn places(finding: &Finding, style: &Style, out: &mut String) {
    let related = &finding.related[..finding.related.len().min(PLACES)];
    if is_whole(&finding.primary) {
        file(&finding.primary, out);
    }
    let framed: Vec<Place<'_>> = std::iter::once(&finding.primary)
        .chain(related)
        .enumerate()
        .filter(|(_, label)| !is_whole(label))
        .map(|(index, label)| Place {
            label,
            at: label.source.position(label.span.start),
            primary: index == 0,
        })
        .collect();
    let digits = framed.iter().map(|place| place.at.line.to_string().len()).max().unwrap_or(1);
    let ellipsis = if style.unicode { "…" } else { "..." };
    let excerpts: Vec<Excerpt> = clusters(framed)
        .iter()
        .filter_map(|places| Excerpt::of(places, style.columns(), digits, ellipsis))
        .collect();
    frame::draw(&excerpts, finding.level, digits, style, out);
    for label in related.iter().filter(|label| is_whole(label)) {
        file(label, out);
    }
    if finding.related.len() > PLACES {
        out.push_str(&format!("  and {}\n", count(finding.related.len() - PLACES, "further place")));
    }
}

/// Whether a label is about a file and not about a place in it.
fn is_whole(label: &Label) -> bool {
    label.source.text().is_empty() || (label.span.start == 0 && label.span.end == 0)
}

fn file(label: &Label, out: &mut String) {
    out.push_str(&format!("  in {}", plain(label.source.path())));
    if !label.text.is_empty() {
        out.push_str(&format!(": {}", label.text));
    }
    out.push('\n');
}

/// Places that are shown together: of one file and near each other. The group of the finding's own place is first.
fn clusters(mut places: Vec<Place<'_>>) -> Vec<Vec<Place<'_>>> {
    let mut files: Vec<&str> = Vec::new();
    for place in &places {
        if !files.contains(&place.label.source.path()) {
            files.push(place.label.source.path());
        }
    }
    let rank = |place: &Place<'_>| files.iter().position(|path| *path == place.label.source.path());
    places.sort_by_key(|place| (rank(place), place.at));
    let mut groups: Vec<Vec<Place<'_>>> = Vec::new();
    for place in places {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| is_near(last, &place)) => group.push(place),
            _ => groups.push(vec![place]),
        }
    }
    groups.sort_by_key(|group| !group.iter().any(|place| place.primary));
    groups
}

fn is_near(one: &Place<'_>, other: &Place<'_>) -> bool {
    let same = Arc::ptr_eq(&one.label.source, &other.label.source);
    same && other.at.line - one.at.line <= GAP
}

#[cfg(test)]
mod tests;
