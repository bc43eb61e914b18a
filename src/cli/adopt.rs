//! `isms check --adopt`: the ratchet.

use clap::Args;

use super::write::{self, WriteError};
use super::{Error, Exit, Global, session, terminal};
use crate::adoption::{self, NotShrunk, Plan, Refusal, Shrunk, Terms};
use crate::base::{Date, text};
use crate::check::Request;
use crate::finding::report::{CheckReport, Outcome};
use crate::finding::{Finding, Level};
use crate::system::System;

/// Options of the ratchet.
#[derive(Debug, Args)]
#[command(next_help_heading = "Adopting what is found")]
pub(super) struct Ratchet {
    /// Put today's findings into one exception, so that only new ones fail; where there is one, take out what is mended
    #[arg(long, conflicts_with_all = ["selectors", "only", "skip", "format", "max", "group_by"])]
    pub(super) adopt: bool,
    /// The last day the adopted findings are waived
    #[arg(long, value_name = "DATE", requires = "adopt", value_parser = terminal::date)]
    until: Option<Date>,
    /// Who answers for them: the id of a role or person
    #[arg(long, value_name = "ID", requires = "adopt")]
    owner: Option<String>,
    /// Why they may wait
    #[arg(long, value_name = "TEXT", requires = "adopt")]
    because: Option<String>,
    /// Who approves it; without this, its owner
    #[arg(long, value_name = "ID", requires = "adopt")]
    approved_by: Option<String>,
    /// Where the new file goes; without this, where exceptions lie already, or exceptions/
    #[arg(long, value_name = "DIR", requires = "adopt")]
    folder: Option<String>,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::usage(refusal.message, Some(refusal.help))
    }
}

impl From<NotShrunk> for Error {
    fn from(refusal: NotShrunk) -> Self {
        let help = "write each entry of `findings` on a line of its own, or take out by hand what `isms check` names";
        Self::usage(refusal.to_string(), Some(help.to_owned()))
    }
}

impl From<WriteError> for Error {
    fn from(error: WriteError) -> Self {
        let help = match error {
            WriteError::Exists(_) => "move it away, or give another `--folder`",
            WriteError::Outside(_) => "give `--folder` one inside the repository",
            WriteError::Changed(_) => "run the command again",
            WriteError::Io { .. } => "check who may write there",
        };
        Self::usage(error.to_string(), Some(help.to_owned()))
    }
}

/// Adopts, or shrinks what was adopted.
pub(super) fn run(global: &Global, arguments: &Ratchet, request: &Request) -> Result<Exit, Error> {
    let request = Request { uncapped: true, ..request.clone() };
    session::is_now(global, "`check --adopt` writes into the work tree")?;
    let (snapshot, loaded) = session::load(global)?;
    let root = snapshot.root().to_owned();
    let (system, report) = loaded.check(&request, &[]);
    let in_force = adoption::in_force(&system);
    if !in_force.is_empty() {
        return shrink(global, &root, &request, &system, &report);
    }
    let plan = adoption::plan(&system, &report, &terms(arguments)?)?;
    write::create(&root, &plan.path, &plan.text)?;
    let (now, after) = session::load(global)?.1.check(&request, &[]);
    if after.outcome != Outcome::Clean || after.waived.len() != report.waived.len() + adopted(&plan) {
        write::take_back(&root, &plan.path);
        return Err(not_clean(&plan, &now, &after));
    }
    terminal::print(&said(&plan, &terms(arguments)?, &after))?;
    Ok(Exit::from(after.outcome))
}

/// Why a check with the new exception in place is not clean.
fn not_clean(plan: &Plan, now: &System, after: &CheckReport) -> Error {
    if now.find(&plan.id).is_none() {
        let help = if after.unread > 0 {
            "raise `nodes` and `file_size` under `[limits]` in isms.toml, or mend some of it first".to_owned()
        } else {
            "see that no .gitignore or .ignore hides it, or give another `--folder`".to_owned()
        };
        return Error::usage(
            format!("{} is not read as a record, so it was taken back", plan.path),
            Some(help),
        );
    }
    let standing = after.findings.iter().filter(|finding| finding.level != Level::Note);
    let named: Vec<String> = standing.map(in_short).collect();
    let message = format!("with {} in place the check is still not clean, so it was taken back", plan.path);
    Error::usage(message, Some(format!("mend first what is left: {}", text::list(&named, "and", 3))))
}

fn adopted(plan: &Plan) -> usize {
    plan.adopted.error + plan.adopted.warning
}

fn in_short(finding: &Finding) -> String {
    format!("{} about {}", finding.rule, finding.subject.record.as_deref().unwrap_or("isms.toml"))
}

/// The terms that were given, or what is missing.
fn terms(arguments: &Ratchet) -> Result<Terms<'_>, Error> {
    match (arguments.until, &arguments.owner, &arguments.because) {
        (Some(until), Some(owner), Some(because)) => Ok(Terms {
            until,
            owner,
            approved_by: arguments.approved_by.as_deref().unwrap_or(owner),
            because,
            folder: arguments.folder.as_deref(),
        }),
        (until, owner, because) => {
            let given = [
                ("--until DATE", until.is_some()),
                ("--owner ID", owner.is_some()),
                ("--because TEXT", because.is_some()),
            ];
            let missing: Vec<String> =
                given.iter().filter(|(_, given)| !given).map(|(option, _)| format!("`{option}`")).collect();
            let missing = text::list(&missing, "and", 3);
            let help = "an exception needs an end, somebody who answers for it, and a reason".to_owned();
            Err(Error::usage(format!("to adopt findings, give {missing}"), Some(help)))
        }
    }
}

fn said(plan: &Plan, terms: &Terms<'_>, after: &CheckReport) -> String {
    let approver = if terms.approved_by == terms.owner {
        format!("{} answers for it and approves it", terms.owner)
    } else {
        format!("{} answers for it, and {} approves it", terms.owner, terms.approved_by)
    };
    let left = match after.findings.len() {
        0 => String::new(),
        number => format!(" {} stay, which fail no check.", text::count(number, "reminder or warning")),
    };
    format!(
        "wrote {}\n\n\
         It waives {} ({}, {}) about {} until {}.{left}\n\
         {approver}. What is found from now on fails a check.\n\n\
         next: read it and commit it. When something is mended, `isms check --adopt` takes it out.\n",
        plan.path,
        text::count(adopted(plan), "finding"),
        text::count(plan.adopted.error, "error"),
        text::count(plan.adopted.warning, "warning"),
        about(plan),
        terms.until,
    )
}

/// What the adopted findings are about.
fn about(plan: &Plan) -> String {
    let records = text::count(plan.records, "record");
    match (plan.records, plan.whole) {
        (_, 0) => records,
        (0, _) => "the system as a whole".to_owned(),
        (_, whole) => format!("{records} and, {whole} of them, the system as a whole"),
    }
}

/// Takes what is mended out of each adopted exception in force; adds nothing.
fn shrink(
    global: &Global,
    root: &std::path::Path,
    request: &Request,
    system: &System,
    report: &CheckReport,
) -> Result<Exit, Error> {
    if report.outcome == Outcome::Incomplete || report.unread > 0 || report.held_back > 0 {
        let help = "run `isms check`, and mend first what could not be read or did not run".to_owned();
        let message = "not everything could be checked, so nobody knows what is mended";
        return Err(Error::usage(message, Some(help)));
    }
    let all = adoption::shrink(system, report)?;
    for one in all.iter().filter(|one| one.mended > 0) {
        write::replace(root, &one.path, &one.before, &one.text)?;
    }
    let (_, after) = session::load(global)?.1.check(request, &[]);
    let mut out: String = all.iter().map(shrunk).collect();
    let new = after.findings.iter().filter(|finding| finding.level != Level::Note).count();
    if new > 0 {
        let verb = if new == 1 { "is" } else { "are" };
        out.push_str(&format!(
            "\n{} {verb} not among them, and nothing is added while it holds: mend what is new, or write an\n\
             exception of its own that somebody approves.\n\nnext: `isms check` shows what is new\n",
            text::count(new, "finding")
        ));
    } else if all.iter().any(|one| one.mended > 0) {
        out.push_str("\nnext: read the change and commit it\n");
    }
    terminal::print(&out)?;
    Ok(Exit::from(after.outcome))
}

fn shrunk(one: &Shrunk) -> String {
    let left = text::count(one.left, "finding");
    match (one.mended, one.left) {
        (0, _) => format!("{}: nothing is mended since; it waives {left}\n", one.id),
        (mended, 0) => {
            format!("{}: all {mended} are mended, and it is retired\nwrote {}\n", one.id, one.path)
        }
        (mended, _) => {
            format!("{}: {mended} mended and taken out; it still waives {left}\nwrote {}\n", one.id, one.path)
        }
    }
}
