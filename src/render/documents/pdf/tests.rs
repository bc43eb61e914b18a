//! What a reader of the file relies on.

use super::fixtures;
use super::render;
use crate::document::{Document, Look};
use crate::render::documents::Context;
use crate::words::Words;

fn pdf(document: &Document, language: &str) -> Vec<u8> {
    let words = Words::named(language).unwrap();
    render(document, &Context { words: &words, look: &Look::default() }).unwrap()
}

/// Writes documents into the folder that `ISMS_PDF_SAMPLES` names, for other programs to judge.
#[test]
fn samples_for_other_programs() {
    let Some(folder) = std::env::var_os("ISMS_PDF_SAMPLES") else { return };
    let folder = std::path::PathBuf::from(folder);
    let mut draft = fixtures::review();
    draft.control.draft = vec!["Two records could not be read.".to_owned()];
    draft.control.dirty = true;
    draft.control.language = "de".to_owned();
    for (name, document, language) in [
        ("review", fixtures::review(), "en"),
        ("draft", draft, "de"),
        ("hostile", fixtures::hostile(), "en"),
        ("register", fixtures::register(500), "en"),
    ] {
        std::fs::write(folder.join(format!("{name}.pdf")), pdf(&document, language)).unwrap();
    }
}
