//! `open-loop`: nothing that was improved comes back to where plans are made.

use std::collections::{BTreeMap, BTreeSet};

use super::{steps, unsure::Unsure};
use crate::base::text;
use crate::finding::Finding;
use crate::system::{RecordId, System};

/// One finding for the whole map, at the first process that improves, where no way of evidenced interactions leads from
/// any such process to one that plans.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let those = |verb: &str| -> Vec<RecordId> {
        let all = system.processes().processes().iter().copied();
        all.filter(|&process| steps::does(system, system.record(process), verb)).collect()
    };
    let (improving, planning) = (those("improve"), those("establish"));
    if improving.is_empty() || planning.is_empty() {
        return Vec::new();
    }
    let reached = reached(system, &improving);
    let unsure = Unsure::of(system);
    let is_closed = planning.iter().any(|process| reached.contains(process));
    let is_open = !is_closed && !unsure.is_about_any();
    is_open.then(|| finding(system, &improving, &planning)).into_iter().collect()
}

/// All processes that evidenced interactions lead to, over any number of steps, and where they begin.
fn reached(system: &System, from: &[RecordId]) -> BTreeSet<RecordId> {
    let mut next: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for interaction in system.processes().interactions().filter(|interaction| interaction.links > 0) {
        next.entry(interaction.from).or_default().push(interaction.to);
    }
    let mut reached: BTreeSet<RecordId> = from.iter().copied().collect();
    let mut open: Vec<RecordId> = from.to_vec();
    while let Some(at) = open.pop() {
        let new = next.get(&at).into_iter().flatten().copied();
        open.extend(new.filter(|&to| reached.insert(to)));
    }
    reached
}

fn finding(system: &System, improving: &[RecordId], planning: &[RecordId]) -> Finding {
    let names = |list: &[RecordId]| -> Vec<String> {
        list.iter().map(|&id| system.record(id).id().to_owned()).collect()
    };
    let message = format!(
        "no link leads from what {} improved back to {}, directly or over other processes",
        text::list(&names(improving), "or", 4),
        text::list(&names(planning), "or", 4)
    );
    let first = system.record(improving[0]);
    let mut finding = Finding::new("open-loop", message, first.field_label("verb", "the loop ends here"))
        .help(
            "name in `changed` of a finished action, or in `causes` of a risk, what the improvement changed in plans and \
             risks",
        )
        .about(first.subject())
        .field("verb");
    for &id in planning.iter().take(3) {
        finding = finding.also(system.record(id).id_label("nothing comes back here"));
    }
    finding
}
