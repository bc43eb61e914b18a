//! The manifest: what a pack holds, from what it was made, and how; `templates/schemas/manifest.schema.json` describes it.

use serde::{Deserialize, Serialize};

/// The version of the form; it goes up when a field changes its meaning or goes away.
pub(super) const SCHEMA: u32 = 1;

/// The manifest of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this form.
    pub schema: u32,
    /// The pack's name.
    pub name: String,
    /// Whose management system it shows.
    pub organisation: String,
    /// What made it.
    pub tool: Tool,
    /// The day that it shows.
    pub as_of: String,
    /// The commit that it was made from.
    pub commit: Option<String>,
    /// Whether files differed from that commit.
    pub dirty: bool,
    /// How much of the history was seen.
    pub history: String,
    /// How many records there were.
    pub records: usize,
    /// What was asked for.
    pub parameters: Parameters,
    /// Why it is a draft, a sentence each; empty for one that may be given away.
    pub draft: Vec<String>,
    /// What was left out for its reader.
    pub left_out: Vec<LeftOut>,
    /// The rules that its findings come from.
    pub rules: RuleSet,
    /// Every file but this one and the sums, sorted by path.
    pub files: Vec<Listed>,
}

/// What made a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameters {
    /// For whom: `auditor`, `customer`, or nobody in particular.
    #[serde(rename = "for")]
    pub reader: Option<String>,
    /// Whether a draft would do.
    pub draft: bool,
    /// The language of fixed words, where one was asked for.
    pub language: Option<String>,
}

/// Records that were left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Their kind.
    pub kind: String,
    /// How secret they are.
    pub classification: String,
    /// How many.
    pub count: usize,
}

/// The rules that ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    /// How strict the check was.
    pub profile: String,
    /// Those that ran, each with its level.
    pub ran: Vec<Ran>,
    /// Those that settings switch off.
    pub off: Vec<String>,
    /// Those that did not run, each with the reason.
    pub not_run: Vec<NotRun>,
}

/// A rule that ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ran {
    /// Its name.
    pub name: String,
    /// Its level for records that no override of the settings is about.
    pub level: String,
}

/// A rule that did not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRun {
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// One file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its path in the pack.
    pub path: String,
    /// How many bytes it has.
    pub size: u64,
    /// Its SHA-256.
    pub sha256: String,
}

impl Manifest {
    /// Reads a manifest; a sentence says what is wrong with one.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|error| format!("cannot be read: {error}"))?;
        match manifest.schema {
            SCHEMA => Ok(manifest),
            other => Err(format!("has form {other}, and this program knows form {SCHEMA}")),
        }
    }
}
