//! Processes, their resources, the tools they work with and the places they run at.

use std::collections::BTreeSet;

use super::share;
use crate::base::text;
use crate::record::Record;
use crate::record::field::{Items, LOCATION_TYPE, RESOURCE_APPROVED_ON, TICKETS};
use crate::reports::readiness::{Judgement, Standing};
use crate::system::{RecordId, Standing as Flow, System};

/// Passes if there is a process and a hand-over; rules tell what is missing between them.
pub(in crate::reports::readiness) fn process_map(system: &System) -> Judgement {
    let map = system.processes();
    let processes = map.processes().len();
    let [current, quiet, bare, undeclared] =
        [Flow::Current, Flow::Quiet, Flow::Unevidenced, Flow::Undeclared]
            .map(|standing| map.count(standing, system.as_of));
    let declared = current + quiet + bare;
    let mut judgement = Judgement::pass_if(processes > 0, text::count(processes, "process"));
    let fact = format!(
        "{} declared: {} current, {} quiet, {} that no record shows",
        text::count(declared, "hand-over"),
        text::thousands(current),
        text::thousands(quiet),
        text::thousands(bare)
    );
    judgement.but(if declared > 0 { Standing::Pass } else { Standing::Fail }, fact);
    if undeclared > 0 {
        let fact =
            format!("{} that links show and no process declares", text::count(undeclared, "hand-over"));
        judgement.but(Standing::Pass, fact);
    }
    judgement
}

/// Passes if resources are on record and top management approved one; rules tell of the processes.
pub(in crate::reports::readiness) fn resources(system: &System) -> Judgement {
    let approved = |record: &Record| record.get(RESOURCE_APPROVED_ON).is_some_and(|day| day <= system.as_of);
    let all: Vec<(RecordId, &Record)> =
        system.of_kind("resource").filter(|(_, record)| system.is_live(record)).collect();
    if all.is_empty() {
        return Judgement::new(Standing::Fail, "no resource is on record");
    }
    let count = all.iter().filter(|(_, record)| approved(record)).count();
    let mut judgement = Judgement::pass_if(count > 0, share(count, all.len(), "resource", "are approved"));
    let processes = system.processes().processes();
    let with =
        processes.iter().filter(|process| system.named_in(**process, "resources").next().is_some()).count();
    judgement.but(Standing::Pass, share(with, processes.len(), "process", "name resources"));
    judgement
}

/// Passes if each open action names a ticket. Without open actions, what was done before tells.
pub(in crate::reports::readiness) fn tracked_work(system: &System) -> Judgement {
    let has_ticket = |record: &Record| {
        record.get(TICKETS).into_iter().flat_map(Items::iter).any(|ticket| !ticket.is_null())
    };
    let actions: Vec<(RecordId, &Record)> = system.of_kind("action").collect();
    let tracked: Vec<RecordId> =
        actions.iter().filter(|(_, action)| has_ticket(action)).map(|(id, _)| *id).collect();
    let open: Vec<&Record> = actions
        .iter()
        .map(|(_, action)| *action)
        .filter(|action| matches!(action.status(), "open" | "in-progress"))
        .collect();
    let with = open.iter().filter(|action| has_ticket(action)).count();
    let mut judgement = if actions.is_empty() {
        Judgement::new(Standing::Unknown, "no action is on record")
    } else if open.is_empty() {
        let standing = if tracked.is_empty() { Standing::Unknown } else { Standing::Pass };
        Judgement::new(standing, share(tracked.len(), actions.len(), "action", "name a ticket; none is open"))
    } else {
        Judgement::pass_if(with == open.len(), share(with, open.len(), "open action", "name a ticket"))
    };
    judgement.but(
        Standing::Pass,
        match &system.config.tracker {
            Some(tracker) => format!("the tracker is {}", tracker.name),
            None => "isms.toml names no tracker, so nobody can tell whether tickets are right".to_owned(),
        },
    );
    judgement.over(tracked)
}

/// Passes if each live location is in a scope, and it is on record where people work at home and which clouds are used.
pub(in crate::reports::readiness) fn sites(system: &System) -> Judgement {
    let locations: Vec<(RecordId, &Record)> =
        system.of_kind("location").filter(|(_, location)| system.is_live(location)).collect();
    if locations.is_empty() {
        return Judgement::new(Standing::Fail, "no location is on record");
    }
    let scopes = system.of_kind("scope").filter(|(_, scope)| system.is_live(scope));
    let covered: BTreeSet<RecordId> = scopes.flat_map(|(id, _)| system.named_in(id, "locations")).collect();
    let out: Vec<&str> =
        locations.iter().filter(|(id, _)| !covered.contains(id)).map(|(_, record)| record.id()).collect();
    let inside = share(locations.len() - out.len(), locations.len(), "location", "are in the scope");
    let mut judgement = Judgement::new(Standing::Pass, inside);
    if !out.is_empty() {
        judgement.but(Standing::Fail, format!("{} in no scope", text::list(&out, "and", 3)));
    }
    let of = |ty: &str| locations.iter().filter(|(_, record)| record.get(LOCATION_TYPE) == Some(ty)).count();
    for (ty, words) in [("home", "work at home"), ("cloud", "a cloud")] {
        if of(ty) == 0 {
            let fact =
                format!("no location of type {ty} is on record, so it is not said whether there is {words}");
            judgement.but(Standing::Unknown, fact);
        }
    }
    let types = [
        ("office", "office"),
        ("home", "home workplace"),
        ("cloud", "cloud"),
        ("data-centre", "data centre"),
    ];
    let counted = types.iter().filter(|(ty, _)| of(ty) > 0).map(|(ty, noun)| text::count(of(ty), noun));
    judgement.but(Standing::Pass, text::list(&counted.collect::<Vec<_>>(), "and", 4));
    judgement
}
