//! Takes out of an adopted exception what is no longer found, and touches no other byte of its file.

use std::sync::Arc;

use crate::base::{Source, Span};
use crate::finding::Finding;
use crate::finding::report::CheckReport;
use crate::record::field::{EXCEPTION_FINDINGS, Items, STATUS};
use crate::record::{Context, Record, decode};
use crate::rules::waivers::{Entry, Waiver, Waivers};
use crate::rules::{self, Check};
use crate::system::System;
use crate::yaml;

/// An adopted exception without what is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shrunk {
    /// Its id.
    pub id: String,
    /// Its path, relative to the root.
    pub path: String,
    /// The text of its file as it is.
    pub before: String,
    /// The text of its file as it is to be; the same where nothing is mended.
    pub text: String,
    /// Findings that it waived and that are no longer found.
    pub mended: usize,
    /// Findings that it still waives.
    pub left: usize,
}

/// Why a file cannot be shortened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the entries of {0} are written in a way that cannot be shortened without touching others")]
pub struct NotShrunk(pub String);

/// The exceptions in force that waive single findings.
pub fn in_force(system: &System) -> Vec<String> {
    let waivers = Waivers::of(system);
    waivers
        .list()
        .iter()
        .filter(|waiver| !waiver.entries.is_empty())
        .map(|waiver| waiver.id.clone())
        .collect()
}

/// Each adopted exception in force, shortened by what a report no longer finds. Of the report nothing was left out. One
/// that nothing is left of is retired, unless it also waives rules for records.
///
/// # Errors
/// An exception whose entries do not stand on lines of their own.
pub fn shrink(system: &System, report: &CheckReport) -> Result<Vec<Shrunk>, NotShrunk> {
    let mut waivers = Waivers::of(system);
    let found = report.waived.iter().map(|waived| &waived.finding).chain(&report.findings);
    let found = found.filter(|finding| {
        !rules::named(&finding.rule).is_some_and(|rule| matches!(rule.check, Check::Exceptions(_)))
    });
    waivers.part(found.cloned().collect::<Vec<Finding>>());
    let adopted = waivers.list().iter().filter(|waiver| !waiver.entries.is_empty());
    adopted.map(|waiver| of_one(system, waiver)).collect()
}

fn of_one(system: &System, waiver: &Waiver) -> Result<Shrunk, NotShrunk> {
    let exception = system.record(waiver.record);
    let before = exception.file().source().text().to_owned();
    let mended: usize = waiver.entries.iter().map(|entry| entry.times - entry.used.min(entry.times)).sum();
    let left = waiver.entries.iter().map(|entry| entry.used).sum();
    let unsure = || NotShrunk(waiver.id.clone());
    let text = if mended == 0 {
        before.clone()
    } else {
        let text = edited(exception, waiver).ok_or_else(unsure)?;
        is_as_meant(system, exception, waiver, &text).then_some(text).ok_or_else(unsure)?
    };
    Ok(Shrunk { id: waiver.id.clone(), path: exception.path().to_owned(), before, text, mended, left })
}

/// The text of the file without entries that are not used, and with what is used of the others.
fn edited(exception: &Record, waiver: &Waiver) -> Option<String> {
    let source = exception.file().source();
    let mut edits: Vec<(Span, String)> = Vec::new();
    for entry in waiver.entries.iter().filter(|entry| entry.used < entry.times) {
        let node = exception.file().node(entry.node);
        if entry.used == 0 {
            edits.push((whole_lines(source, node.span())?, String::new()));
        } else {
            edits.push((node.get("times")?.span(), entry.used.to_string()));
        }
    }
    if waiver.entries.iter().all(|entry| entry.used == 0) {
        edits.extend(retired(exception, waiver)?);
    }
    edits.sort_by_key(|(span, _)| span.start);
    let mut text = source.text().to_owned();
    for (span, new) in edits.into_iter().rev() {
        text.replace_range(span.range(), &new);
    }
    Some(text)
}

/// What else changes where no entry is left: the list's key goes, and the exception is retired if it says nothing else.
fn retired(exception: &Record, waiver: &Waiver) -> Option<Vec<(Span, String)>> {
    let source = exception.file().source();
    let key =
        exception.node().entries().find(|entry| entry.key.text() == EXCEPTION_FINDINGS.name)?.key.span();
    let line = source.line(key.start);
    let span = source.line_span(line);
    let text = source.slice(span);
    let (indent, rest) = text.split_at(text.len() - text.trim_start().len());
    if rest.trim_end() != "findings:" {
        return None;
    }
    let over = waiver.rules.is_empty() && waiver.patterns.is_empty();
    let status = exception.value(STATUS.name);
    let new = if over && status.is_none() {
        format!("{indent}status: retired")
    } else {
        format!("{indent}findings: []")
    };
    let mut edits = vec![(Span { start: span.start, end: span.start + text.trim_end().len() as u32 }, new)];
    edits.extend(status.filter(|_| over).map(|node| (node.span(), "retired".to_owned())));
    Some(edits)
}

/// The lines of an item of a list, if nothing else stands on them.
fn whole_lines(source: &Source, span: Span) -> Option<Span> {
    let text = source.text();
    let start = source.line_span(source.line(span.start)).start;
    let before = text.get(start as usize..span.start as usize)?;
    let rest = text.get(span.end as usize..)?;
    let line_end = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let after = rest.get(..line_end)?.trim();
    let alone = before.trim() == "-" && (after.is_empty() || after.starts_with('#'));
    alone.then_some(Span { start, end: span.end + line_end as u32 })
}

/// Whether a new text reads as the exception with just these entries, and with no mistake that was not there before.
fn is_as_meant(system: &System, exception: &Record, waiver: &Waiver, text: &str) -> bool {
    let context = Context { schema: &system.schema, standards: &system.standards, risk: system.risk() };
    let read = |text: &str| {
        let source = Arc::new(Source::new(exception.path(), text));
        let mut findings = Vec::new();
        let file = Arc::new(yaml::parse(&source, &system.config.limits, &mut findings));
        let records = decode(&file, &context, &mut findings).records;
        (records, findings.len())
    };
    let (old, mistakes) = read(exception.file().source().text());
    let (new, more) = read(text);
    let same = |(old, new): (&Record, &Record)| old.id() == new.id() && old.is_whole() == new.is_whole();
    let wanted: Vec<(&str, &str, usize)> =
        waiver.entries.iter().filter(|entry| entry.used > 0).map(|entry| key(entry, entry.used)).collect();
    let shortened = new.iter().find(|record| record.id() == exception.id());
    more <= mistakes
        && old.len() == new.len()
        && old.iter().zip(&new).all(same)
        && shortened.is_some_and(|record| {
            let items = record.get(EXCEPTION_FINDINGS).into_iter().flat_map(Items::iter);
            let entries: Vec<Entry> = items.filter_map(Entry::of).collect();
            let found: Vec<(&str, &str, usize)> =
                entries.iter().map(|entry| key(entry, entry.times)).collect();
            found == wanted
        })
}

fn key(entry: &Entry, times: usize) -> (&str, &str, usize) {
    (&entry.rule, &entry.subject, times)
}
