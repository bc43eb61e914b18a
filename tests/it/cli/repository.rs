//! Exceptions, records that cannot be read, and what git says, up to the JSON output.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{company, expect};
use crate::env::World;

#[test]
fn an_exception_waives_until_it_ends() {
    let world = company();
    let exception = |until: &str| {
        format!(
            "id: EXC-1\nkind: exception\ntitle: T\nowner: ROL-ciso\nrules: [broken-link]\nrecords: [ACT-*]\n\
             justification: J\napproved_by: ROL-ciso\napproved_on: 2026-06-01\nuntil: {until}\nrisks: [RSK-1]\n"
        )
    };
    world.write("exception.yaml", exception("2026-12-31"));
    let report = world.check(&["--only", "links"]);
    assert_eq!(report["findings"], Value::Array(Vec::new()));
    assert_eq!((&report["summary"]["waived"], &report["outcome"]), (&1.into(), &"clean".into()));
    let waived = &report["waived"][0];
    assert_eq!((&waived["rule"], &waived["record"]), (&"broken-link".into(), &"ACT-1".into()));
    assert_eq!((&waived["exception"], &waived["until"]), (&"EXC-1".into(), &"2026-12-31".into()));
    expect(&world.run(&["check"]), 1, &["1 waived (next lapses 2026-12-31)"]);
    world.write("exception.yaml", exception("2026-11-30"));
    let report = world.check(&["--only", "links"]);
    assert_eq!(
        (&report["summary"]["waived"], &report["findings"][0]["rule"]),
        (&0.into(), &"broken-link".into())
    );
}

#[test]
fn a_record_that_cannot_be_read_holds_back_links_to_it() {
    let world = company();
    // The role of the whole company, in an encoding that cannot be read.
    world.write("roles.yaml", b"id: ROL-ciso\nkind: role\ntitle: Pr\xfcfer\n");
    let report = world.check(&["--only", "links"]);
    let found: Vec<&Value> =
        report["findings"].as_array().unwrap().iter().map(|finding| &finding["rule"]).collect();
    assert_eq!(found, ["broken-link", "unreadable-file"]);
    let held = serde_json::json!([{
        "rule": "broken-link", "reason": "4 links may lead to records that could not be read"
    }]);
    assert_eq!((&report["not_run"], &report["outcome"]), (&held, &"incomplete".into()));
    let words = ["1 file could not be read; 4 broken links that may lead into it were held back"];
    expect(&world.run(&["check"]), 2, &words);
    // In a register only one record is lost.
    world.write(
        "roles.yaml",
        "kind: role\nrecords:\n- id: ROL-board\n  title: Board\n- id: ROL-ciso\n  title: \"x\n",
    );
    let report = world.check(&["--only", "broken-link"]);
    assert_eq!((&report["not_run"], &report["summary"]["error"]), (&held, &1.into()));
    let words = ["4 broken links that may lead to records that could not be read were held back"];
    expect(&world.run(&["check"]), 1, &words);
}

/// Runs git with nothing of the tester's settings.
#[track_caller]
fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", folder);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Test").env(format!("GIT_{who}_EMAIL"), "test@example.org");
        command.env(format!("GIT_{who}_DATE"), "2026-11-01T12:00:00Z");
    }
    let done = command.args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn state(report: &Value) -> (bool, bool, &str) {
    let commit = report["commit"].as_str();
    assert!(commit.is_none_or(|commit| commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit())));
    (commit.is_some(), report["dirty"].as_bool().unwrap(), report["history"].as_str().unwrap())
}

#[test]
fn the_state_of_git_is_told() {
    let world = company();
    assert_eq!(state(&world.check(&[])), (false, false, "none"));
    git(world.path(), &["init", "--quiet", "--initial-branch=main"]);
    assert_eq!(state(&world.check(&[])), (false, true, "none"));
    for message in ["one", "two"] {
        git(world.path(), &["add", "."]);
        git(world.path(), &["commit", "--quiet", "--allow-empty", "-m", message]);
    }
    assert_eq!(state(&world.check(&[])), (true, false, "full"));
    world.write("risks/new.yaml", "id: RSK-2\n");
    assert_eq!(state(&world.check(&[])), (true, true, "full"));
    expect(&world.run(&["check"]), 1, &["full history"]);

    let shallow = World::empty();
    let from = format!("file://{}", world.path().display());
    git(shallow.path(), &["clone", "--quiet", "--depth", "1", &from, "clone"]);
    let cut = shallow.check(&["-C", "clone"]);
    assert_eq!(state(&cut), (true, false, "shallow"));
    assert_eq!(cut["commit"], world.check(&[])["commit"]);
    expect(&shallow.run(&["check", "-C", "clone"]), 2, &["history cut short"]);
}

#[test]
fn changes_outside_of_the_folder_do_not_make_it_dirty() {
    let world = World::empty();
    world.write("isms/isms.toml", "[organisation]\nname = \"T\"\n");
    world.write("isms/role.yaml", "id: ROL-a\nkind: role\ntitle: T\n").write("code/main.c", "int x;\n");
    git(world.path(), &["init", "--quiet", "--initial-branch=main"]);
    git(world.path(), &["add", "."]);
    git(world.path(), &["commit", "--quiet", "-m", "one"]);
    world.write("code/main.c", "int y;\n");
    assert_eq!(state(&world.check(&["-C", "isms"])), (true, false, "full"));
    world.write("isms/role.yaml", "id: ROL-b\nkind: role\ntitle: T\n");
    assert_eq!(state(&world.check(&["-C", "isms"])), (true, true, "full"));
}
