//! `quiet-interaction`: a hand-over has not shown for longer than it is to take place.

use super::unsure::Unsure;
use super::words;
use crate::finding::Finding;
use crate::system::{Interaction, Standing, System};

/// One finding for each declared interaction whose newest link is older than its interval.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let unsure = Unsure::of(system);
    let quiet = system.processes().interactions().filter(|interaction| {
        interaction.standing(system.as_of) == Standing::Quiet && !unsure.touches(interaction)
    });
    quiet.map(|interaction| finding(system, interaction)).collect()
}

fn finding(system: &System, interaction: &Interaction) -> Finding {
    let [from, to] = [interaction.from, interaction.to].map(|process| system.record(process).id());
    let Interaction { every, .. } = interaction;
    let since = match (interaction.newest, interaction.current_until()) {
        (Some(newest), Some(last)) => {
            format!(
                "nothing ran from process {from} to {to} after {newest}, and with every {every} it was due by {last}"
            )
        }
        _ => format!("no date tells when anything last ran from process {from} to {to}"),
    };
    let message = format!("{since} ({})", words::evidence(system, interaction));
    words::at_declaration(system, interaction, "quiet-interaction", &message).help(format!(
        "hand it over and link the records that show it, or give it the `every` that {from} and {to} work by"
    ))
}
