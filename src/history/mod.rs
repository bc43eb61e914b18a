//! History as evidence: what happened to each record, when and by whom, by the meaning of its fields.
//!
//! One walk over the commits finds which files each of them changed (`walk`, `tree`); every text is read once by the
//! present kinds and settings (`contents`, `flatten`, `versions`); and the commits are worked through record by record
//! (`replay`). Nothing here looks at file dates, asks the clock, fetches, or writes to a repository. No
//! program is run, but git where somebody asks for signatures to be verified (`signatures`).

mod cache;
pub mod change;
pub mod commit;
mod contents;
mod edit;
mod flatten;
mod intern;
mod kept;
mod objects;
mod pack;
pub mod people;
mod read;
mod replay;
pub mod repository;
mod roots;
pub mod signatures;
pub mod significance;
mod split;
mod state;
mod store;
mod texts;
pub mod timeline;
mod tree;
mod unpack;
mod versions;
mod walk;
mod wording;

use std::path::{Path, PathBuf};

pub use self::change::{BodyChange, Difference, FieldChange};
pub use self::commit::{Commit, CommitId, Identity, SignatureForm, Stamp};
use self::intern::Interner;
pub use self::people::People;
use self::replay::Event;
pub use self::repository::Missing;
pub use self::signatures::{Verdict, Verifier};
pub use self::significance::Significance;
pub use self::timeline::{Change, Timeline, What};
use self::versions::Versions;
use crate::system::System;

/// How much of the history is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Back to the first commit.
    Full,
    /// A clone that was cut short: what lies before its oldest commits is unknown.
    Shallow,
    /// Objects are missing that no cut explains: a partial clone, or a damaged repository.
    Partial,
    /// Nothing: [`History::missing`] says why.
    None,
}

impl Extent {
    /// The word in machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Shallow => "shallow",
            Self::Partial => "partial",
            Self::None => "none",
        }
    }
}

/// How to look at the history.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The revision to look from instead of `HEAD`.
    pub revision: Option<String>,
    /// The folder of the records in that revision, from the top of the repository, where it is not the one that is asked about.
    pub folder: Option<String>,
    /// The folder in which what was read is kept for the next run; `None` keeps nothing.
    pub cache: Option<PathBuf>,
}

/// The history of all records, as seen from one commit.
#[derive(Debug)]
pub struct History {
    extent: Extent,
    missing: Option<Missing>,
    commits: Vec<Commit>,
    versions: Versions,
    paths: Interner,
    events: Vec<Event>,
    last: Vec<u32>,
    significance: Significance,
    /// Shown events of all records one after the other, and where those of each record begin.
    order: Vec<u32>,
    starts: Vec<u32>,
    by_id: Vec<u32>,
    kind_field: u32,
    /// Paths of fields without their items; for each path the number of the plain one.
    plain: Interner,
    plain_of: Vec<u32>,
}

impl History {
    /// The history of the records below a folder, by the kinds and settings of a system. Where there is none, the history is
    /// empty and [`History::missing`] says why.
    pub fn of(root: &Path, system: &System, options: &Options) -> Self {
        read::read(root, system, options).unwrap_or_else(|missing| Self::none(system, missing))
    }

    /// No history, and why.
    pub fn none(system: &System, missing: Missing) -> Self {
        let significance = Significance::of(&system.schema, &system.config);
        let parts = read::Parts::default();
        Self { missing: Some(missing), ..Self::build(Extent::None, parts, significance) }
    }

    /// How much of the history is here.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// Why there is no history.
    pub fn missing(&self) -> Option<&Missing> {
        self.missing.as_ref()
    }

    /// All commits, parents before children, of those that do not depend on each other the older first.
    pub fn commits(&self) -> &[Commit] {
        &self.commits
    }

    /// A commit by its place.
    ///
    /// # Panics
    /// If the place is another history's.
    pub fn commit(&self, id: CommitId) -> &Commit {
        &self.commits[id.0 as usize]
    }

    /// The commit that is looked from.
    pub fn head(&self) -> Option<&Commit> {
        self.commits.last()
    }

    /// Commits whose parents are not here. What rests on one of them is unknown: it happened there or before.
    pub fn boundaries(&self) -> impl Iterator<Item = &Commit> {
        self.commits.iter().filter(|commit| commit.boundary)
    }

    /// The life of the record with an id; `None` where no commit has it.
    pub fn timeline(&self, id: &str) -> Option<Timeline<'_>> {
        let record = self.versions.ids.find(id)?;
        (!self.of_record(record).is_empty()).then(|| Timeline::new(self, record))
    }

    /// The lives of all records that were ever there, sorted by id.
    pub fn timelines(&self) -> impl Iterator<Item = Timeline<'_>> {
        self.by_id.iter().map(|record| Timeline::new(self, *record))
    }

    /// All changes of all records, in the order of the commits.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = Change<'_>> {
        self.events.iter().filter(|event| event.shown).map(|event| Change::new(self, event))
    }

    /// Which fields mean something.
    pub fn significance(&self) -> &Significance {
        &self.significance
    }

    /// Puts together what was read and computed.
    fn build(extent: Extent, parts: read::Parts, significance: Significance) -> Self {
        let read::Parts { commits, mut versions, paths, replayed } = parts;
        let (order, starts) = by_record(&replayed.events, versions.ids.len());
        let mut by_id: Vec<u32> = (0..versions.ids.len() as u32).collect();
        by_id.retain(|record| starts[*record as usize] < starts[*record as usize + 1]);
        by_id.sort_by(|a, b| versions.ids.get(*a).cmp(versions.ids.get(*b)));
        let mut plain = Interner::default();
        let kind_field = versions.fields.intern("kind");
        let fields = 0..versions.fields.len() as u32;
        let plain_of = fields.map(|field| plain.intern(&change::plain(versions.fields.get(field)))).collect();
        Self {
            extent,
            missing: None,
            commits,
            versions,
            paths,
            events: replayed.events,
            last: replayed.last,
            significance,
            order,
            starts,
            by_id,
            kind_field,
            plain,
            plain_of,
        }
    }

    /// Places of a record's shown events, oldest first.
    fn of_record(&self, record: u32) -> &[u32] {
        let start = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        self.order.get(start(record as usize)..start(record as usize + 1)).unwrap_or_default()
    }

    fn entries(&self, version: u32) -> Vec<(&str, &str)> {
        let versions = &self.versions;
        let entries = versions.get(version).entries.iter();
        let mut entries: Vec<(&str, &str)> =
            entries.map(|entry| (versions.fields.get(entry.0), versions.values.get(entry.1))).collect();
        entries.sort_unstable();
        entries
    }

    /// The number of a path without items.
    fn field_named(&self, plain: &str) -> Option<u32> {
        self.plain.find(plain)
    }

    fn plain_of(&self, field: u32) -> u32 {
        self.plain_of[field as usize]
    }
}

/// Shown events by record, in order, and where those of each record begin.
fn by_record(events: &[Event], records: usize) -> (Vec<u32>, Vec<u32>) {
    let shown = || events.iter().enumerate().filter(|(_, event)| event.shown);
    let mut starts = vec![0_u32; records + 1];
    for (_, event) in shown() {
        starts[event.record as usize + 1] += 1;
    }
    for at in 0..records {
        starts[at + 1] += starts[at];
    }
    let mut next = starts.clone();
    let mut order = vec![0; starts[records] as usize];
    for (at, event) in shown() {
        let place = &mut next[event.record as usize];
        order[*place as usize] = at as u32;
        *place += 1;
    }
    (order, starts)
}
