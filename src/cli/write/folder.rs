//! Writing a folder of files in one step.

use std::fs;
use std::io;
use std::path::Path;

use super::super::Error;
use super::Beside;

/// Writes a folder with files that stand directly in it. One of that name is replaced if it has no other files than these;
/// folders above it that are not there are made.
///
/// All is written into a folder beside it, which then takes its place.
pub(in crate::cli) fn folder(target: &Path, files: &[(&str, &[u8])]) -> Result<(), Error> {
    let failed = |error: io::Error| {
        let help = "check that the folder above it is there and may be written to".to_owned();
        Error::usage(format!("cannot write {}: {error}", target.display()), Some(help))
    };
    if let Some(other) = foreign(target, files).map_err(failed)? {
        let message =
            format!("{} has a file {other:?} that is no part of it, so it is not replaced", target.display());
        return Err(Error::usage(
            message,
            Some("move that file away, or take another folder with `-o`".to_owned()),
        ));
    }
    if let Some(above) = target.parent() {
        fs::create_dir_all(above).map_err(failed)?;
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = target.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = put(&beside, target, files);
    if written.is_err() {
        // If that fails, whoever reads the message sees the folder.
        let _ = fs::remove_dir_all(&beside);
    }
    written.map_err(failed)
}

/// The name of a file or folder in a folder that is none of these files.
fn foreign(target: &Path, files: &[(&str, &[u8])]) -> io::Result<Option<String>> {
    let meta = match target.symlink_metadata() {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if !meta.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotADirectory, "there is a file of that name"));
    }
    for entry in fs::read_dir(target)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !files.iter().any(|(known, _)| *known == name) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

fn put(beside: &Path, target: &Path, files: &[(&str, &[u8])]) -> io::Result<()> {
    fs::create_dir(beside)?;
    for (name, bytes) in files {
        let path = beside.join(name);
        Beside::write(beside, &path, bytes)?.put(&path)?;
    }
    let old = beside.with_extension("old");
    let replaced = target.symlink_metadata().is_ok();
    if replaced {
        fs::rename(target, &old)?;
    }
    fs::rename(beside, target)?;
    if replaced {
        fs::remove_dir_all(&old)?;
    }
    super::sync(target.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}
