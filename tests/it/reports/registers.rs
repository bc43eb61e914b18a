//! Registers and pages of records: each type of field, gaps, own fields, links both ways.

use isms::document::{Cell, ColumnType, Tone};
use isms::reports;

use super::{Made, facts, links, part, row, table};
use crate::env::World;

const ROLE: &str = "id: ROL-a\nkind: role\ntitle: Head of it\nholders: [PER-x]\n---\nid: PER-x\nkind: person\ntitle: Xenia\n";

#[test]
fn each_type_of_field_is_a_cell_of_its_sort() {
    let world = World::new();
    world.write("people.yaml", ROLE);
    world.write(
        "k.yaml",
        "id: KPI-1\nkind: metric\ntitle: Restores\nowner: ROL-a\ntarget: 99.5\ndirection: up\nevery: 3 months\n\
         last_review: 2026-11-01\ntags: [a, b]\nmeasurements:\n- {period: 2026-Q3, value: 98, measured_on: 2026-10-02}\n\
         custom: {team: {size: 4, names: [Ida, Jo]}}\ndescription: \"**Bold** and [there](https://a.example)\"\n",
    );
    let made = Made::of(&world);
    let register = made.basis("en", |basis| {
        let (_, kind) = basis.system.schema.named("metric").unwrap();
        reports::register(basis, kind)
    });
    let table = table(&register, "register-metric");
    let columns = ["owner", "target", "direction", "every", "last_review", "tags", "measurements", "custom"];
    assert_eq!(
        row(table, "KPI-1", &columns),
        [
            "ROL-a",
            "99.5",
            "up",
            "3 months",
            "2026-11-01",
            "a\nb",
            "Period: 2026-Q3; Value: 98; Measured on: 2026-10-02",
            "Team: Size: 4, Names: Ida, Jo",
        ]
    );
    let ty = |key: &str| table.columns.iter().find(|column| column.key == key).unwrap().ty;
    assert_eq!(
        ["id", "title", "target", "last_review", "direction", "owner"].map(ty),
        [
            ColumnType::Id,
            ColumnType::Text,
            ColumnType::Number,
            ColumnType::Date,
            ColumnType::State,
            ColumnType::Id
        ]
    );
    let place = table.columns.iter().position(|column| column.key == "description").unwrap();
    assert_eq!(table.rows[0].cells[place].words(), "Bold and there");
    assert_eq!(links(&table.rows[0].cells[place]), ["Url(\"https://a.example\")"]);
}

#[test]
fn a_field_that_a_rule_asks_for_is_a_gap_and_no_empty_cell() {
    let world = World::new();
    world.write("people.yaml", ROLE);
    world.write(
        "d.yaml",
        "kind: document\nrecords:\n- {id: DOC-1, title: Rules, owner: ROL-a, status: approved, version: 2, approved_by: ROL-a}\n\
         - {id: DOC-2, title: Plan, status: draft}\n",
    );
    let made = Made::of(&world);
    for (language, gap) in [("en", "not given (missing-field)"), ("de", "nicht angegeben (missing-field)")] {
        let register = made.basis(language, |basis| {
            let (_, kind) = basis.system.schema.named("document").unwrap();
            reports::register(basis, kind)
        });
        let table = table(&register, "register-document");
        assert_eq!(row(table, "DOC-1", &["approved_by", "approved_on"]), ["ROL-a", gap]);
        // A draft needs no approval, and every document an owner.
        assert_eq!(row(table, "DOC-2", &["approved_by", "approved_on", "owner"]), ["", "", gap]);
    }
}

#[test]
fn fields_that_the_kind_does_not_have_are_shown_too() {
    let world = World::new();
    world.write("x.yaml", "id: PER-x\nkind: person\ntitle: Xenia\nshoe_size: 39\n");
    let made = Made::of(&world);
    let page = made.report("records");
    let known = facts(part(&page, "PER-x"));
    assert!(
        known.contains(&("Fields that the kind does not have".to_owned(), "shoe_size: 39".to_owned())),
        "{known:?}"
    );
    assert_eq!(
        row(table(&made.report("registers"), "register-person"), "PER-x", &["unknown_fields"]),
        ["shoe_size: 39"]
    );
}

#[test]
fn a_page_leads_out_and_back_in() {
    let world = World::new();
    world.write("people.yaml", ROLE);
    world.write(
        "r.yaml",
        "id: RSK-1\nkind: risk\ntitle: Fire\nowner: ROL-a\nlikelihood: 2\nimpact: severe\ntreatment: accept\n\
         acceptance: {by: ROL-a, on: 2026-05-01, until: 2027-05-01, justification: Walls}\ncontrols: [CTL-1]\n---\n\
         id: CTL-1\nkind: control\ntitle: Walls\nowner: ROL-a\napplicable: true\njustification: Fire\n",
    );
    let made = Made::of(&world);
    let records = made.report("records");
    let risk = facts(part(&records, "RSK-1"));
    let says = |name: &str| risk.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    assert_eq!(says("Owner"), Some("ROL-a Head of it (Xenia)"));
    assert_eq!(says("Likelihood"), Some("2 (unlikely)"));
    assert_eq!(says("Impact"), Some("5 (severe)"));
    assert_eq!(says("Current score"), Some("10 moderate"));
    assert_eq!(
        says("Acceptance"),
        Some("By: ROL-a\nOn: 2026-05-01\nUntil: 2027-05-01\nJustification: Walls")
    );
    let control = facts(part(&records, "CTL-1"));
    assert!(control.contains(&("Risks: Controls".to_owned(), "RSK-1".to_owned())), "{control:?}");
}

#[test]
fn a_status_says_how_good_it_is_and_a_review_that_is_late_is_a_gap() {
    let world = World::new();
    world.write("people.yaml", ROLE);
    world.write(
        "d.yaml",
        "id: DOC-1\nkind: document\ntitle: Rules\nowner: ROL-a\nstatus: approved\nversion: 1\napproved_by: ROL-a\n\
         approved_on: 2025-03-01\nlast_review: 2025-03-01\n",
    );
    let made = Made::of(&world);
    let registers = made.report("registers");
    let table = table(&registers, "register-document");
    // Reviewed on 1 March 2025, and a document is reviewed every year.
    assert_eq!(row(table, "DOC-1", &["next_review"]), ["overdue since 2026-03-01 (stale-review)"]);
    let place = table.columns.iter().position(|column| column.key == "status").unwrap();
    assert_eq!(table.rows[0].cells[place], Cell::state("approved", Tone::Good));
}

#[test]
fn what_is_hidden_in_a_record_is_shown_and_its_links_still_lead_to_it() {
    let world = World::new();
    world.write(
        "x.yaml",
        "id: \"PER-\\u202ex\"\nkind: person\ntitle: \"a\\eb\"\n---\nid: ROL-a\nkind: role\ntitle: Head\nholders: [\"PER-\\u202ex\"]\n",
    );
    let made = Made::of(&world);
    let records = made.report("records");
    let page = part(&records, "PER-\\u{202e}x");
    assert_eq!(page.title, "PER-\\u{202e}x a\\u{1b}b");
    let role = part(&records, "ROL-a");
    assert!(!format!("{role:?}").contains('\u{202e}'), "{role:?}");
}
