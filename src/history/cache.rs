//! What objects say, kept between runs, outside of the repository.
//!
//! The cache answers nothing by itself: a run still asks git which commit it looks from and goes through all commits. It
//! only spares reading again what objects, which never change, were found to say by the same program with the same
//! settings. A file that is cut off, altered or of another version counts as none; anybody may delete it at any time; of
//! two runs that write at once the last one wins, whole.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::repository::Repository;
use super::store::Store;
use crate::system::System;

/// Changes whenever what is kept, or what it means, does.
const FORM: &str = concat!("isms history 1, ", env!("CARGO_PKG_VERSION"));

/// Bytes of the sum that a file begins with.
const SUM: usize = 32;

/// Files of one repository that are kept; each version of its settings and kinds has one.
const FILES: usize = 3;

/// Commits that must be new before a file is written again.
const ENOUGH: usize = 16;

/// Where the store of one repository, with its present settings, is kept.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    /// What the names of all files of this repository begin with.
    repository: String,
    file: PathBuf,
}

impl Cache {
    /// The place below a folder; `None` where that lies inside of git's own files.
    pub(super) fn at(folder: &Path, repository: &Repository, system: &System) -> Option<Self> {
        let git = repository.folder().canonicalize().ok()?;
        let folder = std::path::absolute(folder).ok()?.join("history");
        if existing(&folder)?.starts_with(&git) {
            return None;
        }
        let name = digest(&[git.to_string_lossy().as_bytes(), repository.prefix.as_bytes()]);
        let kinds = format!("{:?}", system.schema);
        let meant = digest(&[FORM.as_bytes(), system.config.source.text().as_bytes(), kinds.as_bytes()]);
        let repository = name.get(..16)?.to_owned();
        let file = folder.join(format!("{repository}-{}.bin", meant.get(..16)?));
        Some(Self { folder, repository, file })
    }

    /// What was kept, if it is whole.
    #[expect(clippy::disallowed_methods, reason = "the cache is a file of the program's own")]
    pub(super) fn load(&self) -> Option<Store> {
        let bytes = fs::read(&self.file).ok()?;
        let (sum, rest) = bytes.split_at_checked(SUM)?;
        if Sha256::digest(rest).as_slice() != sum {
            return None;
        }
        let store: Store = postcard::from_bytes(rest).ok()?;
        store.is_sound().then_some(store)
    }

    /// Keeps a store in which so many commits are new. That it could not be written is no fault of the run.
    pub(super) fn save(&self, store: &Store, new: usize) {
        if new >= ENOUGH && self.write(store).is_ok() {
            self.tidy();
        }
    }

    fn write(&self, store: &Store) -> std::io::Result<()> {
        let bytes = postcard::to_extend(store, vec![0; SUM]).map_err(std::io::Error::other)?;
        let mut bytes = bytes;
        let sum = Sha256::digest(&bytes[SUM..]);
        bytes[..SUM].copy_from_slice(&sum);
        fs::create_dir_all(&self.folder)?;
        let own = self.file.with_extension(format!("{}.part", std::process::id()));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&own).and_then(|mut file| file.write_all(&bytes));
        let done = written.and_then(|()| fs::rename(&own, &self.file));
        if done.is_err() {
            let _ = fs::remove_file(&own);
        }
        done
    }

    /// Deletes the oldest files of the same repository.
    #[expect(clippy::disallowed_methods, reason = "the cache is a folder of the program's own")]
    fn tidy(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut own: Vec<_> = entries
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(&self.repository))
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
            .filter(|(_, path)| *path != self.file)
            .collect();
        own.sort();
        let surplus = own.len().saturating_sub(FILES - 1);
        for (_, path) in own.into_iter().take(surplus) {
            let _ = fs::remove_file(path);
        }
    }
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
