//! What the tool says: one fact about the records, where it shows, and what to do.
//!
//! # Good wording
//!
//! - The **message** is one sentence of fact with the ids in it and, where a date matters, both dates: lower case, no
//!   full stop, never an accusation ("no commit supports this date", not "backdated").
//! - A **label** says what its spot is ("no such record", "reviewed here"), in two to five words.
//! - **Help** is one imperative sentence with the exact next step.
//!
//! Text that comes from records is cleaned of control characters when it enters a finding, since no renderer does that.

mod grade;
pub mod report;
pub mod sink;

use std::borrow::Cow;
use std::sync::Arc;

pub use grade::{Family, Grade, Level, RuleInfo};

use crate::base::{Source, Span, text};

/// A place in a file and what it is.
#[derive(Debug, Clone)]
pub struct Label {
    /// The file.
    pub source: Arc<Source>,
    /// The place in its text; empty at 0 for the file as a whole.
    pub span: Span,
    /// What the place is; may be empty.
    pub text: String,
}

impl Label {
    /// A label; its text is cleaned.
    pub fn new(source: &Arc<Source>, span: Span, text: impl AsRef<str>) -> Self {
        Self { source: Arc::clone(source), span, text: text::plain(text.as_ref()).into_owned() }
    }
}

/// Who a finding is about, for grouping, waiving and fingerprints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// The record's id, cleaned.
    pub record: Option<String>,
    /// The record's kind.
    pub kind: Option<Arc<str>>,
    /// Who answers for it, as the record says.
    pub owner: Option<String>,
}

/// One thing an auditor would find.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule's name.
    pub rule: Cow<'static, str>,
    /// What a certification auditor would typically write; set by the sink from the rule.
    pub grade: Grade,
    /// What tools and CI know; set by the sink from grade, configuration and profile.
    pub level: Level,
    /// One sentence of fact.
    pub message: String,
    /// One imperative sentence.
    pub help: Option<String>,
    /// Clauses it rests on; set by the sink from the rule unless the rule gave its own.
    pub clauses: Vec<String>,
    /// The record it is about.
    pub subject: Subject,
    /// The field's path in the record, such as `controls[2]`.
    pub field: Option<String>,
    /// Where it shows.
    pub primary: Label,
    /// The ids that would each have a finding of their own, where one finding speaks for many; else none. Whoever waives
    /// it waives these, so that mending one of them brings back none of the others.
    pub stands_for: Vec<String>,
    /// Further places that explain it.
    pub related: Vec<Label>,
    /// Rule, record and field as 16 hexadecimal digits, unique in one run; set by the sink. Independent of lines, so
    /// that edits above do not reopen a finding.
    pub fingerprint: String,
}

impl Finding {
    /// A finding of `rule` at its one primary place. The message is cleaned.
    pub fn new(rule: impl Into<Cow<'static, str>>, message: impl AsRef<str>, primary: Label) -> Self {
        Self {
            rule: rule.into(),
            grade: Grade::Minor,
            level: Level::Error,
            message: text::plain(message.as_ref()).into_owned(),
            help: None,
            clauses: Vec::new(),
            subject: Subject::default(),
            field: None,
            primary,
            related: Vec::new(),
            stands_for: Vec::new(),
            fingerprint: String::new(),
        }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn help(mut self, help: impl AsRef<str>) -> Self {
        self.help = Some(text::plain(help.as_ref()).into_owned());
        self
    }

    /// Adds what to do next, if there is something to say.
    #[must_use]
    pub fn help_if(self, help: Option<impl AsRef<str>>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// Adds a further place that explains the finding.
    #[must_use]
    pub fn also(mut self, label: Label) -> Self {
        self.related.push(label);
        self
    }

    /// Says which record it is about.
    #[must_use]
    pub fn about(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }

    /// Says which field it is about.
    #[must_use]
    pub fn field(mut self, path: impl AsRef<str>) -> Self {
        self.field = Some(text::plain(path.as_ref()).into_owned());
        self
    }
}
