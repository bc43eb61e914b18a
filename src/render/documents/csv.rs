//! The tables of a document as comma-separated values, a file each.

use std::collections::HashSet;

use crate::document::{Cell, ColumnType, Document, Table};
use crate::render::csv::{Cells, MARK, write};

/// The tables with the names of their files, in the order of the document. For spreadsheets a file says by its first
/// character that it is UTF-8, its head is what people read, and nothing in it is computed; for machines
/// ([`Cells::Raw`]) it has keys as its head and cells as they are.
pub fn files(document: &Document, cells: Cells) -> Vec<(String, Vec<u8>)> {
    let mut taken = HashSet::new();
    let tables = document.tables().into_iter();
    tables.map(|table| (name(&table.key, &mut taken), render(table, cells).into_bytes())).collect()
}

/// One table.
pub fn render(table: &Table, cells: Cells) -> String {
    let rows = table.rows.iter().map(|row| {
        let typed = row.cells.iter().zip(&table.columns);
        typed.map(|(cell, column)| text(cell, column.ty, cells)).collect()
    });
    let head = table.columns.iter().map(|column| match cells {
        Cells::Raw => column.key.clone(),
        // A title comes from kinds that people write.
        Cells::Safe => crate::render::csv::safe(&column.title).into_owned(),
    });
    let written = write(head, rows, cells);
    if cells == Cells::Safe { format!("{MARK}{written}") } else { written }
}

/// What stands in a cell. A number has no unit where its column counts, so that it can be computed with.
fn text(cell: &Cell, ty: ColumnType, cells: Cells) -> String {
    match cell {
        Cell::Number { value, decimals, .. } if cells == Cells::Raw || ty == ColumnType::Number => {
            format!("{value:.*}", usize::from(*decimals))
        }
        other => other.words(),
    }
}

/// A name for a file that every system takes, and no two alike.
fn name(key: &str, taken: &mut HashSet<String>) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c.to_ascii_lowercase() } else { '-' };
    let stem: String = key.chars().take(60).map(safe).collect();
    let stem = stem.trim_matches('-');
    let stem = if stem.is_empty() { "table" } else { stem };
    let mut name = format!("{stem}.csv");
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{stem}-{number}.csv");
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::documents::fixtures_sheets::{everything, single};

    #[test]
    fn each_table_has_a_file_of_its_own() {
        let files = files(&everything(), Cells::Safe);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["risks.csv", "notes.csv", "by-band.csv", "interactions.csv"]);
        assert!(files.iter().all(|(_, bytes)| bytes.starts_with(MARK.as_bytes())));
    }

    #[test]
    fn a_table_is_safe_for_people_and_whole_for_machines() {
        let document = single();
        let table = document.tables()[0];
        assert_eq!(
            render(table, Cells::Safe),
            "\u{feff}Id,What,Days,Cost,Due,State\nA-1,'=1+1,-3,12.50,2026-12-31,open\n\
             A-2,\"B-1\nB-2\",,,no day is set (missing-date),\n"
        );
        assert_eq!(
            render(table, Cells::Raw),
            "id,what,days,cost,due,state\nA-1,=1+1,-3,12.50,2026-12-31,open\n\
             A-2,\"B-1\nB-2\",,,no day is set (missing-date),\n"
        );
    }

    #[test]
    fn names_of_files_are_harmless_and_unlike() {
        let mut taken = HashSet::new();
        for (key, expected) in
            [("../a b", "a-b.csv"), ("A-B", "a-b-2.csv"), ("", "table.csv"), ("ä", "table-2.csv")]
        {
            assert_eq!(name(key, &mut taken), expected);
        }
    }
}
