//! Versions of records, each kept once however many commits and files hold it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use super::flatten::Flat;
use super::intern::{Interner, NoHash};
use super::wording::Print;

/// A path and a value, as numbers of the texts.
pub(super) type Entry = (u32, u32);

/// What a record says at one time. Two versions that mean the same are the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Version {
    /// The record, as the number of its id.
    pub(super) record: u32,
    /// Sorted, each once.
    pub(super) entries: Box<[Entry]>,
    /// The text below the front matter of a Markdown file.
    pub(super) body: Option<Box<Print>>,
}

/// All versions of all records, and the texts they are made of.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Versions {
    /// Ids of records.
    pub(super) ids: Interner,
    /// Paths of fields.
    pub(super) fields: Interner,
    /// Values of fields.
    pub(super) values: Interner,
    all: Vec<Version>,
    /// Made when first needed.
    #[serde(skip)]
    index: Option<Numbers>,
}

/// Numbers of versions by their hashes.
#[derive(Debug, Default)]
struct Numbers {
    by_hash: HashMap<u64, u32, NoHash>,
    hasher: RandomState,
}

impl Versions {
    /// The number of a version, which is kept if it is new.
    pub(super) fn add(&mut self, id: &str, flat: &Flat, body: Option<Print>) -> u32 {
        let record = self.ids.intern(id);
        let mut entries: Vec<Entry> = flat
            .entries()
            .map(|(path, value)| (self.fields.intern(path), self.values.intern(value)))
            .collect();
        entries.sort_unstable();
        entries.dedup();
        self.insert(Version { record, entries: entries.into(), body: body.map(Box::new) })
    }

    /// The number of a version, which is kept if it is new.
    pub(super) fn insert(&mut self, version: Version) -> u32 {
        let mut numbers = self.index.take().unwrap_or_else(|| self.numbers());
        let number = match numbers.look(&self.all, &version) {
            Ok(number) => number,
            Err(hash) => {
                let number = self.all.len() as u32;
                numbers.by_hash.insert(hash, number);
                self.all.push(version);
                number
            }
        };
        self.index = Some(numbers);
        number
    }

    fn numbers(&self) -> Numbers {
        let mut numbers = Numbers::default();
        numbers.by_hash.reserve(self.all.len());
        for (number, version) in self.all.iter().enumerate() {
            if let Err(hash) = numbers.look(&self.all, version) {
                numbers.by_hash.insert(hash, number as u32);
            }
        }
        numbers
    }

    /// A version by its number.
    pub(super) fn get(&self, number: u32) -> &Version {
        &self.all[number as usize]
    }

    /// How many versions there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether every number in it leads to something.
    pub(super) fn is_sound(&self) -> bool {
        let (ids, fields, values) = (self.ids.len(), self.fields.len(), self.values.len());
        let entry = |entry: &Entry| (entry.0 as usize) < fields && (entry.1 as usize) < values;
        self.all.iter().all(|version| (version.record as usize) < ids && version.entries.iter().all(entry))
    }

    /// Whether a path stands once for each value of a list.
    pub(super) fn is_list(&self, field: u32) -> bool {
        self.fields.get(field).ends_with("[]")
    }

    /// What has to be changed in one version to get another; `None` is a record that is not there.
    pub(super) fn compare(&self, before: Option<u32>, after: Option<u32>) -> Vec<Step> {
        let entries = |version: Option<u32>| version.map_or(&[][..], |version| &self.get(version).entries);
        let (old, new) = (entries(before), entries(after));
        let mut steps = Vec::new();
        let (mut left, mut right) = (0, 0);
        while left < old.len() || right < new.len() {
            let (a, b) = (old.get(left).copied(), new.get(right).copied());
            if a == b {
                (left, right) = (left + 1, right + 1);
                continue;
            }
            // A value that changed: the same path on both sides, and it stands once.
            if let (Some(a), Some(b)) = (a, b)
                && a.0 == b.0
                && !self.is_list(a.0)
            {
                steps.push(Step { field: a.0, before: Some(a.1), after: Some(b.1) });
                (left, right) = (left + 1, right + 1);
                continue;
            }
            if a.is_some() && (b.is_none() || a < b) {
                steps.extend(a.map(|(field, value)| Step { field, before: Some(value), after: None }));
                left += 1;
            } else {
                steps.extend(b.map(|(field, value)| Step { field, before: None, after: Some(value) }));
                right += 1;
            }
        }
        steps
    }
}

impl Numbers {
    /// The number of a version, or the free hash under which it would be kept.
    fn look(&self, all: &[Version], version: &Version) -> Result<u32, u64> {
        let mut hash = self.hasher.hash_one(version);
        while let Some(&number) = self.by_hash.get(&hash) {
            if all[number as usize] == *version {
                return Ok(number);
            }
            hash = hash.wrapping_add(1);
        }
        Err(hash)
    }
}

/// One difference between two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) field: u32,
    pub(super) before: Option<u32>,
    pub(super) after: Option<u32>,
}

/// A version under construction: what comes out when changes are made one after the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Draft {
    values: BTreeMap<u32, u32>,
    items: BTreeSet<Entry>,
    body: Option<Print>,
}

impl Draft {
    /// Makes the changes that lead from one version to another, whatever is there now.
    pub(super) fn apply(&mut self, versions: &Versions, before: Option<u32>, after: u32) {
        for step in versions.compare(before, Some(after)) {
            match (versions.is_list(step.field), step.before, step.after) {
                (true, before, after) => {
                    before.map(|value| self.items.remove(&(step.field, value)));
                    after.map(|value| self.items.insert((step.field, value)));
                }
                (false, _, Some(value)) => {
                    self.values.insert(step.field, value);
                }
                (false, _, None) => {
                    self.values.remove(&step.field);
                }
            }
        }
        let body = |version: u32| versions.get(version).body.as_deref().copied();
        if before.is_none_or(|before| body(before) != body(after)) {
            self.body = body(after);
        }
    }

    /// The version it has become.
    pub(super) fn finish(self, record: u32) -> Version {
        let mut entries: Vec<Entry> = self.values.into_iter().chain(self.items).collect();
        entries.sort_unstable();
        Version { record, entries: entries.into(), body: self.body.map(Box::new) }
    }
}
