//! Documents to render in tests of tables: one with everything in it, one with a single table, one that means harm.

use crate::base::Date;
use crate::diagram::{Diagram, Edge, EdgeClass, Node, Stroke};
use crate::document::{
    Bar, Block, Cell, Chart, Colour, Column, ColumnType, Control, Document, Extent, Figure, Gap, Inline,
    Look, Picture, Plot, Rank, Row, Section, Table, Target, Tone,
};

/// Text that somebody who means harm would write.
pub(crate) const HOSTILE: [&str; 12] = [
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "+1-1|x",
    "-2+3",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]> --> </table> {{7*7}} ${x} `code` **b** [a](javascript:alert(1)) ![i](http://evil.example/i.png)",
    "\u{1b}[31mred\u{7}\u{202e}txt.exe\u{200b}",
    "مرحبا بالعالم שלום 🛡️👩‍👩‍👧 e\u{301}",
    "@octocat #123 !45 GH-7 :tada: www.evil.example http://evil.example a@b.example $1$ ~x %2 &3",
    "_x0041_ \u{fffe}\u{ffff} \u{0}",
    "/close",
    "a | b || c \\| d",
];

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn control(title: &str) -> Control {
    Control {
        organisation: "Aehrenfeld & Söhne".into(),
        scope: "All sites".into(),
        title: title.into(),
        as_of: Some(date("2026-12-01")),
        commit: Some("0123456789abcdef0123456789abcdef01234567".into()),
        classification: "Internal".into(),
        owner: "ROL-ciso".into(),
        history: Extent::Full,
        tool: "isms 0.1.0".into(),
        language: "en".into(),
        ..Control::default()
    }
}

pub(crate) fn look() -> Look {
    let rank = |value: &str, outside| Rank { value: value.into(), label: value.to_uppercase(), outside };
    Look {
        accent: Colour::read("#7a1f3d"),
        ranks: vec![rank("public", true), rank("internal", false)],
        ..Look::default()
    }
}

fn section(anchor: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { blocks, ..Section::new(anchor, title) }
}

/// A document of one report with one table.
pub(crate) fn single() -> Document {
    let mut table = Table::new(
        "actions",
        "Actions",
        vec![
            Column::new("id", "Id").of(ColumnType::Id),
            Column::new("what", "What").weight(4),
            Column::new("days", "Days").of(ColumnType::Number),
            Column::new("cost", "Cost").of(ColumnType::Number),
            Column::new("due", "Due").of(ColumnType::Date),
            Column::new("state", "State").of(ColumnType::State).choices(["open", "done"]),
        ],
    );
    table.push(vec![
        Cell::record("A-1"),
        Cell::text("=1+1"),
        Cell::count(3).negative(),
        Cell::number(12.5, 2, "EUR"),
        Cell::Date(date("2026-12-31")),
        Cell::state("open", Tone::Watch),
    ]);
    table.push(vec![
        Cell::record("A-2"),
        Cell::records(["B-1", "B-2"]),
        Cell::Empty,
        Cell::Empty,
        Cell::Gap(Gap::new("missing-date", "no day is set", Tone::Bad)),
        Cell::Empty,
    ]);
    let blocks = vec![Block::say("What is to be done."), Block::Table(table)];
    Document {
        name: "actions".into(),
        control: control("Actions"),
        sections: vec![section("actions", "Actions", blocks)],
    }
}

impl Cell {
    /// The number below zero.
    fn negative(self) -> Self {
        match self {
            Self::Number { value, decimals, unit } => Self::Number { value: -value, decimals, unit },
            other => other,
        }
    }
}

fn risks() -> Table {
    let mut table = Table::new(
        "risks",
        "Risks: 2026/12 [all]",
        vec![
            Column::new("id", "Id").of(ColumnType::Id),
            Column::new("title", "Title").weight(4),
            Column::new("score", "Score").of(ColumnType::Number),
            Column::new("review", "Review").of(ColumnType::Date),
            Column::new("status", "Status")
                .of(ColumnType::State)
                .choices((0..40).map(|at| format!("a state called {at}"))),
            Column::new("controls", "Controls"),
        ],
    );
    table.register = true;
    for (at, text) in HOSTILE.iter().enumerate() {
        table.rows.push(Row {
            anchor: Some(format!("RSK-{at}")),
            cells: vec![
                Cell::record(format!("RSK-{at}")),
                Cell::text(text),
                Cell::number(at as f64 + 0.5, 1, "%"),
                Cell::Date(date("2026-12-31")),
                Cell::state("a state called 3", Tone::Good),
                Cell::records(["CTL-1", "RSK-0"]),
            ],
        });
    }
    table
}

fn notes() -> Table {
    let mut table = Table::new(
        "notes",
        "Notes",
        vec![Column::new("risk", "Risk").of(ColumnType::Id), Column::new("note", "Note").weight(4)],
    );
    table.register = true;
    let link = |to, text: &str| Inline::Link { to, text: vec![Inline::text(text)] };
    for rich in [
        vec![link(Target::Url("https://a.example/x?a=1&b=(2)|3".into()), "a page")],
        vec![link(Target::File("minutes/2026 (1).pdf".into()), "minutes")],
        vec![Inline::Strong(vec![Inline::text("strong")]), Inline::Break, Inline::Code("a|b`c".into())],
    ] {
        table.push(vec![Cell::record("RSK-4"), Cell::Rich(rich)]);
    }
    table.push(vec![Cell::record("RSK-404"), Cell::text(long())]);
    table
}

/// 300 kB of text.
pub(crate) fn long() -> String {
    "Long text, 30 bytes in all ü.\n".repeat(10_000)
}

fn bars() -> Block {
    let mut table = Table::new(
        "by-band",
        "Risks by band",
        vec![Column::new("band", "Band"), Column::new("n", "Number").of(ColumnType::Number)],
    );
    table.push(vec![Cell::text("high"), Cell::count(2)]);
    Block::Chart(Chart {
        title: "Risks by band".into(),
        description: "Two of twelve are high.".into(),
        plot: Plot::Bars {
            bars: vec![Bar { label: "high".into(), value: 2.0, tone: Tone::Bad, to: None }],
            unit: String::new(),
        },
        table,
    })
}

fn picture() -> Block {
    let mut diagram = Diagram::new("Processes", "Two processes and what runs between them.");
    diagram.nodes = vec![Node::new("PRC-a", HOSTILE[4]), Node::new("PRC-b", "``` ]] \" b")];
    diagram.classes = vec![EdgeClass {
        word: "current".into(),
        name: "seen".into(),
        stroke: Stroke::Solid,
        arrow: true,
        calm: true,
    }];
    diagram.edges = vec![Edge { from: 0, to: 1, weight: 1, label: "a|b".into(), ..Edge::default() }];
    let mut table = Table::new(
        "interactions",
        "Interactions",
        vec![Column::new("from", "From").of(ColumnType::Id), Column::new("to", "To").of(ColumnType::Id)],
    );
    table.push(vec![Cell::record("PRC-a"), Cell::record("PRC-b")]);
    Block::Picture(Box::new(Picture { diagram, table }))
}

/// A document with everything that a document can hold.
pub(crate) fn everything() -> Document {
    let prose = crate::document::markdown(
        "# Own heading\n\nSome *words*, **more**, ~~none~~ and `code`, see [page](https://a.example/).\n\n\
         1. one\n2. two\n   - inner\n\n> said\n\n```\nlet x = \"```\";\n```\n\n---\n",
    );
    let mut first = section("risks", "Risks", vec![Block::say("# not a heading"), Block::Table(risks())]);
    first.blocks.extend(prose);
    let gap = Gap::new("untreated-risk", "RSK-9 has no treatment", Tone::Bad);
    first.push(Block::Gap(gap));
    first.push(Block::Facts(vec![
        ("Owner".into(), Cell::record("RSK-1")),
        ("Text".into(), Cell::text(HOSTILE[4])),
    ]));
    let figure = Figure {
        label: "Treated".into(),
        value: "88 %".into(),
        note: "22 of 25".into(),
        tone: Tone::Good,
        ..Figure::default()
    };
    first.push(Block::Figures(vec![figure]));
    let mut inner = section("RSK-404", "A record's page", vec![Block::say(HOSTILE.join(" "))]);
    inner.folded = true;
    first.sections.push(inner);
    let second = section("second", "Second", vec![Block::Table(notes()), bars(), picture()]);
    Document { name: "pack".into(), control: control("Management system"), sections: vec![first, second] }
}
