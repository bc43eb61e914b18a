//! Files that are no records: the bytes of those that settings name, and the sums of those that are evidence.

use std::fs::File;
use std::io::{Read as _, Take};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::commit::Committed;
use super::{Files, Lost, Snapshot, reason};
use crate::system::git::{Content, Sort};

/// Why there are no bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoFile {
    /// No file of that name.
    #[error("there is no file {0}")]
    Missing(String),
    /// A folder, a pipe, or a link that leads elsewhere.
    #[error("{0} is no file of the repository")]
    NoFile(String),
    /// More bytes than may be.
    #[error("{0} is larger than {1}")]
    TooLarge(String, String),
    /// The system says no.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, String),
}

/// The size of a file and its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// How many bytes it has.
    pub size: u64,
    /// The sum, in hexadecimal digits.
    pub sha256: String,
}

impl Snapshot {
    /// The bytes of a file, by its path relative to the root.
    pub fn bytes(&self, path: &str, most: usize) -> Result<Vec<u8>, NoFile> {
        if let Files::Commit(files) = &self.files {
            return committed(files, path, most);
        }
        let mut bytes = Vec::new();
        let unreadable = |error: std::io::Error| NoFile::Unreadable(path.to_owned(), reason(&error));
        // A file that grows while it is read is held to the limit, too.
        self.open_file(path, most as u64 + 1)?.read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() > most {
            return Err(NoFile::TooLarge(path.to_owned(), super::read::size(most)));
        }
        Ok(bytes)
    }

    /// The size and sum of a file of any size, read piece by piece where it lies on the disk.
    pub fn sum(&self, path: &str) -> Result<Sum, NoFile> {
        let mut digest = Sha256::new();
        let mut size = 0;
        if let Files::Commit(files) = &self.files {
            let bytes = committed(files, path, usize::MAX)?;
            digest.update(&bytes);
            size = bytes.len() as u64;
        } else {
            let unreadable = |error: std::io::Error| NoFile::Unreadable(path.to_owned(), reason(&error));
            let mut file = self.open_file(path, u64::MAX)?;
            let mut piece = vec![0; 64 << 10];
            loop {
                let read = file.read(&mut piece).map_err(unreadable)?;
                if read == 0 {
                    break;
                }
                digest.update(&piece[..read]);
                size += read as u64;
            }
        }
        let sha256 = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Sum { size, sha256 })
    }

    #[expect(clippy::disallowed_methods, reason = "this is the room that reads files")]
    fn open_file(&self, path: &str, most: u64) -> Result<Take<File>, NoFile> {
        let full = self.file_inside(path)?;
        let unreadable = |error: std::io::Error| NoFile::Unreadable(path.to_owned(), reason(&error));
        Ok(File::open(full).map_err(unreadable)?.take(most))
    }

    /// Where a file lies, if it is one and lies in the repository.
    fn file_inside(&self, path: &str) -> Result<PathBuf, NoFile> {
        let full = self.root().join(Path::new(path));
        if !full.exists() {
            return Err(NoFile::Missing(path.to_owned()));
        }
        let is_inside = full.canonicalize().is_ok_and(|target| target.starts_with(self.root()));
        if !full.is_file() || !is_inside {
            return Err(NoFile::NoFile(path.to_owned()));
        }
        Ok(full)
    }
}

/// The bytes of a file of a commit.
fn committed(files: &Committed, path: &str, most: usize) -> Result<Vec<u8>, NoFile> {
    let found = match files.find(path) {
        Ok(found) => found,
        Err(Lost::Outside) => return Err(NoFile::NoFile(path.to_owned())),
        Err(_) => return Err(NoFile::Missing(path.to_owned())),
    };
    if found.sort != Sort::File || !files.is_inside(&found) {
        return Err(NoFile::NoFile(path.to_owned()));
    }
    match files.objects.file(found.object, most) {
        Content::Bytes(bytes) => Ok(bytes),
        Content::TooLarge => Err(NoFile::TooLarge(path.to_owned(), super::read::size(most))),
        Content::Gone => {
            Err(NoFile::Unreadable(path.to_owned(), "its content is not in this clone".to_owned()))
        }
    }
}
