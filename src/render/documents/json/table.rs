//! Tables, with each cell as what it is.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

use super::inline::{Words, gap};
use super::{Each, Line};
use crate::document::{Cell, Column, ColumnType, Row, Table};

/// A table.
pub(super) struct Whole<'a>(pub(super) &'a Table);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let table = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("key", &table.key)?;
        map.serialize_entry("title", &table.title)?;
        map.serialize_entry("register", &table.register)?;
        map.serialize_entry("columns", &Each(&table.columns, |column| Line(OfColumn(column))))?;
        map.serialize_entry("rows", &Each(&table.rows, |row| Line(OfRow(row))))?;
        map.end()
    }
}

struct OfColumn<'a>(&'a Column);

impl Serialize for OfColumn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ty = match self.0.ty {
            ColumnType::Text => "text",
            ColumnType::Id => "id",
            ColumnType::Number => "number",
            ColumnType::Date => "date",
            ColumnType::State => "state",
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("key", &self.0.key)?;
        map.serialize_entry("title", &self.0.title)?;
        map.serialize_entry("type", ty)?;
        if !self.0.choices.is_empty() {
            map.serialize_entry("choices", &self.0.choices)?;
        }
        map.end()
    }
}

struct OfRow<'a>(&'a Row);

impl Serialize for OfRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("anchor", &self.0.anchor)?;
        map.serialize_entry("cells", &Each(&self.0.cells, Json))?;
        map.end()
    }
}

/// A cell as what it is: nothing, a text, a number, a day as year-month-day, a list, or a map that says what it is.
pub(super) struct Json<'a>(pub(super) &'a Cell);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Empty => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Date(date) => serializer.collect_str(date),
            Cell::Number { value, unit, .. } if unit.is_empty() => number(*value).serialize(serializer),
            Cell::List(cells) => {
                let mut list = serializer.serialize_seq(Some(cells.len()))?;
                cells.iter().try_for_each(|cell| list.serialize_element(&Json(cell)))?;
                list.end()
            }
            Cell::Gap(missing) => gap(missing).serialize(serializer),
            other => mapped(other, serializer),
        }
    }
}

fn mapped<S: Serializer>(cell: &Cell, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    match cell {
        Cell::Rich(words) => map.serialize_entry("text", &Words(words))?,
        Cell::Record(id) => map.serialize_entry("record", id)?,
        Cell::State { word, tone } => {
            map.serialize_entry("state", word)?;
            map.serialize_entry("tone", tone.as_str())?;
        }
        Cell::Number { value, unit, .. } => {
            map.serialize_entry("number", &number(*value))?;
            map.serialize_entry("unit", unit)?;
        }
        _ => {}
    }
    map.end()
}

/// A number, without a point where it is whole; nothing for one that JSON has no digits for.
pub(super) fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT { Value::from(value as i64) } else { Value::from(value) }
}
