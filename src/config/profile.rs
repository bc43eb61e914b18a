//! How strict a check is, in one word.

use std::fmt;
use std::str::FromStr;

use crate::toml_file::Table;

/// How strict a check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Profile {
    /// A management system that is being built: form and links only.
    Draft,
    /// All rules.
    #[default]
    Regular,
    /// All rules, and warnings fail, too.
    Audit,
}

impl Profile {
    /// Every profile, from gentle to strict.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Regular, Self::Audit];

    /// The word in `isms.toml` and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Regular => "regular",
            Self::Audit => "audit",
        }
    }

    pub(super) fn read(root: &mut Table<'_>) -> Self {
        let words = Self::ALL.map(|profile| (profile.as_str(), profile));
        root.choice("profile", &words).map(|profile| profile.value).unwrap_or_default()
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a profile is `draft`, `regular` or `audit`")]
pub struct NoProfile;

impl FromStr for Profile {
    type Err = NoProfile;

    fn from_str(word: &str) -> Result<Self, NoProfile> {
        Self::ALL.into_iter().find(|profile| profile.as_str() == word).ok_or(NoProfile)
    }
}
