//! What is written is what the schema promises.

use jsonschema::Validator;
use serde_json::{Value, json};

use super::super::fixtures::{date, json as rendered, label, one, report, sample, source};
use crate::base::Span;
use crate::finding::report::{CheckReport, NotRun, Outcome, Waived};
use crate::finding::{Finding, Label};

fn validator() -> Validator {
    let schema: Value =
        serde_json::from_str(include_str!("../../../../templates/schemas/check.schema.json")).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn value(report: &CheckReport) -> Value {
    serde_json::from_str(&rendered(report)).unwrap()
}

fn incomplete() -> CheckReport {
    let unread = source("risks/b.yaml", "");
    let finding =
        Finding::new("unreadable", "risks/b.yaml is not UTF-8", Label::new(&unread, Span::at(0), ""));
    let mut report = report(vec![finding], Outcome::Incomplete);
    report.not_run.push(NotRun { rule: "unsupported-date".into(), reason: "shallow clone".into() });
    report.commit = Some("0123456789abcdef0123456789abcdef01234567".into());
    report
}

#[test]
fn every_report_keeps_the_promise() {
    let mut endless = sample();
    let finding = one("id: a\n", "a");
    endless.waived.push(Waived { finding, by: "EXC-0001".into(), until: None });
    for report in [report(Vec::new(), Outcome::Clean), sample(), endless, incomplete()] {
        let value = value(&report);
        let errors: Vec<String> = validator().iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}\n{value:#}");
    }
}

#[test]
fn what_breaks_the_promise_is_refused() {
    let breaks: [fn(&mut Value); 7] = [
        |value| value["surprise"] = json!(1),
        |value| value["findings"][0]["column"] = json!(0),
        |value| value["findings"][0]["level"] = json!("fatal"),
        |value| value["findings"][0]["extra"] = json!("x"),
        |value| value["waived"][0]["until"] = json!("tomorrow"),
        |value| value["schema"] = json!(2),
        |value| drop(value["findings"][0].as_object_mut().and_then(|finding| finding.remove("help"))),
    ];
    for (index, change) in breaks.iter().enumerate() {
        let mut value = value(&sample());
        assert!(validator().is_valid(&value));
        change(&mut value);
        assert!(!validator().is_valid(&value), "break {index} was not noticed");
    }
}

#[test]
fn positions_count_characters_and_end_one_past() {
    // `title: Prüfung ` is 15 characters and 16 bytes.
    let value = value(&report(vec![one("title: Prüfung X12\n", "X12")], Outcome::Findings));
    let finding = &value["findings"][0];
    assert_eq!(
        [&finding["line"], &finding["column"], &finding["end_line"], &finding["end_column"]],
        [1, 16, 1, 19]
    );
}

#[test]
fn what_a_finding_lacks_is_null_and_a_waiver_is_a_finding_and_more() {
    let value = value(&sample());
    assert_eq!(value["summary"], json!({"error": 4, "warning": 1, "note": 0, "waived": 2}));
    let waived = &value["waived"][1];
    assert_eq!(waived["help"], Value::Null);
    assert_eq!(waived["record"], Value::Null);
    assert_eq!(waived["field"], Value::Null);
    assert_eq!(waived["exception"], "EXC-0002");
    assert_eq!(waived["until"], date("2026-12-05").to_string());
    assert_eq!(waived["rule"], "owner-missing");
}

#[test]
fn a_path_stays_true_and_is_not_obeyed() {
    let path = "risks/\u{1b}[31m\u{9b}2J\u{202e}\u{e0041}.yaml";
    let file = source(path, "id: a\n");
    let text = rendered(&report(vec![Finding::new("r", "m", label(&file, "a", ""))], Outcome::Findings));
    assert!(text.contains(r"risks/\u001b[31m\u009b2J\u202e\udb40\udc41.yaml"), "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["findings"][0]["file"], path);
}

#[test]
fn the_same_report_gives_the_same_text_with_a_line_end() {
    let text = rendered(&sample());
    assert_eq!(text, rendered(&sample()));
    assert!(text.ends_with("}\n"));
    assert!(text.starts_with("{\n  \"schema\": 1,\n  \"tool\": {\n    \"name\": \"isms\","));
}
