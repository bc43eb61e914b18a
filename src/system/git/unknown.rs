//! Why a revision cannot be read, in words for people who never used git.

use std::path::PathBuf;

use crate::base::{Date, text};

/// Why there is no commit to read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RevisionError {
    /// The folder lies in no git repository.
    #[error("{} lies in no git repository, so there are no earlier states of the records", .0.display())]
    NoRepository(PathBuf),
    /// Git refuses the repository since it belongs to another user.
    #[error("the git repository {} belongs to another user, so git refuses to open it", .0.display())]
    Foreign(PathBuf),
    /// There is a repository without a commit.
    #[error("nothing has been committed yet, so there is no earlier state to read")]
    NoCommits,
    /// No commit, tag or branch has the name.
    #[error("no commit, tag or branch is called {}{}", shown(.written), here(*.shallow))]
    Unknown {
        /// What was asked for.
        written: String,
        /// What was probably meant.
        near: Option<String>,
        /// Whether the clone was cut short, so that it may exist elsewhere.
        shallow: bool,
    },
    /// The beginning of a commit's name that several objects share.
    #[error("several commits begin with {}", shown(.0))]
    Ambiguous(String),
    /// Something that is no commit.
    #[error("{} is no commit, so there are no records to read at it", shown(.0))]
    NotACommit(String),
    /// Two revisions where one is wanted.
    #[error("{} names two revisions, and one is wanted here", shown(.0))]
    Range(String),
    /// A date that does not exist.
    #[error("there is no day {}", shown(.0))]
    NoSuchDay(String),
    /// There was no commit by the end of a day.
    #[error("{}", before(*.day, *.first, *.shallow))]
    Before {
        /// The day.
        day: Date,
        /// The day of the first commit that is here.
        first: Date,
        /// Whether the clone was cut short.
        shallow: bool,
    },
    /// `last-audit` where no audit was performed.
    #[error("no record tells of an audit that was performed before {0}, so there is no last audit")]
    NoAudit(Date),
    /// The repository cannot be read: what libgit2 says.
    #[error("the git repository cannot be read: {0}")]
    Unreadable(String),
}

fn shown(written: &str) -> String {
    format!("`{}`", text::brief(written, 60))
}

fn here(shallow: bool) -> &'static str {
    if shallow { " in this clone, which was cut short" } else { "" }
}

fn before(day: Date, first: Date, shallow: bool) -> String {
    if shallow {
        format!("this clone was cut short and begins on {first}, so the state of {day} is not in it")
    } else {
        format!("the first commit is of {first}, so nothing is known of {day}")
    }
}

/// What brings the rest of a clone that was cut short.
const UNSHALLOW: &str = "fetch the whole history with `git fetch --unshallow`; in GitHub Actions set `fetch-depth: 0` for the checkout, \
     in GitLab the variable `GIT_DEPTH: 0`";

impl RevisionError {
    /// What to do about it, as one sentence.
    pub fn help(&self) -> String {
        let fixed = match self {
            Self::NoRepository(_) => {
                "go to the folder of your records; if it is this one, run `git init` and commit them"
            }
            Self::Foreign(path) => {
                return format!(
                    "if you trust it, run `git config --global --add safe.directory {}`",
                    path.display()
                );
            }
            Self::NoCommits => "commit the records: `git add --all`, then `git commit`",
            Self::Unknown { near: Some(near), .. } => return format!("did you mean `{near}`?"),
            Self::Unknown { shallow: true, .. } | Self::Before { shallow: true, .. } => UNSHALLOW,
            Self::Unknown { .. } => {
                "`git tag` and `git branch` list the names; a date such as 2026-03-31 means the state at the end of that day"
            }
            Self::Ambiguous(_) => "write more of its digits",
            Self::NotACommit(_) => "give a commit, a tag, a branch or a date such as 2026-03-31",
            Self::Range(_) => "give the later one; `isms diff A..B` compares two",
            Self::NoSuchDay(_) => "a date is written year-month-day, such as 2026-11-22",
            Self::Before { first, .. } => return format!("give {first} or a later day"),
            Self::NoAudit(_) => {
                "give a date such as 2026-03-31 instead, or record the audit with `performed_on`; audits of suppliers do not count"
            }
            Self::Unreadable(_) => "`git fsck` says what is broken",
        };
        fixed.to_owned()
    }
}
