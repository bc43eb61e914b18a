//! Exceptions that somebody approved: they waive named rules for named records, or single findings, until a day.
//!
//! Rules about exceptions themselves run after this, since they ask what each of them waived; nothing waives those.

mod names;
mod waiver;

pub use self::names::unknown_rules;
pub use self::waiver::{Entry, Part, Waiver, without_places};
use crate::finding::report::Waived;
use crate::finding::{Finding, RuleInfo};
use crate::system::System;

/// The exceptions that are in force, each with how often it was used.
#[derive(Debug)]
pub struct Waivers {
    list: Vec<Waiver>,
}

/// What the rules about exceptions read: who waived what in this run, and what the run can know.
#[derive(Debug)]
pub struct Usage<'a> {
    /// The system.
    pub system: &'a System,
    /// The exceptions in force, in the order of the records.
    pub waivers: &'a [Waiver],
    /// Every rule there is, with its family.
    pub rules: &'a [RuleInfo],
    /// Rules that ran. What another rule would have found is unknown.
    pub ran: Vec<&'a str>,
    /// Whether everything could be read and every rule came to its end. If not, nothing can be called unused.
    pub whole: bool,
}

impl Usage<'_> {
    /// Whether what a rule finds is known in this run.
    pub fn has_run(&self, rule: &str) -> bool {
        self.ran.contains(&rule)
    }

    /// Whether there is such a rule.
    pub fn exists(&self, rule: &str) -> bool {
        self.rules.iter().any(|info| info.name == rule)
    }
}

impl Waivers {
    /// The live exceptions that are approved and have not run out.
    pub fn of(system: &System) -> Self {
        let exceptions = system.of_kind("exception").filter(|(_, exception)| system.is_live(exception));
        let list = exceptions.filter_map(|(id, exception)| Waiver::of(id, exception, system.as_of)).collect();
        Self { list }
    }

    /// Each exception.
    pub fn list(&self) -> &[Waiver] {
        &self.list
    }

    /// Parts findings into those that stand and those that an exception waives.
    ///
    /// Rules with records come first, and each exception that covers a finding has been used. Only what none of them
    /// covers is looked up among single findings, and an entry there waives no more findings than it says.
    pub fn part(&mut self, findings: Vec<Finding>) -> (Vec<Finding>, Vec<Waived>) {
        let mut standing = Vec::with_capacity(findings.len());
        let mut waived = Vec::new();
        for finding in findings {
            match self.waive(&finding) {
                Some(waiver) => waived.push(Waived {
                    finding,
                    by: self.list[waiver].id.clone(),
                    until: Some(self.list[waiver].until),
                }),
                None => standing.push(finding),
            }
        }
        (standing, waived)
    }

    /// The first exception that waives a finding.
    fn waive(&mut self, finding: &Finding) -> Option<usize> {
        let mut first = None;
        for (index, waiver) in self.list.iter_mut().enumerate() {
            if waiver.covers(finding) {
                first = first.or(Some(index));
            }
        }
        first.or_else(|| self.list.iter_mut().position(|waiver| waiver.takes(finding)))
    }
}
