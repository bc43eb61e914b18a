//! Standards as data: clauses and reference controls, what they ask, and which records show them.
//!
//! The standards of the binary and a repository's own are read by the same code from the same form
//! (`docs/standards.md`). Carries numbers, titles, attributes and own words, never a standard's wording. Knows kinds, but
//! no record.

mod builtin;
mod item;
mod load;
mod shown;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

pub use self::item::{Documented, Explained, Item, Part};
pub use self::shown::Shown;
use crate::base::{Source, text};
use crate::finding::Finding;
use crate::schema::Schema;

/// The standard that the binary carries and that is enabled where nobody says otherwise.
const DEFAULT: &str = "iso27001-2022";

/// One standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standard {
    /// Its name in `[standards] enabled`.
    pub name: Arc<str>,
    /// Its title.
    pub title: String,
}

/// The enabled standards.
#[derive(Debug, Default)]
pub struct Standards {
    all: Vec<Standard>,
    known: Vec<String>,
    items: Vec<Item>,
    by_id: HashMap<String, usize>,
    below: HashMap<String, Vec<usize>>,
    /// What the files that were read say, by id.
    explained: HashMap<String, Explained>,
    /// What the binary says besides, read when somebody asks.
    late: OnceLock<Box<Standards>>,
}

impl Standards {
    /// Loads the standards in `enabled`: from the binary, or from a repository's own files. An own file with the name of
    /// another standard adds to it. What is wrong in a file is a finding of the rule `invalid-standard`, also where the
    /// file's standard is not enabled; unknown names are left out, since the configuration reports them.
    pub fn load(enabled: &[&str], own: &[Arc<Source>], schema: &Schema) -> (Self, Vec<Finding>) {
        let mut loader = load::Loader::new(schema, enabled);
        loader.builtin();
        own.iter().for_each(|source| loader.file(source));
        let (mut standards, findings) = loader.finish();
        let meant = standards.meant(enabled);
        if meant != enabled {
            return Self::load(&meant, own, schema);
        }
        standards.list_below();
        (standards, findings)
    }

    /// The enabled names, misspelt ones put right: one slip is reported once, and not again for every control and clause.
    fn meant<'a>(&'a self, enabled: &[&'a str]) -> Vec<&'a str> {
        let right = |name: &&'a str| {
            let near = || text::nearest(name, self.known()).filter(|near| !enabled.contains(near));
            if self.known().any(|known| known == *name) { *name } else { near().unwrap_or(name) }
        };
        enabled.iter().map(right).collect()
    }

    /// The standard that the binary carries.
    pub fn builtin(schema: &Schema) -> Self {
        Self::load(&[DEFAULT], &[], schema).0
    }

    /// The names of all standards that can be enabled.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(String::as_str)
    }

    /// The enabled standards, those of the binary first.
    pub fn all(&self) -> &[Standard] {
        &self.all
    }

    /// The titles of the enabled standards.
    pub fn titles(&self) -> Vec<&str> {
        self.all.iter().map(|standard| standard.title.as_str()).collect()
    }

    /// All clauses and controls, in the order of their standards.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The clause or control with an id.
    pub fn get(&self, id: &str) -> Option<&Item> {
        self.place(id).map(|place| &self.items[place])
    }

    /// Its place in [`Standards::items`].
    pub fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Whether an id is a reference control of an enabled standard.
    pub fn has_control(&self, id: &str) -> bool {
        self.get(id).is_some_and(|item| item.control)
    }

    /// All ids, in the order of their standards.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.items.iter().map(|item| item.id.as_str())
    }

    /// The places of all clauses below one, at any depth, without itself.
    pub fn below(&self, id: &str) -> &[usize] {
        self.below.get(id).map_or(&[], Vec::as_slice)
    }

    /// The places of an item and of all clauses below it; none where there is no such item.
    pub fn with_below<'s>(&'s self, id: &str) -> impl Iterator<Item = usize> + use<'s> {
        self.place(id).into_iter().chain(self.below(id).iter().copied())
    }

    /// Whether a clause is another one or stands below it: `9.2.1` within `9.2` and `9`. The other need not exist, so that
    /// all controls of a theme are within `A.5`.
    pub fn is_within(&self, id: &str, outer: &str) -> bool {
        let by_number = id.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        by_number || self.place(id).is_some_and(|place| self.below(outer).contains(&place))
    }

    /// The title with those of what it stands below, where its own says little: `Internal audit: General`.
    pub fn full_title(&self, item: &Item) -> String {
        let parent = item.parent.as_deref().and_then(|parent| self.get(parent));
        match parent.filter(|_| item.title == "General") {
            Some(parent) => format!("{}: {}", parent.title, item.title),
            None => item.title.clone(),
        }
    }

    /// What an item asks, and its attributes. What a repository's own file says comes before what the binary says.
    pub fn explained(&self, id: &str) -> Explained {
        let mut explained = self.explained.get(id).cloned().unwrap_or_default();
        let standard = self.get(id).map(|item| &item.standard);
        let late = self.late.get_or_init(|| Box::new(late()));
        if standard.is_some()
            && late.get(id).map(|item| &item.standard) == standard
            && let Some(more) = late.explained.get(id)
        {
            explained.fill(more);
        }
        explained
    }

    /// Adds an item, or what it says to the item with its id.
    fn add(&mut self, item: Item, explained: &Explained) {
        if *explained != Explained::default() {
            self.explained.entry(item.id.clone()).or_default().fill(explained);
        }
        let Some(place) = self.place(&item.id) else {
            self.by_id.insert(item.id.clone(), self.items.len());
            self.items.push(item);
            return;
        };
        let known = &mut self.items[place];
        known.shown_by.extend(item.shown_by);
        for more in item.documented {
            match known.documented.iter_mut().find(|known| known.what == more.what) {
                Some(known) => known.shown_by.extend(more.shown_by),
                None => known.documented.push(more),
            }
        }
        for more in item.contents {
            match known.contents.iter_mut().find(|known| known.part == more.part) {
                Some(known) => known.words.extend(more.words),
                None => known.contents.push(more),
            }
        }
    }

    fn list_below(&mut self) {
        for (place, item) in self.items.iter().enumerate() {
            let mut outer = item.parent.as_deref();
            // A file may say that clauses stand below each other.
            for _ in 0..20 {
                let Some(id) = outer else { break };
                let below = self.below.entry(id.to_owned()).or_default();
                if below.last() != Some(&place) {
                    below.push(place);
                }
                outer = self.by_id.get(id).and_then(|&place| self.items[place].parent.as_deref());
            }
        }
    }
}

/// What the binary says to explain its standards. A test reads it together with the rest and wants no finding.
fn late() -> Standards {
    let schema = Schema::default();
    let names: Vec<&str> = builtin::STANDARDS.iter().map(|standard| standard.name).collect();
    let mut loader = load::Loader::new(&schema, &names);
    for standard in builtin::STANDARDS {
        loader.file(&Arc::new(Source::new(standard.explained.0, standard.explained.1)));
    }
    loader.finish().0
}
