//! A file of many records in pieces that can be read one by one, so that of a new version only the pieces that are new
//! are read.
//!
//! A piece is a document between two lines `---`, or a record of a register. The cut must not change what is read, so it is
//! made only where YAML leaves no doubt, and the whole file is read as one where a piece turns out to be no YAML of its
//! own. A line `---` at the left edge ends a document even inside a text. A dash as deep as the first item's begins the
//! next item unless it stands in brackets or quotes, and then the piece before it lacks their end.

/// A part of a file that can be read on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// What goes before it: the head of its register.
    pub(super) head: &'t str,
    /// The piece itself.
    pub(super) text: &'t str,
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
        let indent = line.len() - line.trim_start_matches(' ').len();
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
fn is_empty(line: &str) -> bool {
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
