//! Two states of the records side by side, in the terms of a management system: what came and went, which risks score
//! otherwise, who answers now, what was closed, excluded and approved.
//!
//! Compares what records mean: formatting, comments, the order of fields and the file a record lies in are no changes. What
//! lies between B and A is the exact inverse of what lies between A and B; a property test holds it.

mod act;
mod view;

use std::collections::BTreeMap;

pub use self::act::Act;
use self::act::acts;
pub use self::view::{Group, GroupBy, grouped};
use crate::base::Date;
use crate::history::{BodyChange, Difference, FieldChange, Significance};
use crate::record::field::{CLAUSES, Items, OWNER};
use crate::record::{Record, Stage};
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
        let pair = Pair { sides: [before, after], significance: [before, after].map(significance) };
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

fn significance(reading: &Reading<'_>) -> Significance {
    Significance::of(&reading.system.schema, &reading.system.config)
}

impl Reading<'_> {
    fn state(&self) -> State {
        State {
            name: self.name.clone(),
            commit: self.commit.clone(),
            as_of: self.system.as_of,
            records: self.system.len(),
        }
    }

    /// Whether a record that is not here may be in something that could not be read.
    fn may_hide(&self, id: &str, path: &str) -> bool {
        let covers = |unread: &String| {
            path.strip_prefix(unread.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.system.unread().ids.iter().any(|lost| lost == id) || self.unread.iter().any(covers)
    }
}

/// Two states and what means something in each.
struct Pair<'r, 's> {
    sides: [&'r Reading<'s>; 2],
    significance: [Significance; 2],
}

/// A record in its system.
type Seen<'s> = Option<(&'s System, RecordId, &'s Record)>;

impl<'s> Pair<'_, 's> {
    fn seen(&self, places: [Option<RecordId>; 2]) -> [Seen<'s>; 2] {
        let one = |side: usize| {
            let system = self.sides[side].system;
            places[side].map(|id| (system, id, system.record(id)))
        };
        [one(0), one(1)]
    }

    fn is_unknown(&self, id: &str, places: [Option<RecordId>; 2]) -> bool {
        let seen = self.seen(places);
        let hidden = |here: Seen<'_>, there: Seen<'_>, other: &Reading<'_>| {
            there.is_none() && here.is_some_and(|(_, _, record)| other.may_hide(id, record.path()))
        };
        hidden(seen[0], seen[1], self.sides[1]) || hidden(seen[1], seen[0], self.sides[0])
    }

    fn compare(&self, id: &str, places: [Option<RecordId>; 2]) -> Option<RecordChange> {
        let seen = self.seen(places);
        let Difference { fields, body } = self.difference(seen);
        let scores = scores(seen);
        if seen.iter().all(Option::is_some)
            && fields.is_empty()
            && body == BodyChange::None
            && scores.is_empty()
        {
            return None;
        }
        let is_partly = |(system, id, _): (&System, RecordId, &Record)| !system.is_clear(id);
        let [before, after] = seen.map(|seen| seen.map(|(system, _, record)| face(system, record)));
        Some(RecordChange {
            id: id.to_owned(),
            acts: acts(seen, &fields, !scores.is_empty()),
            partly: seen.into_iter().flatten().any(is_partly),
            before,
            after,
            fields,
            body,
            scores,
        })
    }

    /// What differs. A field means something where it does in one of the two states: kinds and settings may differ, too.
    fn difference(&self, seen: [Seen<'_>; 2]) -> Difference {
        let [old, new] = seen.map(|seen| seen.map(|(system, _, record)| (record, system.risk())));
        let mut out = Difference::between(old, new, &self.significance[1]);
        if !out.fields.is_empty() {
            let back = Difference::between(new, old, &self.significance[0]).fields;
            let marked = |change: &FieldChange| {
                let same = |known: &&FieldChange| {
                    known.path == change.path && known.before == change.after && known.after == change.before
                };
                back.iter().find(same).is_some_and(|known| known.significant)
            };
            out.fields.iter_mut().for_each(|change| change.significant |= marked(change));
        }
        let place = |change: &FieldChange| {
            let top = change.path.split(['.', '[']).next().unwrap_or("");
            let places = seen.iter().flatten().map(|(_, _, record)| record.kind().field(top));
            places.map(|found| found.map_or(usize::MAX, |(place, _)| place)).min().unwrap_or(usize::MAX)
        };
        out.fields.sort_by(|a, b| {
            (place(a), &a.path).cmp(&(place(b), &b.path)).then_with(|| order(a).cmp(&order(b)))
        });
        out
    }
}

fn scores(seen: [Seen<'_>; 2]) -> Vec<ScoreChange> {
    let rating = |seen: Seen<'_>, stage| {
        let (system, _, record) = seen?;
        let score = record.score(stage, system.risk())?;
        let band = record.risk_method(system.risk()).and_then(|method| method.band_name(&score));
        let band = band.filter(|_| score.is_number()).map(|band| format!(" {band}")).unwrap_or_default();
        Some(format!("{score}{band}"))
    };
    let stages = [Stage::Inherent, Stage::Current, Stage::Residual].into_iter();
    let both = stages.map(|stage| ScoreChange {
        stage,
        before: rating(seen[0], stage),
        after: rating(seen[1], stage),
    });
    both.filter(|score| score.before != score.after).collect()
}

fn face(system: &System, record: &Record) -> Face {
    let own = record.get(CLAUSES).into_iter().flat_map(Items::iter);
    let mut clauses: Vec<String> = own.filter_map(|node| node.scalar()).map(str::to_owned).collect();
    if system.standards.has_control(record.id()) {
        clauses.push(record.id().to_owned());
    }
    clauses.extend(record.kind().clauses.iter().cloned());
    let mut seen = std::collections::BTreeSet::new();
    clauses.retain(|clause| seen.insert(clause.clone()));
    let clause = clauses.first().map(|id| Clause {
        place: system.standards.place(id).unwrap_or(usize::MAX),
        id: id.clone(),
        title: system.standards.get(id).map(|item| system.standards.full_title(item)).unwrap_or_default(),
    });
    Face {
        kind: record.kind().name.clone(),
        kind_title: record.kind().title.clone(),
        title: record.title().to_owned(),
        owner: record.get(OWNER).map(str::to_owned),
        status: record.status().to_owned(),
        path: record.path().to_owned(),
        clauses,
        clause,
    }
}
