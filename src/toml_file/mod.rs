//! Reads a TOML file key by key, so that every mistake in it becomes a finding at its exact place.
//!
//! The tool's own files (`isms.toml`, kind files, standards) are checked as gently as records are: one wrong value
//! hides no other, and a key that nobody asked for is named together with the one that was probably meant. Deriving
//! that from structs would stop at the first error and speak of types instead of settings.
//!
//! Knows nothing of what the keys mean; a [`Table`] is asked by those who do. Never reads a file.

mod item;
mod syntax;
mod table;
#[cfg(test)]
mod tests;
mod value;
mod wording;

use std::cell::RefCell;
use std::sync::Arc;

use crate::base::{Source, Span};
use crate::finding::{Finding, Label};

pub use item::Item;
pub use table::Table;
pub use value::{Entry, Value};

/// Under which rules a file's mistakes are reported and how its keys are called.
#[derive(Debug, Clone, Copy)]
pub struct Wording {
    /// The rule for what is wrong in form, type or value.
    pub invalid: &'static str,
    /// The rule for keys that nobody knows.
    pub unknown: &'static str,
    /// What a key of this file is called: `setting`.
    pub noun: &'static str,
}

impl Wording {
    /// The words for `isms.toml`.
    pub const CONFIGURATION: Self =
        Self { invalid: "invalid-configuration", unknown: "unknown-setting", noun: "setting" };
    /// The words for a kind's file.
    pub const KIND: Self = Self { invalid: "invalid-kind", unknown: "invalid-kind", noun: "key" };
    /// The words for a standard's file.
    pub const STANDARD: Self = Self { invalid: "invalid-standard", unknown: "invalid-standard", noun: "key" };
}

/// One file's tree and the findings about it so far.
#[derive(Debug)]
pub struct TomlFile {
    source: Arc<Source>,
    wording: Wording,
    root: RefCell<Vec<Entry>>,
    /// Where the syntax is wrong.
    broken: Vec<Span>,
    findings: RefCell<Vec<Finding>>,
}

impl TomlFile {
    /// Reads what can be read; every mistake in the syntax becomes a finding.
    pub fn parse(source: &Arc<Source>, wording: Wording) -> Self {
        let parsed = syntax::parse(source, wording.invalid);
        Self {
            source: Arc::clone(source),
            wording,
            root: RefCell::new(parsed.root),
            broken: parsed.findings.iter().map(|finding| finding.primary.span).collect(),
            findings: RefCell::new(parsed.findings),
        }
    }

    /// The file's top level. It can be taken once; after that it is empty.
    pub fn root(&self) -> Table<'_> {
        Table::new(self, String::new(), Span::at(0), self.root.take())
    }

    /// Whether the syntax was right. Where it was not, a key that seems to be missing may only be unreadable.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty()
    }

    /// The file that was read.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Reports a mistake at a place, with what to do about it.
    pub fn report(&self, span: Span, message: impl AsRef<str>, help: Option<impl AsRef<str>>) {
        self.add(self.finding(self.wording.invalid, span, message).help_if(help));
    }

    /// A finding of any rule in this file, not yet added.
    pub fn finding(&self, rule: &'static str, span: Span, message: impl AsRef<str>) -> Finding {
        Finding::new(rule, message, Label::new(&self.source, span, ""))
    }

    /// Adds a finding, unless it is about a value whose syntax is already reported as wrong.
    pub fn add(&self, finding: Finding) {
        let place = finding.primary.span;
        if self.broken.iter().any(|span| span.start <= place.end && place.start <= span.end) {
            return;
        }
        self.findings.borrow_mut().push(finding);
    }

    /// All findings in the order of the text.
    pub fn into_findings(self) -> Vec<Finding> {
        let mut findings = self.findings.into_inner();
        findings.sort_by_key(|finding| finding.primary.span);
        findings
    }
}

/// The help line for a name that is near to a known one.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    crate::base::text::nearest(name, known).map(|near| format!("did you mean `{near}`?"))
}
