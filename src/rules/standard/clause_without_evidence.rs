//! `clause-without-evidence`: nothing on record shows a clause.

use super::{does_not_count, enabled_here, kinds_in_words, may_be_unread, subject};
use crate::base::{Span, text};
use crate::finding::{Finding, Label};
use crate::standard::Item;
use crate::system::System;

const RULE: &str = "clause-without-evidence";

/// One finding for each requirement clause of an enabled standard that no record shows. Before there is a process or a
/// scope: one for all of them.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    if !system.is_founded() {
        return unfounded(system).into_iter().collect();
    }
    let clauses = system.standards.items().iter().filter(|item| item.is_requirement());
    clauses.filter_map(|clause| judge(system, clause)).collect()
}

/// What to do first. Where there is no record at all, or not all could be read, others say so.
fn unfounded(system: &System) -> Option<Finding> {
    if system.is_empty() || !system.unread().is_empty() {
        return None;
    }
    let titles = system.standards.titles();
    let message = format!(
        "there is no process and no scope yet, so that no management system by {} can be seen",
        text::list(&titles, "and", 3)
    );
    let label = Label::new(&system.config.source, Span::default(), "");
    let help = "write what the system covers first (`kind: scope`, `id: SCP-1`) and one process for each thing you \
                do regularly (`kind: process`); `isms explain scope` and `isms explain process` show how; until then, \
                `clause-without-evidence = \"off\"` under `[rules]`";
    Some(Finding::new(RULE, message, label).help(help))
}

fn judge(system: &System, clause: &Item) -> Option<Finding> {
    if system.is_shown(&clause.id) || may_be_unread(system, clause.shown_by.iter()) {
        return None;
    }
    let title = text::brief(&system.standards.full_title(clause), 90);
    let but = does_not_count(system, &system.evidence_for(&clause.id))
        .map(|why| format!(": {why}"))
        .unwrap_or_default();
    let message = format!("nothing on record shows clause {} ({title}){but}", clause.id);
    let kinds = kinds_in_words(system, &clause.shown_by);
    let names = format!("name {} in `clauses` of the record that shows it", clause.id);
    let help = if kinds.is_empty() { names } else { format!("add {kinds}, or {names}") };
    let mut finding = Finding::new(RULE, message, enabled_here(system, clause, "enabled here"))
        .help(format!("{help}; `isms explain {}` says what is asked", clause.id))
        .about(subject(clause));
    finding.clauses = vec![clause.id.clone()];
    Some(finding)
}
