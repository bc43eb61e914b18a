//! `isms check`: flags, selectors, profiles and exit codes.

use super::{CONCISE, company, expect, refuses};
use crate::env::{SMALL, World};

/// Rule and record of each finding, in order.
#[track_caller]
fn finds(world: &World, arguments: &[&str]) -> Vec<String> {
    let report = world.check(arguments);
    let tell = |finding: &serde_json::Value| {
        format!("{} {}", finding["rule"].as_str().unwrap(), finding["record"].as_str().unwrap_or("-"))
    };
    report["findings"].as_array().unwrap().iter().map(tell).collect()
}

const CAUSE: &str = "action-without-cause ACT-1";
const LINK: &str = "broken-link ACT-1";
const ORPHAN: &str = "orphan-record ROL-ciso";

#[test]
fn each_format_is_written() {
    let world = company();
    assert_eq!(world.run(&["check", "--format", "concise"]).stdout, CONCISE);
    let full = world.run(&["check", "--format", "full"]).stdout;
    assert!(full.contains("20 │ addresses: [RSK-9]") && full.contains("help: did you mean RSK-1"), "{full}");
    assert_eq!(world.run(&["check"]).stdout, full);
    let grouped = world.run(&["check", "--format", "grouped"]).stdout;
    assert!(grouped.contains("\nROL-ciso  roles.yaml · 1 warning\n"), "{grouped}");
    assert_eq!(finds(&world, &[]), [CAUSE, LINK, ORPHAN]);
    refuses(
        &world,
        &["check", "--format", "jsno"],
        &["`full`, `concise`, `grouped` and `json`", "did you mean `json`?"],
    );
}

#[test]
fn the_fail_level_decides_and_is_the_same_for_every_format() {
    let world = company();
    let warning = World::new();
    warning.write("role.yaml", "id: ROL-a\nkind: role\ntitle: T\nlast_review: 2026-03-01\n");
    let broken = World::new();
    broken.write("x.yaml", b"\xff");
    for format in ["full", "concise", "grouped", "json"] {
        let code =
            |world: &World, level: &str| world.run(&["check", "--format", format, "--fail-on", level]).code;
        let codes = |world: &World| ["error", "warning", "note", "never"].map(|level| code(world, level));
        assert_eq!(codes(&world), [1, 1, 1, 0], "{format}");
        assert_eq!(codes(&warning), [0, 1, 1, 0], "{format}");
        assert_eq!(codes(&broken), [2, 2, 2, 2], "{format}");
    }
    refuses(&world, &["check", "--fail-on", "worst"], &["not one of `error`, `warning`, `note`, `never`"]);
}

#[test]
fn rules_and_families_are_chosen_and_left_out() {
    let world = company();
    assert_eq!(finds(&world, &["--only", "broken-link"]), [LINK]);
    assert_eq!(finds(&world, &["--only", "links"]), [LINK]);
    assert_eq!(finds(&world, &["--only", "links,orphan-record"]), [LINK, ORPHAN]);
    assert_eq!(finds(&world, &["--skip", "broken-link"]), [CAUSE, ORPHAN]);
    assert_eq!(finds(&world, &["--skip", "links", "--skip", "orphan-record"]), [CAUSE]);
    for flag in ["--only", "--skip"] {
        let words = ["there is no rule or family `brokn-link`", "did you mean `broken-link`?"];
        refuses(&world, &["check", flag, "brokn-link"], &words);
    }
}

#[test]
fn at_most_so_many_findings_are_shown_in_full() {
    let world = company();
    let shown = |most: &str| {
        let ran = world.run(&["check", "--max", most]);
        assert_eq!(ran.code, 1);
        (
            ran.stdout.matches("help: ").count(),
            ran.stdout.contains("and 1 error, 1 warning more: `--max 0` shows all"),
        )
    };
    assert_eq!(shown("0"), (3, false));
    assert_eq!(shown("1"), (1, true));
}

#[test]
fn findings_are_grouped_by_what_is_asked() {
    let world = company();
    let heads = |by: &str| -> Vec<String> {
        let ran = world.run(&["check", "--group-by", by]);
        let heads = ran.stdout.split("\n\n").map(|group| group.lines().next().unwrap().to_owned());
        let mut heads: Vec<String> = heads.collect();
        heads.pop();
        heads
    };
    assert_eq!(heads("record"), ["ACT-1  others.yaml · 2 errors", "ROL-ciso  roles.yaml · 1 warning"]);
    assert_eq!(heads("owner"), ["ROL-ciso · 2 errors", "no owner · 1 warning"]);
    assert_eq!(
        heads("rule"),
        ["action-without-cause · 1 error", "broken-link · 1 error", "orphan-record · 1 warning"]
    );
    assert_eq!(heads("file"), ["others.yaml · 2 errors", "roles.yaml · 1 warning"]);
    refuses(
        &world,
        &["check", "--group-by", "onwer"],
        &["`record`, `owner`, `rule` and `file`", "did you mean `owner`"],
    );
}

#[test]
fn the_date_moves_what_counts_as_today() {
    let world = company();
    world.write(
        "exception.yaml",
        "id: EXC-1\nkind: exception\ntitle: T\nowner: ROL-ciso\nrules: [broken-link]\nrecords: [ACT-1]\n\
         justification: J\napproved_by: ROL-ciso\napproved_on: 2026-06-01\nuntil: 2026-12-31\nrisks: [RSK-1]\n",
    );
    let waived = |date: &str| world.check(&["--as-of", date])["summary"]["waived"].clone();
    assert_eq!(waived("2026-05-31"), 0);
    assert_eq!(waived("2026-06-01"), 1);
    assert_eq!(waived("2026-12-31"), 1);
    assert_eq!(waived("2027-01-01"), 0);
    assert_eq!(world.check(&["--as-of", "2030-02-28"])["as_of"], "2030-02-28");
    refuses(&world, &["check", "--as-of", "2026-02-30"], &["there is no such day"]);
    refuses(&world, &["check", "--as-of", "31.12.2026"], &["year-month-day", "did you mean 2026-12-31?"]);
}

#[test]
fn selectors_say_whose_findings_are_shown() {
    let world = company();
    for (selector, expected) in [
        ("ACT-1", &[CAUSE, LINK][..]),
        ("ACT-*", &[CAUSE, LINK]),
        ("role", &[ORPHAN]),
        ("roles.yaml", &[ORPHAN]),
        ("./risks/", &[]),
        ("oth*.yaml", &[]),
        ("**/others.yaml", &[CAUSE, LINK]),
        ("owner:ROL-ciso", &[CAUSE, LINK]),
        ("status:open", &[CAUSE, LINK]),
        ("clause:5.3", &[ORPHAN]),
        ("is:orphan", &[CAUSE, LINK, ORPHAN]),
        ("is:stale", &[]),
    ] {
        assert_eq!(finds(&world, &[selector]), expected, "{selector}");
    }
    assert_eq!(finds(&world, &["role", "ACT-1"]), [CAUSE, LINK, ORPHAN]);
    refuses(
        &world,
        &["check", "RSK-7"],
        &["no record, kind or path is called `RSK-7`", "did you mean `RSK-1`?"],
    );
    refuses(&world, &["check", "rissk"], &["did you mean `risk`?"]);
    refuses(&world, &["check", "is:stael"], &["did you mean `is:stale`?"]);
    refuses(&world, &["check", "nothing-like-it"], &["give an id, a kind, a path"]);
}

#[test]
fn the_profile_says_how_strict_a_check_is() {
    let world = company();
    assert_eq!(finds(&world, &["--profile", "draft"]), [LINK]);
    assert_eq!(finds(&world, &["--profile", "regular"]), [CAUSE, LINK, ORPHAN]);
    let warning = World::new();
    warning.write("role.yaml", "id: ROL-a\nkind: role\ntitle: T\nlast_review: 2026-03-01\n");
    assert_eq!(warning.run(&["check", "--profile", "regular"]).code, 0);
    assert_eq!(warning.run(&["check", "--profile", "audit"]).code, 1);
    assert_eq!(warning.run(&["check", "--profile", "audit", "--fail-on", "error"]).code, 0);
    warning.write("isms.toml", "profile = \"audit\"\n[organisation]\nname = \"T\"\n");
    assert_eq!(warning.run(&["check"]).code, 1);
    refuses(&world, &["check", "--profile", "strict"], &["`draft`, `regular` or `audit`"]);
}

#[test]
fn the_folder_and_the_settings_can_be_given() {
    let world = company();
    let away = World::empty();
    let there = world.path().to_str().unwrap();
    assert_eq!(away.run(&["check", "-C", there, "--format", "concise"]).stdout, CONCISE);
    let settings = format!("[organisation]\nname = \"T\"\n{SMALL}broken-link = \"off\"\n");
    world.write("strict.toml", settings);
    assert_eq!(finds(&world, &["--config", "strict.toml"]), [CAUSE, ORPHAN]);
    refuses(&away, &["check", "-C", "gone"], &["cannot read gone: it does not exist"]);
    refuses(&world, &["check", "--config", "gone.toml"], &["gone.toml: it does not exist"]);
}

#[test]
fn findings_go_to_standard_output_and_talk_to_standard_error() {
    let world = company();
    for format in ["full", "concise", "grouped", "json"] {
        assert_eq!(world.run(&["check", "--format", format]).stderr, "", "{format}");
    }
    world.write("x.yaml", b"\xff");
    let ran = world.run(&["check", "--format", "concise"]);
    assert!(
        ran.stderr.starts_with("note: 1 file could not be read\nnote: 10 rules did not run: "),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.stdout.lines().count(), 4);
    assert_eq!(world.run(&["check", "--format", "concise", "--quiet"]).stderr, "");
    expect(&world.run(&["list", "role"]), 0, &["1 record\n", "`isms check` shows them"]);
    assert_eq!(world.run(&["list", "role", "--quiet"]).stderr, "");
}

#[test]
fn what_is_wrong_with_a_file_is_found_for_the_records_in_it() {
    let world = company();
    world.write("risks/RSK-2.yaml", "id: RSK-2\nkind: risk\ntitle: \"Never closed\nowner: ROL-ciso\n");
    for selector in ["RSK-2", "risk", "risks/"] {
        expect(&world.run(&["check", "--only", "form", selector]), 1, &["error[invalid-yaml]"]);
    }
    expect(&world.run(&["explain", "RSK-2"]), 0, &["error[invalid-yaml]", "risks/RSK-2.yaml:3"]);
    let other = world.run(&["check", "RSK-1"]);
    assert!(!other.stdout.contains("invalid-yaml"), "{}", other.stdout);
}
