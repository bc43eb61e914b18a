//! `[look]`: how documents look, and who may read what. All of it is data; files are named here and read elsewhere.

use super::paths;
use crate::base::{Spanned, text};
use crate::document::{Colour, Rank};
use crate::toml_file::{Item, Table};
use crate::words::Words;

/// What `isms.toml` says about the look of documents.
#[derive(Debug, Clone, Default)]
pub struct LookSettings {
    /// The language of fixed words; empty where none is set.
    pub language: Option<String>,
    /// A file with words of the organisation's own, relative to the root.
    pub words: Option<Spanned<String>>,
    /// A file with its sign.
    pub logo: Option<Spanned<String>>,
    /// A file with the cover.
    pub cover: Option<Spanned<String>>,
    /// The colour of headings.
    pub accent: Option<Colour>,
    /// How secret something can be, least first; the usual four where none are set.
    pub classifications: Vec<Classification>,
}

/// A step of secrecy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classification {
    /// Its value and its label, and whether a customer may read it.
    pub rank: Rank,
    /// Who outside the organisation may read it.
    pub readers: Readers,
}

/// Who outside the organisation may read something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Readers {
    /// Nobody.
    Nobody,
    /// Auditors.
    Auditor,
    /// Auditors and customers.
    Customer,
}

impl Readers {
    /// The word in `isms.toml` and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Auditor => "auditor",
            Self::Customer => "customer",
        }
    }
}

impl LookSettings {
    /// The steps of secrecy that hold: those that are set, or the usual four.
    pub fn ranks(&self) -> Vec<Rank> {
        self.steps().into_iter().map(|step| step.rank).collect()
    }

    /// Whether a reader may see what has a classification. One that is no known step may be seen by nobody outside, since
    /// nothing says that it may.
    pub fn may_read(&self, reader: Readers, classification: &str) -> bool {
        let wanted = classification.trim().to_lowercase();
        let step = self.steps().into_iter().find(|step| step.rank.value.to_lowercase() == wanted);
        step.is_some_and(|step| step.readers >= reader)
    }

    fn steps(&self) -> Vec<Classification> {
        if !self.classifications.is_empty() {
            return self.classifications.clone();
        }
        let usual = [
            ("public", "Public", Readers::Customer),
            ("internal", "Internal", Readers::Auditor),
            ("confidential", "Confidential", Readers::Auditor),
            ("strictly confidential", "Strictly confidential", Readers::Auditor),
        ];
        usual.map(|(value, label, readers)| Classification::new(value, label, readers)).into()
    }
}

impl Classification {
    fn new(value: impl Into<String>, label: impl Into<String>, readers: Readers) -> Self {
        let outside = readers == Readers::Customer;
        Self { rank: Rank { value: value.into(), label: label.into(), outside }, readers }
    }

    fn read(mut table: Table<'_>) -> Option<Self> {
        let help = "add the value that records have in their field `classification`";
        let value = table.needed("value", help).and_then(Item::string).and_then(|value| {
            let clean = text::plain(value.value.trim()).into_owned();
            if clean.is_empty() {
                table.file().report(value.span, "a classification has an empty `value`", Some(help));
            }
            (!clean.is_empty()).then_some(clean)
        });
        let label = table.string("label").map(|label| text::plain(label.value.trim()).into_owned());
        let words =
            [Readers::Nobody, Readers::Auditor, Readers::Customer].map(|readers| (readers.as_str(), readers));
        let readers = table.choice("outside", &words).map_or(Readers::Auditor, |readers| readers.value);
        table.finish();
        let value = value?;
        let label = label.filter(|label| !label.is_empty()).unwrap_or_else(|| value.clone());
        Some(Self::new(value, label, readers))
    }
}

/// Reads the table.
pub(super) fn read(root: &mut Table<'_>) -> LookSettings {
    let Some(mut table) = root.table("look") else { return LookSettings::default() };
    let languages: Vec<(&str, &str)> = Words::languages().map(|name| (name, name)).collect();
    let settings = LookSettings {
        language: table.choice("language", &languages).map(|language| language.value.to_owned()),
        words: table.take("words").and_then(paths::file),
        logo: table.take("logo").and_then(paths::file),
        cover: table.take("cover").and_then(paths::file),
        accent: table.take("accent").and_then(accent),
        classifications: classifications(&mut table),
    };
    table.finish();
    settings
}

fn accent(item: Item<'_>) -> Option<Colour> {
    let (name, file) = (item.name(), item.file());
    let written = item.string()?;
    let colour = Colour::read(written.value.trim());
    if colour.is_none() {
        let message = format!("{name} is \"{}\", which is no colour", text::brief(&written.value, 60));
        file.report(written.span, message, Some("write it as `#` and six digits, such as \"#1f3854\""));
    }
    colour
}

/// The steps, each value once.
fn classifications(table: &mut Table<'_>) -> Vec<Classification> {
    let mut steps: Vec<Classification> = Vec::new();
    for written in table.tables("classification") {
        let (span, file) = (written.span(), written.file());
        let Some(step) = Classification::read(written) else { continue };
        if steps.iter().any(|known| known.rank.value.eq_ignore_ascii_case(&step.rank.value)) {
            let message =
                format!("the classification \"{}\" is there twice", text::brief(&step.rank.value, 60));
            file.report(span, message, Some("remove one of the two"));
        } else {
            steps.push(step);
        }
    }
    steps
}
