//! Packs: what an auditor takes away. Every report in every format, an index of evidence, and a manifest by which anybody
//! can see that nothing was changed, and whoever has the repository that nothing else was given away.
//!
//! Gives the files of a pack as bytes; writing them is for the command line.

pub mod archive;
mod build;
mod evidence;
mod manifest;
mod parts;
mod phrases;
mod redact;
mod redact_blocks;
pub mod verify;
mod withheld;

pub use self::build::{Material, Refused, Terms, build};
pub use self::manifest::{Listed, Manifest};

use std::io::Read;

use sha2::{Digest as _, Sha256};

use crate::base::Date;

/// The file that lists all others.
pub const MANIFEST: &str = "manifest.json";

/// The file with sums as `sha256sum -c` reads them.
pub const SUMS: &str = "SHA256SUMS";

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path in the pack.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A pack.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The name of its folder, and without ending that of the archive.
    pub name: String,
    /// The day that it shows.
    pub as_of: Date,
    /// Its files, sorted by path.
    pub files: Vec<File>,
}

/// SHA-256 in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The size and sum of what was read piece by piece.
#[derive(Debug)]
pub struct Summed {
    /// How many bytes there were.
    pub size: u64,
    /// Their SHA-256.
    pub sha256: String,
}

impl Summed {
    /// Reads all there is.
    pub fn of(mut bytes: impl Read) -> std::io::Result<Self> {
        let (mut digest, mut size, mut piece) = (Sha256::new(), 0, vec![0; 64 << 10]);
        loop {
            let read = bytes.read(&mut piece)?;
            if read == 0 {
                return Ok(Self { size, sha256: hex(&digest.finalize()) });
            }
            digest.update(&piece[..read]);
            size += read as u64;
        }
    }
}

/// Bytes in hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
