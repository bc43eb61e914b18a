//! One pass over the commits: which there are, in which order, and which files each of them changed.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use git2::{Mailmap, ObjectType, Odb, Oid, Signature, Time};

use super::commit::{self, Commit, CommitId, Identity, Raw, Stamp, Trailer};
use super::repository::{Missing, Repository};
use super::tree::{Difference, Gone, Interest, Trees};

/// All commits that a commit rests on, parents first; of those that do not depend on each other the older one first.
pub(super) struct Walk {
    pub(super) commits: Vec<Commit>,
    /// The tree of each commit.
    trees: Vec<Oid>,
    /// Whether an object was missing that no cut explains.
    pub(super) partial: bool,
}

/// A commit as it was read, before the order is known.
struct Read {
    id: Oid,
    tree: Oid,
    parents: Vec<Oid>,
    commit: Commit,
}

impl Walk {
    /// Reads all commits.
    pub(super) fn of(repository: &Repository) -> Result<Self, Missing> {
        let objects = repository.objects()?;
        let mut reader =
            Reader { objects: &objects, repository, mailmap: None, people: HashMap::new(), partial: false };
        reader.mailmap = reader.mailmap();
        let read = reader.all()?;
        let partial = reader.partial;
        let (mut commits, mut trees) = (Vec::with_capacity(read.len()), Vec::with_capacity(read.len()));
        let (order, mut place) = order(&read);
        for (index, at) in order.iter().enumerate() {
            place.insert(read[*at].id, CommitId(index as u32));
        }
        let mut read: Vec<Option<Read>> = read.into_iter().map(Some).collect();
        for at in order {
            let Some(mut one) = read[at].take() else { continue };
            let parents = one.parents.iter().filter_map(|parent| place.get(parent).copied());
            one.commit.parents = parents.collect();
            commits.push(one.commit);
            trees.push(one.tree);
        }
        Ok(Self { commits, trees, partial })
    }

    /// For each commit in order, what it changed beside its first parent (of a root: beside nothing). Where the tree of
    /// the parent is not here, the commit is a boundary, too. Gives whether all trees were there.
    pub(super) fn changes(
        &mut self,
        repository: &Repository,
        interest: &dyn Interest,
        mut each: impl FnMut(Vec<Difference>),
    ) -> Result<bool, Missing> {
        let objects = repository.objects()?;
        let mut trees = Trees::new(&objects);
        let mut whole = true;
        for (index, commit) in self.commits.iter_mut().enumerate() {
            let mut compare = |parent: Option<Oid>| {
                let mut out = Vec::new();
                let mut root = |tree: Oid| trees.folder(tree, &repository.prefix);
                let (before, after) = (parent.map_or(Ok(None), &mut root)?, root(self.trees[index])?);
                trees.compare(before, after, &mut String::new(), interest, &mut out)?;
                Ok::<_, Gone>(out)
            };
            let parent = commit.parents.first().map(|parent| self.trees[parent.0 as usize]);
            let out = compare(parent).or_else(|Gone| {
                whole = false;
                commit.boundary = true;
                compare(None)
            });
            each(out.unwrap_or_default());
        }
        Ok(whole)
    }
}

struct Reader<'r> {
    objects: &'r Odb<'r>,
    repository: &'r Repository,
    mailmap: Option<Mailmap>,
    people: HashMap<Identity, Arc<Identity>>,
    partial: bool,
}

impl Reader<'_> {
    fn all(&mut self) -> Result<Vec<Read>, Missing> {
        let mut seen = std::collections::HashSet::from([self.repository.head()]);
        let mut todo = vec![self.repository.head()];
        let mut read = Vec::new();
        while let Some(id) = todo.pop() {
            let Some(mut one) = self.commit(id) else {
                self.partial = true;
                continue;
            };
            let cut = self.repository.is_cut(id);
            if cut {
                one.commit.boundary = !one.parents.is_empty();
                one.parents.clear();
            }
            todo.extend(one.parents.iter().copied().filter(|parent| seen.insert(*parent)));
            read.push(one);
        }
        if read.is_empty() {
            return Err(Missing::Unreadable("its newest commit is missing".to_owned()));
        }
        if self.partial {
            self.mark_boundaries(&mut read);
        }
        Ok(read)
    }

    /// Commits whose parents are not there although no cut says so.
    fn mark_boundaries(&self, read: &mut [Read]) {
        let known: std::collections::HashSet<Oid> = read.iter().map(|one| one.id).collect();
        for one in read {
            let all = one.parents.len();
            one.parents.retain(|parent| known.contains(parent));
            one.commit.boundary |= one.parents.len() < all;
        }
    }

    fn commit(&mut self, id: Oid) -> Option<Read> {
        let object = self.objects.read(id).ok().filter(|object| object.kind() == ObjectType::Commit)?;
        let raw = Raw::parse(object.data());
        let oid = |hex: &[u8]| std::str::from_utf8(hex).ok().and_then(|hex| Oid::from_str(hex).ok());
        let trailers = raw.trailers();
        let mut named = |wanted: Trailer| {
            let of = trailers.iter().filter(|(trailer, _)| *trailer == wanted);
            of.map(|(_, who)| self.person(who.clone())).collect::<Box<[_]>>()
        };
        let (co_authors, signed_off_by) = (named(Trailer::CoAuthor), named(Trailer::SignedOff));
        let mut signed = |line| {
            let (who, when): (Identity, Stamp) = commit::signature(line);
            (self.person(who), when)
        };
        let (author, committer) = (signed(raw.author), signed(raw.committer));
        let commit = Commit {
            hash: id.as_bytes().try_into().ok()?,
            parents: Box::default(),
            author,
            committer,
            co_authors,
            signed_off_by,
            subject: raw.subject().into(),
            signature: raw.form(),
            boundary: false,
        };
        let parents = raw.parents.iter().filter_map(|hex| oid(hex)).collect();
        Some(Read { id, tree: oid(raw.tree)?, parents, commit })
    }

    /// Each person once, by the name that `.mailmap` gives them.
    fn person(&mut self, written: Identity) -> Arc<Identity> {
        if let Some(known) = self.people.get(&written) {
            return Arc::clone(known);
        }
        let mapped = self.mailmap.as_ref().and_then(|mailmap| {
            let signature = Signature::new(&written.name, &written.email, &Time::new(0, 0)).ok()?;
            let mapped = mailmap.resolve_signature(&signature).ok()?;
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            Some(Identity { name: text(mapped.name_bytes()), email: text(mapped.email_bytes()) })
        });
        let person = Arc::new(mapped.unwrap_or_else(|| written.clone()));
        self.people.insert(written, Arc::clone(&person));
        person
    }

    /// The `.mailmap` of the commit that is looked at: the same on every machine, and no file outside of the repository,
    /// which git's own settings could name.
    fn mailmap(&self) -> Option<Mailmap> {
        let object = self.objects.read(self.repository.head()).ok()?;
        let tree = std::str::from_utf8(Raw::parse(object.data()).tree).ok()?;
        let tree = Oid::from_str(tree).ok()?;
        let file = Trees::new(self.objects).file(tree, ".mailmap").ok()??;
        let object = self.objects.read(file).ok()?;
        Mailmap::from_buffer(std::str::from_utf8(object.data()).ok()?).ok()
    }
}

/// The places of commits so that parents come first, then by committer date, then by name; and an empty index of the
/// right size.
fn order(read: &[Read]) -> (Vec<usize>, HashMap<Oid, CommitId>) {
    let at: HashMap<Oid, usize> = read.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
    let mut waits: Vec<usize> = vec![0; read.len()];
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); read.len()];
    for (child, one) in read.iter().enumerate() {
        for parent in one.parents.iter().filter_map(|parent| at.get(parent)) {
            waits[child] += 1;
            children[*parent].push(child);
        }
    }
    let key = |at: usize| Reverse((read[at].commit.committer.1.seconds, read[at].id, at));
    let mut ready: BinaryHeap<_> = (0..read.len()).filter(|at| waits[*at] == 0).map(key).collect();
    let mut order = Vec::with_capacity(read.len());
    while let Some(Reverse((_, _, next))) = ready.pop() {
        order.push(next);
        for &child in &children[next] {
            waits[child] -= 1;
            if waits[child] == 0 {
                ready.push(key(child));
            }
        }
    }
    (order, HashMap::with_capacity(read.len()))
}
