//! What must hold for every input, shared by the fuzz targets.

use std::sync::{Arc, LazyLock};

use isms::base::{Date, Limits, Source, Span};
use isms::finding::report::{CheckReport, History, Outcome};
use isms::finding::{Finding, Label};
use isms::record::{Context, decode};
use isms::render::findings::{Format, Style, render};
use isms::risk::RiskMethods;
use isms::schema::{Schema, load_builtin};
use isms::standard::Standards;
use isms::yaml::{self, File, NodeRef};

struct Setup {
    schema: Arc<Schema>,
    standards: Standards,
    risk: RiskMethods,
}

static SETUP: LazyLock<Setup> = LazyLock::new(|| Setup {
    schema: Arc::new(load_builtin().0),
    standards: Standards::builtin(&load_builtin().0),
    risk: RiskMethods::default(),
});

/// The bytes as a file of the repository; `None` for those that are refused before they are parsed.
pub fn source(path: &str, data: &[u8]) -> Option<Arc<Source>> {
    let text = std::str::from_utf8(data).ok().filter(|text| !text.contains('\0'))?;
    Some(Arc::new(Source::new(path, text)))
}

/// Reads a file of records as a check does, and holds all it gave against its text.
pub fn load(path: &str, data: &[u8]) {
    let Some(source) = source(path, data) else {
        return;
    };
    let context = Context { schema: &SETUP.schema, standards: &SETUP.standards, risk: &SETUP.risk };
    let mut findings = Vec::new();
    let file = Arc::new(yaml::parse(&source, &Limits::default(), &mut findings));
    check_tree(&file);
    let decoded = decode(&file, &context, &mut findings);
    for record in &decoded.records {
        check_span(&source, record.id_span());
        check_node(record.node());
        assert!(record.fields().all(|(field, _)| !field.name.is_empty()));
        let _ = (record.title(), record.deadlines(Date::new(2026, 12, 1).expect("a date")));
    }
    check_findings(&findings);
    show(findings);
}

/// Every span of the tree lies inside the text, on character borders, and inside its parent.
pub fn check_tree(file: &File) {
    for &span in file.damaged().iter().chain(&file.body()) {
        check_span(file.source(), span);
    }
    for root in file.documents() {
        check_node(root);
    }
}

fn check_node(node: NodeRef<'_>) {
    check_span(node.source(), node.span());
    let _ = node.text();
    for entry in node.entries() {
        check_node(entry.key);
        check_node(entry.value);
    }
    for item in node.items() {
        check_node(item);
    }
}

fn check_span(source: &Source, span: Span) {
    let text = source.text();
    assert!(text.get(span.range()).is_some(), "{span:?} of {} bytes", text.len());
}

/// Every finding points into its text, and says something.
pub fn check_findings(findings: &[Finding]) {
    for finding in findings {
        assert!(!finding.message.is_empty(), "{finding:?}");
        for Label { source, span, .. } in std::iter::once(&finding.primary).chain(&finding.related) {
            check_span(source, *span);
        }
    }
}

/// Shows the first finding in every format.
pub fn show(mut findings: Vec<Finding>) {
    findings.truncate(1);
    if findings.is_empty() {
        return;
    }
    let report = CheckReport {
        as_of: "2026-12-01".parse().expect("a date"),
        from_today: None,
        commit: None,
        dirty: false,
        history: History::None,
        outcome: Outcome::Findings,
        records: 1,
        links: 0,
        rules: 1,
        findings,
        waived: Vec::new(),
        not_run: Vec::new(),
        held_back: 0,
        unread: 0,
        next_due: None,
        elapsed: None,
    };
    for format in Format::ALL {
        let mut shown = Vec::new();
        render(&report, format, &Style::default(), &mut shown).expect("memory takes all that is written");
        let text = String::from_utf8(shown).expect("what is shown is text");
        assert!(!text.contains('\u{1b}') && !text.lines().any(|line| line.starts_with("::")), "{text}");
    }
}
