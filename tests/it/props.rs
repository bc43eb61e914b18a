//! Any bytes as a record: nothing panics, and every place that is named lies inside the text.

use std::sync::{Arc, LazyLock};

use isms::base::{Limits, Source, Span};
use isms::config::Config;
use isms::finding::Finding;
use isms::record::{Context, decode};
use isms::schema::{Schema, load_builtin};
use isms::standard::Standards;
use isms::yaml;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::env::{World, project};

struct Setup {
    schema: Arc<Schema>,
    standards: Standards,
    config: Config,
}

static SETUP: LazyLock<Setup> = LazyLock::new(|| Setup {
    schema: Arc::new(load_builtin().0),
    standards: Standards::builtin(&load_builtin().0),
    config: Config::default(),
});

/// Good records of many shapes to start from.
static RECORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let files = crate::env::walk(&project("examples/aehrenfeld"));
    let texts = files.iter().filter(|file| file.extension().is_some_and(|ext| ext == "yaml" || ext == "md"));
    // A few of each folder: one in seven.
    texts.step_by(7).map(|file| std::fs::read_to_string(file).unwrap()).collect()
});

/// Reads a text as a record and looks at every place that is named.
fn read(path: &str, text: &str) -> Result<(), TestCaseError> {
    let source = Arc::new(Source::new(path, text));
    let setup = &*SETUP;
    let context = Context { schema: &setup.schema, standards: &setup.standards, risk: &setup.config.risk };
    let mut findings = Vec::new();
    let file = Arc::new(yaml::parse(&source, &Limits::default(), &mut findings));
    let decoded = decode(&file, &context, &mut findings);
    let inside = |span: Span| span.start <= span.end && text.get(span.range()).is_some();
    for finding in &findings {
        prop_assert!(!finding.message.is_empty() && !finding.message.contains('\u{1b}'), "{finding:?}");
        for span in spans(finding) {
            prop_assert!(inside(span), "{span:?} of {finding:?}\nin {text:?}");
        }
    }
    for record in &decoded.records {
        prop_assert!(inside(record.id_span()) && inside(record.node().span()), "{text:?}");
        for place in record.links() {
            prop_assert!(inside(file.node(place.node).span()), "{text:?}");
        }
    }
    Ok(())
}

fn spans(finding: &Finding) -> Vec<Span> {
    std::iter::once(&finding.primary).chain(&finding.related).map(|label| label.span).collect()
}

/// Pieces that mean something in YAML or in a record.
const PIECES: [&str; 34] = [
    "\n",
    "\r\n",
    "\r",
    "\t",
    "  ",
    "- ",
    ": ",
    ":",
    "#",
    " #",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "|\n",
    ">\n",
    "&a ",
    "*a",
    "!t ",
    "? ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "\u{feff}",
    "ä",
    "🛡",
    "\u{202e}",
    "\u{85}",
    "\u{2028}",
    "id: RSK-1\n",
    "kind: risk\n",
    "records:\n",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "[a-z0-9 :\\-]{1,8}",
        1 => any::<char>().prop_map(String::from),
    ]
}

/// Puts pieces into a text, or takes parts out of it, at any character.
fn changed(text: &str, changes: &[(Index, String, usize)]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (index, piece, gone) in changes {
        let at = index.index(characters.len() + 1);
        let end = (at + gone).min(characters.len());
        characters.splice(at..end, piece.chars());
    }
    characters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..400), md in any::<bool>()) {
        let text = String::from_utf8_lossy(&bytes);
        read("x.yaml", &text)?;
        if md {
            read("x.md", &format!("---\n{text}\n---\nText\n"))?;
        }
    }

    #[test]
    fn any_pieces_of_yaml_are_read_without_harm(pieces in proptest::collection::vec(piece(), 0..60), md in any::<bool>()) {
        let text = pieces.concat();
        read("x.yaml", &text)?;
        if md {
            read("x.md", &format!("---\n{text}"))?;
        }
    }

    #[test]
    fn any_change_of_a_good_record_is_read_without_harm(
        which in any::<Index>(),
        changes in proptest::collection::vec((any::<Index>(), piece(), 0_usize..12), 1..6),
        windows in any::<bool>(),
    ) {
        let text = which.get(&RECORDS);
        let text = if windows { text.replace('\n', "\r\n") } else { text.clone() };
        let path = if text.starts_with("---") { "x.md" } else { "x.yaml" };
        read(path, &changed(&text, &changes))?;
    }
}

#[test]
fn the_order_in_which_files_were_made_makes_no_difference() {
    let files = [
        ("a/x.yaml", "id: ROL-a\nkind: role\ntitle: T\n"),
        ("a.yaml", "id: ROL-a\nkind: role\ntitle: Twice\n"),
        ("Z.yaml", "id: RSK-1\nkind: risk\nowner: ROL-x\nassets: [AST-1, ROL-a]\n"),
        ("ä.yaml", "id: AST-1\nkind: asset\ntitle: T\nnope: 1\n"),
        ("b.md", "---\nid: DOC-1\nkind: document\n---\n"),
        ("b.yml", "a: [\n"),
    ];
    let output = |order: &[usize]| {
        let world = World::new();
        order.iter().for_each(|&index| {
            world.write(files[index].0, files[index].1);
        });
        world.run(&["check", "--format", "json"]).stdout
    };
    let first = output(&[0, 1, 2, 3, 4, 5]);
    assert!(first.contains("duplicate-id"), "{first}");
    assert_eq!(output(&[5, 4, 3, 2, 1, 0]), first);
    assert_eq!(output(&[3, 0, 5, 2, 4, 1]), first);
}

/// Found by chance: the label of a line without a tab took one byte of a character that has two.
#[test]
fn a_label_never_cuts_a_character_in_two() {
    read("record.yaml", ": \n\n\n¡|\n\n\t- ").unwrap();
}
