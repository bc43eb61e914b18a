//! A report of findings in each of its formats, one file a format.
//!
//! Text formats clean what they print once more (paths, owners and names of rules are kept as they are in a report)
//! and let no line be read as a command by a CI system.

mod concise;
mod excerpt;
mod footer;
mod frame;
mod full;
mod grouped;
mod json;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod hostile;

use std::io::{self, Write};
use std::str::FromStr;

use crate::base::text::{defuse, list, nearest, plain};
use crate::finding::report::CheckReport;
use crate::finding::{Finding, Label};

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Each finding with the lines it is about, what to do, and a footer.
    #[default]
    Full,
    /// One line each: `path:line:column: level[rule]: message`.
    Concise,
    /// Under headings, in columns, with a footer.
    Grouped,
    /// One JSON object, described by `templates/schemas/check.schema.json`.
    Json,
}

/// What findings are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GroupBy {
    /// The record they are about.
    #[default]
    Record,
    /// Who answers for that record.
    Owner,
    /// The rule.
    Rule,
    /// The file they show in.
    File,
}

/// How an output wants to look. Machine formats ignore it.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether ANSI escape sequences are written.
    pub color: bool,
    /// Whether frames are drawn with characters beyond ASCII.
    pub unicode: bool,
    /// Columns to fill; less than 40 counts as 40.
    pub width: usize,
    /// The most findings shown in full; 0 shows all.
    pub max: usize,
    /// What the grouped format groups by.
    pub group_by: GroupBy,
}

impl Default for Style {
    fn default() -> Self {
        Self { color: false, unicode: true, width: 80, max: 50, group_by: GroupBy::default() }
    }
}

impl Style {
    fn columns(&self) -> usize {
        self.width.max(40)
    }

    fn dot(&self) -> &'static str {
        if self.unicode { " · " } else { "; " }
    }
}

/// A word that names no choice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not one of {known}{}", .meant.map(|word| format!("; did you mean `{word}`?")).unwrap_or_default())]
pub struct UnknownChoice {
    given: String,
    known: String,
    meant: Option<&'static str>,
}

pub(crate) fn choose<T: Copy>(
    word: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<T, UnknownChoice> {
    let names: Vec<&'static str> = all.iter().map(|&choice| name(choice)).collect();
    let found = all.iter().find(|&&choice| name(choice) == word);
    found.copied().ok_or_else(|| UnknownChoice {
        given: plain(word).into_owned(),
        known: list(&names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>(), "and", names.len()),
        meant: nearest(word, names.iter().copied())
            .and_then(|near| names.into_iter().find(|&name| name == near)),
    })
}

impl Format {
    /// Every format, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Full, Self::Concise, Self::Grouped, Self::Json];

    /// The word for `--format`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Concise => "concise",
            Self::Grouped => "grouped",
            Self::Json => "json",
        }
    }
}

impl FromStr for Format {
    type Err = UnknownChoice;

    fn from_str(word: &str) -> Result<Self, UnknownChoice> {
        choose(word, &Self::ALL, Self::as_str)
    }
}

impl GroupBy {
    /// Every grouping, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Record, Self::Owner, Self::Rule, Self::File];

    /// The word for `--group-by`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Owner => "owner",
            Self::Rule => "rule",
            Self::File => "file",
        }
    }
}

impl FromStr for GroupBy {
    type Err = UnknownChoice;

    fn from_str(word: &str) -> Result<Self, UnknownChoice> {
        choose(word, &Self::ALL, Self::as_str)
    }
}

/// Writes a report. The same report and style give the same bytes.
///
/// # Errors
///
/// Those of `out`, a closed pipe among them.
pub fn render(report: &CheckReport, format: Format, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Full => full::write(report, style, out),
        Format::Concise => concise::write(report, out),
        Format::Grouped => grouped::write(report, style, out),
        Format::Json => json::write(report, out),
    }
}

/// What could not be checked, a sentence each, for those formats that have no room for it.
pub fn gaps(report: &CheckReport) -> Vec<String> {
    footer::gaps(report)
}

/// `path:line:column` of a label, the path cleaned.
fn place(label: &Label) -> String {
    let at = label.source.position(label.span.start);
    format!("{}:{}:{}", plain(label.source.path()), at.line, at.column)
}

/// `error[review-overdue]`.
fn tag(finding: &Finding) -> String {
    format!("{}[{}]", finding.level, plain(&finding.rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_formats_and_groupings() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
        }
        for group_by in GroupBy::ALL {
            assert_eq!(group_by.as_str().parse(), Ok(group_by));
        }
        let error = "jsno".parse::<Format>().unwrap_err().to_string();
        assert_eq!(
            error,
            "`jsno` is not one of `full`, `concise`, `grouped` and `json`; did you mean `json`?"
        );
        assert!(!"x".parse::<GroupBy>().unwrap_err().to_string().contains("did you mean"));
    }
}
