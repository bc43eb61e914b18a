//! `unconnected-process`: nothing comes into a process, or nothing goes out of it.

use std::collections::BTreeSet;

use super::unsure::Unsure;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::Items;
use crate::system::{RecordId, System};
use crate::yaml::NodeRef;

/// One finding for each process of a map of at least two that nothing comes into, nothing goes out of, or both.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let map = system.processes();
    if map.processes().len() < 2 {
        return Vec::new();
    }
    let unsure = Unsure::of(system);
    let givers: BTreeSet<RecordId> = map.interactions().map(|interaction| interaction.from).collect();
    let takers: BTreeSet<RecordId> = map.interactions().map(|interaction| interaction.to).collect();
    let of_one = |&id: &RecordId| {
        let process = system.record(id);
        let connection = Connection {
            takes: takers.contains(&id),
            gives: givers.contains(&id),
            from_outside: has_open_end(process, "inputs", "from"),
            to_outside: has_open_end(process, "outputs", "to"),
        };
        connection.lack().filter(|_| !unsure.is_about(id)).map(|lack| finding(process, lack))
    };
    map.processes().iter().filter_map(of_one).collect()
}

/// How a process hangs together with others and with the world outside.
struct Connection {
    takes: bool,
    gives: bool,
    from_outside: bool,
    to_outside: bool,
}

#[derive(Clone, Copy)]
enum Lack {
    Both,
    Input,
    Output,
}

impl Connection {
    fn lack(&self) -> Option<Lack> {
        match self {
            Self { takes: false, gives: false, .. } => Some(Lack::Both),
            Self { takes: false, from_outside: false, .. } => Some(Lack::Input),
            Self { gives: false, to_outside: false, .. } => Some(Lack::Output),
            _ => None,
        }
    }
}

/// Whether an entry names no other process: what it speaks of comes from outside, or leaves the system.
fn has_open_end(process: &Record, list: &str, part: &str) -> bool {
    let entries = process.value(list).into_iter().flat_map(|list| Items::of(list).iter());
    entries.filter(|entry| !entry.is_null()).any(|entry| entry.get(part).is_none_or(NodeRef::is_null))
}

fn finding(process: &Record, lack: Lack) -> Finding {
    let name = process.name();
    let (message, field, help) = match lack {
        Lack::Both => (
            format!("{name} takes nothing from another process and hands nothing to one"),
            "outputs",
            "write down what it takes in (`inputs`) and what it hands over (`outputs`), and with which processes",
        ),
        Lack::Input => (
            format!("nothing comes into {name}, from another process or from outside"),
            "inputs",
            "write down under `inputs` what it works from; leave out `from` where that comes from outside",
        ),
        Lack::Output => (
            format!("nothing goes out of {name}, to another process or to the outside"),
            "outputs",
            "write down under `outputs` who uses what it makes; leave out `to` where that leaves the system",
        ),
    };
    Finding::new("unconnected-process", message, process.id_label("tied to nothing here"))
        .help(help)
        .about(process.subject())
        .field(field)
}
