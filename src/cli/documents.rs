//! What commands that make documents begin and end with: everything read, and a document in a format.

use super::{Error, Global, look as looking, session};
use crate::base::text;
use crate::check::Request;
use crate::config::Profile;
use crate::document::Document;
use crate::finding::report::CheckReport;
use crate::history::History;
use crate::render::documents::{Context, Format, Unwritable, render};
use crate::reports::{Basis, Edition, Found};
use crate::system::look::{self, Own};
use crate::system::{Snapshot, System, git};
use crate::words::Words;

/// Everything that documents are made from.
pub(super) struct Material {
    pub(super) system: System,
    pub(super) check: CheckReport,
    pub(super) history: History,
    pub(super) snapshot: Snapshot,
    pub(super) own: Own,
    /// A tag of the commit that was read, if no file differs from it; else empty.
    pub(super) version: String,
}

impl Material {
    /// Reads the records and their history, and runs every rule.
    pub(super) fn read(global: &Global, language: Option<&str>) -> Result<Self, Error> {
        known(language)?;
        let (snapshot, loaded) = session::load(global)?;
        let history = looking::look(global);
        let request =
            Request { profile: Some(Profile::Audit), uncapped: true, history, ..Request::default() };
        let (system, mut check) = loaded.check(&request, &[]);
        let state = snapshot.state(true);
        (check.commit, check.dirty) = (state.commit, state.dirty);
        let history = History::of(snapshot.root(), &system, &session::history(global, &snapshot));
        let tag = check.commit.as_deref().and_then(|commit| git::tag(snapshot.root(), commit));
        let version = tag.filter(|_| !check.dirty).unwrap_or_default();
        // What is wrong with the settings is among the findings of the check.
        let (own, _) = look::read(&snapshot, &system.config, language);
        Ok(Self { system, check, history, snapshot, own, version })
    }

    /// What reports are built from.
    pub(super) fn basis<'a>(&'a self, found: &'a Found<'a>) -> Basis<'a> {
        let Self { system, check, history, own, .. } = self;
        Basis { system, check, history, words: &own.words, found }
    }

    /// What every format gets beside the document.
    pub(super) fn context(&self) -> Context<'_> {
        Context { words: &self.own.words, look: &self.own.look }
    }

    /// What is known of a document besides the records.
    pub(super) fn edition(&self) -> Edition<'_> {
        Edition { look: &self.own.look, version: &self.version, generated: "", left_out: &[] }
    }
}

/// Whether there are fixed words of a language that was asked for.
fn known(language: Option<&str>) -> Result<(), Error> {
    let Some(wanted) = language.filter(|wanted| !Words::languages().any(|known| known == *wanted)) else {
        return Ok(());
    };
    let known: Vec<&str> = Words::languages().collect();
    let message = format!("there are no fixed words in language \"{}\"", text::brief(wanted, 20));
    Err(Error::usage(message, Some(format!("use {}", text::list(&known, "or", known.len())))))
}

/// A document in a format.
pub(super) fn bytes(format: Format, document: &Document, context: &Context<'_>) -> Result<Vec<u8>, Error> {
    render(document, format, context).map_err(|error| {
        let help = match error {
            Unwritable::Tables(0) => "take another format, such as `md`",
            Unwritable::Tables(_) => "add `-o FILE.csv`, which writes each table into a file of its own",
            _ => "take another format, such as `text`",
        };
        Error::usage(error.to_string(), Some(help.to_owned()))
    })
}
