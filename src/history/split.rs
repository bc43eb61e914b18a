//! A file of many records in pieces that can be read one by one, so that of a new version only the pieces that are new
//! are read.
//!
//! A piece is a document between two lines `---`, or a record of a register. The cut must not change what is read, so it is
//! made only where YAML leaves no doubt, and the whole file is read as one where a piece turns out to be no YAML of its
//! own. A line `---` at the left edge ends a document even inside a text. A dash as deep as the first item's begins the
//! next item unless it stands in brackets or quotes, and then the piece before it lacks their end.

use std::ops::Range;
use std::sync::Arc;

use super::contents::Read;

/// A part of a file that can be read on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// What goes before it: the head of its register.
    pub(super) head: &'t str,
    /// The piece itself.
    pub(super) text: &'t str,
}

/// A text in pieces that are numbered.
pub(super) struct Cut {
    text: Arc<Vec<u8>>,
    parts: Vec<Part>,
    /// Keys, values and items of all pieces together.
    pub(super) size: usize,
}

/// Where a piece and its head are in a text, the piece's number, and what was read in it if that is at hand.
struct Part {
    head: Range<usize>,
    text: Range<usize>,
    key: u64,
    read: Option<Arc<Read>>,
}

/// One piece of a text that changed.
pub(super) struct Changed<'t> {
    /// Which one.
    pub(super) at: usize,
    pub(super) piece: Piece<'t>,
    /// The number of what stood there, its text, and what was read in it.
    pub(super) old: u64,
    pub(super) text: &'t str,
    pub(super) read: Option<&'t Arc<Read>>,
}

impl Cut {
    /// A text with its pieces and their numbers.
    pub(super) fn of(
        text: &Arc<Vec<u8>>,
        pieces: &[Piece<'_>],
        keys: &[u64],
        size: usize,
        read: impl Fn(u64) -> Option<Arc<Read>>,
    ) -> Self {
        let from = text.as_ptr().addr();
        let range = |part: &str| {
            let start = part.as_ptr().addr().saturating_sub(from);
            start..start + part.len()
        };
        let parts = pieces.iter().zip(keys);
        let parts = parts.map(|(piece, key)| {
            let head = if piece.head.is_empty() { 0..0 } else { range(piece.head) };
            Part { head, text: range(piece.text), key: *key, read: read(*key) }
        });
        Self { text: Arc::clone(text), parts: parts.collect(), size }
    }

    /// The numbers of all pieces.
    pub(super) fn keys(&self) -> Vec<u64> {
        self.parts.iter().map(|part| part.key).collect()
    }

    /// The piece in which another text differs from this one, where all else is the same and cut in the same way.
    pub(super) fn changed<'t>(&'t self, text: &'t [u8]) -> Option<Changed<'t>> {
        let old = self.text.as_slice();
        let start = common(old, text);
        let end = common_end(&old[start..], &text[start..]);
        let at = self.parts.partition_point(|part| part.text.start <= start).checked_sub(1)?;
        let part = &self.parts[at];
        let first = part.text.start + 1 + memchr::memchr(b'\n', &old[part.text.clone()])?;
        let after = old.len() - part.text.end;
        if start < first || end < after {
            return None;
        }
        let new = text.get(part.text.start..text.len() - after)?;
        let new = std::str::from_utf8(new).ok().filter(|new| !new.contains(['\r', '\0']))?;
        let head = std::str::from_utf8(text.get(part.head.clone())?).ok()?;
        let is_ended = new.ends_with('\n') || after == 0;
        let was = std::str::from_utf8(&old[part.text.clone()]).ok()?;
        (is_ended && is_one(head, new)).then_some(Changed {
            at,
            piece: Piece { head, text: new },
            old: part.key,
            text: was,
            read: part.read.as_ref(),
        })
    }

    /// Becomes the text that differs in one piece.
    pub(super) fn replace(&mut self, text: &Arc<Vec<u8>>, at: usize, key: u64, read: Option<Arc<Read>>) {
        let (old, new) = (self.text.len(), text.len());
        let moved = |range: &Range<usize>| range.start + new - old..range.end + new - old;
        let edge = self.parts[at].text.end;
        self.parts[at].text.end = edge + new - old;
        (self.parts[at].key, self.parts[at].read) = (key, read);
        for part in &mut self.parts[at + 1..] {
            part.text = moved(&part.text);
            if part.head.start >= edge {
                part.head = moved(&part.head);
            }
        }
        self.text = Arc::clone(text);
    }
}

/// Bytes that two texts have in common at their beginning.
pub(super) fn common(one: &[u8], other: &[u8]) -> usize {
    const STEP: usize = 256;
    let steps = one.chunks_exact(STEP).zip(other.chunks_exact(STEP)).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[steps * STEP..], &other[steps * STEP..]);
    steps * STEP + one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

/// Bytes that two texts have in common at their end.
pub(super) fn common_end(one: &[u8], other: &[u8]) -> usize {
    const STEP: usize = 256;
    let steps = one.rchunks_exact(STEP).zip(other.rchunks_exact(STEP)).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - steps * STEP], &other[..other.len() - steps * STEP]);
    steps * STEP + one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count()
}

/// Whether a text that begins as a piece is one piece.
fn is_one(head: &str, text: &str) -> bool {
    let is_marker = |line: &str| line.starts_with("---") || line.starts_with("...") || line.starts_with('%');
    if text.split_inclusive('\n').any(is_marker) {
        return false;
    }
    if head.is_empty() {
        let mut pieces = Vec::new();
        document(text, &mut pieces);
        return pieces.len() == 1 && pieces[0].head.is_empty();
    }
    let depth = indent(text);
    text.split_inclusive('\n').skip(1).all(|line| is_empty(line) || indent(line) > depth)
}

pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The pieces of a text; `None` where it is better read as a whole.
pub(super) fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    if text.starts_with('\u{feff}') || text.contains('\r') {
        return None;
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        if line.starts_with("---") || line.starts_with("...") || line.starts_with('%') {
            if line.trim_end() != "---" {
                return None;
            }
            document(&text[start..at], &mut pieces);
            start = next;
        }
        at = next;
    }
    document(&text[start..], &mut pieces);
    (pieces.len() > 1).then_some(pieces)
}

fn document<'t>(text: &'t str, pieces: &mut Vec<Piece<'t>>) {
    let before = pieces.len();
    if register(text, pieces).is_none() {
        pieces.truncate(before);
        pieces.push(Piece { head: "", text });
    }
}

/// Adds the records of a register.
fn register<'t>(text: &'t str, pieces: &mut Vec<Piece<'t>>) -> Option<()> {
    let mut lines = text.split_inclusive('\n');
    let mut head = 0;
    for line in lines.by_ref() {
        head += line.len();
        if line.trim_end() == "records:" {
            break;
        }
        if !(is_empty(line) || line.starts_with("kind:")) {
            return None;
        }
    }
    let mut depth = None;
    let mut start = head;
    let mut at = head;
    for line in lines {
        let next = at + line.len();
        let indent = indent(line);
        let is_item = line[indent..].starts_with("- ") || line[indent..].trim_end() == "-";
        match depth {
            _ if is_empty(line) => {}
            None if is_item => (depth, start) = (Some(indent), at),
            Some(depth) if is_item && indent == depth => {
                pieces.push(Piece { head: &text[..head], text: &text[start..at] });
                start = at;
            }
            Some(depth) if indent > depth => {}
            _ => return None,
        }
        at = next;
    }
    depth?;
    pieces.push(Piece { head: &text[..head], text: &text[start..] });
    Some(())
}

/// Whether a line has nothing but white space or a remark.
pub(super) fn is_empty(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Option<Vec<(&str, &str)>> {
        pieces(text).map(|pieces| pieces.into_iter().map(|piece| (piece.head, piece.text)).collect())
    }

    #[test]
    fn documents_and_records_of_registers_are_pieces() {
        assert_eq!(texts("id: A\n---\nid: B\n"), Some(vec![("", "id: A\n"), ("", "id: B\n")]));
        let register =
            "# All\nkind: risk\nrecords:\n  # first\n  - id: A\n    x: |\n      - y\n\n  -\n    id: B\n";
        let head = "# All\nkind: risk\nrecords:\n";
        let items = [(head, "  - id: A\n    x: |\n      - y\n\n"), (head, "  -\n    id: B\n")];
        assert_eq!(texts(register), Some(items.to_vec()));
        let both = format!("{register}---\nid: C\n");
        assert_eq!(texts(&both), Some([&items[..], &[("", "id: C\n")]].concat()));
    }

    #[test]
    fn where_there_is_doubt_a_text_stays_whole() {
        for text in [
            "id: A\n",
            "id: A\r\n---\r\nid: B\r\n",
            "id: A\n--- # next\nid: B\n",
            "id: A\n...\nid: B\n",
            "kind: risk\nrecords: [{id: A}, {id: B}]\n",
            "kind: risk\nrecords:\n- id: A\n- id: B\nowner: C\n",
            "owner: C\nkind: risk\nrecords:\n- id: A\n- id: B\n",
            "kind: risk\nrecords:\n- id: A\n",
        ] {
            assert_eq!(texts(text), None, "{text}");
        }
    }
}
