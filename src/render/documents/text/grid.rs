//! Tables in columns where they fit, and else as one block of names and values for each row.

use unicode_width::UnicodeWidthStr;

use crate::document::{Cell, Column, ColumnType, Table};
use crate::render::wrap::wrap;

/// Blanks between two columns.
const BETWEEN: usize = 2;
/// The widest that a column is without need.
const WIDEST: usize = 48;
/// The narrowest that words are broken to.
const NARROWEST: usize = 14;

/// What is read in a cell; a gap stands out by a sign.
pub(super) fn words(cell: &Cell) -> String {
    match cell {
        Cell::Gap(_) => format!("! {}", cell.words()),
        Cell::List(cells) => {
            let ids = cells.iter().all(|cell| matches!(cell, Cell::Record(_)));
            cells.iter().map(words).collect::<Vec<_>>().join(if ids { ", " } else { "\n" })
        }
        other => other.words(),
    }
}

/// The lines of a table.
pub(super) fn lines(table: &Table, width: usize) -> Vec<String> {
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.cells.iter().map(words).collect()).collect();
    // A column that says nothing in any row is left out of what is read on a terminal.
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|&at| {
            rows.is_empty() || rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()))
        })
        .collect();
    match widths(&table.columns, &rows, &shown, width) {
        Some(widths) => columns(table, &rows, &shown, &widths),
        None => blocks(table, &rows, width),
    }
}

/// How wide each column is; `None` where they do not fit beside each other.
fn widths(columns: &[Column], rows: &[Vec<String>], shown: &[usize], width: usize) -> Option<Vec<usize>> {
    let cells = |at: usize| {
        rows.iter()
            .filter_map(move |row| row.get(at))
            .flat_map(|cell| cell.lines())
            .chain([columns[at].title.as_str()])
    };
    let longest = |at: usize| cells(at).map(UnicodeWidthStr::width).max().unwrap_or(0).min(WIDEST);
    let word = |at: usize| {
        let words = cells(at).flat_map(|line| line.split(' ').map(UnicodeWidthStr::width));
        words.max().unwrap_or(0)
    };
    let least: Vec<usize> = shown.iter().map(|&at| word(at).max(longest(at).min(NARROWEST))).collect();
    let mut widths: Vec<usize> =
        shown.iter().zip(&least).map(|(&at, &least)| longest(at).max(least)).collect();
    let room = width.checked_sub(BETWEEN * shown.len().saturating_sub(1))?;
    if least.iter().sum::<usize>() > room {
        return None;
    }
    while widths.iter().sum::<usize>() > room {
        let slack = (0..widths.len()).filter(|&at| widths[at] > least[at]);
        let widest = slack.max_by_key(|&at| widths[at])?;
        widths[widest] -= 1;
    }
    Some(widths)
}

fn columns(table: &Table, rows: &[Vec<String>], shown: &[usize], widths: &[usize]) -> Vec<String> {
    let right = |at: usize| table.columns[at].ty == ColumnType::Number;
    let head: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    let mut out = row(&head, shown, widths, &right);
    out.push(widths.iter().map(|&width| "-".repeat(width)).collect::<Vec<_>>().join(&" ".repeat(BETWEEN)));
    for cells in rows {
        out.extend(row(cells, shown, widths, &right));
    }
    out
}

fn row(cells: &[String], shown: &[usize], widths: &[usize], right: &dyn Fn(usize) -> bool) -> Vec<String> {
    let broken: Vec<Vec<String>> = shown
        .iter()
        .zip(widths)
        .map(|(&at, &width)| {
            let cell = cells.get(at).map_or("", String::as_str);
            cell.lines().flat_map(|line| wrap(line, width, 0)).collect()
        })
        .collect();
    let height = broken.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let part = |line: usize, place: usize| {
        let text = broken[place].get(line).map_or("", String::as_str);
        let blanks = " ".repeat(widths[place].saturating_sub(text.width()));
        if right(shown[place]) { format!("{blanks}{text}") } else { format!("{text}{blanks}") }
    };
    (0..height)
        .map(|line| {
            (0..shown.len()).map(|place| part(line, place)).collect::<Vec<_>>().join(&" ".repeat(BETWEEN))
        })
        .collect()
}

fn blocks(table: &Table, rows: &[Vec<String>], width: usize) -> Vec<String> {
    let name = |at: usize| table.columns.get(at).map_or("", |column| column.title.as_str());
    let mut out = Vec::new();
    for (index, cells) in rows.iter().enumerate() {
        if index > 0 {
            out.push(String::new());
        }
        let is_id = table.columns.first().is_some_and(|column| column.ty == ColumnType::Id);
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let sign = match at {
                0 if is_id => String::new(),
                _ => format!("  {}: ", name(at)),
            };
            let mut first = true;
            for line in
                cell.lines().flat_map(|line| wrap(line, width.saturating_sub(sign.width()).max(20), 0))
            {
                let before = if first { sign.clone() } else { " ".repeat(4.min(sign.width())) };
                out.push(format!("{before}{line}"));
                first = false;
            }
        }
    }
    out
}
