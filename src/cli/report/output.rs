//! Where a report goes, and in which format.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::base::text;
use crate::cli::{Error, terminal};
use crate::render::documents::Format;
use crate::render::findings::{UnknownChoice, choose};

/// Columns of text that goes into a file, which no terminal's width decides.
pub(super) const FILE_WIDTH: usize = 100;

/// A format of documents, or text for a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Html,
    Pdf,
    Xlsx,
    Markdown,
    Csv,
    Json,
}

impl Form {
    const ALL: [Self; 7] =
        [Self::Text, Self::Html, Self::Pdf, Self::Xlsx, Self::Markdown, Self::Csv, Self::Json];

    /// The format of documents; `None` for text.
    pub(super) fn format(self) -> Option<Format> {
        Some(match self {
            Self::Text => return None,
            Self::Html => Format::Html,
            Self::Pdf => Format::Pdf,
            Self::Xlsx => Format::Xlsx,
            Self::Markdown => Format::Markdown,
            Self::Csv => Format::Csv,
            Self::Json => Format::Json,
        })
    }

    fn as_str(self) -> &'static str {
        self.format().map_or("text", Format::as_str)
    }

    /// What the ending of a file's name says.
    fn of_ending(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        match ending.as_str() {
            "txt" => Some(Self::Text),
            "htm" => Some(Self::Html),
            "markdown" => Some(Self::Markdown),
            ending => ending.parse().ok(),
        }
    }
}

impl FromStr for Form {
    type Err = UnknownChoice;

    fn from_str(word: &str) -> Result<Self, UnknownChoice> {
        choose(word, &Self::ALL, Self::as_str)
    }
}

/// Each format with its file, or with nothing for standard output.
pub(super) fn outputs(
    format: Option<Form>,
    files: &[PathBuf],
) -> Result<Vec<(Form, Option<PathBuf>)>, Error> {
    if files.is_empty() {
        let form = format.unwrap_or(Form::Text);
        let is_text = form.format().is_none_or(Format::is_text);
        if !is_text && terminal::is_terminal() {
            let message = format!("a terminal cannot show {}", form.as_str());
            return Err(Error::usage(message, Some(format!("add `-o FILE.{}`", form.as_str()))));
        }
        return Ok(vec![(form, None)]);
    }
    files.iter().map(|file| output(format, file)).collect()
}

fn output(format: Option<Form>, file: &Path) -> Result<(Form, Option<PathBuf>), Error> {
    let written = file.to_string_lossy();
    if let Some((word, path)) = written.split_once('=')
        && let Ok(form) = word.parse()
    {
        return Ok((form, Some(PathBuf::from(path))));
    }
    let form = format.or_else(|| Form::of_ending(file)).ok_or_else(|| {
        let message = format!("nothing says in which format {} is to be", text::brief(&written, 60));
        Error::usage(
            message,
            Some("add `--format`, or write FORMAT=FILE, such as `html=pack.html`".to_owned()),
        )
    })?;
    Ok((form, Some(file.to_owned())))
}
