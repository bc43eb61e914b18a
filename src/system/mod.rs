//! The whole management system at one moment: all records, linked.
//!
//! Frozen once built: rules and reports only read it. Reads files in `snapshot`, nowhere else; writes nothing.

mod activity;
mod clauses;
pub mod git;
pub mod graph;
pub mod impact;
mod last_audit;
pub mod links;
mod load;
pub mod look;
mod memory;
pub mod people;
pub mod processes;
pub mod snapshot;
pub mod trace;
mod trainings;
mod treatment;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use self::activity::Activities;
pub use self::activity::{Activity, Happened, Said};
use self::clauses::ClauseIndex;
pub use self::clauses::{Counts, How, Showing};
pub use self::graph::{Edge, Graph};
pub use self::impact::{Impact, Reached};
pub use self::links::{Evidence, EvidenceStatus, Links, Reference, Status};
pub use self::load::{load, load_with};
pub use self::memory::Memory;
pub use self::people::{Duty, People, Vacancy};
pub use self::processes::{Interaction, ProcessMap, Standing};
pub use self::snapshot::{Snapshot, SnapshotError};
pub use self::trace::Trace;
pub use self::trainings::Attendance;
use crate::base::{Date, Period};
use crate::config::Config;
use crate::record::Record;
use crate::risk::RiskMethods;
use crate::schema::{Schema, State};
use crate::standard::Standards;

/// A record's place in its [`System`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u32);

/// A frozen management system.
#[derive(Debug)]
pub struct System {
    /// The day it is looked at.
    pub as_of: Date,
    /// What `isms.toml` says.
    pub config: Config,
    /// The kinds.
    pub schema: Arc<Schema>,
    /// The enabled standards.
    pub standards: Standards,
    records: Vec<Record>,
    by_id: HashMap<String, RecordId>,
    by_kind: Vec<Vec<RecordId>>,
    duplicates: Vec<(RecordId, RecordId)>,
    links: Links,
    graph: Graph,
    unread: Unread,
    paths: Vec<Arc<str>>,
    activities: Activities,
    processes: OnceLock<ProcessMap>,
    people: OnceLock<People>,
    clauses: OnceLock<ClauseIndex>,
}

/// What could not be read.
#[derive(Debug, Default)]
pub struct Unread {
    /// Files that could not be read at all.
    pub files: usize,
    /// Ids of records that are there but could not be read.
    pub ids: Vec<String>,
    /// Records that stand somewhere in what could not be read: who names them there is unknown.
    pub mentioned: BTreeSet<RecordId>,
}

impl Unread {
    /// Whether everything could be read, at least in part.
    pub fn is_empty(&self) -> bool {
        self.files == 0 && self.ids.is_empty()
    }
}

impl System {
    /// The same records, looked at on another day.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        self.as_of = day;
        (self.processes, self.people, self.clauses) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        self.activities = Activities::of(&self);
        self
    }

    /// All records, sorted by path and place.
    pub fn records(&self) -> impl Iterator<Item = (RecordId, &Record)> {
        self.records.iter().enumerate().map(|(index, record)| (RecordId(index as u32), record))
    }

    /// All records as a list whose places are [`RecordId`]s.
    pub fn record_list(&self) -> &[Record] {
        &self.records
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// A record by its place.
    ///
    /// # Panics
    /// If the place is another system's.
    pub fn record(&self, id: RecordId) -> &Record {
        &self.records[id.0 as usize]
    }

    /// The record with an id; the first where two have it.
    pub fn find(&self, id: &str) -> Option<RecordId> {
        self.by_id.get(id).copied()
    }

    /// The title of the record with an id, where there is one and it has a title.
    pub fn title_of(&self, id: &str) -> Option<&str> {
        self.find(id).map(|id| self.record(id).title()).filter(|title| !title.is_empty())
    }

    /// Records of a kind.
    pub fn of_kind<'s>(&'s self, kind: &str) -> impl Iterator<Item = (RecordId, &'s Record)> + use<'s> {
        self.ids_of_kind(kind).iter().map(|&id| (id, self.record(id)))
    }

    /// The places of the records of a kind, in the order of the records.
    pub fn ids_of_kind(&self, kind: &str) -> &[RecordId] {
        self.schema.named(kind).map_or(&[], |(kind, _)| &self.by_kind[kind.0 as usize])
    }

    /// All ids, in the order of the records.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.records.iter().map(Record::id)
    }

    /// Records whose id another record had first, with that one.
    pub fn duplicates(&self) -> &[(RecordId, RecordId)] {
        &self.duplicates
    }

    /// References with their status, and evidence.
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// Records tied by links.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// What could not be read.
    pub fn unread(&self) -> &Unread {
        &self.unread
    }

    /// Whether a path, relative to the root, is a file that may hold records, or a folder of such.
    pub fn has_path(&self, path: &str) -> bool {
        let below = |known: &Arc<str>| {
            known.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.paths.iter().any(below)
    }

    /// The risk methods.
    pub fn risk(&self) -> &RiskMethods {
        &self.config.risk
    }

    /// Whether something can be said to be missing of a record: all of it could be read, and it does not stand in what
    /// could not.
    pub fn is_clear(&self, id: RecordId) -> bool {
        self.record(id).is_whole() && !self.unread.mentioned.contains(&id)
    }

    /// Whether the records say what the management system is: one of them is a process or a scope. Before that they are
    /// registers in a folder, and it would mean little to list everything that a management system has besides.
    pub fn is_founded(&self) -> bool {
        ["process", "scope"].iter().any(|kind| self.of_kind(kind).next().is_some())
    }

    /// Whether a record's life is not over.
    pub fn is_live(&self, record: &Record) -> bool {
        !record.is_in(State::Closed, self.as_of)
    }

    /// The review interval that `isms.toml` sets for a record's kind.
    pub fn configured_interval(&self, record: &Record) -> Option<Period> {
        self.config.review_interval(&record.kind().name)
    }

    /// How often a record is reviewed: as it says, or else as `isms.toml` says for its kind, or else as its kind says.
    pub fn review_interval(&self, record: &Record) -> Option<Period> {
        record.review_interval(self.configured_interval(record))
    }

    /// When a record falls due for review: its interval after its last review. One that was never reviewed is counted
    /// from the newest day on which anything else happened to it; `None` where there is no such day, or no interval.
    pub fn next_review(&self, id: RecordId) -> Option<Date> {
        let activity = self.activity(id);
        activity.reviewed.or(activity.newest)?.plus(self.review_interval(self.record(id))?)
    }

    /// Whether a record is past its review: the day has gone by, or there is an interval and no day to count from. A
    /// draft is not, since nobody goes by it yet.
    pub fn is_stale(&self, id: RecordId) -> bool {
        let record = self.record(id);
        let due = self.next_review(id);
        self.is_live(record)
            && !record.is_in(State::Draft, self.as_of)
            && self.review_interval(record).is_some()
            && due.is_none_or(|due| due < self.as_of)
    }

    /// When something last happened to a record, as far as records say.
    pub fn activity(&self, id: RecordId) -> Activity {
        self.activities.get(id)
    }

    /// Each day until today on which a record says that something happened to it or in it, in the order of its fields.
    pub fn happened(&self, id: RecordId) -> &[Happened] {
        self.activities.happened(id)
    }

    /// Which process a record belongs to, and what runs between processes. Computed when first asked.
    pub fn processes(&self) -> &ProcessMap {
        self.processes.get_or_init(|| ProcessMap::of(self))
    }

    /// Who holds which role. Computed when first asked.
    pub fn people(&self) -> &People {
        self.people.get_or_init(|| People::of(self))
    }

    /// Which records show which clause. Computed when first asked.
    fn clause_index(&self) -> &ClauseIndex {
        self.clauses.get_or_init(|| ClauseIndex::of(self))
    }
}
