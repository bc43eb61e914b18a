//! `rubber-stamp`: a record is reviewed again and again, and nothing in it ever changes.

use rayon::prelude::*;

use super::Evidence;
use super::mass_review::REVIEW;
use crate::base::{Date, text};
use crate::finding::Finding;
use crate::history::{BodyChange, Change, What};
use crate::record::Record;
use crate::record::field::LAST_REVIEW;
use crate::system::RecordId;

/// One finding for each live record whose review date moved that often, and in which nothing else ever changed. A record
/// that reviews of their own cover is looked at there.
pub(in crate::rules) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let system = evidence.system;
    let live = |(id, record): &(RecordId, &Record)| {
        system.is_live(record)
            && record.get(LAST_REVIEW).is_some()
            && system.naming(*id, "review", "covers").next().is_none()
    };
    let records: Vec<(RecordId, &Record)> = system.records().filter(live).collect();
    records.into_par_iter().filter_map(|(_, record)| judge(evidence, record)).collect()
}

fn judge(evidence: &Evidence<'_>, record: &Record) -> Option<Finding> {
    let timeline = evidence.timeline(record)?;
    let mut reviews: Vec<Date> = Vec::new();
    for (at, change) in evidence.changes(timeline).enumerate() {
        if at == 0 || change.what() == What::Moved {
            if !change.is_certain() {
                return None;
            }
            continue;
        }
        reviews.push(moved(change)?);
    }
    if reviews.len() < evidence.system.config.history.rubber_stamp {
        return None;
    }
    let (first, last) = (reviews.first()?, reviews.last()?);
    let message = format!(
        "{} was called reviewed {}, from {first} to {last}, and nothing else in it has changed since it was recorded",
        record.name(),
        text::count(reviews.len(), "more time"),
    );
    Some(
        Finding::new("rubber-stamp", message, record.field_label(LAST_REVIEW.name, "nothing but this moved"))
            .help("say what was looked at: add `evidence`, a `review` that covers it, or what it showed; or lengthen `review_interval`")
            .about(record.subject())
            .field(LAST_REVIEW.name),
    )
}

/// The review date that a change moved forward, where it did nothing else.
fn moved(change: Change<'_>) -> Option<Date> {
    let fields = change.fields();
    let alone = change.what() == What::Changed
        && change.body() == BodyChange::None
        && fields.iter().all(|field| REVIEW.contains(&field.field().as_str()));
    let date = fields.iter().find(|field| field.path == LAST_REVIEW.name).filter(|_| alone)?;
    let after: Date = date.after.as_deref()?.parse().ok()?;
    let before = date.before.as_deref().and_then(|before| before.parse::<Date>().ok());
    before.is_none_or(|before| before < after).then_some(after)
}
