//! From outcome to exit code, in one place and the same for every format.

use std::io::ErrorKind;
use std::process::ExitCode;

use super::{Error, say};
use crate::base::text;
use crate::finding::report::Outcome;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: nothing at or above the fail level.
    Clean,
    /// 1: findings.
    Findings,
    /// 2: could not check everything.
    Incomplete,
}

impl From<Outcome> for Exit {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::Clean,
            Outcome::Findings => Self::Findings,
            Outcome::Incomplete => Self::Incomplete,
        }
    }
}

/// Reports an error and gives the exit code. A closed pipe ends quietly: whoever closed it had seen enough.
pub(super) fn code(result: Result<Exit, Error>) -> ExitCode {
    match result {
        Ok(Exit::Clean) => ExitCode::SUCCESS,
        Ok(Exit::Findings) => ExitCode::from(1),
        Ok(Exit::Incomplete) => ExitCode::from(2),
        Err(Error::Output(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {}", text::plain(&error.to_string())));
            if let Some(frame) = error.frame() {
                say(&frame);
            }
            if let Some(help) = error.help() {
                say(&format!(" help: {}", text::plain(&help)));
            }
            ExitCode::from(2)
        }
    }
}

/// Prints what the argument parser has to say: help and version to standard output, mistakes to standard error.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}
