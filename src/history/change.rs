//! What changed in a record, field by field, and whether it means something.

use super::flatten::Flat;
use super::significance::Significance;
use super::wording::{self, Print};
use crate::record::Record;
use crate::risk::RiskMethods;

/// One field that changed; of a list, one value that came or went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's path: `likelihood`, `acceptance.by`, `controls[]` for a value of a list, `sessions[2026-03-04].held_on` in
    /// a group of a list.
    pub path: String,
    /// What it said; `None` where it was not given.
    pub before: Option<String>,
    /// What it says; `None` where it is not given.
    pub after: Option<String>,
    /// Whether the change means something: it reopens a review or an approval.
    pub significant: bool,
}

impl FieldChange {
    /// The field's path in its kind, without items: `controls`, `sessions.held_on`.
    pub fn field(&self) -> String {
        plain(&self.path)
    }
}

/// What happened to the text of a Markdown document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BodyChange {
    /// Nothing.
    None,
    /// White space, layout or targets of links: it says the same.
    Cosmetic,
    /// Its words.
    Wording,
}

/// What lies between two versions of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Fields, in the order of the kind.
    pub fields: Vec<FieldChange>,
    /// The text of a Markdown document.
    pub body: BodyChange,
}

impl Difference {
    /// What lies between two records, of two systems or of one; `None` is a record that is not there. `risk` are the risk
    /// methods of each.
    pub fn between(
        before: Option<(&Record, &RiskMethods)>,
        after: Option<(&Record, &RiskMethods)>,
        significance: &Significance,
    ) -> Self {
        let kind = after.or(before).map_or("", |(record, _)| record.kind().name.as_str());
        let flat = |side: Option<(&Record, &RiskMethods)>| {
            side.map_or_else(Flat::default, |(record, risk)| Flat::of(record, risk))
        };
        let (old, new) = (flat(before), flat(after));
        let mut fields = steps(&sorted(&old), &sorted(&new));
        significance.judge(kind, &mut fields);
        let print = |side: Option<(&Record, &RiskMethods)>| side.and_then(|(record, _)| print(record));
        Self { fields, body: body(print(before), print(after)) }
    }

    /// What lies between entries that were recorded and a record; entries are sorted.
    pub(super) fn to_record(
        old: &[(&str, &str)],
        text: Option<Print>,
        record: &Record,
        risk: &RiskMethods,
        significance: &Significance,
    ) -> Self {
        let new = Flat::of(record, risk);
        let mut fields = steps(old, &sorted(&new));
        significance.judge(&record.kind().name, &mut fields);
        Self { fields, body: body(text, print(record)) }
    }

    /// Whether there is no difference.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.body == BodyChange::None
    }

    /// Whether it means something.
    pub fn is_significant(&self) -> bool {
        self.body == BodyChange::Wording || self.fields.iter().any(|change| change.significant)
    }
}

/// The print of the text below a record's front matter.
fn print(record: &Record) -> Option<Print> {
    let file = record.file();
    file.body().map(|span| Print::of(file.source().slice(span)))
}

pub(super) fn body(before: Option<Print>, after: Option<Print>) -> BodyChange {
    let wording = |print: Option<Print>| print.map(|print| print.wording);
    match (before, after) {
        _ if before == after => BodyChange::None,
        _ if wording(before) == wording(after) => BodyChange::Cosmetic,
        _ => BodyChange::Wording,
    }
}

fn sorted(flat: &Flat) -> Vec<(&str, &str)> {
    let mut entries: Vec<(&str, &str)> = flat.entries().collect();
    entries.sort_unstable();
    entries.dedup();
    entries
}

/// The changes from one sorted list of entries to another.
fn steps(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<FieldChange> {
    let gone = old.iter().filter(|entry| new.binary_search(entry).is_err());
    let mut out: Vec<FieldChange> = Vec::new();
    let single = |path: &str, list: &[(&str, &str)]| {
        let found = list.get(list.partition_point(|(known, _)| *known < path));
        let found = found.filter(|(known, _)| *known == path && !path.ends_with("[]"));
        found.map(|(_, value)| (*value).to_owned())
    };
    for (path, value) in gone {
        out.push(change(path, Some((*value).to_owned()), single(path, new)));
    }
    for (path, value) in new.iter().filter(|entry| old.binary_search(entry).is_err()) {
        if single(path, old).is_none() {
            out.push(change(path, None, Some((*value).to_owned())));
        }
    }
    out
}

pub(super) fn change(path: &str, before: Option<String>, after: Option<String>) -> FieldChange {
    FieldChange { path: path.to_owned(), before, after, significant: false }
}

/// A path without what stands in brackets.
pub fn plain(path: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(path.len());
    for character in path.chars() {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            other if depth == 0 => out.push(other),
            _ => {}
        }
    }
    out
}

/// Whether a text changed in layout and link targets only.
pub(super) fn is_cosmetic(change: &FieldChange) -> bool {
    let (Some(before), Some(after)) = (&change.before, &change.after) else { return false };
    wording::same(before, after)
}
