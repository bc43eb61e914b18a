//! The process map: which process a record belongs to, and what runs from one process to another.
//!
//! Clause 4.4 asks for the processes and their interactions. An interaction is *declared* where one of the two processes
//! names the other in `outputs` or `inputs`; it is *evidenced* where at least one link carries information from a record
//! of the first to a record of the second. What processes declare is itself no evidence: both ends of such a link are
//! process records, and it is left out.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use petgraph::visit::EdgeRef;

use super::{RecordId, Reference, Status, System};
use crate::base::{Date, Period};
use crate::record::Record;
use crate::record::field::{Items, PROCESS_PRODUCES};
use crate::yaml::NodeRef;

/// How long a link keeps an interaction current where no process says how often it takes place.
pub const DEFAULT_EVERY: Period = Period::months(12);

/// Links shown for an interaction.
const EXAMPLES: usize = 3;

/// The processes that are not retired, what belongs to them, and what runs between them.
#[derive(Debug, Default)]
pub struct ProcessMap {
    processes: Vec<RecordId>,
    of_record: Vec<Option<RecordId>>,
    claims: BTreeMap<Claim, Vec<Claimant>>,
    interactions: BTreeMap<(RecordId, RecordId), Interaction>,
}

/// What a process says it produces: a kind, or those records of a kind that have a `type`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// The kind's name.
    pub kind: String,
    /// The value of `type`; `None` for every record of the kind.
    pub ty: Option<String>,
}

/// A process that claims to produce something, and the node where it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimant {
    /// The process.
    pub process: RecordId,
    /// The entry of its `produces`, in its file.
    pub node: u32,
}

/// What one process hands to another.
#[derive(Debug, Clone)]
pub struct Interaction {
    /// The process that information comes from.
    pub from: RecordId,
    /// The process that it reaches.
    pub to: RecordId,
    /// Where `from` says so, in its `outputs`.
    pub outputs: Vec<Declaration>,
    /// Where `to` says so, in its `inputs`.
    pub inputs: Vec<Declaration>,
    /// How many links carry information this way.
    pub links: usize,
    /// The newest day on which anything happened at an end of such a link.
    pub newest: Option<Date>,
    /// Up to three of the links, newest first.
    pub examples: Vec<Tie>,
    /// How often it is to take place: the shortest `every` that a declaration gives, or one year.
    pub every: Period,
}

/// One entry of `outputs` or `inputs` that names the other process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// What is handed over.
    pub item: String,
    /// How often.
    pub every: Option<Period>,
    /// The node that names the other process, in the file of the one that declares.
    pub node: u32,
    /// The entry's place in the list, from 0.
    pub index: u16,
}

/// A link that carries information from one record to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The record it comes from.
    pub from: RecordId,
    /// The record it reaches.
    pub to: RecordId,
    /// The field that says so, such as `risk.controls`.
    pub relation: String,
    /// The newest day on which anything happened at either end.
    pub newest: Option<Date>,
}

/// How an interaction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Declared, and a link of the last `every` shows it.
    Current,
    /// Declared and evidenced, but nothing happened within `every`.
    Quiet,
    /// Declared, and no link shows it.
    Unevidenced,
    /// Links show it, and no process declares it.
    Undeclared,
}

impl Standing {
    /// The word for people and machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Quiet => "quiet",
            Self::Unevidenced => "without evidence",
            Self::Undeclared => "undeclared",
        }
    }
}

impl Interaction {
    fn new(from: RecordId, to: RecordId) -> Self {
        Self {
            from,
            to,
            outputs: Vec::new(),
            inputs: Vec::new(),
            links: 0,
            newest: None,
            examples: Vec::new(),
            every: DEFAULT_EVERY,
        }
    }

    /// Whether one of the two processes says that it takes place.
    pub fn is_declared(&self) -> bool {
        !(self.outputs.is_empty() && self.inputs.is_empty())
    }

    /// How it stands on a day.
    pub fn standing(&self, as_of: Date) -> Standing {
        let lapses = self.newest.and_then(|newest| newest.plus(self.every));
        match (self.is_declared(), self.links) {
            (false, _) => Standing::Undeclared,
            (true, 0) => Standing::Unevidenced,
            (true, _) if lapses.is_some_and(|lapses| lapses >= as_of) => Standing::Current,
            (true, _) => Standing::Quiet,
        }
    }

    fn add(&mut self, from: RecordId, to: RecordId, newest: Option<Date>, relation: impl FnOnce() -> String) {
        self.links += 1;
        self.newest = self.newest.max(newest);
        let key = (Reverse(newest), from, to);
        let place =
            self.examples.partition_point(|known| (Reverse(known.newest), known.from, known.to) <= key);
        if place < EXAMPLES {
            self.examples.insert(place, Tie { from, to, relation: relation(), newest });
            self.examples.truncate(EXAMPLES);
        }
    }
}

impl ProcessMap {
    pub(super) fn of(system: &System) -> Self {
        let processes: Vec<RecordId> = system
            .of_kind("process")
            .filter(|(_, process)| system.is_live(process))
            .map(|(id, _)| id)
            .collect();
        let claims = claims(system, &processes);
        let mut map = Self { processes, claims, ..Self::default() };
        map.of_record = system.records().map(|(id, record)| map.owner(system, id, record)).collect();
        map.declare(system);
        map.evidence(system);
        for interaction in map.interactions.values_mut() {
            let declared = interaction.outputs.iter().chain(&interaction.inputs);
            // The shortest holds: what is handed over monthly is quiet after a month, whatever else goes that way yearly.
            let shortest =
                declared.filter_map(|declaration| declaration.every).min_by_key(|every| every.rough_days());
            interaction.every = shortest.unwrap_or(DEFAULT_EVERY);
        }
        map
    }

    /// The processes, in the order of the records.
    pub fn processes(&self) -> &[RecordId] {
        &self.processes
    }

    /// The process that a record belongs to. The most specific claim wins: a process's own record is its own, then what
    /// the record says in `process`, then a process that produces its kind and `type`, then one that produces its kind.
    /// Where two claim the same, the first of them has it, and `ambiguous-process` tells.
    pub fn process_of(&self, record: RecordId) -> Option<RecordId> {
        self.of_record[record.0 as usize]
    }

    /// What processes say they produce, each with those that say so.
    pub fn claims(&self) -> &BTreeMap<Claim, Vec<Claimant>> {
        &self.claims
    }

    /// Every interaction that is declared or evidenced, sorted by the places of the two processes.
    pub fn interactions(&self) -> impl Iterator<Item = &Interaction> {
        self.interactions.values()
    }

    /// What runs from one process to another.
    pub fn interaction(&self, from: RecordId, to: RecordId) -> Option<&Interaction> {
        self.interactions.get(&(from, to))
    }

    fn owner(&self, system: &System, id: RecordId, record: &Record) -> Option<RecordId> {
        if self.processes.binary_search(&id).is_ok() {
            return Some(id);
        }
        let named =
            system.links().out_of(id).iter().find(|reference| reference.link(record).path == "process");
        if let Some(named) = named.and_then(Reference::target) {
            return self.processes.binary_search(&named).is_ok().then_some(named);
        }
        let first = |ty: Option<&str>| {
            let claim = Claim { kind: record.kind().name.clone(), ty: ty.map(str::to_owned) };
            self.claims.get(&claim).and_then(|claimants| claimants.first()).map(|claimant| claimant.process)
        };
        let ty = record.value("type").and_then(NodeRef::scalar);
        ty.and_then(|ty| first(Some(ty))).or_else(|| first(None))
    }

    fn declare(&mut self, system: &System) {
        for &process in &self.processes {
            let record = system.record(process);
            for reference in system.links().out_of(process) {
                let Status::Record(other) = reference.status else { continue };
                let (pair, output) = match reference.link(record).path.as_str() {
                    "outputs.to" => ((process, other), true),
                    "inputs.from" => ((other, process), false),
                    _ => continue,
                };
                if other == process || self.processes.binary_search(&other).is_err() {
                    continue;
                }
                let index = reference.place.items[0];
                let list = record.value(if output { "outputs" } else { "inputs" });
                let entry = list.and_then(|list| {
                    Items::of(list).iter().nth(if index == u16::MAX { 0 } else { usize::from(index) })
                });
                let text =
                    |key| entry.and_then(|entry: NodeRef<'_>| entry.get(key)).and_then(NodeRef::scalar);
                let declaration = Declaration {
                    item: text("item").unwrap_or_default().to_owned(),
                    every: text("every").and_then(|every| every.parse().ok()),
                    node: reference.place.node,
                    index,
                };
                let interaction =
                    self.interactions.entry(pair).or_insert_with(|| Interaction::new(pair.0, pair.1));
                if output {
                    interaction.outputs.push(declaration);
                } else {
                    interaction.inputs.push(declaration);
                }
            }
        }
    }

    fn evidence(&mut self, system: &System) {
        let graph = system.graph();
        for edge in graph.inner().edge_references().filter(|edge| edge.weight().flows) {
            let relation = graph.relation(*edge.weight());
            if matches!(relation, "process.inputs.from" | "process.outputs.to") {
                continue;
            }
            let [from, to] = [edge.source(), edge.target()].map(|end| RecordId(end.index() as u32));
            let (Some(giver), Some(taker)) = (self.process_of(from), self.process_of(to)) else { continue };
            if giver == taker {
                continue;
            }
            let newest = system.activity(from).newest.max(system.activity(to).newest);
            let interaction =
                self.interactions.entry((giver, taker)).or_insert_with(|| Interaction::new(giver, taker));
            interaction.add(from, to, newest, || relation.to_owned());
        }
    }
}

fn claims(system: &System, processes: &[RecordId]) -> BTreeMap<Claim, Vec<Claimant>> {
    let mut claims: BTreeMap<Claim, Vec<Claimant>> = BTreeMap::new();
    for &process in processes {
        for item in system.record(process).get(PROCESS_PRODUCES).into_iter().flat_map(Items::iter) {
            let text = item.text();
            let (kind, ty) =
                text.split_once('/').map_or((text, None), |(kind, ty)| (kind, Some(ty.to_owned())));
            let claimants = claims.entry(Claim { kind: kind.to_owned(), ty }).or_default();
            if claimants.iter().all(|known| known.process != process) {
                claimants.push(Claimant { process, node: item.index() });
            }
        }
    }
    claims
}
