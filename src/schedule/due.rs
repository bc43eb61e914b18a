//! What falls due: next reviews, deadlines that are not met, and the next occurrence of what was promised.

use std::fmt;

use rayon::prelude::*;

use super::series::{self, Promise, Series};
use crate::base::Date;
use crate::record::Record;
use crate::record::field::OWNER;
use crate::system::{RecordId, System};
use crate::yaml::NodeRef;

/// One thing that falls due on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The last day on which it is in time.
    pub date: Date,
    /// The record it is about.
    pub record: RecordId,
    /// What is to happen.
    pub what: What,
    /// The path of the field that says so; `None` for a review whose interval stands in the kind or in `isms.toml`.
    pub field: Option<String>,
    /// Whose turn it is, as the record says.
    pub owner: Option<String>,
}

/// What is to happen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Somebody is to look at the record again.
    Review,
    /// The day of a deadline, in words: `end of the contract`.
    Deadline(String),
    /// The next occurrence of what was promised, in words: `measurement`.
    Occurrence(String),
}

impl What {
    /// The word in machine output.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Deadline(_) => "deadline",
            Self::Occurrence(_) => "occurrence",
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Review => f.write_str("review"),
            Self::Deadline(words) | Self::Occurrence(words) => f.write_str(words),
        }
    }
}

impl Due {
    /// Whether the day has gone by.
    pub fn is_overdue(&self, as_of: Date) -> bool {
        self.date < as_of
    }
}

/// Everything that falls due about records whose life is not over, sorted by date and then by id. What is overdue comes
/// first, since it is not done.
pub fn due(system: &System) -> Vec<Due> {
    sorted(system, |_| true)
}

/// What of that falls due on some days, both ends included.
pub fn due_between(system: &System, from: Date, until: Date) -> Vec<Due> {
    sorted(system, |date| (from..=until).contains(&date))
}

/// The first thing that falls due on or after a day.
pub fn next_due(system: &System, from: Date) -> Option<Due> {
    let is_meant = |date| date >= from;
    chosen(system, &is_meant).min_by(|one, other| key(system, one).cmp(&key(system, other)))
}

/// Chooses by the day before anything is kept: of very many records few fall due soon.
fn chosen<'s>(
    system: &'s System,
    is_meant: &'s (impl Fn(Date) -> bool + Sync),
) -> impl ParallelIterator<Item = Due> + 's {
    let of_one = move |(index, record): (usize, &Record)| {
        let id = RecordId(index as u32);
        if system.is_live(record) { of_record(system, id, record, is_meant) } else { Vec::new() }
    };
    let series = series::promised(system).into_par_iter().filter_map(|series| of_series(system, series));
    let records = system.record_list().par_iter().enumerate().flat_map_iter(of_one);
    records.chain(series.filter(|due| is_meant(due.date)))
}

fn sorted(system: &System, is_meant: impl Fn(Date) -> bool + Sync) -> Vec<Due> {
    let mut all: Vec<Due> = chosen(system, &is_meant).collect();
    all.sort_by(|one, other| key(system, one).cmp(&key(system, other)));
    all
}

fn key<'a>(system: &'a System, due: &'a Due) -> (Date, &'a str, &'a What, Option<&'a str>) {
    (due.date, system.record(due.record).id(), &due.what, due.field.as_deref())
}

fn of_record(system: &System, id: RecordId, record: &Record, is_meant: &impl Fn(Date) -> bool) -> Vec<Due> {
    let owner = || record.get(OWNER).map(str::to_owned);
    let own_interval = || record.value("review_interval").map(|_| "review_interval".to_owned());
    let review = system.next_review(id).filter(|date| is_meant(*date)).map(|date| Due {
        date,
        record: id,
        what: What::Review,
        field: own_interval(),
        owner: owner(),
    });
    let deadlines = record.deadlines(system.as_of).into_iter().filter(|deadline| is_meant(deadline.date));
    let deadlines = deadlines.map(|deadline| Due {
        date: deadline.date,
        record: id,
        what: What::Deadline(
            deadline.field.what.clone().unwrap_or_else(|| deadline.field.name.replace('_', " ")),
        ),
        field: Some(deadline.path),
        owner: owner(),
    });
    review.into_iter().chain(deadlines).collect()
}

/// The next occurrence of a series. Reviews and planned audits are deadlines of their own records already.
fn of_series(system: &System, series: Series) -> Option<Due> {
    if matches!(series.promise, Promise::Review | Promise::Programme) {
        return None;
    }
    let record = system.record(series.record);
    let by = if series.promise == Promise::Measurement { record.value("measured_by") } else { None };
    let owner = by.and_then(NodeRef::scalar).or_else(|| record.get(OWNER));
    Some(Due {
        date: series.next?,
        record: series.record,
        owner: owner.map(str::to_owned),
        what: What::Occurrence(series.what),
        field: Some(series.field),
    })
}
