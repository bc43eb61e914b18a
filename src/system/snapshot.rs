//! The files of a repository as they lie in the work tree. The only room that reads files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};

use crate::base::{Limits, Source, Span, text};
use crate::config::Config;
use crate::finding::{Finding, Label};

/// The name of the file that makes a folder a management system.
pub const CONFIG: &str = "isms.toml";

/// Why there is nothing to check.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// No `isms.toml` in the folder or above it, up to the repository's root.
    #[error("there is no isms.toml in {} or in a folder above it", .0.display())]
    NoConfig(PathBuf),
    /// A folder or file that cannot be opened.
    #[error("cannot read {}: {}", .path.display(), .source)]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// `isms.toml` is no text.
    #[error("{} is not UTF-8 text", .0.display())]
    NotText(PathBuf),
}

/// A repository's files at one moment.
#[derive(Debug)]
pub struct Snapshot {
    root: PathBuf,
    config: Arc<Source>,
}

/// A file, by its path relative to the root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Relative path with forward slashes.
    pub path: String,
    full: PathBuf,
}

impl Candidate {
    /// Whether it may hold records: `.yaml`, `.yml` or `.md`.
    pub fn may_hold_records(&self) -> bool {
        has_extension(&self.full, &["yaml", "yml", "md"])
    }
}

/// What became of reading one file.
#[derive(Debug)]
pub enum Reading {
    /// Its text.
    Text(Arc<Source>),
    /// It could not be read: why, and ids that it seems to hold.
    Unread(Box<Finding>, Vec<String>),
}

#[expect(clippy::disallowed_methods, reason = "this is the room that reads files")]
fn bytes_of(path: &Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}

impl Snapshot {
    /// Finds `isms.toml` in a folder or above it, but not above the root of a git repository.
    pub fn discover(start: &Path) -> Result<Self, SnapshotError> {
        let unreadable = |source| SnapshotError::Unreadable { path: start.to_owned(), source };
        let start = start.canonicalize().map_err(unreadable)?;
        for folder in start.ancestors() {
            let file = folder.join(CONFIG);
            if file.is_file() {
                return Self::open(folder, &file);
            }
            if folder.join(".git").exists() {
                break;
            }
        }
        Err(SnapshotError::NoConfig(start))
    }

    /// Takes a configuration file by its path; the folder it lies in is the root.
    pub fn with_config(file: &Path) -> Result<Self, SnapshotError> {
        let unreadable = |source| SnapshotError::Unreadable { path: file.to_owned(), source };
        let file = file.canonicalize().map_err(unreadable)?;
        Self::open(file.parent().unwrap_or(Path::new("/")), &file)
    }

    fn open(root: &Path, file: &Path) -> Result<Self, SnapshotError> {
        let unreadable = |source| SnapshotError::Unreadable { path: file.to_owned(), source };
        let bytes = bytes_of(file).map_err(unreadable)?;
        let text = String::from_utf8(bytes).map_err(|_| SnapshotError::NotText(file.to_owned()))?;
        let name =
            file.file_name().map_or_else(|| CONFIG.to_owned(), |name| name.to_string_lossy().into_owned());
        Ok(Self { root: root.to_owned(), config: Arc::new(Source::new(name, text)) })
    }

    /// The folder that `isms.toml` lies in.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The text of `isms.toml`.
    pub fn config(&self) -> &Arc<Source> {
        &self.config
    }

    /// The repository's own kind files, sorted by path.
    pub fn kind_files(&self, config: &Config) -> (Vec<Arc<Source>>, Vec<Finding>) {
        let mut sources = Vec::new();
        let mut findings = Vec::new();
        let Some(folder) = &config.kinds_folder else {
            return (sources, findings);
        };
        let path = self.root.join(&folder.value);
        if !path.is_dir() {
            let message = format!("there is no folder {}", text::brief(&folder.value, 60));
            let label = Label::new(&self.config, folder.span, "no such folder");
            let help = "correct the path, which begins at the folder of isms.toml, or delete this setting";
            findings.push(Finding::new("invalid-configuration", message, label).help(help));
            return (sources, findings);
        }
        let walk = WalkBuilder::new(path).sort_by_file_name(Ord::cmp).build();
        for entry in walk.flatten().filter(|entry| has_extension(entry.path(), &["toml"])) {
            match read(&self.candidate(entry.into_path()), &config.limits) {
                Reading::Text(source) => sources.push(source),
                Reading::Unread(finding, _) => findings.push(*finding),
            }
        }
        (sources, findings)
    }

    /// All files, sorted; findings about links that leave the repository and folders that cannot be opened. Ignored and
    /// hidden files are left out.
    pub fn candidates(&self) -> (Vec<Candidate>, Vec<Finding>) {
        let mut found = BTreeSet::new();
        let mut findings = Vec::new();
        let walk = WalkBuilder::new(&self.root).follow_links(false).require_git(false).build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.path_is_symlink() => findings.extend(self.symlink(&entry)),
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    found.insert(self.candidate(entry.into_path()));
                }
                Ok(_) => {}
                Err(error) => findings.push(self.unwalkable(&error)),
            }
        }
        (found.into_iter().collect(), findings)
    }

    fn candidate(&self, full: PathBuf) -> Candidate {
        Candidate { path: self.relative(&full), full }
    }

    fn relative(&self, full: &Path) -> String {
        let inner = full.strip_prefix(&self.root).unwrap_or(full);
        let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }

    /// A link inside the repository is read where it leads; one that leads out is not followed.
    fn symlink(&self, entry: &DirEntry) -> Option<Finding> {
        let target = entry.path().canonicalize().ok();
        if target.as_ref().is_some_and(|target| target.starts_with(&self.root)) {
            return None;
        }
        let path = self.relative(entry.path());
        let shown = text::brief(&path, 80);
        let message = match target {
            Some(_) => {
                format!("{shown} is a symbolic link that leads out of the repository; it was not followed")
            }
            None => format!("{shown} is a symbolic link that leads nowhere"),
        };
        let source = Arc::new(Source::new(path, ""));
        Some(
            Finding::new("symlink-outside", message, Label::new(&source, Span::default(), ""))
                .help("put the file itself into the repository, or delete the link"),
        )
    }

    fn unwalkable(&self, error: &ignore::Error) -> Finding {
        let path = match error {
            ignore::Error::WithPath { path, .. } => self.relative(path),
            ignore::Error::WithDepth { err, .. } => match &**err {
                ignore::Error::WithPath { path, .. } => self.relative(path),
                _ => String::new(),
            },
            _ => String::new(),
        };
        let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        unread(&path, &format!("cannot be opened: {reason}"), "check who may read it")
    }

    /// Whether a path relative to the root exists.
    pub fn exists(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }
}

fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| wanted.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Reads one file within the limits.
pub fn read(candidate: &Candidate, limits: &Limits) -> Reading {
    let stem =
        || candidate.full.file_stem().map(|stem| stem.to_string_lossy().into_owned()).into_iter().collect();
    let refuse = |what: &str, help: &str, ids: Vec<String>| {
        Reading::Unread(Box::new(unread(&candidate.path, what, help)), ids)
    };
    if let Ok(meta) = candidate.full.metadata() {
        if meta.len() > limits.file_size as u64 {
            let what = format!("is larger than {} bytes", text::thousands(limits.file_size));
            return refuse(&what, "split it, or raise `file_size` under `[limits]` in isms.toml", stem());
        }
    }
    let bytes = match bytes_of(&candidate.full) {
        Ok(bytes) => bytes,
        Err(error) => return refuse(&format!("cannot be read: {error}"), "check who may read it", stem()),
    };
    match String::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => refuse(
            "has a NUL character, so it is not a text file",
            "save it as UTF-8 text",
            crate::record::ids_in(&text),
        ),
        Ok(text) => Reading::Text(Arc::new(Source::new(candidate.path.clone(), text))),
        Err(error) => {
            let bytes = error.into_bytes();
            let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
            let what = if utf16 { "is UTF-16 text, and UTF-8 is wanted" } else { "is not UTF-8 text" };
            let ids = if utf16 { stem() } else { crate::record::ids_in(&String::from_utf8_lossy(&bytes)) };
            refuse(
                what,
                "save it with the encoding UTF-8; editors offer that under \"save as\" or \"encoding\"",
                ids,
            )
        }
    }
}

fn unread(path: &str, what: &str, help: &str) -> Finding {
    let source = Arc::new(Source::new(path, ""));
    let message = format!("{} {what}", text::brief(path, 80));
    Finding::new("unreadable-file", message, Label::new(&source, Span::default(), "")).help(help)
}
