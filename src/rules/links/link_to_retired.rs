//! `link-to-retired`: a live record rests on one that is retired, or an approved one on a draft.

use super::at;
use crate::finding::Finding;
use crate::record::Record;
use crate::schema::State;
use crate::system::{Reference, System};
use crate::yaml::NodeRef;

/// One finding for each reference of a live record to a retired one, and of a settled record to a draft. Fields that
/// tell what was are left alone.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    system.links().all().iter().filter_map(|reference| finding(system, reference)).collect()
}

fn finding(system: &System, reference: &Reference) -> Option<Finding> {
    let from = system.record(reference.from);
    let target = system.record(reference.target()?);
    if reference.link(from).target.history || belongs_to_owner_left(system, reference, from, target) {
        return None;
    }
    let is = |record: &Record, state| record.is_in(state, system.as_of);
    let case = if is(target, State::Retired) && system.is_live(from) {
        Case { state: State::Retired, help: "name the successor, or take the entry out" }
    } else if is(target, State::Draft) && is(from, State::Settled) {
        Case { state: State::Draft, help: "have the draft approved first, or take the entry out" }
    } else {
        return None;
    };
    let (field, what) = reason(target, case.state);
    let names = match case.state {
        State::Draft => format!("{} and rests on", reason(from, State::Settled).1),
        _ => "names".to_owned(),
    };
    let pronoun = if target.is("person") { "who" } else { "which" };
    let message = format!("{} {names} {}, {pronoun} {what}", from.name(), target.name());
    Some(
        at(system, reference, "link-to-retired", &message, "")
            .also(target.field_label(&field, "said here"))
            .help(case.help),
    )
}

/// Whether `owner-left` or `vacant-role` tells it: an owner who is a person, and those whom a role names that nobody holds.
fn belongs_to_owner_left(system: &System, reference: &Reference, from: &Record, target: &Record) -> bool {
    let path = reference.link(from).path.as_str();
    let role = from.is("role") && matches!(path, "holders" | "deputies");
    target.is("person") && (path == "owner" || (role && system.vacancy(reference.from).is_some()))
}

/// Why a reference does not hold.
struct Case {
    state: State,
    help: &'static str,
}

/// The field that puts a record into a state, and what it says: "is retired", "left on 2026-03-01".
fn reason(record: &Record, state: State) -> (String, String) {
    let condition = record.kind().states.get(&state);
    let field =
        condition.and_then(|condition| condition.0.first()).map_or("status", |(field, _)| field.as_str());
    let value = record.value(field).map_or("", NodeRef::text);
    let what = match field {
        "status" if record.status() == "draft" => "is a draft".to_owned(),
        "status" => format!("is {}", record.status().replace('-', " ")),
        "left_on" => format!("left on {value}"),
        _ => format!("is {}", value.replace('-', " ")),
    };
    (field.to_owned(), what)
}
