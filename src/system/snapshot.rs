//! The files of a repository, as they lie in the work tree or as a commit has them. The only room that reads files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::commit::Committed;
use self::folder::Folder;
use super::git::{self, Commit, Content, Name, Revisions, Sort, State};
use crate::base::{Limits, Source, Span, Spanned, text};
use crate::config::Config;
use crate::finding::{Finding, Label};

mod commit;
mod error;
mod file;
mod folder;
mod read;

pub use self::error::SnapshotError;
use self::error::reason;
pub use self::file::{NoFile, Sum};
pub use self::read::Reading;

/// The name of the file that makes a folder a management system.
pub const CONFIG: &str = "isms.toml";

/// Bytes of `isms.toml` at most. It sets the other limits, so this one is fixed.
const CONFIG_SIZE: u64 = 4 << 20;

/// A repository's files at one moment.
#[derive(Debug)]
pub struct Snapshot {
    root: PathBuf,
    config: Arc<Source>,
    files: Files,
}

/// Where they are read from.
#[derive(Debug)]
enum Files {
    Folder(Folder),
    Commit(Box<Committed>),
}

/// A file, by its path relative to the root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Relative path with forward slashes.
    pub path: Arc<str>,
    place: Place,
}

/// Where a file's bytes are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// On the disk; whether it is a file and no pipe or device.
    File { full: PathBuf, regular: bool },
    /// In an object of git.
    Object(Name),
}

/// The TOML files below a folder that `isms.toml` names.
enum Toml {
    Files(Vec<Candidate>),
    NoFolder,
    /// The folder is a link that leads elsewhere.
    Outside(Option<Box<Finding>>),
}

/// Why a link leads to nothing in the repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lost {
    Outside,
    Nowhere,
    Circle,
}

impl Candidate {
    /// Whether it may hold records: `.yaml`, `.yml` or `.md`.
    pub fn may_hold_records(&self) -> bool {
        has_extension(Path::new(&*self.path), &["yaml", "yml", "md"])
    }

    /// The object of git that has its bytes, where it is read from a commit.
    pub fn object(&self) -> Option<Name> {
        match self.place {
            Place::Object(name) => Some(name),
            Place::File { .. } => None,
        }
    }
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
            if file.exists() {
                return Self::open(folder, &file);
            }
            if folder.join(".git").exists() {
                break;
            }
        }
        Err(if git::is_bare(&start) { SnapshotError::Bare(start) } else { SnapshotError::NoConfig(start) })
    }

    /// Takes a configuration file by its path; the folder it lies in is the root.
    pub fn with_config(file: &Path) -> Result<Self, SnapshotError> {
        let unreadable = |source| SnapshotError::Unreadable { path: file.to_owned(), source };
        let file = file.canonicalize().map_err(unreadable)?;
        Self::open(file.parent().unwrap_or(Path::new("/")), &file)
    }

    fn open(root: &Path, file: &Path) -> Result<Self, SnapshotError> {
        let unreadable = |source| SnapshotError::Unreadable { path: file.to_owned(), source };
        let meta = file.metadata().map_err(unreadable)?;
        if !meta.is_file() {
            return Err(SnapshotError::NotAFile(file.to_owned()));
        }
        if meta.len() > CONFIG_SIZE {
            return Err(SnapshotError::TooLarge(file.to_owned()));
        }
        let bytes = bytes_of(file).map_err(unreadable)?;
        let text = String::from_utf8(bytes).map_err(|_| SnapshotError::NotText(file.to_owned()))?;
        let name =
            file.file_name().map_or_else(|| CONFIG.to_owned(), |name| name.to_string_lossy().into_owned());
        let files = Files::Folder(Folder { root: root.to_owned() });
        Ok(Self { root: root.to_owned(), config: Arc::new(Source::new(name, text)), files })
    }

    /// Finds `isms.toml` in a commit: in the place of a folder of the work tree or above it, or else the only one that the
    /// commit has, since the records may have been moved since.
    pub fn at(revisions: &Revisions, commit: &Commit, start: &Path) -> Result<Self, SnapshotError> {
        let mut committed = Committed::new(revisions, commit);
        let start = start.canonicalize().unwrap_or_else(|_| start.to_owned());
        let place = revisions.place(&start).unwrap_or_default();
        let mut folder = place.as_str();
        loop {
            let path = if folder.is_empty() { CONFIG.to_owned() } else { format!("{folder}/{CONFIG}") };
            if committed.find(&path).is_ok() {
                return Self::open_at(revisions, committed, &path);
            }
            if folder.is_empty() {
                break;
            }
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
        match committed.only(CONFIG) {
            Some(path) => {
                committed.folder.clear();
                Self::open_at(revisions, committed, &path)
            }
            None => Err(SnapshotError::NoConfigAt(commit.name.short(), commit.day)),
        }
    }

    /// Takes a configuration file of a commit by the path that it has, or would have, in the work tree.
    pub fn at_with_config(
        revisions: &Revisions,
        commit: &Commit,
        file: &Path,
    ) -> Result<Self, SnapshotError> {
        let committed = Committed::new(revisions, commit);
        match revisions.place(file) {
            Some(path) if committed.find(&path).is_ok() => Self::open_at(revisions, committed, &path),
            _ => Err(SnapshotError::NoFileAt {
                path: file.to_owned(),
                commit: commit.name.short(),
                day: commit.day,
            }),
        }
    }

    fn open_at(revisions: &Revisions, committed: Committed, path: &str) -> Result<Self, SnapshotError> {
        let shown = || PathBuf::from(path);
        let bytes = match committed.find(path) {
            Ok(found) if found.sort == Sort::File => {
                committed.objects.file(found.object, CONFIG_SIZE as usize)
            }
            _ => return Err(SnapshotError::NotAFile(shown())),
        };
        let bytes = match bytes {
            Content::Bytes(bytes) => bytes,
            Content::TooLarge => return Err(SnapshotError::TooLarge(shown())),
            Content::Gone => return Err(SnapshotError::Gone(shown())),
        };
        let text = String::from_utf8(bytes).map_err(|_| SnapshotError::NotText(shown()))?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let config = Arc::new(Source::new(name, text));
        let committed = Committed { folder: folder.to_owned(), ..committed };
        let there = revisions.top().join(folder);
        let root = if there.is_dir() { there } else { revisions.top() };
        Ok(Self { root, config, files: Files::Commit(Box::new(committed)) })
    }

    /// The folder that `isms.toml` lies in; of a commit, its place in the work tree, or the top of the repository where there
    /// is no such folder now.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The text of `isms.toml`.
    pub fn config(&self) -> &Arc<Source> {
        &self.config
    }

    /// The commit that is read instead of the work tree, and the folder of `isms.toml` in it, from the top of the repository.
    pub fn commit(&self) -> Option<(&Commit, &str)> {
        match &self.files {
            Files::Folder(_) => None,
            Files::Commit(committed) => Some((&committed.commit, &committed.folder)),
        }
    }

    /// What git says about it. Whether files differ from the commit is only looked at when asked.
    pub fn state(&self, with_changes: bool) -> State {
        match &self.files {
            Files::Folder(folder) => git::state(&folder.root, with_changes),
            Files::Commit(committed) => State {
                commit: Some(committed.commit.name.to_string()),
                dirty: false,
                history: committed.history,
            },
        }
    }

    /// The repository's own kind files, sorted by path.
    pub fn kind_files(&self, config: &Config) -> (Vec<Arc<Source>>, Vec<Finding>) {
        config.kinds_folder.as_ref().map(|folder| self.toml_files(folder, config)).unwrap_or_default()
    }

    /// The repository's own files about standards, sorted by path.
    pub fn standard_files(&self, config: &Config) -> (Vec<Arc<Source>>, Vec<Finding>) {
        config.standards_folder.as_ref().map(|folder| self.toml_files(folder, config)).unwrap_or_default()
    }

    /// All TOML files below a folder that `isms.toml` names.
    fn toml_files(&self, folder: &Spanned<String>, config: &Config) -> (Vec<Arc<Source>>, Vec<Finding>) {
        let found = match &self.files {
            Files::Folder(files) => files.toml(&folder.value),
            Files::Commit(files) => files.toml(&folder.value),
        };
        let mut sources = Vec::new();
        let mut findings = Vec::new();
        match found {
            Toml::NoFolder => {
                let label = Label::new(&self.config, folder.span, "no such folder");
                let help =
                    "correct the path, which begins at the folder of isms.toml, or delete this setting";
                let message = format!("there is no folder {}", text::brief(&folder.value, 60));
                findings.push(Finding::new("invalid-configuration", message, label).help(help));
            }
            Toml::Outside(finding) => findings.extend(finding.map(|finding| *finding)),
            Toml::Files(files) => {
                for file in &files {
                    match self.read(file, &config.limits) {
                        Reading::Text(source) => sources.push(source),
                        Reading::Unread(finding, _) => findings.push(*finding),
                    }
                }
            }
        }
        (sources, findings)
    }

    /// All files, sorted; findings about links that leave the repository and folders that cannot be opened. Hidden files are
    /// left out, and in a work tree those that are to be ignored.
    pub fn candidates(&self) -> (Vec<Candidate>, Vec<Finding>) {
        let (mut found, findings) = match &self.files {
            Files::Folder(files) => files.candidates(),
            Files::Commit(files) => files.candidates(),
        };
        found.sort_unstable();
        (found, findings)
    }

    /// Reads one file within the limits.
    pub fn read(&self, candidate: &Candidate, limits: &Limits) -> Reading {
        let bytes = match (&candidate.place, &self.files) {
            (Place::File { full, regular }, _) => read::file(full, *regular, limits.file_size),
            (Place::Object(name), Files::Commit(files)) => {
                read::object(files.objects.file(*name, limits.file_size), limits.file_size)
            }
            (Place::Object(_), Files::Folder(_)) => read::object(Content::Gone, limits.file_size),
        };
        read::reading(&candidate.path, bytes)
    }

    /// Whether a path relative to the root exists.
    pub fn exists(&self, path: &str) -> bool {
        match &self.files {
            Files::Folder(files) => files.root.join(path).exists(),
            Files::Commit(files) => files.exists(path),
        }
    }
}

fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| wanted.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// The finding about a link that does not lead to something in the repository.
fn link_finding(path: String, lost: Lost) -> Finding {
    let shown = text::brief(&path, 80);
    let message = match lost {
        Lost::Outside => {
            format!("{shown} is a symbolic link that leads out of the repository; it was not followed")
        }
        Lost::Nowhere => format!("{shown} is a symbolic link that leads nowhere"),
        Lost::Circle => format!("{shown} is a symbolic link that leads in a circle or to something closed"),
    };
    let source = Arc::new(Source::new(path, ""));
    Finding::new("symlink-outside", message, Label::new(&source, Span::default(), ""))
        .help("put the file itself into the repository, or delete the link")
}

fn unread(path: &str, what: &str, help: &str) -> Finding {
    let source = Arc::new(Source::new(path, ""));
    let message = format!("{} {what}", text::brief(path, 80));
    Finding::new("unreadable-file", message, Label::new(&source, Span::default(), "")).help(help)
}
