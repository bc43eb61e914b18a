//! `isms diff`.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};

use super::session::{self, Found};
use super::{Error, Exit, Global, say, terminal};
use crate::check::Loaded;
use crate::comparison::{Changes, GroupBy, Reading};
use crate::query::{Selector, UnknownSelector};
use crate::reports::changes::{self, Options, Page};
use crate::system::git::{RevisionError, Revisions};
use crate::system::{Snapshot, System};

/// Show what changed between two states, in the terms of a management system
///
/// What was added, removed, re-scored, re-owned, closed, excluded and approved, and what else changed, field by field. Without
/// a state to compare with, the last audit is taken; where there was none, the last commit. Formatting, comments and moves
/// between files are no changes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms diff                            since the last audit, up to the files as they are
  isms diff 2026-03-31                 since the end of that day
  isms diff audit-2025..audit-2026     between two tags
  isms diff HEAD risk owner:ROL-ciso   what is not committed yet, in these records
  isms diff --all --group-by owner     also what means nothing for a review, by who answers
  isms diff --format html > changes.html")]
pub(super) struct Arguments {
    /// The state to compare with: a commit, tag, branch, date (the end of that day) or last-audit; after two dots the state
    /// to look at, which is the work tree where none is given
    #[arg(value_name = "A[..B]")]
    range: Option<String>,
    /// Show these records only: an id, RSK-*, a kind, a path, owner:ID, status:WORD, clause:9.2 or is:stale, in either state
    #[arg(value_name = "SELECTOR")]
    selectors: Vec<String>,
    /// Show only what means something for a review or an approval; this is so unless --all is given
    #[arg(long, conflicts_with = "all")]
    significant: bool,
    /// Show all changes of fields
    #[arg(long)]
    all: bool,
    /// Group by clause, kind or owner
    #[arg(long, value_name = "WHAT", default_value = "clause")]
    group_by: By,
    /// text, md, json or html
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DiffFormat,
    /// Exit with code 1 where something is shown
    #[arg(long)]
    exit_code: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    Clause,
    Kind,
    Owner,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    Text,
    Md,
    Json,
    Html,
}

/// What is to be compared, as it was written.
struct Wanted<'a> {
    before: Option<&'a str>,
    after: Option<&'a str>,
    selectors: Vec<&'a str>,
    /// Why the first selector is no revision, where it was taken for one first.
    doubt: Option<RevisionError>,
}

/// A state that was read.
struct Side {
    name: String,
    commit: Option<String>,
    loaded: Loaded,
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let mut wanted = wanted(global, arguments)?;
    let revisions = session::revisions(global)?;
    let found = before(global, &revisions, &mut wanted)?;
    let before = read(global, &revisions, &found)?;
    let after = match wanted.after {
        None => present(global)?,
        Some(written) => {
            let mut found = session::find(global, &revisions, written)?;
            found.day = global.as_of.unwrap_or(found.day);
            read(global, &revisions, &found)?
        }
    };
    let mut changes = Changes::between(&before.reading(), &after.reading());
    if !wanted.selectors.is_empty() {
        changes.keep(&chosen(wanted, [&before.loaded.system, &after.loaded.system])?);
    }
    let options = Options {
        all: arguments.all,
        group_by: match arguments.group_by {
            By::Clause => GroupBy::Clause,
            By::Kind => GroupBy::Kind,
            By::Owner => GroupBy::Owner,
        },
    };
    let page = || Page::of(&changes, options);
    match arguments.format {
        DiffFormat::Text => terminal::print(&page().text(terminal::width()))?,
        DiffFormat::Md => terminal::print(&page().markdown())?,
        DiffFormat::Json => terminal::print_json(&changes::json(&changes, options))?,
        DiffFormat::Html => terminal::print_file(&page().html())?,
    }
    let differs = !changes.shown(options.all).is_empty() || !changes.unknown.is_empty();
    Ok(if arguments.exit_code && differs { Exit::Findings } else { Exit::Clean })
}

fn wanted<'a>(global: &Global, arguments: &'a Arguments) -> Result<Wanted<'a>, Error> {
    let written = arguments.range.as_deref();
    let selectors = arguments.selectors.iter().map(String::as_str).collect();
    let Some((before, after)) = written.and_then(|written| written.split_once("..")) else {
        return Ok(Wanted { before: written, after: None, selectors, doubt: None });
    };
    if after.starts_with('.') {
        let help = format!("write `{before}..{}`", after.trim_start_matches('.'));
        return Err(Error::usage("between two states stand two dots", Some(help)));
    }
    let given = |name: &'a str| (!name.is_empty()).then_some(name);
    if global.at.is_some() && given(after).is_some() {
        let help = "leave out one of them".to_owned();
        return Err(Error::usage(
            "`--at` and what stands after the two dots both say which state to look at",
            Some(help),
        ));
    }
    Ok(Wanted { before: given(before), after: given(after), selectors, doubt: None })
}

/// The state to compare with. What is no revision and no range may be a selector.
fn before(global: &Global, revisions: &Revisions, wanted: &mut Wanted<'_>) -> Result<Found, Error> {
    let Some(written) = wanted.before else { return since(global, revisions) };
    let error = match session::find(global, revisions, written) {
        Err(Error::Revision(error @ RevisionError::Unknown { .. })) => error,
        found => return found,
    };
    if wanted.after.is_some() {
        return Err(error.into());
    }
    wanted.selectors.insert(0, written);
    wanted.doubt = Some(error);
    since(global, revisions)
}

/// The last audit, or the last commit where there was none.
fn since(global: &Global, revisions: &Revisions) -> Result<Found, Error> {
    if let Some(found) = session::last_audit(global, revisions)? {
        return Ok(found);
    }
    if !global.quiet {
        say("note: no record tells of an audit, so this is what changed since the last commit");
    }
    session::find(global, revisions, "HEAD")
}

fn read(global: &Global, revisions: &Revisions, found: &Found) -> Result<Side, Error> {
    let (snapshot, loaded) = session::read(global, revisions, &found.commit, found.day)?;
    Ok(Side::of(found.name(), &snapshot, loaded))
}

/// The work tree, or what `--at` names.
fn present(global: &Global) -> Result<Side, Error> {
    let (snapshot, loaded) = session::load(global)?;
    let name = match snapshot.commit() {
        None => "the work tree".to_owned(),
        Some((commit, _)) => format!("commit {} of {}", commit.name.short(), commit.day),
    };
    Ok(Side::of(name, &snapshot, loaded))
}

impl Side {
    fn of(name: String, snapshot: &Snapshot, loaded: Loaded) -> Self {
        let commit = snapshot.commit().map(|(commit, _)| commit.name.to_string());
        Self { name, commit, loaded }
    }

    fn reading(&self) -> Reading<'_> {
        let unread = self.loaded.findings().iter().filter(|finding| &*finding.rule == "unreadable-file");
        Reading {
            name: self.name.clone(),
            commit: self.commit.clone(),
            system: &self.loaded.system,
            unread: unread.map(|finding| finding.primary.source.path().to_owned()).collect(),
        }
    }
}

/// The ids of the records that selectors choose in either state. A selector need mean something in one of them only.
fn chosen(mut wanted: Wanted<'_>, systems: [&System; 2]) -> Result<BTreeSet<String>, Error> {
    let mut chosen = BTreeSet::new();
    for written in &wanted.selectors {
        let parsed = systems.map(|system| Selector::parse(written, system));
        if let [Err(_), Err(error)] = &parsed {
            let error: UnknownSelector = error.clone();
            return Err(wanted.doubt.map_or(error.into(), Error::from));
        }
        // Only the first one may have been meant for a revision.
        wanted.doubt = None;
        for (system, selector) in systems.into_iter().zip(parsed) {
            let Ok(selector) = selector else { continue };
            let fits = system.records().filter(|(id, _)| selector.matches(system, *id));
            chosen.extend(fits.map(|(_, record)| record.id().to_owned()));
        }
    }
    Ok(chosen)
}
