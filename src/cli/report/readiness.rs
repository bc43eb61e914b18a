//! `isms report readiness` for a terminal and for programs.

use crate::check::Request;
use crate::cli::{Error, Exit, Global, look, session, terminal};
use crate::config::Profile;
use crate::reports::readiness::readiness;

/// Columns of a report for people; wider lines are hard to read.
const WIDTH: usize = 80;

/// How it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Json,
}

/// Runs the command.
pub(super) fn run(global: &Global, form: Form) -> Result<Exit, Error> {
    let (snapshot, loaded) = session::load(global)?;
    let history = look::look(global);
    let request = Request { profile: Some(Profile::Audit), uncapped: true, history, ..Request::default() };
    let (system, mut report) = loaded.check(&request, &[]);
    let state = snapshot.state(true);
    (report.commit, report.dirty) = (state.commit, state.dirty);
    let readiness = readiness(&system, &report);
    match form {
        Form::Text => terminal::print(&readiness.text(terminal::width().min(WIDTH)))?,
        Form::Json => terminal::print_json(&readiness.json())?,
    }
    Ok(match (readiness.complete, readiness.is_ready()) {
        (false, _) => Exit::Incomplete,
        (true, true) => Exit::Clean,
        (true, false) => Exit::Findings,
    })
}
