//! A pass that gives every reference a status. Rules and reports only read it.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use super::snapshot::Snapshot;
use super::{RecordId, System};
use crate::record::{LinkNode, Record};
use crate::schema::{LinkPlace, LinkTarget, Schema, is_url};
use crate::standard::Standards;
use crate::yaml::NodeRef;

/// Where a reference leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// To a record of a kind that may be named here.
    Record(RecordId),
    /// To a clause or reference control of an enabled standard.
    Clause,
    /// Nowhere, and need not: words in place of an id.
    Text,
    /// To a reference control that the standard has and no record decides.
    Undecided,
    /// To a record that is there but could not be read.
    Unread,
    /// To a record of a kind that may not be named here.
    WrongKind(RecordId),
    /// Nowhere.
    Missing,
}

/// A place in a record that names another, and where that leads.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// The record that names.
    pub from: RecordId,
    /// The place.
    pub place: LinkNode,
    /// Where it leads.
    pub status: Status,
}

impl Reference {
    /// The record it leads to.
    pub fn target(&self) -> Option<RecordId> {
        match self.status {
            Status::Record(id) => Some(id),
            _ => None,
        }
    }

    /// The link field.
    pub fn link<'r>(&self, from: &'r Record) -> &'r LinkPlace {
        from.kind().link(self.place.link)
    }

    /// The node with the name.
    pub fn node<'r>(&self, from: &'r Record) -> NodeRef<'r> {
        from.file().node(self.place.node)
    }

    /// The place for people: "entry 2 of `controls`", "`from` in entry 1 of `inputs`".
    pub fn place_in_words(&self, from: &Record) -> String {
        place_in_words(&self.link(from).path, self.place.items)
    }

    /// The field's path with list places: `inputs[0].from`.
    pub fn path(&self, from: &Record) -> String {
        path_with_items(&self.link(from).path, self.place.items)
    }
}

/// "entry 2 of `controls`" for people, who count from one.
fn place_in_words(path: &str, items: [u16; 2]) -> String {
    let parts = path.split('.').zip(items.into_iter().chain(std::iter::repeat(u16::MAX)));
    let named = parts.map(|(part, item)| match item {
        u16::MAX => format!("`{part}`"),
        item => format!("entry {} of `{part}`", item + 1),
    });
    let mut named: Vec<String> = named.collect();
    named.reverse();
    named.join(" in ")
}

/// `decisions.actions` with places 1 and 0: `decisions[1].actions[0]`.
fn path_with_items(path: &str, items: [u16; 2]) -> String {
    let mut out = String::new();
    for (part, item) in path.split('.').zip(items.into_iter().chain(std::iter::repeat(u16::MAX))) {
        if !out.is_empty() {
            out.push('.');
        }
        out.push_str(part);
        if item != u16::MAX {
            out.push_str(&format!("[{item}]"));
        }
    }
    out
}

/// A file or URL that a record gives as evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The record.
    pub record: RecordId,
    /// The node with the path.
    pub node: u32,
    /// Whether it is there.
    pub status: EvidenceStatus,
}

/// Whether evidence is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvidenceStatus {
    /// A URL; never looked at.
    Url,
    /// In the repository.
    Present,
    /// Not in the repository; perhaps beside the record's own file.
    Missing {
        /// The path from the root that would be right.
        beside: Option<String>,
    },
}

/// All references and evidence of a system.
#[derive(Debug, Default)]
pub struct Links {
    references: Vec<Reference>,
    starts: Vec<u32>,
    incoming: Vec<u32>,
    incoming_starts: Vec<u32>,
    evidence: Vec<Evidence>,
}

/// What resolving needs to know.
pub(super) struct Resolver<'a> {
    pub(super) records: &'a [Record],
    pub(super) by_id: &'a HashMap<String, RecordId>,
    pub(super) schema: &'a Schema,
    pub(super) standards: &'a Standards,
    pub(super) unread: BTreeSet<&'a str>,
}

impl Links {
    pub(super) fn build(resolver: &Resolver<'_>, snapshot: &Snapshot) -> Self {
        let resolved: Vec<Vec<Reference>> = resolver
            .records
            .par_iter()
            .enumerate()
            .map(|(index, record)| resolver.references(RecordId(index as u32), record))
            .collect();
        let mut starts = Vec::with_capacity(resolved.len() + 1);
        let mut references = Vec::with_capacity(resolved.iter().map(Vec::len).sum());
        for of_one in resolved {
            starts.push(references.len() as u32);
            references.extend(of_one);
        }
        starts.push(references.len() as u32);
        let (incoming, incoming_starts) = incoming(&references, resolver.records.len());
        let evidence = evidence(resolver.records, snapshot);
        Self { references, starts, incoming, incoming_starts, evidence }
    }

    /// All references, in the order of the records.
    pub fn all(&self) -> &[Reference] {
        &self.references
    }

    /// What a record names.
    pub fn out_of(&self, id: RecordId) -> &[Reference] {
        let bounds = |index: u32| self.starts[index as usize] as usize;
        &self.references[bounds(id.0)..bounds(id.0 + 1)]
    }

    /// Who names a record.
    pub fn into(&self, id: RecordId) -> impl Iterator<Item = &Reference> {
        let bounds = |index: u32| self.incoming_starts[index as usize] as usize;
        self.incoming[bounds(id.0)..bounds(id.0 + 1)].iter().map(|&index| &self.references[index as usize])
    }

    /// All evidence, in the order of the records.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }
}

impl System {
    /// The records that a record names in a field, in the order written.
    pub fn named_in<'s>(&'s self, id: RecordId, path: &'s str) -> impl Iterator<Item = RecordId> + 's {
        let record = self.record(id);
        let named = self.links().out_of(id).iter().filter(move |named| named.link(record).path == path);
        named.filter_map(Reference::target)
    }

    /// The records of a kind that name a record in a field, in the order of the records, once each time they do.
    pub fn naming<'s>(
        &'s self,
        id: RecordId,
        kind: &'s str,
        path: &'s str,
    ) -> impl Iterator<Item = RecordId> + 's {
        // A role or process is named by very many: where no record is of the kind, none need be looked at.
        let of_kind = self.schema.named(kind).filter(|_| !self.ids_of_kind(kind).is_empty());
        let naming = of_kind.into_iter().flat_map(move |(kind, _)| {
            self.links().into(id).filter(move |reference| {
                let from = self.record(reference.from);
                from.kind_id() == kind && reference.link(from).path == path
            })
        });
        naming.map(|reference| reference.from)
    }
}

/// For each record the references that lead to it, as one list with the starts of each record's part.
fn incoming(references: &[Reference], records: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; records + 1];
    for target in references.iter().filter_map(Reference::target) {
        starts[target.0 as usize + 1] += 1;
    }
    for index in 0..records {
        starts[index + 1] += starts[index];
    }
    let mut next = starts.clone();
    let mut list = vec![0_u32; starts[records] as usize];
    for (index, reference) in references.iter().enumerate() {
        if let Some(target) = reference.target() {
            let place = &mut next[target.0 as usize];
            list[*place as usize] = index as u32;
            *place += 1;
        }
    }
    (list, starts)
}

impl Resolver<'_> {
    fn references(&self, from: RecordId, record: &Record) -> Vec<Reference> {
        let place = |place: &LinkNode| {
            let target = &record.kind().link(place.link).target;
            let status = self.status(record.file().node(place.node).text().trim(), target);
            Reference { from, place: *place, status }
        };
        record.links().iter().map(place).collect()
    }

    fn status(&self, name: &str, target: &LinkTarget) -> Status {
        if let Some(&id) = self.by_id.get(name) {
            let kind = &self.records[id.0 as usize].kind().name;
            if target.any || target.kinds.contains(kind) {
                return Status::Record(id);
            }
        }
        if target.clause && self.standards.get(name).is_some() {
            return Status::Clause;
        }
        if let Some(&id) = self.by_id.get(name) {
            return Status::WrongKind(id);
        }
        if self.unread.contains(name) {
            return Status::Unread;
        }
        if self.standards.has_control(name) && target.kinds.iter().any(|kind| kind == "control") {
            return Status::Undecided;
        }
        if target.text && !self.looks_like_id(name) {
            return Status::Text;
        }
        Status::Missing
    }

    fn looks_like_id(&self, name: &str) -> bool {
        let prefix = name.split_once('-').map(|(prefix, _)| prefix);
        !name.contains(' ') && prefix.is_some_and(|prefix| self.schema.with_prefix(prefix).is_some())
    }
}

fn evidence(records: &[Record], snapshot: &Snapshot) -> Vec<Evidence> {
    let of_one = |(index, record): (usize, &Record)| {
        let record_id = RecordId(index as u32);
        let each = record.evidence().map(|node| Evidence {
            record: record_id,
            node: node.index(),
            status: evidence_status(node.text().trim(), record.path(), snapshot),
        });
        each.collect::<Vec<_>>()
    };
    records.par_iter().enumerate().flat_map_iter(of_one).collect()
}

fn evidence_status(place: &str, record_path: &str, snapshot: &Snapshot) -> EvidenceStatus {
    if is_url(place) {
        return EvidenceStatus::Url;
    }
    // What follows a `#` names a place inside the file.
    let path = place.split('#').next().unwrap_or(place);
    if snapshot.exists(path) {
        return EvidenceStatus::Present;
    }
    let folder = record_path.rsplit_once('/').map(|(folder, _)| format!("{folder}/{path}"));
    EvidenceStatus::Missing { beside: folder.filter(|beside| snapshot.exists(beside)) }
}
