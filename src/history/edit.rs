//! One field of a record that changed: a text mostly differs from the one before in one field, and then that field alone
//! is read anew.
//!
//! A record's text is cut into its fields by lines alone, so this is done only where lines leave no doubt: every line at
//! the left edge of the fields is `name: ...`, all others are deeper, and no quote, bracket, anchor, alias or tag can
//! reach beyond its line. Whatever else there is, the text is read as a whole.

use super::split::{common, common_end, indent, is_empty};
use crate::record::field::RISK_METHOD;

/// A field that changed, with what must be known to read it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Edit<'t> {
    /// The field's name, as written.
    pub(super) field: &'t str,
    /// The text of a record that has nothing but its identity and this field.
    pub(super) text: String,
}

/// What identifies a record, or decides how other fields are read.
const IDENTITY: [&str; 3] = ["id", "kind", RISK_METHOD.name];

/// The one field in which two texts of one record differ.
pub(super) fn edit<'t>(old: &str, new: &'t str) -> Option<Edit<'t>> {
    let start = common(old.as_bytes(), new.as_bytes());
    let end = common_end(&old.as_bytes()[start..], &new.as_bytes()[start..]);
    let (before, after) = (fields(old)?, fields(new)?);
    let at = after.iter().rposition(|field| field.start <= start)?;
    let (was, is) = (before.get(at)?, &after[at]);
    // The same name at the same place, and the same text from the next field on.
    let is_same = was.start == is.start && was.name == is.name && is.value <= start;
    let is_alone = is_same && before.len() == after.len() && old.len() - was.end == new.len() - is.end;
    if !is_alone || new.len() - is.end > end || IDENTITY.contains(&is.name) {
        return None;
    }
    let mut names: Vec<&str> = after.iter().map(|field| field.name).collect();
    names.sort_unstable();
    // A register is no record, and which of two fields of one name counts is not for lines to tell.
    if names.contains(&"records") || names.windows(2).any(|pair| pair[0] == pair[1]) {
        return None;
    }
    let kept = after.iter().filter(|field| IDENTITY.contains(&field.name) || field.start == is.start);
    let text: String = kept.map(|field| &new[field.start..field.end]).collect();
    // An item of a list begins with its dash, and so with its id.
    (after[0].name == "id" || !new.trim_start().starts_with('-')).then_some(Edit { field: is.name, text })
}

struct Field<'t> {
    name: &'t str,
    start: usize,
    /// Where its name and colon end.
    value: usize,
    end: usize,
}

/// The fields of a record's text; `None` where there is any doubt.
fn fields(text: &str) -> Option<Vec<Field<'_>>> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    let (mut at, mut edge) = (0, 0);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if is_empty(line) {
            fields.last_mut().map(|field| field.end = at);
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
            Some(field) if depth > edge || (depth == edge && is_item) => field.end = at,
            _ if depth == edge => {
                let name = name(&line[depth..])?;
                fields.push(Field { name, start, value: start + depth + name.len() + 1, end: at });
            }
            _ => return None,
        }
    }
    Some(fields)
}

/// The name in `name: ...`.
fn name(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once(':')?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    (is_name && !name.is_empty() && !name.starts_with('-') && rest.starts_with([' ', '\n'])).then_some(name)
}

/// Whether nothing that begins in a line can end in another, but for texts that are set in deeper.
fn is_plain(line: &str) -> bool {
    let bytes = line.as_bytes();
    if !bytes.iter().any(|byte| b"\"'[]{}&*!?\t\r\\%@`".contains(byte)) {
        return true;
    }
    let count = |wanted: u8| bytes.iter().filter(|byte| **byte == wanted).count();
    // Where a value may begin.
    let opens = |signs: &[u8]| {
        let starts = |at: usize| at == 0 || b" -:,[{".contains(&bytes[at - 1]);
        bytes.iter().enumerate().any(|(at, byte)| signs.contains(byte) && starts(at))
    };
    let (quotes, brackets) = (count(b'"') + count(b'\''), count(b'[') + count(b'{'));
    let is_even = |quote: u8| !opens(&[quote]) || count(quote).is_multiple_of(2);
    let is_closed = count(b'[') == count(b']') && count(b'{') == count(b'}');
    !line.contains(['\t', '\r', '\\'])
        && !opens(b"&*!?%@`")
        && is_closed
        && (brackets == 0 || (quotes == 0 && count(b'#') == 0))
        && is_even(b'"')
        && is_even(b'\'')
        && !(opens(b"\"") && opens(b"'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(old: &str, new: &str) -> Option<(String, String)> {
        edit(old, new).map(|edit| (edit.field.to_owned(), edit.text))
    }

    #[test]
    fn one_field_that_changed_is_cut_out() {
        let text = |owner: &str| format!("id: A\n# x\ntitle: T\nkind: risk\nowner: {owner}\ntags: [a, b]\n");
        let edit = of(&text("a"), &text("b\n  c"));
        assert_eq!(edit, Some(("owner".into(), "id: A\n# x\nkind: risk\nowner: b\n  c\n".into())));
        let item = |level: &str| format!("  - id: A\n    level: {level}\n    title: T\n");
        assert_eq!(of(&item("1"), &item("2")), Some(("level".into(), "  - id: A\n    level: 2\n".into())));
        let list = |last: &str| format!("id: A\nlist:\n- a\n{last}title: T\n");
        assert_eq!(of(&list(""), &list("- b\n")), Some(("list".into(), "id: A\nlist:\n- a\n- b\n".into())));
    }

    #[test]
    fn where_there_is_doubt_nothing_is_cut_out() {
        for (old, new) in [
            ("id: A\nb: c\n", "id: B\nb: c\n"),
            ("id: A\nb: c\n", "id: A\nb: c\nd: e\n"),
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
