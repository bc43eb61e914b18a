//! A series: what was promised again and again, by whom, and what became of each occurrence.

use rayon::prelude::*;

use super::performed::Performance;
use super::{grid, handovers, measurements, programmes, promises, reviews};
use crate::base::{Date, Period};
use crate::system::processes::Sort;
use crate::system::{RecordId, System};

/// Where a promise stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Promise {
    /// The record's review interval.
    Review,
    /// A metric's `every`.
    Measurement,
    /// The `every` of an interaction, in an entry of `outputs` or `inputs`.
    Handover {
        /// The process that hands over.
        from: RecordId,
        /// The process that takes.
        to: RecordId,
    },
    /// The audits that an audit programme names.
    Programme,
    /// An entry of a document's `promises`.
    Document {
        /// What is to come about.
        sort: Sort,
    },
}

/// A promise with its occurrences.
#[derive(Debug, Clone)]
pub struct Series {
    /// The record that promises.
    pub record: RecordId,
    /// Where it does.
    pub promise: Promise,
    /// What it promises, in words: `review`, `measurement`, `access review`.
    pub what: String,
    /// How often; `None` where each occurrence has a day of its own, as audits of a programme do.
    pub every: Option<Period>,
    /// The path of the field that says so, such as `promises[0]`.
    pub field: String,
    /// The occurrences of the last five years and the next one, oldest first.
    pub windows: Vec<Window>,
    /// The newest thing that was done.
    pub latest: Option<Performance>,
    /// By when it is to be done again: one interval after it was last done, or after the promise began to hold.
    pub next: Option<Date>,
}

/// One expected occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The day it is expected by.
    pub expected: Date,
    /// The first day on which something that is done counts for it.
    pub from: Date,
    /// The last such day.
    pub until: Date,
    /// How it stands.
    pub standing: Standing,
    /// What satisfied it: of the things done in the window the one nearest to the expected day.
    pub performed: Option<Performance>,
    /// The audit that is to satisfy it, where a programme names one.
    pub audit: Option<RecordId>,
}

/// How an occurrence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It was done.
    Met,
    /// Its window is over, and nothing was done.
    Missed,
    /// Its window is not over yet.
    Open,
    /// Nothing is on record, but what would show it has been written over since.
    Unknown,
}

impl Standing {
    /// The word for people and machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Open => "open",
            Self::Unknown => "not known",
        }
    }
}

impl Series {
    /// The series of a promise to do something `every` so often, from a day of its own or from when it was first done.
    pub(super) fn regular(
        promise: Said,
        every: Period,
        start: Option<Date>,
        mut performed: Vec<Performance>,
        as_of: Date,
    ) -> Self {
        performed.sort_unstable();
        let latest = performed.last().copied();
        let since = latest.map(|done| done.counts).into_iter().chain(start).max();
        Self {
            windows: grid::windows(every, start, &performed, as_of),
            next: since.and_then(|since| since.plus(every)),
            every: Some(every),
            latest,
            record: promise.record,
            promise: promise.promise,
            what: promise.what,
            field: promise.field,
        }
    }

    /// The missed occurrences.
    pub fn missed(&self) -> impl Iterator<Item = &Window> {
        self.windows.iter().filter(|window| window.standing == Standing::Missed)
    }
}

/// Who promises what, and where.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) record: RecordId,
    pub(super) promise: Promise,
    pub(super) what: String,
    pub(super) field: String,
}

/// What is made of every series of live records: of reviews, then of `promised`, each in the order of the records.
/// Chosen one by one, since of very many records few have anything to tell.
pub fn chosen<T: Send>(system: &System, choose: impl Fn(Series) -> Option<T> + Sync) -> Vec<T> {
    let ids = (0..system.len() as u32).into_par_iter().map(RecordId);
    let mut chosen: Vec<T> = ids.filter_map(|id| choose(reviews::of(system, id)?)).collect();
    chosen.extend(promised(system).into_iter().filter_map(choose));
    chosen
}

/// Every series of live records besides reviews: measurements, interactions, programmes and documents' promises.
pub(super) fn promised(system: &System) -> Vec<Series> {
    let mut promised: Vec<Series> = measurements::all(system).collect();
    promised.extend(handovers::all(system, None));
    promised.extend(programmes::all(system));
    promised.extend(promises::all(system, None));
    promised
}

/// What one record promises, and what became of it. For a process, what it is to hand over and take.
pub fn occurrences(system: &System, record: RecordId) -> Vec<Series> {
    let mut all: Vec<Series> = reviews::of(system, record).into_iter().collect();
    match system.record(record).kind().name.as_str() {
        "metric" => all.extend(measurements::of(system, record)),
        "process" => all.extend(handovers::all(system, Some(record))),
        "audit-programme" => all.extend(programmes::of(system, record)),
        "document" => all.extend(promises::all(system, Some(record))),
        _ => {}
    }
    all
}
