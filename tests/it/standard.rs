//! Standards: which records show a clause, standards of one's own, and what `explain` says about both.

use isms::base::Date;
use isms::check::Loaded;
use isms::system::{Counts, How, Snapshot, System};

use crate::cli::{expect, refuses};
use crate::env::{TODAY, World};

fn system(world: &World) -> System {
    let as_of: Date = TODAY.parse().unwrap();
    Loaded::read(&Snapshot::discover(world.path()).unwrap(), as_of).system
}

/// `ID counts how` of each record that shows a clause.
fn showing(system: &System, clause: &str) -> Vec<String> {
    let tell = |showing: &isms::system::Showing| {
        let counts = match showing.counts {
            Counts::Yes => "counts",
            Counts::NotYet => "not yet",
            Counts::Draft => "draft",
            Counts::Retired => "retired",
        };
        let how = match showing.how {
            How::Named => "named",
            How::Kind => "kind",
            How::Document => "document",
            How::OwnControl => "own control",
            How::Covered => "covered",
        };
        format!("{} {counts} {how}", system.record(showing.record).id())
    };
    system.evidence_for(clause).iter().map(tell).collect()
}

const AUDITS: &str = "\
kind: audit
records:
  - {id: AUD-1, title: Done today, type: internal, planned_on: 2026-11-01, performed_on: 2026-12-01, status: closed}
  - {id: AUD-2, title: To come, type: internal, planned_on: 2027-02-01}
  - {id: AUD-3, title: Tomorrow, type: internal, planned_on: 2026-12-02, performed_on: 2026-12-02}
  - {id: AUD-4, title: By others, type: certification, planned_on: 2026-03-01, performed_on: 2026-03-01}
";

const OTHERS: &str = "\
id: DOC-1
kind: document
title: How we audit
type: procedure
status: draft
clauses: [9.2]
---
id: PRC-1
kind: process
title: Audits
clauses: [9.2.1]
---
id: REV-1
kind: review
title: Management review
type: management
held_on: 2026-09-03
covers: [A.5.15]
---
id: REV-2
kind: review
title: Access review
type: access
held_on: 2026-09-03
---
id: TRN-1
kind: training
title: Basics
sessions:
  - {held_on: 2027-01-10}
  - {held_on: 2026-04-01}
---
id: A.5.15
kind: control
title: Access control
applicable: true
justification: Rights follow work
documents: [DOC-2]
---
id: DOC-2
kind: document
title: Access policy
type: policy
status: approved
---
id: CTL-1
kind: control
title: Door lock
applicable: true
justification: Thieves
implements: [A.5.15]
";

#[test]
fn a_clause_is_shown_by_what_its_standard_says_and_by_what_names_it() {
    let world = World::new();
    world.write("audits.yaml", AUDITS).write("others.yaml", OTHERS);
    let system = system(&world);
    let wanted = [
        "AUD-1 counts kind",
        "AUD-2 not yet kind",
        "AUD-3 not yet kind",
        "DOC-1 draft named",
        "PRC-1 counts named",
    ];
    assert_eq!(showing(&system, "9.2.1"), wanted);
    // A heading has what its clauses have; a document that names the heading shows both of them.
    assert_eq!(showing(&system, "9.2"), wanted);
    assert_eq!(
        showing(&system, "9.2.2"),
        ["AUD-1 counts kind", "AUD-2 not yet kind", "AUD-3 not yet kind", "DOC-1 draft named"]
    );
    assert_eq!(showing(&system, "9.3.1"), ["REV-1 counts kind"]);
    // Held, but without decisions on record.
    assert_eq!(showing(&system, "9.3.3"), Vec::<String>::new());
    assert_eq!(showing(&system, "7.2"), ["TRN-1 counts kind"]);
    assert_eq!(
        showing(&system, "A.5.15"),
        ["REV-1 counts covered", "DOC-2 counts document", "CTL-1 counts own control"]
    );
    assert_eq!(showing(&system, "99"), Vec::<String>::new());
}

#[test]
fn the_selector_takes_what_shows_a_clause_or_names_it() {
    let world = World::new();
    world.write("audits.yaml", AUDITS).write("others.yaml", OTHERS);
    let ids = |clause: &str| {
        let ran = world.run(&["list", clause, "--format", "json"]);
        let rows: Vec<serde_json::Value> = serde_json::from_str(&ran.stdout).unwrap();
        rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids("clause:9.3"), ["REV-1"]);
    assert_eq!(ids("clause:9.2"), ["AUD-1", "AUD-2", "AUD-3", "DOC-1", "PRC-1"]);
    // REV-1 covers A.5.15, DOC-2 says how, CTL-1 does it.
    assert_eq!(ids("clause:A.5.15"), ["REV-1", "A.5.15", "DOC-2", "CTL-1"]);
    world.write("office.yaml", "id: LOC-1\nkind: location\ntitle: Office\ntype: office\n");
    assert_eq!((ids("clause:A.7"), ids("clause:A.7.1")), (vec!["LOC-1".to_owned()], vec![]));
    refuses(&world, &["list", "clause:9.22"], &["did you mean `clause:9.2`?"]);
}

#[test]
fn the_clauses_of_a_kind_of_ones_own_count_beside_what_the_standard_says() {
    let world = World::new();
    world.write("isms.toml", "[organisation]\nname = \"T\"\n[kinds]\nfolder = \"kinds\"\n");
    world.write(
        "kinds/drill.toml",
        "kind = \"drill\"\ntitle = \"Drill\"\nprefixes = [\"DRI\"]\nclauses = [\"7\", \"A.5.30\"]\n",
    );
    world.write("drill.yaml", "id: DRI-1\nkind: drill\ntitle: Power cut\n");
    let system = system(&world);
    for clause in ["7.2", "7.5.3", "A.5.30"] {
        assert_eq!(showing(&system, clause), ["DRI-1 counts kind"], "{clause}");
    }
    assert!(!system.is_shown("8.1"));
}

const HOUSE: &str = "\
name = \"house-rules\"
title = \"House rules\"
[[clause]]
id = \"HR-1\"
title = \"Visitors\"
asks = \"Somebody walks with them.\"
shown_by = [\"document/procedure\"]
[[clause]]
id = \"HR-2\"
title = \"Keys\"
[[control]]
id = \"HR-A\"
title = \"Badge\"
asks = \"Visitors wear one.\"
";

fn house() -> World {
    let world = World::empty();
    world.write(
        "isms.toml",
        "[organisation]\nname = \"T\"\n[standards]\nfolder = \"standards\"\nenabled = [\"house-rules\"]\n",
    );
    world.write("standards/house.toml", HOUSE);
    world.write(
        "records.yaml",
        "id: PRC-1\nkind: process\ntitle: Reception\nowner: ROL-1\nclauses: [HR-1, HR-A]\n---\n\
         id: ROL-1\nkind: role\ntitle: Porter\n---\n\
         id: HR-A\nkind: control\ntitle: Badge\nowner: ROL-1\napplicable: true\njustification: Strangers\n\
         reasons: [business]\n",
    );
    world
}

#[test]
fn clauses_of_a_standard_of_ones_own_can_be_named_and_are_asked_for() {
    let world = house();
    let ran = world
        .run(&["check", "--format", "concise", "--only", "standard", "--only", "links", "--only", "form"]);
    let said = "isms.toml:5:12: error[clause-without-evidence]: nothing on record shows clause HR-2 (Keys)\n";
    assert_eq!((ran.code, ran.stdout.as_str()), (1, said));
    world.write("slip.yaml", "id: ROL-2\nkind: role\ntitle: Guard\nclauses: [HR-22]\n");
    expect(
        &world.run(&["check", "--only", "broken-link"]),
        1,
        &["names clause HR-22", "did you mean HR-2 \"Keys\"?"],
    );
}

#[test]
fn a_clause_and_a_control_are_explained_with_where_they_live() {
    let world = house();
    let said = world.run(&["explain", "HR-1"]);
    expect(&said, 0, &["HR-1  Visitors", "House rules", "Somebody walks with them.", "PRC-1", "names it"]);
    let said = world.run(&["explain", "HR-A"]);
    let words = [
        "reference control",
        "Visitors wear one.",
        "decision:           applicable",
        "Strangers",
        "records.yaml:11",
    ];
    expect(&said, 0, &words);
    let said = world.run(&["explain", "HR-2"]);
    expect(&said, 0, &["nothing on record shows it", "clause-without-evidence", "Found today"]);
    refuses(&world, &["explain", "HR-22"], &["did you mean `HR-2`?"]);
    // The standard of the binary is not enabled here.
    refuses(
        &world,
        &["explain", "9.2"],
        &["there is no rule, kind, metric, record, clause or control called `9.2`"],
    );
}

#[test]
fn what_a_clause_asks_is_explained_outside_a_repository() {
    let world = World::empty();
    let said = world.run(&["explain", "9.2.2"]);
    expect(
        &said,
        0,
        &[
            "9.2.2  Internal audit programme",
            "auditors who do not judge their own work",
            "the audit programme",
        ],
    );
    expect(&world.run(&["explain", "9"]), 0, &["9.3.2", "Management review inputs"]);
    expect(&world.run(&["explain", "A.5.23"]), 0, &["new in 2022", "supplier relationships security"]);
    refuses(&world, &["explain", "5.23"], &["did you mean `A.5.23`?"]);
}

#[test]
fn an_excepted_clause_is_waived_like_a_record() {
    let world = house();
    world.write(
        "exception.yaml",
        "id: EXC-1\nkind: exception\ntitle: Keys come later\nowner: ROL-1\nrules: [clause-without-evidence]\n\
         records: [HR-2]\njustification: New locks in spring\napproved_by: ROL-1\napproved_on: 2026-10-01\n\
         until: 2027-04-30\n",
    );
    let report = world.check(&["--only", "clause-without-evidence"]);
    assert_eq!(report["findings"].as_array().unwrap().len(), 0);
    assert_eq!(report["waived"].as_array().unwrap().len(), 1);
}

#[test]
fn every_file_of_the_page_about_standards_is_right() {
    let page = std::fs::read_to_string(crate::env::project("docs/standards.md")).unwrap();
    let blocks: Vec<&str> =
        page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let [settings, annex, more] = blocks.as_slice() else { panic!("{}", blocks.len()) };
    let world = World::empty();
    world
        .write("isms.toml", format!("[organisation]\nname = \"T\"\n[kinds]\nfolder = \"kinds\"\n{settings}"));
    world.write("kinds/scan.toml", "kind = \"scan\"\ntitle = \"Scan\"\nprefixes = [\"SCN\"]\n");
    world.write("standards/annex.toml", annex).write("standards/more.toml", more);
    let report = world.check(&["--only", "setup"]);
    assert_eq!(report["findings"].as_array().unwrap().len(), 0, "{report}");
    expect(&world.run(&["explain", "CA-1.1"]), 0, &["Quarterly report", "the reports of the last year"]);
}

#[test]
fn every_step_of_the_built_in_chain_names_clauses_that_exist() {
    let standards = isms::standard::Standards::builtin(&isms::schema::load_builtin().0);
    for step in &isms::config::Config::default().chain {
        let unknown: Vec<&String> =
            step.clauses.iter().filter(|clause| standards.get(clause).is_none()).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", step.name);
    }
}
