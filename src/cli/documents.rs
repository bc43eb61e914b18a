//! What commands that make documents begin and end with: everything read, and a document in a format.

use super::{Error, Global, session};
use crate::base::text;
use crate::check::Request;
use crate::config::Profile;
use crate::document::{Document, Look};
use crate::finding::report::{self, CheckReport};
use crate::history::{Extent, History, Options};
use crate::render::documents::{Context, Format};
use crate::reports::{Basis, Edition, Found};
use crate::system::{System, git};
use crate::words::Words;

/// Everything that documents are made from.
pub(super) struct Material {
    pub(super) system: System,
    pub(super) check: CheckReport,
    pub(super) history: History,
    pub(super) words: Words,
    pub(super) look: Look,
    /// A tag of the commit that was read, if no file differs from it; else empty.
    pub(super) version: String,
}

impl Material {
    /// Reads the records and their history, and runs every rule.
    pub(super) fn read(global: &Global, language: Option<&str>) -> Result<Self, Error> {
        let words = words(language)?;
        let (snapshot, loaded) = session::load(global)?;
        let request = Request { profile: Some(Profile::Audit), uncapped: true, ..Request::default() };
        let (system, mut check) = loaded.check(&request, &[]);
        let state = git::state(snapshot.root(), true);
        (check.commit, check.dirty) = (state.commit, state.dirty);
        let history = History::of(snapshot.root(), &system, &Options::default());
        check.history = match history.extent() {
            Extent::Full => report::History::Full,
            Extent::Shallow | Extent::Partial => report::History::Shallow,
            Extent::None => report::History::None,
        };
        let version = git::tag(snapshot.root()).filter(|_| !check.dirty).unwrap_or_default();
        Ok(Self { system, check, history, words, look: Look::default(), version })
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
        Edition { look: &self.look, version: &self.version, generated: "", left_out: &[] }
    }
}

/// The fixed words of a language.
fn words(language: Option<&str>) -> Result<Words, Error> {
    let wanted = language.unwrap_or("en");
    Words::named(wanted).ok_or_else(|| {
        let known: Vec<&str> = Words::languages().collect();
        let message = format!("there are no fixed words in language \"{}\"", text::brief(wanted, 20));
        Error::usage(message, Some(format!("use {}", text::list(&known, "or", known.len()))))
    })
}

/// A document in a format.
pub(super) fn bytes(format: Format, document: &Document, context: &Context<'_>) -> Result<Vec<u8>, Error> {
    let _ = (document, context);
    let message = format!("this build cannot write {}", format.as_str());
    Err(Error::usage(message, Some("use --format text".to_owned())))
}
