//! The worked example is clean; the same company before its audit shows every planted fault and nothing else.

use std::collections::BTreeSet;

use crate::env::{World, project};

const COMPANY: &str = "examples/aehrenfeld";

#[test]
fn the_worked_example_is_clean_under_the_audit_profile() {
    let world = World::empty();
    world.copy(&project(COMPANY));
    let ran = world.run(&["check", "--profile", "audit"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("nothing to report"), "{}", ran.stdout);
}

#[test]
fn the_worked_example_is_a_whole_management_system() {
    let world = World::empty();
    world.copy(&project(COMPANY));
    let ran = world.run(&["list", "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&ran.stdout).unwrap();
    let of = |kind: &str| rows.iter().filter(|row| row["kind"] == kind).count();
    let reference = rows.iter().filter(|row| row["id"].as_str().unwrap().starts_with("A.")).count();
    assert!(rows.len() >= 300, "{}", rows.len());
    assert_eq!(reference, 93);
    assert!(of("risk") >= 40 && of("document") >= 20 && of("process") >= 15);
    let kinds: BTreeSet<&str> = rows.iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.len(), 26, "{kinds:?}");
}

/// Rule, file and line of a fault.
type Fault = (String, String, u64);

#[test]
fn the_company_before_its_audit_shows_every_planted_fault_and_nothing_else() {
    let before = project("examples/aehrenfeld-before-audit");
    let world = World::empty();
    world.copy(&project(COMPANY)).copy(&before.join("faults"));
    let report = world.check(&[]);
    let mut found: Vec<Fault> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| fault(&finding["rule"], &finding["file"], finding["line"].as_u64().unwrap()))
        .collect();
    let text = std::fs::read_to_string(before.join("expected.toml")).unwrap();
    let expected: toml::Table = text.parse().unwrap();
    let expected = expected["fault"].as_array().unwrap();
    let mut wanted: Vec<Fault> = expected
        .iter()
        .map(|fault| {
            let line = fault["line"].as_integer().unwrap() as u64;
            (fault["rule"].as_str().unwrap().to_owned(), fault["file"].as_str().unwrap().to_owned(), line)
        })
        .collect();
    let planted = expected.iter().filter(|fault| fault.get("second_to").is_none()).count();
    assert_eq!((planted, wanted.len()), (25, 27), "README.md of the example tells both numbers");
    found.sort();
    wanted.sort();
    let missed: Vec<&Fault> = wanted.iter().filter(|fault| !found.contains(fault)).collect();
    let more: Vec<&Fault> = found.iter().filter(|fault| !wanted.contains(fault)).collect();
    assert_eq!(found, wanted, "missed: {missed:#?}\nnot planted: {more:#?}");
    for second in expected.iter().filter_map(|fault| fault.get("second_to").map(|first| (fault, first))) {
        let is_first = |other: &&toml::Value| &other["rule"] == second.1 && other["file"] == second.0["file"];
        assert!(expected.iter().any(|other| is_first(&other)), "{second:?}");
    }
    for fault in expected {
        let said = report["findings"].as_array().unwrap().iter().any(|finding| {
            finding["rule"].as_str() == fault["rule"].as_str()
                && finding["file"].as_str() == fault["file"].as_str()
                && finding["line"].as_i64() == fault["line"].as_integer()
                && finding["message"].as_str().unwrap().contains(fault["contains"].as_str().unwrap())
        });
        assert!(said, "no finding says what is expected: {fault:?}");
    }
}

fn fault(rule: &serde_json::Value, file: &serde_json::Value, line: u64) -> Fault {
    (rule.as_str().unwrap().to_owned(), file.as_str().unwrap().to_owned(), line)
}
