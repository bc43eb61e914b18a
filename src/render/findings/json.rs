//! Findings for other programs. The form is a promise, written down in `templates/schemas/check.schema.json`.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::base::text::{self, count};
use crate::finding::report::{CheckReport, Waived};
use crate::finding::{Finding, Label};

/// The version of the form; changed when a reader of the last one would go wrong.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    tool: Tool,
    as_of: String,
    commit: Option<&'a str>,
    dirty: bool,
    history: &'static str,
    outcome: &'static str,
    records: usize,
    links: usize,
    summary: Counts,
    findings: Vec<Item<'a>>,
    waived: Vec<WaivedItem<'a>>,
    not_run: Vec<NotRunItem<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    note: usize,
    waived: usize,
}

#[derive(Serialize)]
struct Item<'a> {
    rule: &'a str,
    level: &'static str,
    grade: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    clauses: &'a [String],
    record: Option<&'a str>,
    field: Option<&'a str>,
    #[serde(flatten)]
    place: Region<'a>,
    related: Vec<Related<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Region<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Region<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct WaivedItem<'a> {
    #[serde(flatten)]
    finding: Item<'a>,
    exception: &'a str,
    until: Option<String>,
}

#[derive(Serialize)]
struct NotRunItem<'a> {
    rule: &'a str,
    reason: Cow<'a, str>,
}

/// Writes the report as one indented object.
pub(super) fn write(report: &CheckReport, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(text::json(&Report::of(report)).as_bytes())
}

impl<'a> Report<'a> {
    fn of(report: &'a CheckReport) -> Self {
        let summary = report.summary();
        Self {
            schema: SCHEMA,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            as_of: report.as_of.to_string(),
            commit: report.commit.as_deref(),
            dirty: report.dirty,
            history: report.history.as_str(),
            outcome: report.outcome.as_str(),
            records: report.records,
            links: report.links,
            summary: Counts {
                error: summary.error,
                warning: summary.warning,
                note: summary.note,
                waived: summary.waived,
            },
            findings: report.findings.iter().map(Item::of).collect(),
            waived: report.waived.iter().map(WaivedItem::of).collect(),
            not_run: not_run(report),
        }
    }
}

/// Rules that did not run, and the part of `broken-link` that could not be answered.
fn not_run(report: &CheckReport) -> Vec<NotRunItem<'_>> {
    let whole =
        report.not_run.iter().map(|rule| NotRunItem { rule: &rule.rule, reason: Cow::from(&rule.reason) });
    let held = (report.held_back > 0).then(|| NotRunItem {
        rule: "broken-link",
        reason: format!("{} may lead to records that could not be read", count(report.held_back, "link"))
            .into(),
    });
    whole.chain(held).collect()
}

impl<'a> Item<'a> {
    fn of(finding: &'a Finding) -> Self {
        Self {
            rule: &finding.rule,
            level: finding.level.as_str(),
            grade: finding.grade.as_str(),
            message: &finding.message,
            help: finding.help.as_deref(),
            clauses: &finding.clauses,
            record: finding.subject.record.as_deref(),
            field: finding.field.as_deref(),
            place: Region::of(&finding.primary),
            related: finding
                .related
                .iter()
                .map(|label| Related { place: Region::of(label), message: &label.text })
                .collect(),
            fingerprint: &finding.fingerprint,
        }
    }
}

impl<'a> Region<'a> {
    fn of(label: &'a Label) -> Self {
        let start = label.source.position(label.span.start);
        let end = label.source.position(label.span.end.max(label.span.start));
        Self {
            file: label.source.path(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

impl<'a> WaivedItem<'a> {
    fn of(waived: &'a Waived) -> Self {
        Self {
            finding: Item::of(&waived.finding),
            exception: &waived.by,
            until: waived.until.map(|date| date.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;
