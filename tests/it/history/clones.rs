//! Real clones: full, cut short, partial, detached, in a work tree of their own, bare, foreign, and in a folder of a
//! larger repository. Whatever the form, nothing is fetched and nothing written.

use std::path::Path;

use isms::base::Date;
use isms::config::Config;
use isms::history::{Extent, History, Missing, Options};
use isms::system::{Snapshot, System, load};

use super::{commit, git, git_as, log, repository, risk};
use crate::cli::expect;
use crate::env::{World, walk};

/// Thirty commits over thirty days; each changes one risk, and the tenth adds another.
fn thirty() -> World {
    let world = repository();
    for day in 1..=30 {
        let level = ["rare", "unlikely", "possible"][day % 3];
        world.write("risks/one.yaml", risk(level));
        if day == 10 {
            world.write("risks/two.yaml", risk("rare").replace("RSK-1", "RSK-2"));
        }
        commit(&world, "Ana", &format!("2026-04-{day:02}"), &format!("day {day}"));
    }
    world
}

/// A clone of a repository by the real git, over its protocol.
fn clone(of: &World, arguments: &[&str]) -> World {
    let world = World::empty();
    let from = format!("file://{}", of.path().display());
    git(world.path(), &[&["clone", "--quiet"], arguments, &[&from, "."]].concat());
    world
}

fn system(root: &Path) -> System {
    load(&Snapshot::discover(root).unwrap(), Config::default(), Date::new(2026, 12, 1).unwrap()).0
}

/// Where two records were created, as the history of a folder says.
fn seen(root: &Path) -> (Extent, usize, [Option<String>; 2]) {
    let history = History::of(root, &system(root), &Options::default());
    let created = |id: &str| {
        let change = history.timeline(id)?.created()?;
        let sure = if change.is_certain() { "" } else { " or before" };
        Some(format!("{}{sure}", change.commit().day()))
    };
    (history.extent(), history.commits().len(), [created("RSK-1"), created("RSK-2")])
}

fn days(one: &str, two: &str) -> [Option<String>; 2] {
    [Some(one.to_owned()), Some(two.to_owned())]
}

#[test]
fn a_full_clone_knows_the_first_day() {
    let origin = thirty();
    assert_eq!(seen(origin.path()), (Extent::Full, 30, days("2026-04-01", "2026-04-10")));
    let full = clone(&origin, &[]);
    assert_eq!(seen(full.path()), (Extent::Full, 30, days("2026-04-01", "2026-04-10")));
    git(full.path(), &["checkout", "--quiet", "HEAD~15"]);
    assert_eq!(seen(full.path()), (Extent::Full, 15, days("2026-04-01", "2026-04-10")));
}

#[test]
fn what_rests_on_the_cut_of_a_shallow_clone_is_unknown() {
    let origin = thirty();
    let one = clone(&origin, &["--depth", "1"]);
    assert_eq!(seen(one.path()), (Extent::Shallow, 1, days("2026-04-30 or before", "2026-04-30 or before")));
    let twenty = clone(&origin, &["--depth", "20"]);
    assert_eq!(
        seen(twenty.path()),
        (Extent::Shallow, 20, days("2026-04-11 or before", "2026-04-11 or before"))
    );
    let more = clone(&origin, &["--depth", "22"]);
    assert_eq!(seen(more.path()), (Extent::Shallow, 22, days("2026-04-09 or before", "2026-04-10")));
    // Changes after the cut are certain.
    let changes = log(&twenty, &["RSK-1"]);
    assert_eq!(changes[0], "2026-04-11 or before created by Ana");
    assert_eq!(changes[1], "2026-04-12 changed by Ana likelihood: possible > rare");
    assert_eq!(changes.len(), 20);
    expect(&one.run(&["log", "RSK-1"]), 0, &["2026-04-30 or before", "git fetch --unshallow"]);
}

#[test]
fn a_partial_clone_says_what_it_does_not_have() {
    let origin = thirty();
    git(origin.path(), &["config", "uploadpack.allowFilter", "true"]);
    let partial = clone(&origin, &["--filter=blob:none"]);
    let before = objects(partial.path());
    let (extent, commits, created) = seen(partial.path());
    // The text of the first risk is that of every third day, so the oldest commit that has it is the third.
    assert_eq!((extent, commits), (Extent::Partial, 30));
    assert_eq!(created, days("2026-04-03 or before", "2026-04-10"));
    expect(&partial.run(&["log", "RSK-2"]), 0, &["2026-04-10", "--filter"]);
    assert_eq!(objects(partial.path()), before, "something was fetched or written");
}

/// All files of a repository, with their sizes.
fn objects(folder: &Path) -> Vec<(std::path::PathBuf, u64)> {
    let files = walk(&folder.join(".git")).into_iter();
    files.map(|file| (file.clone(), file.metadata().unwrap().len())).collect()
}

#[test]
fn a_work_tree_of_its_own_and_a_bare_repository_have_the_same_history() {
    let origin = thirty();
    let bare = clone(&origin, &["--bare"]);
    let folder = World::empty();
    let tree = folder.path().join("tree");
    git(bare.path(), &["worktree", "add", "--quiet", tree.to_str().unwrap(), "HEAD~2"]);
    assert_eq!(seen(&tree), (Extent::Full, 28, days("2026-04-01", "2026-04-10")));
    // A bare repository has no work tree to read settings from; the library reads its commits all the same.
    let history = History::of(bare.path(), &system(&tree), &Options::default());
    assert_eq!((history.extent(), history.commits().len()), (Extent::Full, 30));
    assert_eq!(history.timeline("RSK-1").unwrap().changes().len(), 30);
}

#[test]
fn records_may_lie_in_a_folder_of_a_larger_repository() {
    let world = World::empty();
    git(world.path(), &["init", "--quiet", "--initial-branch=main"]);
    world.write("isms/isms.toml", "[organisation]\nname = \"T\"\n").write("code/risk.yaml", risk("rare"));
    world.write("isms/risk.yaml", risk("possible")).write("isms/.hidden/risk.yaml", risk("rare"));
    commit(&world, "Ana", "2026-04-01", "one");
    world.write("code/risk.yaml", risk("likely")).write("isms/.hidden/risk.yaml", risk("likely"));
    commit(&world, "Ana", "2026-04-02", "two");
    world.write("isms/risk.yaml", risk("rare"));
    commit(&world, "Ana", "2026-04-03", "three");
    let changes = log(&world, &["-C", "isms", "RSK-1"]);
    assert_eq!(
        changes,
        ["2026-04-01 created by Ana", "2026-04-03 changed by Ana likelihood: possible > rare"]
    );
}

#[test]
fn why_there_is_no_history_is_told() {
    let missing = |world: &World| {
        History::of(world.path(), &system(world.path()), &Options::default()).missing().cloned()
    };
    let world = World::new();
    assert_eq!(missing(&world), Some(Missing::NoRepository));
    expect(&world.run(&["log", "RSK-1"]), 2, &["lie in no git repository", "git init"]);
    git(world.path(), &["init", "--quiet", "--initial-branch=main"]);
    assert_eq!(missing(&world), Some(Missing::NoCommits));
    world.write("risk.yaml", risk("rare"));
    git(world.path(), &["commit", "--quiet", "--allow-empty", "-m", "empty"]);
    assert_eq!(missing(&world), None);
    expect(&world.run(&["log", "RSK-1"]), 0, &["in no commit yet"]);
    expect(&world.run(&["log", "RSK-2"]), 2, &["no record is or was called RSK-2", "did you mean RSK-1?"]);
    expect(&world.run(&["log", "RSK-1", "--at", "v9"]), 2, &["no commit, tag or branch is called `v9`"]);
}

#[test]
fn nothing_that_a_repository_configures_is_run() {
    let world = repository();
    let mark = world.path().join("mark");
    let script = format!("#!/bin/sh\ntouch {}\ncat\n", mark.display());
    world.write("evil", &script).write(".gitattributes", "*.yaml filter=evil diff=evil\n");
    git(world.path(), &["update-index", "--add", "--chmod=+x", "evil"]);
    for hook in ["post-checkout", "pre-commit", "fsmonitor-watchman", "reference-transaction"] {
        world.write(&format!(".git/hooks/{hook}"), &script);
    }
    world.write("risk.yaml", risk("rare"));
    commit(&world, "Ana", "2026-04-01", "one");
    for (name, value) in [
        ("filter.evil.clean", "./evil"),
        ("filter.evil.smudge", "./evil"),
        ("diff.evil.textconv", "./evil"),
        ("core.fsmonitor", "./evil"),
        ("core.pager", "./evil"),
        ("core.sshCommand", "./evil"),
        ("gpg.program", "./evil"),
        ("mailmap.file", "./evil"),
    ] {
        git(world.path(), &["config", name, value]);
    }
    let _ = std::fs::remove_file(&mark);
    assert_eq!(log(&world, &["RSK-1"]), ["2026-04-01 created by Ana"]);
    assert!(!mark.exists(), "a configured command was run");
}

#[test]
fn a_repository_of_another_user_is_refused_and_explained() {
    let world = repository();
    world.write("risk.yaml", risk("rare"));
    commit(&world, "Ana", "2026-04-01", "one");
    // Only the superuser can give files away.
    let given = nix::unistd::chown(world.path(), Some(nix::unistd::Uid::from_raw(65_530)), None);
    let git_too =
        nix::unistd::chown(&world.path().join(".git"), Some(nix::unistd::Uid::from_raw(65_530)), None);
    if given.is_err() || git_too.is_err() {
        return;
    }
    let refused = git_as(world.path(), ("Ana", "2026-04-01"), &["log"]);
    assert!(!refused.status.success());
    expect(&world.run(&["log", "RSK-1"]), 2, &["belongs to another user", "safe.directory"]);
}
