//! `isms check --adopt`: the ratchet, which may only shrink.

use super::{company, expect, refuses};
use crate::env::{World, project, walk};

const FILE: &str = "exceptions/EXC-adopted-2026-12-01.yaml";

const ADOPT: [&str; 8] = [
    "check",
    "--adopt",
    "--until",
    "2027-05-31",
    "--owner",
    "ROL-ciso",
    "--because",
    "Found when we took up the records; mended one by one before the audit in June: see the plan",
];

fn read(world: &World, path: &str) -> String {
    std::fs::read_to_string(world.path().join(path)).unwrap()
}

/// [`company`] with what is found adopted, and how many findings that are. Among them: an action with a broken link and
/// without a cause, and a role that nobody names.
fn adopted() -> (World, usize) {
    let world = company();
    let found = found(&world);
    expect(&world.run(&ADOPT), 0, &[&format!("wrote {FILE}"), &format!("It waives {found} findings (")]);
    (world, found)
}

fn found(world: &World) -> usize {
    world.check(&[])["findings"].as_array().unwrap().iter().filter(|one| one["level"] != "note").count()
}

/// The exception's entries.
fn entries(world: &World) -> Vec<String> {
    let text = read(world, FILE);
    text.lines().filter(|line| line.starts_with("  - {")).map(str::to_owned).collect()
}

fn mend(world: &World, path: &str, old: &str, new: &str) {
    let text = read(world, path);
    assert_eq!(text.matches(old).count(), 1, "{text}");
    world.write(path, text.replace(old, new));
}

#[test]
fn todays_findings_become_one_exception_and_the_check_is_clean() {
    let (world, found) = adopted();
    let head = "\
# Written by `isms check --adopt`: what was found that day, and nothing that came later.
# `isms check --adopt` takes out what is mended; it never adds anything.
id: EXC-adopted-2026-12-01
kind: exception
title: Findings adopted on 2026-12-01
owner: ROL-ciso
justification: >-
  Found when we took up the records; mended one by one before the audit in June: see the
  plan
approved_by: ROL-ciso
approved_on: 2026-12-01
until: 2027-05-31
findings:
";
    assert!(read(&world, FILE).starts_with(head), "{}", read(&world, FILE));
    for line in [
        "  - { rule: action-without-cause, record: ACT-1 }",
        "  - { rule: broken-link, record: ACT-1, field: addresses }",
        "  - { rule: orphan-record, record: ROL-ciso }",
    ] {
        assert!(entries(&world).iter().any(|entry| entry == line), "{:?}", entries(&world));
    }
    for profile in ["regular", "audit"] {
        let report = world.check(&["--profile", profile]);
        assert_eq!((&report["outcome"], &report["summary"]["waived"]), (&"clean".into(), &found.into()));
    }
    // Nothing else was left behind.
    assert_eq!(walk(world.path()).len(), 5);
}

#[test]
fn a_new_finding_fails_and_after_the_end_all_do() {
    let (world, found) = adopted();
    mend(&world, "others.yaml", "addresses: [RSK-9]", "addresses: [RSK-9, RSK-8]");
    let report = world.check(&[]);
    assert_eq!(
        (&report["summary"]["error"], &report["findings"][0]["rule"]),
        (&1.into(), &"broken-link".into())
    );
    let waived = |date: &str| world.check(&["--as-of", date])["summary"]["waived"].clone();
    assert_eq!((waived("2027-05-31"), waived("2027-06-01")), (found.into(), 0.into()));
    assert_eq!(world.check(&["--as-of", "2027-06-01"])["outcome"], "findings");
}

#[test]
fn what_moves_in_a_list_is_not_new() {
    let (world, _) = adopted();
    mend(&world, "others.yaml", "addresses: [RSK-9]", "addresses: [RSK-1, RSK-9]");
    let report = world.check(&["--only", "broken-link"]);
    assert_eq!((&report["summary"]["error"], &report["summary"]["waived"]), (&0.into(), &1.into()));
}

#[test]
fn it_only_shrinks() {
    let (world, found) = adopted();
    let still = |mended: usize| format!("it waives {} findings", found - mended);
    expect(&world.run(&["check", "--adopt"]), 0, &["nothing is mended since", &still(0)]);
    let before = read(&world, FILE);
    mend(&world, "others.yaml", "addresses: [RSK-9]", "addresses: [RSK-1]");
    let told =
        "of which 2 are found less often or not at all: action-without-cause about ACT-1 and broken-link";
    expect(&world.run(&["check", "--format", "concise"]), 0, &[told]);
    // Something new, which stays out.
    world.write(
        "new.yaml",
        "id: AST-2\nkind: asset\ntitle: T\nowner: ROL-ciso\nlast_review: 2026-06-01\nlocation: LOC-9\n",
    );
    let words = ["2 mended and taken out", "not among them, and nothing is added while it holds"];
    expect(&world.run(&ADOPT), 1, &words);
    let gone = |line: &&str| {
        line.contains("broken-link, record: ACT-1") || line.contains("without-cause, record: ACT-1")
    };
    let left: Vec<&str> = before.lines().filter(|line| !gone(line)).collect();
    assert_eq!(read(&world, FILE).lines().collect::<Vec<_>>(), left);
}

#[test]
fn when_all_is_mended_the_exception_is_retired() {
    let world = World::new();
    world.write("isms.toml", "[organisation]\nname = \"T\"\n[review_intervals]\nrole = \"1 year\"\n");
    let text = "id: EXC-adopted-2026-12-01\nkind: exception\ntitle: T\nowner: ROL-ciso\njustification: J\n\
                approved_by: ROL-ciso\napproved_on: 2026-12-01\nuntil: 2027-05-31\n";
    let entries = "findings:\n  - { rule: self-link, record: ROL-ciso }   # soon\n  - rule: link-cycle\n    record: ROL-x\n";
    world.write(FILE, format!("{text}{entries}# the end\n"));
    world.write("roles.yaml", "id: ROL-ciso\nkind: role\ntitle: T\n");
    let ran = world.run(&["check", "--adopt"]);
    assert!(ran.stdout.contains("all 2 are mended, and it is retired"), "{}{}", ran.stdout, ran.stderr);
    assert_eq!(read(&world, FILE), format!("{text}status: retired\n# the end\n"));
    let report = world.check(&["--only", "governance,form"]);
    let about = report["findings"].as_array().unwrap().iter().filter(|one| one["file"] == FILE);
    assert_eq!(about.count(), 0);
}

#[test]
fn what_is_not_on_a_line_of_its_own_is_left_alone() {
    let (world, _) = adopted();
    let text = read(&world, FILE);
    let (head, entries) = text.split_once("findings:\n").unwrap();
    let entries: Vec<&str> = entries.lines().map(|line| line.trim_start_matches("  - ")).collect();
    let text = format!("{head}findings: [{}]\n", entries.join(", "));
    world.write(FILE, &text);
    mend(&world, "others.yaml", "addresses: [RSK-9]", "addresses: [RSK-1]");
    refuses(&world, &["check", "--adopt"], &["cannot be shortened", "on a line of its own"]);
    assert_eq!(read(&world, FILE), text);
}

#[test]
fn a_count_goes_down() {
    let world = company();
    mend(&world, "others.yaml", "addresses: [RSK-9]", "addresses: [RSK-9, RSK-8]");
    expect(&world.run(&ADOPT), 0, &[]);
    assert!(read(&world, FILE).contains("field: addresses, times: 2 }"));
    mend(&world, "others.yaml", "addresses: [RSK-9, RSK-8]", "addresses: [RSK-9]");
    expect(&world.run(&["check", "--adopt"]), 0, &["1 mended and taken out"]);
    assert!(read(&world, FILE).contains("field: addresses, times: 1 }"));
    assert_eq!(world.check(&["--profile", "audit"])["outcome"], "clean");
}

#[test]
fn it_is_refused_without_terms_that_can_be() {
    let world = company();
    refuses(&world, &["check", "--adopt"], &["give `--until DATE`, `--owner ID` and `--because TEXT`"]);
    refuses(
        &world,
        &["check", "--adopt", "--until", "2027-01-01"],
        &["give `--owner ID` and `--because TEXT`"],
    );
    let with = |option: &str, value: &str| {
        let mut arguments: Vec<String> = ADOPT.iter().map(|&word| word.to_owned()).collect();
        let at = arguments.iter().position(|word| word == option);
        match at {
            Some(at) => arguments[at + 1] = value.to_owned(),
            None => arguments.extend([option.to_owned(), value.to_owned()]),
        }
        arguments
    };
    for (option, value, words) in [
        ("--until", "2026-11-30", "2026-11-30 has gone by on 2026-12-01"),
        ("--until", "2027-12-02", "give `--until` 2027-12-01 or a day before"),
        ("--owner", "ROL-cisso", "did you mean ROL-ciso?"),
        ("--owner", "RSK-1", "which cannot answer for anything"),
        ("--approved-by", "ROL-board", "--approved-by names ROL-board, and no record is called that"),
        ("--because", "  ", "the reason is empty"),
        ("--folder", "../elsewhere", "is no folder for records"),
        ("--folder", "/tmp", "is no folder for records"),
        ("--folder", ".git", "is no folder for records"),
    ] {
        let arguments = with(option, value);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        refuses(&world, &arguments, &[words]);
    }
    refuses(&world, &["check", "--until", "2027-01-01"], &["--adopt"]);
    refuses(&world, &["check", "risk", "--adopt"], &["cannot be used with"]);
    assert_eq!(walk(world.path()).len(), 4, "nothing was written");
}

#[test]
fn it_is_refused_where_not_everything_is_known_or_nothing_is_found() {
    let world = company();
    world.write("x.yaml", b"\xff");
    refuses(&world, &ADOPT, &["not everything could be checked"]);
    world.write("x.yaml", "id: RSK-2\nkind: risk\ntitle: [\n");
    refuses(&world, &ADOPT, &["cannot be adopted", "invalid-yaml", "mend them first"]);
    std::fs::remove_file(world.path().join("x.yaml")).unwrap();
    world.write("isms.toml", "[organisation]\nname = \"T\"\nprofil = \"audit\"\n");
    refuses(&world, &ADOPT, &["cannot be adopted", "unknown-setting"]);
    let clean = World::empty();
    clean.copy(&project("examples/aehrenfeld"));
    refuses(&clean, &ADOPT, &["nothing is found"]);
}

#[test]
fn nothing_is_written_over_and_nothing_that_would_not_be_read() {
    let world = company();
    world.write(FILE, "# taken\n");
    refuses(&world, &ADOPT, &["is there already"]);
    assert_eq!(read(&world, FILE), "# taken\n");
    let hidden = company();
    hidden.write(".ignore", "exceptions/\n");
    refuses(&hidden, &ADOPT, &["is not read as a record, so it was taken back", ".gitignore"]);
    assert_eq!(walk(&hidden.path().join("exceptions")).len(), 0);
    let small = company();
    small.write("isms.toml", "[organisation]\nname = \"T\"\n[limits]\nfile_size = \"1 KiB\"\n");
    let long = "word ".repeat(300);
    let arguments: Vec<&str> =
        ADOPT.iter().map(|word| if word.contains(' ') { &long } else { *word }).collect();
    refuses(&small, &arguments, &["it was taken back", "raise `nodes` and `file_size`"]);
    let excluded = company();
    excluded.write("isms.toml", "[organisation]\nname = \"T\"\n[records]\nexclude = [\"drafts/**\"]\n");
    excluded.write("drafts/x.yaml", "");
    refuses(&excluded, &[&ADOPT[..], &["--folder", "drafts"]].concat(), &["would not be read"]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_not_followed() {
    let (world, outside) = (company(), World::empty());
    std::os::unix::fs::symlink(outside.path(), world.path().join("exceptions")).unwrap();
    let ran = world.run(&ADOPT);
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    assert_eq!(walk(outside.path()).len(), 0);
}

/// Where no control is decided, one finding speaks for all; deciding the first makes one finding for each of the others.
/// That is progress and must not fail.
#[test]
fn deciding_the_first_control_brings_back_none_of_the_others() {
    let world = World::new();
    world.write(
        "records.yaml",
        "id: ROL-ciso\nkind: role\ntitle: Security officer\nlast_review: 2026-11-01\n---\nid: PRC-risk\nkind: process\n\
         title: Risk assessment\nowner: ROL-ciso\nlast_review: 2026-11-01\n",
    );
    expect(&world.run(&ADOPT), 0, &[&format!("wrote {FILE}")]);
    let undecided =
        |world: &World| world.check(&["--only", "control-undecided"])["waived"].as_array().unwrap().len();
    assert_eq!(undecided(&world), 1);
    world.write(
        "control.yaml",
        "id: A.5.1\nkind: control\ntitle: Policies\nowner: ROL-ciso\napplicable: true\njustification: Customers ask\n\
         reasons: [business]\nlast_review: 2026-11-01\nprocess: PRC-risk\n",
    );
    assert_eq!(undecided(&world), 92);
    let failing = world.check(&["--only", "control-undecided"]);
    assert_eq!(failing["findings"].as_array().unwrap().len(), 0, "{failing}");
}
