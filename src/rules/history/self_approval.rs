//! `self-approval`: somebody approved what they alone had written.

use std::collections::BTreeSet;

use super::Evidence;
use super::approvals::{Approval, Judge, Sort, Support, Verdict, approvals};
use crate::finding::Finding;
use crate::history::{Change, CommitId, Timeline};
use crate::system::RecordId;

/// One finding for each approval of which all commits since the one before it, up to its own, are the approver's alone.
pub(in crate::rules) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut judge = Judge::new(evidence);
    let wanted =
        |approval: &Approval<'_>| approval.sort == Sort::Approval && !evidence.is_out_of_reach(approval.on);
    let found = approvals(evidence.system).filter(wanted).filter_map(|approval| {
        let timeline = evidence.timeline(approval.record)?;
        let support = Support::of(evidence, &approval, timeline)?;
        let Verdict::By(approver) = judge.verdict(&approval, &support) else { return None };
        let work = written(evidence, &approval, timeline, &support)?;
        is_alone(evidence, approver, &work).then(|| finding(evidence, &approval, approver, &work))
    });
    found.collect()
}

/// The significant changes that an approval was about, and its own commit; `None` where there are none, or they are not
/// certain.
fn written<'a>(
    evidence: &Evidence<'a>,
    approval: &Approval<'_>,
    timeline: Timeline<'a>,
    support: &Support<'a>,
) -> Option<Vec<Change<'a>>> {
    let recorded = support.recorded.commit_id();
    let mut work: Vec<Change<'a>> = Vec::new();
    for change in evidence.changes(timeline) {
        if change.is_significant() {
            work.push(change);
        }
        if change.commit_id() == recorded {
            break;
        }
        // What an earlier approval was about is none of this one's business.
        let dated = change.has_value(approval.on_field, |_| true).1;
        let moved = dated && change.fields().iter().any(|field| field.field() == approval.on_field);
        if moved {
            work.clear();
        }
    }
    // Who wrote what was moved in on the first day is not known.
    let known = |change: &Change<'_>| Some(change.commit().day()) > evidence.begins();
    let is_certain = work.iter().all(|change| change.is_certain() && known(change));
    (is_certain && !work.is_empty()).then_some(work)
}

/// Whether nobody but one person took part in commits, or in the merges that brought them.
fn is_alone(evidence: &Evidence<'_>, person: RecordId, work: &[Change<'_>]) -> bool {
    let commits: BTreeSet<CommitId> = work.iter().map(|change| change.commit_id()).collect();
    let mut people = commits.into_iter().flat_map(|commit| evidence.participants(commit));
    people.all(|identity| evidence.person(identity) == Some(person))
}

fn finding(
    evidence: &Evidence<'_>,
    approval: &Approval<'_>,
    approver: RecordId,
    work: &[Change<'_>],
) -> Finding {
    let record = approval.record;
    let days: BTreeSet<_> = work.iter().map(|change| change.commit().day()).collect();
    let first = days.first().map_or_else(String::new, ToString::to_string);
    let written = match days.last() {
        Some(last) if days.len() > 1 => format!("from {first} to {last}"),
        _ => format!("on {first}"),
    };
    let person = evidence.system.record(approver);
    let message = format!(
        "{} was approved on {} by {} ({}), who alone wrote what was approved, {written}",
        record.name(),
        approval.on,
        person.title(),
        person.id(),
    );
    Finding::new("self-approval", message, record.field_label(approval.by_field, "also the only author"))
        .help("have somebody else approve it, or let another person read it and be co-author of the commit")
        .about(record.subject())
        .field(approval.by_field)
}
