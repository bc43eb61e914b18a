//! Findings and actions as of 2026-12-01.

use isms::document::{Block, Plot};

use super::{Made, figures, part, row, table};
use crate::env::World;

fn world() -> World {
    let world = World::empty();
    world.write("isms.toml", "[organisation]\nname = \"Test\"\n");
    world.write(
        "f.yaml",
        "kind: finding\nrecords:\n\
         - {id: FND-1, title: Old, owner: ROL-a, type: major, raised_on: 2026-05-01, against: [\"9.2.1\"]}\n\
         - {id: FND-2, title: New, owner: ROL-a, type: observation, raised_on: 2026-11-11, against: [\"9.2.1\"]}\n\
         - {id: FND-3, title: Over, owner: ROL-a, type: minor, status: closed, raised_on: 2026-01-01, against: [\"9.2.1\"]}\n",
    );
    world.write(
        "a.yaml",
        "kind: action\nrecords:\n\
         - {id: ACT-1, title: Late, owner: ROL-a, type: corrective, addresses: [FND-3], due: 2026-11-21, status: open}\n\
         - {id: ACT-2, title: Soon, owner: ROL-a, type: improvement, addresses: [FND-2], due: 2026-12-11, status: open}\n\
         - {id: ACT-3, title: Done, owner: ROL-a, type: corrective, root_cause: Haste, addresses: [FND-3], due: 2026-06-01, done_on: 2026-06-04, status: done, effectiveness: {due: 2027-01-10}}\n\
         - {id: ACT-4, title: Helped, owner: ROL-a, type: corrective, root_cause: Haste, addresses: [FND-3], due: 2026-06-01, done_on: 2026-05-31, status: verified, effectiveness: {checked_on: 2026-07-01, checked_by: ROL-a, result: Gone}}\n",
    );
    world.write("r.yaml", "id: ROL-a\nkind: role\ntitle: Head\n");
    world
}

#[test]
fn ages_and_lateness_are_counted_in_days() {
    let made = Made::of(&world());
    let report = made.report("actions");
    let findings = table(&report, "findings-raised");
    // From 1 May to 1 December: 31 + 30 + 31 + 31 + 30 + 31 + 30 - 0 = 214 days.
    assert_eq!(row(findings, "FND-1", &["age", "actions"]), ["214", "no action (finding-without-action)"]);
    assert_eq!(row(findings, "FND-2", &["age", "actions"]), ["20", "ACT-2"]);
    assert_eq!(row(findings, "FND-3", &["age", "actions"]), ["", "ACT-1\nACT-3\nACT-4"]);
    let actions = table(&report, "actions");
    assert_eq!(row(actions, "ACT-1", &["standing"]), ["10 days late (overdue-action)"]);
    assert_eq!(row(actions, "ACT-2", &["standing"]), ["10 days left"]);
    assert_eq!(row(actions, "ACT-3", &["standing"]), ["done 3 days late"]);
    assert_eq!(row(actions, "ACT-4", &["standing"]), ["in time"]);
    assert_eq!(
        row(actions, "ACT-4", &["effectiveness", "root_cause"]),
        ["Checked on: 2026-07-01\nChecked by: ROL-a\nResult: Gone", "Haste"]
    );
    let values: Vec<String> = figures(&report).into_iter().map(|(_, value)| value).collect();
    // Open nonconformities, other open findings, running actions, overdue, done and not checked.
    assert_eq!(values, ["1", "1", "3", "1", "1"]);
}

#[test]
fn the_calendar_shows_what_is_open_by_day() {
    let made = Made::of(&world());
    let report = made.report("actions");
    let Some(Block::Chart(chart)) = report.blocks.iter().find(|block| matches!(block, Block::Chart(_)))
    else {
        panic!("no calendar")
    };
    let Plot::Calendar { occasions, .. } = &chart.plot else { panic!("{:?}", chart.plot) };
    let read: Vec<String> =
        occasions.iter().map(|one| format!("{} {} {}", one.day, one.id, one.tone.as_str())).collect();
    assert_eq!(read, ["2026-11-21 ACT-1 bad", "2026-12-11 ACT-2 watch", "2027-01-10 ACT-3 plain"]);
    assert_eq!(chart.description, "Deadlines not met yet: 3; gone by: 1.");
    assert_eq!(chart.table.rows.len(), 3);
}

#[test]
fn open_findings_are_drawn_by_age() {
    let made = Made::of(&world());
    let report = made.report("actions");
    let ages = part(&report, "actions-findings").blocks.iter().find_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        _ => None,
    });
    let Plot::Bars { bars, .. } = &ages.unwrap().plot else { panic!() };
    let read: Vec<(&str, f64)> = bars.iter().map(|bar| (bar.label.as_str(), bar.value)).collect();
    assert_eq!(
        read,
        [("0 to 30 days", 1.0), ("31 to 90 days", 0.0), ("91 to 180 days", 0.0), ("181 days and more", 1.0)]
    );
}
