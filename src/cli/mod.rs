//! The command line. The only room that prints, and the only one that asks the clock.

mod adopt;
mod check;
mod diff;
mod documents;
mod due;
mod error;
mod exit;
mod explain;
mod find;
mod graph;
mod impact;
mod list;
mod log;
mod look;
mod metrics;
mod occurrences;
mod pack;
mod page;
mod report;
mod rules;
mod sample;
mod schema;
mod session;
mod show;
mod status;
mod support;
mod table;
mod terminal;
mod trace;
mod verify;
mod write;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, Parser, Subcommand};

pub use self::error::Error;
pub use self::exit::Exit;
use crate::base::Date;

/// Keeps an ISO/IEC 27001 management system in git and tells what an auditor would find.
#[derive(Debug, Parser)]
#[command(name = "isms", version = VERSION, disable_help_subcommand = true, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (git records)");

/// The heading below which a command's help has the options of all, after its own.
const EVERYWHERE: &str = "Options of every command";

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
struct Global {
    /// Work as if started in this folder
    #[arg(short = 'C', value_name = "DIR", global = true, help_heading = EVERYWHERE)]
    directory: Option<PathBuf>,
    /// Use this file instead of the isms.toml that is found here or above
    #[arg(long, value_name = "FILE", global = true, help_heading = EVERYWHERE)]
    config: Option<PathBuf>,
    /// Read the records as they were: a commit, tag or branch, a date (the end of that day), or last-audit
    ///
    /// They are read from the commits, and no file is touched. A date is looked up on the line of commits that is checked
    /// out. They are judged by the clock of then, unless --as-of says otherwise.
    #[arg(long, value_name = "REV", global = true, help_heading = EVERYWHERE)]
    at: Option<String>,
    /// Look at the records as of this date instead of today (year-month-day)
    ///
    /// Without --at these are the records as they stand now, seen from that day.
    #[arg(long, value_name = "DATE", global = true, help_heading = EVERYWHERE, env = "ISMS_AS_OF", value_parser = terminal::date)]
    as_of: Option<Date>,
    /// Colour: auto, always or never
    #[arg(long, value_name = "WHEN", global = true, help_heading = EVERYWHERE, default_value = "auto")]
    color: terminal::ColorWhen,
    /// Read the whole history anew and keep nothing of it for the next run
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    no_cache: bool,
    /// Print the answer only
    #[arg(short, long, global = true, help_heading = EVERYWHERE)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Status(status::Arguments),
    Due(due::Arguments),
    List(list::Arguments),
    Show(show::Arguments),
    Diff(diff::Arguments),
    Log(log::Arguments),
    Find(find::Arguments),
    Graph(graph::Arguments),
    Impact(impact::Arguments),
    Trace(trace::Arguments),
    Explain(explain::Arguments),
    Metrics(metrics::Arguments),
    Report(report::Arguments),
    Sample(sample::Arguments),
    Rules(rules::Arguments),
    Schema(schema::Arguments),
    Verify(verify::Arguments),
}

const START: &str = "\
isms: an ISO/IEC 27001 management system, kept as records in git

  isms check           what an auditor would find today
  isms list risk       every record of a kind
  isms show RSK-0001   one record, with what it rests on and what rests on it
  isms explain RULE    why something is reported and how to mend it

  isms --help lists all commands.
";

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return exit::usage(&error),
    };
    let result = match &cli.command {
        Some(command) => run(&cli.global, command),
        None => terminal::print(START).map(|()| Exit::Clean).map_err(Error::from),
    };
    exit::code(result)
}

fn run(global: &Global, command: &Command) -> Result<Exit, Error> {
    match command {
        Command::Check(arguments) => check::run(global, arguments),
        Command::Status(arguments) => status::run(global, arguments),
        Command::Due(arguments) => due::run(global, arguments),
        Command::List(arguments) => list::run(global, arguments),
        Command::Show(arguments) => show::run(global, arguments),
        Command::Diff(arguments) => diff::run(global, arguments),
        Command::Log(arguments) => log::run(global, arguments),
        Command::Find(arguments) => find::run(global, arguments),
        Command::Graph(arguments) => graph::run(global, arguments),
        Command::Impact(arguments) => impact::run(global, arguments),
        Command::Trace(arguments) => trace::run(global, arguments),
        Command::Explain(arguments) => explain::run(global, arguments),
        Command::Metrics(arguments) => metrics::run(global, arguments),
        Command::Report(arguments) => report::run(global, arguments),
        Command::Sample(arguments) => sample::run(global, arguments),
        Command::Rules(arguments) => rules::run(global, arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Verify(arguments) => verify::run(global, arguments),
    }
}

/// The reference of all commands as Markdown, made from their arguments.
pub fn reference() -> String {
    let mut out = String::from("# Commands\n\nMade from the program's own help; a test keeps it so.\n");
    let mut root = Cli::command();
    root.build();
    for command in root.get_subcommands_mut() {
        let name = command.get_name().to_owned();
        page(command, &name, &mut out);
        for inner in command.get_subcommands_mut() {
            let name = format!("{name} {}", inner.get_name());
            page(inner, &name, &mut out);
        }
    }
    out
}

/// The help of one command.
fn page(command: &clap::Command, name: &str, out: &mut String) {
    let help = command.clone().term_width(100).render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    out.push_str(&format!("\n## isms {name}\n\n```text\n{}\n```\n", help.join("\n").trim_end()));
}

/// Writes a line to standard error; there is nobody to tell if that fails.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
