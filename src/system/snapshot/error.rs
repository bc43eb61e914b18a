//! Why there is nothing to check.

use std::io::ErrorKind;
use std::path::PathBuf;

use super::{CONFIG_SIZE, read};
use crate::base::Date;

/// Why there is nothing to check.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// No `isms.toml` in the folder or above it, up to the repository's root.
    #[error("there is no isms.toml in {} or in a folder above it", .0.display())]
    NoConfig(PathBuf),
    /// A bare repository has no files to look at.
    #[error("{} is a bare git repository, which has commits and no files", .0.display())]
    Bare(PathBuf),
    /// No `isms.toml` in a commit, or several and none of them here.
    #[error("commit {0} of {1} has no isms.toml in this folder or above it, and not just one elsewhere")]
    NoConfigAt(String, Date),
    /// A commit does not have the file that was asked for.
    #[error("commit {commit} of {day} has no file {}", .path.display())]
    NoFileAt {
        /// Which file.
        path: PathBuf,
        /// The first digits of the commit.
        commit: String,
        /// Its day.
        day: Date,
    },
    /// A folder or file that cannot be opened.
    #[error("cannot read {}: {}", .path.display(), reason(.source))]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The object of git is not here.
    #[error("cannot read {}: its content is not in this clone", .0.display())]
    Gone(PathBuf),
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

impl SnapshotError {
    /// One sentence that says what to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NoConfig(_) => {
                "go to the folder of your management system, or make this one: write a file isms.toml with two lines, \
                 `[organisation]` and `name = \"Your company\"`"
            }
            Self::Bare(_) => "say which commit to read: `--at main`",
            Self::NoConfigAt(..) => {
                "give a later revision; records in a folder of a repository without files are found with `--config FOLDER/isms.toml`"
            }
            Self::NoFileAt { .. } => "give a later revision, or leave out `--config`",
            Self::NotAFile(_) => "rename or delete it, and write the settings into a text file of that name",
            Self::TooLarge(_) => "give `--config` the file with the settings, or put the right one there",
            Self::NotText(_) => "save it with the encoding UTF-8",
            Self::Gone(_) => "make a clone without `--filter`",
            Self::Unreadable { .. } => "check its name and who may read it",
        }
    }
}

/// Why something cannot be read, without the words of the operating system where others are plainer.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "it does not exist".to_owned(),
        ErrorKind::PermissionDenied => "you have no permission".to_owned(),
        _ => error.to_string(),
    }
}
