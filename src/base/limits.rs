//! How much a file may hold before it is refused, so that no input can exhaust memory or time.
//!
//! Each limit has a default that ordinary records never reach, and bounds beyond which a setting would be a mistake.

use std::ops::RangeInclusive;

/// Limits on what is read and said; `[limits]` in `isms.toml` sets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file. Default 4 MiB; 1 KiB to 256 MiB.
    pub file_size: usize,
    /// Keys, values and items of one file together. Default 200,000; 100 to 20,000,000.
    pub nodes: usize,
    /// Levels of nesting. Default 64; 4 to 128.
    pub depth: usize,
    /// Bytes of one value. Default 1 MiB; 256 bytes to 64 MiB.
    pub scalar_size: usize,
    /// Bytes of one key. Default 256; 16 to 4,096.
    pub key_size: usize,
    /// Documents of one file, parted by `---`; those of a register count as nodes. Default 10,000; 1 to 1,000,000.
    pub documents: usize,
    /// Findings of one file that are shown; the rest is counted. Default 100; 1 to 100,000.
    pub findings_per_file: usize,
}

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

impl Limits {
    /// Bounds of [`file_size`](Self::file_size) in bytes.
    pub const FILE_SIZE: RangeInclusive<usize> = KIB..=256 * MIB;
    /// Bounds of [`nodes`](Self::nodes).
    pub const NODES: RangeInclusive<usize> = 100..=20_000_000;
    /// Bounds of [`depth`](Self::depth).
    pub const DEPTH: RangeInclusive<usize> = 4..=128;
    /// Bounds of [`scalar_size`](Self::scalar_size) in bytes.
    pub const SCALAR_SIZE: RangeInclusive<usize> = 256..=64 * MIB;
    /// Bounds of [`key_size`](Self::key_size) in bytes.
    pub const KEY_SIZE: RangeInclusive<usize> = 16..=4096;
    /// Bounds of [`documents`](Self::documents).
    pub const DOCUMENTS: RangeInclusive<usize> = 1..=1_000_000;
    /// Bounds of [`findings_per_file`](Self::findings_per_file).
    pub const FINDINGS_PER_FILE: RangeInclusive<usize> = 1..=100_000;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_size: 4 * MIB,
            nodes: 200_000,
            depth: 64,
            scalar_size: MIB,
            key_size: 256,
            documents: 10_000,
            findings_per_file: 100,
        }
    }
}
