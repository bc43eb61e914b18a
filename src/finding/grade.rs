//! How much a finding weighs, in an auditor's words and in a tool's.

use std::fmt;
use std::str::FromStr;

/// What a certification auditor would typically write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// A requirement of the standard is not met at all, or the system does not work.
    Major,
    /// A lapse in an otherwise working system.
    Minor,
    /// Not a nonconformity, but on the way to one.
    Observation,
    /// Nothing is wrong; something falls due.
    Reminder,
}

/// What tools and CI know. Worst first, so that `a <= b` reads "a is at least as bad as b".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Fails a check by default.
    Error,
    /// Fails a check under the audit profile.
    Warning,
    /// Never fails a check.
    Note,
}

impl Grade {
    /// The level a grade has unless configured otherwise.
    pub fn level(self) -> Level {
        match self {
            Self::Major | Self::Minor => Level::Error,
            Self::Observation => Level::Warning,
            Self::Reminder => Level::Note,
        }
    }

    /// The word in machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Minor => "minor",
            Self::Observation => "observation",
            Self::Reminder => "reminder",
        }
    }
}

impl Level {
    /// The word in all output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no grade or level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not one of {0}")]
pub struct UnknownWord(&'static str);

impl FromStr for Grade {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        [Self::Major, Self::Minor, Self::Observation, Self::Reminder]
            .into_iter()
            .find(|grade| grade.as_str() == word)
            .ok_or(UnknownWord("`major`, `minor`, `observation`, `reminder`"))
    }
}

impl FromStr for Level {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        [Self::Error, Self::Warning, Self::Note]
            .into_iter()
            .find(|level| level.as_str() == word)
            .ok_or(UnknownWord("`error`, `warning`, `note`"))
    }
}

/// Which promise a rule holds records to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// The tool's own files: `isms.toml`, kind files, what could not be read.
    Setup,
    /// A record is what its kind says.
    Form,
    /// References lead somewhere that can bear them.
    Links,
    /// Records form a system and not silos.
    Connectivity,
    /// The process map holds in the records.
    Interactions,
    /// Records and duties are kept up to date.
    Currency,
    /// What records claim is held against the commits that recorded it.
    History,
    /// What the standard asks for is there.
    Standard,
    /// Somebody answers for everything, and nobody judges their own work.
    Governance,
    /// Rules that a repository's own kind files state.
    Own,
}

impl Family {
    /// Every family, in the order rules run and are listed.
    pub const ALL: [Self; 10] = [
        Self::Setup,
        Self::Form,
        Self::Links,
        Self::Connectivity,
        Self::Interactions,
        Self::Currency,
        Self::History,
        Self::Standard,
        Self::Governance,
        Self::Own,
    ];

    /// The word for `--only`, `--skip` and `isms rules`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Form => "form",
            Self::Links => "links",
            Self::Connectivity => "connectivity",
            Self::Interactions => "interactions",
            Self::Currency => "currency",
            Self::History => "history",
            Self::Standard => "standard",
            Self::Governance => "governance",
            Self::Own => "own",
        }
    }
}

/// What is known of a rule before it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleInfo {
    /// The bad state in kebab-case, readable after "allow". Stable.
    pub name: String,
    /// Its family.
    pub family: Family,
    /// Its grade.
    pub grade: Grade,
    /// Clauses of ISO/IEC 27001:2022 it rests on.
    pub clauses: Vec<String>,
    /// One sentence: what it finds.
    pub summary: String,
}
