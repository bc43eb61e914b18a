//! `owner-left`: somebody who has left still answers for something.

use super::answers_for;
use crate::finding::Finding;
use crate::record::Record;
use crate::system::{Duty, RecordId, Reference, System, Vacancy};
use crate::yaml::NodeRef;

/// One finding for each live record whose owner is a person who left, for each thing that waits for such a person, and
/// for each role with duties that everybody has left.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let people = system.links().all().iter().filter_map(|reference| by_person(system, reference));
    let roles = system.of_kind("role").filter(|(id, _)| system.vacancy(*id) == Some(Vacancy::Left));
    people.chain(roles.map(|(id, role)| by_role(system, id, role))).collect()
}

fn by_person(system: &System, reference: &Reference) -> Option<Finding> {
    let person = system.record(reference.target()?);
    if !person.is("person") || system.is_live(person) {
        return None;
    }
    let duty = system.duty(reference)?;
    let record = system.record(reference.from);
    let field = reference.path(record);
    let left = left(person);
    let (message, label, help) = if duty == Duty::Owner {
        let message = format!("{} is owned by {}, who {left}", record.name(), person.name());
        (message, "owner has left", "name the role or person who took over in `owner`".to_owned())
    } else {
        let message = format!("{} waits in `{field}` for {}, who {left}", record.name(), person.name());
        (message, "has left", format!("name the role or person who does it now in `{field}`"))
    };
    Some(
        Finding::new("owner-left", message, record.label(reference.node(record).span(), label))
            .also(person.field_label("left_on", "last day here"))
            .help(help)
            .about(record.subject())
            .field(field),
    )
}

fn by_role(system: &System, id: RecordId, role: &Record) -> Finding {
    let holders = system.people().named_holders(id);
    let last = holders.iter().map(|&person| system.record(person)).max_by_key(|person| last_day(person));
    let since = last.map(|person| format!(" since {} {}", person.name(), left(person))).unwrap_or_default();
    let message = format!("nobody holds {}{since}, and it {}", role.name(), answers_for(system, id));
    let finding = Finding::new("owner-left", message, role.field_label("holders", "all have left"))
        .help(format!("name the successor in `holders` of {}, or hand over what it owns", role.id()))
        .about(role.subject())
        .field("holders");
    match last {
        Some(person) => finding.also(person.field_label("left_on", "last day here")),
        None => finding,
    }
}

fn last_day(person: &Record) -> &str {
    person.value("left_on").map_or("", NodeRef::text)
}

fn left(person: &Record) -> String {
    match last_day(person) {
        "" => "left".to_owned(),
        day => format!("left on {day}"),
    }
}
