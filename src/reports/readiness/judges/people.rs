//! Owners and their authority, training of all and for roles.

use std::collections::{BTreeMap, BTreeSet};

use super::share;
use crate::base::{Date, text};
use crate::record::Record;
use crate::record::field::{Items, ROLE_AUTHORITIES, TRAINING_VALID_FOR};
use crate::reports::readiness::{Judgement, Standing};
use crate::system::{RecordId, System};

/// People who are named where somebody lacks something.
const NAMED: usize = 3;

/// Passes if each process is owned, and each role that owns one may decide something. Of a person who owns a process, the
/// records do not say what they may decide.
pub(in crate::reports::readiness) fn owners(system: &System) -> Judgement {
    let processes = system.processes().processes();
    let owners: BTreeSet<RecordId> = processes.iter().filter_map(|process| system.owner(*process)).collect();
    let owned = processes.iter().filter(|process| system.owner(**process).is_some()).count();
    let may = |role: &Record| {
        role.get(ROLE_AUTHORITIES).into_iter().flat_map(Items::iter).any(|one| !one.is_null())
    };
    let fact = share(owned, processes.len(), "process", "have an owner on record");
    let mut judgement = Judgement::pass_if(owned > 0 && owned == processes.len(), fact);
    let roles = owners.iter().map(|id| system.record(*id)).filter(|owner| owner.is("role"));
    let (with, without): (Vec<&Record>, Vec<&Record>) = roles.partition(|role| may(role));
    let fact =
        share(with.len(), with.len() + without.len(), "role", "that own processes say what they may decide");
    judgement.but(if without.is_empty() { Standing::Pass } else { Standing::Fail }, fact);
    if !without.is_empty() {
        let ids: Vec<&str> = without.iter().map(|role| role.id()).collect();
        judgement.but(Standing::Fail, format!("no `authorities` in {}", text::list(&ids, "and", NAMED)));
    }
    judgement.over(owners.into_iter().collect())
}

/// Passes if each person who is there attended a session that has not run out. Those who joined lately are left out.
pub(in crate::reports::readiness) fn staff_trained(system: &System) -> Judgement {
    let until = trained_until(system);
    let staff: Vec<RecordId> = system
        .of_kind("person")
        .map(|(id, _)| id)
        .filter(|person| system.people().is_present(*person))
        .collect();
    if staff.is_empty() {
        return Judgement::new(Standing::Fail, "no staff list is on record: there is no person");
    }
    let is_trained = |person: &RecordId| {
        until.get(person).is_some_and(|until| until.is_none_or(|until| until >= system.as_of))
    };
    let (new, asked): (Vec<RecordId>, Vec<RecordId>) =
        staff.into_iter().partition(|person| !is_trained(person) && system.has_just_joined(*person));
    let bare: Vec<&str> =
        asked.iter().filter(|person| !is_trained(person)).map(|person| system.record(*person).id()).collect();
    let fact = share(asked.len() - bare.len(), asked.len(), "person", "have a training that has not run out");
    let fact = fact.replace("persons", "people");
    let mut judgement = Judgement::pass_if(bare.is_empty(), fact);
    if !bare.is_empty() {
        judgement.but(Standing::Fail, format!("none on record for {}", text::list(&bare, "and", NAMED)));
    }
    if !new.is_empty() {
        let verb = if new.len() == 1 { "is" } else { "are" };
        judgement.but(Standing::Pass, format!("{} joined lately and {verb} left out", new.len()));
    }
    let top: Vec<&RecordId> = asked.iter().filter(|person| system.is_top_management(**person)).collect();
    let standing = if top.is_empty() { Standing::Unknown } else { Standing::Pass };
    let trained = top.iter().filter(|person| is_trained(person)).count();
    let fact = match top.len() {
        0 => "no role says `top_management: true`, so nobody can tell who that is".to_owned(),
        all => format!("top management: {trained} of {all}"),
    };
    judgement.but(standing, fact);
    judgement
}

/// For each person the last day of the training that holds longest; `None` for one that never runs out.
fn trained_until(system: &System) -> BTreeMap<RecordId, Option<Date>> {
    let mut until: BTreeMap<RecordId, Option<Date>> = BTreeMap::new();
    for (id, training) in system.of_kind("training") {
        let valid = training.get(TRAINING_VALID_FOR);
        for attended in system.attendances(id) {
            let end = valid.and_then(|valid| attended.held_on.plus(valid));
            let known = until.entry(attended.person).or_insert(end);
            *known = match (*known, end) {
                (Some(known), Some(end)) => Some(known.max(end)),
                _ => None,
            };
        }
    }
    until
}

/// Passes if roles say which trainings they need; a rule tells who lacks one.
pub(in crate::reports::readiness) fn roles_trained(system: &System) -> Judgement {
    let live: Vec<RecordId> =
        system.of_kind("role").filter(|(_, role)| system.is_live(role)).map(|(id, _)| id).collect();
    let needing: Vec<RecordId> =
        live.iter().copied().filter(|role| !system.required_trainings(*role).is_empty()).collect();
    let fact = share(needing.len(), live.len(), "role", "say which training they need");
    Judgement::pass_if(!needing.is_empty(), fact).over(needing)
}
