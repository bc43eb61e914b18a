//! Each rule's page is its specification: every Fires and Quiet example is run.
//!
//! An example is one or more fenced blocks, each a file whose path is its first line: `# file: risks.yaml`. A block whose
//! fence says `commit="2026-01-10 Anna Berg <anna@x.example>: Record the review"` is committed on that day by that
//! author, at noon in UTC, in a real git repository; blocks that follow each other with the same words are one commit. What
//! stands after ` + ` in them are further lines of the message, such as `Signed-off-by: Bo <bo@x.example>`. A block
//! without `commit` lies in the work tree only, and an example without any has no git at all. `# deleted: PATH` as a
//! first line deletes a file. `branch="NAME"` makes the commit on a line of its own, which begins where the main line
//! stands then; `merge="NAME"` on a later block joins it, with the block's own file as part of the merge.

use std::collections::BTreeMap;

use isms::rules::{self, Rule};
use rayon::prelude::*;

use crate::env::{World, project};
use crate::history::written::{Step, repository_of};

/// Marks a page whose examples cannot be files: a test elsewhere runs them.
const ELSEWHERE: &str = "<!-- examples: tested in tests/it -->";

/// One small repository of a page.
#[derive(Debug)]
struct Example {
    title: String,
    fires: bool,
    files: BTreeMap<String, String>,
    /// The same files as they came, with their commits.
    steps: Vec<Step>,
}

/// A line on which a finding must begin, and what it must say.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    file: String,
    line: u64,
    text: String,
}

fn page(rule: &str) -> String {
    let path = project(&format!("docs/rules/{rule}.md"));
    std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()))
}

fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut fires = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        match line {
            "## Fires" => fires = Some(true),
            "## Quiet" => fires = Some(false),
            _ if line.starts_with("## ") => fires = None,
            _ if line.starts_with("### ") && fires.is_some() => examples.push(Example {
                title: line[4..].to_owned(),
                fires: fires.unwrap(),
                files: BTreeMap::new(),
                steps: Vec::new(),
            }),
            _ if line.starts_with("```") && fires.is_some() => {
                let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
                let step = Step::read(line, &body);
                if let Some(step) = step {
                    let example = examples.last_mut().expect("a fence before the first ###");
                    match &step.text {
                        Some(text) => example.files.insert(step.path.clone(), text.clone()),
                        None => example.files.remove(&step.path),
                    };
                    example.steps.push(step);
                }
            }
            _ => {}
        }
    }
    examples
}

fn marks(example: &Example) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (file, text) in &example.files {
        for (index, line) in text.lines().enumerate() {
            if let Some((_, text)) = line.split_once("# finds:") {
                marks.push(Mark { file: file.clone(), line: index as u64 + 1, text: text.trim().to_owned() });
            }
        }
    }
    marks
}

/// File, line and everything that is said, of each finding of a rule.
fn found(rule: &str, example: &Example) -> Vec<Mark> {
    let world = World::new();
    repository_of(&world, &example.steps);
    let report = world.check(&[]);
    let findings = report["findings"].as_array().unwrap();
    let of_rule = findings.iter().filter(|finding| finding["rule"] == rule);
    let tell = |finding: &serde_json::Value| Mark {
        file: finding["file"].as_str().unwrap().to_owned(),
        line: finding["line"].as_u64().unwrap(),
        text: format!("{} | {} | {}", finding["message"], finding["help"], finding["related"]),
    };
    let mut found: Vec<Mark> = of_rule.map(tell).collect();
    found.sort();
    found
}

fn judge(rule: &str, example: &Example) -> Result<(), String> {
    let found = found(rule, example);
    let marks = marks(example);
    let fits = |(mark, found): (&Mark, &Mark)| {
        mark.file == found.file && mark.line == found.line && found.text.contains(&mark.text)
    };
    let right = match (example.fires, marks.is_empty()) {
        (false, _) => found.is_empty(),
        (true, true) => !found.is_empty(),
        (true, false) => marks.len() == found.len() && marks.iter().zip(&found).all(fits),
    };
    let said = |list: &[Mark]| {
        list.iter().map(|mark| format!("\n    {}:{} {}", mark.file, mark.line, mark.text)).collect::<String>()
    };
    if right {
        return Ok(());
    }
    Err(format!("{rule}, \"{}\"\n  wanted:{}\n  found:{}", example.title, said(&marks), said(&found)))
}

/// What is wrong with the examples of a rule's page.
fn judge_page(rule: &str) -> Vec<String> {
    let page = page(rule);
    let examples = examples(&page);
    let elsewhere = page.contains(ELSEWHERE);
    let mut wrong = Vec::new();
    for (fires, does) in [(true, "fires"), (false, "is quiet")] {
        let is_one = |example: &Example| example.fires == fires && !example.files.is_empty();
        if !elsewhere && !examples.iter().any(is_one) {
            wrong.push(format!("{rule}: no example that {does}"));
        }
    }
    wrong.extend(examples.iter().filter_map(|example| judge(rule, example).err()));
    wrong
}

#[test]
fn every_example_of_every_rule_does_what_its_page_says() {
    let rules: Vec<&Rule> = rules::all().collect();
    let wrong: Vec<String> = rules.par_iter().flat_map_iter(|rule| judge_page(rule.name)).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_page_has_its_rule_and_its_parts() {
    for file in crate::env::walk(&project("docs/rules")) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let page = page(name);
        assert!(rules::all().any(|rule| rule.name == name), "docs/rules/{name}.md is the page of no rule");
        assert!(page.starts_with(&format!("# {name}\n")), "{name}");
        for part in ["## Why an auditor cares", "## Fires", "## Quiet", "## How to fix it"] {
            assert!(page.contains(&format!("\n{part}\n")), "{name} lacks {part}");
        }
    }
}

#[test]
fn rule_names_are_unique_and_kebab_case() {
    let all: Vec<&Rule> = rules::all().collect();
    let mut names: Vec<&str> = all.iter().map(|rule| rule.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all.len());
    assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
}
