//! `isms status`.

use clap::{Args, ValueEnum};

use super::{Error, Exit, Global, look, session, terminal};
use crate::check::Request;
use crate::finding::report::Outcome;
use crate::reports::status::status;

/// Columns of the screen.
const WIDTH: usize = 80;

/// Show the state of the whole system on one screen
///
/// What an auditor would say, numbers, the worst findings, what falls due next and what to do. Exit code 0, whatever is
/// found; 2: not everything could be checked.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms status                       the state today
  isms status --as-of 2027-03-01    as it will stand on that day if nothing is done
  isms status --format json         for programs")]
pub(super) struct Arguments {
    /// text or json
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: StatusFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StatusFormat {
    Text,
    Json,
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let (snapshot, loaded) = session::load(global)?;
    let (system, mut report) =
        loaded.check(&Request { uncapped: true, history: look::look(global), ..Request::default() }, &[]);
    let state = snapshot.state(true);
    (report.commit, report.dirty) = (state.commit, state.dirty);
    let status = status(&system, &report);
    match arguments.format {
        StatusFormat::Text => terminal::print(&status.text(terminal::width().min(WIDTH)))?,
        StatusFormat::Json => terminal::print_json(&status.json())?,
    }
    Ok(if report.outcome == Outcome::Incomplete { Exit::Incomplete } else { Exit::Clean })
}
