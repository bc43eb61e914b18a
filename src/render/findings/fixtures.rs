//! Findings to render in tests.

use std::sync::Arc;

use super::{Format, GroupBy, Style, render};
use crate::base::{Date, Source, Span};
use crate::finding::report::{CheckReport, History, NextDue, Outcome, Waived};
use crate::finding::{Finding, Grade, Label, Level, Subject};

pub(super) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source::new(path, text))
}

/// A label at the first `needle` of a source.
pub(super) fn label(source: &Arc<Source>, needle: &str, text: &str) -> Label {
    let start = source.text().find(needle).unwrap();
    Label::new(source, Span::of(&(start..start + needle.len())), text)
}

pub(super) fn about(record: &str, owner: &str) -> Subject {
    Subject { record: Some(record.to_owned()), kind: None, owner: Some(owner.to_owned()) }
}

/// One finding of a made-up rule in a small file.
pub(super) fn one(text: &str, needle: &str) -> Finding {
    let file = source("risks/a.yaml", text);
    Finding::new("some-rule", "RSK-0001 has something", label(&file, needle, "here"))
}

pub(super) fn report(findings: Vec<Finding>, outcome: Outcome) -> CheckReport {
    CheckReport {
        as_of: date("2026-11-22"),
        from_today: None,
        commit: None,
        dirty: false,
        history: History::None,
        outcome,
        records: 412,
        links: 1530,
        rules: 38,
        findings,
        waived: Vec::new(),
        not_run: Vec::new(),
        held_back: 0,
        unread: 0,
        next_due: Some(NextDue {
            date: date("2026-12-05"),
            record: "ACT-0012".to_owned(),
            what: "is due".to_owned(),
        }),
        elapsed: None,
    }
}

pub(super) fn text(report: &CheckReport, format: Format, style: &Style) -> String {
    let mut out = Vec::new();
    render(report, format, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

pub(super) fn full(report: &CheckReport) -> String {
    text(report, Format::Full, &Style::default())
}

pub(super) fn concise(report: &CheckReport) -> String {
    text(report, Format::Concise, &Style::default())
}

pub(super) fn grouped(report: &CheckReport, group_by: GroupBy) -> String {
    text(report, Format::Grouped, &Style { group_by, ..Style::default() })
}

pub(super) fn json(report: &CheckReport) -> String {
    text(report, Format::Json, &Style::default())
}

/// Four errors, a warning and two waived findings, as a working system might have them.
pub(super) fn sample() -> CheckReport {
    let findings = vec![action(), review(), duplicate(), reference(), exclusion()];
    let mut sample = report(findings, Outcome::Findings);
    for until in ["2027-01-31", "2026-12-05"] {
        let file = source("assets/AST-0003.yaml", "id: AST-0003\nclass: internal\n");
        let finding = Finding::new("owner-missing", "AST-0003 has no owner", label(&file, "AST-0003", ""));
        sample.waived.push(Waived { finding, by: "EXC-0002".to_owned(), until: Some(date(until)) });
    }
    sample
}

fn action() -> Finding {
    let text =
        "id: ACT-0031\ntitle: Restore test of the backup\nstatus: open\nowner: ROL-it-ops\ndue: 2026-10-31\n";
    let file = source("actions/ACT-0031.yaml", text);
    let message = "ACT-0031 is open and was due on 2026-10-31, 22 days ago";
    let mut finding = Finding::new("action-overdue", message, label(&file, "2026-10-31", "22 days ago"))
        .about(about("ACT-0031", "ROL-it-ops"))
        .help("finish it, then `isms close ACT-0031`")
        .field("due");
    finding.level = Level::Warning;
    finding.grade = Grade::Observation;
    finding.clauses = vec!["10.2".to_owned()];
    finding
}

/// Two places in two files.
fn duplicate() -> Finding {
    let first = source("risks/access.yaml", "id: RSK-0003\ntitle: Leavers keep their access\n");
    let text =
        format!("{}id: RSK-0003\ntitle: Prüfung fehlt\n", "# moved here from the old register\n".repeat(11));
    let second = source("risks/old/copied.yaml", &text);
    let message = "RSK-0003 is the id of two records";
    Finding::new("duplicate-id", message, label(&first, "RSK-0003", "used here"))
        .also(label(&second, "RSK-0003", "and here"))
        .about(about("RSK-0003", "ROL-ciso"))
        .help("give one of them the next free id: `isms rename RSK-0003 RSK-0045`")
        .field("id")
}

fn reference() -> Finding {
    let text =
        "id: SOA-A.5.23\ncontrol: A.5.23\napplicable: true\nowner: ROL-ciso\nrisks: [RSK-0031, RKS-0044]\n";
    let file = source("soa/A.5.23.yaml", text);
    let message = "SOA-A.5.23 names RKS-0044, and no record has that id";
    Finding::new("broken-link", message, label(&file, "RKS-0044", "no such record"))
        .about(about("SOA-A.5.23", "ROL-ciso"))
        .help("did you mean RSK-0044 \"Exit from the cloud provider\"? `isms check --fix` writes it")
        .field("risks[1]")
}

/// Two places in lines that follow each other.
fn review() -> Finding {
    let text = "id: RSK-0012\ntitle: Exit of a supplier\nowner: ROL-ciso\nlast_review: 2025-08-14\nreview_interval: 12 months\n";
    let file = source("risks/RSK-0012.yaml", text);
    let message = "RSK-0012 was due for review on 2026-08-14, 100 days ago";
    let mut finding = Finding::new("review-overdue", message, label(&file, "2025-08-14", "last reviewed"))
        .also(label(&file, "12 months", "so due again on 2026-08-14"))
        .about(about("RSK-0012", "ROL-ciso"))
        .help("look at it with its owner, ROL-ciso (Dana Okafor); then `isms review RSK-0012`")
        .field("last_review");
    finding.clauses = vec!["8.2".to_owned()];
    finding
}

fn exclusion() -> Finding {
    let text = "id: SOA-A.7.4\ncontrol: A.7.4\napplicable: false\njustification: n/a\n";
    let file = source("soa/SOA-A.7.4.yaml", text);
    let message = "SOA-A.7.4 is excluded and the justification says nothing";
    let mut finding =
        Finding::new("exclusion-unjustified", message, label(&file, "n/a", "an auditor will ask why"))
            .also(label(&file, "false", "excluded here"))
            .about(Subject { record: Some("SOA-A.7.4".to_owned()), ..Subject::default() })
            .help("write which fact of your scope makes the control unnecessary")
            .field("justification");
    finding.clauses = vec!["6.1.3 d".to_owned()];
    finding.grade = Grade::Major;
    finding.fingerprint = "00c0ffee00c0ffee".to_owned();
    finding
}
