//! What processes say they produce, and which of them a kind's records belong to.

use std::collections::BTreeMap;

use crate::record::Record;
use crate::record::field::{Items, PROCESS_PRODUCES};
use crate::system::{RecordId, System};

/// The records of a kind, or those of them that have a `type`: `review`, `review/management`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sort {
    /// The kind's name.
    pub kind: String,
    /// The value of `type`; `None` for every record of the kind.
    pub ty: Option<String>,
}

/// What processes say they produce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The records claimed.
    pub sort: Sort,
    /// Those who say so, in the order of the records; a process that says it twice counts once.
    pub claimants: Vec<Claimant>,
}

/// A process that claims to produce something, and the node where it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimant {
    /// The process.
    pub process: RecordId,
    /// The entry of its `produces`, in its file.
    pub node: u32,
}

impl Sort {
    /// Reads what a field of type `produces` says.
    pub fn read(text: &str) -> Self {
        let (kind, ty) = parts(text);
        Self { kind: kind.to_owned(), ty: ty.map(str::to_owned) }
    }

    /// As records write it: `review/management`.
    pub fn text(&self) -> String {
        self.ty.as_ref().map_or_else(|| self.kind.clone(), |ty| format!("{}/{ty}", self.kind))
    }

    /// Whether it speaks of a record.
    pub fn covers(&self, record: &Record) -> bool {
        record.is(&self.kind) && self.ty.as_deref().is_none_or(|ty| record.ty() == Some(ty))
    }
}

impl Claim {
    /// The process that has the records: the first that claims them.
    pub fn holder(&self) -> Option<RecordId> {
        self.claimants.first().map(|claimant| claimant.process)
    }
}

/// All claims by kind, and by `type` within it; the empty text stands for every type.
#[derive(Debug, Default)]
pub(super) struct Claims(BTreeMap<String, BTreeMap<String, Claim>>);

impl Claims {
    pub(super) fn of(system: &System, processes: &[RecordId]) -> Self {
        let mut claims = Self::default();
        for &process in processes {
            for item in system.record(process).get(PROCESS_PRODUCES).into_iter().flat_map(Items::iter) {
                claims.add(item.text(), Claimant { process, node: item.index() });
            }
        }
        claims
    }

    fn add(&mut self, text: &str, claimant: Claimant) {
        let (kind, ty) = parts(text);
        let of_kind = self.0.entry(kind.to_owned()).or_default();
        let new = || Claim { sort: Sort::read(text), claimants: Vec::new() };
        let claim = of_kind.entry(ty.unwrap_or_default().to_owned()).or_insert_with(new);
        // The claims of one process come one after the other.
        if claim.claimants.last().is_none_or(|last| last.process != claimant.process) {
            claim.claimants.push(claimant);
        }
    }

    /// The most specific claim that speaks of a record: its kind and `type` before its kind.
    pub(super) fn on(&self, record: &Record) -> Option<&Claim> {
        let of_kind = self.0.get(&record.kind().name)?;
        record.ty().and_then(|ty| of_kind.get(ty)).or_else(|| of_kind.get(""))
    }

    /// The claim that an entry of `produces` makes.
    pub(super) fn made_by(&self, text: &str) -> Option<&Claim> {
        let (kind, ty) = parts(text);
        self.0.get(kind)?.get(ty.unwrap_or_default())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Claim> {
        self.0.values().flat_map(BTreeMap::values)
    }
}

/// The kind and, where there is one, the `type` of an entry of `produces`.
pub fn parts(text: &str) -> (&str, Option<&str>) {
    text.split_once('/').map_or((text, None), |(kind, ty)| (kind, Some(ty)))
}
