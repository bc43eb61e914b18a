//! What a reader of the file relies on.

use std::path::Path;

use super::blocks::{chapters, title};
use super::columns::Plan;
use super::file::Place;
use super::flow::{Flow, Found, Frame};
use super::lines::{Body, Typesetter};
use super::text::{Style, Text};
use super::{fixtures, render, theme};
use crate::document::{Cell, Column, Control, Document, Look, Table};
use crate::render::documents::Context;
use crate::words::Words;

fn pdf(document: &Document, language: &str) -> Vec<u8> {
    let words = Words::named(language).unwrap();
    render(document, &Context { words: &words, look: &Look::default() }).unwrap()
}

fn count(bytes: &[u8], what: &str) -> usize {
    bytes.windows(what.len()).filter(|part| *part == what.as_bytes()).count()
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for document in [fixtures::review(), fixtures::hostile()] {
        assert!(pdf(&document, "en") == pdf(&document, "en"), "{}", document.name);
    }
}

#[test]
fn every_heading_is_a_bookmark_and_the_file_says_what_it_is() {
    let document = fixtures::review();
    let bytes = pdf(&document, "en");
    // One more: the title of the document.
    assert_eq!(count(&bytes, "/Title("), document.all_sections().len() + 1);
    for said in
        ["/Lang(en)", "/MarkInfo", "/StructTreeRoot", "pdfuaid:part", "/CreationDate(D:20261201000000Z)"]
    {
        assert!(count(&bytes, said) > 0, "{said}");
    }
}

#[test]
fn a_link_leads_to_its_place_or_is_words() {
    let mut document = fixtures::review();
    let bytes = pdf(&document, "en");
    assert_eq!(count(&bytes, "/URI(https://example.org/a?b=c)"), 3);
    let before = count(&bytes, "/Subtype/Link");
    // Without its section, what led to it is words.
    document.sections[1].sections.remove(1);
    assert!(count(&pdf(&document, "en"), "/Subtype/Link") < before);
}

#[test]
fn a_register_runs_over_pages_and_nothing_of_it_grows_by_more_than_its_rows() {
    let [few, many] = [100, 200].map(|rows| pdf(&fixtures::register(rows), "en"));
    let pages = |bytes: &[u8]| count(bytes, "/Type/Page/");
    assert!(pages(&few) > 3 && pages(&many) < 2 * pages(&few), "{} {}", pages(&few), pages(&many));
    // One more row for the contents, the cover and the head.
    assert!(count(&many, "/S/TR/") - count(&few, "/S/TR/") == 100);
}

#[test]
fn text_that_would_do_harm_is_text() {
    let bytes = pdf(&fixtures::hostile(), "en");
    for acting in ["/JavaScript", "/Launch", "/OpenAction", "/AA"] {
        assert_eq!(count(&bytes, acting), 0, "{acting}");
    }
}

#[test]
fn a_text_of_many_pages_in_one_cell_comes_to_an_end() {
    let texts = [
        "word ".repeat(6_000),
        "x".repeat(30_000),
        "\u{627}\u{644}\u{633} ".repeat(3_000),
        "\u{65e5}".repeat(20_000),
    ];
    for text in texts {
        let bytes = pdf(&fixtures::long(&text), "en");
        assert!(count(&bytes, "/Type/Page/") > 4);
    }
}

#[test]
fn lines_hold_all_of_a_text_and_none_is_too_wide() {
    let mut setter = Typesetter::new();
    let words = "Restore ACT-00012 by 2026-12-01, see https://example.org/a/very/long/address/of/a/page?with=query \
                 and Donaudampfschifffahrtsgesellschaft.\nNext line";
    let text = Text::plain(words, Style::default());
    for width in [12.0, 40.0, 90.0, 300.0, 2000.0] {
        let lines = setter.lines(&text, 8.0, width);
        let mut read = String::new();
        for line in &lines {
            let Body::Words(placed) = &line.body else { panic!("not simple") };
            for one in placed {
                read.push_str(&one.word.text);
                read.push_str(if one.spaced { " " } else { "" });
            }
            assert!(line.width <= width + 0.1 || width < 20.0, "{width}: {}", line.width);
        }
        assert_eq!(read, words.replace('\n', ""), "{width}");
    }
    let whole = setter.lines(&text, 8.0, 2000.0);
    assert_eq!(whole.len(), 2);
}

#[test]
fn a_word_goes_on_the_next_line_before_it_is_taken_apart() {
    let mut setter = Typesetter::new();
    let text = Text::plain("see ACT-00012", Style::default());
    let (word, whole) = setter.widths(&text, 8.0);
    let lines = setter.lines(&text, 8.0, word + 1.0);
    assert!(lines.len() == 2 && whole > word);
    assert_eq!(setter.lines(&text, 8.0, word * 0.7).len(), 3);
}

/// How a table of so many columns of words is laid out.
fn plan(columns: usize, words: &str) -> Plan {
    let english = Words::english();
    let control = Control::default();
    let frame = Frame {
        words: &english,
        control: &control,
        accent: theme::accent(&Look::default()),
        anchors: Default::default(),
        logo: None,
        before: Found::default(),
    };
    let columns: Vec<Column> = (0..columns).map(|at| Column::new(at.to_string(), "Title")).collect();
    let mut table = Table::new("t", "", columns.clone());
    table.push(columns.iter().map(|_| Cell::text(words)).collect());
    Flow::new(frame, Typesetter::new(), None).plan(&table)
}

#[test]
fn a_table_is_upright_or_on_its_side_or_stacked() {
    let words = "a sentence of several words that is to be read";
    assert!(matches!(plan(4, words), Plan::Columns { wide: false, .. }));
    assert!(matches!(plan(10, words), Plan::Columns { wide: true, .. }));
    assert_eq!(plan(40, words), Plan::Stacked);
}

#[test]
fn places_are_found_for_all_anchors() {
    let document = fixtures::review();
    let words = Words::english();
    let anchors = document.anchors();
    let frame = Frame {
        words: &words,
        control: &document.control,
        accent: theme::accent(&Look::default()),
        anchors: anchors.clone(),
        logo: None,
        before: Found::default(),
    };
    let mut flow = Flow::new(frame, Typesetter::new(), None);
    super::lay_out(&mut flow, &chapters(&document.sections), &Look::default());
    let mut anchors: Vec<&str> = anchors.into_iter().collect();
    anchors.sort_unstable();
    for anchor in anchors {
        let place: Option<&Place> = flow.found.places.get(anchor);
        assert!(place.is_some_and(|(page, _)| *page > 1 && *page < flow.found.pages), "{anchor}");
    }
}

/// Writes documents into the folder that `ISMS_PDF_SAMPLES` names, for other programs to judge, each with its headings
/// beside it.
#[test]
#[expect(clippy::disallowed_methods, reason = "files for other programs")]
fn samples_for_other_programs() {
    let Some(folder) = std::env::var_os("ISMS_PDF_SAMPLES") else { return };
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
        let file = Path::new(&folder).join(name);
        std::fs::write(file.with_extension("pdf"), pdf(&document, language)).unwrap();
        let chapters = chapters(&document.sections);
        let headings: Vec<String> =
            chapters.iter().map(|one| format!("{} {}", one.number, title(one.section))).collect();
        std::fs::write(file.with_extension("headings"), headings.join("\n")).unwrap();
    }
}

/// Says how long many rows take, where `ISMS_PDF_ROWS` says how many:
/// `ISMS_PDF_ROWS=10000 cargo test --release --lib pdf::tests::speed -- --nocapture`.
#[test]
fn speed() {
    let Some(rows) = std::env::var("ISMS_PDF_ROWS").ok().and_then(|rows| rows.parse().ok()) else { return };
    let hard = [
        "word ".repeat(60_000),
        "x".repeat(300_000),
        "\u{627}\u{644}\u{633} ".repeat(43_000),
        "\u{65e5}".repeat(100_000),
    ];
    let documents = hard.iter().map(|text| fixtures::long(text)).chain([fixtures::register(rows)]);
    for document in documents {
        let began = std::time::Instant::now();
        let bytes = pdf(&document, "en").len();
        println!("{}: {:?}, {bytes} bytes", document.name, began.elapsed());
    }
}
