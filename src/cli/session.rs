//! What most commands begin with: find the repository and read it.

use std::path::Path;

use super::{Error, Global, say, terminal};
use crate::base::text;
use crate::check::Loaded;
use crate::finding::Level;
use crate::history::Options;
use crate::query::Selector;
use crate::system::{RecordId, Snapshot, System};

/// Finds `isms.toml` and reads the records below it.
pub(super) fn load(global: &Global) -> Result<(Snapshot, Loaded), Error> {
    let start = global.directory.as_deref().unwrap_or(Path::new("."));
    let snapshot = match &global.config {
        Some(file) => Snapshot::with_config(&start.join(file))?,
        None => Snapshot::discover(start)?,
    };
    let as_of = global.as_of.unwrap_or_else(terminal::today);
    let loaded = Loaded::read(&snapshot, as_of);
    Ok((snapshot, loaded))
}

/// How the history is looked at, from `HEAD` or from a revision, with the cache of the one who runs the program.
pub(super) fn history_options(global: &Global, revision: Option<String>) -> Options {
    Options { revision, cache: terminal::cache_folder(global) }
}

/// Reads the system for a command that shows records; what is wrong in them is only counted, on standard error.
pub(super) fn system(global: &Global) -> Result<System, Error> {
    let (_, loaded) = load(global)?;
    let wrong = loaded.findings().iter().filter(|finding| finding.level == Level::Error).count();
    if wrong > 0 && !global.quiet {
        say(&format!("note: {} while reading; `isms check` shows them", text::count(wrong, "mistake")));
    }
    Ok(loaded.system)
}

/// Reads selectors.
pub(super) fn selectors(written: &[String], system: &System) -> Result<Vec<Selector>, Error> {
    written.iter().map(|one| Selector::parse(one, system).map_err(Error::from)).collect()
}

/// The record with an id.
pub(super) fn record(id: &str, system: &System) -> Result<RecordId, Error> {
    system.find(id).ok_or_else(|| {
        let upper = id.to_uppercase();
        let near = system
            .ids()
            .find(|known| known.to_uppercase() == upper)
            .or_else(|| text::nearest(id, system.ids()));
        let help = near.map_or("`isms find TEXT` searches all records".to_owned(), |near| {
            format!("did you mean {near}?")
        });
        Error::usage(format!("no record is called {}", text::brief(id, 60)), Some(help))
    })
}
