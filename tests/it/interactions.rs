//! The process map on a case worked out by hand: `tests/it/interactions/README.md`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use isms::base::Date;
use isms::check::Loaded;
use isms::system::{Snapshot, Standing, System};

use crate::env::{World, project};

fn case() -> World {
    let world = World::new();
    world.copy(&project("tests/it/interactions/records"));
    world
}

fn system(world: &World, as_of: &str) -> System {
    let as_of: Date = as_of.parse().unwrap();
    Loaded::read(&Snapshot::discover(world.path()).unwrap(), as_of).system
}

/// The rows of the table under a heading of the page, without its head.
fn table(heading: &str) -> Vec<Vec<String>> {
    let path: PathBuf = project("tests/it/interactions/README.md");
    let page = std::fs::read_to_string(path).unwrap();
    let part = page.split(&format!("\n## {heading}\n")).nth(1).unwrap();
    let rows =
        part.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |row: &str| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    rows.skip(2).map(cells).collect()
}

/// One row for each interaction, as the page writes it.
fn interactions(system: &System) -> Vec<Vec<String>> {
    let row = |interaction: &isms::system::Interaction| {
        vec![
            system.record(interaction.from).id().to_owned(),
            system.record(interaction.to).id().to_owned(),
            interaction.links.to_string(),
            interaction.newest.map(|date| date.to_string()).unwrap_or_default(),
            interaction.every.to_string(),
            interaction.standing(system.as_of).as_str().to_owned(),
        ]
    };
    system.processes().interactions().map(row).collect()
}

fn standing(world: &World, as_of: &str, from: &str, to: &str) -> Standing {
    let system = system(world, as_of);
    let [from, to] = [from, to].map(|id| system.find(id).unwrap());
    system.processes().interaction(from, to).unwrap().standing(system.as_of)
}

#[test]
fn every_record_belongs_to_the_process_worked_out_by_hand() {
    let system = system(&case(), "2026-12-01");
    for row in table("Whose a record is") {
        for id in row[0].split(", ") {
            let process = system.processes().process_of(system.find(id).unwrap());
            let process = process.map(|process| system.record(process).id()).unwrap_or_default();
            assert_eq!(process, row[1], "{id}, since {}", row[2]);
        }
    }
}

#[test]
fn every_record_has_the_newest_day_worked_out_by_hand() {
    let system = system(&case(), "2026-12-01");
    for row in table("When anything last happened to a record") {
        let newest = system.activity(system.find(&row[0]).unwrap()).newest;
        assert_eq!(newest.map(|date| date.to_string()).unwrap_or_default(), row[1], "{}: {}", row[0], row[2]);
    }
}

#[test]
fn every_interaction_is_as_worked_out_by_hand() {
    let found = interactions(&system(&case(), "2026-12-01"));
    let wanted = table("The interactions");
    assert_eq!(wanted.len(), 19);
    let missed: Vec<_> = wanted.iter().filter(|row| !found.contains(row)).collect();
    let more: Vec<_> = found.iter().filter(|row| !wanted.contains(row)).collect();
    assert!(missed.is_empty() && more.is_empty(), "missed: {missed:#?}\nmore: {more:#?}");
}

#[test]
fn the_evidence_adds_up_to_the_links_listed() {
    let table = table("The links, in the direction in which information flows");
    let counted = table.iter().filter(|row| row[3].is_empty() || row[3].starts_with("20")).count();
    let found: usize =
        system(&case(), "2026-12-01").processes().interactions().map(|interaction| interaction.links).sum();
    assert_eq!((table.len(), counted, found), (32, 25, 25));
}

#[test]
fn interactions_fall_quiet_on_the_day_after_their_interval() {
    let world = case();
    for (from, to, last, next) in [
        ("PRC-board", "PRC-improvement", "2026-12-02", "2026-12-03"),
        ("PRC-incidents", "PRC-risk", "2026-12-10", "2026-12-11"),
        ("PRC-audit", "PRC-corrective", "2026-12-12", "2026-12-13"),
    ] {
        assert_eq!(standing(&world, last, from, to), Standing::Current, "{from} {to} {last}");
        assert_eq!(standing(&world, next, from, to), Standing::Quiet, "{from} {to} {next}");
    }
}

#[test]
fn what_has_not_happened_yet_counts_once_it_has() {
    let world = case();
    let newest = |as_of: &str| {
        let system = system(&world, as_of);
        let [from, to] = ["PRC-audit", "PRC-corrective"].map(|id| system.find(id).unwrap());
        system.processes().interaction(from, to).unwrap().newest.unwrap().to_string()
    };
    // FND-3 is raised on 2027-02-01.
    assert_eq!(newest("2027-01-31"), "2026-03-12");
    assert_eq!(newest("2027-02-01"), "2027-02-01");
    // Before the audit, neither was FND-1 raised: what is left is the day ACT-1 was done.
    assert_eq!(newest("2026-03-11"), "2025-08-01");
}

#[test]
fn the_rules_say_what_was_worked_out_by_hand() {
    let report = case().check(&["--only", "interactions"]);
    let findings = report["findings"].as_array().unwrap();
    let wanted = table("What the rules of the family find");
    for row in &wanted {
        let fits = |finding: &&serde_json::Value| {
            finding["rule"] == row[0].as_str()
                && finding["record"].as_str().unwrap_or_default() == row[1]
                && finding["message"].as_str().unwrap().contains(&row[2])
        };
        assert_eq!(findings.iter().filter(fits).count(), 1, "{row:?} in {findings:#?}");
    }
    let rules: BTreeSet<&str> = findings.iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    assert_eq!(findings.len(), wanted.len(), "{rules:?}");
}

#[test]
fn a_record_that_cannot_be_read_holds_back_what_it_may_show() {
    let world = case();
    world.write("broken.yaml", "id: REV-9\nkind: review\ntype: management\ncovers: [ISS-1\n  oops: {\n");
    let report = world.check(&["--only", "interaction-without-evidence,quiet-interaction"]);
    let messages: Vec<&str> =
        report["findings"].as_array().unwrap().iter().filter_map(|one| one["message"].as_str()).collect();
    // The review may show that issues went to the board, and that risks went to treatment; incidents have no part in it.
    assert_eq!(
        messages.iter().filter(|message| message.contains("PRC-incidents")).count(),
        1,
        "{messages:?}"
    );
    assert!(!messages.iter().any(|message| message.contains("PRC-board")), "{messages:?}");
}

#[test]
fn a_process_named_by_a_process_and_an_id_given_twice_hand_over_nothing() {
    let world = World::new();
    world.write(
        "processes.yaml",
        "kind: process\nrecords:\n\
         - {id: PRC-a, title: A, owner: ROL-1, produces: [risk]}\n\
         - {id: PRC-b, title: B, owner: ROL-1, process: PRC-a, produces: [control]}\n\
         - {id: PRC-b, title: Again, owner: ROL-1, produces: [asset], outputs: [{item: x, to: PRC-a}]}\n",
    );
    world.write("asset.yaml", "id: AST-1\nkind: asset\ntitle: Plotter\nowner: ROL-1\n");
    let system = system(&world, "2026-12-01");
    let map = system.processes();
    assert_eq!(map.processes().len(), 2);
    assert_eq!(map.interactions().count(), 0);
    assert_eq!(map.process_of(system.find("AST-1").unwrap()), None);
}
