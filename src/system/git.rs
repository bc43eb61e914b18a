//! The git repository that the records lie in: its state, its revisions, and the files of a commit.
//!
//! Reads only; never fetches, never runs anything that the repository configures.

mod objects;
mod revision;
mod unknown;

use std::path::Path;

use git2::{Repository, StatusOptions};

pub use self::objects::{Content, Entry, Name, Objects, Sort};
pub use self::revision::{Commit, Line, Reached, Revisions};
pub use self::unknown::RevisionError;
use crate::base::text;
use crate::finding::report::History;

/// What git says about a work tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The commit that is checked out, as 40 hexadecimal digits.
    pub commit: Option<String>,
    /// Whether files differ from it. Only looked at when asked, since it reads every file's state.
    pub dirty: bool,
    /// How much history there is.
    pub history: History,
}

/// The state of the repository around a folder. No repository, or one that git refuses to open, has no history.
pub fn state(root: &Path, with_changes: bool) -> State {
    let Ok(repository) = Repository::discover(root) else {
        return State { commit: None, dirty: false, history: History::None };
    };
    let head = repository.head().and_then(|head| head.peel_to_commit()).ok();
    let history = match head {
        None => History::None,
        Some(_) if repository.is_shallow() => History::Shallow,
        Some(_) => History::Full,
    };
    let dirty = with_changes && is_dirty(&repository, root);
    State { commit: head.map(|commit| commit.id().to_string()), dirty, history }
}

/// Whether a folder is, or lies in, a bare repository, which has no files.
pub(super) fn is_bare(start: &Path) -> bool {
    Repository::discover(start).is_ok_and(|repository| repository.is_bare())
}

/// A tag of a commit: of several the last by the alphabet, which of dates and padded numbers is the
/// newest.
pub fn tag(root: &Path, commit: &str) -> Option<String> {
    let repository = Repository::discover(root).ok()?;
    let head = git2::Oid::from_str(commit).ok()?;
    let names = repository.tag_names(None).ok()?;
    let leads_here = |name: &&str| {
        let tag = repository.find_reference(&format!("refs/tags/{name}"));
        tag.and_then(|tag| tag.peel_to_commit()).is_ok_and(|commit| commit.id() == head)
    };
    let mut found: Vec<&str> = names.iter().flatten().flatten().filter(leads_here).collect();
    found.sort_unstable();
    found.pop().map(|name| text::plain(name).into_owned())
}

/// Whether a file below the folder differs from the commit, or is not in it.
fn is_dirty(repository: &Repository, root: &Path) -> bool {
    let mut options = StatusOptions::new();
    options.include_untracked(true).include_ignored(false).recurse_untracked_dirs(false).no_refresh(true);
    let below = repository.workdir().and_then(|work| {
        let work = work.canonicalize().ok()?;
        root.strip_prefix(&work).ok().map(Path::to_owned)
    });
    if let Some(below) = below.filter(|below| !below.as_os_str().is_empty()) {
        options.pathspec(below).disable_pathspec_match(true);
    }
    repository.statuses(Some(&mut options)).is_ok_and(|statuses| !statuses.is_empty())
}

/// The paths, relative to a folder, of what differs below it from the commit that is checked out, or is not in it. A folder of
/// which nothing is in the commit stands for all that is in it, and ends with a slash.
pub fn changed(root: &Path) -> Vec<String> {
    let Ok(repository) = Repository::discover(root) else { return Vec::new() };
    let mut options = StatusOptions::new();
    options.include_untracked(true).include_ignored(false).recurse_untracked_dirs(false).no_refresh(true);
    let below = repository.workdir().and_then(|work| {
        let inner = root.canonicalize().ok()?;
        inner.strip_prefix(work.canonicalize().ok()?).ok().map(Path::to_owned)
    });
    let below = below.unwrap_or_default();
    if !below.as_os_str().is_empty() {
        options.pathspec(&below).disable_pathspec_match(true);
    }
    let Ok(statuses) = repository.statuses(Some(&mut options)) else { return Vec::new() };
    let paths = statuses.iter().map(|entry| String::from_utf8_lossy(entry.path_bytes()).into_owned());
    let below = below.to_string_lossy();
    let inner = |path: String| {
        let inner = path.strip_prefix(&*below).map(|rest| rest.trim_start_matches('/').to_owned());
        inner.unwrap_or(path)
    };
    paths.map(inner).collect()
}
