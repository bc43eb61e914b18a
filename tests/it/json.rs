//! What `isms check --format json` prints keeps the schema, whatever is checked.

use serde_json::Value;

use crate::cli::company;
use crate::env::{World, project};

/// The report of a run, after the schema has been held against it.
#[track_caller]
fn valid(world: &World) -> Value {
    let schema = std::fs::read_to_string(project("templates/schemas/check.schema.json")).unwrap();
    let schema = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    let report = world.check(&[]);
    let errors: Vec<String> = schema.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{report:#}");
    report
}

#[test]
fn a_clean_run_is_valid() {
    let world = World::empty();
    world.copy(&project("examples/aehrenfeld"));
    let report = valid(&world);
    assert_eq!((&report["outcome"], &report["findings"]), (&"clean".into(), &Value::Array(Vec::new())));
}

#[test]
fn a_run_with_many_kinds_of_findings_is_valid() {
    let world = World::empty();
    world.copy(&project("examples/aehrenfeld")).copy(&project("examples/aehrenfeld-before-audit/faults"));
    let report = valid(&world);
    assert_eq!(report["outcome"], "findings");
    assert!(
        report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|finding| finding["related"] != Value::Array(Vec::new()))
    );
}

#[test]
fn a_waived_finding_is_valid() {
    let world = company();
    world.write(
        "exception.yaml",
        "id: EXC-1\nkind: exception\ntitle: T\nowner: ROL-ciso\nrules: [broken-link]\nrecords: [ACT-1]\n\
         justification: J\napproved_by: ROL-ciso\napproved_on: 2026-06-01\nuntil: 2026-12-31\nrisks: [RSK-1]\n",
    );
    assert_eq!(valid(&world)["waived"][0]["until"], "2026-12-31");
}

#[test]
fn what_could_not_be_checked_is_valid() {
    assert_eq!(valid(&World::new())["not_run"][0]["rule"], "all");
    let world = company();
    world.write("x.yaml", b"\xff\xfe").write("y.yaml", "a: [\n").write("isms.toml", "x = [\n");
    let report = valid(&world);
    assert_eq!(report["outcome"], "incomplete");
    let unread =
        report["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "unreadable-file").unwrap();
    // A file that could not be read has no lines, and yet a place.
    assert_eq!(
        (&unread["line"], &unread["column"], &unread["end_column"]),
        (&1.into(), &1.into(), &1.into())
    );
}

#[test]
fn hostile_records_are_valid() {
    let world = World::new();
    world.write("a\n\u{1b}\u{202e}\".yaml", "id: \"RSK-\\e\\u202e\\\"\"\nkind: risk\n\u{7f}: 1\nowner: \"::x\"\n---\n- 1\n---\n? [a]\n: &b !c *d\n");
    world.write(".ignore", "").write("b.md", "---\nid: DOC-1\n");
    let report = valid(&world);
    // A character that cannot be seen, the id, the owner, a list, a key, an anchor, and fields without an end.
    assert_eq!(report["summary"]["error"], 7);
}
