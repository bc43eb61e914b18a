//! How much a repository may ask of the tool.

/// Limits on what is read, so that a hostile file costs bounded time and memory. Sizes in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Largest file.
    pub file_size: u64,
    /// Most nodes in one file.
    pub nodes: u32,
    /// Deepest nesting.
    pub depth: u32,
    /// Longest value.
    pub scalar_size: u32,
    /// Longest key.
    pub key_size: u32,
    /// Most documents in one file.
    pub documents: u32,
    /// Most findings shown for one file.
    pub findings_per_file: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_size: 4 << 20,
            nodes: 200_000,
            depth: 64,
            scalar_size: 1 << 20,
            key_size: 256,
            documents: 10_000,
            findings_per_file: 100,
        }
    }
}
