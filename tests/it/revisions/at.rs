//! `--at`: the records of a commit, read without the work tree.

use std::os::unix::fs::symlink;
use std::path::Path;

use super::{five_months, json, run};
use crate::cli::{company, expect};
use crate::env::{SMALL, World, project, walk};
use crate::history::{commit, git, repository, risk};

/// The likelihood of RSK-1 at a revision, or what is said instead.
fn likelihood(folder: &Path, at: &str) -> String {
    let ran = run(folder, &["show", "RSK-1", "--at", at]);
    let line = ran.stdout.lines().find(|line| line.trim_start().starts_with("likelihood"));
    line.map_or(ran.stderr, |line| line.split_whitespace().last().unwrap().to_owned())
}

#[test]
fn a_commit_a_tag_a_branch_and_a_day_are_read() {
    let world = five_months();
    let third = git(world.path(), &["rev-parse", "HEAD~2"]);
    for (at, expected) in [
        ("HEAD", "5"),
        ("HEAD~2", "3"),
        (third.as_str(), "3"),
        (&third[..8], "3"),
        ("v1", "2"),
        ("side", "2"),
        ("light", "4"),
        // The commit of a day counts from that day on, and the one before it until then.
        ("2025-03-09", "2"),
        ("2025-03-10", "3"),
        ("2025-12-31", "5"),
    ] {
        assert_eq!(likelihood(world.path(), at), expected, "{at}");
    }
}

#[test]
fn the_work_tree_is_neither_read_nor_touched() {
    let world = five_months();
    world.write("RSK-1.yaml", risk("1")).write("new.yaml", risk("2")).write("isms.toml", "not = [");
    let before: Vec<_> =
        walk(world.path()).into_iter().map(|path| (std::fs::read(&path).unwrap(), path)).collect();
    assert_eq!(likelihood(world.path(), "HEAD"), "5");
    let after: Vec<_> =
        walk(world.path()).into_iter().map(|path| (std::fs::read(&path).unwrap(), path)).collect();
    assert!(before == after);
}

#[test]
fn the_clock_is_that_of_then_unless_it_is_set() {
    let world = five_months();
    let as_of = |arguments: &[&str]| {
        let report = json(world.path(), &[&["check"], arguments].concat());
        (report["as_of"].as_str().unwrap().to_owned(), report["dirty"].clone(), report["commit"].clone())
    };
    world.write("more.yaml", risk("1"));
    let head = git(world.path(), &["rev-parse", "HEAD"]);
    assert_eq!(as_of(&["--at", "HEAD"]), ("2025-05-10".into(), false.into(), head.clone().into()));
    assert_eq!(as_of(&["--at", "2025-08-31"]), ("2025-08-31".into(), false.into(), head.clone().into()));
    assert_eq!(as_of(&["--at", "HEAD", "--as-of", "2026-01-01"]).0, "2026-01-01");
    assert_eq!(as_of(&["--as-of", "2026-01-01"]), ("2026-01-01".into(), true.into(), head.into()));
    let ran = run(world.path(), &["list", "risk", "--at", "v1"]);
    assert!(
        ran.stderr.starts_with("note: commit ") && ran.stderr.contains(" of 2025-02-10, as of 2025-02-10")
    );
    assert_eq!(run(world.path(), &["list", "risk", "--at", "v1", "--quiet"]).stderr, "");
}

#[test]
fn a_revision_that_is_not_there_is_explained() {
    let world = five_months();
    let says = |at: &str, words: &[&str]| {
        let ran = run(world.path(), &["check", "--at", at]);
        assert_eq!(ran.stdout, "", "{at}");
        expect(&ran, 2, words);
    };
    says("v2", &["no commit, tag or branch is called `v2`", "did you mean `v1`?"]);
    says("sid", &["did you mean `side`?"]);
    says("31.3.2025", &["did you mean `2025-03-31`?"]);
    says("2025-02-30", &["there is no day `2025-02-30`"]);
    says(
        "2024-12-31",
        &[
            "the first commit is of 2025-01-10, so nothing is known of 2024-12-31",
            "give 2025-01-10 or a later",
        ],
    );
    says("v1..HEAD", &["`v1..HEAD` names two revisions", "`isms diff A..B` compares two"]);
    says("HEAD:RSK-1.yaml", &["is no commit"]);
    says("zzzzzz", &["`git tag` and `git branch` list the names"]);
    says("last-audit", &["no record tells of an audit that was performed before "]);
    expect(
        &run(world.path(), &["check", "--adopt", "--at", "v1"]),
        2,
        &["writes into the work tree", "leave it out"],
    );

    let world = World::new();
    expect(&run(world.path(), &["check", "--at", "v1"]), 2, &["lies in no git repository", "run `git init`"]);
    git(world.path(), &["init", "--quiet"]);
    expect(&run(world.path(), &["check", "--at", "v1"]), 2, &["nothing has been committed yet"]);
}

#[test]
fn a_shallow_clone_says_what_it_lacks() {
    let world = five_months();
    let clone = World::empty();
    let from = format!("file://{}", world.path().display());
    git(clone.path(), &["clone", "--quiet", "--depth", "2", &from, "."]);
    assert_eq!(likelihood(clone.path(), "2025-04-30"), "4");
    let unshallow = "`git fetch --unshallow`";
    for at in ["2025-03-31", "2020-01-01"] {
        let words = ["this clone was cut short and begins on 2025-04-10", "is not in it", unshallow];
        expect(&run(clone.path(), &["check", "--at", at]), 2, &words);
    }
    let words = ["is called `audit-2025` in this clone, which was cut short", unshallow];
    expect(&run(clone.path(), &["check", "--at", "audit-2025"]), 2, &words);
    let report = json(clone.path(), &["check", "--at", "HEAD"]);
    assert_eq!(report["history"], "shallow");
}

#[test]
fn a_bare_repository_a_detached_head_and_another_work_tree_are_read() {
    let world = five_months();
    let other = World::empty();
    let (from, to) = (world.path().to_str().unwrap(), other.path().to_str().unwrap());
    git(other.path(), &["clone", "--quiet", "--bare", from, "bare.git"]);
    git(world.path(), &["worktree", "add", "--quiet", &format!("{to}/tree"), "side"]);
    let (bare, tree) = (other.path().join("bare.git"), other.path().join("tree"));
    assert_eq!(likelihood(&bare, "main"), "5");
    assert_eq!(likelihood(&bare, "2025-03-31"), "3");
    expect(
        &run(&bare, &["check"]),
        2,
        &["is a bare git repository", "say which commit to read: `--at main`"],
    );
    // What is checked out there is the branch of February.
    assert_eq!(likelihood(&tree, "HEAD"), "2");
    assert_eq!(likelihood(&tree, "2025-03-31"), "2");
    git(world.path(), &["checkout", "--quiet", "--detach", "HEAD~1"]);
    assert_eq!(
        (likelihood(world.path(), "HEAD"), likelihood(world.path(), "2025-12-31")),
        ("4".into(), "4".into())
    );
}

#[test]
fn records_may_lie_in_a_folder_and_may_have_been_moved() {
    let world = World::empty();
    git(world.path(), &["init", "--quiet", "--initial-branch=main"]);
    world.write("old/isms.toml", format!("[organisation]\nname = \"T\"\n{SMALL}"));
    world.write("old/risks/RSK-1.yaml", risk("1")).write("src/main.yaml", risk("9"));
    commit(&world, "Ana", "2025-01-10", "First");
    git(world.path(), &["mv", "old", "new"]);
    world.write("new/risks/RSK-1.yaml", risk("2"));
    commit(&world, "Ana", "2025-02-10", "Moved");
    for folder in ["new", "new/risks"] {
        let folder = world.path().join(folder);
        assert_eq!((likelihood(&folder, "HEAD"), likelihood(&folder, "HEAD~1")), ("2".into(), "1".into()));
    }
    // From the top there is one in the commit, and with two of them it must be said which.
    assert_eq!(likelihood(world.path(), "HEAD~1"), "1");
    world.write("other/isms.toml", "[organisation]\nname = \"Other\"\n");
    commit(&world, "Ana", "2025-03-10", "Another");
    expect(
        &run(world.path(), &["check", "--at", "HEAD"]),
        2,
        &["of 2025-03-10 has no isms.toml in this folder"],
    );
    let shown = run(world.path(), &["show", "RSK-1", "--at", "HEAD~2", "--config", "old/isms.toml"]);
    assert!(shown.stdout.contains("risks/RSK-1.yaml"), "{}{}", shown.stdout, shown.stderr);
    let ran = run(world.path(), &["check", "--at", "HEAD~2", "--config", "new/isms.toml"]);
    expect(&ran, 2, &["has no file", "of 2025-01-10"]);
    let log = json(&world.path().join("new"), &["log", "RSK-1", "--at", "HEAD~2"]);
    assert_eq!((log["changes"].as_array().unwrap().len(), &log["file"]), (1, &"risks/RSK-1.yaml".into()));
}

#[test]
fn the_last_audit_is_the_newest_own_one_that_was_performed() {
    let world = five_months();
    let audit = |number: u32, day: &str, ty: &str| {
        let performed = if day.is_empty() { String::new() } else { format!("performed_on: {day}\n") };
        format!("id: AUD-{number}\nkind: audit\ntitle: T\ntype: {ty}\nplanned_on: 2025-01-01\n{performed}")
    };
    world.write("AUD-1.yaml", audit(1, "2025-03-20", "internal"));
    world.write("AUD-2.yaml", audit(2, "2025-04-20", "supplier"));
    world.write("AUD-3.yaml", audit(3, "", "certification"));
    world.write("AUD-4.yaml", audit(4, "2099-01-01", "surveillance"));
    assert_eq!(likelihood(world.path(), "last-audit"), "3");
    let ran = run(world.path(), &["check", "--at", "last-audit"]);
    assert!(
        ran.stderr.contains("the state after audit AUD-1, commit ")
            && ran.stderr.contains("as of 2025-03-20")
    );
    let ran = run(world.path(), &["check", "--at", "last-audit", "--as-of", "2025-03-20"]);
    expect(&ran, 2, &["no record tells of an audit that was performed before 2025-03-20"]);
}

/// Findings of two checks as of one day, by rule, place and message.
fn findings(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let report = json(folder, &[&["check", "--as-of", "2026-12-01"], arguments].concat());
    let found = report["findings"].as_array().unwrap().iter();
    found.map(|one| format!("{} {}:{} {}", one["rule"], one["file"], one["line"], one["message"])).collect()
}

#[test]
fn a_commit_is_checked_as_its_work_tree_would_be() {
    let world = company();
    let outside = World::empty();
    git(world.path(), &["init", "--quiet", "--initial-branch=main"]);
    world.write("isms.toml", format!("[organisation]\nname = \"T\"\n[kinds]\nfolder = \"kinds\"\n{SMALL}"));
    world.write("kinds/own.toml", "kind = \"own\"\ntitle = \"Own\"\nprefixes = [\"OWN\"]\n");
    world.write("own/OWN-1.yaml", "id: OWN-1\nkind: own\ntitle: T\nowner: ROL-ciso\nevidence:\n- proof/a.txt\n- proof/link/b.txt\n- proof/gone.txt\n- own/nowhere\n");
    world.write("proof/a.txt", "a").write("proof/deep/b.txt", "b").write("big.yaml", "x".repeat(5 << 20));
    world.write("latin.yaml", b"id: ROL-b\ntitle: Pr\xfcfung\n").write(".hidden/x.yaml", "id: [");
    world.write("broken.yaml", "id: RSK-2\nkind: risk\ntitle: [\n");
    let link = |target: &str, path: &str| symlink(target, world.path().join(path)).unwrap();
    link(outside.path().to_str().unwrap(), "away");
    link("../../..", "own/above");
    link("gone.yaml", "nowhere.yaml");
    link("b.yaml", "a.yaml");
    link("a.yaml", "b.yaml");
    link("deep", "proof/link");
    link("../own/OWN-1.yaml", "kinds/record.toml");
    link("others.yaml", "inside.yaml");
    commit(&world, "Ana", "2025-01-10", "All");
    let now = findings(world.path(), &[]);
    assert!(now.len() > 8, "{now:#?}");
    assert_eq!(findings(world.path(), &["--at", "HEAD"]), now);
}

#[test]
fn the_example_is_clean_at_its_commit() {
    let world = repository();
    world.copy(&project("examples/aehrenfeld"));
    commit(&world, "Ana", "2026-11-30", "All");
    assert_eq!(findings(world.path(), &["--at", "main", "--profile", "audit"]), Vec::<String>::new());
}

#[test]
fn objects_that_claim_to_be_endless_folders_end() {
    let world = five_months();
    // Each folder has the one before it many times over.
    let mut object = git(world.path(), &["rev-parse", "HEAD^{tree}"]);
    for _ in 0..12 {
        let lines: String = (0..10).map(|at| format!("040000 tree {object}\tf{at}\n")).collect();
        world.write(".git/lines", lines);
        let script = "git mktree < .git/lines";
        let done =
            std::process::Command::new("sh").args(["-c", script]).current_dir(world.path()).output().unwrap();
        object = String::from_utf8(done.stdout).unwrap().trim().to_owned();
    }
    let settings = git(world.path(), &["rev-parse", "HEAD:isms.toml"]);
    world.write(".git/lines", format!("040000 tree {object}\tbomb\n100644 blob {settings}\tisms.toml\n"));
    let script = "git mktree < .git/lines";
    let done =
        std::process::Command::new("sh").args(["-c", script]).current_dir(world.path()).output().unwrap();
    let tree = String::from_utf8(done.stdout).unwrap().trim().to_owned();
    let bomb = git(world.path(), &["commit-tree", &tree, "-m", "Bomb"]);
    expect(&run(world.path(), &["list", "risk", "--at", &bomb]), 0, &["mistake"]);
}
