//! What commands that make documents begin and end with: everything read, and a document in a format.

use super::{Error, Global, look as looking, session};
use crate::base::text;
use crate::check::Request;
use crate::config::Profile;
use crate::document::{Document, Look};
use crate::finding::report::CheckReport;
use crate::history::History;
use crate::render::documents::{Context, Format, json, markdown, xlsx};
use crate::reports::{Basis, Edition, Found};
use crate::system::{System, look};
use crate::words::Words;

/// Everything that documents are made from.
pub(super) struct Material {
    pub(super) system: System,
    pub(super) check: CheckReport,
    pub(super) history: History,
    pub(super) words: Words,
    pub(super) look: Look,
}

impl Material {
    /// Reads the records and their history, and runs every rule.
    pub(super) fn read(global: &Global, language: Option<&str>) -> Result<Self, Error> {
        let language = language.map(known).transpose()?;
        let (snapshot, loaded) = session::load(global)?;
        let history = looking::look(global);
        let request =
            Request { profile: Some(Profile::Audit), uncapped: true, history, ..Request::default() };
        let (system, mut check) = loaded.check(&request, &[]);
        let state = snapshot.state(true);
        (check.commit, check.dirty) = (state.commit, state.dirty);
        let history = History::of(snapshot.root(), &system, &session::history(&snapshot));
        // What is wrong with the settings is among the findings of the check.
        let (own, _) = look::read(&snapshot, &system.config, language);
        Ok(Self { system, check, history, words: own.words, look: own.look })
    }

    /// What reports are built from.
    pub(super) fn basis<'a>(&'a self, found: &'a Found<'a>) -> Basis<'a> {
        let Self { system, check, history, words, .. } = self;
        Basis { system, check, history, words, found }
    }

    /// What every format gets beside the document.
    pub(super) fn context(&self) -> Context<'_> {
        Context { words: &self.words, look: &self.look }
    }

    /// What is known of a document besides the records.
    pub(super) fn edition(&self) -> Edition<'_> {
        Edition { look: &self.look, version: "", generated: "", left_out: &[] }
    }
}

/// The name of a language that there are fixed words in.
fn known(wanted: &str) -> Result<&str, Error> {
    if Words::named(wanted).is_some() {
        return Ok(wanted);
    }
    let known: Vec<&str> = Words::languages().collect();
    let message = format!("there are no fixed words in language \"{}\"", text::brief(wanted, 20));
    Err(Error::usage(message, Some(format!("use {}", text::list(&known, "or", known.len())))))
}

/// A document in a format.
pub(super) fn bytes(format: Format, document: &Document, context: &Context<'_>) -> Result<Vec<u8>, Error> {
    Ok(match format {
        Format::Json => json::render(document).into_bytes(),
        Format::Markdown => markdown::render(document, context).into_bytes(),
        Format::Xlsx => {
            let workbook = xlsx::render(document, context);
            workbook.map_err(|error| Error::usage(error.to_string(), None::<String>))?
        }
        Format::Html | Format::Pdf | Format::Csv => {
            let message = format!("this build cannot write {}", format.as_str());
            return Err(Error::usage(message, Some("use --format text".to_owned())));
        }
    })
}
