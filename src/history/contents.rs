//! What files held: each text is read once, however many commits and paths have it, and of a file of many records each
//! piece once, however many versions of the file have it.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::flatten::Flat;
use super::intern::NoHash;
use super::split::{self, Piece};
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
    Whole(Read),
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
    pub(super) fresh: Vec<(u64, Read)>,
    index: HashMap<u64, usize, NoHash>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(reading: Reading<'a>, pieces: &'a Pieces) -> Self {
        Self { reading, pieces, fresh: Vec::new(), index: HashMap::default() }
    }

    /// Reads the bytes of a file. A text that is too large or no UTF-8 is damaged as a whole.
    pub(super) fn read(&mut self, path: &str, bytes: &[u8]) -> Text {
        let limits = self.reading.limits;
        let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
        let Some(text) = text.filter(|text| text.len() <= limits.file_size) else {
            let seen = &bytes[..bytes.len().min(limits.file_size)];
            let unread = ids_in(&String::from_utf8_lossy(seen));
            return Text::Whole(Read { unread, damaged: true, ..Read::default() });
        };
        let is_markdown =
            path.get(path.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case(".md"));
        let pieces = if is_markdown { None } else { split::pieces(text) };
        let keys =
            pieces.filter(|pieces| pieces.len() <= limits.documents).and_then(|pieces| self.all(&pieces));
        keys.map_or_else(|| Text::Whole(self.reading.text(path, text)), Text::Pieces)
    }

    /// The numbers of pieces, read where they are new; `None` where one of them is no YAML of its own, or all of them
    /// together are more than a file may hold.
    fn all(&mut self, pieces: &[Piece<'_>]) -> Option<Vec<u64>> {
        let mut keys = Vec::with_capacity(pieces.len());
        let mut size = 0;
        for piece in pieces {
            let key = self.pieces.hasher.hash_one((piece.head, piece.text));
            size += self.one(key, piece)?;
            keys.push(key);
        }
        (size <= self.reading.limits.nodes).then_some(keys)
    }

    /// The size of a piece, which is read if it is new.
    fn one(&mut self, key: u64, piece: &Piece<'_>) -> Option<usize> {
        if let Some(size) = self.pieces.sizes.get(&key) {
            return Some(*size);
        }
        if let Some(at) = self.index.get(&key) {
            return Some(self.fresh[*at].1.size);
        }
        let read = self.reading.text("piece.yaml", &[piece.head, piece.text].concat());
        if read.damaged {
            return None;
        }
        let size = read.size;
        self.index.insert(key, self.fresh.len());
        self.fresh.push((key, read));
        Some(size)
    }
}

impl Reading<'_> {
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

    /// Numbers what was read.
    pub(super) fn keep(&self, versions: &mut Versions) -> Content {
        let records = self.records.iter().map(|(id, flat, body)| versions.add(id, flat, *body)).collect();
        let unread = self.unread.iter().map(|id| versions.ids.intern(id)).collect();
        Content { records, unread, damaged: self.damaged, gone: self.gone }
    }
}

impl Pieces {
    /// Numbers what a worker read.
    pub(super) fn keep(&mut self, fresh: Vec<(u64, Read)>, versions: &mut Versions) {
        for (key, read) in fresh {
            self.sizes.insert(key, read.size);
            self.known.entry(key).or_insert_with(|| read.keep(versions));
        }
    }

    /// The records of a text that is made of pieces; of two with one id the first.
    pub(super) fn content(&self, keys: &[u64], versions: &Versions) -> Content {
        let contents = || keys.iter().filter_map(|key| self.known.get(key));
        let mut seen = HashSet::with_capacity(keys.len());
        let records = contents().flat_map(|content| &content.records).copied();
        let records = records.filter(|version| seen.insert(versions.get(*version).record)).collect();
        let unread = contents().flat_map(|content| &content.unread).copied().collect();
        Content { records, unread, ..Content::default() }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::config::Config;
    use crate::schema::{Schema, load_builtin};
    use crate::standard::Standards;

    static SETUP: LazyLock<(Arc<Schema>, Standards, Config)> = LazyLock::new(|| {
        let schema = load_builtin().0;
        let standards = Standards::load(&["iso27001-2022"], &[], &schema).0;
        (Arc::new(schema), standards, Config::default())
    });

    fn reading() -> Reading<'static> {
        let (schema, standards, config) = &*SETUP;
        Reading { context: Context { schema, standards, risk: &config.risk }, limits: &config.limits }
    }

    /// Versions and unread ids of a text, read as a whole or in pieces where that can be.
    fn contents(text: &str, versions: &mut Versions) -> (Content, Content, bool) {
        let mut pieces = Pieces::default();
        let mut worker = Worker::new(reading(), &pieces);
        let read = worker.read("a.yaml", text.as_bytes());
        let fresh = worker.fresh;
        pieces.keep(fresh, versions);
        let (one, cut) = match read {
            Text::Whole(read) => (read.keep(versions), false),
            Text::Pieces(keys) => (pieces.content(&keys, versions), true),
        };
        (one, reading().text("a.yaml", text).keep(versions), cut)
    }

    /// Lines that make and break documents and registers.
    const LINES: [&str; 22] = [
        "---",
        "kind: risk",
        "records:",
        "  - id: RSK-1",
        "  - id: RSK-2",
        "  -",
        "- id: RSK-3",
        "    title: A",
        "    title: \"B",
        "  - id: RSK-4\"",
        "    threat: |",
        "      - id: RSK-5",
        "  # remark",
        "",
        "    tags: [a,",
        "  - b]",
        "id: RSK-6",
        "id: RSK-1",
        "  title: C",
        "title: D",
        "    kind: asset",
        "    kind: nonsense",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_text_means_the_same_in_pieces_and_as_a_whole(
            lines in proptest::collection::vec(proptest::sample::select(&LINES[..]), 0..14),
            register in any::<bool>(),
        ) {
            let head = if register { "kind: risk\nrecords:\n" } else { "" };
            let text = format!("{head}{}\n", lines.join("\n"));
            let (one, whole, cut) = contents(&text, &mut Versions::default());
            prop_assert_eq!(&one.records, &whole.records, "{}", text);
            // Ids that were lost may be seen in another order, and twice.
            let ids = |content: &Content| content.unread.iter().copied().collect::<HashSet<u32>>();
            prop_assert_eq!(ids(&one), ids(&whole), "{}", text);
            prop_assert_eq!(one.damaged, whole.damaged);
            prop_assert!(!cut || !one.damaged);
        }
    }

    #[test]
    fn a_piece_is_read_once() {
        let mut versions = Versions::default();
        let mut pieces = Pieces::default();
        let text =
            |last: &str| format!("kind: risk\nrecords:\n  - id: RSK-1\n  - id: RSK-2\n  - id: {last}\n");
        for (last, expected) in [("RSK-3", 3), ("RSK-4", 1), ("RSK-3", 0)] {
            let mut worker = Worker::new(reading(), &pieces);
            let Text::Pieces(keys) = worker.read("a.yaml", text(last).as_bytes()) else { panic!("{last}") };
            assert_eq!(worker.fresh.len(), expected, "{last}");
            let fresh = worker.fresh;
            pieces.keep(fresh, &mut versions);
            assert_eq!(pieces.content(&keys, &versions).records.len(), 3);
        }
        assert_eq!(versions.len(), 4);
    }
}
