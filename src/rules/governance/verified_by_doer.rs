//! `verified-by-doer`: the effect of an action is checked by whoever carried it out.

use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::ACTION_CHECKED_ON;
use crate::schema::State;
use crate::system::people::reaches;
use crate::system::{RecordId, System};

const FIELD: &str = "effectiveness.checked_by";

/// One finding for each action whose owner and checker are the same: the same role or person, or one and the same
/// person behind both as far as roles can tell.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let actions = system.of_kind("action").filter(|(_, action)| !action.is_in(State::Retired, system.as_of));
    actions.filter_map(|(id, action)| judge(system, id, action)).collect()
}

fn judge(system: &System, id: RecordId, action: &Record) -> Option<Finding> {
    let mut named = system.links().out_of(id).iter();
    let checker = named.find(|reference| reference.link(action).path == FIELD)?.target()?;
    let owner = system.owner(id)?;
    let checked = action.get(ACTION_CHECKED_ON).filter(|day| *day <= system.as_of);
    let people = system.people();
    let person = people.only_one_behind(owner).filter(|&person| {
        reaches(checked.unwrap_or(system.as_of), system.as_of)
            && people.only_one_behind(checker) == Some(person)
    });
    let who = match person {
        _ if owner == checker => "the owner".to_owned(),
        Some(person) => {
            format!("{}, who also owns it as {}", name(system, person), system.record(owner).id())
        }
        None => return None,
    };
    let when = match checked {
        Some(day) => format!("was checked on {day} by {}", name(system, checker)),
        None => format!("is to be checked by {}", name(system, checker)),
    };
    let is = if owner == checker { format!(", {who}") } else { format!(", that is {who}") };
    let message = format!("the effect of {} {when}{is}", action.name());
    Some(
        Finding::new("verified-by-doer", message, action.field_label(FIELD, "checks their own work"))
            .also(action.field_label("owner", "owns the action"))
            .help("let somebody check it who did not carry it out, and name them in `checked_by`")
            .about(action.subject())
            .field(FIELD),
    )
}

fn name(system: &System, id: RecordId) -> String {
    system.record(id).name()
}
