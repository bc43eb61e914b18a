//! The commands that show records and explain things.

use serde_json::{Value, json};

use super::{company, expect, refuses};
use crate::env::World;

#[test]
fn list_shows_a_register_with_scores() {
    let world = company();
    let table = world.run(&["list", "risk"]);
    assert_eq!(
        table.stdout,
        "ID     TITLE           STATUS  OWNER     NEXT REVIEW  SCORE        RESIDUAL\n\
         RSK-1  Laptop is lost  open    ROL-ciso  2027-03-01   12 moderate\n"
    );
    let rows: Value = serde_json::from_str(&world.run(&["list", "risk", "--format", "json"]).stdout).unwrap();
    // Possible is 3, times 4; reviewed on 2026-03-01 and again after a year.
    let row = json!({"id": "RSK-1", "kind": "risk", "title": "Laptop is lost", "status": "open", "owner": "ROL-ciso",
        "next_review": "2027-03-01", "score": "12 moderate", "residual_score": null, "file": "risks/RSK-1.yaml", "line": 1});
    assert_eq!(rows, json!([row]));
    expect(&world.run(&["list"]), 0, &["KIND", "\nrisk              1        6.1.2, 8.2"]);
    expect(&world.run(&["list", "status:open", "risks/"]), 0, &["RSK-1", "1 record\n"]);
    refuses(&world, &["list", "--format", "csv"], &["table, json"]);
    refuses(&world, &["list", "actions"], &["did you mean `action`?"]);
}

#[test]
fn an_owner_or_status_that_nobody_has_is_no_clean_answer() {
    let world = company();
    for command in ["check", "list", "due"] {
        let owner = ["no record and no owner is called `ROL-cisco`", "did you mean `owner:ROL-ciso`?"];
        refuses(&world, &[command, "owner:ROL-cisco"], &owner);
        let status = ["no kind of record has the status `opne`", "did you mean `status:open`?"];
        refuses(&world, &[command, "status:opne"], &status);
    }
    // A state of some kind is a fair question, and so is a record that owns nothing.
    expect(&world.run(&["list", "status:verified"]), 0, &["0 records"]);
    expect(&world.run(&["list", "owner:AST-1"]), 0, &["0 records"]);
}

#[test]
fn show_has_what_a_record_says_what_is_computed_and_both_ends_of_its_links() {
    let world = company();
    assert_eq!(
        world.run(&["show", "RSK-1"]).stdout,
        "\
RSK-1  Laptop is lost
Risk, open  risks/RSK-1.yaml:1

Computed
  score:               12 (moderate), above the acceptance line
  next review:         2027-03-01, in 90 days

Fields
  owner:               ROL-ciso
  assets:              AST-1
  likelihood:          possible
  impact:              4
  treatment:           mitigate
  controls:            CTL-1
  last_review:         2026-03-01

Names
  owner                  -- ROL-ciso       Security officer
  assets                 <- AST-1          Laptops
  controls               -> CTL-1          Disk encryption
"
    );
    let asset = world.run(&["show", "AST-1"]).stdout;
    assert!(
        asset.ends_with("Named by\n  risk.assets            -> RSK-1          Laptop is lost\n"),
        "{asset}"
    );
    expect(&world.run(&["show", "ACT-1"]), 0, &["RSK-9          (does not exist)"]);
    refuses(&world, &["show", "rsk-1"], &["no record is called rsk-1", "did you mean RSK-1?"]);
}

#[test]
fn find_looks_through_all_records() {
    let world = company();
    let ran = world.run(&["find", "LAPTOP"]);
    expect(&ran, 0, &["3 records with \"LAPTOP\""]);
    assert!(
        ran.stdout.contains("RSK-1  Laptop is lost\n  risks/RSK-1.yaml:3: title: Laptop is lost\n"),
        "{}",
        ran.stdout
    );
    expect(&world.run(&["find", "laptop", "--kind", "control"]), 0, &["1 record with"]);
    let none = world.run(&["find", "spaceship"]);
    expect(&none, 1, &["0 records with \"spaceship\""]);
    assert_eq!(none.stdout, "");
    refuses(&world, &["find", "  "], &["there is no text to look for"]);
    refuses(&world, &["find", "x", "--kind", "rsik"], &["there is no kind `rsik`", "did you mean `risk`?"]);
}

#[test]
fn explain_tells_of_rules_kinds_and_records() {
    let world = company();
    expect(&world.run(&["explain", "broken-link"]), 0, &["# broken-link\n", "## How to fix it"]);
    expect(&world.run(&["explain", "risk"]), 0, &["# risk\n", "reviewed every: 1 year"]);
    let words = [
        "ACT-1  Encrypt all disks",
        "error[broken-link]",
        "others.yaml:20",
        "help: did you mean RSK-1",
        "why: ",
    ];
    expect(&world.run(&["explain", "ACT-1"]), 0, &words);
    expect(&world.run(&["explain", "RSK-1"]), 0, &["Nothing is found about it as of 2026-12-01."]);
    refuses(&world, &["explain", "brokn-link"], &["did you mean `broken-link`?"]);
    refuses(&world, &["explain", "rsik"], &["did you mean `risk`?"]);
    refuses(&world, &["explain", "xyz"], &["`isms rules` lists the rules, `isms list` the kinds"]);
    let outside = World::empty();
    expect(&outside.run(&["explain", "broken-link"]), 0, &["# broken-link\n"]);
    expect(&outside.run(&["explain", "risk"]), 0, &["# risk\n"]);
}

#[test]
fn rules_are_listed_inside_and_outside_of_a_repository() {
    let inside = company().run(&["rules"]);
    let outside = World::empty().run(&["rules"]);
    assert_eq!((inside.code, outside.code), (0, 0));
    assert_eq!(inside.stdout, outside.stdout);
    for rule in isms::rules::all() {
        assert!(inside.stdout.lines().any(|line| line.split(' ').next() == Some(rule.name)), "{}", rule.name);
    }
    let links = company().run(&["rules", "--family", "links"]).stdout;
    assert!(links.contains("\nbroken-link ") && !links.contains("orphan-record"), "{links}");
    refuses(&company(), &["rules", "--family", "lins"], &["no rule of that family", "links"]);
}

#[test]
fn schema_prints_what_the_json_of_a_check_keeps() {
    let schema: Value = serde_json::from_str(&World::empty().run(&["schema"]).stdout).unwrap();
    assert_eq!(schema["title"], "Result of isms check --format json");
    assert_eq!(schema["properties"]["schema"]["const"], company().check(&[])["schema"]);
}

#[test]
fn the_program_alone_says_how_to_begin_and_help_is_everywhere() {
    let world = World::empty();
    expect(&world.run(&[]), 0, &["isms check", "isms list risk", "isms show RSK-0001", "isms explain RULE"]);
    expect(&world.run(&["--version"]), 0, &["isms 0.1.0"]);
    let help = world.run(&["--help"]);
    for command in [
        "check", "status", "due", "list", "show", "find", "graph", "impact", "trace", "explain", "metrics",
        "report", "sample", "rules", "schema",
    ] {
        assert!(help.stdout.contains(&format!("  {command} ")), "{}", help.stdout);
        let own = world.run(&[command, "--help"]);
        assert_eq!((own.code, own.stderr.as_str()), (0, ""));
        assert!(own.stdout.contains(&format!("Usage: isms {command}")), "{}", own.stdout);
        assert!(own.stdout.contains(&format!("Examples:\n  isms {command}")), "{}", own.stdout);
        // What all commands take comes after what this one takes.
        let everywhere = own.stdout.find("Options of every command:").unwrap();
        assert!(own.stdout.find("-C <DIR>").unwrap() > everywhere, "{}", own.stdout);
    }
    refuses(&world, &["chekc"], &["check"]);
    refuses(&world, &["check", "--formt", "json"], &["--format"]);
}

#[test]
fn show_says_which_line_of_the_risk_method_a_score_is_above_and_who_may_accept_it() {
    let world = company();
    let bands = "[{ name = \"low\", from = 1 }, { name = \"high\", from = 15 }]";
    let acceptors = "[{ band = \"high\", role = \"ROL-ciso\" }]";
    world.write(
        "isms.toml",
        format!(
            "[organisation]\nname = \"T\"\n[risk]\nmethod = \"own\"\n[risk.methods.own]\nlikelihood = [\"a\", \"b\", \"c\", \"d\", \"e\"]\n\
             impact = [\"v\", \"w\", \"x\", \"y\", \"z\"]\ncombine = \"product\"\nbands = {bands}\nacceptance = 8\nescalation = 15\nwho_accepts = {acceptors}\n"
        ),
    );
    let risk = |likelihood: u32| {
        format!(
            "id: RSK-1\nkind: risk\ntitle: T\nowner: ROL-ciso\nlikelihood: {likelihood}\nimpact: 5\ntreatment: avoid\n"
        )
    };
    // 3 x 5 = 15 reaches the escalation line of 15; 2 x 5 = 10 is above 8 only; 1 x 5 is above neither.
    let lines = [
        (3, "score:               15 (high), at or above the escalation line, to be accepted by ROL-ciso\n"),
        (2, "score:               10 (low), above the acceptance line, to be accepted by ROL-ciso\n"),
        (1, "score:               5 (low), to be accepted by ROL-ciso\n"),
    ];
    for (likelihood, line) in lines {
        world.write("risks/RSK-1.yaml", risk(likelihood));
        expect(&world.run(&["show", "RSK-1"]), 0, &[line]);
    }
}

#[test]
fn what_is_closed_has_no_next_review_and_what_is_late_is_overdue() {
    let world = company();
    let risk = "kind: risk\ntitle: Old risk\nowner: ROL-ciso\nlikelihood: 1\nimpact: 1\ntreatment: avoid\nlast_review: 2025-03-01\n";
    world.write("risks/RSK-3.yaml", format!("id: RSK-3\nstatus: closed\n{risk}"));
    world.write("risks/RSK-4.yaml", format!("id: RSK-4\n{risk}"));
    let rows: Value = serde_json::from_str(&world.run(&["list", "risk", "--format", "json"]).stdout).unwrap();
    let next = |place: usize| &rows[place]["next_review"];
    assert_eq!((next(1), next(2)), (&Value::Null, &"2026-03-01".into()));
    // From 1 March to 1 December: 31+30+31+30+31+31+30+31+30 days.
    expect(&world.run(&["show", "RSK-4"]), 0, &["next review:         2026-03-01, 275 days overdue"]);
    assert!(!world.run(&["show", "RSK-3"]).stdout.contains("next review"));
}
