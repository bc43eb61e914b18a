//! What people see, to the column.

use unicode_width::UnicodeWidthStr;

use super::super::Format;
use super::super::fixtures::{full, label, one, report, sample, source, text};
use super::*;
use crate::base::Span;
use crate::finding::Level;
use crate::finding::report::Outcome;

/// The text of one finding without the footer.
fn alone(finding: Finding) -> String {
    let text = full(&report(vec![finding], Outcome::Findings));
    text.split("\n\n").next().unwrap().to_owned()
}

/// Columns before the first `needle` of the first line that has it.
fn column(text: &str, needle: &str) -> usize {
    let line =
        text.lines().find(|line| line.contains(needle)).unwrap_or_else(|| panic!("{needle} in\n{text}"));
    line[..line.find(needle).unwrap()].width()
}

/// The underline stands below the marked word, and is as wide.
fn aligned(file: &str, word: &str) -> String {
    let text = alone(one(file, word));
    let line = text.lines().find(|line| line.contains('━')).unwrap();
    assert_eq!(column(&text, word), column(&text, "━"), "\n{text}");
    assert_eq!(line.matches('━').count(), word.width(), "\n{text}");
    text
}

#[test]
fn a_finding_reads_from_fact_to_place_to_step() {
    let text = full(&sample());
    let block = text.split("\n\n").nth(1).unwrap();
    assert_eq!(
        block,
        "\
error[review-overdue]: RSK-0012 was due for review on 2026-08-14, 100 days ago
   ╭─[risks/RSK-0012.yaml:4:14]
 4 │ last_review: 2025-08-14
   │              ━━━━━━━━━━ last reviewed
 5 │ review_interval: 12 months
   │                  ───────── so due again on 2026-08-14
   ╰────
  help: look at it with its owner, ROL-ciso (Dana Okafor); then
        `isms review RSK-0012`
  note: ISO/IEC 27001:2022 clause 8.2"
    );
}

#[test]
fn a_place_in_a_second_file_hangs_in_the_same_frame() {
    let text = full(&sample());
    let block = text.split("\n\n").nth(2).unwrap();
    assert_eq!(
        block,
        "\
error[duplicate-id]: RSK-0003 is the id of two records
    ╭─[risks/access.yaml:1:5]
  1 │ id: RSK-0003
    │     ━━━━━━━━ used here
    ├─[risks/old/copied.yaml:12:5]
 12 │ id: RSK-0003
    │     ──────── and here
    ╰────
  help: give one of them the next free id: `isms rename RSK-0003 RSK-0045`"
    );
}

#[test]
fn underlines_stand_below_their_words() {
    // Umlauts are two bytes, the shield four bytes and two columns, each ideograph three bytes and two columns.
    assert!(aligned("title: Prüfung X12\n", "X12").contains("risks/a.yaml:1:16]"));
    assert!(aligned("title: 🛡 X12\n", "X12").contains("risks/a.yaml:1:10]"));
    assert!(aligned("title: 日本語 X12\n", "X12").contains("risks/a.yaml:1:12]"));
    assert!(aligned("title: Prüfung\n", "Prüfung").contains("risks/a.yaml:1:8]"));
    // A tab reaches to the next of every four columns, and is one character.
    assert!(aligned("a:\tX12\n", "X12").contains(" 1 │ a:  X12\n"));
    assert!(aligned("a:\tX12\n", "X12").contains("risks/a.yaml:1:4]"));
    // A hidden character is shown by eight.
    assert!(aligned("a: \u{200b}X12\n", "X12").contains(" 1 │ a: \\u{200b}X12\n"));
}

#[test]
fn a_byte_order_mark_and_carriage_returns_are_not_shown() {
    let text = aligned("\u{feff}id: X12\r\nnext: y\r\n", "X12");
    assert!(text.contains("risks/a.yaml:1:5]\n 1 │ id: X12\n"), "{text}");
    let text = aligned("id: a\r\ntitle: X12\r\n", "X12");
    assert!(text.contains("risks/a.yaml:2:8]\n 2 │ title: X12\n"), "{text}");
}

#[test]
fn a_place_between_characters_has_an_arrow() {
    let file = source("a.yaml", "id: a\ntitle:\n");
    let text = alone(Finding::new("r", "m", Label::new(&file, Span::at(12), "nothing here")));
    assert!(text.contains("[a.yaml:2:7]\n 2 │ title:\n   │       ▲ nothing here\n"), "{text}");
    let empty = source("a.yaml", "id: a\n\n");
    let text = alone(Finding::new("r", "m", Label::new(&empty, Span::at(6), "line is empty")));
    assert!(text.contains("[a.yaml:2:1]\n 2 │\n   │ ▲ line is empty\n"), "{text}");
}

#[test]
fn a_place_of_many_lines_is_shown_by_its_first() {
    let text = alone(one("note: |\n  one\n  two\nid: a\n", "|\n  one\n  two"));
    assert!(text.contains(" 1 │ note: |\n   │       ━ here\n   ╰────"), "{text}");
}

#[test]
fn a_long_line_is_cut_around_its_place() {
    let long = format!("a: {} X12 {}\n", "ä".repeat(500_000), "ö".repeat(500_000));
    let text = aligned(&long, "X12");
    // 3 characters, 500,000 and a blank stand before it.
    assert!(text.contains(":1:500005]"), "{text}");
    let line = text.lines().find(|line| line.contains("X12")).unwrap();
    assert!(line.starts_with(" 1 │ …ä") && line.ends_with("ö…"), "{line}");
    assert_eq!(line.width(), 80);
}

#[test]
fn a_line_is_cut_at_the_end_alone_where_that_is_enough() {
    let text = aligned(&format!("a: X12 {}\n", "b".repeat(100)), "X12");
    let line = text.lines().find(|line| line.contains("X12")).unwrap();
    assert!(line.starts_with(" 1 │ a: X12 b") && line.ends_with("b…"), "{line}");
    assert_eq!(line.width(), 80);
    let style = Style { unicode: false, ..Style::default() };
    let report = report(vec![one(&format!("a: X12 {}\n", "b".repeat(100)), "X12")], Outcome::Findings);
    let ascii = super::super::fixtures::text(&report, Format::Full, &style);
    assert!(ascii.is_ascii() && ascii.contains("bb...\n") && ascii.contains("^^^ here"), "{ascii}");
}

#[test]
fn a_place_longer_than_a_line_is_marked_as_far_as_it_is_shown() {
    let text = alone(one(&format!("a: {}\n", "X".repeat(200)), &"X".repeat(200)));
    // 75 columns are left of 80: 3 before the place, 71 of it, and the ellipsis that stands for the rest of it.
    assert_eq!(text.matches('━').count(), 72, "{text}");
    assert!(text.contains("╰── here"), "{text}");
}

#[test]
fn a_long_place_after_its_key_keeps_the_key() {
    let text = alone(one(&format!("treatment_plan: {}\n", "X".repeat(200)), &"X".repeat(200)));
    assert!(text.contains(" 1 │ treatment_plan: XXX"), "{text}");
}

#[test]
fn a_long_label_is_broken_below_its_place() {
    let file = source("a.yaml", &format!("{}: X1\n", "k".repeat(50)));
    let words = "one two three four five six seven eight";
    let text = alone(Finding::new("r", "m", label(&file, "X1", words)));
    // The underline takes columns 52 and 53 of 75, so that its middle is 53 and 18 columns are left for the label.
    let blank = " ".repeat(53);
    let expected = format!(
        "   │ {blank}╰─┤ one two three four\n   │ {blank}  │ five six seven\n   │ {blank}  │ eight\n"
    );
    assert!(text.contains(&expected), "{text}");
}

#[test]
fn two_places_on_a_line_and_two_labels_of_one_place() {
    let file = source("a.yaml", "risks: [RSK-1, RSK-2]\n");
    let finding = Finding::new("r", "m", label(&file, "RSK-2", "again"))
        .also(label(&file, "RSK-1", "first"))
        .also(label(&file, "RSK-2", "same place"));
    let text = alone(finding);
    let expected = "\
   ╭─[a.yaml:1:16]
 1 │ risks: [RSK-1, RSK-2]
   │         ─────  ━━━━━ again; same place
   │           ╰── first
   ╰────";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn places_far_apart_are_shown_apart_with_the_findings_own_first() {
    let file = source("a.yaml", &format!("start: X1\n{}end: X2\n", "pad: x\n".repeat(20)));
    let text = alone(Finding::new("r", "m", label(&file, "X2", "ends")).also(label(&file, "X1", "starts")));
    let expected = "\
    ╭─[a.yaml:22:6]
 22 │ end: X2
    │      ━━ ends
    ├─[a.yaml:1:8]
  1 │ start: X1
    │        ── starts
    ╰────";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn a_file_as_a_whole_has_no_frame() {
    let file = source("risks/b.yaml", "");
    let finding = Finding::new("unreadable", "risks/b.yaml is not UTF-8", Label::new(&file, Span::at(0), ""));
    assert_eq!(alone(finding), "error[unreadable]: risks/b.yaml is not UTF-8\n  in risks/b.yaml");
}

#[test]
fn places_outside_of_their_text_do_no_harm() {
    let file = source("a.yaml", "ä: b\r\n");
    for span in [Span::new(1, 2), Span::new(3, 900), Span::new(800, 900), Span::new(4, 2), Span::new(6, 7)] {
        assert!(alone(Finding::new("r", "m", Label::new(&file, span, "l"))).contains("[a.yaml:"), "{span:?}");
    }
}

#[test]
fn a_cap_keeps_the_errors() {
    let mut findings = vec![one("id: a\n", "a"); 5];
    for finding in &mut findings[..3] {
        finding.level = Level::Warning;
    }
    findings[4].level = Level::Error;
    let report = report(findings, Outcome::Findings);
    let style = |max| Style { max, ..Style::default() };
    let capped = text(&report, Format::Full, &style(3));
    let heads: Vec<&str> = capped.lines().filter(|line| line.contains("[some-rule]:")).collect();
    assert_eq!(heads.len(), 3);
    assert!(
        heads[0].starts_with("error") && heads[1].starts_with("error") && heads[2].starts_with("warning")
    );
    assert!(
        capped.contains("\n\nand 2 warnings more: `--max 0` shows all, `--format concise` is shorter\n\n")
    );
    for max in [0, 5] {
        let all = text(&report, Format::Full, &style(max));
        assert!(all.starts_with("warning") && all.matches("[some-rule]:").count() == 5);
        assert!(!all.contains("more:"));
    }
}

#[test]
fn no_line_is_wider_than_asked_but_for_what_must_stay_whole() {
    for width in [40, 80, 120] {
        let shown = text(&sample(), Format::Full, &Style { width, ..Style::default() });
        for line in shown.lines().filter(|line| !line.contains('[')) {
            assert!(line.width() <= width, "{width}: {line}");
        }
    }
}
