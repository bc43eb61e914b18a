use std::io::{Cursor, Read as _};

use super::*;
use crate::document::Look;
use crate::render::documents::fixtures_sheets::{everything, look, single};

fn rendered(document: &Document) -> Vec<u8> {
    let (words, look) = (Words::english(), look());
    render(document, &Context { words: &words, look: &look }).unwrap()
}

/// Every part of the workbook, by its name.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut read = |name: &String| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        (name.clone(), text)
    };
    names.iter().map(&mut read).collect()
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert!(rendered(&everything()) == rendered(&everything()));
}

#[test]
fn nothing_is_a_formula_and_nothing_hidden_survives() {
    for (name, text) in parts(&rendered(&everything())) {
        assert!(!text.contains("<f>") && !text.contains("<f "), "{name}");
        let hidden = |c: char| c != '\n' && c != '\r' && text::is_hidden(c);
        assert!(!text.chars().any(|c| hidden(c) || matches!(c, '\u{fffe}' | '\u{ffff}')), "{name}");
        assert!(!text.contains("javascript:\""), "{name}");
    }
}

#[test]
fn a_draft_says_so_on_every_sheet() {
    let mut document = everything();
    document.control.draft = vec!["a rule did not run".into()];
    let parts = parts(&rendered(&document));
    let sheets: Vec<_> = parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")).collect();
    assert!(sheets.len() >= 4);
    assert!(sheets.iter().all(|(_, text)| text.contains("DRAFT")), "header of each");
}

#[test]
fn a_report_alone_has_all_its_tables_and_words() {
    let text = |part: &str, parts: &[(String, String)]| {
        parts.iter().find(|(name, _)| name == part).map(|(_, text)| text.clone()).unwrap()
    };
    let parts = parts(&rendered(&single()));
    let book = text("xl/workbook.xml", &parts);
    for name in ["Cover", "Actions", "Notes"] {
        assert!(book.contains(&format!("name=\"{name}\"")), "{book}");
    }
    assert!(text("xl/sharedStrings.xml", &parts).contains("What is to be done."));
    assert!(text("docProps/core.xml", &parts).contains("2026-12-01T00:00:00Z"));
    let sheet = text("xl/worksheets/sheet2.xml", &parts);
    for part in
        ["<pane ", "<autoFilter ref=\"A1:F3\"", "<dataValidation ", "orientation=\"landscape\"", "&amp;P"]
    {
        assert!(sheet.contains(part), "{part}: {sheet}");
    }
}

#[test]
fn an_empty_document_is_a_workbook_too() {
    let words = Words::english();
    let bytes = render(&Document::default(), &Context { words: &words, look: &Look::default() }).unwrap();
    assert!(bytes.starts_with(b"PK"));
}
