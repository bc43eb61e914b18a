//! Objects of a repository by their names: out of its packs where they lie in one, or else by libgit2, which also knows
//! loose objects and those of other repositories that this one borrows from.

use std::sync::Arc;

use git2::{ObjectType, Odb, Oid};

use super::pack::{Kind, Object, Packs, Place};
use super::store::Name;
use super::unpack::Reader;

/// Bytes of one object at most that are read by libgit2.
const LARGEST: usize = 256 << 20;

/// What all threads share.
pub(super) struct Source<'r> {
    packs: Packs,
    rest: Odb<'r>,
}

/// Reads objects; each thread has its own.
pub(super) struct Objects<'s> {
    source: &'s Source<'s>,
    reader: Reader<'s>,
}

impl<'r> Source<'r> {
    pub(super) fn new(folder: &std::path::Path, rest: Odb<'r>) -> Self {
        Self { packs: Packs::open(&folder.join("objects")), rest }
    }

    /// Where an object lies in a pack. Objects are quickest read in the order of their places.
    pub(super) fn place(&self, name: &Name) -> Option<Place> {
        self.packs.place(name)
    }
}

impl<'s> Objects<'s> {
    /// Keeps twice as many bytes of objects at most, since others rest on them.
    pub(super) fn new(source: &'s Source<'s>, most: usize) -> Self {
        Self { source, reader: Reader::new(&source.packs, most) }
    }

    /// The bytes of an object of a kind; `None` where it is not here, or is something else.
    pub(super) fn read(&mut self, name: &Name, kind: Kind) -> Option<Arc<Vec<u8>>> {
        self.read_at(self.source.place(name), name, kind)
    }

    /// The same of an object of which it is known where it lies. What is damaged there is not here: libgit2 believes what
    /// the index of a pack says, and reads past the end of one that is damaged.
    pub(super) fn read_at(&mut self, place: Option<Place>, name: &Name, kind: Kind) -> Option<Arc<Vec<u8>>> {
        let (found, bytes) = match place {
            Some(place) => self.reader.read(place)?,
            None => self.elsewhere(name)?,
        };
        (found == kind).then_some(bytes)
    }

    /// The place of the object that one at a place rests on.
    pub(super) fn rests_on(&mut self, place: Place) -> Option<Place> {
        self.reader.rests_on(place)
    }

    fn elsewhere(&self, name: &Name) -> Option<Object> {
        let name = Oid::from_bytes(name).ok()?;
        // Not its head first: of a damaged object that may be of no known kind, on which git2 panics.
        let object = self.source.rest.read(name).ok().filter(|object| object.len() <= LARGEST)?;
        let kind = match object.kind() {
            ObjectType::Commit => Kind::Commit,
            ObjectType::Tree => Kind::Tree,
            ObjectType::Blob => Kind::Blob,
            _ => return None,
        };
        Some((kind, Arc::new(object.data().to_vec())))
    }
}
