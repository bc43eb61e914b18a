//! Reference pages are made from the program and committed; this keeps them fresh.
//!
//! `UPDATE=1 cargo test generated` writes them anew.

use isms::reference;

use crate::env::project;

#[track_caller]
fn fresh(path: &str, wanted: &str) {
    let file = project(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, wanted).unwrap();
        return;
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(found == wanted, "{path} is stale: run `UPDATE=1 cargo test generated` and commit what changed");
}

#[test]
fn the_reference_of_kinds_is_fresh() {
    fresh("docs/reference/kinds.md", &reference::kinds());
}

#[test]
fn the_reference_of_rules_is_fresh() {
    fresh("docs/reference/rules.md", &reference::rules());
}

#[test]
fn the_reference_of_expressions_is_fresh() {
    fresh("docs/reference/expressions.md", &reference::expressions());
}

#[test]
fn the_reference_of_metrics_is_fresh() {
    fresh("docs/reference/metrics.md", &reference::metrics());
}

#[test]
fn the_reference_of_commands_is_fresh() {
    fresh("docs/reference/commands.md", &isms::cli::reference());
}
