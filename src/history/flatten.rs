//! A record as a list of paths and values, so that two versions can be compared by what they mean.
//!
//! | in the record | here |
//! |---|---|
//! | a value | `likelihood`: the text by its field's type, so that `yes` is `true`, `08` is 8, `12 months` is `1 year`, and a level is its label |
//! | a text | every run of white space is one space |
//! | a list of values | `controls[]`: one entry for each value; a set, since the order means nothing |
//! | a group of fields | `acceptance.by` |
//! | a list of groups | `sessions[2026-03-04].held_on`: an item is known by the first field that it has in the order of its kind, so that items before it may come and go. A second item with that value is `[2026-03-04#2]` |
//! | no status | the first one of the kind |
//! | nothing, `~`, an empty list | no entry |

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use super::edit::Edit;
use crate::base::{Period, text};
use crate::record::Record;
use crate::record::field::{Items, RISK_METHOD};
use crate::risk::{Method, RiskMethods};
use crate::schema::{Field, FieldType, bool_value};
use crate::yaml::{NodeRef, Shape};

/// Paths and values, all in one text.
#[derive(Debug, Default)]
pub(super) struct Flat {
    text: String,
    spans: Vec<(Range<usize>, Range<usize>)>,
}

impl Flat {
    /// A record's entries, in the order of its file.
    pub(super) fn of(record: &Record, risk: &RiskMethods) -> Self {
        let mut flattener =
            Flattener { out: Self::default(), path: String::new(), method: record.risk_method(risk) };
        flattener.record(record);
        flattener.out
    }

    /// Each path with its value.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.spans.iter().map(|(path, value)| (&self.text[path.clone()], &self.text[value.clone()]))
    }

    /// The entries with those of some fields taken from another record, which has no other fields but its identity.
    /// `None` where a field goes by another name than the one that is written.
    pub(super) fn with(&self, edit: &Edit<'_>, other: &Self) -> Option<Self> {
        let top = |path: &str| path.split(['.', '[']).next().unwrap_or("").len();
        let is_in = |names: &[&str], path: &str| names.contains(&&path[..top(path)]);
        let has = |name: &&str| self.entries().any(|(path, _)| path[..top(path)] == **name);
        // The first status is meant where none is given, so it is always there.
        let is_there = |name: &&str| *name != "status" && has(name);
        // Of two names of one field the second is not seen until the first one goes.
        let is_own = |name: &&str| *name == "id" || has(name);
        if edit.come.iter().any(is_there) || !edit.old.iter().all(is_own) {
            return None;
        }
        let is_new =
            |path: &str| is_in(&edit.come, path) || is_in(&edit.changed, path) || is_in(&edit.gone, path);
        let is_same = |entry: (&str, &str)| self.entries().any(|own| own == entry);
        let is_known = |(path, value): (&str, &str)| match path {
            "status" => true,
            path if path == "kind" || path == RISK_METHOD.name => is_same((path, value)),
            _ => is_new(path),
        };
        if !other.entries().all(is_known) {
            return None;
        }
        let mut out = Self::default();
        let kept = self.entries().filter(|(path, _)| !is_new(path));
        for (path, value) in kept.chain(other.entries().filter(|(path, _)| is_new(path))) {
            out.push(path, value);
        }
        Some(out)
    }

    fn push(&mut self, path: &str, value: &str) {
        let start = self.text.len();
        self.text.push_str(path);
        let middle = self.text.len();
        self.text.push_str(value);
        self.spans.push((start..middle, middle..self.text.len()));
    }
}

/// Characters of an item's name at most.
const KEY: usize = 48;

struct Flattener<'m> {
    out: Flat,
    path: String,
    method: Option<&'m Method>,
}

impl Flattener<'_> {
    fn record(&mut self, record: &Record) {
        let kind = record.kind();
        self.out.push("kind", &kind.name);
        self.out.push("status", record.status());
        for (field, node) in record.fields() {
            if !matches!(field.name.as_str(), "id" | "kind" | "status") {
                self.at(&field.name, |this| this.field(field, node));
            }
        }
        for entry in record.node().entries() {
            let key = entry.key.text();
            if kind.field(key).is_none() {
                self.at(key, |this| this.raw(entry.value));
            }
        }
    }

    /// Does something with a name added to the path.
    fn at(&mut self, name: &str, inner: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        inner(self);
        self.path.truncate(length);
    }

    /// Does something with an item's name in brackets added to the path.
    fn in_item(&mut self, key: &str, inner: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        // Writing to a String cannot fail.
        let _ = write!(self.path, "[{key}]");
        inner(self);
        self.path.truncate(length);
    }

    fn push(&mut self, value: &str) {
        self.out.push(&self.path, value);
    }

    fn field(&mut self, field: &Field, node: NodeRef<'_>) {
        if !field.list {
            return self.value(&field.ty, node);
        }
        let mut keys = Vec::new();
        for item in Items::of(node).iter() {
            let key = match &field.ty {
                FieldType::Map(fields) => key_by(fields, item),
                _ => key_of(item),
            };
            self.item(item, key, &mut keys, |this| this.value(&field.ty, item));
        }
    }

    /// One item of a list: a value, or a group under its name.
    fn item(
        &mut self,
        item: NodeRef<'_>,
        key: Option<&str>,
        keys: &mut Vec<String>,
        inner: impl FnOnce(&mut Self),
    ) {
        if item.shape() == Shape::Scalar {
            return self.in_item("", inner);
        }
        if item.is_null() {
            return;
        }
        let key = text::brief(key.unwrap_or(""), KEY).replace(['[', ']'], "");
        let same = keys.iter().filter(|known| **known == key).count();
        let name = if same == 0 && !key.is_empty() { key.clone() } else { format!("{key}#{}", same + 1) };
        keys.push(key);
        self.in_item(&name, inner);
    }

    fn value(&mut self, ty: &FieldType, node: NodeRef<'_>) {
        match (ty, node.scalar()) {
            (FieldType::Map(fields), None) => {
                for entry in node.entries() {
                    let key = entry.key.text();
                    match fields.iter().find(|field| is_called(field, key)) {
                        _ if entry.value.is_null() => {}
                        Some(field) => self.at(&field.name, |this| this.field(field, entry.value)),
                        None => self.at(key, |this| this.raw(entry.value)),
                    }
                }
            }
            (_, Some(written)) => {
                let value = self.meaning(ty, written);
                self.push(&value);
            }
            (_, None) => self.raw(node),
        }
    }

    /// What no field's type explains.
    fn raw(&mut self, node: NodeRef<'_>) {
        match node.shape() {
            Shape::Null => {}
            Shape::Scalar => self.push(&collapsed(node.text())),
            Shape::Map => {
                for entry in node.entries() {
                    self.at(entry.key.text(), |this| this.raw(entry.value));
                }
            }
            Shape::List => {
                let mut keys = Vec::new();
                for item in node.items() {
                    self.item(item, key_of(item), &mut keys, |this| this.raw(item));
                }
            }
        }
    }

    /// A value's text so that two ways to write one thing are the same text.
    fn meaning<'t>(&self, ty: &FieldType, written: &'t str) -> Cow<'t, str> {
        let other = match ty {
            FieldType::Bool => bool_value(written).map(|truth| truth.to_string()),
            FieldType::Integer(..) => written.parse::<i64>().ok().map(|number| number.to_string()),
            FieldType::Number(..) => written.parse::<f64>().ok().map(|number| number.to_string()),
            FieldType::Period => written.parse::<Period>().ok().map(|period| period.to_string()),
            FieldType::Score(axis) => self.method.and_then(|method| {
                let [only] = method.axis(*axis).dimensions() else { return None };
                only.scale.find(written).map(|level| level.label.clone())
            }),
            _ => None,
        };
        other.filter(|other| !other.is_empty()).map_or_else(|| collapsed(written), Cow::Owned)
    }
}

fn is_called(field: &Field, key: &str) -> bool {
    field.name == key || field.aliases.iter().any(|alias| alias == key)
}

/// The value that tells an item from the others: of the first declared field that it has as a single value.
fn key_by<'a>(fields: &[Field], item: NodeRef<'a>) -> Option<&'a str> {
    let given = |field: &Field| item.entries().find(|entry| is_called(field, entry.key.text()));
    fields.iter().find_map(|field| given(field)?.value.scalar()).or_else(|| key_of(item))
}

/// The first single value of a group.
fn key_of(item: NodeRef<'_>) -> Option<&str> {
    item.entries().find_map(|entry| entry.value.scalar())
}

/// A text in which every run of white space is one space.
fn collapsed(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains(['\n', '\r', '\t']) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
