//! `mass-review`: one commit says of many records that they were reviewed, and does nothing else.

use std::collections::BTreeMap;

use super::Evidence;
use crate::base::{Date, text};
use crate::finding::Finding;
use crate::history::{BodyChange, Change, Commit, CommitId, What};
use crate::record::Record;
use crate::record::field::LAST_REVIEW;
use crate::system::RecordId;

/// Fields that say that somebody looked, and nothing about what they saw.
pub(super) const REVIEW: [&str; 3] = ["last_review", "reviewed_by", "review_interval"];

/// One finding for each commit that moved the review dates of many records, all of them still as it left them, and
/// changed nothing else in any record. A review that is on record itself and covers them is told from that.
pub(in crate::rules) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let most = evidence.system.config.history.mass_review;
    let found = reviews(evidence).into_iter().filter(|(_, records)| records.len() >= most);
    let pure = pure(evidence);
    let found = found.filter(|(commit, _)| pure.get(commit).is_some_and(|pure| *pure));
    found.map(|(commit, records)| finding(evidence, evidence.history.commit(commit), &records)).collect()
}

/// Records by the commit that gave them the review date that they have.
fn reviews(evidence: &Evidence<'_>) -> BTreeMap<CommitId, Vec<RecordId>> {
    let system = evidence.system;
    let mut by_commit: BTreeMap<CommitId, Vec<RecordId>> = BTreeMap::new();
    for (id, record) in system.records() {
        let Some(day) = record.get(LAST_REVIEW).filter(|day| *day <= system.as_of) else { continue };
        // A review that covers it on that day or later is a record of its own.
        if evidence.is_out_of_reach(day) || system.activity(id).by.is_some() || is_covered(evidence, id, day)
        {
            continue;
        }
        let change =
            evidence.timeline(record).and_then(|life| life.recorded("last_review", &day.to_string()));
        let moved = change.filter(|change| change.what() == What::Changed && change.is_certain());
        if let Some(change) = moved.filter(|change| change.commit().day() <= system.as_of) {
            by_commit.entry(change.commit_id()).or_default().push(id);
        }
    }
    by_commit
}

/// Whether a review that was held on a day covers a record.
fn is_covered(evidence: &Evidence<'_>, id: RecordId, day: Date) -> bool {
    let system = evidence.system;
    let mut reviews = system.naming(id, "review", "covers");
    reviews.any(|review| {
        let held = system.record(review).get(crate::record::field::REVIEW_HELD_ON);
        held.is_some_and(|held| held.days_since(day).abs() <= 1)
    })
}

/// For each commit with a change whether all it did to records was to move review dates.
fn pure(evidence: &Evidence<'_>) -> BTreeMap<CommitId, bool> {
    let mut pure = BTreeMap::new();
    for change in evidence.history.changes() {
        let so_far = pure.entry(change.commit_id()).or_insert(true);
        *so_far = *so_far && is_review_only(change);
    }
    pure
}

/// Whether a change moved a review date, and nothing else of the record.
pub(super) fn is_review_only(change: Change<'_>) -> bool {
    change.what() == What::Changed
        && change.body() == BodyChange::None
        && change.fields().iter().all(|field| REVIEW.contains(&field.field().as_str()))
}

fn finding(evidence: &Evidence<'_>, commit: &Commit, records: &[RecordId]) -> Finding {
    let system = evidence.system;
    let first: &Record = system.record(records[0]);
    let day = first.get(LAST_REVIEW).map_or_else(String::new, |day| day.to_string());
    let ids: Vec<&str> = records.iter().map(|id| system.record(*id).id()).collect();
    let message = format!(
        "one commit on {} by {} says of {} that they were reviewed, such as {} on {day}, and changes nothing else",
        commit.day(),
        evidence.author(commit),
        text::count(records.len(), "record"),
        first.id(),
    );
    let label = first.field_label(LAST_REVIEW.name, format!("moved in {}", commit.short()));
    let mut finding = Finding::new("mass-review", message, label)
        .help("record the meeting as a `review` that covers them, with who was there and what was decided")
        .about(first.subject())
        .field(LAST_REVIEW.name);
    finding.stands_for = ids.iter().map(|id| text::plain(id).into_owned()).collect();
    finding
}
