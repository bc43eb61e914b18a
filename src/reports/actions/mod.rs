//! Findings and corrective actions: how old they are, why they came about, what was done and whether it helped (10.1, 10.2).

mod charts;
mod tables;

use super::{Basis, Report, cells};
use crate::document::{Block, Figure, Section, Tone};
use crate::record::field::{ACTION_CHECKED_ON, ACTION_DONE_ON, FINDING_RAISED_ON, FINDING_TYPE};
use crate::record::{Deadline, Record};
use crate::system::RecordId;

/// Findings and actions.
pub(super) fn actions(basis: &Basis<'_>) -> Section {
    let mut section = Report::section("actions", basis.words);
    let [findings, actions] = ["finding", "action"].map(|kind| sorted(basis, kind));
    let due = deadlines(basis, &actions);
    section.push(Block::Figures(figures(basis, &findings, &actions, &due)));
    if !due.is_empty() {
        section.push(Block::Chart(charts::calendar(basis, &due)));
    }
    let mut part = Section::new("actions-findings", basis.words.get("actions.findings"));
    if findings.is_empty() {
        part.say(basis.words.get("actions.no_findings"));
    } else {
        part.blocks.extend(charts::ages(basis, &findings).map(Block::Chart));
        part.push(Block::Table(tables::findings(basis, &findings)));
    }
    section.sections.push(part);
    let mut part = Section::new("actions-actions", basis.words.get("actions.actions"));
    if actions.is_empty() {
        part.say(basis.words.get("actions.no_actions"));
    } else {
        part.push(Block::Table(tables::actions(basis, &actions)));
    }
    section.sections.push(part);
    section
}

/// Records of a kind: those whose life is not over first, each part by id.
fn sorted(basis: &Basis<'_>, kind: &str) -> Vec<RecordId> {
    let mut ids: Vec<RecordId> = basis.system.of_kind(kind).map(|(id, _)| id).collect();
    ids.sort_by_key(|&id| (!is_open(basis, id), basis.system.record(id).id()));
    ids
}

fn is_open(basis: &Basis<'_>, id: RecordId) -> bool {
    basis.system.is_live(basis.system.record(id))
}

/// Deadlines of live actions that are not met, by day.
fn deadlines<'a>(basis: &Basis<'a>, actions: &[RecordId]) -> Vec<(RecordId, Deadline<'a>)> {
    let live = actions.iter().filter(|&&id| is_open(basis, id));
    let of_one = |&id: &RecordId| {
        let record: &'a Record = basis.system.record(id);
        record.deadlines(basis.system.as_of).into_iter().map(move |deadline| (id, deadline))
    };
    let mut all: Vec<(RecordId, Deadline<'a>)> = live.flat_map(of_one).collect();
    all.sort_by_key(|(id, deadline)| (deadline.date, basis.system.record(*id).id()));
    all
}

fn figures(
    basis: &Basis<'_>,
    findings: &[RecordId],
    actions: &[RecordId],
    due: &[(RecordId, Deadline<'_>)],
) -> Vec<Figure> {
    let system = basis.system;
    let open = |wanted: &[&str]| {
        let fits = |id: &&RecordId| {
            let ty = system.record(**id).get(FINDING_TYPE).unwrap_or_default();
            is_open(basis, **id) && wanted.contains(&ty)
        };
        findings.iter().filter(fits).count()
    };
    let nonconformities = open(&["major", "minor"]);
    let late = due.iter().filter(|(_, deadline)| deadline.date < system.as_of).count();
    let unproved = actions.iter().filter(|&&id| awaits_check(basis, id)).count();
    let running = actions.iter().filter(|&&id| is_open(basis, id)).count();
    let words = basis.words;
    vec![
        cells::figure(
            words,
            "actions.open_nonconformities",
            nonconformities,
            cells::none_is_good(nonconformities, Tone::Watch),
        ),
        cells::figure(words, "actions.open_other", open(&["observation", "opportunity"]), Tone::Plain),
        cells::figure(words, "actions.running", running, Tone::Plain),
        cells::figure(words, "actions.late", late, cells::none_is_good(late, Tone::Bad)),
        cells::figure(words, "actions.unproved", unproved, Tone::Plain),
    ]
}

/// Whether an action is done and nobody has looked yet whether it helped.
fn awaits_check(basis: &Basis<'_>, id: RecordId) -> bool {
    let record = basis.system.record(id);
    record.get(ACTION_DONE_ON).is_some() && record.get(ACTION_CHECKED_ON).is_none() && is_open(basis, id)
}

/// Days since a finding was raised.
fn age(basis: &Basis<'_>, id: RecordId) -> Option<i64> {
    let raised = basis.system.record(id).get(FINDING_RAISED_ON)?;
    Some(basis.system.as_of.days_since(raised)).filter(|days| *days >= 0)
}
