//! `interaction-without-evidence`: a hand-over is declared, and no link shows it.

use super::unsure::Unsure;
use super::words::{self, Entries};
use crate::finding::Finding;
use crate::system::{Interaction, Standing, System};

/// One finding for each declared interaction that no link shows.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let unsure = Unsure::of(system);
    let bare = system.processes().interactions().filter(|interaction| {
        interaction.standing(system.as_of) == Standing::Unevidenced && !unsure.touches(interaction)
    });
    bare.map(|interaction| finding(system, interaction)).collect()
}

fn finding(system: &System, interaction: &Interaction) -> Finding {
    let [from, to] = [interaction.from, interaction.to].map(|process| system.record(process).id());
    let items = words::items(interaction);
    let what = if items.is_empty() { String::new() } else { format!(" of {items}") };
    let message = format!(
        "the hand-over{what} from process {from} to {to} is declared, and no link leads from a record of {from} to one of {to}"
    );
    words::finding(system, interaction, &Entries::first(interaction), "interaction-without-evidence", &message).help(format!(
        "link a record of {to} to the record of {from} that it was made from, or take the hand-over out of the map"
    ))
}
