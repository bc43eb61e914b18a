//! `suspect-link`: what a record rests on has changed since somebody last looked at it.

use std::collections::BTreeMap;

use super::Evidence;
use crate::base::{Date, text};
use crate::finding::Finding;
use crate::history::{BodyChange, Change, What};
use crate::record::Record;
use crate::schema::{Field, Flow, Kind, State};
use crate::system::{RecordId, System};

/// Fields of a record that tell nothing to those that rest on it.
const BESIDE: [&str; 7] =
    ["status", "evidence", "clauses", "process", "acceptance", "implementation_status", "effectiveness"];
/// Records that are named.
const NAMED: usize = 3;

/// One finding for each live record with a review interval that rests on records which changed after somebody last looked
/// at it, and that has not been changed itself since.
pub(in crate::rules) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let system = evidence.system;
    let mut changed: BTreeMap<RecordId, Option<Change<'_>>> = BTreeMap::new();
    let mut found = Vec::new();
    for (below, above) in rests_on(system) {
        let record = system.record(below);
        let Some(looked) = looked(evidence, below) else { continue };
        let own = evidence
            .timeline(record)
            .and_then(|life| evidence.changes(life).rev().find(|change| change.is_significant()));
        let mut later: Vec<(RecordId, Change<'_>)> = Vec::new();
        for id in above {
            let last = *changed.entry(id).or_insert_with(|| last_told(evidence, system.record(id)));
            let after = |change: &Change<'_>| {
                change.commit().day() > looked && own.is_none_or(|own| own.commit_id() < change.commit_id())
            };
            later.extend(last.filter(after).map(|change| (id, change)));
        }
        if !later.is_empty() {
            found.push(finding(evidence, record, &mut later));
        }
    }
    found
}

/// Records that are looked at regularly, each with those from which information runs to it. Those are standing records as
/// well: an action, a review or a training tells of what was done, and grows each time.
fn rests_on(system: &System) -> BTreeMap<RecordId, Vec<RecordId>> {
    let mut rests: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    let is_asked = |record: &Record| {
        system.is_live(record)
            && !record.is_in(State::Draft, system.as_of)
            && system.review_interval(record).is_some()
    };
    for reference in system.links().all() {
        let Some(target) = reference.target() else { continue };
        let (below, above) = match reference.link(system.record(reference.from)).target.flow {
            Flow::Out => (target, reference.from),
            Flow::In => (reference.from, target),
            Flow::None => continue,
        };
        let stands = system.review_interval(system.record(above)).is_some();
        if below != above && stands && is_asked(system.record(below)) {
            let list = rests.entry(below).or_default();
            if !list.contains(&above) {
                list.push(above);
            }
        }
    }
    rests
}

/// The last day on which somebody looked at a record, or wrote down that they had.
fn looked(evidence: &Evidence<'_>, id: RecordId) -> Option<Date> {
    let system = evidence.system;
    let activity = system.activity(id);
    let day = activity.newest?;
    let mut recorded = evidence.settled(day).max(day);
    let by = activity.by.filter(|_| activity.reviewed == Some(day));
    for record in [id].into_iter().chain(by).map(|id| system.record(id)) {
        let Some(life) = evidence.timeline(record) else { continue };
        let claims = record.claims().into_iter().filter(|claim| claim.date == day);
        let days = claims.filter_map(|claim| Some(evidence.recorded(life, &claim)?.commit().day()));
        recorded = days.fold(recorded, Date::max);
    }
    Some(recorded)
}

/// The last change of a record that tells something to those that rest on it; `None` where it is not certain.
fn last_told<'a>(evidence: &Evidence<'a>, record: &Record) -> Option<Change<'a>> {
    let life = evidence.timeline(record)?;
    let told = |change: &Change<'_>| {
        change.what() == What::Changed
            && (change.body() == BodyChange::Wording
                || change
                    .fields()
                    .iter()
                    .any(|field| field.significant && tells(record.kind(), &field.field())))
    };
    evidence.changes(life).rev().find(told).filter(|change| change.is_certain())
}

/// Whether a field is more than where the record stands, what shows it, when something happened and where it leads.
fn tells(kind: &Kind, field: &str) -> bool {
    let top = field.split('.').next().unwrap_or(field);
    let is_claim = |field: &Field| field.claim;
    let leads_on = kind.links.iter().any(|link| link.path == field && link.target.flow != Flow::In);
    !BESIDE.contains(&top) && !leads_on && !kind.field_at(field).is_some_and(is_claim)
}

fn finding(evidence: &Evidence<'_>, record: &Record, later: &mut [(RecordId, Change<'_>)]) -> Finding {
    later.sort_by_key(|(_, change)| std::cmp::Reverse(change.commit_id()));
    let named = later.iter().map(|(id, change)| {
        format!("{} on {}", text::brief(evidence.system.record(*id).id(), 60), change.commit().day())
    });
    let named: Vec<String> = named.collect();
    let message = format!(
        "{} rests on {} changed since it was last looked at: {}",
        record.name(),
        if named.len() == 1 {
            "a record that".to_owned()
        } else {
            format!("{} that", text::count(named.len(), "record"))
        },
        text::list(&named, "and", NAMED)
    );
    let id = text::brief(evidence.system.record(later[0].0).id(), 60);
    let place = ["last_review", "approved_on"].into_iter().find(|field| record.value(field).is_some());
    Finding::new("suspect-link", message, record.field_label(place.unwrap_or("id"), "looked at before that"))
        .help(format!(
            "look at what changed (`isms log {id} --significant`), correct the record or not, and set `last_review`"
        ))
        .about(record.subject())
}
