//! What was done, and on which day, as records claim it.

use crate::base::Date;
use crate::record::field::REVIEW_HELD_ON;
use crate::system::{RecordId, Said, System};

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
    let lives_on = system.record(id).kind().review.is_some();
    let own = system.happened(id).iter().map(|happened| {
        let written_over = match happened.said {
            Said::Listed => false,
            Said::LastReview => true,
            Said::Once => lives_on,
        };
        Performance::on(happened.date, id, written_over)
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
pub(super) fn event(system: &System, id: RecordId) -> Vec<Performance> {
    let days = |said| {
        let happened = system.happened(id).iter().filter(move |happened| happened.said == said);
        happened.map(|happened| happened.date)
    };
    let listed = days(Said::Listed).next().is_some();
    let days: Vec<Date> =
        if listed { days(Said::Listed).collect() } else { days(Said::Once).min().into_iter().collect() };
    days.into_iter().map(|date| Performance::on(date, id, false)).collect()
}
