//! Looks into a pack that somebody hands over, without following a link and without unpacking anything.
#![expect(clippy::disallowed_methods, reason = "a pack is no file of the repository, and may lie anywhere")]

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use crate::pack::verify::{Contents, Seen};
use crate::pack::{MANIFEST, SUMS, Summed, archive};

/// Files of a pack at most.
const MOST_FILES: usize = 10_000;

/// Folders in each other at most.
const DEEPEST: usize = 8;

/// What is in a folder or archive; a sentence says why one is not looked at.
pub(super) fn contents(path: &Path) -> Result<Contents, String> {
    let meta = fs::metadata(path).map_err(|error| format!("cannot be opened: {error}"))?;
    if meta.is_dir() {
        let mut contents = Contents::default();
        folder(path, "", 0, &mut contents)?;
        contents.files.sort_by(|a, b| a.path.cmp(&b.path));
        return Ok(contents);
    }
    if !meta.is_file() {
        return Err("is neither a folder nor an archive".to_owned());
    }
    let file = File::open(path).map_err(|error| format!("cannot be opened: {error}"))?;
    archive::read(io::BufReader::new(file))
}

fn folder(folder: &Path, inner: &str, depth: usize, contents: &mut Contents) -> Result<(), String> {
    let unreadable = |error: io::Error| format!("has {inner:?} that cannot be read: {error}");
    if depth > DEEPEST {
        return Err(format!("has more than {DEEPEST} folders in each other"));
    }
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if inner.is_empty() { name } else { format!("{inner}/{name}") };
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_symlink() {
            return Err(format!("has a link {path:?}, which a pack never has"));
        }
        if kind.is_dir() {
            self::folder(&entry.path(), &path, depth + 1, contents)?;
        } else if kind.is_file() {
            if contents.files.len() >= MOST_FILES {
                return Err(format!("has more than {MOST_FILES} files"));
            }
            let file = seen(&entry.path(), path, contents)?;
            contents.files.push(file);
        } else {
            return Err(format!("has {path:?}, which is neither a file nor a folder"));
        }
    }
    Ok(())
}

fn seen(full: &Path, path: String, contents: &mut Contents) -> Result<Seen, String> {
    let unreadable = |error: io::Error| format!("has {path:?} that cannot be read: {error}");
    let mut file = File::open(full).map_err(unreadable)?;
    if path == MANIFEST || path == SUMS {
        let mut bytes = Vec::new();
        (&file).take(archive::MOST_LIST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > archive::MOST_LIST {
            return Err(format!("has {path:?} that is too large"));
        }
        contents.lists.push((path.clone(), bytes));
        file = File::open(full).map_err(unreadable)?;
    }
    let Summed { size, sha256 } = Summed::of(file).map_err(unreadable)?;
    Ok(Seen { path, size, sha256 })
}
