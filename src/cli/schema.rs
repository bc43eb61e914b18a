//! `isms schema`.

use clap::{Args, ValueEnum};

use super::{Error, Exit, terminal};

/// Print a JSON Schema of what this program prints
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms schema > check.schema.json
  isms schema readiness > readiness.schema.json
  isms schema diff > diff.schema.json
  isms schema document > document.schema.json")]
pub(super) struct Arguments {
    /// check: what `isms check --format json` prints; readiness: what `isms report readiness --format json` prints;
    /// diff: what `isms diff --format json` prints; document: what the other reports print as JSON, and `data.json` of a
    /// pack; manifest: `manifest.json` of a pack
    #[arg(value_name = "WHAT", default_value = "check")]
    what: What,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    Check,
    Readiness,
    Diff,
    Document,
    Manifest,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<Exit, Error> {
    terminal::print(match arguments.what {
        What::Check => include_str!("../../templates/schemas/check.schema.json"),
        What::Readiness => include_str!("../../templates/schemas/readiness.schema.json"),
        What::Diff => include_str!("../../templates/schemas/diff.schema.json"),
        What::Document => include_str!("../../templates/schemas/document.schema.json"),
        What::Manifest => include_str!("../../templates/schemas/manifest.schema.json"),
    })?;
    Ok(Exit::Clean)
}
