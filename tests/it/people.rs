//! Who is behind a role on a day, and who answers for a record.

use isms::check::Loaded;
use isms::system::people::reaches;
use isms::system::{Duty, RecordId, Snapshot, System, Vacancy};

use crate::env::World;

/// Ada heads IT until the end of June; Ben, her deputy, took over in July; Cleo starts in January.
const PEOPLE: &str = "
id: PER-ada
kind: person
title: Ada
left_on: 2026-06-30
---
id: PER-ben
kind: person
title: Ben
joined_on: 2026-01-01
---
id: PER-cleo
kind: person
title: Cleo
joined_on: 2027-01-01
---
id: ROL-it
kind: role
title: Head of IT
holders: [PER-ada, PER-cleo]
deputies: [PER-ben, PER-ada]
---
id: ROL-board
kind: role
title: Board
top_management: true
holders: [PER-ben]
---
id: ROL-old
kind: role
title: Head of the mainframe
status: retired
holders: [PER-ben]
---
id: ROL-empty
kind: role
title: Procurement
---
id: PRC-access
kind: process
title: Identity and access
owner: ROL-it
---
id: DOC-access
kind: document
title: Who may see what
owner: PER-ben
status: in-review
approved_by: ROL-empty
---
id: REV-1
kind: review
title: Review
owner: PER-ben
planned_on: 2026-03-01
held_on: 2026-03-02
chair: ROL-board
";

fn system(as_of: &str, more: &str) -> System {
    let world = World::new();
    world.write("people.yaml", format!("{PEOPLE}{more}"));
    Loaded::read(&Snapshot::discover(world.path()).unwrap(), as_of.parse().unwrap()).system
}

fn ids(system: &System, records: impl IntoIterator<Item = RecordId>) -> Vec<&str> {
    records.into_iter().map(|id| system.record(id).id()).collect()
}

fn behind<'s>(system: &'s System, id: &str) -> Vec<&'s str> {
    ids(system, system.people().behind(system.find(id).unwrap()))
}

#[test]
fn holders_come_and_go_and_deputies_stand_in() {
    for (day, holders, behind_it) in [
        ("2025-12-01", vec!["PER-ada"], vec!["PER-ada"]),
        ("2026-06-30", vec!["PER-ada"], vec!["PER-ada"]),
        ("2026-07-01", vec![], vec!["PER-ben"]),
        ("2027-01-01", vec!["PER-cleo"], vec!["PER-cleo"]),
    ] {
        let system = system(day, "");
        let it = system.find("ROL-it").unwrap();
        assert_eq!(ids(&system, system.people().holders(it)), holders, "{day}");
        assert_eq!(behind(&system, "ROL-it"), behind_it, "{day}");
        let alone = system.people().only_one_behind(it).into_iter();
        assert_eq!(ids(&system, alone), behind_it, "{day}");
    }
}

#[test]
fn a_person_stands_for_themselves_while_present() {
    let system = system("2026-12-01", "");
    assert_eq!(behind(&system, "PER-ben"), ["PER-ben"]);
    assert!(behind(&system, "PER-ada").is_empty() && behind(&system, "PER-cleo").is_empty());
    assert!(behind(&system, "ROL-empty").is_empty());
    let ben = system.find("PER-ben").unwrap();
    assert_eq!(ids(&system, system.people().roles_of(ben).iter().copied()), ["ROL-board"]);
    assert!(system.is_top_management(ben) && system.is_top_management(system.find("ROL-board").unwrap()));
    assert!(!system.is_top_management(system.find("ROL-it").unwrap()));
}

#[test]
fn two_holders_are_not_one() {
    let more = "---\nid: ROL-two\nkind: role\ntitle: Two\nholders: [PER-ben, PER-ben, PER-dan]\n---\nid: PER-dan\nkind: person\ntitle: Dan\n";
    let system = system("2026-12-01", more);
    let two = system.find("ROL-two").unwrap();
    assert_eq!(behind(&system, "ROL-two"), ["PER-ben", "PER-dan"]);
    assert_eq!(system.people().only_one_behind(two), None);
}

#[test]
fn who_answers_for_a_record_is_who_is_behind_its_owner() {
    let system = system("2026-12-01", "");
    let answering = |id| ids(&system, system.answering(system.find(id).unwrap()));
    assert_eq!(answering("PRC-access"), ["PER-ben"]);
    assert_eq!(answering("DOC-access"), ["PER-ben"]);
    assert!(answering("ROL-it").is_empty());
}

#[test]
fn duties_are_to_own_what_lives_and_to_do_what_is_open() {
    let system = system("2026-12-01", "");
    let duties = |id| -> Vec<Option<Duty>> {
        let id = system.find(id).unwrap();
        system.links().out_of(id).iter().map(|reference| system.duty(reference)).collect()
    };
    assert_eq!(duties("DOC-access"), [Some(Duty::Owner), Some(Duty::Pending)]);
    assert_eq!(duties("REV-1"), [Some(Duty::Owner), None]);
    assert_eq!(duties("ROL-board"), [None]);
}

#[test]
fn a_role_is_vacant_where_it_has_duties_and_nobody_holds_it() {
    let vacancy = |system: &System, id: &str| system.vacancy(system.find(id).unwrap());
    let now = system("2026-12-01", "");
    assert_eq!(vacancy(&now, "ROL-it"), Some(Vacancy::Unfilled));
    assert_eq!(vacancy(&now, "ROL-empty"), Some(Vacancy::Unfilled));
    assert_eq!((vacancy(&now, "ROL-board"), vacancy(&now, "ROL-old")), (None, None));
    assert_eq!(vacancy(&system("2027-01-01", ""), "ROL-it"), None);
    let gone = "---\nid: ROL-gone\nkind: role\ntitle: Gone\nholders: PER-ada\n---\nid: PRC-gone\nkind: process\ntitle: Gone\nowner: ROL-gone\n";
    assert_eq!(vacancy(&system("2026-06-30", gone), "ROL-gone"), None);
    assert_eq!(vacancy(&system("2026-07-01", gone), "ROL-gone"), Some(Vacancy::Left));
    let misspelt = gone.replace("holders: PER-ada", "holders: PER-adda");
    assert_eq!(vacancy(&system("2026-07-01", &misspelt), "ROL-gone"), None);
}

#[test]
fn roles_tell_nothing_of_more_than_a_year_ago() {
    let day = |text: &str| text.parse().unwrap();
    assert!(reaches(day("2025-12-01"), day("2026-12-01")));
    assert!(!reaches(day("2025-11-30"), day("2026-12-01")));
    assert!(reaches(day("2027-03-01"), day("2026-12-01")));
}
