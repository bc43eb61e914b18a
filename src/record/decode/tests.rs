use super::*;
use crate::base::{Limits, Source};
use crate::record::field;
use crate::schema::load_builtin;

fn read(path: &str, text: &str) -> (Decoded, Vec<Finding>) {
    let schema = Arc::new(load_builtin().0);
    let standards = Standards::builtin(&schema);
    let risk = RiskMethods::default();
    let context = Context { schema: &schema, standards: &standards, risk: &risk };
    let mut findings = Vec::new();
    let source = Arc::new(Source::new(path, text));
    let file = Arc::new(crate::yaml::parse(&source, &Limits::default(), &mut findings));
    let decoded = decode(&file, &context, &mut findings);
    (decoded, findings)
}

/// Rule, line, column and "message | help" of each finding.
fn told(text: &str) -> Vec<(String, u32, u32, String)> {
    let (_, mut findings) = read("a.yaml", text);
    findings.sort_by_key(|finding| finding.primary.span);
    let tell = |finding: &Finding| {
        let place = finding.primary.source.position(finding.primary.span.start);
        let help = finding.help.clone().unwrap_or_default();
        (finding.rule.to_string(), place.line, place.column, format!("{} | {help}", finding.message))
    };
    findings.iter().map(tell).collect()
}

const RISK: &str = "id: RSK-0007\nkind: risk\ntitle: Lost laptop\nowner: ROL-ciso\nlikelihood: 3\nimpact: 4\ntreatment: mitigate\n";

#[track_caller]
fn once(extra: &str, rule: &str, column: u32, part: &str) {
    let told = told(&format!("{RISK}{extra}"));
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!((told[0].0.as_str(), told[0].1, told[0].2), (rule, 8, column), "{told:?}");
    assert!(told[0].3.contains(part), "{told:?}");
}

#[test]
fn a_right_record_is_read_without_a_word() {
    let (decoded, findings) = read("a.yaml", RISK);
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(decoded.records[0].id(), "RSK-0007");
    assert_eq!(decoded.records[0].get(field::RISK_TREATMENT), Some("mitigate"));
    assert_eq!(decoded.records[0].status(), "open");
}

#[test]
fn every_mistake_of_a_record_is_told_at_its_place() {
    once("assessed_on: 2026-02-30\n", "invalid-value", 14, "that month has 28 days");
    once("assessed_on: 30.11.2026\n", "invalid-value", 14, "write `2026-11-30`");
    once("controlls: [A.5.1]\n", "unknown-field", 1, "did you mean `controls`?");
    once("threat: [a, b]\n", "wrong-type", 9, "is a list, and text is wanted");
    once(
        "controls: [A.5.1, {a: b}]\n",
        "wrong-type",
        19,
        "entry 2 of `controls` of risk RSK-0007 is a group of fields",
    );
    once("status: aproved\n", "invalid-value", 9, "write one of `open`");
    once("status: In Treatment\n", "invalid-value", 9, "did you mean `in-treatment`?");
    once("review_interval: 6 moons\n", "invalid-value", 18, "`6 months`");
    once("inherent_impact: 7\n", "invalid-value", 18, "not a level of the impact scale");
    once("acceptance: {by: ROL-a, on: 2026-01-01}\n", "missing-field", 14, "no `acceptance.justification`");
    once("evidence: [../secret.pdf]\n", "invalid-value", 12, "out of the repository");
}

#[test]
fn a_value_that_a_comment_swallowed_is_explained() {
    let told = told(&RISK.replace("title: Lost laptop", "title: #42 lost laptop"));
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!((told[0].0.as_str(), told[0].1), ("missing-field", 3));
    assert!(told[0].3.contains("put the value in quotes"), "{told:?}");
}

#[test]
fn all_mistakes_of_one_record_are_told_at_once() {
    let told = told(
        "id: RSK_7
kind: risk
owner: x
likelyhood: 3
impact: 9
treatment: mitigated
controls: A.5.1
last_review: soon
",
    );
    let rules: Vec<&str> = told.iter().map(|finding| finding.0.as_str()).collect();
    // No `title` and no `likelihood` (both told at the id), the id's form, the unknown field, and three values.
    assert_eq!(
        rules,
        [
            "invalid-id",
            "missing-field",
            "missing-field",
            "unknown-field",
            "invalid-value",
            "invalid-value",
            "invalid-value"
        ]
    );
}

#[test]
fn the_fields_type_decides_what_a_word_means() {
    let control = "id: A.5.1
kind: control
title: no
owner: ROL-a
justification: 1.10
";
    for (value, truth) in [("no", false), ("on", true), ("True", true)] {
        let (decoded, findings) = read(
            "a.yaml",
            &format!(
                "{control}applicable: {value}
"
            ),
        );
        assert!(findings.is_empty(), "{findings:#?}");
        assert_eq!(decoded.records[0].get(field::CONTROL_APPLICABLE), Some(truth));
        assert_eq!(decoded.records[0].title(), "no");
    }
    let (_, findings) = read("a.yaml", &format!("{control}applicable: \"true\"\n"));
    assert_eq!(findings[0].help.as_deref(), Some("write `true` without quotes"));
    let (_, findings) = read("a.yaml", &RISK.replace("likelihood: 3", "likelihood: 03"));
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn who_a_record_is_must_be_clear() {
    let cases = [
        (
            "id: RSK-1
title: x
",
            "unknown-kind",
            "add `kind: risk`, to which ids with RSK- belong",
        ),
        (
            "id: RSK-1
kind: Rsik
",
            "unknown-kind",
            "did you mean `risk`?",
        ),
        (
            "kind: role
title: CISO
",
            "record-without-id",
            "add `id: ROL-`",
        ),
        (
            "id: A.5.99
kind: control
title: x
owner: R
applicable: no
justification: x
",
            "invalid-id",
            "did you mean A.5.",
        ),
        (
            "id: DOC-1
kind: role
title: x
",
            "invalid-id",
            "those of documents",
        ),
        (
            "- a
- b
",
            "wrong-type",
            "a list, and a record is wanted",
        ),
    ];
    for (text, rule, part) in cases {
        let told = told(text);
        assert_eq!(told.len(), 1, "{text}: {told:#?}");
        assert_eq!(told[0].0, rule, "{told:?}");
        assert!(told[0].3.contains(part), "{told:?}");
    }
}

#[test]
fn registers_documents_and_front_matter_are_all_ways_to_write_records() {
    let role = |id: &str| {
        format!(
            "  - id: {id}
    title: x
"
        )
    };
    let (decoded, findings) =
        read("a.yaml", &format!("kind: role\nrecords:\n{}{}", role("ROL-a"), role("ROL-b")));
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(decoded.records.len(), 2);
    let (decoded, _) = read(
        "a.yaml",
        "id: ROL-a
kind: role
title: x
---
id: ROL-b
kind: role
title: y
",
    );
    assert_eq!(decoded.records.len(), 2);
    let (decoded, findings) = read(
        "a.md",
        "---
id: ROL-a
kind: role
title: x
---
# Text
",
    );
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(decoded.records[0].id(), "ROL-a");
    let (decoded, findings) = read(
        "blog.md",
        "---
layout: post
---
# Text
",
    );
    assert!(findings.is_empty() && decoded.records.is_empty());
}

#[test]
fn what_a_broken_part_may_have_said_is_not_called_missing() {
    let (decoded, findings) = read("a.yaml", &RISK.replace("title: Lost laptop", "title: a: b"));
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(decoded.records.len(), 1);
    let (decoded, _) = read(
        "a.yaml",
        "kind: role
records:
  - id: ROL-a
    title: a: b
  - id: ROL-b
    title: c
",
    );
    assert_eq!(decoded.records.len(), 1);
    assert_eq!(decoded.lost, ["ROL-a"]);
}
