//! The management cycle: whether establish, implement, maintain and improve have been gone through, one after the other.

use crate::base::Date;
use crate::record::Record;
use crate::system::{RecordId, System};

/// A step of the cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Risks are assessed.
    Assess,
    /// Risks are treated: actions, changes, trainings and tests of controls.
    Treat,
    /// What was done is audited and measured.
    Check,
    /// Top management reviews the system.
    Review,
    /// Something is corrected or improved.
    Improve,
}

impl Step {
    /// The steps in their order; after the last comes the first.
    pub const ALL: [Self; 5] = [Self::Assess, Self::Treat, Self::Check, Self::Review, Self::Improve];

    /// What happens in it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assess => "risk assessment",
            Self::Treat => "treatment",
            Self::Check => "audit or measurement",
            Self::Review => "management review",
            Self::Improve => "improvement",
        }
    }

    /// The claims that show it: kind, values of `type` (none for all), and the date's path without list places.
    fn evidence(self) -> &'static [(&'static str, &'static [&'static str], &'static str)] {
        match self {
            Self::Assess => &[("review", &["risk"], "held_on"), ("risk", &[], "assessed_on")],
            Self::Treat => &[
                ("action", &["treatment"], "done_on"),
                ("change", &[], "implemented_on"),
                ("training", &[], "sessions.held_on"),
                ("control", &[], "tested_on"),
            ],
            Self::Check => &[("audit", &[], "performed_on"), ("metric", &[], "measurements.measured_on")],
            Self::Review => &[("review", &["management"], "held_on")],
            Self::Improve => &[("action", &["corrective", "improvement", "decision"], "done_on")],
        }
    }
}

/// One dated piece of evidence for a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StepEvidence {
    /// The day.
    pub date: Date,
    /// The record that claims it.
    pub record: RecordId,
}

/// What is known of the cycle in the time that is looked at.
#[derive(Debug, Clone)]
pub struct Cycle {
    /// The first day that counts.
    pub from: Date,
    /// Each step with its evidence, oldest first.
    pub steps: Vec<(Step, Vec<StepEvidence>)>,
    /// A full round: five steps, one after the other, each not before the one before. It may begin at any step.
    pub round: Option<Vec<(Step, StepEvidence)>>,
}

impl Cycle {
    /// The steps that nothing shows.
    pub fn missing(&self) -> impl Iterator<Item = Step> {
        self.steps.iter().filter(|(_, evidence)| evidence.is_empty()).map(|(step, _)| *step)
    }
}

/// The cycle in the time before the day of the system that `isms.toml` sets, 18 months where it says nothing.
pub fn cycle(system: &System) -> Cycle {
    let from = system.as_of.minus(system.config.currency.cycle).unwrap_or(system.as_of);
    let steps: Vec<(Step, Vec<StepEvidence>)> =
        Step::ALL.map(|step| (step, evidence(system, step, from))).into_iter().collect();
    let rounds = (0..steps.len()).filter_map(|first| round(&steps, first));
    let round = rounds.max_by_key(|round| round.last().map(|(_, evidence)| evidence.date));
    Cycle { from, steps, round }
}

fn evidence(system: &System, step: Step, from: Date) -> Vec<StepEvidence> {
    let mut found = Vec::new();
    for (kind, types, path) in step.evidence() {
        for (id, record) in system.of_kind(kind).filter(|(_, record)| is_of(record, types)) {
            let dates = record.claims().into_iter().filter(|claim| is_at(&claim.path, path));
            let counted = dates.map(|claim| claim.date).filter(|date| (from..=system.as_of).contains(date));
            found.extend(counted.map(|date| StepEvidence { date, record: id }));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_of(record: &Record, types: &[&str]) -> bool {
    types.is_empty() || record.ty().is_some_and(|ty| types.contains(&ty))
}

/// Whether a claim's path, such as `sessions[1].held_on`, is this one without its list places.
fn is_at(claimed: &str, path: &str) -> bool {
    let mut parts = claimed.split('.').map(|part| part.split('[').next().unwrap_or(part));
    path.split('.').all(|part| parts.next() == Some(part)) && parts.next().is_none()
}

/// The round that begins at a step, with the earliest that each step can be taken.
fn round(steps: &[(Step, Vec<StepEvidence>)], first: usize) -> Option<Vec<(Step, StepEvidence)>> {
    let mut round: Vec<(Step, StepEvidence)> = Vec::with_capacity(steps.len());
    for (step, evidence) in steps.iter().cycle().skip(first).take(steps.len()) {
        let before = round.last().map(|(_, evidence)| evidence.date);
        let next = evidence.iter().find(|one| before.is_none_or(|before| one.date >= before))?;
        round.push((*step, *next));
    }
    Some(round)
}
