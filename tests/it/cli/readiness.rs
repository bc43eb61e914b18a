//! `isms report readiness`: the questions of an auditor, up to text and JSON.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use isms::reports::readiness::QUESTIONS;
use isms::rules;
use serde_json::Value;

use super::{expect, refuses};
use crate::env::{World, project};

/// The report after its schema has been held against it, and the exit code.
#[track_caller]
fn report(world: &World) -> (Value, i32) {
    let schema = std::fs::read_to_string(project("templates/schemas/readiness.schema.json")).unwrap();
    let schema = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    let ran = world.run(&["report", "readiness", "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let errors: Vec<String> = schema.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{report:#}");
    (report, ran.code)
}

/// The report of the worked example, which several tests look at.
static EXAMPLE: LazyLock<(Value, i32)> = LazyLock::new(|| report(&company()));

/// Question and standing.
fn standings(report: &Value) -> BTreeMap<String, String> {
    let questions = report["questions"].as_array().unwrap();
    let tell = |one: &Value| {
        (one["name"].as_str().unwrap().to_owned(), one["standing"].as_str().unwrap().to_owned())
    };
    questions.iter().map(tell).collect()
}

fn company() -> World {
    let world = World::empty();
    world.copy(&project("examples/aehrenfeld"));
    world
}

/// The company with one edit.
fn but(file: &str, old: &str, new: &str) -> World {
    let world = company();
    let text = std::fs::read_to_string(world.path().join(file)).unwrap();
    assert!(text.contains(old), "{file} has no {old}");
    world.write(file, text.replace(old, new));
    world
}

#[test]
fn every_rule_that_decides_a_question_exists() {
    let named = QUESTIONS.iter().flat_map(|question| question.rules).map(|deciding| deciding.rule);
    let unknown: Vec<&str> = named.filter(|rule| rules::named(rule).is_none()).collect();
    assert!(unknown.is_empty(), "no such rules: {unknown:?}");
    assert_eq!(QUESTIONS.len(), 15);
}

#[test]
fn the_worked_example_is_ready() {
    let (report, code) = &*EXAMPLE;
    let open: Vec<_> = standings(report).into_iter().filter(|(_, standing)| standing != "pass").collect();
    assert!(open.is_empty(), "{open:?}");
    assert_eq!((*code, &report["outcome"]), (0, &"ready".into()));
    expect(&company().run(&["report", "readiness"]), 0, &["READY: the records answer all 15 questions."]);
}

#[test]
fn facts_are_those_of_the_records() {
    let (report, _) = &*EXAMPLE;
    let questions = report["questions"].as_array().unwrap();
    let question = |name: &str| questions.iter().find(|question| question["name"] == name).unwrap();
    let said = |name: &str| question(name)["facts"].to_string();
    // 62 people of whom four have left; three of them lead the company.
    assert!(said("staff-trained").contains("58 of 58 people"), "{}", said("staff-trained"));
    assert!(said("staff-trained").contains("top management: 3 of 3"));
    // Two offices, homes, two regions of a cloud, all in the scope.
    assert!(said("sites").contains("5 of 5 locations are in the scope"), "{}", said("sites"));
    assert!(said("management-review").contains("REV-2026-management was held on 2026-08-20; minutes"));
    // The review names five in its inputs and eight in what it covers; the five are among the eight.
    assert!(
        said("metrics").contains("REV-2026-management of 2026-08-20 names 8 of them"),
        "{}",
        said("metrics")
    );
    let who = |name: &str| question(name)["answering"][0]["id"].clone();
    assert_eq!(
        (who("internal-audits"), who("resources")),
        ("ROL-compliance-manager".into(), "ROL-cfo".into())
    );
    assert_eq!((who("owners"), who("staff-trained")), ("ROL-ceo".into(), "ROL-hr-lead".into()));
    let verbs: Vec<&Value> = report["verbs"].as_array().unwrap().iter().map(|verb| &verb["verb"]).collect();
    assert_eq!(verbs, ["establish", "implement", "maintain", "improve"]);
    assert_eq!(report["cycle"]["steps"].as_array().unwrap().len(), 5);
}

#[test]
fn three_policies_are_drawn_as_sha256sum_draws_them() {
    let (report, _) = &*EXAMPLE;
    let drawn = report["questions"][5]["facts"].as_array().unwrap();
    let drawn: Vec<&str> =
        drawn.iter().skip(1).map(|fact| fact.as_str().unwrap().split(':').next().unwrap()).collect();
    // Of the ten policies in force, in the order of `printf 'readiness\n%s' ID | sha256sum`.
    assert_eq!(
        drawn,
        ["DOC-secure-development-policy", "DOC-acceptable-use-policy", "DOC-physical-security-policy"]
    );
}

#[test]
fn no_question_goes_silent_when_a_field_is_left_out() {
    for (name, file, old, new) in [
        ("corrective-actions", "findings/FND-2026-08.yaml", "type: minor\n", ""),
        ("corrective-actions", "actions/ACT-0021.yaml", "status: ", "status: cancelled # "),
        ("metrics", "metrics/KPI-patch-time.yaml", "every: 3 months\n", ""),
        ("internal-audits", "audits/AUD-2026-03.yaml", "auditors: [", "tags: ["),
        ("management-review", "reviews/REV-2026-management.yaml", "held_on: 2026-08-20\n", ""),
    ] {
        let (report, code) = report(&but(file, old, new));
        assert_eq!((standings(&report)[name].as_str(), code), ("fail", 1), "{file}");
    }
}

#[test]
fn a_management_review_that_was_planned_and_not_held_fails_its_own_question_only() {
    let world = company();
    let planned = "id: REV-2026-extra\nkind: review\ntitle: Extra\ntype: management\nowner: ROL-ceo\n\
                   planned_on: 2026-11-10\ncovers: [RSK-0042]\n";
    world.write("reviews/REV-2026-extra.yaml", planned);
    let (report, _) = report(&world);
    let failed = standings(&report).into_iter().filter(|(_, standing)| standing != "pass");
    assert_eq!(failed.map(|(name, _)| name).collect::<Vec<_>>(), ["management-review"]);
}

#[test]
fn each_gap_fails_its_question_with_what_to_do() {
    for (name, file, old, new, words) in [
        (
            "management-review",
            "reviews/REV-2026-management.yaml",
            "minutes: DOC-minutes-management-review-2026",
            "",
            "names no minutes",
        ),
        ("policies", "documents/secure-development-policy.md", "version: ", "tags: v", "no version"),
        ("sites", "context/scope.yaml", "LOC-home, ", "", "LOC-home in no scope"),
        ("staff-trained", "training/trainings.yaml", "PER-lehner, ", "", "none on record for PER-lehner"),
    ] {
        let world = but(file, old, new);
        let (report, code) = report(&world);
        assert_eq!((standings(&report)[name].as_str(), code), ("fail", 1), "{name}");
        let questions = report["questions"].as_array().unwrap();
        let question = questions.iter().find(|question| question["name"] == name).unwrap();
        assert!(question["facts"].to_string().contains(words), "{question:#}");
        assert!(question["to_do"].is_string());
    }
}

#[test]
fn a_gap_is_told_to_people() {
    let ran = but("context/scope.yaml", "LOC-home, ", "").run(&["report", "readiness"]);
    expect(&ran, 1, &["NOT READY", "10 FAIL Are offices, work at home", "LOC-home in no scope", "to do: "]);
}

#[test]
fn what_a_rule_finds_fails_and_what_is_waived_is_said() {
    let world = but("reviews/REV-2026-management.yaml", "    actions: [ACT-0034]", "");
    std::fs::remove_file(world.path().join("actions/ACT-0034.yaml")).unwrap();
    let (failed, _) = report(&world);
    let found = failed["questions"][3]["findings"].to_string();
    assert!(found.contains("decision-without-action") && found.contains("REV-2026-management"), "{found}");
    world.write(
        "exceptions/EXC-03.yaml",
        "id: EXC-03\nkind: exception\ntitle: T\nowner: ROL-ciso\nrules: [decision-without-action]\n\
         records: [REV-2026-management]\njustification: J\napproved_by: ROL-ceo\napproved_on: 2026-11-01\n\
         until: 2026-12-31\nrisks: [RSK-0001]\n",
    );
    let (waived, _) = report(&world);
    assert_eq!(waived["questions"][3]["waived"], 1);
    assert_ne!(standings(&waived)["management-review"], "fail");
}

#[test]
fn a_rule_that_is_off_leaves_its_question_open() {
    let world = but("isms.toml", "[organisation]", "[rules]\nowner-left = \"off\"\n[organisation]");
    let (report, code) = report(&world);
    assert_eq!((standings(&report)["owners"].as_str(), code), ("cannot-tell", 1));
    assert_eq!(report["questions"][1]["not_run"][0]["reason"], "isms.toml switches it off");
}

#[test]
fn what_cannot_be_read_makes_the_report_incomplete() {
    let world = company();
    world.write("x.yaml", b"\xff");
    let (report, code) = report(&world);
    assert_eq!((code, &report["outcome"]), (2, &"incomplete".into()));
    expect(&world.run(&["report", "readiness"]), 2, &["COULD NOT CHECK everything"]);
}

#[test]
fn a_folder_with_one_register_is_not_ready_and_says_what_is_missing() {
    let world = World::new();
    world.write(
        "r.yaml",
        "id: RSK-1\nkind: risk\ntitle: T\nowner: ROL-a\nlikelihood: 1\nimpact: 1\ntreatment: accept\n",
    );
    let (report, code) = report(&world);
    assert_eq!((code, report["summary"]["pass"].as_u64()), (1, Some(0)), "{report:#}");
    refuses(&world, &["report", "readyness"], &["readiness"]);
}

#[test]
fn no_line_is_wider_than_eighty_columns() {
    for world in [company(), but("isms.toml", "Ährenfeld Software GmbH", &"Long name ".repeat(12))] {
        let ran = world.run(&["report", "readiness"]);
        let wide: Vec<&str> = ran.stdout.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{wide:?}");
    }
}
