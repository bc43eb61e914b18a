//! Of which processes nothing can be said to be missing: what belongs to them may be in what could not be read.

use std::collections::BTreeSet;

use crate::system::{Interaction, RecordId, System};

/// The processes whose records are not all known.
pub(super) struct Unsure {
    everything: bool,
    processes: BTreeSet<RecordId>,
}

impl Unsure {
    /// A file that could not be read at all may hold anything. A record that could not be read belongs to the processes
    /// that claim its kind, told by its id; one that could be read in part, or that stands in what could not be read,
    /// to its process.
    pub(super) fn of(system: &System) -> Self {
        let map = system.processes();
        let mut unsure = Self { everything: system.unread().files > 0, processes: BTreeSet::new() };
        for id in &system.unread().ids {
            match kind_of(system, id) {
                Some(kind) => {
                    let claims = map.claims().filter(|claim| claim.sort.kind == kind);
                    let claimants = claims.flat_map(|claim| &claim.claimants);
                    unsure.processes.extend(claimants.map(|claimant| claimant.process));
                }
                None => unsure.everything = true,
            }
        }
        let vague = system.records().filter(|(id, _)| !system.is_clear(*id));
        unsure.processes.extend(vague.filter_map(|(id, _)| map.process_of(id)));
        unsure
    }

    /// Whether records of a process may be missing.
    pub(super) fn is_about(&self, process: RecordId) -> bool {
        self.everything || self.processes.contains(&process)
    }

    /// Whether records at an end of an interaction may be missing.
    pub(super) fn touches(&self, interaction: &Interaction) -> bool {
        self.is_about(interaction.from) || self.is_about(interaction.to)
    }

    /// Whether anything may be missing anywhere.
    pub(super) fn is_about_any(&self) -> bool {
        self.everything || !self.processes.is_empty()
    }
}

/// The kind that an id is of, by its prefix or because it is a reference control's.
fn kind_of<'s>(system: &'s System, id: &str) -> Option<&'s str> {
    let prefix = id.split_once('-').map(|(prefix, _)| prefix);
    let by_prefix = prefix.and_then(|prefix| system.schema.with_prefix(prefix));
    let reference = || {
        let kinds = system.schema.kinds().map(|(_, kind)| kind);
        kinds.into_iter().find(|kind| kind.reference_ids && system.standards.has_control(id))
    };
    by_prefix.or_else(reference).map(|kind| kind.name.as_str())
}
