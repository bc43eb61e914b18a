//! The correlation matrix and the results of the check.

use super::{Made, figures, row, table};
use crate::env::World;

fn world() -> World {
    let world = World::empty();
    // Here all rules are wanted.
    world.write("isms.toml", "[organisation]\nname = \"Test\"\n");
    world.write(
        "all.yaml",
        "id: SCP-1\nkind: scope\ntitle: All\nowner: ROL-a\nbased_on: [ISS-1]\nlocations: [LOC-1]\nlast_review: 2026-10-05\n---\n\
         id: ISS-1\nkind: issue\ntitle: Weather\nowner: ROL-a\nlast_review: 2026-09-01\n---\n\
         id: ISS-2\nkind: issue\ntitle: Prices\nowner: ROL-a\nstatus: closed\n---\n\
         id: LOC-1\nkind: location\ntitle: Office\ntype: office\nowner: ROL-a\n---\n\
         id: ROL-a\nkind: role\ntitle: Head\n---\n\
         id: A.7.1\nkind: control\ntitle: Perimeters\nowner: ROL-a\napplicable: false\njustification: No office\n---\n\
         id: EXC-1\nkind: exception\ntitle: For now\nowner: ROL-a\nrules: [finding-without-action]\nrecords: [FND-1]\n\
         justification: Few people\napproved_by: ROL-a\napproved_on: 2026-11-01\nuntil: 2027-03-01\n---\n\
         id: FND-1\nkind: finding\ntitle: Gap\nowner: ROL-a\ntype: minor\nraised_on: 2026-11-01\nagainst: [\"9.2\"]\n",
    );
    world
}

#[test]
fn a_clause_is_told_with_the_records_that_show_it_and_a_gap_where_none_does() {
    let made = Made::of(&world());
    let report = made.report("clauses");
    let matrix = table(&report, "clauses-iso27001-2022");
    assert_eq!(row(matrix, "4.3", &["standing", "newest"]), ["shown", "2026-10-05"]);
    assert!(row(matrix, "4.3", &["records"])[0].contains("SCP-1"));
    assert_eq!(
        row(matrix, "9.2.1", &["standing", "count"]),
        ["nothing shows it (clause-without-evidence)", "0"]
    );
    // Headings ask for nothing.
    assert_eq!(row(matrix, "9.2", &["standing"]), [""]);
    let controls = table(&report, "controls-iso27001-2022");
    assert_eq!(controls.rows.iter().filter(|row| row.cells[1].words() != "").count(), controls.rows.len());
    assert_eq!(row(controls, "A.7.1", &["standing"]), ["not applicable"]);
    assert_eq!(row(controls, "A.7.2", &["standing"]), ["not decided (control-undecided)"]);
    let anchors: Vec<&str> = matrix.rows.iter().filter_map(|row| row.anchor.as_deref()).collect();
    assert!(anchors.contains(&"clause-9.2") && anchors.contains(&"clause-9.2.1"), "{anchors:?}");
}

#[test]
fn findings_are_counted_by_grade_and_waived_ones_say_by_what_and_until_when() {
    let made = Made::of(&world());
    let report = made.report("findings");
    let open = table(&report, "findings");
    assert_eq!(open.rows.len(), made.check.findings.len());
    let grades: Vec<String> = open.rows.iter().map(|row| row.cells[0].words()).collect();
    let first_minor = grades.iter().position(|grade| grade == "minor").unwrap();
    assert!(grades[..first_minor].iter().all(|grade| grade == "major"), "{grades:?}");
    let waived = table(&report, "findings-waived");
    assert_eq!(waived.rows.len(), 1);
    let cells: Vec<String> = waived.rows[0].cells.iter().map(isms::document::Cell::words).collect();
    assert_eq!((&*cells[1], &*cells[2]), ("finding-without-action", "FND-1"));
    assert_eq!(cells[cells.len() - 2..], ["EXC-1".to_owned(), "2027-03-01".to_owned()]);
    let known = figures(&report);
    assert!(known.contains(&("Waived".to_owned(), "1".to_owned())), "{known:?}");
    // Without a repository none of the rules runs that look at commits: all of the family but `future-date`.
    assert!(known.contains(&("Rules that did not run".to_owned(), "10".to_owned())), "{known:?}");
    let rules = table(&report, "rules");
    assert_eq!(row(rules, "finding-without-action", &["open", "waived", "grade"]), ["0", "1", "major"]);
}

#[test]
fn interactions_that_nothing_shows_are_gaps() {
    let world = World::new();
    world.write(
        "p.yaml",
        "kind: process\nrecords:\n\
         - {id: PRC-a, title: A, owner: ROL-a, produces: [risk], outputs: [{item: Register, to: PRC-b}, {item: Word, to: PRC-c}]}\n\
         - {id: PRC-b, title: B, owner: ROL-a, produces: [control], inputs: [{item: register, from: PRC-a}]}\n\
         - {id: PRC-c, title: C, owner: ROL-a, produces: [document]}\n",
    );
    world.write(
        "r.yaml",
        "id: ROL-a\nkind: role\ntitle: Head\n---\n\
         id: RSK-1\nkind: risk\ntitle: Fire\nowner: ROL-a\nlikelihood: 1\nimpact: 1\ntreatment: mitigate\ncontrols: [CTL-1]\nassessed_on: 2026-11-11\n---\n\
         id: CTL-1\nkind: control\ntitle: Wall\nowner: ROL-a\napplicable: true\njustification: Fire\ndocuments: [DOC-1]\n---\n\
         id: DOC-1\nkind: document\ntitle: How to build walls\nowner: ROL-a\nstatus: draft\n",
    );
    let made = Made::of(&world);
    let report = made.report("interactions");
    let values: Vec<String> = figures(&report).into_iter().map(|(_, value)| value).collect();
    // Processes, current, quiet, without evidence, undeclared.
    assert_eq!(values, ["3", "1", "0", "1", "1"]);
    let declared = table(&report, "interactions");
    let read: Vec<Vec<String>> =
        declared.rows.iter().map(|row| row.cells.iter().map(isms::document::Cell::words).collect()).collect();
    assert_eq!(
        read[0],
        [
            "PRC-a",
            "PRC-b",
            "Register",
            "both",
            "1 year",
            "current",
            "1",
            "2026-11-11",
            "RSK-1 \u{2192} CTL-1 (risk.controls, 2026-11-11)"
        ]
    );
    assert_eq!(read[1][5], "without evidence (interaction-without-evidence)");
    let undeclared = table(&report, "interactions-undeclared");
    assert_eq!(
        row(undeclared, "PRC-b", &["to", "standing"]),
        ["PRC-c", "undeclared (undeclared-interaction)"]
    );
}
