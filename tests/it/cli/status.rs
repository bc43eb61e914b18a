//! `isms status`: one screen.

use serde_json::Value;

use super::{company, expect};
use crate::env::{World, project};

fn json(world: &World) -> Value {
    let ran = world.run(&["status", "--format", "json"]);
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr))
}

#[test]
fn it_fits_one_screen_whatever_is_found() {
    let clean = World::empty();
    clean.copy(&project("examples/aehrenfeld"));
    let faulty = World::empty();
    faulty.copy(&project("examples/aehrenfeld")).copy(&project("examples/aehrenfeld-before-audit/faults"));
    for world in [clean, faulty, company(), World::new()] {
        let screen = world.run(&["status"]).stdout;
        assert!(screen.lines().count() <= 23, "{screen}");
        assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    }
}

#[test]
fn it_says_what_an_auditor_would_and_what_to_do() {
    let world = company();
    let ran = world.run(&["status"]);
    expect(
        &ran,
        0,
        &[
            "An auditor would write up ",
            "major and ",
            "next: `isms check`",
            "as of 2026-12-01, no commit yet",
        ],
    );
    let status = json(&world);
    // Worst first: the broken link is a major finding.
    assert_eq!(
        (&status["worst"][0]["grade"], &status["worst"][0]["level"]),
        (&"major".into(), &"error".into())
    );
    let check = world.check(&[]);
    for level in ["error", "warning", "note", "waived"] {
        assert_eq!(status["summary"][level], check["summary"][level]);
    }
}

#[test]
fn a_clean_system_is_told_what_comes_next() {
    let world = World::empty();
    world.copy(&project("examples/aehrenfeld"));
    let status = json(&world);
    let verdict = "Nothing is found that no exception waives.";
    assert_eq!((&status["verdict"], &status["outcome"]), (&verdict.into(), &"clean".into()));
    let due: Vec<&str> =
        status["due"].as_array().unwrap().iter().map(|due| due["date"].as_str().unwrap()).collect();
    assert_eq!(due.len(), 5);
    // The contract that ran out on 2026-10-31 is overdue and comes first.
    assert!(due.is_sorted() && due[0] == "2026-10-31" && due[1] >= "2026-12-01", "{due:?}");
    assert!(status["due"][0]["owner"].is_string());
}

#[test]
fn what_could_not_be_checked_is_said_and_ends_with_two() {
    let world = company();
    world.write("x.yaml", b"\xff");
    expect(&world.run(&["status"]), 2, &["Not everything could be checked; of the rest: an auditor would"]);
    expect(&World::new().run(&["status"]), 2, &["Not everything could be checked"]);
}

#[test]
fn many_findings_of_one_rule_do_not_hide_the_others() {
    let world = company();
    let broken: Vec<String> = (100..199).map(|number| format!("RSK-{number}")).collect();
    let action = "id: ACT-2\nkind: action\ntitle: Many\nowner: ROL-ciso\ndue: 2027-01-31\n";
    world.write("actions/ACT-2.yaml", format!("{action}addresses: [{}]\n", broken.join(", ")));
    let status = json(&world);
    let rules: Vec<&str> =
        status["worst"].as_array().unwrap().iter().map(|worst| worst["rule"].as_str().unwrap()).collect();
    let links = rules.iter().filter(|rule| **rule == "broken-link").count();
    assert_eq!(rules[0], "broken-link");
    assert!(rules.contains(&"action-without-cause"), "{rules:?}");
    // 100 in all: those that are shown and those that are counted.
    let alike: u64 =
        status["worst"].as_array().unwrap().iter().map(|worst| worst["alike"].as_u64().unwrap()).sum();
    assert_eq!(links as u64 + alike, 100);
    expect(&world.run(&["status"]), 0, &[&format!("(and {alike} more)")]);
    expect(&world.run(&["check", "--max", "10"]), 1, &["error[broken-link]", "error[action-without-cause]"]);
}

#[test]
fn an_empty_repository_is_told_where_to_begin() {
    let ran = World::new().run(&["status"]);
    expect(&ran, 2, &["there is no record yet.", "next: `isms explain scope`"]);
}
