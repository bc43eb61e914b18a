//! One finding whose every string tries to do something to who reads it, through every format.

use std::sync::Arc;

use proptest::prelude::*;

use super::fixtures::{date, label, report, source, text};
use super::{Format, GroupBy, Style};
use crate::base::text::is_hidden;
use crate::base::{Source, Span};
use crate::finding::report::{CheckReport, NextDue, NotRun, Outcome, Waived};
use crate::finding::{Finding, Label, Subject};

/// Wraps so that a `::` of it comes first in a line at many widths.
const EVIL: &str =
    "::error file=x::a \u{1b}[31m \u{9b}2J \u{202e} ::stop-commands::b ::add-mask::c ##[group]d \r\n::e";

fn finding(file: &Arc<Source>) -> Finding {
    let subject = Subject { record: Some(EVIL.into()), kind: Some(EVIL.into()), owner: Some(EVIL.into()) };
    let mut finding = Finding::new(EVIL, EVIL.repeat(3), label(file, "::evil", EVIL))
        .also(Label::new(&source(EVIL, ""), Span::at(0), EVIL))
        .about(subject)
        .help(EVIL.repeat(3))
        .field(EVIL);
    finding.clauses = vec![EVIL.into()];
    finding
}

fn hostile() -> CheckReport {
    let file = source(EVIL, "\u{feff}id: a\r\n\u{1b}]8;;x\u{7}\u{200b}::evil\u{9b}\u{85}\r\n");
    let mut report = report(vec![finding(&file), finding(&file)], Outcome::Incomplete);
    report.waived.push(Waived { finding: finding(&file), by: EVIL.into(), until: None });
    report.not_run.push(NotRun { rule: EVIL.into(), reason: EVIL.into() });
    report.next_due = Some(NextDue { date: date("2026-12-05"), record: EVIL.into(), what: EVIL.into() });
    report
}

fn check(text: &str, what: &str) {
    for line in text.lines() {
        assert!(!line.trim_start().starts_with("::"), "{what}: {line}");
    }
    let hidden = text.chars().find(|&character| character != '\n' && is_hidden(character));
    assert_eq!(hidden, None, "{what}: {text}");
}

#[test]
fn nothing_is_obeyed_in_any_format() {
    for format in Format::ALL {
        for group_by in GroupBy::ALL {
            for (width, unicode) in [(40, true), (57, false), (80, true), (200, true)] {
                let style = Style { width, unicode, group_by, ..Style::default() };
                let shown = text(&hostile(), format, &style);
                assert!(shown.contains("error"));
                check(&shown, &format!("{format:?} {group_by:?} {width}"));
                if format != Format::Json {
                    assert!(!shown.contains("##["), "{shown}");
                }
            }
        }
    }
}

#[test]
fn a_clean_run_says_what_is_next_and_no_more() {
    let mut clean = hostile();
    clean.findings.clear();
    clean.not_run.clear();
    clean.outcome = Outcome::Clean;
    check(&text(&clean, Format::Full, &Style::default()), "clean");
}

#[test]
fn colour_adds_nothing_but_colour() {
    let style = |color| Style { color, ..Style::default() };
    for format in Format::ALL {
        let plain = text(&super::fixtures::sample(), format, &style(false));
        let colored = text(&super::fixtures::sample(), format, &style(true));
        assert!(!plain.contains('\u{1b}'));
        assert_eq!(colored.contains('\u{1b}'), matches!(format, Format::Full | Format::Grouped));
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain, "{format:?}");
    }
}

proptest! {
    /// No text and no place in it, borders of characters or not, makes a format fail or a line obeyed.
    #[test]
    fn any_place_in_any_text_can_be_shown(
        text in "[ab: \t\r\n:ä日🛡\u{300}\u{200b}\u{1b}\u{feff}]{0,120}",
        spans in prop::collection::vec((0u32..400, 0u32..400), 1..5),
        width in 40usize..100,
    ) {
        let file = source("a.yaml", &text);
        let mut labels = spans.iter().map(|&(start, end)| Label::new(&file, Span::new(start, end), "some label"));
        let mut finding = Finding::new("r", "m", labels.next().unwrap());
        finding.related.extend(labels);
        let report = report(vec![finding], Outcome::Findings);
        for format in Format::ALL {
            check(&super::fixtures::text(&report, format, &Style { width, ..Style::default() }), &text);
        }
    }
}
