//! Writing, for the few commands that do: whole files, atomically.
//!
//! A file is written beside its place under another name, flushed to the disk and then put in place in one step, so that
//! a crash leaves the old state or the new one. Records are never written over what was not read, nor outside the
//! repository's root; what somebody asks for by `-o PATH` goes where that says.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the room that writes, and it makes sure of what it replaces"
)]

mod folder;

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub(super) use self::folder::folder;
use super::Error;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub(super) enum WriteError {
    /// A file of that name is there.
    #[error("{0} is there already, and nothing is written over it")]
    Exists(String),
    /// The folder lies outside, by a symbolic link.
    #[error("{0} leads out of the repository")]
    Outside(String),
    /// The file is not what it was when it was read.
    #[error("{0} has changed since it was read")]
    Changed(String),
    /// The system says no.
    #[error("cannot write {path}: {source}")]
    Io {
        /// Which.
        path: String,
        /// Why.
        source: io::Error,
    },
}

/// Writes what a command was asked to put into a file, wherever that is; one of that name is replaced.
pub(super) fn output(path: &Path, content: &str) -> Result<(), Error> {
    bytes(path, content.as_bytes())
}

/// The same for what is no text.
pub(super) fn bytes(path: &Path, content: &[u8]) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = Beside::write(folder, path, content).and_then(|beside| beside.put(path));
    written.map_err(|error| {
        let help = "check that the folder is there and may be written to".to_owned();
        Error::usage(format!("cannot write {}: {error}", path.display()), Some(help))
    })
}

/// Makes a new file below the root, with its folder; never replaces one.
pub(super) fn create(root: &Path, path: &str, text: &str) -> Result<(), WriteError> {
    let io = |source| WriteError::Io { path: path.to_owned(), source };
    let target = root.join(path);
    let folder = target.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(io)?;
    let folder = inside(root, folder, path)?;
    if target.symlink_metadata().is_ok() {
        return Err(WriteError::Exists(path.to_owned()));
    }
    let beside = Beside::write(&folder, &target, text.as_bytes()).map_err(io)?;
    // A hard link fails where a file of that name has come up in the meantime, which a rename would replace.
    match fs::hard_link(&beside.0, &target) {
        Ok(()) => sync(&folder).map_err(io),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(WriteError::Exists(path.to_owned()))
        }
        // Some file systems have no hard links.
        Err(_) => beside.put(&target).and_then(|()| sync(&folder)).map_err(io),
    }
}

/// Replaces a file below the root that still reads as it was read.
pub(super) fn replace(root: &Path, path: &str, before: &str, text: &str) -> Result<(), WriteError> {
    let io = |source| WriteError::Io { path: path.to_owned(), source };
    let target = root.join(path).canonicalize().map_err(io)?;
    let folder = inside(root, target.parent().unwrap_or(root), path)?;
    if fs::read(&target).map_err(io)? != before.as_bytes() {
        return Err(WriteError::Changed(path.to_owned()));
    }
    let beside = Beside::write(&folder, &target, text.as_bytes()).map_err(io)?;
    let rights = fs::metadata(&target).map_err(io)?.permissions();
    fs::set_permissions(&beside.0, rights).map_err(io)?;
    beside.put(&target).and_then(|()| sync(&folder)).map_err(io)
}

/// Takes back a file that [`create`] made.
pub(super) fn take_back(root: &Path, path: &str) {
    // If that fails, whoever reads the message sees the file.
    let _ = fs::remove_file(root.join(path));
}

/// The folder without symbolic links, if it lies below the root.
fn inside(root: &Path, folder: &Path, path: &str) -> Result<PathBuf, WriteError> {
    let io = |source| WriteError::Io { path: path.to_owned(), source };
    let root = root.canonicalize().map_err(io)?;
    let folder = folder.canonicalize().map_err(io)?;
    if folder.starts_with(&root) { Ok(folder) } else { Err(WriteError::Outside(path.to_owned())) }
}

/// A file beside the one that is to be; gone when dropped, unless it was put in place.
struct Beside(PathBuf);

impl Beside {
    fn write(folder: &Path, target: &Path, content: &[u8]) -> io::Result<Self> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let beside = Self(folder.join(format!(".{name}.{}.new", std::process::id())));
        let mut file = OpenOptions::new().write(true).create_new(true).open(&beside.0)?;
        file.write_all(content)?;
        file.sync_all()?;
        Ok(beside)
    }

    fn put(self, target: &Path) -> io::Result<()> {
        fs::rename(&self.0, target)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Flushes a folder, so that the name of a new file outlives a crash. Not every system can.
fn sync(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
