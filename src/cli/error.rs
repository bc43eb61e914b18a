//! Errors of the tool itself, each with what to do about it.

use crate::query::UnknownSelector;
use crate::system::SnapshotError;

/// Why a command could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command was called in a way that means nothing.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// There is nothing to work on.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// Output that could not be written. A closed pipe is none.
    #[error("cannot write the output: {0}")]
    Output(#[from] std::io::Error),
}

impl Error {
    /// A usage error with a hint.
    pub(super) fn usage(message: impl Into<String>, help: Option<String>) -> Self {
        Self::Usage { message: message.into(), help }
    }

    /// One sentence that says what to do.
    pub(super) fn help(&self) -> Option<String> {
        match self {
            Self::Usage { help, .. } => help.clone(),
            Self::Snapshot(SnapshotError::NoConfig(_)) => Some(
                "go to the folder of your management system, or make this one: write a file isms.toml with two lines, \
                 `[organisation]` and `name = \"Your company\"`"
                    .to_owned(),
            ),
            Self::Snapshot(SnapshotError::NotAFile(_)) => {
                Some("rename or delete it, and write the settings into a text file of that name".to_owned())
            }
            Self::Snapshot(SnapshotError::TooLarge(_)) => {
                Some("give `--config` the file with the settings, or put the right one there".to_owned())
            }
            Self::Snapshot(SnapshotError::NotText(_)) => Some("save it with the encoding UTF-8".to_owned()),
            Self::Snapshot(SnapshotError::Unreadable { .. }) => Some("check its name and who may read it".to_owned()),
            Self::Output(_) => None,
        }
    }
}

impl From<UnknownSelector> for Error {
    fn from(error: UnknownSelector) -> Self {
        Self::Usage { message: error.to_string(), help: Some(error.help) }
    }
}
