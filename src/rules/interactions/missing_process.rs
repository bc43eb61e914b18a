//! `missing-process`: nobody runs a step of the chain that every management system has to be able to show.

use super::steps;
use crate::base::{Span, text};
use crate::config::ChainStep;
use crate::finding::{Finding, Label};
use crate::system::{RecordId, System};

/// With more than this many missing, one finding names them all: the map is only being begun.
const EACH: usize = 5;

/// One finding for each step that no process runs, or one for all where most are missing.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let map = system.processes();
    let is_unsure = system.unread().files > 0
        || system.unread().ids.iter().any(|id| id.starts_with("PRC-"))
        || map.processes().iter().any(|&process| !system.is_clear(process));
    if !system.is_founded() || is_unsure {
        return Vec::new();
    }
    let is_run = |step: &ChainStep| {
        map.processes().iter().any(|&process: &RecordId| steps::runs(system.record(process), step))
    };
    let wanted = system.config.chain.iter().filter(|step| step.left_out.is_none());
    let missing: Vec<&ChainStep> = wanted.filter(|step| !is_run(step)).collect();
    match missing.len() {
        0 => Vec::new(),
        1..=EACH => missing.into_iter().map(|step| finding(system, step)).collect(),
        _ => vec![finding_of_all(system, &missing)],
    }
}

fn finding(system: &System, step: &ChainStep) -> Finding {
    let example =
        if step.example.is_empty() { String::new() } else { format!("; for example, {}", step.example) };
    let message = format!("no process runs {}{example}", step.title);
    let help = format!(
        "write down the process that does this, with {}; or leave the step out in isms.toml with the reason",
        recognised_by(step)
    );
    at_the_whole(system, &message).help(help).field(format!("chain.{}", step.name))
}

fn finding_of_all(system: &System, missing: &[&ChainStep]) -> Finding {
    let titles: Vec<&str> = missing.iter().map(|step| step.title.as_str()).collect();
    let message = format!("no process runs {} steps of the chain: {}", missing.len(), titles.join("; "));
    at_the_whole(system, &message)
        .help("write down the processes that do this, with what they hand to each other; docs/processes.md says how")
        .field("chain")
}

/// "`clauses: [9.2]` or `produces: [audit/internal]`".
fn recognised_by(step: &ChainStep) -> String {
    let produces: Vec<&str> = step.produces.iter().map(|kind| kind.value.as_str()).collect();
    let shown = |field: &str, list: &[&str]| {
        (!list.is_empty()).then(|| format!("`{field}: [{}]`", text::brief(&list.join(", "), 60)))
    };
    let clauses: Vec<&str> = step.clauses.iter().map(String::as_str).collect();
    let ways: Vec<String> =
        [shown("clauses", &clauses[..clauses.len().min(1)]), shown("produces", &produces)]
            .into_iter()
            .flatten()
            .collect();
    text::list(&ways, "or", 2)
}

/// What is missing of the whole stands at the settings of the whole.
fn at_the_whole(system: &System, message: &str) -> Finding {
    Finding::new("missing-process", message, Label::new(&system.config.source, Span::at(0), ""))
}
