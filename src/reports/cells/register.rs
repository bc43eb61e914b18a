//! Records of one kind as a table: a column for each field that any of them gives.

use super::{as_written, evidence, findings, label, missing, next_review, score, status, title, value};
use crate::document::{Cell, Column, ColumnType, Inline, Row, Table};
use crate::record::{Record, Stage};
use crate::reports::Basis;
use crate::schema::{Field, FieldType, Kind};
use crate::system::RecordId;

/// Which fields a table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen<'a> {
    /// Every field that one of the records gives or lacks.
    All,
    /// These fields, in this order.
    These(&'a [&'a str]),
}

/// The stages of a risk with the names of their columns.
const SCORES: [(&str, Stage); 3] =
    [("inherent_score", Stage::Inherent), ("score", Stage::Current), ("residual_score", Stage::Residual)];

/// A table of records of one kind. Id and title come first, what is computed and what is found comes last.
pub fn register(basis: &Basis<'_>, kind: &Kind, ids: &[RecordId], chosen: Chosen<'_>) -> Table {
    let fields = shown(basis, kind, ids, chosen);
    let is_risk = kind.name == "risk";
    let reviewed = ids.iter().any(|&id| basis.system.review_interval(basis.system.record(id)).is_some());
    let strange = ids.iter().any(|&id| unknown(basis.system.record(id)).next().is_some());
    let words = basis.words;
    let computed = |key: &str, ty, weight| Column::new(key, label(words, key)).of(ty).weight(weight);
    let mut columns = vec![computed("id", ColumnType::Id, 1), computed("title", ColumnType::Text, 3)];
    columns.extend(fields.iter().map(|field| column(basis, kind, field)));
    if is_risk {
        columns.extend(SCORES.iter().map(|(key, _)| computed(key, ColumnType::State, 1)));
    }
    if strange {
        columns.push(computed("unknown_fields", ColumnType::Text, 3));
    }
    if reviewed {
        columns.push(computed("next_review", ColumnType::Date, 1));
    }
    columns.push(computed("findings", ColumnType::Text, 3));
    let heading = super::kind_title(words, &kind.name, &kind.title);
    let mut table = Table::new(format!("register-{}", kind.name), heading, columns);
    table.register = true;
    table.rows.reserve(ids.len());
    for &id in ids {
        let mut cells = vec![Cell::record(basis.system.record(id).id()), title(basis, id)];
        cells.extend(row(basis, id, &fields));
        if is_risk {
            cells.extend(SCORES.iter().map(|(_, stage)| score(basis, id, *stage)));
        }
        if strange {
            cells.push(others(basis, basis.system.record(id)));
        }
        if reviewed {
            cells.push(next_review(basis, id));
        }
        cells.push(findings(basis, id));
        table.rows.push(Row::new(cells));
    }
    table
}

fn row(basis: &Basis<'_>, id: RecordId, fields: &[&Field]) -> Vec<Cell> {
    let record = basis.system.record(id);
    // In the order of the kind, as the columns that are looked through are mostly, too.
    let given: Vec<_> = record.fields().filter(|(_, node)| !node.is_null()).collect();
    let cell = |wanted: &&Field| match wanted.name.as_str() {
        "status" => status(basis, id),
        "evidence" => evidence(basis, id),
        name => match given.iter().find(|(field, _)| field.name == name) {
            Some((field, node)) => value(basis, record, field, *node),
            None => missing(basis, id, name).map_or(Cell::Empty, Cell::Gap),
        },
    };
    fields.iter().map(cell).collect()
}

/// The fields that make columns.
fn shown<'k>(basis: &Basis<'_>, kind: &'k Kind, ids: &[RecordId], chosen: Chosen<'_>) -> Vec<&'k Field> {
    if let Chosen::These(names) = chosen {
        return names.iter().filter_map(|name| kind.field(name)).map(|(_, field)| field).collect();
    }
    let mut used = vec![false; kind.fields.len()];
    for &id in ids {
        for (field, node) in basis.system.record(id).fields().filter(|(_, node)| !node.is_null()) {
            if let Some((place, _)) = kind.field(&field.name).filter(|_| !node.is_null()) {
                used[place] = true;
            }
        }
    }
    for (place, wanted) in kind.fields.iter().enumerate() {
        let asked = |&id: &RecordId| missing(basis, id, &wanted.name).is_some();
        used[place] =
            used[place] || (wanted.name == "status" && !kind.statuses.is_empty()) || ids.iter().any(asked);
    }
    let own = |field: &&Field| !matches!(field.name.as_str(), "id" | "kind" | "title");
    kind.fields.iter().zip(used).filter(|(_, used)| *used).map(|(field, _)| field).filter(own).collect()
}

/// The column of a field.
pub fn column(basis: &Basis<'_>, kind: &Kind, field: &Field) -> Column {
    let column = Column::new(field.name.clone(), label(basis.words, &field.name));
    if field.name == "status" {
        return column.of(ColumnType::State).choices(&kind.statuses);
    }
    let single = !field.list;
    match &field.ty {
        FieldType::Date if single => column.of(ColumnType::Date),
        FieldType::Integer(..) | FieldType::Number(..) if single => column.of(ColumnType::Number),
        FieldType::Choice(values) if single => column.of(ColumnType::State).choices(values),
        FieldType::Bool => {
            column.weight(1).choices([basis.words.get("cell.yes"), basis.words.get("cell.no")])
        }
        FieldType::Link(target) if !target.text => column.of(ColumnType::Id),
        FieldType::Markdown | FieldType::Map(_) => column.weight(4),
        FieldType::Text if single => column.weight(3),
        FieldType::Score(_) | FieldType::Period => column.weight(1),
        _ => column.weight(2),
    }
}

/// What a record says in fields that its kind does not have.
fn unknown(record: &Record) -> impl Iterator<Item = crate::yaml::Entry<'_>> {
    let kind = record.kind();
    record
        .node()
        .entries()
        .filter(move |entry| kind.field(entry.key.text()).is_none() && !entry.value.is_null())
}

/// The same as a cell: names with values.
pub(in crate::reports) fn others(basis: &Basis<'_>, record: &Record) -> Cell {
    Cell::list(unknown(record).map(|entry| {
        let mut words = vec![Inline::text(format!("{}: ", entry.key.text()))];
        words.extend(super::inlines(&as_written(basis, entry.value)));
        Cell::Rich(words)
    }))
}
