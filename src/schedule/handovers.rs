//! What one process hands to another, as often as one of the two says.
//!
//! A hand-over shows where anything happened at an end of a link that carries information from the one process to the
//! other, just as an interaction is current while that is so.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::performed::{Performance, with_record};
use super::series::{Promise, Said, Series};
use crate::base::Period;
use crate::system::{Interaction, RecordId, System};

/// Every hand-over for which a process says how often, or those that one process has a part in.
pub(super) fn all(system: &System, only: Option<RecordId>) -> Vec<Series> {
    let map = system.processes();
    let wanted = |interaction: &&Interaction| {
        only.is_none_or(|only| only == interaction.from || only == interaction.to)
    };
    let said: Vec<(&Interaction, Said, Period)> = map
        .interactions()
        .filter(wanted)
        .filter_map(|interaction| said(system, interaction).map(|(said, every)| (interaction, said, every)))
        .collect();
    let pairs = said.iter().map(|(interaction, ..)| (interaction.from, interaction.to));
    let mut performed = performed(system, pairs);
    let series = said.into_iter().map(|(interaction, said, every)| {
        let done = performed.remove(&(interaction.from, interaction.to)).unwrap_or_default();
        Series::regular(said, every, None, done, system.as_of)
    });
    series.collect()
}

/// The entry that says how often: the one with the shortest interval, what the giver says first.
fn said(system: &System, interaction: &Interaction) -> Option<(Said, Period)> {
    let outputs = interaction.outputs.iter().map(|declared| (interaction.from, "outputs", declared));
    let inputs = interaction.inputs.iter().map(|declared| (interaction.to, "inputs", declared));
    let timed = outputs
        .chain(inputs)
        .filter_map(|(record, field, declared)| declared.every.map(|every| (record, field, declared, every)));
    let (record, field, declared, every) = timed.min_by_key(|(.., every)| every.rough_days())?;
    let [from, to] = [interaction.from, interaction.to].map(|process| system.record(process).id());
    let said = Said {
        record,
        promise: Promise::Handover { from: interaction.from, to: interaction.to },
        what: format!("hand-over from {from} to {to}"),
        field: format!("{field}[{}].every", declared.index),
    };
    Some((said, every))
}

/// For each pair of processes every day on which something happened at an end of a link between them.
fn performed(
    system: &System,
    pairs: impl Iterator<Item = (RecordId, RecordId)>,
) -> BTreeMap<(RecordId, RecordId), Vec<Performance>> {
    let mut ends: BTreeMap<(RecordId, RecordId), Vec<RecordId>> =
        pairs.map(|pair| (pair, Vec::new())).collect();
    for crossing in system.processes().crossings(system) {
        if let Some(ends) = ends.get_mut(&(crossing.giver, crossing.taker)) {
            ends.extend([crossing.from, crossing.to]);
        }
    }
    let done = ends.into_par_iter().map(|(pair, mut ends)| {
        ends.sort_unstable();
        ends.dedup();
        let mut done: Vec<Performance> = ends.into_iter().flat_map(|end| with_record(system, end)).collect();
        done.sort_unstable();
        done.dedup();
        (pair, done)
    });
    done.collect()
}
