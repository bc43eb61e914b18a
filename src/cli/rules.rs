//! `isms rules`.

use clap::Args;

use super::table::table;
use super::{Error, Exit, Global, session, terminal};
use crate::finding::RuleInfo;
use crate::schema::load_builtin;
use crate::system::SnapshotError;

/// List all rules
///
/// Their family, grade, clauses and what they find; rules of a repository's own kind files and of its isms.toml included.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms rules                     all rules
  isms rules --family currency   those about what is late")]
pub(super) struct Arguments {
    /// Rules of this family only
    #[arg(long, value_name = "FAMILY")]
    family: Option<String>,
}

/// Runs the command. Outside a repository it lists the built-in rules.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let infos = match session::load(global) {
        Ok((_, loaded)) => crate::rules::infos_of(&loaded.system),
        Err(Error::Snapshot(SnapshotError::NoConfig(_))) => crate::rules::infos(&load_builtin().0),
        Err(error) => return Err(error),
    };
    let fits =
        |info: &&RuleInfo| arguments.family.as_ref().is_none_or(|family| *family == info.family.as_str());
    let chosen: Vec<&RuleInfo> = infos.iter().filter(fits).collect();
    if chosen.is_empty() {
        let families: Vec<&str> = crate::finding::Family::ALL.iter().map(|family| family.as_str()).collect();
        let help = format!("the families are {}", crate::base::text::list(&families, "and", 20));
        return Err(Error::usage("there is no rule of that family", Some(help)));
    }
    terminal::print(&listing(&chosen))?;
    Ok(Exit::Clean)
}

fn listing(infos: &[&RuleInfo]) -> String {
    let rows = infos.iter().map(|info| {
        vec![
            info.name.clone(),
            info.family.as_str().to_owned(),
            info.grade.to_string(),
            info.clauses.join(", "),
            info.summary.clone(),
        ]
    });
    table(&["rule", "family", "grade", "clauses", "what it finds"], rows)
}
