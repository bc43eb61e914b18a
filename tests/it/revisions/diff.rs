//! `isms diff`: two states of a small company, worked out by hand, and random ones that must be each other's inverse.

use std::fmt::Write as _;

use isms::comparison::{Act, Changes, Reading};
use isms::config::Config;
use isms::system::{Snapshot, System, load};
use proptest::prelude::*;
use serde_json::Value;

use super::{json, run};
use crate::cli::expect;
use crate::env::{Ran, SMALL, World, project};
use crate::history::{commit, git, repository};

/// Six records in March, audited on the last day of it, and changed in April and after.
fn audited() -> World {
    let world = repository();
    world.write("roles.yaml", "kind: role\nrecords:\n- {id: ROL-a, title: A}\n- {id: ROL-b, title: B}\n");
    let risk = |likelihood: &str, owner: &str, rest: &str| {
        format!(
            "id: RSK-1\nkind: risk\ntitle: Laptop is lost\nowner: {owner}\nlikelihood: {likelihood}\nimpact: 4\ntreatment: mitigate\n{rest}"
        )
    };
    world.write("risk.yaml", risk("4", "ROL-a", "controls: [A.8.1, A.5.7]\n"));
    world.write(
        "old.yaml",
        "id: RSK-2\nkind: risk\ntitle: Old\nowner: ROL-a\nlikelihood: 1\nimpact: 1\ntreatment: accept\n",
    );
    world.write("soa.yaml", "id: A.8.1\nkind: control\ntitle: Endpoints\nowner: ROL-a\napplicable: true\njustification: J\n---\nid: A.5.7\nkind: control\ntitle: Threats\nowner: ROL-a\napplicable: true\njustification: J\n");
    world.write("policy.md", "---\nid: DOC-1\nkind: document\ntitle: Policy\nowner: ROL-a\nstatus: draft\n---\nWe *protect* data.\n");
    commit(&world, "Ana", "2025-03-10", "Before the audit");
    world.write("audit.yaml", "id: AUD-1\nkind: audit\ntitle: Audit\nowner: ROL-a\ntype: internal\nplanned_on: 2025-03-31\nperformed_on: 2025-03-31\n");
    world.write("risk.yaml", risk("2", "ROL-b", "controls: [A.5.7, A.5.9]\ntags: [x]\n"));
    std::fs::remove_file(world.path().join("old.yaml")).unwrap();
    world.write(
        "new.yaml",
        "id: RSK-3\nkind: risk\ntitle: New\nowner: ROL-b\nlikelihood: 5\nimpact: 5\ntreatment: avoid\n",
    );
    world.write("soa.yaml", "id: A.8.1\nkind: control\ntitle: Endpoints\nowner: ROL-a\napplicable: false\njustification: J\n---\nid: A.5.7\nkind: control\ntitle: Threats\nowner: ROL-a\napplicable: yes # as before\njustification: J\ntags: [y]\n");
    world.write("policy.md", "---\nid: DOC-1\nkind: document\ntitle: Policy\nowner: ROL-a\nstatus: approved\napproved_on: 2025-04-02\n---\nWe *protect* all data.\n");
    commit(&world, "Ana", "2025-04-10", "After it");
    world
}

#[track_caller]
fn diff(world: &World, arguments: &[&str]) -> Ran {
    run(world.path(), &[&["diff", "--as-of", "2025-05-01"], arguments].concat())
}

/// What became of each record: `RSK-1 re-scored re-owned`.
fn acts(changes: &Value) -> Vec<String> {
    let words = |record: &Value| {
        let acts = record["acts"].as_array().unwrap().iter().map(|act| act.as_str().unwrap());
        format!("{} {}", record["record"].as_str().unwrap(), acts.collect::<Vec<_>>().join(" "))
    };
    changes["records"].as_array().unwrap().iter().map(words).collect()
}

#[test]
fn what_changed_since_the_last_audit_is_told_by_clause() {
    let world = audited();
    let ran = diff(&world, &[]);
    let short = git(world.path(), &["rev-parse", "--short=10", "HEAD~1"]);
    let expected = format!(
        "from the state after audit AUD-1, commit {short} of 2025-03-10, as of 2025-03-31, 7 records
to   the work tree, as of 2025-05-01, 8 records

2 added, 1 removed, 1 re-scored, 1 excluded, 1 approved, 1 re-owned

5.2 Policy

  DOC-1  approved: Policy
    status               draft -> approved
    approved_on          + 2025-04-02
    text                 wording changed

6.1.2 Information security risk assessment

  RSK-1  re-scored, re-owned: Laptop is lost
    score                16 high -> 8 moderate
    owner                ROL-a -> ROL-b
    likelihood           likely -> unlikely
    controls             - A.8.1
    controls             + A.5.9
    and                  1 other change without significance

  RSK-2  removed: Old
    score                - 1 low
    kind                 risk
    owner                ROL-a
    status               open
    file                 old.yaml

  RSK-3  added: New
    score                + 25 high
    kind                 risk
    owner                ROL-b
    status               open
    file                 new.yaml

9.2 Internal audit

  AUD-1  added: Audit
    kind                 audit
    owner                ROL-a
    status               planned
    file                 audit.yaml

A.8.1 User end point devices

  A.8.1  excluded: Endpoints
    applicable           true -> false

1 record changed in nothing that means something for a review or an approval; `--all` shows them
"
    );
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str(), ran.code), (expected.as_str(), "", 0));
    let all = diff(&world, &["--all"]).stdout;
    assert!(all.contains("A.5.7  changed: Threats\n    tags                 + y"), "{all}");
}

#[test]
fn states_are_named_in_all_ways() {
    let world = audited();
    git(world.path(), &["tag", "march", "HEAD~1"]);
    let whole = acts(&json(world.path(), &["diff", "march..HEAD", "--all"]));
    assert_eq!(whole.len(), 7, "{whole:?}");
    for range in
        ["2025-03-31..2025-04-30", "last-audit..main", "march..", "HEAD~1", "last-audit", "..HEAD", ".."]
    {
        assert_eq!(acts(&json(world.path(), &["diff", range, "--all"])), whole, "{range}");
    }
    assert_eq!(acts(&json(world.path(), &["diff", "march", "--at", "HEAD", "--all"])), whole);
    // What is not committed yet.
    world.write("new.yaml", "id: RSK-3\nkind: risk\ntitle: New\nowner: ROL-b\nlikelihood: 5\nimpact: 5\ntreatment: avoid\nstatus: closed\n");
    assert_eq!(acts(&json(world.path(), &["diff", "HEAD"])), ["RSK-3 closed"]);
    assert_eq!(acts(&json(world.path(), &["diff", "HEAD", "--at", "HEAD"])), Vec::<String>::new());
    for (arguments, words) in [
        (&["march...HEAD"][..], "between two states stand two dots"),
        (&["march..HEAD", "--at", "HEAD"], "both say which state to look at"),
        (&["marsh"], "did you mean `march`?"),
        (&["march", "nothing"], "no record, kind or path is called `nothing`"),
    ] {
        expect(&diff(&world, arguments), 2, &[words]);
    }
}

#[test]
fn selectors_narrow_and_the_exit_code_is_asked_for() {
    let world = audited();
    let narrowed = |arguments: &[&str]| acts(&json(world.path(), &[&["diff"], arguments].concat()));
    assert_eq!(narrowed(&["last-audit", "RSK-2"]), ["RSK-2 removed"]);
    assert_eq!(narrowed(&["last-audit", "owner:ROL-b"]), ["RSK-1 re-scored re-owned", "RSK-3 added"]);
    // What is no revision may be a selector.
    assert_eq!(narrowed(&["document"]), ["DOC-1 approved"]);
    assert_eq!(diff(&world, &["--exit-code"]).code, 1);
    assert_eq!(diff(&world, &["HEAD", "--exit-code"]).code, 0);
}

#[test]
fn without_an_audit_the_last_commit_is_compared_with() {
    let world = audited();
    std::fs::remove_file(world.path().join("audit.yaml")).unwrap();
    let ran = diff(&world, &[]);
    expect(&ran, 0, &["note: no record tells of an audit", "AUD-1  removed"]);
}

#[test]
fn a_bare_repository_a_shallow_clone_and_an_audit_before_the_first_commit_are_told_apart() {
    let world = audited();
    let other = World::empty();
    let from = format!("file://{}", world.path().display());
    git(other.path(), &["clone", "--quiet", "--bare", &from, "bare.git"]);
    git(other.path(), &["clone", "--quiet", "--depth", "1", &from, "shallow"]);
    let (bare, shallow) = (other.path().join("bare.git"), other.path().join("shallow"));
    assert_eq!(acts(&json(&bare, &["diff", "last-audit..main", "RSK-2"])), ["RSK-2 removed"]);
    assert_eq!(acts(&json(&bare, &["diff", "--at", "main", "RSK-2"])), ["RSK-2 removed"]);
    expect(&run(&bare, &["diff"]), 2, &["say which commit to read: `--at main`"]);
    let words = ["the last audit, AUD-1, was on 2025-03-31: this clone was cut short", "--unshallow"];
    expect(&run(&shallow, &["diff"]), 2, &words);
    let audit = "id: AUD-0\nkind: audit\ntitle: Audit\nowner: ROL-a\ntype: internal\nplanned_on: 2024-03-31\nperformed_on: 2024-03-31\n";
    world.write("audit.yaml", audit);
    expect(
        &diff(&world, &[]),
        2,
        &["AUD-0, was on 2024-03-31: the first commit is of 2025-03-10", "give 2025-03-10"],
    );
}

#[test]
fn a_changed_risk_method_scores_again_and_what_cannot_be_read_is_unknown() {
    let world = audited();
    let bands = "[risk.methods.own]\nlikelihood = [\"rare\", \"unlikely\", \"possible\", \"likely\", \"almost certain\"]\n\
                 impact = [\"negligible\", \"minor\", \"moderate\", \"major\", \"severe\"]\nacceptance = 6\n\
                 bands = [{ name = \"fine\", from = 1 }, { name = \"awful\", from = 7 }]\n";
    world.write("isms.toml", format!("[organisation]\nname = \"T\"\n{SMALL}{bands}"));
    let changes = json(world.path(), &["diff", "HEAD", "RSK-1"]);
    assert_eq!(acts(&changes), ["RSK-1 re-scored"], "{changes:#}");
    assert_eq!(changes["records"][0]["scores"][0]["after"], "8 awful");
    world.write("new.yaml", b"id: RSK-3\n\xff");
    let changes = json(world.path(), &["diff", "HEAD", "RSK-3"]);
    assert_eq!((&changes["unknown"][0], acts(&changes).len()), (&"RSK-3".into(), 0));
}

#[test]
fn every_format_says_the_same_and_hostile_text_stays_text() {
    let world = audited();
    world.write("evil.yaml", "id: RSK-9\nkind: risk\ntitle: \"<script>alert(1)</script> ::error::x [x](y)\"\nowner: ROL-a\nlikelihood: 1\nimpact: 1\ntreatment: accept\n");
    let html = diff(&world, &["--format", "html"]).stdout;
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !html.contains("<script"), "{html}");
    assert!(html.contains("default-src 'none'") && html.contains("16 high -&gt; 8 moderate"), "{html}");
    let markdown = diff(&world, &["--format", "md"]).stdout;
    assert!(markdown.contains("**RSK-1** Laptop is lost (re-scored, re-owned)"), "{markdown}");
    assert!(markdown.contains("&lt;script>") && markdown.contains("\\[x\\](y)"), "{markdown}");
    let schema = run(world.path(), &["schema", "diff"]).stdout;
    let schema = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    for arguments in [
        &["diff"][..],
        &["diff", "--all", "--group-by", "owner"],
        &["diff", "HEAD~1..HEAD", "--group-by", "kind"],
    ] {
        let changes = json(world.path(), arguments);
        let errors: Vec<String> = schema.iter_errors(&changes).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}\n{changes:#}");
    }
}

/// A record out of a number: of three kinds, with fields that come and go.
fn record(id: usize, seed: u16) -> String {
    let bit = |at: u16| seed >> at & 1 == 1;
    let owner = if bit(0) { "ROL-a" } else { "ROL-b" };
    let mut out = String::new();
    match id % 3 {
        0 => {
            let _ = write!(
                out,
                "id: RSK-{id}\nkind: risk\ntitle: T{}\nowner: {owner}\nlikelihood: {}\nimpact: {}\ntreatment: mitigate\n",
                seed % 2,
                1 + seed / 4 % 5,
                1 + seed / 16 % 5
            );
            if bit(6) {
                out.push_str("controls: [A.8.1, A.5.7]\n");
            } else if bit(7) {
                out.push_str("controls: [A.5.7, A.5.9]\ntags: [x]\n");
            }
            if bit(8) {
                let _ = write!(
                    out,
                    "status: closed\nacceptance: {{by: {owner}, on: 2025-0{}-01, justification: J}}\n",
                    1 + seed % 9
                );
            }
        }
        1 => {
            let _ = write!(
                out,
                "id: CTL-{id}\nkind: control\ntitle: T\nowner: {owner}\napplicable: {}\njustification: J{}\nextra: {{a: {}, b: [1, 2]}}\n",
                bit(1),
                seed % 3,
                seed % 4
            );
        }
        _ => {
            let status = ["draft", "in-review", "approved", "retired"][usize::from(seed / 2 % 4)];
            let _ = write!(out, "id: DOC-{id}\nkind: document\ntitle: T\nowner: {owner}\nstatus: {status}\n");
            if bit(3) {
                let _ = writeln!(out, "approved_on: 2025-0{}-01", 1 + seed % 9);
            }
            if bit(5) {
                let _ = writeln!(
                    out,
                    "promises:\n- {{what: review, every: {} months}}\n- {{what: test, every: 1 year}}",
                    1 + seed % 3
                );
            }
        }
    }
    out
}

/// A system of records; a zero is one that is not there.
fn system(seeds: &[u16], settings: &str) -> (World, System) {
    let world = World::empty();
    world.write("isms.toml", format!("[organisation]\nname = \"T\"\n{settings}"));
    for (id, seed) in seeds.iter().enumerate().filter(|(_, seed)| **seed % 5 != 0) {
        if id % 3 == 2 {
            let body = ["Words here", "Words  here\n", "Other words"][usize::from(seed % 3)];
            world.write(&format!("r{id}.md"), format!("---\n{}---\n{body}", record(id, *seed)));
        } else {
            world.write(&format!("r{id}.yaml"), record(id, *seed));
        }
    }
    let snapshot = Snapshot::discover(world.path()).unwrap();
    let (config, _) = Config::read(snapshot.config());
    let (system, _) = load(&snapshot, config, "2025-12-01".parse().unwrap());
    (world, system)
}

fn reading<'s>(name: &str, system: &'s System) -> Reading<'s> {
    Reading { name: name.to_owned(), commit: None, system, unread: Vec::new() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn there_and_back_are_inverse_and_a_state_differs_in_nothing_from_itself(
        seeds in proptest::collection::vec((any::<u16>(), any::<u16>(), any::<bool>()), 1..9),
        tags in any::<bool>(),
    ) {
        let before: Vec<u16> = seeds.iter().map(|(seed, _, _)| *seed).collect();
        let after: Vec<u16> = seeds.iter().map(|(old, new, same)| if *same { *old } else { *new }).collect();
        let settings = if tags { "[history.significant]\nrisk = [\"tags\"]\n[history.insignificant]\nrisk = [\"title\"]\n" } else { "" };
        let ((_one, before), (_other, after)) = (system(&before, ""), system(&after, settings));
        let there = Changes::between(&reading("A", &before), &reading("B", &after));
        let back = Changes::between(&reading("B", &after), &reading("A", &before));
        prop_assert_eq!(&there.clone().inverse(), &back);
        prop_assert_eq!(&there, &back.inverse());
        let own = Changes::between(&reading("B", &after), &reading("B", &after));
        prop_assert!(own.is_empty(), "{:?}", own);
        for record in &there.records {
            prop_assert_eq!(record.before.is_none(), record.acts.contains(&Act::Added));
            prop_assert_eq!(record.after.is_none(), record.acts.contains(&Act::Removed));
        }
        // Every record that is on one side alone or differs is there, and no other.
        let text = |system: &System, id: &str| system.find(id).map(|id| system.record(id).file().source().text().to_owned());
        for id in before.ids().chain(after.ids()) {
            let listed = there.records.iter().any(|record| record.id == id);
            if text(&before, id) == text(&after, id) {
                prop_assert!(!listed, "{}", id);
            }
            if text(&before, id).is_none() || text(&after, id).is_none() {
                prop_assert!(listed, "{}", id);
            }
        }
    }
}

#[test]
fn the_example_differs_in_nothing_from_its_commit() {
    let world = repository();
    world.copy(&project("examples/aehrenfeld"));
    commit(&world, "Ana", "2026-11-30", "All");
    let changes = json(world.path(), &["diff", "HEAD", "--all", "--as-of", "2026-12-01"]);
    assert_eq!((&changes["records"], &changes["left_out"]), (&Value::Array(Vec::new()), &0.into()));
}
