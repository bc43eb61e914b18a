//! `untrained-role`: somebody holds a role and never had a training that it requires.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::ROLE_TOP_MANAGEMENT;
use crate::system::{RecordId, Reference, System};

/// One finding for each training that a role requires and that present holders never attended. Who holds several such
/// roles is named with the first of them.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let trainings: BTreeMap<RecordId, BTreeSet<RecordId>> = system
        .of_kind("training")
        .filter(|(id, training)| system.is_live(training) && system.is_clear(*id))
        .map(|(id, _)| (id, system.attendances(id).map(|attended| attended.person).collect()))
        .collect();
    let mut named = BTreeSet::new();
    let mut findings = Vec::new();
    for (role, record) in system.of_kind("role").filter(|(_, role)| system.is_live(role)) {
        for (training, required) in system.required_trainings(role) {
            let Some(attended) = trainings.get(&training) else { continue };
            let holders = system.people().holders(role).filter(|person| !attended.contains(person));
            let bare: Vec<RecordId> = holders
                .filter(|&person| !system.has_just_joined(person) && named.insert((person, training)))
                .collect();
            if !bare.is_empty() {
                findings.push(finding(system, record, training, required, &bare));
            }
        }
    }
    findings
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
