//! `training-expired`: people had a training that their role requires, and it has run out.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Date, text};
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{Items, TRAINING_SESSIONS, TRAINING_VALID_FOR};
use crate::system::{RecordId, Reference, System};
use crate::yaml::NodeRef;

/// One finding for each training that has run out for people who need it now. Who never had it is the business of
/// `untrained-role`.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let trainings =
        system.of_kind("training").filter(|(id, training)| system.is_live(training) && system.is_clear(*id));
    trainings.filter_map(|(id, training)| judge(system, id, training)).collect()
}

fn judge(system: &System, id: RecordId, training: &Record) -> Option<Finding> {
    let valid = training.get(TRAINING_VALID_FOR)?;
    let needed = needed_by(system, id, training);
    let last = last_sessions(system, id, training);
    let ended = |(person, held): (RecordId, Date)| {
        let end = held.plus(valid)?;
        (end < system.as_of && needed.contains(&person)).then_some((end, person))
    };
    let expired: BTreeSet<(Date, RecordId)> = last.into_iter().filter_map(ended).collect();
    let first = expired.first()?.0;
    let people: Vec<&str> = expired.iter().map(|(_, person)| system.record(*person).id()).collect();
    let since = if expired.iter().all(|(end, _)| *end == first) { "on" } else { "from" };
    let message = format!(
        "{} ran out {since} {first} for {} who {} it: {}",
        training.name(),
        if people.len() == 1 { "1 person".to_owned() } else { format!("{} people", people.len()) },
        if people.len() == 1 { "needs" } else { "need" },
        text::list(&people, "and", 5)
    );
    let finding =
        Finding::new("training-expired", message, training.field_label("valid_for", "counts this long"))
            .help(format!("train them again and add the session to {}", training.id()))
            .about(training.subject())
            .field("sessions");
    Some(finding)
}

/// The people who hold a live role that requires the training, and have not left.
fn needed_by(system: &System, id: RecordId, training: &Record) -> BTreeSet<RecordId> {
    let audience = system.links().out_of(id).iter().filter(|link| link.link(training).path == "audience");
    let requiring = system.links().into(id).filter(|reference| {
        let from = system.record(reference.from);
        from.is("role") && reference.link(from).path == "trainings"
    });
    let roles: BTreeSet<RecordId> =
        audience.filter_map(Reference::target).chain(requiring.map(|reference| reference.from)).collect();
    let live = roles.into_iter().filter(|role| system.is_live(system.record(*role)));
    let holders = live.flat_map(|role| {
        let record = system.record(role);
        let links = system.links().out_of(role).iter();
        links.filter(|link| link.link(record).path == "holders").filter_map(Reference::target)
    });
    holders.filter(|person| system.is_live(system.record(*person))).collect()
}

/// The last day on which each person took part.
fn last_sessions(system: &System, id: RecordId, training: &Record) -> BTreeMap<RecordId, Date> {
    let sessions: Vec<NodeRef<'_>> =
        training.get(TRAINING_SESSIONS).into_iter().flat_map(Items::iter).collect();
    let mut last = BTreeMap::new();
    for link in system.links().out_of(id) {
        if link.link(training).path != "sessions.attendees" {
            continue;
        }
        let index = if link.place.items[0] == u16::MAX { 0 } else { usize::from(link.place.items[0]) };
        let held =
            sessions.get(index).and_then(|session| session.get("held_on")?.scalar()?.parse::<Date>().ok());
        if let Some((person, held)) = link.target().zip(held.filter(|held| *held <= system.as_of)) {
            let known = last.entry(person).or_insert(held);
            *known = held.max(*known);
        }
    }
    last
}
