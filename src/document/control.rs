//! Document control: whose a document is, which state it shows, and who may read it (ISO/IEC 27001, 7.5.2 and 7.5.3).

use crate::base::Date;

/// The document-control block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Control {
    /// The organisation.
    pub organisation: String,
    /// What the management system covers, in a sentence; empty where nothing says.
    pub scope: String,
    /// The document's title.
    pub title: String,
    /// The version: a tag of the commit, or empty.
    pub version: String,
    /// The day the records were judged as of; `None` only while a document is being put together.
    pub as_of: Option<Date>,
    /// The commit, in full; `None` where there is none.
    pub commit: Option<String>,
    /// Whether files differ from that commit.
    pub dirty: bool,
    /// How secret it is, as the organisation calls it; may be empty.
    pub classification: String,
    /// Who answers for it: ids with names, as they are read.
    pub owner: String,
    /// Who approved it, and when; empty where nobody did.
    pub approved: String,
    /// How much of the history was seen.
    pub history: Extent,
    /// Name and version of the tool.
    pub tool: String,
    /// What it was made at, where the environment says so; documents are the same bytes whenever they are made.
    pub generated: String,
    /// Why it is a draft, a sentence each; empty for one that may be given away.
    pub draft: Vec<String>,
    /// What was left out for this reader, a sentence each.
    pub left_out: Vec<String>,
    /// The language of the fixed words: `en`.
    pub language: String,
}

/// How much of the history was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// None.
    #[default]
    None,
    /// Some: what lies before is unknown.
    Part,
    /// All.
    Full,
}

impl Control {
    /// Whether it must not be given away as it is.
    pub fn is_draft(&self) -> bool {
        !self.draft.is_empty()
    }

    /// The first twelve characters of the commit, as people quote it.
    pub fn short_commit(&self) -> Option<&str> {
        self.commit.as_deref().map(|commit| commit.get(..12).unwrap_or(commit))
    }
}
