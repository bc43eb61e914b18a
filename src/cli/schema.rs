//! `isms schema`.

use clap::{Args, ValueEnum};

use super::{Error, Exit, terminal};

/// Print a JSON Schema of what this program prints
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// check: what `isms check --format json` prints
    #[arg(value_name = "WHAT", default_value = "check")]
    what: What,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    Check,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<Exit, Error> {
    let What::Check = arguments.what;
    terminal::print(include_str!("../../templates/schemas/check.schema.json"))?;
    Ok(Exit::Clean)
}
