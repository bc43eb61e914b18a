//! `vacant-role`: a role answers for something, and nobody holds it.

use super::answers_for;
use crate::finding::Finding;
use crate::record::Record;
use crate::system::{RecordId, System, Vacancy};

/// One finding for each live role with duties and without a present holder. A role that everybody has left and that has
/// no deputy is a matter of `owner-left`.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let vacant = system.of_kind("role").filter(|(id, _)| system.vacancy(*id) == Some(Vacancy::Unfilled));
    vacant.map(|(id, role)| finding(system, id, role)).collect()
}

fn finding(system: &System, id: RecordId, role: &Record) -> Finding {
    let people = system.people();
    let (name, duties) = (role.name(), answers_for(system, id));
    let (what, label) = if people.named_holders(id).is_empty() {
        (format!("{name} names no holder"), "nobody holds it")
    } else if people.named_holders(id).iter().all(|&person| !system.is_live(system.record(person))) {
        (format!("everybody who held {name} has left"), "all have left")
    } else {
        (format!("no holder of {name} has started yet"), "not there yet")
    };
    let deputy = people.deputies(id).next();
    let deputy = deputy.map(|deputy| format!("; {} stands in", system.record(deputy).name()));
    let message = format!("{what}, and it {duties}{}", deputy.unwrap_or_default());
    Finding::new("vacant-role", message, role.field_label("holders", label))
        .help(format!("name who holds {} in `holders`, or hand over what it owns", role.id()))
        .about(role.subject())
        .field("holders")
}
