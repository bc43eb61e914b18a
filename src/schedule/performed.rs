//! What was done, and on which day, as records claim it.

use crate::base::Date;
use crate::record::Record;
use crate::record::field::REVIEW_HELD_ON;
use crate::system::{RecordId, System};

/// Something that was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Performance {
    /// The day it counts for: the day it was done, or for a measurement the first day after what it measures.
    pub counts: Date,
    /// The day it was done.
    pub date: Date,
    /// The record that shows it.
    pub record: RecordId,
    /// Whether the date stands where only the newest is kept, so that earlier ones are not known.
    pub written_over: bool,
}

impl Performance {
    /// Something that counts for the day it was done.
    pub(super) fn on(date: Date, record: RecordId, written_over: bool) -> Self {
        Self { counts: date, date, record, written_over }
    }
}

/// Everything that was done with a record until today: the dates that its kind calls claims, and the reviews that cover
/// it.
///
/// A record of a kind that is reviewed lives on, and its next date is written over the last one; dates in lists, and those of
/// records that tell of one event, stay.
pub(super) fn with_record(system: &System, id: RecordId) -> Vec<Performance> {
    let record = system.record(id);
    let lives_on = record.kind().review.is_some();
    let claims = record.claims().into_iter().filter(|claim| claim.date <= system.as_of);
    let own = claims.map(|claim| {
        let written_over = claim.path == "last_review" || (lives_on && !claim.path.contains('['));
        Performance::on(claim.date, id, written_over)
    });
    own.chain(covering(system, id)).collect()
}

/// The reviews that cover a record and have been held.
pub(super) fn covering(system: &System, id: RecordId) -> impl Iterator<Item = Performance> {
    system.naming(id, "review", "covers").filter_map(move |review| {
        let held = system.record(review).get(REVIEW_HELD_ON).filter(|held| *held <= system.as_of)?;
        Some(Performance::on(held, review, false))
    })
}

/// The event that a record tells of: each date of a list in it, or else the first day that it claims. Nothing where no day has
/// come yet.
pub(super) fn event(system: &System, id: RecordId, record: &Record) -> Vec<Performance> {
    let past = record.claims().into_iter().filter(|claim| claim.date <= system.as_of);
    let (listed, single): (Vec<_>, Vec<_>) = past.partition(|claim| claim.path.contains('['));
    if listed.is_empty() {
        let own = single.into_iter().filter(|claim| claim.path != "last_review");
        return own
            .map(|claim| claim.date)
            .min()
            .map(|date| Performance::on(date, id, false))
            .into_iter()
            .collect();
    }
    listed.into_iter().map(|claim| Performance::on(claim.date, id, false)).collect()
}
