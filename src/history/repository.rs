//! The git repository around a folder: opened, or why not.
//!
//! Objects are only read. Nothing is fetched, nothing written, and no command that the repository configures (hook,
//! filter, helper, pager, monitor) is run: libgit2 knows none of them for reading objects.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use git2::{ErrorCode, Oid};

use super::objects::Source;

/// Why there is no history to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// Nobody asked for it.
    Skipped,
    /// The folder lies in no git repository.
    NoRepository,
    /// There is a repository without a commit.
    NoCommits,
    /// Git refuses the repository since it belongs to another user; its path.
    Foreign(PathBuf),
    /// The revision that was asked for does not exist.
    NoRevision(String),
    /// The repository cannot be read: what libgit2 says.
    Unreadable(String),
}

impl Missing {
    /// One sentence of fact.
    pub fn message(&self) -> String {
        match self {
            Self::Skipped => "the history was left out on request".to_owned(),
            Self::NoRepository => "the records lie in no git repository".to_owned(),
            Self::NoCommits => "the git repository has no commit yet".to_owned(),
            Self::Foreign(path) => {
                format!(
                    "the git repository {} belongs to another user, so git refuses to open it",
                    path.display()
                )
            }
            Self::NoRevision(name) => format!("there is no commit {name}"),
            Self::Unreadable(reason) => format!("the git repository cannot be read: {reason}"),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Skipped => "leave out `--history skip`".to_owned(),
            Self::NoRepository => "run `git init` and commit the records".to_owned(),
            Self::NoCommits => "commit the records".to_owned(),
            Self::Foreign(path) => {
                format!("if you trust it, run `git config --global --add safe.directory {}`", path.display())
            }
            Self::NoRevision(_) => "`git log --oneline` lists the commits".to_owned(),
            Self::Unreadable(reason) if reason.ends_with(FORMS) => {
                "convert it, or look at a clone that `git init --object-format=sha1 --ref-format=files` made"
                    .to_owned()
            }
            Self::Unreadable(_) => {
                "`git fsck` says what is broken; a partial clone needs a fresh one without `--filter`"
                    .to_owned()
            }
        }
    }
}

/// What is said of a repository of another form.
const FORMS: &str = "isms reads repositories with SHA-1 names and with references in files";

/// An open repository and the commit to look from.
pub(super) struct Repository {
    git: git2::Repository,
    head: Oid,
    /// The folder of the records inside the repository, with forward slashes; empty for its top.
    pub(super) prefix: String,
    cut: HashSet<Oid>,
}

impl Repository {
    /// Opens the repository around a folder at `HEAD`, or at a revision.
    pub(super) fn open(root: &Path, revision: Option<&str>) -> Result<Self, Missing> {
        // As git itself when it only reads.
        git2::opts::strict_hash_verification(false);
        let git = git2::Repository::discover(root).map_err(|error| refusal(&error, root))?;
        let head = match revision {
            None => git.head().and_then(|head| head.peel_to_commit()).map_err(|error| no_head(&error))?.id(),
            Some(name) => named(&git, name).ok_or_else(|| Missing::NoRevision(name.to_owned()))?,
        };
        let prefix = prefix(&git, root);
        let cut = cut(&git);
        Ok(Self { git, head, prefix, cut })
    }

    /// The commit to look from.
    pub(super) fn head(&self) -> Oid {
        self.head
    }

    /// Whether the clone was cut short.
    pub(super) fn is_shallow(&self) -> bool {
        self.git.is_shallow()
    }

    /// Whether the parents of a commit were left behind when the repository was cloned.
    pub(super) fn is_cut(&self, commit: Oid) -> bool {
        self.cut.contains(&commit)
    }

    /// The commits whose parents were left behind.
    pub(super) fn cuts(&self) -> impl Iterator<Item = Oid> {
        self.cut.iter().copied()
    }

    /// Its objects.
    pub(super) fn objects(&self) -> Result<Source<'_>, Missing> {
        let rest = self.git.odb().map_err(|error| Missing::Unreadable(error.message().to_owned()))?;
        Ok(Source::new(self.git.commondir(), rest))
    }

    /// Where the files lie that are checked out; nowhere in a bare repository.
    pub(super) fn work_tree(&self) -> Option<&Path> {
        self.git.workdir()
    }

    /// Where git's own files of this work tree lie.
    pub(super) fn own_folder(&self) -> &Path {
        self.git.path()
    }

    /// Where git's own files lie; a work tree has a folder of its own and shares this one.
    pub(super) fn folder(&self) -> &Path {
        self.git.commondir()
    }
}

fn named(git: &git2::Repository, name: &str) -> Option<Oid> {
    git.revparse_single(name).and_then(|object| object.peel_to_commit()).ok().map(|commit| commit.id())
}

fn refusal(error: &git2::Error, root: &Path) -> Missing {
    match error.code() {
        ErrorCode::NotFound => Missing::NoRepository,
        ErrorCode::Owner => {
            let top = root.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(root);
            Missing::Foreign(top.to_owned())
        }
        _ if is_newer(error) => Missing::Unreadable(format!("{}, and {FORMS}", error.message())),
        _ => Missing::Unreadable(error.message().to_owned()),
    }
}

/// Whether a repository has a form that libgit2 does not know: names by SHA-256, or references in tables.
fn is_newer(error: &git2::Error) -> bool {
    ["object format", "extension", "repositoryformatversion"]
        .iter()
        .any(|word| error.message().contains(word))
}

fn no_head(error: &git2::Error) -> Missing {
    match error.code() {
        ErrorCode::UnbornBranch | ErrorCode::NotFound => Missing::NoCommits,
        _ => Missing::Unreadable(error.message().to_owned()),
    }
}

/// Where a folder lies in the repository's tree. The top, where the repository has no work tree.
fn prefix(git: &git2::Repository, root: &Path) -> String {
    let inner = git.workdir().and_then(|work| {
        let (work, root) = (work.canonicalize().ok()?, root.canonicalize().ok()?);
        root.strip_prefix(&work).ok().map(Path::to_owned)
    });
    let names = inner.iter().flat_map(|inner| inner.components());
    let names: Vec<_> = names.map(|name| name.as_os_str().to_string_lossy()).collect();
    names.join("/")
}

/// Commits at which a shallow clone was cut, as the file `shallow` lists them.
#[expect(
    clippy::disallowed_methods,
    reason = "git tells in a file of its own where a clone was cut, and libgit2 does not"
)]
fn cut(git: &git2::Repository) -> HashSet<Oid> {
    if !git.is_shallow() {
        return HashSet::new();
    }
    let listed = std::fs::read_to_string(git.commondir().join("shallow")).unwrap_or_default();
    listed.lines().filter_map(|line| line.trim().parse().ok()).collect()
}
