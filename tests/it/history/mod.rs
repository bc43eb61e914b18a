//! What commits tell of records: against a slow and simple second way to work it out, and in real clones.

mod cache;
mod clones;
mod life;
mod packs;
mod props;
mod signatures;
mod simple;
pub(crate) mod written;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::env::World;

/// Runs git with nothing of the tester's settings, as a person on a day at noon in UTC.
pub(crate) fn git_as(folder: &Path, (name, day): (&str, &str), arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", folder);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), name);
        command.env(format!("GIT_{who}_EMAIL"), format!("{}@example.org", name.to_lowercase()));
        command.env(format!("GIT_{who}_DATE"), format!("{day}T12:00:00Z"));
    }
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

#[track_caller]
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let done = git_as(folder, ("Test", "2026-11-01"), arguments);
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

/// Commits all that is there.
#[track_caller]
pub(crate) fn commit(world: &World, who: &str, day: &str, message: &str) {
    git(world.path(), &["add", "--all"]);
    let done = git_as(world.path(), (who, day), &["commit", "--quiet", "--allow-empty", "-m", message]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// A repository with settings and no commit.
pub(crate) fn repository() -> World {
    let world = World::new();
    git(world.path(), &["init", "--quiet", "--initial-branch=main"]);
    world
}

/// A risk with a likelihood.
pub(crate) fn risk(likelihood: &str) -> String {
    format!(
        "id: RSK-1\nkind: risk\ntitle: T\nowner: ROL-a\nlikelihood: {likelihood}\nimpact: 3\ntreatment: mitigate\n"
    )
}

/// The changes of a record as `isms log` gives them, each as one line.
#[track_caller]
pub(crate) fn log(world: &World, arguments: &[&str]) -> Vec<String> {
    let ran = world.run(&[&["log", "--format", "json"], arguments].concat());
    let log: serde_json::Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}\n{}", ran.stdout, ran.stderr));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let change = |change: &serde_json::Value| {
        let fields = change["fields"].as_array().unwrap().iter();
        let fields: Vec<String> = fields
            .filter(|_| change["what"] == "changed")
            .map(|field| {
                format!("{}: {} > {}", text(&field["field"]), text(&field["before"]), text(&field["after"]))
            })
            .collect();
        let sure = if change["certain"] == true { "" } else { " or before" };
        let line = format!(
            "{}{sure} {} by {} {}",
            text(&change["day"]),
            text(&change["what"]),
            text(&change["author"]["name"]),
            fields.join("; ")
        );
        line.trim_end().to_owned()
    };
    log["changes"].as_array().unwrap().iter().map(change).collect()
}
