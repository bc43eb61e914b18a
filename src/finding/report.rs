//! The result of one check, ready to be shown.
//!
//! A renderer gets this and nothing else, so that no format can know more of the management system than another, and
//! a new format needs no new way into it.

use std::time::Duration;

use super::{Finding, Level};
use crate::base::Date;

/// How much of the repository's history the run could see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    /// Back to the first commit.
    Full,
    /// A clone that was cut short: what lies before the cut is unknown.
    Shallow,
    /// Parts are missing that no cut explains: a partial clone, or a damaged repository.
    Partial,
    /// No repository, or history was left out on request.
    None,
}

impl History {
    /// The word in machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Shallow => "shallow",
            Self::Partial => "partial",
            Self::None => "none",
        }
    }
}

/// What the run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was checked, and nothing was found.
    Clean,
    /// Everything was checked, and there is something to say.
    Findings,
    /// Something could not be checked; the findings are those of the rest.
    Incomplete,
}

impl Outcome {
    /// The word in machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Findings => "findings",
            Self::Incomplete => "incomplete",
        }
    }
}

/// A finding that an approved exception covers.
#[derive(Debug, Clone)]
pub struct Waived {
    /// What would have been reported.
    pub finding: Finding,
    /// The id of the exception.
    pub by: String,
    /// The last day the exception holds; `None` for one without an end.
    pub until: Option<Date>,
}

/// A rule that did not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRun {
    /// Its name.
    pub rule: String,
    /// Why, in a few words: `shallow clone`.
    pub reason: String,
}

/// The next thing that falls due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextDue {
    /// The day.
    pub date: Date,
    /// The record's id.
    pub record: String,
    /// What happens then, to be read between id and date: `is due`, `is to be reviewed`.
    pub what: String,
}

/// One run of `isms check`.
#[derive(Debug, Clone)]
pub struct CheckReport {
    /// The day the records were judged as of.
    pub as_of: Date,
    /// How many days after today that day is; negative before it. Only given for a terminal, and not for today: other
    /// output is the same bytes for the same input, whenever it is written.
    pub from_today: Option<i64>,
    /// The commit that was read or that the work tree stands on.
    pub commit: Option<String>,
    /// Whether the work tree differs from that commit.
    pub dirty: bool,
    /// How much history there was.
    pub history: History,
    /// What it came to.
    pub outcome: Outcome,
    /// Number of records read.
    pub records: usize,
    /// Number of links between them.
    pub links: usize,
    /// Number of rules that ran.
    pub rules: usize,
    /// What was found, in the order path, place, rule.
    pub findings: Vec<Finding>,
    /// What exceptions cover, in the same order.
    pub waived: Vec<Waived>,
    /// Rules that did not run.
    pub not_run: Vec<NotRun>,
    /// Number of broken links not reported because they may lead to a record that could not be read.
    pub held_back: usize,
    /// Number of files that could not be read.
    pub unread: usize,
    /// What falls due next, if that is known.
    pub next_due: Option<NextDue>,
    /// How long the run took. Only given for a terminal: other output is the same bytes for the same input.
    pub elapsed: Option<Duration>,
}

/// Numbers of findings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
    /// Findings that an exception covers; not among the other three.
    pub waived: usize,
}

impl Summary {
    /// Counts findings by level, with none waived.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut summary = Self::default();
        for finding in findings {
            match finding.level {
                Level::Error => summary.error += 1,
                Level::Warning => summary.warning += 1,
                Level::Note => summary.note += 1,
            }
        }
        summary
    }
}

impl CheckReport {
    /// How many findings there are of each level.
    pub fn summary(&self) -> Summary {
        Summary { waived: self.waived.len(), ..Summary::of(&self.findings) }
    }
}
