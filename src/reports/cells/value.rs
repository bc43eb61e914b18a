//! A value of a field as a cell: whatever was written is there, and what it means is told with it.

use super::prose::prose;
use super::{label, tone};
use crate::document::{Cell, Inline, Target, Tone};
use crate::record::Record;
use crate::record::field::{Items, TICKETS};
use crate::reports::Basis;
use crate::risk::AxisName;
use crate::schema::{Field, FieldType, bool_value};
use crate::yaml::{NodeRef, Shape};

/// A field's value.
pub fn value(basis: &Basis<'_>, record: &Record, field: &Field, node: NodeRef<'_>) -> Cell {
    if !field.list {
        return match &field.ty {
            FieldType::Map(fields) if node.shape() == Shape::Map => {
                Cell::list(parts(basis, record, (&field.name, fields), node).map(Cell::Rich))
            }
            ty => one(basis, record, ty, node),
        };
    }
    let items = Items::of(node);
    if field.name == TICKETS.name {
        return Cell::list(items.iter().map(|item| ticket(basis, item)));
    }
    match &field.ty {
        FieldType::Map(fields) => Cell::list(
            items.iter().map(|item| Cell::Rich(in_line(basis, record, (&field.name, fields), item))),
        ),
        ty => Cell::list(items.iter().map(|item| one(basis, record, ty, item))),
    }
}

/// A ticket, leading to the tracker where `isms.toml` says where that is.
fn ticket(basis: &Basis<'_>, node: NodeRef<'_>) -> Cell {
    let tracker = basis.system.config.tracker.as_ref();
    let address = tracker.and_then(|tracker| tracker.address_of(node.scalar()?));
    match address.as_deref().and_then(Target::written) {
        Some(to) => Cell::Rich(vec![Inline::Link { to, text: vec![Inline::text(node.text().trim())] }]),
        None => as_written(basis, node),
    }
}

fn one(basis: &Basis<'_>, record: &Record, ty: &FieldType, node: NodeRef<'_>) -> Cell {
    match (ty, node.shape()) {
        (_, Shape::Null) => Cell::Empty,
        (FieldType::Score(axis), _) => level(basis, record, *axis, node),
        (FieldType::Evidence, Shape::Map) => evidence_parts(basis, node),
        (_, Shape::Scalar) => scalar(basis, ty, node.text()),
        _ => as_written(basis, node),
    }
}

fn scalar(basis: &Basis<'_>, ty: &FieldType, text: &str) -> Cell {
    let day = || text.parse().ok().map(Cell::Date);
    let read = match ty {
        FieldType::Markdown => Some(prose(text)),
        FieldType::Bool => bool_value(text).map(|truth| yes_or_no(basis, truth)),
        FieldType::Integer(..) | FieldType::Number(..) => written_number(text),
        FieldType::Date | FieldType::Moment => day(),
        FieldType::Choice(_) => Some(choice(text)),
        FieldType::Link(_) => Some(reference(basis, text)),
        FieldType::Evidence => Some(place(text)),
        _ => None,
    };
    read.unwrap_or_else(|| Cell::text(text))
}

/// `yes` or `no` in the language of the document.
pub fn yes_or_no(basis: &Basis<'_>, truth: bool) -> Cell {
    Cell::text(basis.words.get(if truth { "cell.yes" } else { "cell.no" }))
}

/// A word of a closed list.
pub fn choice(word: &str) -> Cell {
    match tone::of_word(word) {
        Tone::Plain => Cell::text(word),
        tone => Cell::state(word, tone),
    }
}

/// A number with the digits that it needs.
pub fn number(value: f64) -> Cell {
    let decimals = plain_number(value).split_once('.').map_or(0, |(_, digits)| digits.len());
    Cell::number(value, decimals as u8, "")
}

fn written_number(text: &str) -> Option<Cell> {
    let value: f64 = text.trim().parse().ok().filter(|value: &f64| value.is_finite())?;
    let decimals = text.trim().split_once('.').map_or(0, |(_, digits)| digits.len().min(6));
    Some(Cell::number(value, decimals as u8, ""))
}

/// The name of a record, a clause, or words in their place.
pub fn reference(basis: &Basis<'_>, name: &str) -> Cell {
    let name = name.trim();
    if basis.system.find(name).is_some() {
        return Cell::record(name);
    }
    match basis.system.standards.get(name) {
        Some(_) => Cell::Rich(vec![Inline::link(clause_anchor(name), name)]),
        None => Cell::text(name),
    }
}

/// The anchor of a clause or control that has no record.
pub fn clause_anchor(clause: &str) -> String {
    format!("clause-{clause}")
}

/// A file or address that proves something.
pub fn place(path: &str) -> Cell {
    match Target::written(path) {
        Some(to) => Cell::Rich(vec![Inline::Link { to, text: vec![Inline::text(path.trim())] }]),
        None => Cell::text(path),
    }
}

fn evidence_parts(basis: &Basis<'_>, node: NodeRef<'_>) -> Cell {
    let part = |key: &str, value: NodeRef<'_>| match (key, value.scalar()) {
        ("path" | "url" | "file", Some(path)) => place(path),
        _ => Cell::Rich(labelled(&label(basis.words, key), &as_written(basis, value))),
    };
    Cell::list(node.entries().map(|entry| part(entry.key.text(), entry.value)))
}

/// A level of the risk method with its word: `4 (likely)`; of several dimensions each.
fn level(basis: &Basis<'_>, record: &Record, axis: AxisName, node: NodeRef<'_>) -> Cell {
    let method = record.risk_method(basis.system.risk());
    let dimensions = method.map(|method| method.axis(axis).dimensions()).unwrap_or_default();
    let named = |given: &str, at: Option<&str>| {
        let meant = |name: &str| at.is_none_or(|at| at.eq_ignore_ascii_case(name));
        let scale = dimensions.iter().find(|known| meant(&known.name)).map(|known| &known.scale);
        scale.and_then(|scale| scale.find(given)).map_or_else(
            || given.to_owned(),
            |level| {
                let number = plain_number(level.number);
                if level.label == number { number } else { format!("{number} ({})", level.label) }
            },
        )
    };
    match node.shape() {
        Shape::Scalar => Cell::text(named(node.text(), None)),
        Shape::Map => Cell::list(node.entries().map(|entry| {
            let (name, given) = (entry.key.text(), entry.value.text());
            Cell::text(format!("{name}: {}", named(given, Some(name))))
        })),
        _ => as_written(basis, node),
    }
}

/// A number without digits that say nothing.
pub fn plain_number(number: f64) -> String {
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The fields of a group, each with its name.
fn parts<'a>(
    basis: &'a Basis<'_>,
    record: &'a Record,
    (group, fields): (&'a str, &'a [Field]),
    node: NodeRef<'a>,
) -> impl Iterator<Item = Vec<Inline>> + 'a {
    let known = |key: &str| {
        fields.iter().find(|field| field.name == key || field.aliases.iter().any(|alias| alias == key))
    };
    node.entries().filter(|entry| !entry.value.is_null()).map(move |entry| {
        let key = entry.key.text();
        match known(key) {
            Some(field) => {
                labelled(&inner_label(basis, group, &field.name), &value(basis, record, field, entry.value))
            }
            None => labelled(&label(basis.words, key), &as_written(basis, entry.value)),
        }
    })
}

/// A group of fields in one line.
fn in_line(basis: &Basis<'_>, record: &Record, group: (&str, &[Field]), node: NodeRef<'_>) -> Vec<Inline> {
    if node.shape() != Shape::Map {
        return inlines(&as_written(basis, node));
    }
    joined(parts(basis, record, group, node), "; ")
}

/// The name of a field in a group: a word of its own, such as for the two ends of a period, or that of fields of its name.
fn inner_label(basis: &Basis<'_>, group: &str, name: &str) -> String {
    let own = basis.words.find(&format!("field.{group}_{name}"));
    own.map_or_else(|| label(basis.words, name), str::to_owned)
}

fn labelled(name: &str, cell: &Cell) -> Vec<Inline> {
    let mut out = vec![Inline::text(format!("{name}: "))];
    out.extend(inlines(cell));
    out
}

pub(super) fn joined(parts: impl IntoIterator<Item = Vec<Inline>>, between: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for part in parts {
        if !out.is_empty() {
            out.push(Inline::text(between));
        }
        out.extend(part);
    }
    out
}

/// What a cell says, as running words with its links.
pub fn inlines(cell: &Cell) -> Vec<Inline> {
    match cell {
        Cell::Record(id) => vec![Inline::record(id)],
        Cell::Rich(parts) => parts.clone(),
        Cell::List(cells) => joined(cells.iter().map(inlines), ", "),
        Cell::Empty => Vec::new(),
        other => vec![Inline::text(other.words())],
    }
}

/// A value of which nothing is known but how it was written.
pub fn as_written(basis: &Basis<'_>, node: NodeRef<'_>) -> Cell {
    match node.shape() {
        Shape::Null => Cell::Empty,
        Shape::Scalar => Cell::text(node.text()),
        Shape::List => Cell::list(node.items().map(|item| match item.shape() {
            Shape::Map | Shape::List => Cell::Rich(inlines(&as_written(basis, item))),
            _ => as_written(basis, item),
        })),
        Shape::Map => Cell::list(node.entries().map(|entry| {
            Cell::Rich(labelled(&label(basis.words, entry.key.text()), &as_written(basis, entry.value)))
        })),
    }
}
