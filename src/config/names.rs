//! Checks names in `isms.toml` against those who know them: rules, kinds and standards.

use super::{Config, RuleLevel};
use crate::base::{Spanned, text};
use crate::finding::{Finding, Label};
use crate::toml_file::did_you_mean;

impl Config {
    /// A finding `unknown-rule` for each rule that is given a level and is not among `known`.
    pub fn check_rule_names(&self, known: &[&str]) -> Vec<Finding> {
        let rules = self.rules.iter().chain(self.overrides.iter().flat_map(|one| &one.rules));
        let name = |level: &RuleLevel| self.unknown("unknown-rule", "rule", &level.rule, known, "isms rules");
        rules.filter_map(name).collect()
    }

    /// A finding `unknown-setting` for each kind that has a review interval, an override, a rule, a significant field or a
    /// grace period, or that a step of the chain asks for, and is not among `known`.
    pub fn check_kind_names(&self, known: &[&str]) -> Vec<Finding> {
        let intervals = self.review_intervals.iter().map(|(kind, _)| kind);
        let overrides = self.overrides.iter().flat_map(|one| one.kinds.iter().flatten());
        let rules = self.own_rules.iter().map(|rule| &rule.kind);
        let marks = self.history.significant.iter().map(|mark| &mark.kind);
        let name = |kind| self.unknown("unknown-setting", "kind", kind, known, "isms explain");
        // Built-in steps stand in no file of the repository, and have no place in it.
        let written = self.chain.iter().flat_map(|step| &step.produces).filter(|kind| !kind.span.is_empty());
        let graces = self.history.grace_of.iter().map(|(place, _)| place);
        let produced = written.chain(graces).map(|text| {
            let kind = text.value.split(['/', '.']).next().unwrap_or_default();
            Spanned::new(kind.to_owned(), text.span)
        });
        let produced: Vec<Spanned<String>> = produced.collect();
        intervals.chain(overrides).chain(rules).chain(marks).chain(&produced).filter_map(name).collect()
    }

    /// A finding `unknown-setting` for each metric that is named and is not among `known`.
    pub fn check_metric_names(&self, known: &[&str]) -> Vec<Finding> {
        let name = |name| self.unknown("unknown-setting", "metric", name, known, "isms metrics");
        self.metrics.names().filter_map(name).collect()
    }

    /// A finding `unknown-setting` for each enabled standard that is not among `known`.
    pub fn check_standard_names(&self, known: &[&str]) -> Vec<Finding> {
        let name = |standard: &Spanned<String>| {
            let finding = self.unknown("unknown-setting", "standard", standard, known, "")?;
            let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            let all = || format!("use {}", text::list(&names, "or", 12));
            Some(if finding.help.is_none() { finding.help(all()) } else { finding })
        };
        self.standards.iter().filter_map(name).collect()
    }

    /// The finding about a name that is not among `known`, with the nearest one or the command that lists them.
    fn unknown(
        &self,
        rule: &'static str,
        noun: &str,
        name: &Spanned<String>,
        known: &[&str],
        command: &str,
    ) -> Option<Finding> {
        if known.contains(&name.value.as_str()) {
            return None;
        }
        let shown = text::brief(&name.value, 60);
        let label = Label::new(&self.source, name.span, format!("no such {noun}"));
        let help = did_you_mean(&shown, known.iter().copied()).or_else(|| {
            (!command.is_empty()).then(|| format!("run `{command}` to see all {}", text::plural(noun)))
        });
        Some(Finding::new(rule, format!("{noun} \"{shown}\" does not exist"), label).help_if(help))
    }
}
