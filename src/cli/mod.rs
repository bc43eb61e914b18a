//! The command line. The only room that prints, and the only one that asks the clock.

mod check;
mod error;
mod exit;
mod explain;
mod find;
mod list;
mod log;
mod rules;
mod schema;
mod session;
mod show;
mod table;
mod terminal;

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

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
struct Global {
    /// Work as if started in this folder
    #[arg(short = 'C', value_name = "DIR", global = true)]
    directory: Option<PathBuf>,
    /// Use this file instead of the isms.toml that is found here or above
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// Look at the records as of this date instead of today (year-month-day)
    #[arg(long, value_name = "DATE", global = true, env = "ISMS_AS_OF", value_parser = terminal::date)]
    as_of: Option<Date>,
    /// Colour: auto, always or never
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    color: terminal::ColorWhen,
    /// Print the answer only
    #[arg(short, long, global = true)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    List(list::Arguments),
    Show(show::Arguments),
    Log(log::Arguments),
    Find(find::Arguments),
    Explain(explain::Arguments),
    Rules(rules::Arguments),
    Schema(schema::Arguments),
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
        Command::List(arguments) => list::run(global, arguments),
        Command::Show(arguments) => show::run(global, arguments),
        Command::Log(arguments) => log::run(global, arguments),
        Command::Find(arguments) => find::run(global, arguments),
        Command::Explain(arguments) => explain::run(global, arguments),
        Command::Rules(arguments) => rules::run(global, arguments),
        Command::Schema(arguments) => schema::run(arguments),
    }
}

/// The reference of all commands as Markdown, made from their arguments.
pub fn reference() -> String {
    let mut out = String::from("# Commands\n\nMade from the program's own help; a test keeps it so.\n");
    let mut root = Cli::command();
    root.build();
    for command in root.get_subcommands_mut() {
        let name = command.get_name().to_owned();
        let help = command.clone().term_width(100).render_long_help().to_string();
        let help: Vec<&str> = help.lines().map(str::trim_end).collect();
        out.push_str(&format!("\n## isms {name}\n\n```text\n{}\n```\n", help.join("\n").trim_end()));
    }
    out
}

/// Writes a line to standard error; there is nobody to tell if that fails.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
