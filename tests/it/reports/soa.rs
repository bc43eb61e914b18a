//! The Statement of Applicability.

use isms::reports;

use super::{Made, figures, row, table};
use crate::env::World;

fn world() -> World {
    let world = World::new();
    world.write("people.yaml", "id: ROL-a\nkind: role\ntitle: Head\n");
    world.write(
        "controls.yaml",
        "kind: control\nrecords:\n\
         - {id: A.5.1, title: Policies, owner: ROL-a, applicable: true, justification: Rules are needed, reasons: [risk, legal], implementation_status: implemented, requirements: [REQ-1], decided_on: 2026-02-03, last_review: 2026-06-01}\n\
         - {id: A.7.1, title: Perimeters, owner: ROL-a, applicable: false, justification: There is no office}\n\
         - {id: CTL-1, title: Own rule, owner: ROL-a, applicable: true, justification: Ours, implements: [A.5.1]}\n",
    );
    world.write(
        "others.yaml",
        "id: RSK-1\nkind: risk\ntitle: Chaos\nowner: ROL-a\nlikelihood: 3\nimpact: 3\ntreatment: mitigate\ncontrols: [A.5.1]\n---\n\
         id: REQ-1\nkind: requirement\ntitle: Law\nowner: ROL-a\n---\n\
         id: DOC-1\nkind: document\ntitle: Policy\nowner: ROL-a\nstatus: approved\nimplements: [A.5.1]\n---\n\
         id: AUD-1\nkind: audit\ntitle: Audit\nowner: ROL-a\ntype: internal\nperformed_on: 2026-04-01\ncovers: [A.5.1]\n---\n\
         id: AUD-2\nkind: audit\ntitle: Next audit\nowner: ROL-a\ntype: internal\nplanned_on: 2027-04-01\ncovers: [A.5.1]\n",
    );
    world
}

#[test]
fn every_reference_control_has_a_row_with_what_rests_on_it() {
    let made = Made::of(&world());
    let soa = made.report("soa");
    let table = table(&soa, "soa");
    assert_eq!(table.rows.len(), 93);
    assert_eq!(
        row(
            table,
            "A.5.1",
            &["title", "applicable", "reasons", "justification", "implementation_status", "owner"]
        ),
        [
            "Policies for information security",
            "yes",
            "risk\nlegal",
            "Rules are needed",
            "implemented",
            "ROL-a Head (held by nobody)"
        ]
    );
    // The audit of next year shows nothing yet.
    assert_eq!(
        row(
            table,
            "A.5.1",
            &["risks", "requirements", "documents", "own_controls", "evidence", "decided_on", "last_review"]
        ),
        ["RSK-1", "REQ-1", "DOC-1", "CTL-1", "AUD-1", "2026-02-03", "2026-06-01"]
    );
    assert_eq!(row(table, "A.7.1", &["applicable", "justification"]), ["no", "There is no office"]);
    assert_eq!(row(table, "A.5.2", &["applicable"]), ["not decided (control-undecided)"]);
    let pairs = figures(&soa);
    let values: Vec<&str> = pairs.iter().map(|(_, value)| value.as_str()).collect();
    // Controls, applicable, excluded, undecided, implemented.
    assert_eq!(values, ["93", "1", "1", "91", "1"]);
}

#[test]
fn own_controls_have_a_table_of_their_own() {
    let made = Made::of(&world());
    let soa = made.report("soa");
    let own = table(&soa, "soa-own");
    assert_eq!(own.rows.len(), 1);
    assert_eq!(row(own, "CTL-1", &["title", "implements"]), ["Own rule", "A.5.1"]);
}

#[test]
fn it_speaks_german() {
    let made = Made::of(&world());
    let soa = made.basis("de", |basis| (reports::named("soa").unwrap().build)(basis));
    assert_eq!(soa.title, "Erklärung zur Anwendbarkeit");
    let table = table(&soa, "soa");
    assert_eq!(row(table, "A.7.1", &["applicable"]), ["nein"]);
    assert_eq!(row(table, "A.5.2", &["applicable"]), ["nicht entschieden (control-undecided)"]);
}
