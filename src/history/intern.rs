//! Each text kept once, known by a number: thousands of versions of a record share nearly all of their values.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};

/// Texts by number, in the order in which they first came.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Interner {
    /// In parts, so that none has to be copied when there is more.
    parts: Vec<String>,
    /// For each text its part, and where in it the text begins and ends.
    places: Vec<(u32, u32, u32)>,
    /// Made when first needed: what comes out of the cache is mostly read and not searched.
    #[serde(skip)]
    index: OnceLock<Numbers>,
}

/// Bytes of a part; a longer text has one of its own.
const PART: usize = 256 << 10;

/// Numbers of texts by their hashes.
#[derive(Debug, Clone, Default)]
struct Numbers {
    by_hash: HashMap<u64, u32, NoHash>,
    hasher: RandomState,
}

impl Interner {
    /// The number of a text, which is kept if it is new.
    pub(super) fn intern(&mut self, text: &str) -> u32 {
        let hash = match self.look(text) {
            Ok(number) => return number,
            Err(hash) => hash,
        };
        let number = self.places.len() as u32;
        let has_room = |part: &String| part.capacity() - part.len() >= text.len();
        if !self.parts.last().is_some_and(has_room) {
            self.parts.push(String::with_capacity(PART.max(text.len())));
        }
        if let (last, Some(part)) = (self.parts.len() - 1, self.parts.last_mut()) {
            let start = part.len();
            part.push_str(text);
            self.places.push((last as u32, start as u32, part.len() as u32));
        }
        if let Some(numbers) = self.index.get_mut() {
            numbers.by_hash.insert(hash, number);
        }
        number
    }

    /// The number of a text that is kept.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        self.look(text).ok()
    }

    /// The number of a text, or the free hash under which it would be kept.
    fn look(&self, text: &str) -> Result<u32, u64> {
        let numbers = self.index.get_or_init(|| self.numbers());
        let mut hash = numbers.hasher.hash_one(text);
        while let Some(&number) = numbers.by_hash.get(&hash) {
            if self.get(number) == text {
                return Ok(number);
            }
            // Two texts with one hash: the second takes the next free one.
            hash = hash.wrapping_add(1);
        }
        Err(hash)
    }

    fn numbers(&self) -> Numbers {
        let mut numbers = Numbers::default();
        numbers.by_hash.reserve(self.places.len());
        for number in 0..self.places.len() as u32 {
            let mut hash = numbers.hasher.hash_one(self.get(number));
            while numbers.by_hash.contains_key(&hash) {
                hash = hash.wrapping_add(1);
            }
            numbers.by_hash.insert(hash, number);
        }
        numbers
    }

    /// The text with a number; empty for a number that was never given out.
    pub(super) fn get(&self, number: u32) -> &str {
        let Some(&(part, start, end)) = self.places.get(number as usize) else { return "" };
        self.parts.get(part as usize).and_then(|part| part.get(start as usize..end as usize)).unwrap_or("")
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }
}

/// Takes a number that is a hash already as its hash.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NoHash;

/// See [`NoHash`].
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Same(u64);

impl BuildHasher for NoHash {
    type Hasher = Same;

    fn build_hasher(&self) -> Same {
        Same(0)
    }
}

impl std::hash::Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 << 8) | u64::from(byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number() {
        let mut texts = Interner::default();
        let (a, b, empty) = (texts.intern("a"), texts.intern("bc"), texts.intern(""));
        assert_eq!((texts.intern("bc"), texts.intern("a"), texts.intern("")), (b, a, empty));
        assert_eq!((texts.get(a), texts.get(b), texts.get(empty), texts.get(9)), ("a", "bc", "", ""));
        assert_eq!((texts.find("bc"), texts.find("x"), texts.len()), (Some(b), None, 3));
    }
}
