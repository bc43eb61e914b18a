//! What was read of files that several commits share, so that each is parsed once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use super::git::Name;
use super::load::Loaded;
use super::snapshot::{Candidate, Snapshot};
use crate::base::Source;

/// By what a file was read: `isms.toml`, the kinds and the standards, as one fingerprint.
pub(super) type Setting = [u8; 32];

/// A file as it is known: how it was read, its path, its content.
type Key = (Setting, Arc<str>, Name);

/// Files of commits that were read. Only good for one repository.
#[derive(Debug, Default)]
pub struct Memory {
    files: Mutex<HashMap<Key, Arc<Loaded>>>,
}

impl Memory {
    /// What a file of a commit says; asked for with `read` where it is not known. Files of a work tree are not remembered.
    pub(super) fn file(
        &self,
        setting: Setting,
        candidate: &Candidate,
        read: impl FnOnce() -> Loaded,
    ) -> Arc<Loaded> {
        let Some(object) = candidate.object() else { return Arc::new(read()) };
        let key = (setting, candidate.path.clone(), object);
        let lock = || self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return Arc::clone(known);
        }
        let loaded = Arc::new(read());
        lock().insert(key, Arc::clone(&loaded));
        loaded
    }
}

/// The fingerprint of everything by which files are read.
pub(super) fn setting(snapshot: &Snapshot, sources: &[Arc<Source>]) -> Setting {
    let mut sum = Sha256::new();
    for source in [snapshot.config()].into_iter().chain(sources) {
        for part in [source.path(), source.text()] {
            sum.update(part.len().to_le_bytes());
            sum.update(part);
        }
    }
    sum.finalize().into()
}
