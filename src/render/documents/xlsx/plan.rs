//! Which table goes to which sheet, what the sheets are called, and in which row each record stands.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::document::{Cell, Document, Row, Table};
use crate::words::Words;

/// Rows of a sheet at most, below the head; Excel has 1,048,576 in all.
const MOST_ROWS: usize = 1_000_000;

/// Characters of a sheet's name at most, as UTF-16 counts them.
const LONGEST: usize = 31;

/// One sheet: a table, or a part of one that is too long for a sheet.
pub(super) struct Planned<'d> {
    /// Its name.
    pub(super) name: String,
    /// The table.
    pub(super) table: &'d Table,
    /// Which of its rows.
    pub(super) rows: Range<usize>,
}

/// All sheets.
pub(super) struct Plan<'d> {
    /// Those with tables, in order.
    pub(super) sheets: Vec<Planned<'d>>,
    /// Names of the other sheets.
    pub(super) cover: String,
    pub(super) notes: String,
    pub(super) long: String,
    pub(super) lists: String,
    /// Whether the document is one report, of which nothing may be left out.
    pub(super) whole: bool,
    /// For each record its sheet and its row below the head.
    places: HashMap<&'d str, (usize, u32)>,
}

impl<'d> Plan<'d> {
    /// The plan for a document: its registers, and every other table too where it is one report.
    pub(super) fn of(document: &'d Document, words: &Words) -> Self {
        let mut names = Names::default();
        let [cover, notes, long, lists] =
            ["cover", "notes", "long", "lists"].map(|key| names.give(words.get(&format!("sheets.{key}"))));
        let whole = document.sections.len() <= 1;
        let mut sheets = Vec::new();
        for table in document.tables().into_iter().filter(|table| whole || table.register) {
            let title = if table.title.trim().is_empty() { &table.key } else { &table.title };
            let starts = (0..table.rows.len().max(1)).step_by(MOST_ROWS);
            sheets.extend(starts.map(|start| Planned {
                name: names.give(title),
                table,
                rows: start..table.rows.len().min(start + MOST_ROWS),
            }));
        }
        let places = places(&sheets);
        Self { sheets, cover, notes, long, lists, whole, places }
    }

    /// The sheet and the row of a record, counted from the first row below the head.
    pub(super) fn place(&self, id: &str) -> Option<(&Planned<'d>, u32)> {
        let (sheet, row) = self.places.get(id)?;
        Some((self.sheets.get(*sheet)?, *row))
    }
}

/// Where links lead: first to rows that say so, then to the first row of a register about a record.
fn places<'d>(sheets: &[Planned<'d>]) -> HashMap<&'d str, (usize, u32)> {
    let mut places = HashMap::new();
    let named = |row: &'d Row| row.anchor.as_deref();
    let about = |row: &'d Row| match row.cells.first() {
        Some(Cell::Record(id)) => Some(id.as_str()),
        _ => None,
    };
    let mut add = |id: &dyn Fn(&'d Row) -> Option<&'d str>, registers: bool| {
        for (at, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| !registers || sheet.table.register) {
            for (row, number) in sheet.table.rows[sheet.rows.clone()].iter().zip(0..) {
                if let Some(id) = id(row) {
                    places.entry(id).or_insert((at, number));
                }
            }
        }
    };
    add(&named, false);
    add(&about, true);
    add(&about, false);
    places
}

/// Names of sheets that were given.
#[derive(Default)]
struct Names(HashSet<String>);

impl Names {
    /// A name that Excel takes, and no two alike.
    fn give(&mut self, wanted: &str) -> String {
        let fits =
            |c: char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' | '\u{fffe}' | '\u{ffff}');
        let clean: String = wanted.chars().map(|c| if fits(c) { c } else { ' ' }).collect();
        let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        // Excel keeps this name for itself.
        let clean = if clean.is_empty() || clean.eq_ignore_ascii_case("history") {
            format!("{clean} 1")
        } else {
            clean
        };
        let mut number = 1;
        loop {
            let ending = if number == 1 { String::new() } else { format!(" ({number})") };
            let name = format!("{}{ending}", cut(clean.trim(), LONGEST - ending.len()).trim_end());
            if self.0.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

/// The start of a text, with so many units of UTF-16 at most.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > most {
            return &text[..at];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_valid_and_unlike() {
        let mut names = Names::default();
        let long = "Statement of Applicability for all of it";
        for (wanted, given) in [
            ("Risks", "Risks"),
            ("risks", "risks (2)"),
            ("a/b: [c]?'s", "a b c s"),
            ("", "1"),
            ("History", "History 1"),
            (long, "Statement of Applicability for"),
            (long, "Statement of Applicability (2)"),
            ("🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡", "🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡🛡"),
        ] {
            assert_eq!(names.give(wanted), given);
        }
    }
}
