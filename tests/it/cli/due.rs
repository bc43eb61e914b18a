//! `isms due` and looking at records on another day.

use serde_json::{Value, json};

use super::{expect, refuses};
use crate::env::World;

/// Three owners: something overdue, something today, something later, and a review of every kind of promise.
fn company() -> World {
    let world = World::new();
    world.write(
        "records.yaml",
        "id: ROL-ciso\nkind: role\ntitle: Security officer\nlast_review: 2026-11-01\n---\n\
         id: SUP-1\nkind: supplier\ntitle: \"=HYPERLINK(1) | <b>\"\nowner: ROL-it\nassessed_on: 2026-11-01\n\
         contract_until: 2026-11-26\n---\n\
         id: ACT-1\nkind: action\ntitle: Encrypt all disks\nowner: ROL-ciso\ndue: 2026-12-01\n---\n\
         id: ACT-2\nkind: action\ntitle: Buy a safe\nowner: ROL-ciso\ndue: 2026-12-13\n---\n\
         id: ACT-3\nkind: action\ntitle: Done late\nowner: ROL-ciso\nstatus: done\ndue: 2026-12-13\ndone_on: 2026-11-30\n---\n\
         id: KPI-1\nkind: metric\ntitle: Patches\nowner: ROL-ciso\nmeasured_by: ROL-it\nevery: 3 months\n\
         measurements: [{period: 2026-Q3, value: 1, measured_on: 2026-10-02}]\n---\n\
         id: DOC-1\nkind: document\ntitle: Access policy\nowner: ROL-ciso\nstatus: approved\napproved_by: ROL-ciso\n\
         approved_on: 2026-07-01\nlast_review: 2026-07-01\npromises: [{what: Access review, every: 6 months, kind: review/access}]\n",
    );
    world
}

#[test]
fn what_falls_due_is_told_by_owner_with_the_days_that_are_left() {
    let ran = company().run(&["due"]);
    assert_eq!(
        ran.stdout,
        "\
ROL-ciso  Security officer
  2026-12-01  today       ACT-1  action to be done  Encrypt all disks
  2026-12-13  in 12 days  ACT-2  action to be done  Buy a safe
  2027-01-01  in 31 days  DOC-1  Access review      Access policy

ROL-it
  2026-11-26  5 days overdue  SUP-1  end of the contract  =HYPERLINK(1) | <b>
  2027-01-01  in 31 days      KPI-1  measurement          Patches
"
    );
    assert_eq!((ran.code, ran.stderr.as_str()), (0, "1 overdue as of 2026-12-01, 4 more until 2027-01-30\n"));
}

#[test]
fn what_is_asked_for_is_shown_and_nothing_else() {
    let world = company();
    let ids = |arguments: &[&str]| {
        let ran = world.run(&[&["due", "--format", "json"], arguments].concat());
        let rows: Vec<Value> = serde_json::from_str(&ran.stdout).unwrap();
        rows.iter().map(|row| row["record"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids(&["--overdue"]), "SUP-1");
    assert_eq!(ids(&["--within", "12d"]), "SUP-1 ACT-1 ACT-2");
    assert_eq!(ids(&["--within", "11 days", "action"]), "ACT-1");
    assert_eq!(ids(&["--owner", "ROL-ciso", "--within", "2 months"]), "ACT-1 ACT-2 DOC-1");
    assert_eq!(ids(&["--within", "7 months", "document"]), "DOC-1 DOC-1");
    assert_eq!(ids(&["--as-of", "2026-11-26"]), "SUP-1 ACT-1 ACT-2 ACT-3 DOC-1 KPI-1");
    assert_eq!(ids(&["--as-of", "2027-07-02", "document", "--overdue"]), "DOC-1 DOC-1");
    refuses(
        &world,
        &["due", "--owner", "ROL-cisso"],
        &["no record is called ROL-cisso", "did you mean ROL-ciso?"],
    );
    refuses(&world, &["due", "--within", "soon"], &["a period is a number and a unit"]);
    refuses(&world, &["due", "--format", "xlsx"], &["table, md, csv, json, ics"]);
}

#[test]
fn other_programs_get_absolute_dates_and_no_formula() {
    let world = company();
    let ran = |format: &str| world.run(&["due", "--overdue", "--format", format]);
    let rows: Value = serde_json::from_str(&ran("json").stdout).unwrap();
    let row = json!({"date": "2026-11-26", "overdue": true, "record": "SUP-1", "kind": "supplier",
        "title": "=HYPERLINK(1) | <b>", "what": "end of the contract", "type": "deadline", "field": "contract_until",
        "owner": "ROL-it", "file": "records.yaml", "line": 6});
    assert_eq!(rows, json!([row]));
    assert_eq!(
        ran("csv").stdout,
        "date,state,record,kind,title,what,type,field,owner,file,line\n\
         2026-11-26,overdue,SUP-1,supplier,'=HYPERLINK(1) | <b>,end of the contract,deadline,contract_until,ROL-it,records.yaml,6\n"
    );
    expect(&ran("md"), 0, &["| 2026-11-26 | overdue | SUP-1 | supplier | =HYPERLINK(1) \\| &lt;b&gt; |"]);
    assert_eq!(ran("md").stderr, "");
}

#[test]
fn a_calendar_keeps_the_identity_of_its_entries_when_days_move() {
    let world = company();
    let calendar = |as_of: &str| {
        world.run(&["due", "--as-of", as_of, "--format", "ics", "SUP-1", "--within", "1y"]).stdout
    };
    let line =
        |text: &str, key: &str| text.split("\r\n").find(|line| line.starts_with(key)).unwrap().to_owned();
    let before = calendar("2026-12-01");
    assert_eq!(before, calendar("2026-12-01"));
    assert!(before.ends_with("END:VCALENDAR\r\n") && !before.replace("\r\n", "").contains('\n'), "{before}");
    assert_eq!(line(&before, "DTSTART"), "DTSTART;VALUE=DATE:20261126");
    assert_eq!(line(&before, "DTSTAMP"), "DTSTAMP:20261201T000000Z");
    let text = std::fs::read_to_string(world.path().join("records.yaml")).unwrap();
    world.write("records.yaml", text.replace("2026-11-26", "2027-02-28"));
    let after = calendar("2026-12-02");
    assert_eq!(line(&after, "DTSTART"), "DTSTART;VALUE=DATE:20270228");
    assert_eq!(line(&before, "UID"), line(&after, "UID"));
}

#[test]
fn explain_shows_what_was_expected_and_what_satisfied_it() {
    let world = company();
    world.write(
        "review.yaml",
        "id: REV-1\nkind: review\ntitle: Rights\nowner: ROL-it\ntype: access\nheld_on: 2026-08-12\n",
    );
    let ran = world.run(&["explain", "DOC-1", "--as-of", "2027-08-20"]);
    assert!(
        ran.stdout.ends_with(
            "\
expected: review every year, next due 2027-07-01
  EXPECTED BY  STANDING  PERFORMED   BY
  2026-07-01   met       2026-07-01  DOC-1 Access policy
  2027-07-01   late
  2028-07-01   open

expected: Access review every 6 months, next due 2027-02-12
  EXPECTED BY  STANDING  PERFORMED   BY
  2026-08-12   met       2026-08-12  REV-1 Rights
  2027-02-12   missed
  2027-08-12   late
  2028-02-12   open
"
        ),
        "{}",
        ran.stdout
    );
    expect(&world.run(&["explain", "KPI-1"]), 0, &["2026-10-01   met       2026-10-02  KPI-1 Patches"]);
}

#[test]
fn every_command_looks_at_the_records_as_of_any_day() {
    let world = company();
    let finds = |as_of: &str| {
        let report = world.check(&["--as-of", as_of, "--only", "currency", "--skip", "due-soon"]);
        assert_eq!(report["as_of"], as_of);
        let findings = report["findings"].as_array().unwrap().clone();
        let tell = |finding: &Value| {
            format!("{} {}", finding["record"].as_str().unwrap(), finding["rule"].as_str().unwrap())
        };
        findings.iter().map(tell).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(finds("2026-12-01"), "SUP-1 contract-expired");
    // What was not done yet on an earlier day was not done yet.
    assert_eq!(finds("2026-11-26"), "");
    assert_eq!(
        finds("2027-07-02"),
        "SUP-1 contract-expired, ACT-1 overdue-action, ACT-2 overdue-action, KPI-1 missed-occurrence, \
         DOC-1 stale-review, DOC-1 missed-occurrence"
    );
    for arguments in [
        vec!["list", "is:stale"],
        vec!["list", "is:stale", "--format", "json"],
        vec!["show", "DOC-1"],
        vec!["explain", "DOC-1"],
    ] {
        let on = |day: &str| world.run(&[&arguments[..], &["--as-of", day]].concat()).stdout;
        assert_ne!(on("2026-12-01"), on("2027-07-02"), "{arguments:?}");
    }
    // Where nobody looks on, the distance from today is not told: the same bytes on every day.
    let told = world.run(&["check", "--as-of", "2027-07-02"]).stdout;
    assert!(
        told.contains("as of 2027-07-02, ") && !told.contains("from today") && !told.contains(" ago"),
        "{told}"
    );
}
