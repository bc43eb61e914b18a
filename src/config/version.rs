//! The oldest version of the tool that a repository wants to be checked with.

use std::fmt;
use std::str::FromStr;

use super::Config;
use crate::finding::{Finding, Label};

/// A version of the tool: `0.2` or `0.2.1`. Versions compare by number, part by part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version([u32; 3]);

/// A text that is no version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a version is two or three numbers with dots, such as 0.2 or 0.2.1")]
pub struct VersionError;

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        let parts: Vec<&str> = text.trim().split('.').collect();
        if !(2..=3).contains(&parts.len()) {
            return Err(VersionError);
        }
        let mut version = [0; 3];
        for (slot, part) in version.iter_mut().zip(parts) {
            if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(VersionError);
            }
            *slot = part.parse().map_err(|_| VersionError)?;
        }
        Ok(Self(version))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}

impl Config {
    /// A finding where the repository wants a newer tool than this one. A pre-release suffix of `tool` is ignored.
    pub fn check_version(&self, tool: &str) -> Option<Finding> {
        let required = self.required_version?;
        let own: Version = tool.split(['-', '+']).next()?.parse().ok()?;
        if own >= required.value {
            return None;
        }
        let message =
            format!("this repository wants isms {} or later, and this is isms {own}", required.value);
        let label = Label::new(&self.source, required.span, "wanted here");
        Some(Finding::new("invalid-configuration", message, label).help("install a newer version of isms"))
    }
}
