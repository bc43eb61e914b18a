//! The four verbs of clause 4.4 with their evidence, and the cycle.

use super::evidence;
use super::{Evidence, Named};
use crate::base::Date;
use crate::record::field::PROCESS_VERB;
use crate::schedule;
use crate::system::{RecordId, System};

/// The verbs in their order.
const VERBS: [&str; 4] = ["establish", "implement", "maintain", "improve"];

/// One verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verb {
    /// The verb.
    pub verb: &'static str,
    /// How many processes are of it.
    pub processes: usize,
    /// The records that these processes made; their own are not among them.
    pub evidence: Evidence,
}

/// Whether a full cycle has been through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The first day that counts.
    pub from: Date,
    /// The steps of the newest full round, in their order, with day and record. Empty where there is none.
    pub round: Vec<(&'static str, Date, Named)>,
    /// Steps that nothing shows since that day.
    pub missing: Vec<&'static str>,
}

/// Each verb with its records, and how many records belong to no process with a verb.
pub(super) fn verbs(system: &System) -> (Vec<Verb>, usize) {
    let map = system.processes();
    let verb = |process: RecordId| {
        let written = system.record(process).get(PROCESS_VERB)?;
        VERBS.iter().position(|verb| *verb == written)
    };
    let mut records: [Vec<RecordId>; 4] = Default::default();
    let mut without = 0;
    for (id, record) in system.records().filter(|(_, record)| !record.is("process")) {
        match map.process_of(id).and_then(verb) {
            Some(verb) => records[verb].push(id),
            None => without += usize::from(record.kind().owner),
        }
    }
    let verbs = VERBS.iter().zip(&records).enumerate().map(|(index, (name, records))| Verb {
        verb: name,
        processes: map.processes().iter().filter(|process| verb(**process) == Some(index)).count(),
        evidence: evidence::of(system, records),
    });
    (verbs.collect(), without)
}

/// The cycle as the records show it.
pub(super) fn cycle(system: &System) -> Cycle {
    let cycle = schedule::cycle(system);
    let missing = cycle.missing().map(schedule::Step::as_str).collect();
    let round = cycle.round.unwrap_or_default().into_iter();
    let round = round.map(|(step, shown)| (step.as_str(), shown.date, evidence::named(system, shown.record)));
    Cycle { from: cycle.from, round: round.collect(), missing }
}
