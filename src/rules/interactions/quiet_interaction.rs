//! `quiet-interaction`: a hand-over has not shown for longer than it is to take place.

use super::unsure::Unsure;
use super::words::{self, Entries};
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
    let evidence = words::evidence(system, interaction);
    let message = match (interaction.newest, interaction.current_until()) {
        (Some(newest), Some(last)) => format!(
            "nothing has run from process {from} to {to} since {newest}, and it was due again by {last} ({}; {evidence})",
            interaction.every.each()
        ),
        _ => format!("no date tells that anything has run from process {from} to {to} yet ({evidence})"),
    };
    words::finding(system, interaction, &Entries::with_interval(interaction), "quiet-interaction", &message).help(format!(
        "hand it over and link the records that show it, or give it the `every` that {from} and {to} work by"
    ))
}
