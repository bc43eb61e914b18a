//! Pack files, in which git keeps nearly all objects: found by their index, inflated, and put together from their
//! differences.
//!
//! libgit2 reads them as well, and does so where this reader gives up. But a history is read in whole, and then it pays to
//! read objects in the order in which they lie: each is kept as a difference from one close by, which libgit2 works out
//! anew for every object. Nothing is trusted: every offset and length is held against what is there, and whatever does
//! not fit is no object.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;
use std::rc::Rc;

use flate2::{Decompress, FlushDecompress, Status};

use super::store::Name;

/// Bytes of one object at most.
const LARGEST: u64 = 256 << 20;

/// Differences from differences at most; git makes 50, and at most 4,095 where it is told to.
const DEEPEST: usize = 4096;

/// Bytes that are read at one time.
const WINDOW: usize = 16 << 10;

/// Bytes of objects that a reader keeps at most, in each of two generations.
const KEPT: usize = 12 << 20;

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Commit,
    Tree,
    Blob,
    Tag,
}

/// An object's kind and bytes.
pub(super) type Object = (Kind, Rc<Vec<u8>>);

/// Where an object lies: which pack, and how far in.
pub(super) type Place = (u32, u64);

/// All packs of a folder.
#[derive(Debug, Default)]
pub(super) struct Packs(Vec<Pack>);

#[derive(Debug)]
struct Pack {
    file: File,
    size: u64,
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
        (index.len() >= least).then_some(Self { file, size: meta.len(), index, count })
    }

    fn offset(&self, name: &Name) -> Option<u64> {
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
    fn read(&self, at: u64, buffer: &mut [u8]) -> Option<usize> {
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

/// Reads objects one after the other; each thread has its own.
pub(super) struct Reader<'p> {
    packs: &'p Packs,
    inflate: Decompress,
    window: Vec<u8>,
    /// Which pack, and from where, is in the window.
    at: Place,
    young: HashMap<Place, Object>,
    old: HashMap<Place, Object>,
    size: usize,
}

/// The head of an object in a pack.
enum Head {
    Whole(Kind),
    Difference(u64),
}

impl<'p> Reader<'p> {
    pub(super) fn new(packs: &'p Packs) -> Self {
        Self {
            packs,
            inflate: Decompress::new(true),
            window: Vec::new(),
            at: (u32::MAX, 0),
            young: HashMap::new(),
            old: HashMap::new(),
            size: 0,
        }
    }

    /// The object at a place; `None` where there is none that can be read.
    pub(super) fn read(&mut self, place: Place) -> Option<Object> {
        let (pack, mut offset) = place;
        let mut steps: Vec<(u64, u64, u64)> = Vec::new();
        let mut object = loop {
            if let Some(object) = self.kept((pack, offset)) {
                break object;
            }
            let (head, size, data) = self.head(pack, offset)?;
            match head {
                Head::Whole(kind) => {
                    let object = (kind, Rc::new(self.inflated(pack, data, size)?));
                    self.keep((pack, offset), &object);
                    break object;
                }
                Head::Difference(base) => {
                    steps.push((offset, data, size));
                    offset = base;
                }
            }
            if steps.len() > DEEPEST {
                return None;
            }
        };
        for (offset, data, size) in steps.into_iter().rev() {
            let difference = self.inflated(pack, data, size)?;
            object = (object.0, Rc::new(applied(&object.1, &difference)?));
            self.keep((pack, offset), &object);
        }
        Some(object)
    }

    fn kept(&mut self, place: Place) -> Option<Object> {
        if let Some(object) = self.young.get(&place) {
            return Some(object.clone());
        }
        let object = self.old.remove(&place)?;
        self.keep(place, &object);
        Some(object)
    }

    fn keep(&mut self, place: Place, object: &Object) {
        if self.size + object.1.len() > KEPT {
            self.old = std::mem::take(&mut self.young);
            self.size = 0;
        }
        self.size += object.1.len();
        self.young.insert(place, object.clone());
    }

    /// The bytes from a place on, at least one of them.
    fn bytes(&mut self, pack: u32, offset: u64) -> Option<&[u8]> {
        let inside =
            self.at.0 == pack && offset >= self.at.1 && offset - self.at.1 < self.window.len() as u64;
        if !inside {
            let from = self.packs.0.get(pack as usize).filter(|from| offset < from.size)?;
            self.window.resize(WINDOW, 0);
            let read = from.read(offset, &mut self.window)?;
            self.window.truncate(read);
            self.at = (pack, offset);
        }
        self.window.get((offset - self.at.1) as usize..).filter(|bytes| !bytes.is_empty())
    }

    fn byte(&mut self, pack: u32, offset: &mut u64) -> Option<u8> {
        let byte = *self.bytes(pack, *offset)?.first()?;
        *offset += 1;
        Some(byte)
    }

    /// What an object is, its size, and where its data begins.
    fn head(&mut self, pack: u32, start: u64) -> Option<(Head, u64, u64)> {
        let mut at = start;
        let first = self.byte(pack, &mut at)?;
        let (mut size, mut shift, mut byte) = (u64::from(first & 15), 4, first);
        while byte & 0x80 != 0 {
            byte = self.byte(pack, &mut at)?;
            size |= u64::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
        }
        if size > LARGEST {
            return None;
        }
        let head = match first >> 4 & 7 {
            1 => Head::Whole(Kind::Commit),
            2 => Head::Whole(Kind::Tree),
            3 => Head::Whole(Kind::Blob),
            4 => Head::Whole(Kind::Tag),
            6 => {
                let mut byte = self.byte(pack, &mut at)?;
                let mut back = u64::from(byte & 0x7f);
                while byte & 0x80 != 0 {
                    byte = self.byte(pack, &mut at)?;
                    back = back.checked_add(1)?.checked_mul(128)? | u64::from(byte & 0x7f);
                }
                Head::Difference(start.checked_sub(back).filter(|base| *base < start)?)
            }
            7 => {
                let mut name: Name = [0; 20];
                for byte in &mut name {
                    *byte = self.byte(pack, &mut at)?;
                }
                Head::Difference(self.packs.0.get(pack as usize)?.offset(&name)?)
            }
            _ => return None,
        };
        Some((head, size, at))
    }

    fn inflated(&mut self, pack: u32, mut at: u64, size: u64) -> Option<Vec<u8>> {
        // One byte more than it should have, so that the end of the data is come to.
        let mut out = Vec::with_capacity(size as usize + 1);
        let mut inflate = std::mem::replace(&mut self.inflate, Decompress::new(true));
        inflate.reset(true);
        let done = loop {
            let Some(bytes) = self.bytes(pack, at) else { break false };
            let before = inflate.total_in();
            let Ok(status) = inflate.decompress_vec(bytes, &mut out, FlushDecompress::None) else {
                break false;
            };
            let read = inflate.total_in() - before;
            at += read;
            match status {
                Status::StreamEnd => break true,
                _ if read == 0 || out.len() as u64 > size => break false,
                _ => {}
            }
        };
        self.inflate = inflate;
        (done && out.len() as u64 == size).then_some(out)
    }
}

/// An object put together from another one and what differs: copies of parts of it, and new bytes.
fn applied(base: &[u8], difference: &[u8]) -> Option<Vec<u8>> {
    let mut rest = difference;
    let (from, to) = (length(&mut rest)?, length(&mut rest)?);
    if from != base.len() as u64 || to > LARGEST {
        return None;
    }
    let mut out = Vec::with_capacity(to as usize);
    while let Some((&code, after)) = rest.split_first() {
        rest = after;
        if code & 0x80 == 0 {
            let (new, after) = rest.split_at_checked(usize::from(code))?;
            out.extend_from_slice(new);
            rest = after;
            // A code of zero means nothing yet.
            if code == 0 {
                return None;
            }
            continue;
        }
        let mut part = |bits: std::ops::Range<u8>| {
            let mut number = 0_usize;
            for (shift, bit) in bits.enumerate() {
                if code >> bit & 1 == 1 {
                    let (&byte, after) = rest.split_first()?;
                    rest = after;
                    number |= usize::from(byte) << (shift * 8);
                }
            }
            Some(number)
        };
        let start = part(0..4)?;
        let count = part(4..7).map(|count| if count == 0 { 0x1_0000 } else { count })?;
        out.extend_from_slice(base.get(start..start.checked_add(count)?)?);
        if out.len() as u64 > to {
            return None;
        }
    }
    (out.len() as u64 == to).then_some(out)
}

/// A length in groups of seven bits, the lowest first.
fn length(bytes: &mut &[u8]) -> Option<u64> {
    let (mut number, mut shift) = (0_u64, 0);
    loop {
        let (&byte, after) = bytes.split_first()?;
        *bytes = after;
        number |= u64::from(byte & 0x7f).checked_shl(shift)?;
        shift += 7;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_copies_and_adds() {
        let base = b"The risk is open and owned";
        // 26 bytes become 20: copy 0..12, the word `closed`, copy ` a` at 16.
        let difference = [26, 20, 0x91, 0, 12, 6, b'c', b'l', b'o', b's', b'e', b'd', 0x91, 16, 2];
        assert_eq!(applied(base, &difference).as_deref(), Some(&b"The risk is closed a"[..]));
        for bad in [&[][..], &[26], &[25, 2, 0x90, 2], &[26, 2, 0x91, 25, 2], &[26, 9, 0x90, 2], &[26, 1, 0]]
        {
            assert_eq!(applied(base, bad), None, "{bad:?}");
        }
    }
}
