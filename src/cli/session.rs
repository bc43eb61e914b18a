//! What most commands begin with: find the repository and read it, as it is or as it was.

use std::path::{Path, PathBuf};

use super::{Error, Global, say, terminal};
use crate::base::{Date, text};
use crate::check::Loaded;
use crate::finding::Level;
use crate::history;
use crate::query::Selector;
use crate::system::git::{Commit, RevisionError, Revisions};
use crate::system::{RecordId, Snapshot, SnapshotError, System};

/// What means the state at the end of the day of the last audit.
const LAST_AUDIT: &str = "last-audit";

/// A revision that somebody wrote, found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The commit.
    pub(super) commit: Commit,
    /// The day by whose clock it is judged.
    pub(super) day: Date,
    /// The audit that it follows.
    pub(super) audit: Option<String>,
}

impl Found {
    /// `the state after audit AUD-2, commit 1a2b3c4d5e of 2026-03-28`.
    pub(super) fn name(&self) -> String {
        let commit = format!("commit {} of {}", self.commit.name.short(), self.commit.day);
        match &self.audit {
            Some(audit) => format!("the state after audit {}, {commit}", text::brief(audit, 60)),
            None => commit,
        }
    }
}

/// Finds `isms.toml` and reads the records below it: of the work tree, or of the revision that `--at` names.
pub(super) fn load(global: &Global) -> Result<(Snapshot, Loaded), Error> {
    let Some(written) = &global.at else {
        let loaded = now(global)?;
        hint(global);
        return Ok(loaded);
    };
    let revisions = revisions(global)?;
    let found = find(global, &revisions, written)?;
    let as_of = global.as_of.unwrap_or(found.day);
    if !global.quiet {
        say(&format!("note: {}, as of {as_of}", found.name()));
    }
    read(global, &revisions, &found.commit, as_of)
}

/// Reads the records of the work tree.
pub(super) fn now(global: &Global) -> Result<(Snapshot, Loaded), Error> {
    let start = start(global);
    let snapshot = match &global.config {
        Some(file) => Snapshot::with_config(&start.join(file))?,
        None => Snapshot::discover(&start)?,
    };
    let loaded = Loaded::read(&snapshot, today(global));
    Ok((snapshot, loaded))
}

/// Reads the records of a commit.
pub(super) fn read(
    global: &Global,
    revisions: &Revisions,
    commit: &Commit,
    as_of: Date,
) -> Result<(Snapshot, Loaded), Error> {
    let snapshot = at(global, revisions, commit)?;
    let loaded = Loaded::read(&snapshot, as_of);
    Ok((snapshot, loaded))
}

/// The files of a commit.
pub(super) fn at(global: &Global, revisions: &Revisions, commit: &Commit) -> Result<Snapshot, SnapshotError> {
    let start = full_start(global);
    match &global.config {
        Some(file) => Snapshot::at_with_config(revisions, commit, &start.join(file)),
        None => Snapshot::at(revisions, commit, &start),
    }
}

/// The repository that the command was started in.
pub(super) fn revisions(global: &Global) -> Result<Revisions, Error> {
    let start = start(global);
    let full = start.canonicalize();
    let full = full.map_err(|source| SnapshotError::Unreadable { path: start.clone(), source })?;
    Ok(Revisions::open(&full)?)
}

/// Finds what somebody wrote for a revision.
pub(super) fn find(global: &Global, revisions: &Revisions, written: &str) -> Result<Found, Error> {
    if written == LAST_AUDIT {
        return last_audit(global, revisions)?.ok_or_else(|| RevisionError::NoAudit(today(global)).into());
    }
    let commit = revisions.named(written)?;
    // A day that was asked for is the clock, too, even where nothing was committed on it.
    let day = written.parse().unwrap_or(commit.day);
    Ok(Found { commit, day, audit: None })
}

/// The state at the end of the day of the last audit that the present records tell of; `None` where there was none.
pub(super) fn last_audit(global: &Global, revisions: &Revisions) -> Result<Option<Found>, Error> {
    let loaded = match now(global) {
        Err(Error::Snapshot(SnapshotError::Bare(_))) => {
            read(global, revisions, &revisions.head()?, today(global))
        }
        other => other,
    };
    let system = loaded?.1.system;
    let Some((audit, day)) = system.last_audit(today(global)) else { return Ok(None) };
    let audit = system.record(audit).id().to_owned();
    let commit = revisions.on(day).map_err(|error| match error {
        RevisionError::Before { .. } => {
            let message = format!("the last audit, {}, was on {day}: {error}", text::brief(&audit, 60));
            Error::usage(message, Some(error.help()))
        }
        other => other.into(),
    })?;
    Ok(Some(Found { commit, day, audit: Some(audit) }))
}

/// How to look at the history of what was read, with the cache of the one who runs the program.
pub(super) fn history(global: &Global, snapshot: &Snapshot) -> history::Options {
    let commit = snapshot.commit();
    history::Options {
        revision: commit.map(|(commit, _)| commit.name.to_string()),
        folder: commit.map(|(_, folder)| folder.to_owned()),
        cache: terminal::cache_folder(global),
    }
}

/// Refuses `--at` for what concerns the work tree alone.
pub(super) fn is_now(global: &Global, why: &str) -> Result<(), Error> {
    match &global.at {
        None => Ok(()),
        Some(_) => {
            Err(Error::usage(format!("{why}, so `--at` means nothing here"), Some("leave it out".to_owned())))
        }
    }
}

/// The day by whose clock the present records are judged.
pub(super) fn today(global: &Global) -> Date {
    global.as_of.unwrap_or_else(terminal::today)
}

fn start(global: &Global) -> PathBuf {
    global.directory.clone().unwrap_or_else(|| Path::new(".").to_owned())
}

/// The same, without links; what is not there any more keeps its name.
fn full_start(global: &Global) -> PathBuf {
    let start = start(global);
    start.canonicalize().unwrap_or(start)
}

/// Tells somebody who looks on that a past day by `--as-of` alone is a day for the records of now.
fn hint(global: &Global) {
    let past = global.as_of.filter(|day| *day < terminal::today());
    if let Some(day) = past.filter(|_| terminal::is_terminal() && !global.quiet) {
        say(&format!(
            "note: the records as they stand now, seen from {day}; `--at {day}` reads those of that day"
        ));
    }
}

/// Reads the system for a command that shows records; what is wrong in them is only counted, on standard error.
pub(super) fn system(global: &Global) -> Result<System, Error> {
    let (_, loaded) = load(global)?;
    tell_mistakes(global, &loaded);
    Ok(loaded.system)
}

/// Counts on standard error what is wrong in the records.
pub(super) fn tell_mistakes(global: &Global, loaded: &Loaded) {
    let wrong = loaded.findings().iter().filter(|finding| finding.level == Level::Error).count();
    if wrong > 0 && !global.quiet {
        let at = global.at.as_ref().map(|at| format!(" --at {}", text::brief(at, 60))).unwrap_or_default();
        say(&format!("note: {} while reading; `isms check{at}` shows them", text::count(wrong, "mistake")));
    }
}

/// Reads selectors.
pub(super) fn selectors(written: &[String], system: &System) -> Result<Vec<Selector>, Error> {
    written.iter().map(|one| Selector::parse(one, system).map_err(Error::from)).collect()
}

/// The record with an id.
pub(super) fn record(id: &str, system: &System) -> Result<RecordId, Error> {
    system.find(id).ok_or_else(|| {
        let upper = id.to_uppercase();
        let near = system
            .ids()
            .find(|known| known.to_uppercase() == upper)
            .or_else(|| text::nearest(id, system.ids()));
        let help = near.map_or("`isms find TEXT` searches all records".to_owned(), |near| {
            format!("did you mean {near}?")
        });
        Error::usage(format!("no record is called {}", text::brief(id, 60)), Some(help))
    })
}
