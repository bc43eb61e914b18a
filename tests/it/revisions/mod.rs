//! Other states of the records than the present one: read at a commit, compared, and counted over months.

mod at;
mod diff;
mod months;

use std::path::Path;

use serde_json::Value;

use crate::env::{Ran, World};
use crate::history::{commit, git, repository, risk};

/// A risk whose likelihood is 1 in January 2025 and one more each following month, until May; the tags `v1` and `light`,
/// a branch `side`.
pub(crate) fn five_months() -> World {
    let world = repository();
    for month in 1..=5 {
        world.write("RSK-1.yaml", risk(&month.to_string()));
        commit(&world, "Ana", &format!("2025-0{month}-10"), &format!("Likelihood {month}"));
        if month == 2 {
            git(world.path(), &["tag", "-a", "v1", "-m", "First"]);
            git(world.path(), &["branch", "side"]);
        }
    }
    git(world.path(), &["tag", "light", "HEAD~1"]);
    world
}

/// Runs the program with nothing said of the day.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let world = World::empty();
    let folder = folder.to_str().unwrap();
    Ran::of(&world.command(&[&["-C", folder], arguments].concat()).output().unwrap())
}

/// What a run prints as JSON.
#[track_caller]
pub(crate) fn json(folder: &Path, arguments: &[&str]) -> Value {
    let ran = run(folder, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}\n{}", ran.stdout, ran.stderr))
}
