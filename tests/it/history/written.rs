//! Histories that are written down: files and the commits that made them, as rule pages and planted faults tell them.

use std::path::Path;
use std::process::{Command, Stdio};

use super::git;
use crate::env::World;

/// A file as one step of a history left it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) path: String,
    /// What it says; `None` where it is deleted.
    pub(crate) text: Option<String>,
    /// `2026-01-10 Anna Berg <anna@x.example>: Record the review`; `None` for the work tree.
    pub(crate) commit: Option<String>,
    branch: Option<String>,
    merge: Option<String>,
}

impl Step {
    /// Reads a fenced block; `None` where it is no file.
    pub(crate) fn read(fence: &str, body: &[&str]) -> Option<Self> {
        let said = |key: &str| {
            let (_, rest) = fence.split_once(&format!(" {key}=\""))?;
            Some(rest.split('"').next().unwrap().to_owned())
        };
        let first = body.first()?;
        let (path, text) = match first.strip_prefix("# deleted: ") {
            Some(path) => (path, None),
            None => (first.strip_prefix("# file: ")?, Some(format!("{}\n", body[1..].join("\n")))),
        };
        let (commit, branch, merge) = (said("commit"), said("branch"), said("merge"));
        Some(Self { path: path.trim().to_owned(), text, commit, branch, merge })
    }
}

/// Makes the history: nothing but files where no step is a commit.
pub(crate) fn repository_of(world: &World, steps: &[Step]) {
    if steps.iter().any(|step| step.commit.is_some()) {
        git(world.path(), &["init", "--quiet", "--initial-branch=main"]);
    }
    let mut steps = steps.iter().peekable();
    let mut branch = "main";
    while let Some(step) = steps.next() {
        let wanted = step.branch.as_deref().unwrap_or("main");
        if step.commit.is_some() && wanted != branch {
            let known = git(world.path(), &["branch", "--list", wanted]);
            let switch: &[&str] = if known.is_empty() {
                &["checkout", "-q", "-b", wanted]
            } else {
                &["checkout", "-q", wanted]
            };
            git(world.path(), switch);
            branch = wanted;
        }
        if let (Some(other), Some(commit)) = (&step.merge, &step.commit) {
            let merged = as_told(
                world.path(),
                commit,
                &["merge", "-q", "--no-ff", "--no-commit", "-X", "theirs", other],
            );
            assert!(merged, "{commit}");
        }
        match &step.text {
            Some(text) => _ = world.write(&step.path, text),
            None => std::fs::remove_file(world.path().join(&step.path)).unwrap(),
        }
        let Some(commit) = &step.commit else { continue };
        if steps.peek().is_none_or(|next| next.commit.as_ref() != Some(commit)) {
            commit_all(world.path(), commit);
        }
    }
}

/// Commits everything as a text tells.
pub(crate) fn commit_all(folder: &Path, told: &str) {
    git(folder, &["add", "--all"]);
    assert!(as_told(folder, told, &["commit", "-q", "-F", "-"]), "{told}");
}

/// Runs git as the author, on the day and with the message that a text tells.
fn as_told(folder: &Path, told: &str, arguments: &[&str]) -> bool {
    let (day, rest) = told.split_once(' ').unwrap_or_else(|| panic!("no day: {told}"));
    let (who, message) = rest.split_once(">: ").unwrap_or_else(|| panic!("no author: {told}"));
    let (name, email) = who.split_once(" <").unwrap_or_else(|| panic!("no address: {told}"));
    let mut command = Command::new("git");
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", folder);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), name).env(format!("GIT_{who}_EMAIL"), email);
        command.env(format!("GIT_{who}_DATE"), format!("{day}T12:00:00Z"));
    }
    let mut child = command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (subject, trailers) =
        message.split_once(" + ").map_or((message, String::new()), |(subject, rest)| {
            (subject, format!("\n\n{}", rest.replace(" + ", "\n")))
        });
    let text = format!("{subject}{trailers}\n");
    let mut input = child.stdin.take().unwrap();
    _ = std::io::Write::write_all(&mut input, text.as_bytes());
    drop(input);
    child.wait().unwrap().success()
}
