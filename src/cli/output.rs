//! Files that a command was asked to write.

use std::fs::{OpenOptions, remove_file, rename};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Error;

/// Writes a file whole or not at all: into a new file beside it first, which then takes its place.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<(), Error> {
    let beside = beside(path);
    let written = fill(&beside, content).and_then(|()| rename(&beside, path));
    written.map_err(|error| {
        // It may not be there at all.
        let _ = remove_file(&beside);
        let help = "check that the folder is there and may be written to".to_owned();
        Error::usage(format!("cannot write {}: {error}", path.display()), Some(help))
    })
}

fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn fill(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(content)?;
    file.sync_all()
}
