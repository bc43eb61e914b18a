//! Whether a pack is what it says it is: every file against the manifest and the sums, and against one that is built again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Listed, MANIFEST, Manifest, Pack, SUMS, sha256};

/// A file that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its path in the pack.
    pub path: String,
    /// How many bytes it has.
    pub size: u64,
    /// Its SHA-256.
    pub sha256: String,
}

/// What is in a folder or archive.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    /// All files.
    pub files: Vec<Seen>,
    /// The bytes of the manifest and the sums, by path.
    pub lists: Vec<(String, Vec<u8>)>,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A file is not there.
    Missing(String),
    /// A file has other bytes.
    Changed(String),
    /// A file is there that nothing lists.
    Extra(String),
    /// The sums say something else than the manifest.
    Sums(String),
    /// A file is built with other bytes from the same commit.
    Differs(String),
}

impl Fault {
    /// The word and the file.
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Missing(path) => ("missing", path),
            Self::Changed(path) => ("changed", path),
            Self::Extra(path) => ("extra", path),
            Self::Sums(path) => ("sums", path),
            Self::Differs(path) => ("differs", path),
        }
    }
}

impl Contents {
    /// The contents of the one folder at the top that has the manifest, as paths in the pack. Files beside it keep their
    /// paths, and so are extra.
    pub(super) fn below_top(mut self) -> Result<Self, String> {
        let manifests: Vec<&str> =
            self.lists.iter().filter_map(|(path, _)| path.strip_suffix(MANIFEST)).collect();
        let top = match manifests.as_slice() {
            [] => return Err(format!("has no {MANIFEST}, so it is no pack")),
            [top] if top.matches('/').count() <= 1 => (*top).to_owned(),
            _ => return Err(format!("has more than one {MANIFEST}, or none at its top")),
        };
        let below = |path: &mut String| {
            if let Some(rest) = path.strip_prefix(&top) {
                *path = rest.to_owned();
            }
        };
        self.files.iter_mut().for_each(|file| below(&mut file.path));
        self.lists.iter_mut().for_each(|(path, _)| below(path));
        Ok(self)
    }

    /// A list by its path.
    pub fn list(&self, path: &str) -> Option<&[u8]> {
        self.lists.iter().find(|(known, _)| known == path).map(|(_, bytes)| bytes.as_slice())
    }
}

/// Holds what was seen against the manifest and the sums; all faults, sorted.
pub fn against_manifest(contents: &Contents, manifest: &Manifest) -> Vec<Fault> {
    let mut faults = BTreeSet::new();
    let seen: BTreeMap<&str, &Seen> = contents.files.iter().map(|file| (file.path.as_str(), file)).collect();
    for listed in &manifest.files {
        match seen.get(listed.path.as_str()) {
            None => _ = faults.insert(Fault::Missing(listed.path.clone())),
            Some(file) if file.size != listed.size || file.sha256 != listed.sha256 => {
                faults.insert(Fault::Changed(listed.path.clone()));
            }
            Some(_) => {}
        }
    }
    let known: BTreeSet<&str> =
        manifest.files.iter().map(|listed| listed.path.as_str()).chain([MANIFEST, SUMS]).collect();
    faults.extend(
        seen.keys().filter(|path| !known.contains(*path)).map(|path| Fault::Extra((*path).to_owned())),
    );
    faults.extend(against_sums(contents, &manifest.files, &seen));
    faults.into_iter().collect()
}

/// Holds the sums against the manifest, and the manifest against its sum.
fn against_sums(contents: &Contents, listed: &[Listed], seen: &BTreeMap<&str, &Seen>) -> Vec<Fault> {
    let Some(bytes) = contents.list(SUMS) else { return vec![Fault::Missing(SUMS.to_owned())] };
    let text = String::from_utf8_lossy(bytes);
    let sums: BTreeMap<&str, &str> =
        text.lines().filter_map(|line| line.split_once("  ")).map(|(sum, path)| (path, sum)).collect();
    let mut wanted: BTreeMap<&str, &str> =
        listed.iter().map(|file| (file.path.as_str(), file.sha256.as_str())).collect();
    if let Some(manifest) = seen.get(MANIFEST) {
        wanted.insert(MANIFEST, &manifest.sha256);
    }
    let paths: BTreeSet<&str> = sums.keys().chain(wanted.keys()).copied().collect();
    let differs = |path: &&str| sums.get(path) != wanted.get(path);
    let mut faults: Vec<Fault> =
        paths.into_iter().filter(differs).map(|path| Fault::Sums(path.to_owned())).collect();
    if text.lines().count() != sums.len() {
        faults.push(Fault::Sums(SUMS.to_owned()));
    }
    faults
}

/// Holds what was seen against the same pack, built again.
pub fn against_rebuilt(contents: &Contents, rebuilt: &Pack) -> Vec<Fault> {
    let seen: BTreeMap<&str, &Seen> = contents.files.iter().map(|file| (file.path.as_str(), file)).collect();
    let mut faults = BTreeSet::new();
    for file in &rebuilt.files {
        let same = seen.get(file.path.as_str()).map(|seen| seen.sha256 == sha256(&file.bytes));
        match same {
            None => _ = faults.insert(Fault::Missing(file.path.clone())),
            Some(false) => _ = faults.insert(Fault::Differs(file.path.clone())),
            Some(true) => {}
        }
    }
    let built: BTreeSet<&str> = rebuilt.files.iter().map(|file| file.path.as_str()).collect();
    faults.extend(
        seen.keys().filter(|path| !built.contains(*path)).map(|path| Fault::Extra((*path).to_owned())),
    );
    faults.into_iter().collect()
}
