//! `process-without-record`: a process is written down, and no record shows that it ran.

use std::collections::{BTreeMap, BTreeSet};

use super::unsure::Unsure;
use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{Items, PROCESS_PRODUCES};
use crate::system::processes::parts;
use crate::system::{RecordId, System};
use crate::yaml::NodeRef;

/// Kind and type of records.
type Made<'s> = BTreeSet<(&'s str, Option<&'s str>)>;

/// One finding for each process that no record belongs to; where some do, one for each entry of `produces` without.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let map = system.processes();
    let unsure = Unsure::of(system);
    let mut made: BTreeMap<RecordId, Made<'_>> = BTreeMap::new();
    for (id, record) in system.records() {
        if let Some(process) = map.process_of(id).filter(|&process| process != id) {
            let ty = record.ty();
            made.entry(process).or_default().insert((record.kind().name.as_str(), ty));
        }
    }
    let nothing = Made::new();
    let known = map.processes().iter().filter(|&&id| !unsure.is_about(id));
    known.flat_map(|&id| judge(system, id, made.get(&id).unwrap_or(&nothing))).collect()
}

fn judge(system: &System, id: RecordId, made: &Made<'_>) -> Vec<Finding> {
    let process = system.record(id);
    let all: Vec<NodeRef<'_>> = process.get(PROCESS_PRODUCES).into_iter().flat_map(Items::iter).collect();
    let held: Vec<NodeRef<'_>> = all.iter().copied().filter(|entry| is_held(system, id, *entry)).collect();
    if !made.is_empty() {
        let bare = held.into_iter().filter(|entry| !shows(made, entry.text()));
        return bare.map(|entry| of_entry(process, entry)).collect();
    }
    let is_told_elsewhere = held.is_empty() && !all.is_empty();
    if is_told_elsewhere { Vec::new() } else { vec![of_whole(process, &held)] }
}

/// Whether the records that an entry speaks of count as this process's, and not as those of one that claims them, too.
fn is_held(system: &System, id: RecordId, entry: NodeRef<'_>) -> bool {
    system.processes().claim(entry.text()).is_none_or(|claim| claim.holder() == Some(id))
}

/// Every process record is its own, so that one who produces `process` has nothing more to show.
fn shows(made: &Made<'_>, entry: &str) -> bool {
    let (kind, ty) = parts(entry);
    kind == "process" || made.iter().any(|(of, its)| *of == kind && (ty.is_none() || *its == ty))
}

fn of_whole(process: &Record, produces: &[NodeRef<'_>]) -> Finding {
    let kinds: Vec<String> =
        produces.iter().map(|entry| format!("`{}`", text::brief(entry.text(), 40))).collect();
    let none = match kinds.as_slice() {
        [] => "it says it produces none, and none names it in `process`".to_owned(),
        kinds => format!("there is no {}, and none names it in `process`", text::list(kinds, "or", 5)),
    };
    let place = process.field_label("produces", "nothing of this is there");
    let message = format!("no record belongs to {}: {none}", process.name());
    Finding::new("process-without-record", message, place)
        .help("name the kinds of its records in `produces`, or the process in `process` of its records")
        .about(process.subject())
        .field("produces")
}

fn of_entry(process: &Record, entry: NodeRef<'_>) -> Finding {
    let what = text::brief(entry.text(), 40);
    let message =
        format!("{} says that it produces `{what}`, and no such record belongs to it", process.name());
    Finding::new("process-without-record", message, process.label(entry.span(), "nothing of this is there"))
        .help(format!("write down the first `{what}` when the process has run, or take the entry out"))
        .about(process.subject())
        .field(format!("produces {what}"))
}
