//! The process map: which process a record belongs to, and what runs from one process to another.
//!
//! Clause 4.4 asks for the processes and their interactions. An interaction is *declared* where one of the two processes
//! names the other in `outputs` or `inputs`; it is *evidenced* where at least one link carries information from a record
//! of the first to a record of the second. What processes declare is itself no evidence.
//!
//! A process's own record stands for the process: that it has a document, a figure, resources, or was audited shows a
//! hand-over that is declared. It makes none by itself, or every map would say that everything hands over to
//! everything. For that it takes a link between two records of the work.

mod claims;
mod interaction;

use std::collections::BTreeMap;

use self::claims::Claims;
pub use self::claims::{Claim, Claimant, Sort, parts};
pub use self::interaction::{DEFAULT_EVERY, Declaration, Interaction, Standing, Tie};
use super::{Edge, RecordId, Reference, Status, System};
use crate::base::Date;
use crate::record::Record;
use crate::record::field::Items;
use crate::yaml::NodeRef;

/// The processes that are not retired, what belongs to them, and what runs between them.
#[derive(Debug, Default)]
pub struct ProcessMap {
    processes: Vec<RecordId>,
    of_record: Vec<Option<RecordId>>,
    claims: Claims,
    interactions: BTreeMap<(RecordId, RecordId), Interaction>,
}

/// A link over which information runs from one process to another.
#[derive(Debug, Clone, Copy)]
pub struct Crossing {
    /// The process that gives.
    pub giver: RecordId,
    /// The process that takes.
    pub taker: RecordId,
    /// The record that information comes from.
    pub from: RecordId,
    /// The record that it reaches.
    pub to: RecordId,
    /// The link.
    pub edge: Edge,
}

impl ProcessMap {
    pub(super) fn of(system: &System) -> Self {
        let is_process = |(id, process): &(RecordId, &Record)| {
            system.is_live(process) && system.find(process.id()) == Some(*id)
        };
        let processes: Vec<RecordId> =
            system.of_kind("process").filter(is_process).map(|(id, _)| id).collect();
        let claims = Claims::of(system, &processes);
        let mut map = Self { processes, claims, ..Self::default() };
        map.of_record = system.records().map(|(id, record)| map.owner(system, id, record)).collect();
        map.declare(system);
        map.evidence(system);
        map
    }

    /// The processes, in the order of the records. Where two have one id, it is the first.
    pub fn processes(&self) -> &[RecordId] {
        &self.processes
    }

    /// Whether a record is a process of the map.
    pub fn is_process(&self, id: RecordId) -> bool {
        self.processes.binary_search(&id).is_ok()
    }

    /// The process that a record belongs to. The most specific claim wins: a process's own record is its own, then what
    /// the record says in `process`, then a process that produces its kind and `type`, then one that produces its kind.
    /// Where two claim the same, the first of them has it, and `ambiguous-process` tells. A record that names a retired
    /// process, or one that could not be read, belongs to none.
    pub fn process_of(&self, record: RecordId) -> Option<RecordId> {
        self.of_record[record.0 as usize]
    }

    /// The claim by which a record belongs to its process; `None` where it is a process, names one or is claimed by none.
    pub fn claim_on(&self, system: &System, id: RecordId) -> Option<&Claim> {
        let record = system.record(id);
        let is_named = || named(system, id, record).is_some();
        if record.is("process") || is_named() { None } else { self.claims.on(record) }
    }

    /// What processes say they produce, by kind, each with those that say so.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter()
    }

    /// The claim that an entry of `produces`, a kind or `kind/type`, makes.
    pub fn claim(&self, text: &str) -> Option<&Claim> {
        self.claims.made_by(text)
    }

    /// Every interaction that is declared, or shown by a link between two records of the work, sorted by the places of
    /// the two processes.
    pub fn interactions(&self) -> impl Iterator<Item = &Interaction> {
        self.interactions.values()
    }

    /// How many interactions stand in a way on a day.
    pub fn count(&self, standing: Standing, as_of: Date) -> usize {
        self.interactions().filter(|one| one.standing(as_of) == standing).count()
    }

    /// What runs from one process to another.
    pub fn interaction(&self, from: RecordId, to: RecordId) -> Option<&Interaction> {
        self.interactions.get(&(from, to))
    }

    /// Every link over which information runs from a record of one process to a record of another, what processes declare
    /// left out.
    pub fn crossings<'a>(&'a self, system: &'a System) -> impl Iterator<Item = Crossing> + 'a {
        let graph = system.graph();
        graph.flows().filter(|(.., edge)| !is_declaration(graph.relation(*edge))).filter_map(
            |(from, to, edge)| {
                let (giver, taker) = (self.process_of(from)?, self.process_of(to)?);
                (giver != taker).then_some(Crossing { giver, taker, from, to, edge })
            },
        )
    }

    fn owner(&self, system: &System, id: RecordId, record: &Record) -> Option<RecordId> {
        if record.is("process") {
            return self.is_process(id).then_some(id);
        }
        match named(system, id, record) {
            Some(Status::Record(named)) => self.is_process(named).then_some(named),
            Some(_) => None,
            None => self.claims.on(record)?.holder(),
        }
    }

    fn declare(&mut self, system: &System) {
        for &process in &self.processes {
            let record = system.record(process);
            for reference in system.links().out_of(process) {
                let Some(other) = reference.target().filter(|&other| other != process) else { continue };
                let (list, pair) = match reference.link(record).path.as_str() {
                    "outputs.to" => ("outputs", (process, other)),
                    "inputs.from" => ("inputs", (other, process)),
                    _ => continue,
                };
                if self.processes.binary_search(&other).is_ok() {
                    let interaction =
                        self.interactions.entry(pair).or_insert_with(|| Interaction::new(pair.0, pair.1));
                    interaction.declare(pair.0 == process, declaration(record, list, reference));
                }
            }
        }
        self.interactions.values_mut().for_each(Interaction::settle_interval);
    }

    fn evidence(&mut self, system: &System) {
        let graph = system.graph();
        // Told apart at the end: a link of a process's own record may come before one between records of the work.
        let mut aside: BTreeMap<(RecordId, RecordId), Interaction> = BTreeMap::new();
        let mut interactions = std::mem::take(&mut self.interactions);
        for Crossing { giver, taker, from, to, edge } in self.crossings(system) {
            let newest = system.activity(from).newest.max(system.activity(to).newest);
            let of_work = from != giver && to != taker;
            let pair = (giver, taker);
            let new = || Interaction::new(giver, taker);
            let interaction = match interactions.get_mut(&pair) {
                Some(interaction) => interaction,
                None if of_work => {
                    let known = aside.remove(&pair).unwrap_or_else(new);
                    interactions.entry(pair).or_insert(known)
                }
                None => aside.entry(pair).or_insert_with(new),
            };
            interaction.add(from, to, newest, || graph.relation(edge).to_owned());
        }
        self.interactions = interactions;
    }
}

/// What a record says in `process`: where that leads. A name that leads nowhere says nothing, and is a broken link.
fn named(system: &System, id: RecordId, record: &Record) -> Option<Status> {
    let references = system.links().out_of(id).iter();
    let mut named = references.filter(|reference| reference.link(record).path == "process");
    named
        .next()
        .map(|reference| reference.status)
        .filter(|status| matches!(status, Status::Record(_) | Status::Unread))
}

/// Whether a relation is what a process record says of the map itself: no work shows in it.
fn is_declaration(relation: &str) -> bool {
    matches!(relation, "process.inputs.from" | "process.outputs.to" | "process.process")
}

fn declaration(record: &Record, list: &str, reference: &Reference) -> Declaration {
    let index = reference.place.items[0];
    let place = if index == u16::MAX { 0 } else { usize::from(index) };
    let entry = record.value(list).and_then(|list| Items::of(list).iter().nth(place));
    let text = |key| entry.and_then(|entry: NodeRef<'_>| entry.get(key)).and_then(NodeRef::scalar);
    Declaration {
        item: text("item").unwrap_or_default().to_owned(),
        every: text("every").and_then(|every| every.parse().ok()),
        node: reference.place.node,
        index: place as u16,
    }
}
