//! `untrained-role`: somebody holds a role and never had a training that it requires.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Date, text};
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{Items, PERSON_JOINED_ON, ROLE_TOP_MANAGEMENT, TRAINING_SESSIONS};
use crate::system::{RecordId, Reference, System};

/// One finding for each training that a role requires and that present holders never attended. Who holds several such
/// roles is named with the first of them.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let trainings: BTreeMap<RecordId, BTreeSet<RecordId>> = system
        .of_kind("training")
        .filter(|(id, training)| system.is_live(training) && system.is_clear(*id))
        .map(|(id, training)| (id, attended(system, id, training)))
        .collect();
    let mut named = BTreeSet::new();
    let mut findings = Vec::new();
    for (role, record) in system.of_kind("role").filter(|(_, role)| system.is_live(role)) {
        for (training, required) in required(system, role, record) {
            let Some(attended) = trainings.get(&training) else { continue };
            let holders = system.people().holders(role).filter(|person| !attended.contains(person));
            let bare: Vec<RecordId> = holders
                .filter(|&person| !is_new(system, person) && named.insert((person, training)))
                .collect();
            if !bare.is_empty() {
                findings.push(finding(system, record, training, required, &bare));
            }
        }
    }
    findings
}

/// Who took part in a training that was held.
fn attended(system: &System, id: RecordId, training: &Record) -> BTreeSet<RecordId> {
    let sessions = training.get(TRAINING_SESSIONS).into_iter().flat_map(Items::iter);
    let held = |session: crate::yaml::NodeRef<'_>| {
        let day = session.get("held_on").and_then(|day| day.scalar()?.parse::<Date>().ok());
        day.is_some_and(|day| day <= system.as_of)
    };
    let held: Vec<bool> = sessions.map(held).collect();
    let took_part = system.links().out_of(id).iter().filter(|reference| {
        let session = match reference.place.items[0] {
            u16::MAX => 0,
            index => usize::from(index),
        };
        reference.link(training).path == "sessions.attendees" && held.get(session) == Some(&true)
    });
    took_part.filter_map(Reference::target).collect()
}

/// The trainings that a role requires, each with the place that says so: the role's own first.
fn required<'s>(system: &'s System, role: RecordId, record: &Record) -> BTreeMap<RecordId, &'s Reference> {
    let mut required = BTreeMap::new();
    for reference in system.links().into(role) {
        let from = system.record(reference.from);
        if from.is("training") && reference.link(from).path == "audience" {
            required.entry(reference.from).or_insert(reference);
        }
    }
    let own = system.links().out_of(role).iter().filter(|own| own.link(record).path == "trainings");
    required.extend(own.filter_map(|own| Some((own.target()?, own))));
    required
}

/// Whether somebody joined so lately that the training may still be ahead.
fn is_new(system: &System, person: RecordId) -> bool {
    let grace = system.config.governance.joiner_training;
    let joined = system.record(person).get(PERSON_JOINED_ON);
    joined.and_then(|joined| joined.plus(grace)).is_some_and(|end| end >= system.as_of)
}

fn finding(
    system: &System,
    role: &Record,
    training: RecordId,
    required: &Reference,
    bare: &[RecordId],
) -> Finding {
    let (from, training) = (system.record(required.from), system.record(training));
    let names: Vec<&str> = bare.iter().map(|&person| system.record(person).id()).collect();
    let hold = if bare.len() == 1 { "holds" } else { "hold" };
    let top = if role.get(ROLE_TOP_MANAGEMENT) == Some(true) { " of top management" } else { "" };
    let message = format!(
        "{} {hold} {}{top} and never had {}, which it requires",
        text::list(&names, "and", 5),
        role.name(),
        training.name()
    );
    Finding::new("untrained-role", message, from.label(required.node(from).span(), "required here"))
        .also(training.field_label("sessions", "sessions so far"))
        .help(format!(
            "train them and add the session to {}, or correct what the role requires",
            training.id()
        ))
        .about(from.subject())
        .field(required.path(from))
}
