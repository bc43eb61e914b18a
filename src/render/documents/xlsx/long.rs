//! Texts that are too long for a cell, whole, in a sheet of their own.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Book;
use super::plan::cut;

/// Units of UTF-16 in a cell at most; Excel takes 32,767, and the note that it goes on has to fit too.
const MOST: usize = 32_000;

/// Line breaks in a cell at most; Excel takes 253.
const MOST_LINES: usize = 250;

/// The texts, each with where it stands.
#[derive(Default)]
pub(super) struct LongTexts {
    rows: Vec<(String, usize, String)>,
}

impl LongTexts {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A text as its cell has it: whole, or its beginning with a note that says where it goes on.
    pub(super) fn fit(&mut self, book: &Book<'_>, text: &str, place: impl FnOnce() -> String) -> String {
        let text = text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        let first = piece(&text);
        if first.len() == text.len() {
            return text;
        }
        let row = self.rows.len() as u32 + book.head() + 2;
        let values = [("sheet", book.plan.long.as_str()), ("row", &row.to_string())];
        let note = book.words.fill("sheets.cut", &values);
        let begins = format!("{}\n{note}", first.trim_end());
        let place = place();
        let mut rest = text.as_str();
        let mut part = 1;
        while !rest.is_empty() {
            let one = piece(rest);
            self.rows.push((place.clone(), part, one.to_owned()));
            (rest, part) = (&rest[one.len()..], part + 1);
        }
        begins
    }

    /// The sheet.
    pub(super) fn write(&self, book: &Book<'_>) -> Result<Worksheet, XlsxError> {
        let mut worksheet = book.worksheet(&book.plan.long)?;
        book.banner(&mut worksheet)?;
        let head = book.head();
        for (column, (key, width)) in [("where", 28), ("part", 8), ("text", 100)].into_iter().enumerate() {
            let title = book.words.get(&format!("sheets.{key}")).to_owned();
            worksheet.write_string_with_format(head, column as u16, title, &book.styles.head)?;
            worksheet.set_column_width(column as u16, width)?;
        }
        worksheet.set_freeze_panes(head + 1, 0)?.set_repeat_rows(head, head)?;
        for (row, (place, part, text)) in (head + 1..).zip(&self.rows) {
            worksheet.write_string_with_format(row, 0, place, &book.styles.text)?;
            worksheet.write_number_with_format(row, 1, *part as f64, &book.styles.text)?;
            worksheet.write_string_with_format(row, 2, text, &book.styles.text)?;
        }
        Ok(worksheet)
    }
}

/// As much of the beginning of a text as fits into a cell.
fn piece(text: &str) -> &str {
    let lines = text.match_indices('\n').nth(MOST_LINES).map_or(text.len(), |(at, _)| at + 1);
    let text = &text[..lines];
    if text.len() <= MOST {
        return text;
    }
    cut(text, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_pieces_together_are_the_text() {
        for text in ["ü🛡 ".repeat(50_000), "a\n".repeat(2_000), " ".repeat(70_000), "x".repeat(MOST + 1)]
        {
            let (mut rest, mut all) = (text.as_str(), String::new());
            while !rest.is_empty() {
                let one = piece(rest);
                assert!(one.encode_utf16().count() <= MOST && one.matches('\n').count() <= MOST_LINES + 1);
                all.push_str(one);
                rest = &rest[one.len()..];
            }
            assert!(all == text);
        }
    }
}
