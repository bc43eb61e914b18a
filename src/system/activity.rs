//! When something last happened to a record, as far as records say: claimed dates, and reviews that cover it.
//!
//! A date after the day the system is looked at has not happened yet and does not count.

use rayon::prelude::*;

use super::{RecordId, Reference, System};
use crate::base::Date;
use crate::record::Record;
use crate::record::field::{LAST_REVIEW, REVIEW_HELD_ON};

/// What is known of one record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Activity {
    /// When it was last reviewed: by its own word, or by a review that covers it. The newer of the two holds.
    pub reviewed: Option<Date>,
    /// The review whose covering gave that date; `None` where the record's own `last_review` did.
    pub by: Option<RecordId>,
    /// The newest day on which anything happened to it: a review, or any other date that its kind calls a claim.
    pub newest: Option<Date>,
}

/// A day on which a record says that something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happened {
    /// The day.
    pub date: Date,
    /// The place that says so.
    pub said: Said,
}

/// What sort of place says that something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// An entry of a list, beside which others stay.
    Listed,
    /// The field `last_review`, where only the newest stands.
    LastReview,
    /// Any other field.
    Once,
}

/// The activity of every record, in the order of the records.
#[derive(Debug, Default)]
pub(super) struct Activities {
    activities: Vec<Activity>,
    happened: Vec<Happened>,
    /// Where each record's part of `happened` ends.
    ends: Vec<u32>,
}

impl Activities {
    pub(super) fn of(system: &System) -> Self {
        let parts = system.record_list().par_chunks(1024).map(|records| Self::said_by(records, system.as_of));
        let mut all = Self::default();
        for part in parts.collect::<Vec<Self>>() {
            let before = all.happened.len() as u32;
            all.activities.extend(part.activities);
            all.happened.extend(part.happened);
            all.ends.extend(part.ends.into_iter().map(|end| before + end));
        }
        all.cover(system);
        all
    }

    /// What some records say of themselves.
    fn said_by(records: &[Record], as_of: Date) -> Self {
        let mut all = Self::default();
        for record in records {
            let before = all.happened.len();
            record.each_claim(|at, date, _| {
                let said = match at {
                    _ if at.is_in_list() => Said::Listed,
                    _ if at.is(LAST_REVIEW.name) => Said::LastReview,
                    _ => Said::Once,
                };
                all.happened.extend((date <= as_of).then_some(Happened { date, said }));
            });
            let reviewed = record.get(LAST_REVIEW).filter(|date| *date <= as_of);
            let newest = all.happened[before..].iter().map(|happened| happened.date).max().max(reviewed);
            all.activities.push(Activity { reviewed, by: None, newest });
            all.ends.push(all.happened.len() as u32);
        }
        all
    }

    /// Adds what reviews say of the records that they cover.
    fn cover(&mut self, system: &System) {
        for (id, review) in system.of_kind("review") {
            let Some(held) = review.get(REVIEW_HELD_ON).filter(|held| *held <= system.as_of) else {
                continue;
            };
            let covers = |reference: &&Reference| reference.link(review).path == "covers";
            let covered = system.links().out_of(id).iter().filter(covers).filter_map(Reference::target);
            for target in covered {
                let activity = &mut self.activities[target.0 as usize];
                if activity.reviewed.is_none_or(|known| known < held) {
                    activity.reviewed = Some(held);
                    activity.by = Some(id);
                }
                activity.newest = activity.newest.max(Some(held));
            }
        }
    }

    pub(super) fn get(&self, id: RecordId) -> Activity {
        self.activities[id.0 as usize]
    }

    pub(super) fn happened(&self, id: RecordId) -> &[Happened] {
        let index = id.0 as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.happened[start as usize..self.ends[index] as usize]
    }
}
