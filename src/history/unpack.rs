//! Objects out of packs: inflated, and put together from their differences.

use std::collections::HashMap;
use std::sync::Arc;

use flate2::{Decompress, FlushDecompress, Status};

use super::intern::NoHash;
use super::pack::{Kind, Object, Packs, Place};
use super::store::Name;

/// Bytes of one object at most.
const LARGEST: u64 = 256 << 20;

/// Differences from differences at most; git makes 50, and at most 4,095 where it is told to.
const DEEPEST: usize = 4096;

/// Bytes that are read at one time: a little more than most objects have.
const WINDOW: usize = 4 << 10;

/// Objects by their places.
type Kept = HashMap<u64, Object, NoHash>;

/// Reads objects one after the other; each thread has its own.
pub(super) struct Reader<'p> {
    packs: &'p Packs,
    /// Taken out only while it works.
    inflate: Option<Decompress>,
    window: Vec<u8>,
    /// Which pack, and from where, is in the window.
    at: Place,
    young: Kept,
    old: Kept,
    size: usize,
    /// Bytes of objects that are kept at most, in each of two generations.
    most: usize,
    /// Room of large objects that are no longer kept: to ask the system for it anew costs more than to fill it.
    room: Vec<Vec<u8>>,
}

/// Bytes from which on the room of an object is used again.
const LARGE: usize = 16 << 10;

/// The head of an object in a pack.
enum Head {
    Whole(Kind),
    Difference(u64),
}

impl<'p> Reader<'p> {
    pub(super) fn new(packs: &'p Packs, most: usize) -> Self {
        Self {
            packs,
            inflate: Some(Decompress::new(true)),
            window: Vec::new(),
            at: (u32::MAX, 0),
            young: Kept::default(),
            old: Kept::default(),
            size: 0,
            most,
            room: Vec::new(),
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
                    let object = (kind, Arc::new(self.inflated(pack, data, size)?));
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
            let room = self.room(to(&difference)?);
            object = (object.0, Arc::new(applied(&object.1, &difference, room)?));
            self.keep((pack, offset), &object);
        }
        Some(object)
    }

    fn kept(&mut self, place: Place) -> Option<Object> {
        if let Some(object) = self.young.get(&key(place)) {
            return Some(object.clone());
        }
        let object = self.old.remove(&key(place))?;
        self.keep(place, &object);
        Some(object)
    }

    fn keep(&mut self, place: Place, object: &Object) {
        if self.size + object.1.len() > self.most {
            let old = std::mem::replace(&mut self.old, std::mem::take(&mut self.young));
            let large = old.into_values().filter(|(_, bytes)| bytes.capacity() >= LARGE);
            self.room.clear();
            self.room.extend(large.filter_map(|(_, bytes)| Arc::try_unwrap(bytes).ok()));
            self.size = 0;
        }
        self.size += object.1.len();
        self.young.insert(key(place), object.clone());
    }

    /// An empty list with room for so many bytes.
    fn room(&mut self, size: usize) -> Vec<u8> {
        let fits = |room: &Vec<u8>| room.capacity() >= size && room.capacity() <= size * 2;
        let last = self.room.len().saturating_sub(16);
        let found = if size < LARGE { None } else { self.room[last..].iter().rposition(fits) };
        let Some(at) = found else { return Vec::with_capacity(size) };
        let mut room = self.room.swap_remove(last + at);
        room.clear();
        room
    }

    /// The bytes from a place on, at least one of them.
    fn bytes(&mut self, pack: u32, offset: u64) -> Option<&[u8]> {
        let inside =
            self.at.0 == pack && offset >= self.at.1 && offset - self.at.1 < self.window.len() as u64;
        if !inside {
            let from = self.packs.get(pack).filter(|from| offset < from.size)?;
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
                Head::Difference(self.packs.get(pack)?.offset(&name)?)
            }
            _ => return None,
        };
        Some((head, size, at))
    }

    fn inflated(&mut self, pack: u32, mut at: u64, size: u64) -> Option<Vec<u8>> {
        // One byte more than it should have, so that the end of the data is come to.
        let mut out = Vec::with_capacity(size as usize + 1);
        self.inflate.as_mut()?.reset(true);
        loop {
            let mut inflate = self.inflate.take()?;
            let before = inflate.total_in();
            // What is whole in one step need not be kept for the next.
            let status = self
                .bytes(pack, at)
                .map(|bytes| inflate.decompress_vec(bytes, &mut out, FlushDecompress::Finish));
            let read = inflate.total_in() - before;
            self.inflate = Some(inflate);
            at += read;
            match status?.ok()? {
                Status::StreamEnd => return (out.len() as u64 == size).then_some(out),
                _ if read == 0 || out.len() as u64 > size => return None,
                _ => {}
            }
        }
    }

    /// The place of the object that one at a place is kept as a difference from; `None` where it is kept as it is.
    pub(super) fn rests_on(&mut self, (pack, offset): Place) -> Option<Place> {
        match self.head(pack, offset)? {
            (Head::Difference(base), ..) => Some((pack, base)),
            (Head::Whole(_), ..) => None,
        }
    }
}

/// A place as a number that is spread like a hash.
fn key((pack, offset): Place) -> u64 {
    (offset ^ u64::from(pack) << 48).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The size of the object that a difference leads to.
fn to(mut difference: &[u8]) -> Option<usize> {
    length(&mut difference)?;
    let to = length(&mut difference).filter(|to| *to <= LARGEST)?;
    usize::try_from(to).ok()
}

/// An object put together from another one and what differs, in a list that is empty: copies of parts of it, and new
/// bytes.
fn applied(base: &[u8], difference: &[u8], mut out: Vec<u8>) -> Option<Vec<u8>> {
    let mut rest = difference;
    let (from, to) = (length(&mut rest)?, length(&mut rest)?);
    if from != base.len() as u64 || to > LARGEST {
        return None;
    }
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
        assert_eq!(applied(base, &difference, Vec::new()).as_deref(), Some(&b"The risk is closed a"[..]));
        for bad in [&[][..], &[26], &[25, 2, 0x90, 2], &[26, 2, 0x91, 25, 2], &[26, 9, 0x90, 2], &[26, 1, 0]]
        {
            assert_eq!(applied(base, bad, Vec::new()), None, "{bad:?}");
        }
    }
}
