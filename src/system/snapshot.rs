//! The files of a repository as they lie in the work tree. The only room that reads files.

use std::io::ErrorKind;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::Gitignore;
use ignore::{DirEntry, Match, WalkBuilder};

use crate::base::{Source, Span, Spanned, text};
use crate::config::Config;
use crate::finding::{Finding, Label};

mod read;

pub use self::read::{Reading, read};

/// The name of the file that makes a folder a management system.
pub const CONFIG: &str = "isms.toml";

/// Bytes of `isms.toml` at most. It sets the other limits, so this one is fixed.
const CONFIG_SIZE: u64 = 4 << 20;

/// Why there is nothing to check.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// No `isms.toml` in the folder or above it, up to the repository's root.
    #[error("there is no isms.toml in {} or in a folder above it", .0.display())]
    NoConfig(PathBuf),
    /// A folder or file that cannot be opened.
    #[error("cannot read {}: {}", .path.display(), reason(.source))]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// `isms.toml` is a folder or something else that is no file.
    #[error("{} is not a file, and the settings are read from it", .0.display())]
    NotAFile(PathBuf),
    /// `isms.toml` is far larger than settings are.
    #[error("{} is larger than {}, so it cannot be a file of settings", .0.display(), read::size(CONFIG_SIZE as usize))]
    TooLarge(PathBuf),
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
    pub path: Arc<str>,
    full: PathBuf,
    /// Whether it is a file and no pipe or device.
    regular: bool,
}

impl Candidate {
    /// Whether it may hold records: `.yaml`, `.yml` or `.md`.
    pub fn may_hold_records(&self) -> bool {
        has_extension(&self.full, &["yaml", "yml", "md"])
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
        config.kinds_folder.as_ref().map(|folder| self.toml_files(folder, config)).unwrap_or_default()
    }

    /// The repository's own files about standards, sorted by path.
    pub fn standard_files(&self, config: &Config) -> (Vec<Arc<Source>>, Vec<Finding>) {
        config.standards_folder.as_ref().map(|folder| self.toml_files(folder, config)).unwrap_or_default()
    }

    /// All TOML files below a folder that `isms.toml` names.
    fn toml_files(&self, folder: &Spanned<String>, config: &Config) -> (Vec<Arc<Source>>, Vec<Finding>) {
        let mut sources = Vec::new();
        let mut findings = Vec::new();
        let (span, name) = (folder.span, text::brief(&folder.value, 60));
        let folder = self.root.join(&folder.value);
        if !folder.is_dir() {
            let label = Label::new(&self.config, span, "no such folder");
            let help = "correct the path, which begins at the folder of isms.toml, or delete this setting";
            let message = format!("there is no folder {name}");
            findings.push(Finding::new("invalid-configuration", message, label).help(help));
            return (sources, findings);
        }
        if !self.is_inside(&folder) {
            findings.extend(self.symlink(&folder));
            return (sources, findings);
        }
        let walk =
            WalkBuilder::new(folder).parents(false).git_global(false).sort_by_file_name(Ord::cmp).build();
        let is_folder = |entry: &DirEntry| entry.file_type().is_some_and(|kind| kind.is_dir());
        for entry in
            walk.flatten().filter(|entry| has_extension(entry.path(), &["toml"]) && !is_folder(entry))
        {
            if !self.is_inside(entry.path()) {
                // The walk over all files reports the link.
                continue;
            }
            match read(&self.candidate(entry), &config.limits) {
                Reading::Text(source) => sources.push(source),
                Reading::Unread(finding, _) => findings.push(*finding),
            }
        }
        (sources, findings)
    }

    /// All files, sorted; findings about links that leave the repository and folders that cannot be opened. Ignored and
    /// hidden files are left out.
    pub fn candidates(&self) -> (Vec<Candidate>, Vec<Finding>) {
        let mut found = Vec::new();
        let mut findings = Vec::new();
        let above = Above::of(&self.root);
        let walk = WalkBuilder::new(&self.root)
            .follow_links(false)
            .require_git(false)
            .parents(false)
            .git_global(false)
            .filter_entry(move |entry| !above.ignores(entry))
            .build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.path_is_symlink() => {
                    if !self.is_inside(entry.path()) {
                        findings.extend(self.symlink(entry.path()));
                    }
                }
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
                // Pipes and devices, too: reading one is refused with a finding.
                Ok(entry) => {
                    found.push(self.candidate(entry));
                }
                Err(error) => findings.push(self.unwalkable(&error)),
            }
        }
        found.sort_unstable();
        (found, findings)
    }

    fn candidate(&self, entry: DirEntry) -> Candidate {
        // A link inside the repository has the type of a link; what it leads to is asked.
        let regular = match entry.file_type() {
            Some(kind) if kind.is_symlink() => entry.path().is_file(),
            kind => kind.is_some_and(|kind| kind.is_file()),
        };
        let full = entry.into_path();
        Candidate { path: self.relative(&full).into(), full, regular }
    }

    fn relative(&self, full: &Path) -> String {
        let inner = full.strip_prefix(&self.root).unwrap_or(full);
        let path = inner.to_string_lossy();
        if MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace(MAIN_SEPARATOR, "/") }
    }

    /// Whether a path leads to something in the repository.
    fn is_inside(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|target| target.starts_with(&self.root))
    }

    /// The finding about a link that does not lead to something in the repository, where there is such a link. A link
    /// inside the repository needs none: what it leads to is read where it lies.
    fn symlink(&self, link: &Path) -> Option<Finding> {
        link.symlink_metadata().ok()?;
        let path = self.relative(link);
        let shown = text::brief(&path, 80);
        let message = match link.canonicalize() {
            Ok(_) => {
                format!("{shown} is a symbolic link that leads out of the repository; it was not followed")
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                format!("{shown} is a symbolic link that leads nowhere")
            }
            Err(_) => format!("{shown} is a symbolic link that leads in a circle or to something closed"),
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
        let reason = error.io_error().map_or_else(|| error.to_string(), reason);
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

/// Why something cannot be read, without the words of the operating system where others are plainer.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "it does not exist".to_owned(),
        ErrorKind::PermissionDenied => "you have no permission".to_owned(),
        _ => error.to_string(),
    }
}

/// What the folders above the root, up to that of the git repository, say is to be ignored. Folders above that one
/// belong to somebody else: what stands there must not hide records.
struct Above(Vec<Gitignore>);

impl Above {
    fn of(root: &Path) -> Self {
        let top = root.ancestors().position(|folder| folder.join(".git").exists()).unwrap_or(0);
        let folders = root.ancestors().skip(1).take(top);
        let files = folders.flat_map(|folder| [folder.join(".ignore"), folder.join(".gitignore")]);
        Self(files.filter(|file| file.is_file()).map(|file| Gitignore::new(file).0).collect())
    }

    fn ignores(&self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let said = self.0.iter().map(|rules| rules.matched_path_or_any_parents(entry.path(), is_folder));
        said.into_iter().find(|said| !said.is_none()).is_some_and(|said| matches!(said, Match::Ignore(_)))
    }
}

fn unread(path: &str, what: &str, help: &str) -> Finding {
    let source = Arc::new(Source::new(path, ""));
    let message = format!("{} {what}", text::brief(path, 80));
    Finding::new("unreadable-file", message, Label::new(&source, Span::default(), "")).help(help)
}
