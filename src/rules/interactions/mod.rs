//! The process map holds in the records: what is declared is evidenced, and what is evidenced is declared.

pub(super) mod ambiguous_process;
pub(super) mod interaction_without_evidence;
pub(super) mod missing_process;
pub(super) mod one_sided_interaction;
pub(super) mod open_loop;
pub(super) mod process_without_record;
pub(super) mod quiet_interaction;
mod steps;
pub(super) mod unconnected_process;
pub(super) mod undeclared_interaction;
mod unsure;
mod words;

use super::rule::{Check, Rule, rule};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    rule!(
        "interaction-without-evidence",
        Interactions,
        Major,
        ["4.4"],
        "a hand-over between processes is declared, and no link shows it",
        Check::System(interaction_without_evidence::check)
    ),
    rule!(
        "quiet-interaction",
        Interactions,
        Minor,
        ["4.4", "8.1"],
        "nothing has run between two processes for longer than declared",
        Check::System(quiet_interaction::check)
    ),
    rule!(
        "undeclared-interaction",
        Interactions,
        Observation,
        ["4.4"],
        "information runs between two processes, and neither declares it",
        Check::System(undeclared_interaction::check)
    ),
    rule!(
        "one-sided-interaction",
        Interactions,
        Observation,
        ["4.4"],
        "a process says that it hands over or takes, and the other does not",
        Check::System(one_sided_interaction::check)
    ),
    rule!(
        "unconnected-process",
        Interactions,
        Minor,
        ["4.4"],
        "nothing comes into a process, or nothing goes out of it",
        Check::System(unconnected_process::check)
    ),
    rule!(
        "ambiguous-process",
        Interactions,
        Minor,
        ["4.4", "5.3"],
        "two processes say that they produce the same records",
        Check::System(ambiguous_process::check)
    ),
    rule!(
        "open-loop",
        Interactions,
        Minor,
        ["4.4", "10.1"],
        "nothing leads from what was improved back to planning",
        Check::System(open_loop::check)
    ),
    rule!(
        "missing-process",
        Interactions,
        Minor,
        ["4.4", "8.1"],
        "no process runs a step that every management system needs",
        Check::System(missing_process::check)
    ),
    rule!(
        "process-without-record",
        Interactions,
        Minor,
        ["4.4", "8.1"],
        "a process is written down, and no record shows that it ran",
        Check::System(process_without_record::check)
    ),
];
