//! `one-sided-interaction`: one process says that it hands over or takes, and the other does not.

use super::words::{self, Entries};
use crate::finding::Finding;
use crate::system::{Interaction, System};

/// One finding for each interaction that only one of its two processes declares.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let one_sided = system.processes().interactions().filter(|interaction| {
        let silent = match (interaction.outputs.is_empty(), interaction.inputs.is_empty()) {
            (false, true) => interaction.to,
            (true, false) => interaction.from,
            _ => return false,
        };
        system.is_clear(silent)
    });
    one_sided.map(|interaction| finding(system, interaction)).collect()
}

fn finding(system: &System, interaction: &Interaction) -> Finding {
    let [from, to] = [interaction.from, interaction.to].map(|process| system.record(process).id());
    let items = words::items(interaction);
    let what = if items.is_empty() { "something".to_owned() } else { items };
    let (fact, help) = if interaction.inputs.is_empty() {
        (
            format!("process {from} says that it hands {what} to {to}, and {to} has no input from {from}"),
            format!("add the hand-over to `inputs` of {to} with `from: {from}`, or take it out of {from}"),
        )
    } else {
        (
            format!("process {to} says that it takes {what} from {from}, and {from} has no output to {to}"),
            format!("add the hand-over to `outputs` of {from} with `to: {to}`, or take it out of {to}"),
        )
    };
    let shown = if interaction.links == 0 {
        "no link shows it".to_owned()
    } else {
        words::evidence(system, interaction)
    };
    words::finding(
        system,
        interaction,
        &Entries::first(interaction),
        "one-sided-interaction",
        &format!("{fact} ({shown})"),
    )
    .help(help)
}
