//! Tables and cells.

use super::Writer;
use super::escape::{Place, escaped, fragment};
use crate::document::{Cell, ColumnType, Row, Table};

/// A table with an empty line below it.
pub(super) fn table(writer: &Writer<'_>, table: &Table) -> String {
    let mut out = String::new();
    let mut line = |cells: Vec<String>| {
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    };
    line(table.columns.iter().map(|column| escaped(&column.title, Place::Cell)).collect());
    let sides =
        table.columns.iter().map(|column| if column.ty == ColumnType::Number { "---:" } else { "---" });
    line(sides.map(str::to_owned).collect());
    table.rows.iter().for_each(|one| line(row(writer, one)));
    out.push('\n');
    out
}

/// The cells of a row; the first has the mark that links lead to.
fn row(writer: &Writer<'_>, row: &Row) -> Vec<String> {
    let mut cells: Vec<String> = row.cells.iter().map(|cell| writer.cell(cell)).collect();
    if let (Some(anchor), Some(first)) = (&row.anchor, cells.first_mut()) {
        // The row's own id would lead to where one is already.
        let own = format!("[{}](#{})", escaped(anchor, Place::Cell), fragment(anchor));
        let words = if *first == own { escaped(anchor, Place::Cell) } else { first.clone() };
        *first = format!("<a name=\"{}\"></a>{words}", fragment(anchor));
    }
    cells
}

impl Writer<'_> {
    /// What stands in a cell, in one line.
    pub(super) fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Record(id) if self.anchors.contains(id.as_str()) => {
                format!("[{}](#{})", escaped(id, Place::Cell), fragment(id))
            }
            Cell::Rich(words) => self.inline(words, Place::Cell),
            Cell::List(cells) => {
                let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
                cells.join("<br>")
            }
            Cell::Gap(gap) => self.gap(gap, Place::Cell),
            Cell::Empty
            | Cell::Text(_)
            | Cell::Number { .. }
            | Cell::Date(_)
            | Cell::Record(_)
            | Cell::State { .. } => escaped(&cell.words(), Place::Cell),
        }
    }
}
