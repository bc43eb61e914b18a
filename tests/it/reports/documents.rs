//! The register of documents, with and without a history.

use super::{Made, row, table};
use crate::history::{commit, repository};

fn policy(version: &str, classification: &str) -> String {
    format!(
        "---\nid: DOC-1\nkind: document\ntitle: Policy\ntype: policy\nowner: ROL-a\nstatus: approved\nversion: {version}\n\
         classification: {classification}\napproved_by: ROL-a\napproved_on: 2026-09-01\nlast_review: 2026-09-01\n---\n\nBe careful.\n"
    )
}

#[test]
fn the_last_change_that_means_something_is_told_with_who_made_it() {
    let world = repository();
    world.write("roles.yaml", "id: ROL-a\nkind: role\ntitle: Head\n");
    world.write("p.md", policy("1", "internal"));
    commit(&world, "Ana", "2026-09-01", "Add the policy");
    world.write("p.md", policy("1", "public"));
    commit(&world, "Bo", "2026-10-02", "Open it");
    // A number on the cover means nothing for a review.
    world.write("p.md", policy("2", "public"));
    commit(&world, "Cy", "2026-11-03", "Count up");
    world.write("new.md", policy("1", "internal").replace("DOC-1", "DOC-2"));
    let made = Made::with_history(&world);
    let report = made.report("documents");
    let register = table(&report, "documents");
    let columns = ["version", "approved_by", "last_change", "changed_by", "revisions", "file"];
    assert_eq!(
        row(register, "DOC-1", &columns),
        ["2", "ROL-a Head (held by nobody)", "2026-10-02", "Bo", "3", "p.md:2"]
    );
    assert_eq!(row(register, "DOC-2", &["last_change", "revisions"]), ["not committed yet", "0"]);
}

#[test]
fn without_a_history_the_report_says_so() {
    let world = repository();
    world.write("p.md", policy("1", "internal"));
    let made = Made::of(&world);
    let report = made.report("documents");
    assert_eq!(
        row(table(&report, "documents"), "DOC-1", &["last_change", "changed_by", "revisions"]),
        ["history not read"; 3]
    );
    let said = format!("{:?}", report.blocks);
    assert!(said.contains("The history was not read: the records lie in no git repository"), "{said}");
}
