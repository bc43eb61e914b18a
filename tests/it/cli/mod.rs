//! The command line: each flag and command is wired to what it promises. What rules find is tested with their pages.

mod adopt;
mod check;
mod due;
mod graph;
mod own_rules;
mod readiness;
mod records;
mod reports;
mod repository;
mod sample;
mod settings;
mod status;
mod terminal;

use crate::env::{Ran, World};

/// Five records and three findings: two errors about ACT-1 and a warning about ROL-ciso.
pub(crate) fn company() -> World {
    let world = World::new();
    world.write(
        "roles.yaml",
        "kind: role\nrecords:\n- {id: ROL-ciso, title: Security officer, last_review: 2026-03-01}\n",
    );
    world.write(
        "risks/RSK-1.yaml",
        "id: RSK-1\nkind: risk\ntitle: Laptop is lost\nowner: ROL-ciso\nassets: [AST-1]\nlikelihood: possible\n\
         impact: 4\ntreatment: mitigate\ncontrols: [CTL-1]\nlast_review: 2026-03-01\n",
    );
    world.write(
        "others.yaml",
        "id: AST-1\nkind: asset\ntitle: Laptops\nowner: ROL-ciso\nlast_review: 2026-03-01\n---\nid: CTL-1\nkind: control\n\
         title: Disk encryption\nowner: ROL-ciso\napplicable: true\njustification: Laptops travel\nlast_review: 2026-03-01\n---\n\
         id: ACT-1\nkind: action\ntitle: Encrypt all disks\nowner: ROL-ciso\ndue: 2027-01-31\naddresses: [RSK-9]\n",
    );
    world
}

/// What `isms check --format concise` prints about [`company`].
pub(super) const CONCISE: &str = "\
others.yaml:15:5: error[action-without-cause]: action ACT-1 answers to no finding, risk, incident, review, objective or audit
others.yaml:20:13: error[broken-link]: action ACT-1 names risk RSK-9, which does not exist
roles.yaml:3:8: warning[orphan-record]: no link leads to role ROL-ciso or from it
";

#[track_caller]
pub(super) fn expect(ran: &Ran, code: i32, words: &[&str]) {
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.code, code, "{said}");
    for word in words {
        assert!(said.contains(word), "`{word}` is not said:\n{said}");
    }
}

/// A run that cannot be done: code 2, nothing on standard output, and words on standard error.
#[track_caller]
pub(super) fn refuses(world: &World, arguments: &[&str], words: &[&str]) {
    let ran = world.run(arguments);
    assert_eq!(ran.stdout, "", "{arguments:?}");
    expect(&ran, 2, words);
}
