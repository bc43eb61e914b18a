//! From what people call a revision to a commit: a commit's name, a tag, a branch, or a date.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::DateTime;
use git2::{ErrorCode, Oid, Repository};

use super::RevisionError;
use super::objects::{Name, Objects};
use crate::base::date::DateError;
use crate::base::{Date, text};
use crate::finding::report::History;

/// A commit to read files at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its name.
    pub name: Name,
    /// The day on which it took its place in the history, on the clock of who put it there.
    pub day: Date,
    pub(crate) tree: Name,
    seconds: i64,
}

/// The repository around a folder, and its commits.
pub struct Revisions {
    git: Repository,
    start: PathBuf,
    objects: Arc<Objects>,
}

/// Commits from one back over first parents, newest first.
pub struct Line<'r> {
    git: &'r Repository,
    next: Option<Oid>,
    current: Option<Commit>,
    /// Whether the parents of the current commit were left behind when the repository was cloned.
    cut: bool,
}

/// Where a [`Line`] stands at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reached {
    /// At this commit.
    Commit(Commit),
    /// Before the first commit.
    Nothing,
    /// Before what this clone has.
    Unknown,
}

impl Revisions {
    /// Opens the repository around a folder, or the bare one that the folder is.
    ///
    /// # Errors
    /// Where there is none, or git refuses it.
    pub fn open(start: &Path) -> Result<Self, RevisionError> {
        let git = Repository::discover(start).map_err(|error| refusal(&error, start))?;
        let objects = Arc::new(Objects::of(&git));
        Ok(Self { git, start: start.to_owned(), objects })
    }

    /// Its objects.
    pub(crate) fn objects(&self) -> &Arc<Objects> {
        &self.objects
    }

    /// The top of the work tree; of a bare repository, its own folder.
    pub(crate) fn top(&self) -> PathBuf {
        let top = self.git.workdir().unwrap_or(self.git.path());
        top.canonicalize().unwrap_or_else(|_| top.to_owned())
    }

    /// A folder or file's place below the top with forward slashes; `None` for one that is elsewhere. In a bare repository
    /// every path begins at the top.
    pub(crate) fn place(&self, path: &Path) -> Option<String> {
        if self.git.is_bare() {
            return Some(joined(path.strip_prefix(&self.start).unwrap_or(path)));
        }
        // A file of a commit may no longer be there; its folder is.
        let full = path.canonicalize().ok().or_else(|| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            Some(folder.unwrap_or(Path::new(".")).canonicalize().ok()?.join(path.file_name()?))
        });
        full.as_deref().unwrap_or(path).strip_prefix(self.top()).ok().map(joined)
    }

    /// How much of the history is here.
    pub(crate) fn history(&self) -> History {
        if self.git.is_shallow() { History::Shallow } else { History::Full }
    }

    /// The commit that is checked out.
    ///
    /// # Errors
    /// Where there is none yet.
    pub fn head(&self) -> Result<Commit, RevisionError> {
        let head = self.git.head().and_then(|head| head.peel_to_commit());
        head.map(|commit| of(&commit)).map_err(|error| match error.code() {
            ErrorCode::UnbornBranch | ErrorCode::NotFound => RevisionError::NoCommits,
            _ => RevisionError::Unreadable(error.message().to_owned()),
        })
    }

    /// The commit that something written means: a date is the state at the end of that day (UTC) on the first-parent line
    /// of the commit that is checked out; everything else is a commit, tag or branch.
    ///
    /// # Errors
    /// Where there is no such commit here.
    pub fn named(&self, written: &str) -> Result<Commit, RevisionError> {
        match written.parse::<Date>() {
            Ok(day) => return self.on(day),
            Err(DateError::NoSuchDay(_)) => return Err(RevisionError::NoSuchDay(written.to_owned())),
            Err(DateError::Form(_)) => {}
        }
        if written.contains("..") {
            return Err(RevisionError::Range(written.to_owned()));
        }
        let head = self.head()?;
        let found = if written == "HEAD" {
            return Ok(head);
        } else {
            self.git.revparse_single(written)
        };
        let object = found.map_err(|error| self.unknown(written, &error))?;
        let commit = object.peel_to_commit();
        commit.map(|commit| of(&commit)).map_err(|_| RevisionError::NotACommit(written.to_owned()))
    }

    /// The state at the end of a day.
    ///
    /// # Errors
    /// Where the history that is here begins later.
    pub fn on(&self, day: Date) -> Result<Commit, RevisionError> {
        let mut line = self.line(&self.head()?);
        match line.on(day)? {
            Reached::Commit(commit) => Ok(commit),
            missing => {
                let first = line.current.map_or(day, |commit| commit.day);
                Err(RevisionError::Before { day, first, shallow: missing == Reached::Unknown })
            }
        }
    }

    /// The commits from one back over first parents.
    pub fn line(&self, from: &Commit) -> Line<'_> {
        Line { git: &self.git, next: Some(from.name.id()), current: None, cut: false }
    }

    fn unknown(&self, written: &str, error: &git2::Error) -> RevisionError {
        if error.code() == ErrorCode::Ambiguous {
            return RevisionError::Ambiguous(written.to_owned());
        }
        let meant = written.parse::<Date>().err().and_then(|error| match error {
            DateError::Form(meant) => meant,
            DateError::NoSuchDay(_) => None,
        });
        let names = self.names();
        let near = text::nearest(written, names.iter().map(String::as_str).chain(["last-audit", "HEAD"]));
        RevisionError::Unknown {
            written: written.to_owned(),
            near: meant.map(|day| day.to_string()).or(near.map(str::to_owned)),
            shallow: self.git.is_shallow(),
        }
    }

    /// The names of tags and branches as people write them.
    fn names(&self) -> Vec<String> {
        let references = self.git.references().into_iter().flatten().flatten();
        references.filter_map(|one| one.shorthand().ok().map(str::to_owned)).collect()
    }
}

impl Line<'_> {
    /// Goes back to where things stood at the end of a day (UTC). Days are asked for from the newest to the oldest.
    ///
    /// # Errors
    /// Where a commit is missing that no cut explains.
    pub fn on(&mut self, day: Date) -> Result<Reached, RevisionError> {
        let end = day
            .plus_days(1)
            .map_or(i64::MAX, |next| next.to_naive().and_time(chrono::NaiveTime::MIN).and_utc().timestamp());
        loop {
            if let Some(commit) = self.current.as_ref().filter(|commit| commit.seconds < end) {
                return Ok(Reached::Commit(commit.clone()));
            }
            let Some(next) = self.next else {
                return Ok(if self.cut { Reached::Unknown } else { Reached::Nothing });
            };
            let commit = match self.git.find_commit(next) {
                Ok(commit) => commit,
                Err(_) if self.git.is_shallow() || self.current.is_some() => return Ok(Reached::Unknown),
                Err(error) => return Err(RevisionError::Unreadable(error.message().to_owned())),
            };
            self.next = commit.parent_ids().next();
            // Where a clone was cut, libgit2 hides the parents that the commit itself names.
            self.cut = self.next.is_none()
                && commit
                    .raw_header_bytes()
                    .split(|byte| *byte == b'\n')
                    .any(|line| line.starts_with(b"parent "));
            self.current = Some(of(&commit));
        }
    }
}

fn of(commit: &git2::Commit<'_>) -> Commit {
    let time = commit.time();
    let zone = chrono::FixedOffset::east_opt(time.offset_minutes().saturating_mul(60));
    let utc = DateTime::from_timestamp(time.seconds(), 0).unwrap_or_default();
    let day = zone.map_or(utc.date_naive(), |zone| utc.with_timezone(&zone).date_naive());
    Commit {
        name: Name::of(commit.id()),
        day: Date::from_naive(day),
        tree: Name::of(commit.tree_id()),
        seconds: time.seconds(),
    }
}

fn joined(path: &Path) -> String {
    let names: Vec<_> = path.components().map(|name| name.as_os_str().to_string_lossy()).collect();
    names.join("/")
}

fn refusal(error: &git2::Error, start: &Path) -> RevisionError {
    match error.code() {
        ErrorCode::NotFound => RevisionError::NoRepository(start.to_owned()),
        ErrorCode::Owner => {
            let top = start.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(start);
            RevisionError::Foreign(top.to_owned())
        }
        _ => RevisionError::Unreadable(error.message().to_owned()),
    }
}
