//! The files of a work tree.

use std::io::ErrorKind;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use ignore::gitignore::Gitignore;
use ignore::{DirEntry, Match, WalkBuilder};

use super::{Candidate, Lost, Place, Toml, has_extension, link_finding, reason, unread};
use crate::finding::Finding;

/// The folder that `isms.toml` lies in.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) root: PathBuf,
}

impl Folder {
    /// All TOML files below a folder.
    pub(super) fn toml(&self, name: &str) -> Toml {
        let folder = self.root.join(name);
        if !folder.is_dir() {
            return Toml::NoFolder;
        }
        if !self.is_inside(&folder) {
            return Toml::Outside(self.symlink(&folder).map(Box::new));
        }
        let walk =
            WalkBuilder::new(folder).parents(false).git_global(false).sort_by_file_name(Ord::cmp).build();
        let is_folder = |entry: &DirEntry| entry.file_type().is_some_and(|kind| kind.is_dir());
        let files = walk
            .flatten()
            .filter(|entry| has_extension(entry.path(), &["toml"]) && !is_folder(entry))
            // The walk over all files reports links that lead elsewhere.
            .filter(|entry| self.is_inside(entry.path()));
        Toml::Files(files.map(|entry| self.candidate(entry)).collect())
    }

    /// All files; findings about links that leave the repository and folders that cannot be opened. Ignored and hidden
    /// files are left out.
    pub(super) fn candidates(&self) -> (Vec<Candidate>, Vec<Finding>) {
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
        (found, findings)
    }

    fn candidate(&self, entry: DirEntry) -> Candidate {
        // A link inside the repository has the type of a link; what it leads to is asked.
        let regular = match entry.file_type() {
            Some(kind) if kind.is_symlink() => entry.path().is_file(),
            kind => kind.is_some_and(|kind| kind.is_file()),
        };
        let full = entry.into_path();
        Candidate { path: self.relative(&full).into(), place: Place::File { full, regular } }
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
        let lost = match link.canonicalize() {
            Ok(_) => Lost::Outside,
            Err(error) if error.kind() == ErrorKind::NotFound => Lost::Nowhere,
            Err(_) => Lost::Circle,
        };
        Some(link_finding(self.relative(link), lost))
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
