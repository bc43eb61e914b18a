//! `suspect-approval`: what was approved, decided or accepted has changed since.

use super::Evidence;
use super::approvals::{Approval, Sort, Support, approvals};
use crate::base::{Date, text};
use crate::finding::Finding;
use crate::history::{BodyChange, Change, Difference, FieldChange, Timeline};

/// What an approval is about: everything that means something, but for where the record stands and what shows it.
const BESIDE: [&str; 4] = ["status", "evidence", "clauses", "process"];
/// What a decision on a control is about.
const DECIDED: [&str; 3] = ["applicable", "justification", "reasons"];
/// What an acceptance of a risk is about.
const ACCEPTED: [&str; 11] = [
    "method",
    "assets",
    "threat",
    "vulnerability",
    "consequence",
    "likelihood",
    "impact",
    "residual_likelihood",
    "residual_impact",
    "treatment",
    "acceptance",
];
/// Changed fields that are named.
const NAMED: usize = 3;

/// One finding for each approval after which something that it was about was changed, and still is.
pub(in crate::rules) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let in_force = approvals(evidence.system).filter(|approval| evidence.system.is_live(approval.record));
    in_force.filter_map(|approval| judge(evidence, &approval)).collect()
}

fn judge(evidence: &Evidence<'_>, approval: &Approval<'_>) -> Option<Finding> {
    let timeline = evidence.timeline(approval.record)?;
    let support = Support::of(evidence, approval, timeline)?;
    // As it stands: written down again, it was looked at again.
    let approved = *support.all.last()?;
    let settled = evidence.settled(approval.on).max(approved.commit().day());
    let (base, now) = base_and_now(evidence, timeline, approved, approval.on, settled)?;
    let difference = meant(approval.sort, base.until(now));
    if difference.fields.is_empty() && difference.body != BodyChange::Wording {
        return None;
    }
    let later = evidence.changes(timeline).filter(|change| {
        let own = meant(approval.sort, change.difference());
        let touches = |field: &FieldChange| own.fields.iter().any(|other| other.field() == field.field());
        let body = difference.body == BodyChange::Wording && own.body == BodyChange::Wording;
        arrived(evidence, *change) > settled && (body || difference.fields.iter().any(touches))
    });
    let last = later.last().filter(|change| change.is_certain())?;
    Some(finding(evidence, approval, &difference, last))
}

/// The record as it was approved, and as it is. What lies before the history was approved as it was moved in.
fn base_and_now<'a>(
    evidence: &Evidence<'a>,
    timeline: Timeline<'a>,
    approved: Change<'a>,
    on: Date,
    settled: Date,
) -> Option<(Change<'a>, Change<'a>)> {
    let newest = evidence.changes(timeline).next_back()?;
    let as_of = evidence.system.as_of;
    // Of lines that were merged, the newest change has only what its own line had.
    let now = timeline.present().filter(|now| now.commit().day() <= as_of).unwrap_or(newest);
    now.path()?;
    let moved_in = evidence.is_out_of_reach(on);
    let settled = |change: &Change<'_>| moved_in && change.commit().day() <= settled;
    let base = evidence.changes(timeline).rev().find(settled).unwrap_or(approved);
    Some((if base.commit_id() < approved.commit_id() { approved } else { base }, now))
}

/// The day on which a change came to the line of development that is looked at.
fn arrived(evidence: &Evidence<'_>, change: Change<'_>) -> Date {
    let own = change.commit().day();
    evidence.landing(change.commit_id()).map_or(own, |merge| merge.day().max(own))
}

/// What an approval is about.
fn meant(sort: Sort, mut difference: Difference) -> Difference {
    let is_about = |field: &str| {
        let top = field.split('.').next().unwrap_or(field);
        match sort {
            Sort::Approval => !BESIDE.contains(&top),
            Sort::Decision => DECIDED.contains(&top),
            Sort::Acceptance => ACCEPTED.contains(&top),
        }
    };
    difference.fields.retain(|field| field.significant && is_about(&field.field()));
    difference
}

fn finding(
    evidence: &Evidence<'_>,
    approval: &Approval<'_>,
    difference: &Difference,
    last: Change<'_>,
) -> Finding {
    let (record, commit, sort) = (approval.record, last.commit(), approval.sort);
    let message = format!(
        "{} was {} on {}, and {} after that, last on {} by {}",
        record.name(),
        sort.participle(),
        approval.on,
        changed(difference),
        arrived(evidence, last),
        evidence.author(commit),
    );
    let place = difference
        .fields
        .first()
        .map_or("title", |change| change.path.split(['[', '.']).next().unwrap_or(""));
    let mut finding =
        Finding::new("suspect-approval", message, record.field_label(approval.on_field, "changed since"));
    if !difference.fields.is_empty() && record.value(place).is_some() {
        finding = finding.also(record.field_label(place, format!("changed in {}", commit.short())));
    }
    let approver = evidence.system.record(approval.by).id();
    finding
        .help(format!(
            "show {} what changed, which `isms log {} --significant` tells, and let them write down a new {}",
            text::brief(approver, 60),
            text::brief(record.id(), 60),
            sort.noun()
        ))
        .about(record.subject())
        .field(approval.on_field)
}

/// `likelihood (2 to 4), its controls and its wording changed`.
fn changed(difference: &Difference) -> String {
    let mut parts: Vec<String> = Vec::new();
    for field in &difference.fields {
        let name = field.field();
        let part = match (&field.before, &field.after) {
            (Some(before), Some(after)) if before.len().max(after.len()) <= 24 => {
                format!("`{name}` ({before} to {after})")
            }
            _ => format!("`{name}`"),
        };
        if !parts.iter().any(|known| known.starts_with(&format!("`{name}`"))) {
            parts.push(part);
        }
    }
    if difference.body == BodyChange::Wording {
        parts.insert(0, "its wording".to_owned());
    }
    format!("{} changed", text::list(&parts, "and", NAMED))
}
