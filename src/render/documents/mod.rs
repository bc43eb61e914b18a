//! A document in each of its formats, one file a format.
//!
//! Text in a document was cleaned when it was made; each format escapes what it would take for its own signs.

mod control;
pub mod csv;
#[cfg(test)]
pub(crate) mod fixtures;
#[cfg(test)]
pub(crate) mod fixtures_sheets;
pub mod html;
pub mod json;
pub mod markdown;
pub mod pdf;
pub mod text;
pub mod xlsx;

use std::str::FromStr;

use super::csv::Cells;
use super::findings::{UnknownChoice, choose};
use crate::document::{Document, Look};
use crate::words::Words;

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One page for a browser, with everything in it.
    Html,
    /// Pages to print.
    Pdf,
    /// A workbook with a sheet for each register.
    Xlsx,
    /// Markdown, as forges show it.
    Markdown,
    /// The tables as comma-separated values.
    Csv,
    /// JSON with everything in it.
    Json,
}

impl Format {
    /// Every format, in the order they are offered.
    pub const ALL: [Self; 6] = [Self::Html, Self::Pdf, Self::Xlsx, Self::Markdown, Self::Csv, Self::Json];

    /// The word for `--format`, which is also the ending of a file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// Whether it is text that a terminal could show.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Pdf | Self::Xlsx)
    }
}

impl FromStr for Format {
    type Err = UnknownChoice;

    fn from_str(word: &str) -> Result<Self, UnknownChoice> {
        choose(word, &Self::ALL, Self::as_str)
    }
}

/// What every format gets beside the document.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The fixed words.
    pub words: &'a Words,
    /// The organisation's look.
    pub look: &'a Look,
}

/// A document that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// The format holds one table, and the document has none or several; see [`csv::files`].
    #[error("a file holds one table, and this document has {0}")]
    Tables(usize),
    /// The format has no room for something.
    #[error(transparent)]
    Pdf(#[from] pdf::Unwritable),
    /// The organisation's own cover cannot be shown.
    #[error(transparent)]
    Cover(#[from] html::CoverRefused),
    /// The format has no room for something.
    #[error(transparent)]
    Workbook(#[from] xlsx::WorkbookError),
}

/// Writes a document in a format, for people.
pub fn render(document: &Document, format: Format, context: &Context<'_>) -> Result<Vec<u8>, Unwritable> {
    match format {
        Format::Xlsx => Ok(xlsx::render(document, context)?),
        Format::Markdown => Ok(markdown::render(document, context).into_bytes()),
        Format::Json => Ok(json::render(document).into_bytes()),
        Format::Csv => match document.tables().as_slice() {
            [table] => Ok(csv::render(table, Cells::Safe).into_bytes()),
            tables => Err(Unwritable::Tables(tables.len())),
        },
        Format::Html => Ok(html::render(document, context)?.into_bytes()),
        Format::Pdf => Ok(pdf::render(document, context)?),
    }
}
