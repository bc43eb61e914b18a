//! One pass over the commits: which there are, in which order, and which files each of them changed.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::sync::Arc;

use git2::{Mailmap, Oid, Signature, Time};

use super::commit::{self, Commit, CommitId, Identity, Raw, SignatureForm, Trailer};
use super::objects::{Objects, Source};
use super::pack::Kind;
use super::repository::{Missing, Repository};
use super::roots::Roots;
use super::store::{Index, Name, Record, Store};
use super::tree::{Interest, Trees};

/// Bytes of commits that are kept at most, twice.
const KEPT: usize = 2 << 20;

/// All commits that a commit rests on, parents first; of those that do not depend on each other the older one first.
pub(super) struct Walk {
    pub(super) commits: Vec<Commit>,
    /// Their places in the store.
    pub(super) stored: Vec<u32>,
    /// Whether an object was missing that no cut explains.
    pub(super) partial: bool,
}

impl Walk {
    /// Finds all commits and reads those that are not in the store.
    pub(super) fn of(repository: &Repository, store: &mut Store, index: &mut Index) -> Result<Self, Missing> {
        let source = repository.objects()?;
        let mut reader = Reader { objects: Objects::new(&source, KEPT), store, index };
        let (found, partial) = reader.all(repository);
        if found.is_empty() {
            return Err(Missing::Unreadable("its newest commit is missing".to_owned()));
        }
        let stored = order(store, index, repository, &found);
        let mut people = People { mailmap: mailmap(&source, repository), known: HashMap::new() };
        let mut places: HashMap<Name, CommitId> = HashMap::with_capacity(stored.len());
        let mut commits = Vec::with_capacity(stored.len());
        for (place, at) in stored.iter().enumerate() {
            let record = &store.commits[*at as usize];
            let parents = parents(repository, record);
            let known: Box<[CommitId]> =
                parents.iter().filter_map(|name| places.get(name).copied()).collect();
            let boundary = known.len() < record.parents.len();
            commits.push(people.commit(store, record, known, boundary));
            places.insert(record.name, CommitId(place as u32));
        }
        Ok(Self { commits, stored, partial })
    }

    /// Finds out, for each commit of which it is not known yet, what it changed beside its first parent (of a root: beside
    /// nothing). Where the tree of the parent is not here, the commit is a boundary, too.
    pub(super) fn changes(
        &mut self,
        repository: &Repository,
        interest: &dyn Interest,
        store: &mut Store,
        index: &mut Index,
    ) -> Result<Compared, Missing> {
        let source = repository.objects()?;
        let mut roots =
            Roots::new(&source, interest, store.paths.intern(&repository.prefix), self.commits.len());
        let mut all = Compared { whole: true, new: 0 };
        // Children first: where the records lie in a commit is told by where they lie in those that follow.
        for place in (0..self.commits.len()).rev() {
            let parents = self.commits[place].parents.clone();
            let places: Vec<u32> = parents.iter().map(|parent| self.stored[parent.0 as usize]).collect();
            let root = roots.of(place);
            let record = &store.commits[self.stored[place] as usize];
            let beside = places.first().map(|parent| store.commits[*parent as usize].name);
            let known = record.changed.as_ref().filter(|known| known.beside == beside && known.root == root);
            let before = match known {
                Some(known) => known.roots_before.clone(),
                None => {
                    let (changed, whole) = roots.compare(store, index, self.stored[place], &places, root);
                    all.new += 1;
                    all.whole &= whole;
                    self.commits[place].boundary |= !whole;
                    let before = changed.roots_before.clone();
                    store.commits[self.stored[place] as usize].changed = Some(changed);
                    before
                }
            };
            parents.iter().zip(&before).for_each(|(parent, root)| roots.set(parent.0 as usize, *root));
        }
        Ok(all)
    }
}

/// What came of comparing commits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compared {
    /// Whether all trees were there.
    pub(super) whole: bool,
    /// How many commits were compared that had not been before.
    pub(super) new: usize,
}

/// The parents of a commit, of which a cut clone has none.
fn parents<'r>(repository: &Repository, record: &'r Record) -> &'r [Name] {
    let cut = Oid::from_bytes(&record.name).is_ok_and(|name| repository.is_cut(name));
    if cut { &[] } else { &record.parents }
}

struct Reader<'r> {
    objects: Objects<'r>,
    store: &'r mut Store,
    index: &'r mut Index,
}

impl Reader<'_> {
    /// The places of all commits, and whether some were missing.
    fn all(&mut self, repository: &Repository) -> (Vec<u32>, bool) {
        let head = name(repository.head());
        let mut seen = HashSet::with_capacity(self.store.commits.len() + 1);
        let mut todo: Vec<Name> = head.into_iter().collect();
        seen.extend(head);
        let (mut found, mut partial) = (Vec::new(), false);
        while let Some(name) = todo.pop() {
            let known = self.index.commits.get(&name).copied();
            let Some(at) = known.or_else(|| self.read(name)) else {
                partial = true;
                continue;
            };
            found.push(at);
            let parents = parents(repository, &self.store.commits[at as usize]);
            todo.extend(parents.iter().copied().filter(|parent| seen.insert(*parent)));
        }
        (found, partial)
    }

    /// Reads a commit into the store.
    fn read(&mut self, own: Name) -> Option<u32> {
        let object = self.objects.read(&own, Kind::Commit)?;
        let raw = Raw::parse(&object);
        let tree = hex(raw.tree)?;
        let (author, authored) = commit::signature(raw.author);
        let (committer, committed) = commit::signature(raw.committer);
        let others = raw.trailers().into_iter();
        let others = others.map(|(trailer, who)| (trailer == Trailer::CoAuthor, self.person(who))).collect();
        let record = Record {
            name: own,
            tree,
            parents: raw.parents.iter().filter_map(|parent| hex(parent)).collect(),
            author: self.person(author),
            authored,
            committer: self.person(committer),
            committed,
            others,
            subject: raw.subject().into(),
            signature: FORMS.iter().position(|form| *form == raw.form()).unwrap_or(0) as u8,
            changed: None,
        };
        let at = self.store.commits.len() as u32;
        self.store.commits.push(record);
        self.index.commits.insert(own, at);
        Some(at)
    }

    fn person(&mut self, who: Identity) -> u32 {
        if let Some(known) = self.index.people.get(&who) {
            return *known;
        }
        let at = self.store.people.len() as u32;
        self.store.people.push(who.clone());
        self.index.people.insert(who, at);
        at
    }
}

/// Signatures by the numbers they are kept as.
const FORMS: [Option<SignatureForm>; 4] =
    [None, Some(SignatureForm::OpenPgp), Some(SignatureForm::Ssh), Some(SignatureForm::X509)];

fn name(oid: Oid) -> Option<Name> {
    oid.as_bytes().try_into().ok()
}

fn hex(digits: &[u8]) -> Option<Name> {
    name(Oid::from_str(std::str::from_utf8(digits).ok()?).ok()?)
}

/// Each person once, by the name that `.mailmap` gives them.
struct People {
    mailmap: Option<Mailmap>,
    known: HashMap<u32, Arc<Identity>>,
}

impl People {
    fn commit(&mut self, store: &Store, record: &Record, parents: Box<[CommitId]>, boundary: bool) -> Commit {
        let named = |people: &mut Self, wanted: bool| {
            let of = record.others.iter().filter(|(is_author, _)| *is_author == wanted);
            of.map(|(_, who)| people.person(store, *who)).collect()
        };
        Commit {
            hash: record.name,
            parents,
            author: (self.person(store, record.author), record.authored),
            committer: (self.person(store, record.committer), record.committed),
            co_authors: named(self, true),
            signed_off_by: named(self, false),
            subject: record.subject.clone(),
            signature: FORMS.get(usize::from(record.signature)).copied().flatten(),
            boundary,
        }
    }

    fn person(&mut self, store: &Store, number: u32) -> Arc<Identity> {
        let mailmap = self.mailmap.as_ref();
        let person = self.known.entry(number).or_insert_with(|| {
            let written = store.people.get(number as usize).cloned().unwrap_or_default();
            Arc::new(mailmap.and_then(|mailmap| mapped(mailmap, &written)).unwrap_or(written))
        });
        Arc::clone(person)
    }
}

fn mapped(mailmap: &Mailmap, written: &Identity) -> Option<Identity> {
    let signature = Signature::new(&written.name, &written.email, &Time::new(0, 0)).ok()?;
    let mapped = mailmap.resolve_signature(&signature).ok()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some(Identity { name: text(mapped.name_bytes()), email: text(mapped.email_bytes()) })
}

/// The `.mailmap` of the commit that is looked from: the same on every machine, and no file outside of the repository,
/// which git's own settings could name.
fn mailmap(source: &Source<'_>, repository: &Repository) -> Option<Mailmap> {
    let mut objects = Objects::new(source, KEPT);
    let commit = objects.read(&name(repository.head())?, Kind::Commit)?;
    let file = Trees::new(source).file(hex(Raw::parse(&commit).tree)?, ".mailmap").ok()??;
    let text = objects.read(&file, Kind::Blob)?;
    Mailmap::from_buffer(std::str::from_utf8(&text).ok()?).ok()
}

/// The places of commits so that parents come first, then by committer date, then by name.
fn order(store: &Store, index: &Index, repository: &Repository, found: &[u32]) -> Vec<u32> {
    let record = |at: u32| &store.commits[at as usize];
    let mut waits: Vec<u32> = vec![u32::MAX; store.commits.len()];
    found.iter().for_each(|at| waits[*at as usize] = 0);
    let mut edges: Vec<(u32, u32)> = Vec::with_capacity(found.len());
    for &child in found {
        for parent in parents(repository, record(child)).iter().filter_map(|name| index.commits.get(name)) {
            if waits[*parent as usize] != u32::MAX {
                waits[child as usize] += 1;
                edges.push((*parent, child));
            }
        }
    }
    edges.sort_unstable();
    let key = |at: u32| Reverse((record(at).committed.seconds, record(at).name, at));
    let mut ready: BinaryHeap<_> =
        found.iter().filter(|at| waits[**at as usize] == 0).map(|at| key(*at)).collect();
    let mut order = Vec::with_capacity(found.len());
    while let Some(Reverse((_, _, next))) = ready.pop() {
        order.push(next);
        let first = edges.partition_point(|(parent, _)| *parent < next);
        for (_, child) in edges[first..].iter().take_while(|(parent, _)| *parent == next) {
            let left = &mut waits[*child as usize];
            *left -= 1;
            if *left == 0 {
                ready.push(key(*child));
            }
        }
    }
    order
}
