//! `undeclared-interaction`: links lead from one process to another, and neither says so.

use super::words;
use crate::base::Date;
use crate::finding::{Finding, Label};
use crate::record::Record;
use crate::system::processes::DEFAULT_EVERY;
use crate::system::{Interaction, RecordId, Standing, System};

/// One finding for each pair of processes between whose records a link of the last year leads, undeclared.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let undeclared = system.processes().interactions().filter(|interaction| {
        interaction.standing(system.as_of) == Standing::Undeclared
            && is_of_late(interaction, system.as_of)
            && [interaction.from, interaction.to].iter().all(|&process| may_declare_nothing(system, process))
    });
    undeclared.map(|interaction| finding(system, interaction)).collect()
}

/// Links without any date count: nothing says that they are old.
fn is_of_late(interaction: &Interaction, as_of: Date) -> bool {
    let last = interaction.newest.and_then(|newest| newest.plus(DEFAULT_EVERY));
    interaction.newest.is_none() || last.is_some_and(|last| last >= as_of)
}

/// A process record that could not be read whole may declare anything.
fn may_declare_nothing(system: &System, process: RecordId) -> bool {
    system.is_clear(process)
}

fn finding(system: &System, interaction: &Interaction) -> Finding {
    let [giver, taker] = [interaction.from, interaction.to].map(|process| system.record(process));
    let (from, to) = (giver.id(), taker.id());
    let message = format!(
        "information runs from process {from} to {to}, and neither declares it ({})",
        words::evidence(system, interaction)
    );
    Finding::new("undeclared-interaction", message, list_label(giver, "outputs", "not among these"))
        .also(list_label(taker, "inputs", "nor among these"))
        .help(format!(
            "add what is handed over to `outputs` of {from} with `to: {to}` and to `inputs` of {to} with `from: {from}`"
        ))
        .about(giver.subject())
        .field(format!("outputs.to {to}"))
}

/// A label at a list of hand-overs, or at the id where the process has none.
fn list_label(process: &Record, list: &str, text: &str) -> Label {
    match process.value(list) {
        Some(_) => process.field_label(list, text),
        None => process.id_label(format!("has no `{list}`")),
    }
}
