//! A history in whole, as it is kept for a run that looks from the same commit again: nothing has to be worked out then.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Extent;
use super::commit::{Commit, CommitId, Identity, SignatureForm, Stamp};
use super::intern::Interner;
use super::read::Parts;
use super::replay::{Event, Replayed, Seen};
use super::repository::Repository;
use super::store::Name;
use super::versions::Versions;

/// What tells one history from another of the same repository, settings and kinds: the commit that is looked from, on
/// which all others rest, and where the clone was cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seal {
    head: Name,
    cut: Vec<Name>,
}

/// A history as it is kept.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    seal: Seal,
    people: Vec<Identity>,
    commits: Vec<Record>,
    versions: Versions,
    paths: Interner,
    events: Vec<Event>,
    last: Vec<u32>,
}

/// A commit with the numbers of people.
#[derive(Serialize, Deserialize)]
struct Record {
    hash: Name,
    parents: Box<[u32]>,
    author: (u32, Stamp),
    committer: (u32, Stamp),
    co_authors: Box<[u32]>,
    signed_off_by: Box<[u32]>,
    subject: Box<str>,
    signature: Option<SignatureForm>,
    boundary: bool,
}

impl Seal {
    pub(super) fn of(repository: &Repository) -> Option<Self> {
        let name = |oid: git2::Oid| Name::try_from(oid.as_bytes()).ok();
        let mut cut = repository.cuts().map(name).collect::<Option<Vec<Name>>>()?;
        cut.sort_unstable();
        Some(Self { head: name(repository.head())?, cut })
    }
}

impl Kept {
    /// Takes a history apart; [`Kept::parts`] puts it together again.
    pub(super) fn of(seal: Seal, parts: Parts) -> Self {
        let mut numbers: HashMap<Arc<Identity>, u32> = HashMap::new();
        let mut people = Vec::new();
        let mut number = |who: &Arc<Identity>| {
            *numbers.entry(Arc::clone(who)).or_insert_with(|| {
                people.push(Identity::clone(who));
                (people.len() - 1) as u32
            })
        };
        let commits = parts.commits.into_iter().map(|commit| Record {
            hash: commit.hash,
            parents: commit.parents.iter().map(|parent| parent.0).collect(),
            author: (number(&commit.author.0), commit.author.1),
            committer: (number(&commit.committer.0), commit.committer.1),
            co_authors: commit.co_authors.iter().map(&mut number).collect(),
            signed_off_by: commit.signed_off_by.iter().map(&mut number).collect(),
            subject: commit.subject,
            signature: commit.signature,
            boundary: commit.boundary,
        });
        let commits = commits.collect();
        let Replayed { events, last } = parts.replayed;
        Self { seal, people, commits, versions: parts.versions, paths: parts.paths, events, last }
    }

    /// The history, if it is the one that is asked for and every number in it leads to something.
    pub(super) fn parts(self, seal: &Seal) -> Option<Parts> {
        if self.seal != *seal || !self.is_sound() {
            return None;
        }
        let people: Vec<Arc<Identity>> = self.people.into_iter().map(Arc::new).collect();
        let person = |number: u32| people.get(number as usize).cloned();
        let persons = |numbers: &[u32]| numbers.iter().map(|number| person(*number)).collect::<Option<_>>();
        let commit = |(at, record): (usize, Record)| {
            let is_known = record.parents.iter().all(|parent| (*parent as usize) < at);
            is_known.then_some(())?;
            Some(Commit {
                hash: record.hash,
                parents: record.parents.iter().map(|parent| CommitId(*parent)).collect(),
                author: (person(record.author.0)?, record.author.1),
                committer: (person(record.committer.0)?, record.committer.1),
                co_authors: persons(&record.co_authors)?,
                signed_off_by: persons(&record.signed_off_by)?,
                subject: record.subject,
                signature: record.signature,
                boundary: record.boundary,
            })
        };
        let commits = self.commits.into_iter().enumerate().map(commit).collect::<Option<_>>()?;
        let replayed = Replayed { events: self.events, last: self.last };
        Some(Parts { commits, versions: self.versions, paths: self.paths, replayed })
    }

    fn is_sound(&self) -> bool {
        let (records, commits) = (self.versions.ids.len(), self.commits.len());
        let seen = |seen: Option<Seen>| {
            seen.is_none_or(|seen| {
                (seen.version as usize) < self.versions.len() && (seen.path as usize) < self.paths.len()
            })
        };
        let event = |(at, event): (usize, &Event)| {
            // The first one is a dummy.
            let is_known = (event.record as usize) < records && (event.commit as usize) < commits;
            (is_known || (at == 0 && !event.shown)) && seen(event.before) && seen(event.after)
        };
        self.versions.is_sound()
            && self.last.len() == records
            && self.last.iter().all(|last| (*last as usize) < self.events.len())
            && self.events.iter().enumerate().all(event)
    }
}

/// What is kept of how much of the history there is: only histories of which nothing is missing without a reason are.
pub(super) fn extent(repository: &Repository) -> Extent {
    if repository.is_shallow() { Extent::Shallow } else { Extent::Full }
}
