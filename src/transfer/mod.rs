//! What goes out to other programs: spreadsheets, calendars, Markdown.
//!
//! Each format takes neutral rows or entries and knows no management system. What comes from records is data in all of
//! them: no spreadsheet computes it, no page renders it.

pub mod calendar;
pub mod csv;
pub mod markdown;

/// A table of texts; each row has a cell for each column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Names of the columns.
    pub head: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}
