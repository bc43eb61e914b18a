//! `docs/expressions.md`: every example is run, and what it says of limits and names is so.

use isms::base::text::thousands;

use super::{formula, system};
use crate::env::{World, project};

fn page() -> String {
    std::fs::read_to_string(project("docs/expressions.md")).unwrap()
}

/// What stands in the fences of a language.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let start = format!("```{language}\n");
    page.split(&start).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

fn records(page: &str) -> &str {
    blocks(page, "yaml")[0]
}

#[test]
fn every_example_gives_what_it_says() {
    let page = page();
    let examples = blocks(&page, "cel");
    assert!(examples.len() >= 10, "{}", examples.len());
    let world = World::new();
    world.write("records.yaml", records(&page));
    for example in examples {
        let lines: Vec<&str> = example.lines().collect();
        let [first, expression @ .., last] = lines.as_slice() else { panic!("{example}") };
        let (asked, wanted) = (first.strip_prefix("// ").unwrap(), last.strip_prefix("// gives ").unwrap());
        let expression = expression.join("\n");
        let found = match asked.strip_prefix("list") {
            Some(kind) => listed(&world, kind.trim(), &expression),
            None => formula(&system(records(&page)), &expression).unwrap(),
        };
        assert_eq!(found, wanted, "{example}");
    }
}

/// The ids that `isms list` shows.
fn listed(world: &World, kind: &str, expression: &str) -> String {
    let arguments = ["list", "--format", "json", "--where", expression];
    let arguments: Vec<&str> = arguments.into_iter().chain((!kind.is_empty()).then_some(kind)).collect();
    let ran = world.run(&arguments);
    let rows: serde_json::Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let ids: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    let mut ids = ids;
    ids.sort_unstable();
    ids.join(", ")
}

#[test]
fn the_mistake_that_it_shows_looks_like_that() {
    let world = World::new();
    world.write("records.yaml", records(&page()));
    let ran = world.run(&["list", "risk", "--where", "live && scroe > 8"]);
    assert_eq!(ran.code, 2);
    let shown = blocks(&page(), "text")[0].to_owned();
    assert_eq!(ran.stderr.trim_end(), shown);
}

#[test]
fn the_limits_are_as_it_says() {
    let page = page();
    let row = format!("| {}, a second or so |", thousands(isms::expression::STEPS as usize));
    assert!(page.contains(&row), "{row}");
    let system = system(records(&page));
    let at = |length: usize| formula(&system, &format!("1{}", " ".repeat(length - 1)));
    assert!(at(4_000).is_ok() && at(4_001).is_err());
    let nested = |levels: usize| formula(&system, &format!("{}1{}", "(".repeat(levels), ")".repeat(levels)));
    assert!(nested(32).is_ok() && nested(33).is_err());
}
