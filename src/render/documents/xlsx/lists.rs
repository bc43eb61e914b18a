//! Lists of values to choose from, in a hidden sheet where they are too long to stand with the cells.

use rust_xlsxwriter::{DataValidation, Formula, Worksheet, XlsxError};

use super::Book;
use super::sheet::letters;

/// Characters that the list of a cell may have when it stands with the cell.
const MOST: usize = 255;

/// The lists of the hidden sheet, a column each.
#[derive(Default)]
pub(super) struct Lists {
    columns: Vec<Vec<String>>,
}

impl Lists {
    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// What lets a cell have one of these values.
    pub(super) fn validation(
        &mut self,
        book: &Book<'_>,
        choices: &[String],
    ) -> Result<DataValidation, XlsxError> {
        let units: usize = choices.iter().map(|choice| choice.encode_utf16().count() + 1).sum();
        let parts = |choice: &String| choice.contains([',', '"', ';']) || choice.trim() != choice;
        if units <= MOST && !choices.iter().any(parts) {
            return DataValidation::new().allow_list_strings(choices);
        }
        let known = self.columns.iter().position(|known| known == choices);
        let at = known.unwrap_or_else(|| {
            self.columns.push(choices.to_vec());
            self.columns.len() - 1
        });
        let column = letters(at);
        let range = format!("='{}'!${column}$1:${column}${}", book.plan.lists, choices.len());
        Ok(DataValidation::new().allow_list_formula(Formula::new(range)))
    }

    /// The hidden sheet.
    pub(super) fn write(&self, book: &Book<'_>) -> Result<Worksheet, XlsxError> {
        let mut worksheet = book.worksheet(&book.plan.lists)?;
        worksheet.set_hidden(true);
        for (column, values) in self.columns.iter().enumerate() {
            for (row, value) in (0..).zip(values) {
                worksheet.write_string(row, column as u16, super::plan::cut(value, 32_000))?;
            }
        }
        Ok(worksheet)
    }
}
