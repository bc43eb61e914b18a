//! What is put before top management: management review, audits, training, the cycle.

use super::{plain, report, rows, table};
use crate::env::World;

/// Two people, their roles and a review that decided two things: one was carried out, one is late.
fn company() -> World {
    let world = World::new();
    world.write(
        "people.yaml",
        "kind: person\nrecords:\n  - {id: PER-a, title: Anna Berg, joined_on: 2020-01-01}\n  - {id: PER-b, title: Bo Ek, joined_on: 2020-01-01}\n  - {id: PER-c, title: Cem Ay, joined_on: 2026-11-20}\n",
    );
    world.write(
        "roles.yaml",
        "kind: role\nrecords:\n  - {id: ROL-ceo, title: Managing director, holders: [PER-a], top_management: true, trainings: [TRN-1]}\n  - {id: ROL-dev, title: Developer, holders: [PER-b, PER-c], trainings: [TRN-1]}\n",
    );
    world.write(
        "trainings.yaml",
        "id: TRN-1\nkind: training\ntitle: Awareness\nowner: ROL-ceo\nvalid_for: 1 year\nsessions:\n  - {held_on: 2025-10-01, attendees: [PER-a, PER-b]}\n  - {held_on: 2026-03-01, attendees: [PER-b]}\n",
    );
    world.write(
        "reviews.yaml",
        "kind: review\nowner: ROL-ceo\nrecords:\n  - id: REV-1\n    title: Review 2025\n    owner: ROL-ceo\n    type: management\n    held_on: 2025-11-10\n    decisions:\n      - {what: Buy keys, actions: [ACT-1]}\n      - {what: Train everybody, actions: [ACT-2]}\n      - {what: Nothing more}\n  - id: REV-2\n    title: Review 2026\n    owner: ROL-ceo\n    type: management\n    planned_on: 2026-12-10\n    chair: PER-a\n    inputs: {e: \"Two customers *asked* for a certificate.\"}\n",
    );
    world.write(
        "actions.yaml",
        "kind: action\nrecords:\n  - {id: ACT-1, title: Keys, owner: ROL-dev, type: decision, status: done, addresses: [REV-1], due: 2026-01-31, done_on: 2026-01-20}\n  - {id: ACT-2, title: Training, owner: ROL-dev, type: decision, status: open, addresses: [REV-1], due: 2026-10-31}\n",
    );
    world
}

#[test]
fn a_management_review_follows_up_what_the_last_one_decided() {
    let section = report(&company(), "management-review", "en");
    assert_eq!(
        rows(table(&section, "board-earlier")),
        [
            "REV-1 Review 2025 | Buy keys | ACT-1 | carried out",
            "REV-1 Review 2025 | Train everybody | ACT-2 | ACT-2 is late (overdue-action)",
            "REV-1 Review 2025 | Nothing more |  | no action (decision-without-action)",
        ]
    );
}

#[test]
fn a_management_review_has_every_input_and_says_where_nothing_is_shown() {
    let section = report(&company(), "management-review", "en");
    let titles: Vec<&str> = section.sections.iter().map(|one| one.anchor.as_str()).collect();
    assert_eq!(
        titles,
        [
            "board-agenda",
            "board-a",
            "board-b",
            "board-c",
            "board-d1",
            "board-d2",
            "board-d3",
            "board-d4",
            "board-e",
            "board-f",
            "board-g",
            "board-resources",
            "board-decisions",
        ]
    );
    let text = plain(&section);
    let head = "Meeting: REV-2 Review 2026\nPlanned for: 2026-12-10\nChair: PER-a Anna Berg\nLast review: REV-1 Review 2025, 2025-11-10\nPeriod: 2025-11-10 – 2026-12-01\n";
    assert!(text.contains(head), "{text}");
    let gap = "GAP The records show nothing for this input; say at the meeting what was looked at. (review-input-missing)\n";
    // No issue, no objective, no communication, no risk, no improvement.
    let empty = ["board-b", "board-d4", "board-f", "board-g"];
    for anchor in empty {
        let part = section.sections.iter().find(|one| one.anchor == anchor).unwrap();
        assert!(plain(part).ends_with(gap), "{}", plain(part));
    }
    assert!(text.contains("Two customers asked for a certificate.\n"), "{text}");
}

#[test]
fn training_says_who_has_what_until_when_and_who_never_had_it() {
    let section = report(&company(), "training", "en");
    assert_eq!(
        rows(table(&section, "training-needs")),
        [
            "PER-a Anna Berg | TRN-1 Awareness | ROL-ceo | 2025-10-01 | 2026-10-01 | has run out (training-expired)",
            "PER-b Bo Ek | TRN-1 Awareness | ROL-dev | 2026-03-01 | 2027-03-01 | has it",
            "PER-c Cem Ay | TRN-1 Awareness | ROL-dev |  |  | just joined",
        ]
    );
    let text = plain(&section);
    assert!(
        text.contains("[Trainings held of those needed: 1 of 2 ()]\n[Of top management: 0 of 1 ()]\n"),
        "{text}"
    );
    let german = plain(&report(&company(), "training", "de"));
    assert!(
        german.starts_with("# Schulung und Kompetenz [training]\n")
            && german.contains("| abgelaufen (training-expired)\n")
    );
}

#[test]
fn audits_are_shown_by_year_and_what_none_covers_is_a_gap() {
    let world = company();
    world.write(
        "audits.yaml",
        "kind: audit\nowner: ROL-ceo\nrecords:\n  - {id: AUD-1, title: First, owner: ROL-ceo, type: internal, planned_on: 2025-05-01, performed_on: 2025-05-03, auditors: [Ilse K], covers: [PRC-1, \"9.2\"], status: closed}\n  - {id: AUD-2, title: Late, owner: ROL-ceo, type: internal, planned_on: 2026-05-01, covers: [PRC-1]}\n  - {id: AUD-3, title: Stage 2, owner: ROL-ceo, type: certification, planned_on: 2026-06-01, performed_on: 2026-06-01, covers: [PRC-2], status: closed}\n",
    );
    world.write(
        "processes.yaml",
        "kind: process\nrecords:\n  - {id: PRC-1, title: One, owner: ROL-ceo}\n  - {id: PRC-2, title: Two, owner: ROL-ceo}\n",
    );
    let section = report(&world, "audits", "en");
    assert_eq!(
        rows(table(&section, "audited-records")),
        [
            // 2024 to 2027, since no programme says how far it reaches.
            "PRC-1 One |  | AUD-1 performed | AUD-2 planned | ",
            "PRC-2 Two |  |  |  | no audit covers it (unaudited)",
        ]
    );
    let clauses = rows(table(&section, "audited-clauses"));
    assert!(clauses.contains(&"9.2.1 | General |  | AUD-1 performed |  | ".to_owned()), "{clauses:?}");
    let results = rows(table(&section, "audits"));
    assert!(
        results[1].starts_with(
            "AUD-2 Late | internal | 2026-05-01 | not performed (overdue-audit) | no auditor is named"
        ),
        "{results:?}"
    );
    assert!(plain(&section).contains("GAP There is no audit programme."));
}

#[test]
fn a_cycle_that_lacks_steps_names_them() {
    let text = plain(&report(&company(), "lifecycle", "en"));
    // Within 18 months: trainings were held, a review was held, an action was done; no risk was assessed, nothing audited.
    let gap = "GAP No full cycle since 2025-06-01: nothing shows risk assessment, audit or measurement. (no-full-cycle)\n";
    assert!(text.contains(gap), "{text}");
}
