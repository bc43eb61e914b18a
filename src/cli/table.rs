//! Tables on the terminal.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};

use super::terminal;
use crate::base::text;

/// Up to how many characters the first column, which has names, is never broken.
const NAME: u16 = 36;

/// A table without lines, as wide as the terminal. Every cell is cleaned of what a terminal would obey.
pub(super) fn table<S: AsRef<str>>(head: &[&str], rows: impl IntoIterator<Item = Vec<S>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(terminal::width()).unwrap_or(u16::MAX));
    table.set_header(head.iter().map(|cell| cell.to_uppercase()));
    for row in rows {
        table.add_row(row.iter().map(|cell| text::plain(cell.as_ref()).into_owned()));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let widest = table.column_max_content_widths().first().copied().unwrap_or(0);
    if let Some(names) = table.column_mut(0).filter(|_| widest <= NAME) {
        names.set_constraint(ColumnConstraint::ContentWidth);
    }
    let lines = table.to_string();
    let lines: Vec<&str> = lines.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n"))
}
