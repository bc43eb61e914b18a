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

    /// What texts held that were read one after the other, in pieces where that can be, and what the last of them holds as
    /// a whole; and whether that one was cut.
    fn contents(texts: &[String], versions: &mut Versions) -> (Content, Content, bool) {
        let (mut pieces, mut previous, mut made) = (Pieces::default(), Previous::default(), None);
        let (mut one, mut cut) = (Content::default(), false);
        for text in texts {
            let mut worker = Worker::new(reading(), &pieces, &mut previous);
            let read = worker.read("a.yaml", &Arc::new(text.as_bytes().to_vec()));
            let fresh = worker.fresh;
            pieces.keep(fresh, versions);
            (one, cut) = match read {
                Text::Whole(read) => (read.keep(versions), false),
                Text::Pieces(keys) => (pieces.content(keys, versions, &mut made), true),
            };
        }
        let last = texts.last().map_or("", String::as_str);
        (one, reading().text("a.yaml", last).keep(versions), cut)
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
            edits in proptest::collection::vec((any::<prop::sample::Index>(), proptest::sample::select(&LINES[..]), 0..3_u8), 0..3),
        ) {
            let head = if register { "kind: risk\nrecords:\n" } else { "" };
            let mut lines = lines;
            let mut texts = vec![format!("{head}{}\n", lines.join("\n"))];
            for (at, line, how) in edits {
                let at = at.index(lines.len() + 1);
                match how {
                    0 => lines.insert(at, line),
                    1 if at < lines.len() => lines[at] = line,
                    _ if at < lines.len() => { lines.remove(at); }
                    _ => {}
                }
                texts.push(format!("{head}{}\n", lines.join("\n")));
            }
            let (one, whole, cut) = contents(&texts, &mut Versions::default());
            prop_assert_eq!(&one.records, &whole.records, "{:#?}", texts);
            // Ids that were lost may be seen in another order, and twice.
            let ids = |content: &Content| content.unread.iter().copied().collect::<HashSet<u32>>();
            prop_assert_eq!(ids(&one), ids(&whole), "{:#?}", texts);
            prop_assert_eq!(one.damaged, whole.damaged);
            prop_assert!(!cut || !one.damaged);
        }
    }

    /// Fields of a record, and lines that reach from one into another.
    const FIELDS: [&str; 27] = [
        "title: A",
        "title: B b",
        "owner: ROL-a",
        "owner: ROL-b",
        "status: closed",
        "likelihood: 2",
        "likelihood: 3",
        "impact: 4",
        "name: C",
        "method: other",
        "kind: asset",
        "id: RSK-2",
        "controls: [A.5.1, A.5.2]",
        "controls:",
        "- A.5.3",
        "  - A.5.4",
        "acceptance: { by: ROL-a }",
        "acceptance:",
        "  by: ROL-b",
        "threat: |",
        "  one: two",
        "  \"three",
        "cause: \"four",
        "x: five\"",
        "risk_owner: [ROL-c,",
        "  'six",
        "# seven",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_text_means_the_same_whatever_was_read_before_it(
            lines in proptest::collection::vec(proptest::sample::select(&FIELDS[..]), 0..7),
            register in any::<bool>(),
            edits in proptest::collection::vec((any::<prop::sample::Index>(), proptest::sample::select(&FIELDS[..]), 0..4_u8), 1..4),
        ) {
            let mut lines = [vec!["id: RSK-1", "kind: risk"], lines].concat();
            let text = |lines: &[&str]| match register {
                false => format!("{}\n", lines.join("\n")),
                true => format!("records:\n- id: RSK-9\n- {}\n", lines.join("\n  ")),
            };
            let mut texts = vec![text(&lines)];
            for (at, line, how) in edits {
                let at = at.index(lines.len());
                match how {
                    0 => lines.insert(at, line),
                    1 if lines.len() > 1 => { lines.remove(at); }
                    _ => lines[at] = line,
                }
                texts.push(text(&lines));
            }
            let (one, whole, _) = contents(&texts, &mut Versions::default());
            prop_assert_eq!(&one.records, &whole.records, "{:#?}", texts);
            let ids = |content: &Content| content.unread.iter().copied().collect::<HashSet<u32>>();
            prop_assert_eq!(ids(&one), ids(&whole), "{:#?}", texts);
        }
    }

    #[test]
    fn a_piece_is_read_once() {
        let mut versions = Versions::default();
        let mut pieces = Pieces::default();
        let text =
            |last: &str| format!("kind: risk\nrecords:\n  - id: RSK-1\n  - id: RSK-2\n  - id: {last}\n");
        let (mut previous, mut made) = (Previous::default(), None);
        for (last, expected) in [("RSK-3", 3), ("RSK-4", 1), ("RSK-3", 0)] {
            let mut worker = Worker::new(reading(), &pieces, &mut previous);
            let text = Arc::new(text(last).into_bytes());
            let Text::Pieces(keys) = worker.read("a.yaml", &text) else { panic!("{last}") };
            assert_eq!(worker.fresh.len(), expected, "{last}");
            let fresh = worker.fresh;
            pieces.keep(fresh, &mut versions);
            assert_eq!(pieces.content(keys, &versions, &mut made).records.len(), 3);
        }
        assert_eq!(versions.len(), 4);
    }
}
