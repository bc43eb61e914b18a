//! What an auditor would find: every rule, and the running of them.
//!
//! A rule reads a frozen [`System`] and gives findings. It does no I/O, knows no other rule, and its page under
//! `docs/rules/` is its specification, whose examples the test suite executes.

mod connectivity;
mod currency;
mod expectations;
mod form;
mod governance;
pub mod history;
mod interactions;
mod links;
mod list;
mod own;
mod rule;
mod setup;
mod standard;
pub mod waivers;

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

pub use self::list::all;
pub use self::own::page as own_page;
pub use self::rule::{Check, Rule};
pub use self::standard::asking;
use crate::finding::report::NotRun;
use crate::finding::{Family, Finding, Grade, RuleInfo};
use crate::schema::Schema;
use crate::system::System;

/// The built-in rule with a name.
pub fn named(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// What is known of every rule that can fire with these kinds: the built-in ones in the order of their list, then those
/// that only a repository's own kind files state.
pub fn infos(schema: &Schema) -> Vec<RuleInfo> {
    let mut infos: Vec<RuleInfo> = all().map(|rule| info(rule, schema)).collect();
    for (_, kind) in schema.kinds() {
        for expectation in &kind.expectations {
            if !infos.iter().any(|info| info.name == expectation.rule) {
                infos.push(RuleInfo {
                    name: expectation.rule.clone(),
                    family: Family::Own,
                    grade: expectation.grade,
                    clauses: expectation.clauses.clone(),
                    summary: expectation.summary.clone(),
                });
            }
        }
    }
    infos
}

/// What is known of every rule that can fire in a system: [`infos`] of its kinds, then the rules that `isms.toml` states.
pub fn infos_of(system: &System) -> Vec<RuleInfo> {
    let mut infos = infos(&system.schema);
    infos.extend(own::infos(&system.config.own_rules, &infos));
    infos
}

fn info(rule: &Rule, schema: &Schema) -> RuleInfo {
    let stated = || {
        let all = schema.kinds().flat_map(|(_, kind)| &kind.expectations);
        all.into_iter().find(|expectation| expectation.rule == rule.name && !expectation.summary.is_empty())
    };
    let (grade, clauses, summary) = match rule.check {
        Check::Expected => stated().map_or((Grade::Minor, Vec::new(), String::new()), |expectation| {
            (expectation.grade, expectation.clauses.clone(), expectation.summary.clone())
        }),
        _ => {
            let clauses = rule.clauses.iter().map(|&clause| clause.to_owned()).collect();
            (rule.grade, clauses, rule.summary.to_owned())
        }
    };
    RuleInfo { name: rule.name.to_owned(), family: rule.family, grade, clauses, summary }
}

/// What running the rules gave.
#[derive(Debug, Default)]
pub struct Ran {
    /// Findings in no particular order.
    pub findings: Vec<Finding>,
    /// Rules that did not come to an end.
    pub not_run: Vec<NotRun>,
}

/// Runs every rule that reads the whole system and for which `wanted` holds, side by side.
///
/// A rule that breaks off is said so and hides no other.
pub fn run(system: &System, wanted: impl Fn(&str) -> bool + Sync) -> Ran {
    let mut jobs: Vec<(&str, Job<'_>)> =
        vec![("expectations", Box::new(|| expectations::check(system, &wanted)))];
    for rule in all() {
        if let Check::System(check) = rule.check
            && wanted(rule.name)
        {
            jobs.push((rule.name, Box::new(move || check(system))));
        }
    }
    let run_own = || catch_unwind(AssertUnwindSafe(|| own::run(system, &wanted)));
    let (own, mut ran) = rayon::join(run_own, || all_of(&jobs));
    match own {
        Ok(mut own) => {
            ran.findings.append(&mut own.findings);
            ran.not_run.append(&mut own.not_run);
        }
        Err(_) => ran.not_run.push(broke_off("rules of isms.toml")),
    }
    ran
}

/// Runs every rule about exceptions for which `wanted` holds.
pub fn run_on_exceptions(usage: &waivers::Usage<'_>, wanted: impl Fn(&str) -> bool) -> Ran {
    let mut jobs: Vec<(&str, Job<'_>)> = Vec::new();
    for rule in all() {
        if let Check::Exceptions(check) = rule.check
            && wanted(rule.name)
        {
            jobs.push((rule.name, Box::new(move || check(usage))));
        }
    }
    all_of(&jobs)
}

/// Runs every rule that holds records against their history and for which `wanted` holds.
pub fn run_on_history(evidence: &history::Evidence<'_>, wanted: impl Fn(&str) -> bool) -> Ran {
    let mut jobs: Vec<(&str, Job<'_>)> = Vec::new();
    for rule in all() {
        if let Check::History(check) = rule.check
            && wanted(rule.name)
        {
            jobs.push((rule.name, Box::new(move || check(evidence))));
        }
    }
    all_of(&jobs)
}

fn all_of(jobs: &[(&str, Job<'_>)]) -> Ran {
    let results: Vec<(&str, Option<Vec<Finding>>)> =
        jobs.par_iter().map(|(name, job)| (*name, catch_unwind(AssertUnwindSafe(job)).ok())).collect();
    let mut ran = Ran::default();
    for (name, result) in results {
        match result {
            Some(findings) => ran.findings.extend(findings),
            None => ran.not_run.push(broke_off(name)),
        }
    }
    ran
}

fn broke_off(rule: &str) -> NotRun {
    let reason = "the rule broke off, which is a fault of this program; please report it";
    NotRun { rule: rule.to_owned(), reason: reason.to_owned() }
}

type Job<'a> = Box<dyn Fn() -> Vec<Finding> + Sync + 'a>;
