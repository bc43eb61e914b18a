//! What objects say, kept between runs, outside of the repository.
//!
//! The cache answers nothing by itself: a run still asks git which commit it looks from. Of the commit from which the
//! last run looked the whole history is kept, since all in it follows from that commit's name; beside it, what is needed
//! to look from others. It
//! only spares reading again what objects, which never change, were found to say by the same program with the same
//! settings. A file that is cut off, altered, of another version or made for something else counts as none; anybody may
//! delete it at any time; of two runs that write at once the last one wins, whole. It holds what the records say, so
//! only its owner may read it.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, IntoInnerError, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::kept::Kept;
use super::repository::Repository;
use super::store::Store;
use crate::system::System;

/// Changes whenever what is kept, or what it means, does.
const FORM: &str = concat!("isms history 3, ", env!("CARGO_PKG_VERSION"));

/// Bytes of the sum that a file begins with.
const SUM: usize = 32;

/// Files of one repository that are kept; each version of its settings and kinds has one.
const FILES: usize = 3;

/// Files of all repositories together, and their bytes.
const ALL_FILES: usize = 64;
const ALL_BYTES: u64 = 2 << 30;

/// Bytes of one file at most: what has grown beyond is read anew.
const LARGEST: u64 = 1 << 30;

/// Commits or texts that must be new before a file is written again.
const ENOUGH: usize = 16;

/// After this time a file that is still being written never will be whole.
const ABANDONED: Duration = Duration::from_hours(1);

/// Tells programs that make copies of folders to leave this one out (<https://bford.info/cachedir/>).
const TAG: &[u8] = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by isms; safe to delete.\n";

/// Where the store of one repository, with its present settings, is kept.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    /// What the names of all files of this repository begin with.
    repository: String,
    file: PathBuf,
    /// What the file was made for: the repository, the settings, the kinds, and the program.
    made_for: String,
}

impl Cache {
    /// The place below a folder; `None` where that lies inside of git's own files or of the work tree.
    pub(super) fn at(folder: &Path, repository: &Repository, system: &System) -> Option<Self> {
        let git = repository.folder().canonicalize().ok()?;
        let folder = std::path::absolute(folder).ok()?.join("history");
        let real = existing(&folder)?;
        let tree = repository.work_tree().and_then(|tree| tree.canonicalize().ok());
        if real.starts_with(&git) || tree.is_some_and(|tree| real.starts_with(tree)) {
            return None;
        }
        let name = digest(&[git.to_string_lossy().as_bytes(), repository.prefix.as_bytes()]);
        let kinds = format!("{:?}", system.schema);
        let settings = system.config.source.text();
        let meant = digest(&[FORM.as_bytes(), settings.as_bytes(), kinds.as_bytes()]);
        let repository = name.get(..16)?.to_owned();
        let file = folder.join(format!("{repository}-{}.bin", meant.get(..16)?));
        Some(Self { folder, repository, file, made_for: name + &meant })
    }

    /// What objects were found to say, if it is whole.
    pub(super) fn load(&self) -> Option<Store> {
        read::<Store>(&self.file, &self.made_for).filter(Store::is_sound)
    }

    /// The history that was kept last.
    pub(super) fn history(&self) -> Option<Kept> {
        read(&self.newest(), &self.made_for)
    }

    /// Keeps a history, and gives it back.
    pub(super) fn keep(&self, kept: Kept) -> Kept {
        // That it could not be written is no fault of the run.
        let _ = self.write(&self.newest(), &kept);
        kept
    }

    /// The file of the newest history; the other one has what objects say.
    fn newest(&self) -> PathBuf {
        self.file.with_extension("now")
    }

    /// Keeps a store in which so many commits and texts are new. That it could not be written is no fault of the run.
    pub(super) fn save(&self, store: &Store, new: usize) {
        let is_first = || !self.file.is_file();
        if (new >= ENOUGH || is_first()) && self.write(&self.file, store).is_ok() {
            self.tidy();
        }
    }

    fn write(&self, file: &Path, content: &impl Serialize) -> std::io::Result<()> {
        self.make_folder()?;
        let own = file.with_extension(format!("{}.part", unique()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&own).and_then(|file| Summed::write(file, content, &self.made_for));
        let done = written.and_then(|()| fs::rename(&own, file));
        if done.is_err() {
            let _ = fs::remove_file(&own);
        }
        done
    }

    /// Makes the folder, for its owner alone.
    fn make_folder(&self) -> std::io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.folder)?;
        let mut options = OpenOptions::new();
        if let Ok(mut tag) = options.write(true).create_new(true).open(self.folder.join("CACHEDIR.TAG")) {
            tag.write_all(TAG)?;
        }
        Ok(())
    }

    /// Deletes what is too much: the oldest files of the same repository, then the oldest of all, and what other runs
    /// began to write and left.
    #[expect(clippy::disallowed_methods, reason = "the cache is a folder of the program's own")]
    fn tidy(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut files: Vec<_> = entries
            .flatten()
            .filter_map(|entry| {
                let meta = entry.metadata().ok().filter(fs::Metadata::is_file)?;
                Some((meta.modified().ok()?, meta.len(), entry.path()))
            })
            .collect();
        files.sort();
        let newest = files.last().map(|(time, ..)| *time);
        let (mut own, mut all, mut bytes) = (0, 0, 0);
        for (time, size, path) in files.into_iter().rev() {
            let is = |end: &str| path.extension().is_some_and(|extension| extension == end);
            let is_own =
                || path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&self.repository));
            // The history goes with what it was made of.
            if is("now") && !path.with_extension("bin").is_file() {
                let _ = fs::remove_file(&path);
            }
            bytes += if is("now") { size } else { 0 };
            if is("bin") {
                own += usize::from(is_own());
                all += 1;
                bytes += size;
            }
            let age = newest.and_then(|newest| newest.duration_since(time).ok()).unwrap_or_default();
            let is_surplus = (is_own() && own > FILES) || all > ALL_FILES || bytes > ALL_BYTES;
            if path.with_extension("bin") != self.file
                && ((is("bin") && is_surplus) || (is("part") && age > ABANDONED))
            {
                let _ = fs::remove_file(path.with_extension("now"));
                let _ = fs::remove_file(path);
            }
        }
    }
}

/// Writes to a file and sums up what it writes.
struct Summed {
    file: File,
    sum: Sha256,
}

impl Summed {
    /// Writes content behind its sum.
    fn write(mut file: File, content: &impl Serialize, made_for: &str) -> std::io::Result<()> {
        file.write_all(&[0; SUM])?;
        let sum = Sha256::new_with_prefix(made_for.as_bytes());
        let out = BufWriter::with_capacity(64 << 10, Self { file, sum });
        let out = postcard::to_io(content, out).map_err(std::io::Error::other)?;
        let Self { mut file, sum } = out.into_inner().map_err(IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&sum.finalize())
    }
}

impl std::io::Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// What a file of the cache holds, if it is whole and was made for the same.
#[expect(clippy::disallowed_methods, reason = "the cache is a file of the program's own")]
fn read<T: DeserializeOwned>(file: &Path, made_for: &str) -> Option<T> {
    let meta = fs::metadata(file).ok()?;
    if !meta.is_file() || meta.len() > LARGEST {
        return None;
    }
    let bytes = fs::read(file).ok()?;
    let (known, rest) = bytes.split_at_checked(SUM)?;
    if sum(rest, made_for).as_slice() != known {
        return None;
    }
    postcard::from_bytes(rest).ok()
}

/// The sum of a file's content and of what it was made for.
fn sum(content: &[u8], made_for: &str) -> [u8; SUM] {
    let mut sum = Sha256::new();
    sum.update(made_for.as_bytes());
    sum.update(content);
    sum.finalize().into()
}

/// A name that no other run and no other thread uses now.
fn unique() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The nearest folder above a path, or itself, that exists, by its real name.
fn existing(path: &Path) -> Option<PathBuf> {
    path.ancestors().find_map(|folder| folder.canonicalize().ok())
}

fn digest(parts: &[&[u8]]) -> String {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update((part.len() as u64).to_le_bytes());
        sum.update(part);
    }
    sum.finalize().iter().fold(String::new(), |mut out, byte| {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
