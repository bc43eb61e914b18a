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

/// `ISMS_PDF_ROWS=10000 cargo test --release --lib pdf::tests::speed -- --nocapture`.
#[test]
fn speed() {
    let rows = std::env::var("ISMS_PDF_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(200);
    let document = fixtures::register(rows);
    let began = std::time::Instant::now();
    let bytes = pdf(&document, "en").len();
    println!("{rows} rows of 8 cells: {:?}, {bytes} bytes", began.elapsed());
}

#[test]
fn a_text_of_many_pages_in_one_cell_and_text_without_a_blank_come_to_an_end() {
    for text in [
        "word ".repeat(60_000),
        "x".repeat(300_000),
        "\u{627}\u{644}\u{633} ".repeat(30_000),
        "\u{65e5}".repeat(60_000),
    ] {
        let began = std::time::Instant::now();
        let bytes = pdf(&fixtures::long(&text), "en");
        println!("{}: {:?}", bytes.len(), began.elapsed());
        assert!(bytes.starts_with(b"%PDF-1.7"));
    }
}
