//! Fields of a record that changed: a text mostly differs from the one before in few of them, and then those alone are
//! read anew.
//!
//! A record's text is cut into its fields by lines alone, so this is done only where lines leave no doubt: every line at
//! the left edge of the fields is `name: ...`, all others are deeper, and no quote, bracket, anchor, alias or tag can
//! reach beyond its line. Whatever else there is, the text is read as a whole.

use std::collections::HashMap;
use std::ops::Range;

use super::split::{indent, is_empty};
use crate::record::field::RISK_METHOD;

/// Fields that changed, with what must be known to read them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Edit<'t> {
    /// Names of fields, as written, that only the new text has.
    pub(super) come: Vec<&'t str>,
    /// Of fields that both have and that differ.
    pub(super) changed: Vec<&'t str>,
    /// Of fields that only the old text has.
    pub(super) gone: Vec<&'t str>,
    /// Of all fields of the old text.
    pub(super) old: Vec<&'t str>,
    /// The text of a record that has nothing but its identity and what came or changed.
    pub(super) text: String,
}

/// What identifies a record, or decides how other fields are read.
const IDENTITY: [&str; 3] = ["id", "kind", RISK_METHOD.name];

/// A text of one record and where its fields are.
#[derive(Debug)]
pub(super) struct Fields(Vec<Field>);

#[derive(Debug)]
struct Field {
    name: Range<usize>,
    all: Range<usize>,
}

/// What came, changed or went between two texts of one record; `None` where that is better found out by reading them.
pub(super) fn edit<'t>(
    (old, before): (&'t str, &Fields),
    (new, after): (&'t str, &Fields),
) -> Option<Edit<'t>> {
    let named = |fields: &Fields, text: &'t str| -> Option<HashMap<&'t str, &'t str>> {
        let all = fields.0.iter().map(|field| (&text[field.name.clone()], &text[field.all.clone()]));
        let all: HashMap<&str, &str> = all.collect();
        // Which of two fields of one name counts is not for lines to tell, and a register is no record.
        (all.len() == fields.0.len() && !all.contains_key("records")).then_some(all)
    };
    let was_text = old;
    let (old, is) = (named(before, old)?, named(after, new)?);
    let mut edit = Edit {
        come: Vec::new(),
        changed: Vec::new(),
        gone: Vec::new(),
        old: Vec::new(),
        text: String::new(),
    };
    for field in &after.0 {
        let (name, text) = (&new[field.name.clone()], &new[field.all.clone()]);
        match old.get(name) {
            Some(was) if *was == text && !IDENTITY.contains(&name) => continue,
            Some(was) if *was == text => {}
            Some(_) => edit.changed.push(name),
            None => edit.come.push(name),
        }
        edit.text.push_str(text);
    }
    edit.old.extend(before.0.iter().map(|field| &was_text[field.name.clone()]));
    edit.gone.extend(edit.old.iter().filter(|name| !is.contains_key(*name)));
    let names = || edit.come.iter().chain(&edit.changed).chain(&edit.gone);
    let first = &after.0.first()?.name;
    // An item of a list begins with its dash, and so with its id.
    let is_item = new.trim_start().starts_with('-');
    let is_known = !names().any(|name| IDENTITY.contains(name)) && (!is_item || &new[first.clone()] == "id");
    (is_known && names().count() * 2 <= after.0.len()).then_some(edit)
}

/// The fields of a record's text; `None` where there is any doubt.
pub(super) fn fields(text: &str) -> Option<Fields> {
    let mut fields: Vec<Field> = Vec::new();
    let (mut at, mut edge) = (0, 0);
    while at < text.len() {
        let start = at;
        at = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| start + end + 1);
        let line = &text[start..at];
        if is_empty(line) {
            if let Some(field) = fields.last_mut() {
                field.all.end = at;
            }
            continue;
        }
        if !is_plain(line) {
            return None;
        }
        let mut depth = indent(line);
        if fields.is_empty() {
            let dash = line[depth..].strip_prefix('-');
            depth += dash.map_or(0, |rest| 1 + indent(rest));
            edge = depth;
        }
        let is_item = line[depth..].starts_with("- ") || line[depth..].trim_end() == "-";
        match fields.last_mut() {
            Some(field) if depth > edge || (depth == edge && is_item) => field.all.end = at,
            _ if depth == edge => {
                let name = name(&line[depth..])?;
                fields.push(Field { name: start + depth..start + depth + name.len(), all: start..at });
            }
            _ => return None,
        }
    }
    Some(Fields(fields))
}

/// The name in `name: ...`.
fn name(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once(':')?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    (is_name && !name.is_empty() && !name.starts_with('-') && rest.starts_with([' ', '\n'])).then_some(name)
}

/// Whether nothing that begins in a line can end in another, but for texts that are set in deeper: every quote and
/// bracket that opens a value is closed, and there is no anchor, alias or tag.
fn is_plain(line: &str) -> bool {
    let bytes = line.trim_end().as_bytes();
    let is_end = |at: usize| bytes.get(at).is_none_or(|byte| *byte == b' ');
    let (mut at, mut depth, mut place) = (0, 0_u32, Place::Start);
    while let Some(&byte) = bytes.get(at) {
        let is_flow = depth > 0;
        at += 1;
        place = match (place, byte) {
            (_, b'\t' | b'\r' | b'\\') => return false,
            (_, b' ') => place,
            (Place::Start, b'-') if !is_flow && is_end(at) => Place::Start,
            (Place::Start, b'|' | b'>') if !is_flow => return true,
            (_, b'#') if at == 1 || bytes[at - 2] == b' ' => return !is_flow,
            (Place::Start, b'"' | b'\'') => {
                let Some(length) = memchr::memchr(byte, &bytes[at..]) else { return false };
                if byte == b'"' && bytes[at..at + length].contains(&b'\\') {
                    return false;
                }
                at += length + 1;
                Place::After
            }
            (Place::Start, b'[' | b'{') => {
                depth += 1;
                Place::Start
            }
            (_, b']' | b'}') if is_flow => {
                depth -= 1;
                Place::After
            }
            (_, b',') if is_flow => Place::Start,
            (Place::Start, b'&' | b'*' | b'!' | b'?' | b'%' | b'@' | b'`' | b',' | b']' | b'}') => {
                return false;
            }
            (Place::Start, _) => Place::Word,
            (Place::Word | Place::After, b':') if is_end(at) => Place::Start,
            (Place::Word, b'[' | b'{' | b':') if is_flow => return false,
            (Place::Word, _) => Place::Word,
            (Place::After, _) => return false,
        };
    }
    depth == 0
}

/// Where in a line a reader of YAML is.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// Where a value may begin.
    Start,
    /// In a value without quotes.
    Word,
    /// Behind a value with quotes or brackets.
    After,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(old: &str, new: &str) -> Option<String> {
        let edit = edit((old, &fields(old)?), (new, &fields(new)?))?;
        let Edit { come, changed, gone, text, .. } = edit;
        Some(format!("+{} ~{} -{}\n{text}", come.join(" "), changed.join(" "), gone.join(" ")))
    }

    #[test]
    fn fields_that_changed_are_cut_out() {
        let text = |owner: &str, last: &str| {
            format!("id: A\n# x\ntitle: T\nkind: risk\nowner: {owner}\ntags: [a, b]\n{last}")
        };
        let edit = of(&text("a", "x: y\n"), &text("b\n  c", "z: y\n"));
        let expected = "+z ~owner -x\nid: A\n# x\nkind: risk\nowner: b\n  c\nz: y\n";
        assert_eq!(edit.as_deref(), Some(expected));
        let item = |level: &str| format!("  - id: A\n    level: {level}\n    title: T\n");
        assert_eq!(of(&item("1"), &item("2")).as_deref(), Some("+ ~level -\n  - id: A\n    level: 2\n"));
        let list = |last: &str| format!("id: A\nlist:\n- a\n{last}title: T\n");
        let expected = "+ ~list -\nid: A\nlist:\n- a\n- b\n";
        assert_eq!(of(&list(""), &list("- b\n")).as_deref(), Some(expected));
    }

    #[test]
    fn a_line_is_plain_if_all_that_it_opens_is_closed_in_it() {
        for line in [
            "a: b\n",
            "- a: [b, \"c: d\"] # e [\n",
            "a: {b: c, d: 'e'}\n",
            "a: it's [ a \"text\n",
            "a: |\n",
            "- - 'a': b\n",
            "a: \"b \" # c\n",
            "see https://x.org/#a\n",
        ] {
            assert!(is_plain(line), "{line}");
        }
        for line in [
            "a: \"b\n",
            "a: [b\n",
            "a: [b # ]\n",
            "x - \"b: [c\"\n",
            "a: 'it''s\n",
            "a: \"b\\\"\n",
            "a: &b c\n",
            "- *b\n",
            "a: !t b\n",
            "? a\n",
            "a: \"b\" c\n",
            "a: [b: \"c]\n",
            "a:\tb\n",
        ] {
            assert!(!is_plain(line), "{line}");
        }
    }

    #[test]
    fn where_there_is_doubt_nothing_is_cut_out() {
        for (old, new) in [
            ("id: A\nb: c\n", "id: B\nb: c\n"),
            ("id: A\nb: c\nd: e\n", "id: A\nb: x\nd: y\n"),
            ("id: A\nb: c\nb: d\n", "id: A\nb: c\nb: e\n"),
            ("id: A\nb: \"c\nd: e\"\n", "id: A\nb: \"c\nd: f\"\n"),
            ("id: A\nb: [c,\nd: e]\n", "id: A\nb: [c,\nd: f]\n"),
            ("id: A\nb: 'c\nd: \"e'\n", "id: A\nb: 'c\nd: \"f'\n"),
            ("id: A\nb: &c x\nd: e\n", "id: A\nb: &c x\nd: f\n"),
            ("id: A\nb c: d\ne: f\n", "id: A\nb c: d\ne: g\n"),
            ("- b: A\n  c: d\n", "- b: A\n  c: e\n"),
            ("kind: a\nrecords:\n- id: A\n", "kind: a\nrecords:\n- id: B\n"),
        ] {
            assert_eq!(of(old, new), None, "{new}");
        }
    }
}
