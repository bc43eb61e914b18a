//! `isms log`.

mod json;
mod page;

use clap::{Args, ValueEnum};

use super::{Error, Exit, Global, session, terminal};
use crate::base::text;
use crate::history::{Change, Difference, History, Missing, Timeline, Verdict, Verifier};
use crate::system::{RecordId, System};

/// Show a record's life, field by field
///
/// Who changed what and when, oldest first, as the commits tell it: through moves between files, merges and reverts. Also
/// for records that no longer exist. A star marks what means something for a review or an approval.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms log RSK-0001                  everything that happened to a record
  isms log RSK-0001 --significant    only what means something
  isms log RSK-0001 --at audit-2025  as the history was at a tag
  isms log RSK-0001 --verify-signatures
  isms log RSK-0001 --format json")]
pub(super) struct Arguments {
    /// The record's id
    #[arg(value_name = "ID")]
    id: String,
    /// Leave out changes that mean nothing for a review or an approval
    #[arg(long)]
    significant: bool,
    /// Newest first
    #[arg(long)]
    reverse: bool,
    /// Ask git, and through it ssh-keygen or gpg, whether the signatures of the commits are good
    #[arg(long)]
    verify_signatures: bool,
    /// table or json
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    Table,
    Json,
}

/// What is to be shown.
struct Life<'a> {
    history: &'a History,
    id: &'a str,
    timeline: Option<Timeline<'a>>,
    changes: Vec<Change<'a>>,
    /// What the work tree has that no commit has.
    uncommitted: Option<Difference>,
    system: &'a System,
    record: Option<RecordId>,
    /// Who says what signatures are worth, if that was asked.
    verifier: Option<Verifier>,
}

impl Life<'_> {
    /// What the signature of a change's commit is worth, if that was asked.
    fn verdict(&self, change: Change<'_>) -> Option<Verdict> {
        self.verifier.as_ref().map(|verifier| verifier.verdict(change.commit()))
    }
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let (snapshot, loaded) = session::load(global)?;
    let system = loaded.system;
    let history = History::of(snapshot.root(), &system, &session::history(global, &snapshot));
    if let Some(missing) = history.missing() {
        return Err(refusal(missing));
    }
    // From another revision the work tree is of no interest.
    let mut life = life(&history, &system, arguments, snapshot.commit().is_none())?;
    if arguments.verify_signatures {
        let verifier = Verifier::new(snapshot.root(), &system, terminal::environment());
        life.verifier = Some(verifier.map_err(|reason| Error::usage(reason, None))?);
    }
    match arguments.format {
        LogFormat::Table => terminal::print(&page::page(&life, terminal::width()))?,
        LogFormat::Json => terminal::print_json(&json::json(&life))?,
    }
    Ok(Exit::Clean)
}

fn refusal(missing: &Missing) -> Error {
    Error::usage(missing.message(), Some(missing.help()))
}

fn life<'a>(
    history: &'a History,
    system: &'a System,
    arguments: &'a Arguments,
    is_work_tree: bool,
) -> Result<Life<'a>, Error> {
    let timeline = history.timeline(&arguments.id);
    let record = system.find(&arguments.id);
    if timeline.is_none() && record.is_none() {
        return Err(unknown(history, system, &arguments.id));
    }
    let wanted = |change: &Change<'_>| !arguments.significant || change.is_significant();
    let mut changes: Vec<Change<'a>> =
        timeline.into_iter().flat_map(Timeline::changes).filter(|change| wanted(change)).collect();
    if arguments.reverse {
        changes.reverse();
    }
    let now = record.filter(|_| is_work_tree).map(|id| system.record(id));
    let uncommitted = now.zip(timeline).map(|(record, timeline)| timeline.uncommitted(record, system.risk()));
    let uncommitted = uncommitted.filter(|difference| {
        !difference.is_empty() && (!arguments.significant || difference.is_significant())
    });
    Ok(Life { history, id: &arguments.id, timeline, changes, uncommitted, system, record, verifier: None })
}

/// No record has this id now, and none ever had.
fn unknown(history: &History, system: &System, id: &str) -> Error {
    let known = || history.timelines().map(Timeline::id).chain(system.ids());
    let help = text::nearest(id, known()).map_or_else(
        || "`isms list` shows the records that are there now".to_owned(),
        |near| format!("did you mean {near}?"),
    );
    Error::usage(format!("no record is or was called {}", text::brief(id, 60)), Some(help))
}
