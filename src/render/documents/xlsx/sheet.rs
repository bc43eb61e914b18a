//! One sheet: the head, the rows, and what makes them easy to look through.

use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::lists::Lists;
use super::long::LongTexts;
use super::plan::{Planned, cut};
use super::style::Styles;
use super::{Book, day};
use crate::document::{Cell, Column, ColumnType, Row, Table, Target};

/// Links on one sheet at most; Excel takes 65,530 and throws the others away with a warning.
const MOST_LINKS: usize = 65_000;

/// Characters of an address at most; Excel takes 2,080 without its fragment.
const LONGEST_LINK: usize = 2_000;

/// Rows by which the width of a column is measured.
const MEASURED: usize = 2_000;

/// Writes a sheet; how many links it had no room for.
pub(super) fn write(
    book: &Book<'_>,
    planned: &Planned<'_>,
    worksheet: &mut Worksheet,
    long: &mut LongTexts,
    lists: &mut Lists,
) -> Result<usize, XlsxError> {
    book.banner(worksheet)?;
    let head = book.head();
    let rows = &planned.table.rows[planned.rows.clone()];
    let last = head + (rows.len() as u32).max(1);
    let mut widths = Vec::new();
    for (at, column) in (0..).zip(&planned.table.columns) {
        let width = width(column, usize::from(at), rows);
        widths.push(width);
        worksheet.write_string_with_format(head, at, &column.title, &book.styles.head)?;
        worksheet.set_column_width(at, width as f64)?;
        if let Some(validation) = choices(book, column, usize::from(at), rows, lists)? {
            worksheet.add_data_validation(head + 1, at, last, at, &validation)?;
        }
    }
    let columns = planned.table.columns.len() as u16;
    let id = planned.table.columns.first().is_some_and(|column| column.ty == ColumnType::Id);
    worksheet.set_freeze_panes(head + 1, u16::from(id))?.set_repeat_rows(head, head)?;
    if id {
        worksheet.set_repeat_columns(0, 0)?;
    }
    paper(worksheet, &widths);
    worksheet.set_row_height(head, 30)?;
    if columns > 0 {
        worksheet.autofilter(head, 0, last, columns - 1)?;
    }
    let mut writer = Writer { book, planned, worksheet, long, links: 0, left: 0 };
    for (number, row) in (head + 1..).zip(rows) {
        writer.worksheet.set_row_height(number, height(row, &widths))?;
        writer.row(number, row)?;
    }
    Ok(writer.left)
}

/// The drop-down of a column, where its values are a closed list and each cell has one of them.
fn choices(
    book: &Book<'_>,
    column: &Column,
    at: usize,
    rows: &[Row],
    lists: &mut Lists,
) -> Result<Option<rust_xlsxwriter::DataValidation>, XlsxError> {
    let several = || rows.iter().any(|row| matches!(row.cells.get(at), Some(Cell::List(_))));
    if column.choices.is_empty() || several() {
        return Ok(None);
    }
    lists.validation(book, &column.choices).map(Some)
}

/// Characters that a column may take, by how much it weighs beside the others.
fn most(weight: u8) -> usize {
    match weight {
        0 | 1 => 20,
        2 => 28,
        3 => 40,
        _ => 60,
    }
}

/// As wide as its words want, within what can be read.
fn width(column: &Column, at: usize, rows: &[Row]) -> usize {
    let most = most(column.weight);
    let widest = |text: &str| text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let cells = rows.iter().take(MEASURED).filter_map(|row| row.cells.get(at));
    let cells = cells.map(|cell| widest(cut(&cell.words(), 2_000)));
    let longest_word = column.title.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
    // The arrow of the filter stands beside the heading.
    let head = (longest_word + 4).max((column.title.width() + 4).min(most));
    (cells.max().unwrap_or(0).min(most).max(head) + 2).clamp(8, 60)
}

/// The height of a row whose cells are broken into lines, in points. Not every program works it out by itself.
fn height(row: &Row, widths: &[usize]) -> f64 {
    const LINE: f64 = 15.0;
    const HIGHEST: f64 = 405.0;
    let lines = |(cell, width): (&Cell, &usize)| -> usize {
        let words = cell.words();
        let words = cut(&words, 4_000);
        words.lines().map(|line| line.width().div_ceil((*width).saturating_sub(1).max(1)).max(1)).sum()
    };
    let lines = row.cells.iter().zip(widths).map(lines).max().unwrap_or(1).max(1);
    (lines as f64 * LINE).min(HIGHEST)
}

/// Paper on which the columns can be read: a larger sheet for wide tables, and several beside each other for very wide ones.
fn paper(worksheet: &mut Worksheet, widths: &[usize]) {
    const A3: u8 = 8;
    /// Characters on a sheet of A4 and of A3 that are still large enough.
    const READABLE: [usize; 2] = [180, 270];
    let all: usize = widths.iter().sum();
    if all > READABLE[0] {
        worksheet.set_paper_size(A3);
        let sheets = u16::try_from(all.div_ceil(READABLE[1])).unwrap_or(1);
        worksheet.set_print_fit_to_pages(sheets, 0);
    }
}

struct Writer<'a, 'd> {
    book: &'a Book<'d>,
    planned: &'a Planned<'d>,
    worksheet: &'a mut Worksheet,
    long: &'a mut LongTexts,
    /// Links on the sheet.
    links: usize,
    /// Links that it had no room for.
    left: usize,
}

/// What a cell leads to.
enum Link {
    /// A row of a sheet, or a page on the web.
    To(String),
    /// Nothing.
    None,
}

impl Writer<'_, '_> {
    fn row(&mut self, number: u32, row: &Row) -> Result<(), XlsxError> {
        for (at, cell) in (0..).zip(&row.cells) {
            self.cell(number, at, cell)?;
        }
        Ok(())
    }

    fn cell(&mut self, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        let styles = &self.book.styles;
        match cell {
            Cell::Empty => self.worksheet.write_blank(row, column, &styles.text).map(drop),
            Cell::Number { value, decimals, unit } if value.is_finite() => {
                let format = Styles::number(*decimals, unit);
                self.worksheet.write_number_with_format(row, column, *value, &format).map(drop)
            }
            Cell::Date(date) => match day(*date) {
                Some(day) => {
                    self.worksheet.write_datetime_with_format(row, column, &day, &styles.date).map(drop)
                }
                None => self.text(row, column, &date.to_string(), &styles.text),
            },
            Cell::State { word, tone } => self.text(row, column, word, &Styles::state(*tone)),
            Cell::Gap(_) => self.text(row, column, &self.words(cell), &styles.gap),
            Cell::List(cells) if cells.iter().any(|one| matches!(one, Cell::Gap(_))) => {
                self.text(row, column, &self.words(cell), &styles.gap)
            }
            other => self.linked(row, column, other),
        }
    }

    /// What is read in a cell; a gap says that it is one.
    fn words(&self, cell: &Cell) -> String {
        match cell {
            Cell::Gap(_) => format!("{}: {}", self.book.words.get("sheets.gap"), cell.words()),
            Cell::List(cells) => cells.iter().map(|one| self.words(one)).collect::<Vec<_>>().join("\n"),
            other => other.words(),
        }
    }

    /// Text, with a link where it leads to one place.
    fn linked(&mut self, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        let styles = &self.book.styles;
        let words = cell.words();
        match self.link(row, cell) {
            Link::To(_) if self.links >= MOST_LINKS => self.left += 1,
            Link::To(link) => {
                let text = self.fit(row, column, &words);
                let url = Url::new(link).set_text(text);
                if self.worksheet.write_url_with_format(row, column, url, &styles.link).is_ok() {
                    self.links += 1;
                    return Ok(());
                }
            }
            Link::None => {}
        }
        self.text(row, column, &words, &styles.text)
    }

    /// Where a cell leads; one that would lead to several places or to its own row leads nowhere.
    fn link(&self, row: u32, cell: &Cell) -> Link {
        let targets = cell.targets();
        let [target] = targets.as_slice() else { return Link::None };
        match target {
            Target::Anchor(id) => {
                let Some((sheet, at)) = self.book.plan.place(id) else { return Link::None };
                let place = at + self.book.head() + 2;
                if sheet.name == self.planned.name && place == row + 1 {
                    return Link::None;
                }
                Link::To(format!("internal:'{}'!A{place}", sheet.name))
            }
            Target::Url(url) if url.encode_utf16().count() <= LONGEST_LINK && is_web(url) => {
                Link::To(url.clone())
            }
            Target::Url(_) | Target::File(_) => Link::None,
        }
    }

    fn text(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        let text = self.fit(row, column, text);
        self.worksheet.write_string_with_format(row, column, text, format).map(drop)
    }

    fn fit(&mut self, row: u32, column: u16, text: &str) -> String {
        let place = || format!("{}!{}{}", self.planned.name, letters(usize::from(column)), row + 1);
        self.long.fit(self.book, text, place)
    }
}

/// Whether an address is one that may be followed.
fn is_web(url: &str) -> bool {
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// The letters of a column: `A`, `Z`, `AA`.
pub(super) fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

/// How many rows a table has, for the cover.
pub(super) fn rows(planned: &Planned<'_>) -> usize {
    let table: &Table = planned.table;
    planned.rows.len().min(table.rows.len())
}
