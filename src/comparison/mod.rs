//! Two states of the records side by side, in the terms of a management system: what came and went, which risks score
//! otherwise, who answers now, what was closed, excluded and approved.
//!
//! Compares what records mean: formatting, comments, the order of fields and the file a record lies in are no changes. What
//! lies between B and A is the exact inverse of what lies between A and B; a property test holds it.

mod act;
mod pair;
mod view;

use std::collections::BTreeMap;

pub use self::act::Act;
use self::pair::Pair;
pub use self::view::{Group, GroupBy, grouped};
use crate::base::Date;
use crate::history::{BodyChange, FieldChange};
use crate::record::Stage;
use crate::system::{RecordId, System};

/// One of two states, ready to be compared.
#[derive(Debug)]
pub struct Reading<'s> {
    /// What it is called.
    pub name: String,
    /// The commit it was read from; `None` for the work tree.
    pub commit: Option<String>,
    /// The records.
    pub system: &'s System,
    /// Paths of files and folders that could not be read.
    pub unread: Vec<String>,
}

/// What lies between two states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The state that is compared with.
    pub before: State,
    /// The state that is looked at.
    pub after: State,
    /// Records that differ, sorted by id.
    pub records: Vec<RecordChange>,
    /// Ids of records that one state has, and of which nobody knows in the other since something there could not be read.
    pub unknown: Vec<String>,
}

/// A state that was compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// What it is called.
    pub name: String,
    /// The commit it was read from; `None` for the work tree.
    pub commit: Option<String>,
    /// The day by whose clock it was judged.
    pub as_of: Date,
    /// How many records it has.
    pub records: usize,
}

/// What lies between two states of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// Its id.
    pub id: String,
    /// What it was; `None` where it was not there.
    pub before: Option<Face>,
    /// What it is; `None` where it is not there.
    pub after: Option<Face>,
    /// What became of it, most telling first.
    pub acts: Vec<Act>,
    /// Fields, in the order of the kind; all of them where it was added or removed.
    pub fields: Vec<FieldChange>,
    /// The text of a Markdown document.
    pub body: BodyChange,
    /// Scores that differ.
    pub scores: Vec<ScoreChange>,
    /// Whether a part of it could not be read in one of the states, so that what differs may only seem to.
    pub partly: bool,
}

/// How a record presents itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// The name of its kind.
    pub kind: String,
    /// The heading of its kind.
    pub kind_title: String,
    /// Its title; may be empty.
    pub title: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Where it stands.
    pub status: String,
    /// The file it lies in.
    pub path: String,
    /// Clauses it is about: its own, and those of its kind.
    pub clauses: Vec<String>,
    /// The first of them, for a heading.
    pub clause: Option<Clause>,
}

/// A clause for a heading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clause {
    /// Its place in the standards.
    pub place: usize,
    /// Its number.
    pub id: String,
    /// Its title; empty where no enabled standard has it.
    pub title: String,
}

/// A computed score in two states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreChange {
    /// Which of the assessments.
    pub stage: Stage,
    /// `12 high`; `None` where there was none.
    pub before: Option<String>,
    /// `6 medium`; `None` where there is none.
    pub after: Option<String>,
}

impl Changes {
    /// Compares two states.
    pub fn between(before: &Reading<'_>, after: &Reading<'_>) -> Self {
        let mut ids: BTreeMap<&str, [Option<RecordId>; 2]> = BTreeMap::new();
        for (side, reading) in [before, after].into_iter().enumerate() {
            for id in reading.system.ids() {
                ids.entry(id).or_default()[side] = reading.system.find(id);
            }
        }
        let pair = Pair::of(before, after);
        let mut changes =
            Self { before: before.state(), after: after.state(), records: Vec::new(), unknown: Vec::new() };
        for (id, places) in ids {
            if pair.is_unknown(id, places) {
                changes.unknown.push(id.to_owned());
            } else {
                changes.records.extend(pair.compare(id, places));
            }
        }
        changes
    }

    /// What lies between the two the other way round.
    #[must_use]
    pub fn inverse(self) -> Self {
        let records = self.records.into_iter().map(RecordChange::inverse).collect();
        Self { before: self.after, after: self.before, records, unknown: self.unknown }
    }

    /// Whether nothing differs, as far as anybody knows.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.unknown.is_empty()
    }
}

impl RecordChange {
    /// The record as it is, or as it was where it is gone.
    pub fn face(&self) -> Option<&Face> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// Whether it means something: more became of it than a change of fields, or a significant field or the wording of its
    /// text changed.
    pub fn is_significant(&self) -> bool {
        self.acts != [Act::Changed]
            || self.body == BodyChange::Wording
            || self.fields.iter().any(|field| field.significant)
    }

    fn inverse(self) -> Self {
        let field = |field: FieldChange| FieldChange { before: field.after, after: field.before, ..field };
        let score = |score: ScoreChange| ScoreChange { before: score.after, after: score.before, ..score };
        let mut acts: Vec<Act> = self.acts.into_iter().map(Act::inverse).collect();
        acts.sort_unstable();
        let mut fields: Vec<FieldChange> = self.fields.into_iter().map(field).collect();
        // Fields stand in the order of the kind, and what happened to one path in the order of what happened.
        for same in fields.chunk_by_mut(|a, b| a.path == b.path) {
            same.sort_by(|a, b| order(a).cmp(&order(b)));
        }
        let scores = self.scores.into_iter().map(score).collect();
        Self { before: self.after, after: self.before, acts, fields, scores, ..self }
    }
}

/// The order of changes at one path: what went before what came.
fn order(change: &FieldChange) -> (bool, &Option<String>, &Option<String>) {
    (change.after.is_some(), &change.before, &change.after)
}
