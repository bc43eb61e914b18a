//! What objects say, in the form in which it is kept: commits, the files that each changed, and what those files held.
//!
//! All of it follows from the names of objects alone, and objects never change, so what was read once need not be read
//! again: `cache` keeps a store between runs. What depends on the commit that is looked from (the order of commits, names by
//! `.mailmap`, where the clone was cut) is worked out anew each time.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::commit::{Identity, Stamp};
use super::contents::Content;
use super::intern::Interner;
use super::replay::Touched;
use super::versions::Versions;

/// The name of a git object.
pub(super) type Name = [u8; 20];

/// A commit as its object tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) name: Name,
    pub(super) tree: Name,
    pub(super) parents: Vec<Name>,
    /// Numbers of people.
    pub(super) author: u32,
    pub(super) authored: Stamp,
    pub(super) committer: u32,
    pub(super) committed: Stamp,
    /// People named at the end of the message, and whether as co-author.
    pub(super) others: Vec<(bool, u32)>,
    pub(super) subject: Box<str>,
    /// 0 for none; see `walk`.
    pub(super) signature: u8,
    /// The files that it changed beside its first parent, where that has been worked out.
    pub(super) changed: Option<Changed>,
}

/// Files that a commit changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Changed {
    /// The commit it was compared with; `None` for nothing.
    pub(super) beside: Option<Name>,
    /// The folder of the records in this commit, as the number of a path.
    pub(super) root: u32,
    /// The folder of the records in each of its parents.
    pub(super) roots_before: Box<[u32]>,
    pub(super) files: Box<[Touched]>,
}

/// All that was read of a repository.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Store {
    pub(super) commits: Vec<Record>,
    /// Names and addresses as they are written.
    pub(super) people: Vec<Identity>,
    pub(super) paths: Interner,
    /// Texts of files: the object, and whether it is read as Markdown.
    pub(super) texts: Vec<(Name, bool)>,
    /// What the texts held; of texts that are not here, nothing is kept.
    pub(super) contents: Vec<Content>,
    pub(super) versions: Versions,
}

impl Store {
    /// Whether every number in it leads to something.
    pub(super) fn is_sound(&self) -> bool {
        let (people, paths, texts) = (self.people.len(), self.paths.len(), self.texts.len());
        let below = |number: u32, end: usize| (number as usize) < end;
        let file = |file: &Touched| {
            let text = |text: Option<u32>| text.is_none_or(|text| below(text, texts));
            below(file.path, paths) && text(file.before) && text(file.after)
        };
        let changed = |changed: &Changed| {
            let mut roots = std::iter::once(&changed.root).chain(&changed.roots_before);
            roots.all(|root| below(*root, paths)) && changed.files.iter().all(file)
        };
        let commit = |commit: &Record| {
            let mut others = commit.others.iter();
            below(commit.author, people)
                && below(commit.committer, people)
                && others.all(|(_, who)| below(*who, people))
                && commit.changed.as_ref().is_none_or(changed)
        };
        let content = |content: &Content| {
            let known = |version: &u32| below(*version, self.versions.len());
            content.records.iter().all(known)
                && content.unread.iter().all(|id| below(*id, self.versions.ids.len()))
        };
        self.contents.len() == texts
            && self.versions.is_sound()
            && self.commits.iter().all(commit)
            && self.contents.iter().all(content)
    }
}

/// Where things are in a [`Store`].
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) commits: HashMap<Name, u32>,
    pub(super) people: HashMap<Identity, u32>,
    /// Made when first needed: what comes out of the cache is mostly looked up by commits alone.
    texts: Option<HashMap<(Name, bool), u32>>,
}

impl Index {
    pub(super) fn of(store: &Store) -> Self {
        let number = |(at, name)| (name, at as u32);
        Self {
            commits: store.commits.iter().map(|commit| commit.name).enumerate().map(number).collect(),
            people: store.people.iter().cloned().enumerate().map(|(at, who)| (who, at as u32)).collect(),
            texts: None,
        }
    }

    /// The number of a text, which is kept if it is new.
    pub(super) fn text(&mut self, texts: &mut Vec<(Name, bool)>, text: (Name, bool)) -> u32 {
        let known = || texts.iter().copied().enumerate().map(|(at, text)| (text, at as u32)).collect();
        let index = self.texts.get_or_insert_with(known);
        *index.entry(text).or_insert_with(|| {
            texts.push(text);
            (texts.len() - 1) as u32
        })
    }
}
