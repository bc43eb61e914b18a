//! Tables on the terminal.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};

use super::terminal;
use crate::base::text;

/// Columns that the first cell of a row may take before it is broken into lines.
const WHOLE: usize = 40;

/// A table without lines, as wide as the terminal. Every cell is cleaned of what a terminal would obey.
pub(super) fn table<S: AsRef<str>>(head: &[&str], rows: impl IntoIterator<Item = Vec<S>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(terminal::width()).unwrap_or(u16::MAX));
    table.set_header(head.iter().map(|cell| cell.to_uppercase()));
    let mut widest = 0;
    for row in rows {
        widest = widest.max(row.first().map_or(0, |cell| cell.as_ref().chars().count()));
        table.add_row(row.iter().map(|cell| text::plain(cell.as_ref()).into_owned()));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    // Names and ids stay in one piece, since they are there to be copied.
    if let Some(first) = table.column_mut(0).filter(|_| widest <= WHOLE) {
        first.set_constraint(ColumnConstraint::ContentWidth);
    }
    let lines = table.to_string();
    let lines: Vec<&str> = lines.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n"))
}
