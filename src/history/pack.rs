//! Pack files, in which git keeps nearly all objects, and where in them an object lies; `unpack` reads it.
//!
//! libgit2 reads packs as well, and does so where this reader gives up: packs of another form, packs that have no index of
//! their own, those of repositories that this one borrows from. But a history is read in whole, and then it pays to read
//! objects in the order in which they rest on each other: libgit2 works out anew for every object what it rests on.
//! Nothing is trusted: every offset and length is held against what is there, and whatever does not fit is no object.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use super::store::Name;

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Commit,
    Tree,
    Blob,
    Tag,
}

/// An object's kind and bytes.
pub(super) type Object = (Kind, Arc<Vec<u8>>);

/// Where an object lies: which pack, and how far in.
pub(super) type Place = (u32, u64);

/// All packs of a folder.
#[derive(Debug, Default)]
pub(super) struct Packs(Vec<Pack>);

/// One pack with its index.
#[derive(Debug)]
pub(super) struct Pack {
    file: File,
    pub(super) size: u64,
    index: Vec<u8>,
    count: usize,
}

impl Packs {
    /// The packs of a repository's folder of objects; those that cannot be read are left to libgit2.
    #[expect(clippy::disallowed_methods, reason = "git's own files are found here")]
    pub(super) fn open(objects: &Path) -> Self {
        let Ok(entries) = std::fs::read_dir(objects.join("pack")) else {
            return Self::default();
        };
        let mut indices: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        indices.retain(|path| path.extension().is_some_and(|extension| extension == "idx"));
        indices.sort();
        Self(indices.iter().filter_map(|index| Pack::open(index)).collect())
    }

    /// The pack with a number.
    pub(super) fn get(&self, pack: u32) -> Option<&Pack> {
        self.0.get(pack as usize)
    }

    /// Where an object lies.
    pub(super) fn place(&self, name: &Name) -> Option<Place> {
        self.0.iter().enumerate().find_map(|(at, pack)| Some((at as u32, pack.offset(name)?)))
    }
}

impl Pack {
    #[expect(clippy::disallowed_methods, reason = "git's own files are read here")]
    fn open(index: &Path) -> Option<Self> {
        let file = File::open(index.with_extension("pack")).ok()?;
        let meta = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
        let index = std::fs::read(index).ok()?;
        // Version 2: a mark, the version, 256 counts, and then for each object its name, a sum, and its place.
        let head = index.get(..8)?;
        if head != [0xff, b't', b'O', b'c', 0, 0, 0, 2] {
            return None;
        }
        let count = number(&index, 8 + 255 * 4)? as usize;
        let least = count.checked_mul(28)?.checked_add(8 + 1024 + 40)?;
        let pack = Self { file, size: meta.len(), index, count };
        (pack.index.len() >= least && pack.fits()).then_some(pack)
    }

    /// Whether the pack has the form that is known here, and is the one that the index was made of: both end in the sum of
    /// the pack.
    fn fits(&self) -> bool {
        let (mut head, mut sum) = ([0; 8], [0; 20]);
        let end = self.size.checked_sub(20);
        let read =
            self.read(0, &mut head) == Some(8) && end.and_then(|end| self.read(end, &mut sum)) == Some(20);
        let known = self.index.len().checked_sub(40).and_then(|at| self.index.get(at..at + 20));
        read && head == *b"PACK\0\0\0\x02" && known == Some(&sum)
    }

    /// Where an object of the pack begins.
    pub(super) fn offset(&self, name: &Name) -> Option<u64> {
        let fan =
            |byte: usize| number(&self.index, 8 + byte * 4).map(|count| (count as usize).min(self.count));
        let first = usize::from(name[0]);
        let start = if first == 0 { 0 } else { fan(first - 1)? };
        let names = self.index.get(1032 + start * 20..1032 + fan(first)? * 20)?;
        let (names, _) = names.as_chunks::<20>();
        let at = start + names.binary_search(name).ok()?;
        let small = number(&self.index, 1032 + self.count * 24 + at * 4)?;
        if small & 0x8000_0000 == 0 {
            return Some(u64::from(small));
        }
        let large = 1032 + self.count * 28 + (small & 0x7fff_ffff) as usize * 8;
        Some(u64::from(number(&self.index, large)?) << 32 | u64::from(number(&self.index, large + 4)?))
    }

    /// Reads bytes at a place; fewer at the end of the file.
    pub(super) fn read(&self, at: u64, buffer: &mut [u8]) -> Option<usize> {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(&self.file, buffer, at);
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(&self.file, buffer, at);
        read.ok()
    }
}

/// Four bytes as a number.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let (four, _) = bytes.get(at..)?.split_first_chunk::<4>()?;
    Some(u32::from_be_bytes(*four))
}
