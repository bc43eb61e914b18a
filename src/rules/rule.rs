//! What a rule is.

use super::history::Evidence;
use super::waivers::Usage;
use crate::finding::{Family, Finding, Grade};
use crate::system::System;

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The bad state in kebab-case, readable after "allow". Stable.
    pub name: &'static str,
    /// Its family.
    pub family: Family,
    /// Its grade; that of the first expectation for [`Check::Expected`].
    pub grade: Grade,
    /// Clauses of ISO/IEC 27001:2022 it rests on.
    pub clauses: &'static [&'static str],
    /// One sentence: what it finds.
    pub summary: &'static str,
    /// How it is checked.
    pub check: Check,
    /// Its page: specification, reasons, examples.
    pub page: &'static str,
}

/// How a rule is checked.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// While files are read; the reader reports it.
    Reading,
    /// Stated by kind files.
    Expected,
    /// Over the whole system.
    System(fn(&System) -> Vec<Finding>),
    /// Over the whole system and its history.
    History(fn(&Evidence<'_>) -> Vec<Finding>),
    /// Over what exceptions waived, once that is known. No exception waives these.
    Exceptions(fn(&Usage<'_>) -> Vec<Finding>),
}

/// Writes down one rule; its page is the file of its name.
macro_rules! rule {
    ($name:literal, $family:ident, $grade:ident, [$($clause:literal),*], $summary:literal, $check:expr) => {
        $crate::rules::Rule {
            name: $name,
            family: $crate::finding::Family::$family,
            grade: $crate::finding::Grade::$grade,
            clauses: &[$($clause),*],
            summary: $summary,
            check: $check,
            page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules/", $name, ".md")),
        }
    };
    // A rule whose grade, clauses and summary kind files state.
    ($name:literal, $family:ident) => {
        rule!($name, $family, Minor, [], "", $crate::rules::Check::Expected)
    };
}

pub(super) use rule;
