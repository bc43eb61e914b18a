//! Owners and their authority, training of all and for roles.

use std::collections::{BTreeMap, BTreeSet};

use super::share;
use crate::base::{Date, text};
use crate::record::Record;
use crate::record::field::{
    Items, PERSON_JOINED_ON, ROLE_AUTHORITIES, TRAINING_SESSIONS, TRAINING_VALID_FOR,
};
use crate::reports::readiness::{Judgement, Standing};
use crate::system::{RecordId, Reference, System};
use crate::yaml::NodeRef;

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
        staff.into_iter().partition(|person| !is_trained(person) && is_new(system, *person));
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

/// Whether somebody joined so lately that the training may still be ahead.
fn is_new(system: &System, person: RecordId) -> bool {
    let joined = system.record(person).get(PERSON_JOINED_ON);
    let end = joined.and_then(|joined| joined.plus(system.config.governance.joiner_training));
    end.is_some_and(|end| end >= system.as_of)
}

/// For each person the last day of the training that holds longest; `None` for one that never runs out.
fn trained_until(system: &System) -> BTreeMap<RecordId, Option<Date>> {
    let mut until: BTreeMap<RecordId, Option<Date>> = BTreeMap::new();
    for (id, training) in system.of_kind("training") {
        let held: Vec<Option<Date>> =
            training.get(TRAINING_SESSIONS).into_iter().flat_map(Items::iter).map(held_on).collect();
        let attended =
            system.links().out_of(id).iter().filter(|link| link.link(training).path == "sessions.attendees");
        for reference in attended {
            let session = match reference.place.items[0] {
                u16::MAX => 0,
                index => usize::from(index),
            };
            let day = held.get(session).copied().flatten().filter(|day| *day <= system.as_of);
            let (Some(person), Some(day)) = (reference.target(), day) else { continue };
            let end = training.get(TRAINING_VALID_FOR).and_then(|valid| day.plus(valid));
            let known = until.entry(person).or_insert(end);
            *known = match (*known, end) {
                (Some(known), Some(end)) => Some(known.max(end)),
                _ => None,
            };
        }
    }
    until
}

fn held_on(session: NodeRef<'_>) -> Option<Date> {
    session.get("held_on")?.scalar()?.parse().ok()
}

/// Passes if roles say which trainings they need; a rule tells who lacks one.
pub(in crate::reports::readiness) fn roles_trained(system: &System) -> Judgement {
    let live: Vec<RecordId> =
        system.of_kind("role").filter(|(_, role)| system.is_live(role)).map(|(id, _)| id).collect();
    let is_audience = |reference: &Reference| {
        let from = system.record(reference.from);
        from.is("training") && reference.link(from).path == "audience"
    };
    let needs = |role: &RecordId| {
        system.named_in(*role, "trainings").next().is_some() || system.links().into(*role).any(is_audience)
    };
    let needing: Vec<RecordId> = live.iter().copied().filter(needs).collect();
    let fact = share(needing.len(), live.len(), "role", "say which training they need");
    Judgement::pass_if(!needing.is_empty(), fact).over(needing)
}
