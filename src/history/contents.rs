//! What files held: each text is read once, however many commits and paths have it, and of a file of many records each
//! piece once, however many versions of the file have it.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::edit::{self, Fields};
use super::flatten::Flat;
use super::intern::NoHash;
use super::split::{self, Cut, Piece};
use super::versions::Versions;
use super::wording::Print;
use crate::base::{Limits, Source};
use crate::record::{Context, decode, ids_in};
use crate::yaml;

/// What reading one file's text needs to know.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) context: Context<'a>,
    pub(super) limits: &'a Limits,
}

/// The records of one text, or of one piece, before they are numbered.
#[derive(Default)]
pub(super) struct Read {
    records: Vec<(String, Flat, Option<Print>)>,
    unread: Vec<String>,
    damaged: bool,
    gone: bool,
    /// Keys, values and items.
    size: usize,
}

/// The records of one text.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Content {
    /// Versions, in the order of the text.
    pub(super) records: Box<[u32]>,
    /// Numbers of ids that are there but could not be read, or not as a whole.
    pub(super) unread: Box<[u32]>,
    /// Whether a part of it could not be read: what else stood there is unknown.
    pub(super) damaged: bool,
    /// Whether it is not in this clone at all.
    pub(super) gone: bool,
}

/// A text as it comes from a worker: read, or the pieces it is made of.
pub(super) enum Text {
    Whole(Arc<Read>),
    Pieces(Vec<u64>),
}

/// Pieces that were read before.
#[derive(Default)]
pub(super) struct Pieces {
    known: HashMap<u64, Content, NoHash>,
    sizes: HashMap<u64, usize, NoHash>,
    hasher: RandomState,
}

/// What one worker reads: the pieces it came across for the first time.
pub(super) struct Worker<'a> {
    reading: Reading<'a>,
    pieces: &'a Pieces,
    /// In the order in which they came.
    pub(super) fresh: Vec<(u64, Arc<Read>)>,
    index: HashMap<u64, usize, NoHash>,
    previous: &'a mut Previous,
}

/// The texts that a worker read last: the one of many records, and the one of a single one.
#[derive(Default)]
pub(super) struct Previous {
    cut: Option<Cut>,
    single: Option<Single>,
}

/// A text of one record, where its fields are, and what was read in it.
struct Single {
    text: Arc<Vec<u8>>,
    fields: Fields,
    read: Arc<Read>,
}

impl Single {
    fn known(&self) -> Option<(&str, &Fields, &Read)> {
        Some((std::str::from_utf8(&self.text).ok()?, &self.fields, &self.read))
    }
}

/// The pieces of a text and what was made of them.
pub(super) struct Made {
    keys: Vec<u64>,
    content: Content,
    /// Whether each piece is one record, and no two have one id.
    is_plain: bool,
}

impl<'a> Worker<'a> {
    pub(super) fn new(reading: Reading<'a>, pieces: &'a Pieces, previous: &'a mut Previous) -> Self {
        Self { reading, pieces, fresh: Vec::new(), index: HashMap::default(), previous }
    }

    /// Reads the bytes of a file. A text that is too large or no UTF-8 is damaged as a whole.
    pub(super) fn read(&mut self, path: &str, bytes: &Arc<Vec<u8>>) -> Text {
        let limits = self.reading.limits;
        let is_markdown = has_end(path, ".md");
        if !is_markdown
            && bytes.len() <= limits.file_size
            && let Some(keys) = self.changed(bytes)
        {
            return Text::Pieces(keys);
        }
        let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
        let Some(text) = text.filter(|text| text.len() <= limits.file_size) else {
            let seen = &bytes[..bytes.len().min(limits.file_size)];
            let unread = ids_in(&String::from_utf8_lossy(seen));
            return Text::Whole(Arc::new(Read { unread, damaged: true, ..Read::default() }));
        };
        if is_markdown {
            return Text::Whole(Arc::new(self.reading.text(path, text)));
        }
        let pieces = split::pieces(text).filter(|pieces| pieces.len() <= limits.documents);
        let read = pieces.and_then(|pieces| self.all(&pieces).map(|(keys, size)| (pieces, keys, size)));
        let Some((pieces, keys, size)) = read else {
            return Text::Whole(self.single(text, bytes));
        };
        let at_hand = |key| self.index.get(&key).map(|at| Arc::clone(&self.fresh[*at].1));
        self.previous.cut = Some(Cut::of(bytes, &pieces, &keys, size, at_hand));
        Text::Pieces(keys)
    }

    /// Reads a text of one record; mostly it is another version of the one before.
    fn single(&mut self, text: &str, bytes: &Arc<Vec<u8>>) -> Arc<Read> {
        let fields = edit::fields(text);
        let previous = self.previous.single.as_ref().and_then(Single::known);
        let edited = previous.zip(fields.as_ref());
        let edited = edited.and_then(|(old, fields)| self.reading.edited("", old, (text, fields)));
        let read = Arc::new(edited.unwrap_or_else(|| self.reading.text("old.yaml", text)));
        let single = |fields| Single { text: Arc::clone(bytes), fields, read: Arc::clone(&read) };
        self.previous.single = fields.map(single);
        read
    }

    /// The numbers of the pieces of a text that differs from the one before in one of them.
    fn changed(&mut self, bytes: &Arc<Vec<u8>>) -> Option<Vec<u64>> {
        let mut cut = self.previous.cut.take()?;
        let keys = self.changed_in(&mut cut, bytes);
        self.previous.cut = Some(cut);
        keys
    }

    fn changed_in(&mut self, cut: &mut Cut, bytes: &Arc<Vec<u8>>) -> Option<Vec<u64>> {
        let changed = cut.changed(bytes)?;
        let (key, at) = (self.key(&changed.piece), changed.at);
        let new = self.one(key, &changed.piece, changed.read.map(|read| (changed.text, &**read)))?;
        let size = (cut.size + new).checked_sub(self.size(changed.old)?)?;
        if size > self.reading.limits.nodes {
            return None;
        }
        let read = self.index.get(&key).map(|at| Arc::clone(&self.fresh[*at].1));
        cut.replace(bytes, at, key, read);
        cut.size = size;
        Some(cut.keys())
    }

    /// The numbers of pieces, read where they are new; `None` where one of them is no YAML of its own, or all of them
    /// together are more than a file may hold.
    fn all(&mut self, pieces: &[Piece<'_>]) -> Option<(Vec<u64>, usize)> {
        let mut keys = Vec::with_capacity(pieces.len());
        let mut size = 0;
        for piece in pieces {
            let key = self.key(piece);
            size += self.one(key, piece, None)?;
            keys.push(key);
        }
        (size <= self.reading.limits.nodes).then_some((keys, size))
    }

    fn key(&self, piece: &Piece<'_>) -> u64 {
        self.pieces.hasher.hash_one((piece.head, piece.text))
    }

    /// The size of a piece that has been read.
    fn size(&self, key: u64) -> Option<usize> {
        let fresh = || self.index.get(&key).map(|at| self.fresh[*at].1.size);
        self.pieces.sizes.get(&key).copied().or_else(fresh)
    }

    /// The size of a piece, which is read if it is new; `old` is what stood there before.
    fn one(&mut self, key: u64, piece: &Piece<'_>, old: Option<(&str, &Read)>) -> Option<usize> {
        if let Some(size) = self.size(key) {
            return Some(size);
        }
        let edited = old.and_then(|(old, read)| {
            let (before, after) = (edit::fields(old)?, edit::fields(piece.text)?);
            self.reading.edited(piece.head, (old, &before, read), (piece.text, &after))
        });
        let read =
            edited.unwrap_or_else(|| self.reading.text("piece.yaml", &[piece.head, piece.text].concat()));
        if read.damaged {
            return None;
        }
        let size = read.size;
        self.index.insert(key, self.fresh.len());
        self.fresh.push((key, Arc::new(read)));
        Some(size)
    }
}

impl Reading<'_> {
    /// What a text of one record says, where it differs from another one in some fields; only those are read.
    fn edited(&self, head: &str, old: (&str, &Fields, &Read), new: (&str, &Fields)) -> Option<Read> {
        let (old, before, read) = old;
        let (id, flat) = read.only()?;
        let edit = edit::edit((old, before), new)?;
        let part = self.text("edit.yaml", &[head, &edit.text].concat());
        let (same, fields) = part.only()?;
        let flat = flat.with(&edit, fields).filter(|_| id == same)?;
        let size = read.size.max(part.size);
        Some(Read { records: vec![(id.to_owned(), flat, None)], size, ..Read::default() })
    }

    fn text(&self, path: &str, text: &str) -> Read {
        // The mistakes of old versions are nobody's concern any more.
        let mut findings = Vec::new();
        let source = Arc::new(Source::new(path, text));
        let file = Arc::new(yaml::parse(&source, self.limits, &mut findings));
        let decoded = decode(&file, &self.context, &mut findings);
        let body = file.body().map(|span| Print::of(source.slice(span)));
        let damaged = !file.damaged().is_empty();
        let mut read = Read { unread: decoded.lost, damaged, size: file.size(), ..Read::default() };
        let mut seen = HashSet::with_capacity(decoded.records.len());
        for record in decoded.records.iter().filter(|record| seen.insert(record.id())) {
            if record.is_whole() {
                read.records.push((record.id().to_owned(), Flat::of(record, self.context.risk), body));
            } else {
                read.unread.push(record.id().to_owned());
            }
        }
        read
    }
}

impl Read {
    /// Of a text that is not here.
    pub(super) fn gone() -> Self {
        Self { damaged: true, gone: true, ..Self::default() }
    }

    /// The record of a text that has one, without a document's text, and nothing that could not be read.
    fn only(&self) -> Option<(&str, &Flat)> {
        let ([(id, flat, None)], true) = (self.records.as_slice(), self.unread.is_empty() && !self.damaged)
        else {
            return None;
        };
        Some((id, flat))
    }

    /// Numbers what was read.
    pub(super) fn keep(&self, versions: &mut Versions) -> Content {
        let records = self.records.iter().map(|(id, flat, body)| versions.add(id, flat, *body)).collect();
        let unread = self.unread.iter().map(|id| versions.ids.intern(id)).collect();
        Content { records, unread, damaged: self.damaged, gone: self.gone }
    }
}

impl Pieces {
    /// Numbers what a worker read.
    pub(super) fn keep(&mut self, fresh: Vec<(u64, Arc<Read>)>, versions: &mut Versions) {
        for (key, read) in fresh {
            self.sizes.insert(key, read.size);
            self.known.entry(key).or_insert_with(|| read.keep(versions));
        }
    }

    /// The records of a text that is made of pieces; of two with one id the first. `made` is what was made of the text
    /// before, from which most texts differ in one piece.
    pub(super) fn content(&self, keys: Vec<u64>, versions: &Versions, made: &mut Option<Made>) -> Content {
        if let Some(made) = made
            && let Some(content) = self.patched(&keys, versions, made)
        {
            (made.keys, made.content) = (keys, content.clone());
            return content;
        }
        let content = self.whole(&keys, versions);
        let is_one = |key: &u64| self.one(*key).is_some();
        let is_plain = content.records.len() == keys.len() && keys.iter().all(is_one);
        *made = Some(Made { keys, content: content.clone(), is_plain });
        content
    }

    /// The records of a text that differs from another one in one piece.
    fn patched(&self, keys: &[u64], versions: &Versions, made: &Made) -> Option<Content> {
        let mut differ = keys.iter().zip(&made.keys).enumerate().filter(|(_, (new, old))| new != old);
        let (at, (new, old)) = differ.next()?;
        if differ.next().is_some() || keys.len() != made.keys.len() || !made.is_plain {
            return None;
        }
        let (new, old) = (self.one(*new)?, self.one(*old)?);
        let mut content = made.content.clone();
        let is_same = versions.get(new).record == versions.get(old).record;
        let place = content.records.get_mut(at).filter(|place| is_same && **place == old)?;
        *place = new;
        Some(content)
    }

    /// The version in a piece that is one record and nothing else.
    fn one(&self, key: u64) -> Option<u32> {
        let content = self.known.get(&key).filter(|content| content.unread.is_empty())?;
        let [only] = *content.records else { return None };
        Some(only)
    }

    fn whole(&self, keys: &[u64], versions: &Versions) -> Content {
        let contents = || keys.iter().filter_map(|key| self.known.get(key));
        let mut seen = HashSet::with_capacity(keys.len());
        let records = contents().flat_map(|content| &content.records).copied();
        let records = records.filter(|version| seen.insert(versions.get(*version).record)).collect();
        let unread = contents().flat_map(|content| &content.unread).copied().collect();
        Content { records, unread, ..Content::default() }
    }
}

/// Whether a path ends in something, in small or capital letters.
fn has_end(path: &str, end: &str) -> bool {
    path.get(path.len().saturating_sub(end.len())..).is_some_and(|last| last.eq_ignore_ascii_case(end))
}

#[cfg(test)]
mod tests;
