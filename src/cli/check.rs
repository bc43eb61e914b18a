//! `isms check`.

use std::io::{self, Write as _};
use std::time::Instant;

use clap::Args;

use super::look::Looking;
use super::{Error, Exit, Global, adopt, say, session, terminal};
use crate::base::text;
use crate::check::Request;
use crate::config::Profile;
use crate::finding::report::{History, Outcome};
use crate::finding::{Family, Level};
use crate::render::findings::{Format, GroupBy, Style, gaps, render};
use crate::rules;
use crate::system::System;

/// Show what an auditor would find
///
/// Reads every record below isms.toml, links them, and holds them against the rules. Exit code 0: nothing at or above
/// the fail level; 1: findings; 2: not everything could be checked.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms check                       everything
  isms check risk suppliers/       findings about risks, and in the folder suppliers
  isms check owner:ROL-ciso        what one owner has to mend
  isms check --only links          one family of rules
  isms check --as-of 2027-03-01    as it would look on that day
  isms check --adopt --until 2027-05-31 --owner ROL-ciso --because 'Found when we began; mended by the audit'
                                   let only new findings fail from now on")]
pub(super) struct Arguments {
    /// Show findings of these only: an id, RSK-*, a kind, a path, owner:ID, status:WORD, clause:9.2 or is:stale
    #[arg(value_name = "SELECTOR")]
    selectors: Vec<String>,
    /// Run these rules or families only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    only: Vec<String>,
    /// Leave out these rules or families
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    skip: Vec<String>,
    /// How strict: draft (form and links), regular, or audit (warnings fail, too)
    #[arg(long, value_name = "NAME")]
    profile: Option<Profile>,
    /// The least level that fails: error, warning, note or never
    #[arg(long, value_name = "LEVEL", value_parser = fail_level)]
    fail_on: Option<FailOn>,
    /// full, concise, grouped or json
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: Format,
    /// Show at most this many findings in full; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 50)]
    max: usize,
    /// Group by record, owner, rule or file; implies --format grouped
    #[arg(long, value_name = "WHAT")]
    group_by: Option<GroupBy>,
    #[command(flatten)]
    history: Looking,
    #[command(flatten)]
    adopt: adopt::Ratchet,
}

/// A level, or never.
type FailOn = Option<Level>;

fn fail_level(word: &str) -> Result<FailOn, String> {
    match word {
        "never" => Ok(None),
        level => {
            level.parse().map(Some).map_err(|_| "not one of `error`, `warning`, `note`, `never`".to_owned())
        }
    }
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let began = Instant::now();
    if arguments.adopt.adopt {
        let (profile, fail_on, history) =
            (arguments.profile, arguments.fail_on, arguments.history.look(global));
        let request = Request { profile, fail_on, history, ..Request::default() };
        return adopt::run(global, &arguments.adopt, &request);
    }
    let (snapshot, loaded) = session::load(global)?;
    known(&loaded.system, arguments.only.iter().chain(&arguments.skip))?;
    let selectors = session::selectors(&arguments.selectors, &loaded.system)?;
    let request = Request {
        only: arguments.only.clone(),
        skip: arguments.skip.clone(),
        profile: arguments.profile,
        fail_on: arguments.fail_on,
        uncapped: false,
        history: arguments.history.look(global),
    };
    let (system, mut report) = loaded.check(&request, &selectors);
    let format = if arguments.group_by.is_some() && arguments.format == Format::default() {
        Format::Grouped
    } else {
        arguments.format
    };
    let state = snapshot.state(format == Format::Json);
    report.commit = state.commit;
    report.dirty = state.dirty;
    if !rules::history::names().any(|rule| report.not_run.iter().any(|left| left.rule == rule))
        && report.history == History::None
    {
        // No rule looked at it.
        report.history = state.history;
    }
    report.elapsed = (terminal::is_terminal() && !global.quiet).then(|| began.elapsed());
    report.from_today =
        terminal::is_terminal().then(|| report.as_of.days_since(terminal::today())).filter(|days| *days != 0);
    let style = Style {
        color: terminal::color(global),
        unicode: terminal::unicode(),
        width: terminal::width(),
        max: arguments.max,
        group_by: arguments.group_by.unwrap_or_default(),
    };
    let exit = Exit::from(report.outcome);
    let written = write(&report, format, &style);
    if format == Format::Concise && !global.quiet && report.outcome == Outcome::Incomplete {
        gaps(&report).iter().for_each(|gap| say(&format!("note: {gap}")));
    }
    // The process ends here: giving back the memory of every record would only cost time.
    std::mem::forget((system, report));
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(exit),
        written => written.map(|()| exit).map_err(Error::from),
    }
}

fn write(report: &crate::finding::report::CheckReport, format: Format, style: &Style) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    render(report, format, style, &mut out)?;
    out.flush()
}

/// Refuses names that are neither a rule nor a family.
fn known<'a>(system: &System, names: impl Iterator<Item = &'a String>) -> Result<(), Error> {
    let infos = rules::infos_of(system);
    let rules = || infos.iter().map(|info| info.name.as_str());
    let families = || Family::ALL.iter().map(|family| family.as_str());
    for name in names {
        if !rules().chain(families()).any(|known| known == name) {
            let near = text::nearest(name, rules().chain(families()));
            let help =
                near.map_or("`isms rules` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(Error::usage(
                format!("there is no rule or family `{}`", text::brief(name, 60)),
                Some(help),
            ));
        }
    }
    Ok(())
}
