//! `isms report`.

use clap::{Args, ValueEnum};

use super::{Error, Exit, Global, look, session, terminal};
use crate::check::Request;
use crate::config::Profile;
use crate::reports::readiness::readiness;
use crate::system::git;

/// Columns of a report for people; wider lines are hard to read.
const WIDTH: usize = 80;

/// Print a report
///
/// readiness: an auditor's fifteen questions about clause 4.4, each answered from the records, with who answers and what to
/// do; the four verbs with their evidence; whether a full cycle has been gone through. Exit code 0: ready; 1: not ready;
/// 2: not everything could be checked.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms report readiness                       for the board and the auditor
  isms report readiness --as-of 2027-03-01    as it would stand on that day
  isms report readiness --format json         for programs; `isms schema readiness` describes it")]
pub(super) struct Arguments {
    /// The report
    #[arg(value_name = "NAME")]
    name: Name,
    /// text or json
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ReportFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    Readiness,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    Text,
    Json,
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let Name::Readiness = arguments.name;
    let (snapshot, loaded) = session::load(global)?;
    let request = Request {
        profile: Some(Profile::Audit),
        uncapped: true,
        history: look::look(global),
        ..Request::default()
    };
    let (system, mut report) = loaded.check(&request, &[]);
    let state = git::state(snapshot.root(), true);
    (report.commit, report.dirty) = (state.commit, state.dirty);
    let readiness = readiness(&system, &report);
    match arguments.format {
        ReportFormat::Text => terminal::print(&readiness.text(terminal::width().min(WIDTH)))?,
        ReportFormat::Json => terminal::print_json(&readiness.json())?,
    }
    Ok(match (readiness.complete, readiness.is_ready()) {
        (false, _) => Exit::Incomplete,
        (true, true) => Exit::Clean,
        (true, false) => Exit::Findings,
    })
}
