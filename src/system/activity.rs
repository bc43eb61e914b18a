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

/// The activity of every record, in the order of the records.
#[derive(Debug, Default)]
pub(super) struct Activities(Vec<Activity>);

impl Activities {
    pub(super) fn of(system: &System) -> Self {
        let own = |record: &Record| {
            let past = |date: &Date| *date <= system.as_of;
            let reviewed = record.get(LAST_REVIEW).filter(past);
            let newest = record.newest_claim(system.as_of);
            Activity { reviewed, by: None, newest: newest.max(reviewed) }
        };
        let mut activities: Vec<Activity> = system.record_list().par_iter().map(own).collect();
        for (id, review) in system.of_kind("review") {
            let Some(held) = review.get(REVIEW_HELD_ON).filter(|held| *held <= system.as_of) else {
                continue;
            };
            let covers = |reference: &&Reference| reference.link(review).path == "covers";
            let covered = system.links().out_of(id).iter().filter(covers).filter_map(Reference::target);
            for target in covered {
                let activity = &mut activities[target.0 as usize];
                if activity.reviewed.is_none_or(|known| known < held) {
                    activity.reviewed = Some(held);
                    activity.by = Some(id);
                }
                activity.newest = activity.newest.max(Some(held));
            }
        }
        Self(activities)
    }

    pub(super) fn get(&self, id: RecordId) -> Activity {
        self.0[id.0 as usize]
    }
}
