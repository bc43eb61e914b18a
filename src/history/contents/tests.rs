//! A text means the same in pieces and as a whole, whatever was read before it.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::config::Config;
use crate::schema::{Schema, load_builtin};
use crate::standard::Standards;

static SETUP: LazyLock<(Arc<Schema>, Standards, Config)> = LazyLock::new(|| {
    let schema = load_builtin().0;
    let standards = Standards::load(&["iso27001-2022"], &[], &schema).0;
    (Arc::new(schema), standards, Config::default())
});

fn reading() -> Reading<'static> {
    let (schema, standards, config) = &*SETUP;
    Reading { context: Context { schema, standards, risk: &config.risk }, limits: &config.limits }
}

/// What texts held that were read one after the other, in pieces where that can be, and what the last of them holds as
/// a whole; and whether that one was cut.
fn contents(texts: &[String], versions: &mut Versions) -> (Content, Content, bool) {
    let (mut pieces, mut previous, mut made) = (Pieces::default(), Previous::default(), None);
    let (mut one, mut cut) = (Content::default(), false);
    for text in texts {
        let mut worker = Worker::new(reading(), &pieces, &mut previous);
        let read = worker.read("a.yaml", &Arc::new(text.as_bytes().to_vec()));
        let fresh = worker.fresh;
        pieces.keep(fresh, versions);
        (one, cut) = match read {
            Text::Whole(read) => (read.keep(versions), false),
            Text::Pieces(keys) => (pieces.content(keys, versions, &mut made), true),
        };
    }
    let last = texts.last().map_or("", String::as_str);
    (one, reading().text("a.yaml", last).keep(versions), cut)
}

/// Lines that make and break documents and registers.
const LINES: [&str; 22] = [
    "---",
    "kind: risk",
    "records:",
    "  - id: RSK-1",
    "  - id: RSK-2",
    "  -",
    "- id: RSK-3",
    "    title: A",
    "    title: \"B",
    "  - id: RSK-4\"",
    "    threat: |",
    "      - id: RSK-5",
    "  # remark",
    "",
    "    tags: [a,",
    "  - b]",
    "id: RSK-6",
    "id: RSK-1",
    "  title: C",
    "title: D",
    "    kind: asset",
    "    kind: nonsense",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_means_the_same_in_pieces_and_as_a_whole(
        lines in proptest::collection::vec(proptest::sample::select(&LINES[..]), 0..14),
        register in any::<bool>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), proptest::sample::select(&LINES[..]), 0..3_u8), 0..3),
    ) {
        let head = if register { "kind: risk\nrecords:\n" } else { "" };
        let mut lines = lines;
        let mut texts = vec![format!("{head}{}\n", lines.join("\n"))];
        for (at, line, how) in edits {
            let at = at.index(lines.len() + 1);
            match how {
                0 => lines.insert(at, line),
                1 if at < lines.len() => lines[at] = line,
                _ if at < lines.len() => { lines.remove(at); }
                _ => {}
            }
            texts.push(format!("{head}{}\n", lines.join("\n")));
        }
        let (one, whole, cut) = contents(&texts, &mut Versions::default());
        prop_assert_eq!(&one.records, &whole.records, "{:#?}", texts);
        // Ids that were lost may be seen in another order, and twice.
        let ids = |content: &Content| content.unread.iter().copied().collect::<HashSet<u32>>();
        prop_assert_eq!(ids(&one), ids(&whole), "{:#?}", texts);
        prop_assert_eq!(one.damaged, whole.damaged);
        prop_assert!(!cut || !one.damaged);
    }
}

/// Fields of a record, and lines that reach from one into another.
const FIELDS: [&str; 27] = [
    "title: A",
    "title: B b",
    "owner: ROL-a",
    "owner: ROL-b",
    "status: closed",
    "likelihood: 2",
    "likelihood: 3",
    "impact: 4",
    "name: C",
    "method: other",
    "kind: asset",
    "id: RSK-2",
    "controls: [A.5.1, A.5.2]",
    "controls:",
    "- A.5.3",
    "  - A.5.4",
    "acceptance: { by: ROL-a }",
    "acceptance:",
    "  by: ROL-b",
    "threat: |",
    "  one: two",
    "  \"three",
    "cause: \"four",
    "x: five\"",
    "risk_owner: [ROL-c,",
    "  'six",
    "# seven",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_means_the_same_whatever_was_read_before_it(
        lines in proptest::collection::vec(proptest::sample::select(&FIELDS[..]), 0..7),
        register in any::<bool>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), proptest::sample::select(&FIELDS[..]), 0..4_u8), 1..4),
    ) {
        let mut lines = [vec!["id: RSK-1", "kind: risk"], lines].concat();
        let text = |lines: &[&str]| match register {
            false => format!("{}\n", lines.join("\n")),
            true => format!("records:\n- id: RSK-9\n- {}\n", lines.join("\n  ")),
        };
        let mut texts = vec![text(&lines)];
        for (at, line, how) in edits {
            let at = at.index(lines.len());
            match how {
                0 => lines.insert(at, line),
                1 if lines.len() > 1 => { lines.remove(at); }
                _ => lines[at] = line,
            }
            texts.push(text(&lines));
        }
        let (one, whole, _) = contents(&texts, &mut Versions::default());
        prop_assert_eq!(&one.records, &whole.records, "{:#?}", texts);
        let ids = |content: &Content| content.unread.iter().copied().collect::<HashSet<u32>>();
        prop_assert_eq!(ids(&one), ids(&whole), "{:#?}", texts);
    }
}

#[test]
fn a_piece_is_read_once() {
    let mut versions = Versions::default();
    let mut pieces = Pieces::default();
    let text = |last: &str| format!("kind: risk\nrecords:\n  - id: RSK-1\n  - id: RSK-2\n  - id: {last}\n");
    let (mut previous, mut made) = (Previous::default(), None);
    for (last, expected) in [("RSK-3", 3), ("RSK-4", 1), ("RSK-3", 0)] {
        let mut worker = Worker::new(reading(), &pieces, &mut previous);
        let text = Arc::new(text(last).into_bytes());
        let Text::Pieces(keys) = worker.read("a.yaml", &text) else { panic!("{last}") };
        assert_eq!(worker.fresh.len(), expected, "{last}");
        let fresh = worker.fresh;
        pieces.keep(fresh, &mut versions);
        assert_eq!(pieces.content(keys, &versions, &mut made).records.len(), 3);
    }
    assert_eq!(versions.len(), 4);
}
