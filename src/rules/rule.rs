//! What a rule is.

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
}
