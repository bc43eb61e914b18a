//! `training-expired`: people had a training that their role requires, and it has run out.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Date, text};
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::TRAINING_VALID_FOR;
use crate::system::{RecordId, System};

/// One finding for each training that has run out for people who need it now. Who never had it is the business of
/// `untrained-role`.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let trainings =
        system.of_kind("training").filter(|(id, training)| system.is_live(training) && system.is_clear(*id));
    trainings.filter_map(|(id, training)| judge(system, id, training)).collect()
}

fn judge(system: &System, id: RecordId, training: &Record) -> Option<Finding> {
    let valid = training.get(TRAINING_VALID_FOR)?;
    let needed = needed_by(system, id);
    let last = last_sessions(system, id);
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
fn needed_by(system: &System, id: RecordId) -> BTreeSet<RecordId> {
    let roles = system.requiring(id).into_iter().filter(|role| system.is_live(system.record(*role)));
    let holders = roles.flat_map(|role| system.people().named_holders(role).iter().copied());
    holders.filter(|person| system.is_live(system.record(*person))).collect()
}

/// The last day on which each person took part.
fn last_sessions(system: &System, id: RecordId) -> BTreeMap<RecordId, Date> {
    let mut last = BTreeMap::new();
    for attended in system.attendances(id) {
        let known = last.entry(attended.person).or_insert(attended.held_on);
        *known = attended.held_on.max(*known);
    }
    last
}
