//! Errors of the tool itself, each with what to do about it.

use crate::base::{Span, text};
use crate::expression::Mistake;
use crate::query::UnknownSelector;
use crate::system::SnapshotError;
use crate::system::git::RevisionError;

/// Why a command could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command was called in a way that means nothing.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// An expression on the command line means nothing.
    #[error("{}", mistake.message)]
    Expression {
        /// The expression as typed.
        written: String,
        /// What is wrong with it, and where.
        mistake: Mistake,
    },
    /// There is nothing to work on.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// There is no commit to read.
    #[error(transparent)]
    Revision(#[from] RevisionError),
    /// Output that could not be written. A closed pipe is none.
    #[error("cannot write the output: {0}")]
    Output(#[from] std::io::Error),
}

impl Error {
    /// A usage error with a hint.
    pub(super) fn usage(message: impl Into<String>, help: Option<String>) -> Self {
        Self::Usage { message: message.into(), help }
    }

    /// The line that is wrong and carets below the very place, where there is one to show.
    pub(super) fn frame(&self) -> Option<String> {
        let Self::Expression { written, mistake } = self else { return None };
        Some(frame(written, mistake.span))
    }

    /// One sentence that says what to do.
    pub(super) fn help(&self) -> Option<String> {
        match self {
            Self::Usage { help, .. } => help.clone(),
            Self::Expression { mistake, .. } => mistake.help.clone(),
            Self::Snapshot(error) => Some(error.help().to_owned()),
            Self::Revision(error) => Some(error.help()),
            Self::Output(_) => None,
        }
    }
}

/// One line of a text with carets below a place in it.
fn frame(written: &str, span: Span) -> String {
    let at = (span.start as usize).min(written.len());
    let before = written.get(..at).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = written.get(start..).unwrap_or("").lines().next().unwrap_or("");
    let marked =
        written.get(at..(span.end as usize).clamp(at, start + line.len().max(at - start))).unwrap_or("");
    let width = |part: &str| unicode_width::UnicodeWidthStr::width(&*text::plain(part));
    let carets = "^".repeat(width(marked).max(1));
    let blanks = " ".repeat(width(written.get(start..at).unwrap_or("")));
    format!("  | {}\n  | {blanks}{carets}", text::plain(line))
}

impl From<UnknownSelector> for Error {
    fn from(error: UnknownSelector) -> Self {
        Self::Usage { message: error.to_string(), help: Some(error.help) }
    }
}
