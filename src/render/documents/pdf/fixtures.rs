//! Documents to try the format with.

use super::fixtures_drawings::drawings;
use crate::base::Date;
use crate::document::{
    Block, Cell, Column, ColumnType, Control, Document, Extent, Figure, Gap, Inline, Row, Section, Table,
    Target, Tone, markdown,
};

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn control(title: &str) -> Control {
    Control {
        organisation: "Ährenfeld Software GmbH".to_owned(),
        scope: "Development and operation of the appointment service, with all staff and sites in Köln and Leipzig."
            .to_owned(),
        title: title.to_owned(),
        version: "v2026.11".to_owned(),
        as_of: Some(day("2026-12-01")),
        commit: Some("4f1c2a9be07d5563e8d1a2f90b7c44de10a39f52".to_owned()),
        classification: "Internal".to_owned(),
        owner: "ROL-ciso (Information security officer)".to_owned(),
        approved: "ROL-management (Managing director), 2026-11-27".to_owned(),
        history: Extent::Full,
        tool: "isms 0.1.0".to_owned(),
        language: "en".to_owned(),
        ..Control::default()
    }
}

/// Everything that can stand in a document.
pub(super) fn review() -> Document {
    let mut document = Document {
        name: "management-review".into(),
        control: control("Management review"),
        sections: Vec::new(),
    };
    document.sections.push(summary());
    document.sections.push(risks());
    document.sections.push(prose());
    document.sections.push(drawings());
    document.sections.push(wide());
    document
}

fn summary() -> Section {
    let mut section = Section::new("summary", "Where the management system stands");
    section.say(
        "The management system was run as planned in the period from December 2025 to November 2026. Two \
         nonconformities of the surveillance audit are closed, one corrective action is late, and the objective for \
         restoring services was missed in the second quarter.",
    );
    let figure = |label: &str, value: &str, note: &str, tone, trend: &[Option<f64>]| Figure {
        label: label.into(),
        value: value.into(),
        note: note.into(),
        tone,
        trend: trend.to_vec(),
        to: Some(Target::Anchor("RSK-0001".into())),
    };
    section.push(Block::Figures(vec![
        figure(
            "Risks above the appetite",
            "3",
            "of 41; 5 a year ago",
            Tone::Watch,
            &[Some(5.0), Some(5.0), Some(4.0), None, Some(3.0)],
        ),
        figure(
            "Actions closed in time",
            "88 %",
            "22 of 25, 2 not yet due",
            Tone::Good,
            &[Some(70.0), Some(81.0), Some(79.0), Some(88.0)],
        ),
        figure("Controls without evidence", "2", "A.8.16 and A.5.30", Tone::Bad, &[]),
        figure("Staff trained", "57 of 58", "one on parental leave", Tone::Plain, &[Some(1.0), Some(1.0)]),
    ]));
    section.push(Block::Facts(vec![
        ("Period".into(), Cell::text("2025-12-01 to 2026-11-30")),
        ("Reviewed by".into(), Cell::records(["ROL-management", "ROL-ciso"])),
        ("Result".into(), Cell::state("effective with improvements", Tone::Good)),
        ("Next review".into(), Cell::Date(day("2027-05-31"))),
        (
            "Signed".into(),
            Cell::Gap(Gap::new("review-without-approval", "no approval is recorded", Tone::Bad)),
        ),
    ]));
    section.push(Block::Gap(Gap::new(
        "clause-without-evidence",
        "no record shows how changes of the management system are planned (clause 6.3)",
        Tone::Watch,
    )));
    section
}

fn risks() -> Section {
    let mut section = Section::new("risks", "Risks and their treatment");
    section.say("All risks above the appetite, worst first. Each leads to its record.");
    let columns = vec![
        Column::new("id", "Risk").of(ColumnType::Id),
        Column::new("title", "What can happen").weight(4),
        Column::new("owner", "Owner").of(ColumnType::Id),
        Column::new("score", "Score").of(ColumnType::Number),
        Column::new("treatment", "Treatment").of(ColumnType::State),
        Column::new("due", "Due").of(ColumnType::Date),
    ];
    let mut table = Table::new("risks", "Risks above the appetite", columns);
    for at in 1..=60_u32 {
        table.push(vec![
            Cell::record(format!("RSK-{at:04}")),
            Cell::text("A supplier that runs the data centre loses power for longer than its batteries last, and the service is down for all customers."),
            Cell::records(["ROL-operations", "ROL-ciso"]),
            Cell::number(f64::from(at) * 1234.5, 1, "EUR"),
            [Cell::state("accepted", Tone::Good), Cell::state("late", Tone::Bad), Cell::state("in progress", Tone::Watch), Cell::Gap(Gap::new("risk-without-treatment", "no treatment", Tone::Bad))][at as usize % 4].clone(),
            Cell::Date(day("2027-01-31")),
        ]);
    }
    section.push(Block::Table(table));
    for at in 1..=3 {
        let id = format!("RSK-{at:04}");
        let mut part = Section::new(&id, format!("{id}: Loss of power in the data centre"));
        part.push(Block::Paragraph(vec![
            Inline::text("See "),
            Inline::record("RSK-0002"),
            Inline::text(", the "),
            Inline::link("nowhere", "missing place"),
            Inline::text(" and "),
            Inline::Link {
                to: Target::Url("https://example.org/a?b=c".into()),
                text: vec![Inline::text("the contract")],
            },
            Inline::text("."),
        ]));
        let mut deeper = Section::new(format!("{id}-history"), "What changed");
        deeper.say("On 2026-03-02 the likelihood went from 4 to 3.");
        part.sections.push(deeper);
        section.sections.push(part);
    }
    section
}

fn prose() -> Section {
    let mut section = Section::new("prose", "Text that somebody wrote");
    section.blocks = markdown(
        "### How incidents are handled\n\nEvery **incident** is told to the *service desk*, ~~by phone~~ by ticket or \
         with `isms new incident`. It is:\n\n- rated by impact\n- given to somebody:\n  1. by day, to operations\n  2. by \
         night, to whoever is on call\n- closed with a review\n\n> What was learned is written down, or it was not learned.\n> Anybody can add to it.\n\n```\nfor each incident {\n    review(incident);\n}\n```\n\n---\n\n| Step | Who |\n|---|---|\n| Rate | Desk |\n| Close | Owner |\n",
    );
    section.push(Block::Paragraph(vec![Inline::text("\u{627}\u{644}\u{633}\u{644}\u{627}\u{645} \u{639}\u{644}\u{64a}\u{643}\u{645} and \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{5e2}\u{5d5}\u{5dc}\u{5dd}, \u{4fe1}\u{606f}\u{5b89}\u{5168}\u{7ba1}\u{7406}, \u{b098}\u{b77c}, \u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940}, \u{3b1}\u{3b2}\u{3b3}, \u{416}\u{443}\u{43a}, \u{e20}\u{e32}\u{e29}\u{e32}\u{e44}\u{e17}\u{e22}, \u{2713} \u{26a0} \u{1f512} \u{1f469}\u{200d}\u{1f4bb} Ünïcödé \u{df} \u{20ac}")]));
    section.say("\u{627}\u{644}\u{633}\u{644}\u{627}\u{645} \u{639}\u{644}\u{64a}\u{643}\u{645} \u{648}\u{631}\u{62d}\u{645}\u{629} \u{627}\u{644}\u{644}\u{647} \u{648}\u{628}\u{631}\u{643}\u{627}\u{62a}\u{647}, ISO/IEC 27001, \u{627}\u{644}\u{633}\u{644}\u{627}\u{645} \u{639}\u{644}\u{64a}\u{643}\u{645} \u{648}\u{631}\u{62d}\u{645}\u{629} \u{627}\u{644}\u{644}\u{647} \u{648}\u{628}\u{631}\u{643}\u{627}\u{62a}\u{647}.");
    section
}

fn wide() -> Section {
    let mut section = Section::new("soa", "Statement of applicability");
    let names =
        ["Control", "Title", "Applicable", "Why", "State", "How", "Evidence", "Owner", "Reviewed", "Risks"];
    let weights = [1, 3, 1, 3, 1, 4, 2, 1, 1, 2];
    let columns =
        names.iter().zip(weights).map(|(name, weight)| Column::new(name.to_lowercase(), name).weight(weight));
    let mut table = Table::new("soa", "Controls", columns.collect());
    for at in 1..=40 {
        table.push(vec![
            Cell::record(format!("A.{}.{at}", 5 + at % 4)),
            Cell::text("Information security during disruption"),
            Cell::text("yes"),
            Cell::text("Needed to treat risks, and asked for by customers in their contracts."),
            Cell::state(
                ["in place", "partly", "planned"][at % 3],
                [Tone::Good, Tone::Watch, Tone::Plain][at % 3],
            ),
            Cell::text(
                "Plans are exercised twice a year; services restart in the second region within four hours.",
            ),
            Cell::list([Cell::record("EXR-2026-1"), Cell::record("EXR-2026-2")]),
            Cell::record("ROL-operations"),
            Cell::Date(day("2026-06-30")),
            Cell::records(["RSK-0001", "RSK-0002", "RSK-0003"]),
        ]);
    }
    section.push(Block::Table(table));
    section
}

/// Text that tries to do harm.
pub(super) fn hostile() -> Document {
    let words = [
        "<script>alert(1)</script> =1+1 (paren) \\ backslash ) ET BT",
        "\u{1b}[31m\u{0}\u{7}\u{202e}txt.exe\u{2066}x\u{feff}\u{fffe}\u{ffff}\u{e000}\u{10ffff}",
        "\u{627}\u{644}\u{633}\u{644}\u{627}\u{645} 123 abc (\u{5e9}\u{5dc}\u{5d5}\u{5dd})",
        "a\u{301}\u{302}\u{303}\u{f39}\u{20e3} Z\u{351}\u{36b}\u{343}a\u{363}l\u{368}g\u{35c}o",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{1f1e9}\u{1f1ea} \u{1f3f4}\u{e0067}\u{e007f} \u{65e5}\u{672c}\u{8a9e}\u{30c6}\u{30ad}\u{30b9}\u{30c8}",
        "\n\n\n",
        "",
        "   ",
    ];
    let mut document = Document { name: "hostile".into(), control: control(words[0]), sections: Vec::new() };
    document.control.organisation = words[4].to_owned();
    document.control.scope = words[1].to_owned();
    document.control.classification = words[2].to_owned();
    document.control.draft = words.map(str::to_owned).to_vec();
    document.control.commit = Some(words[3].to_owned());
    document.control.language = "x-\"><".to_owned();
    let mut section = Section::new("a", words[1]);
    let columns = (0..words.len()).map(|at| Column::new(at.to_string(), words[at]).weight(at as u8));
    let mut table = Table::new("t", words[2], columns.collect());
    for turn in 0..words.len() {
        let cells = (0..words.len()).map(|at| match (at + turn) % 4 {
            0 => Cell::Text(words[at].to_owned()),
            1 => Cell::Record(words[at].to_owned()),
            2 => Cell::Gap(Gap { rule: words[at].into(), message: words[at].into(), tone: Tone::Bad }),
            _ => Cell::State { word: words[at].into(), tone: Tone::Watch },
        });
        table.rows.push(Row { anchor: Some(words[turn].to_owned()), cells: cells.collect() });
    }
    section.push(Block::Table(table));
    section.push(Block::Figures(vec![Figure {
        value: words[3].into(),
        trend: vec![Some(f64::NAN), Some(f64::INFINITY), Some(1.0), Some(1.0)],
        ..Figure::default()
    }]));
    section.push(Block::Figures(Vec::new()));
    section.push(Block::List { start: Some(u64::MAX), items: vec![vec![], vec![Block::say(words[0])]] });
    section.push(Block::Code(words.join("\n")));
    section.push(Block::Table(Table::new("empty", "", vec![Column::new("a", "")])));
    section.push(Block::Table(Table::default()));
    let mut deep = Section::new("", "");
    for _ in 0..12 {
        let mut outer = Section::new("", " ");
        outer.sections.push(deep);
        deep = outer;
    }
    document.sections = vec![section, deep];
    document
}

/// A cell with a text that is far longer than a page.
pub(super) fn long(text: &str) -> Document {
    let mut section = Section::new("a", "Long");
    let columns = vec![Column::new("id", "Id").of(ColumnType::Id), Column::new("text", "Text").weight(4)];
    let mut table = Table::new("t", "Long", columns);
    table.push(vec![Cell::record("RSK-0001"), Cell::Text(text.to_owned())]);
    section.push(Block::Table(table));
    Document { name: "long".into(), control: control("Long"), sections: vec![section] }
}

/// A register of many rows.
pub(super) fn register(rows: usize) -> Document {
    let names = ["id", "title", "owner", "status", "score", "due", "links", "note"];
    let types = [
        ColumnType::Id,
        ColumnType::Text,
        ColumnType::Id,
        ColumnType::State,
        ColumnType::Number,
        ColumnType::Date,
        ColumnType::Id,
        ColumnType::Text,
    ];
    let columns = names
        .iter()
        .zip(types)
        .map(|(name, ty)| Column::new(*name, name).of(ty).weight(if ty == ColumnType::Text { 3 } else { 1 }));
    let mut table = Table::new("t", "Register", columns.collect());
    let verbs = ["Restore", "Review", "Renew", "Replace", "Rotate", "Record", "Retire"];
    let things = [
        "the backup of the database",
        "access rights of leavers",
        "the contract with the host",
        "keys",
        "the firewall rules",
        "the exercise of recovery",
    ];
    for at in 0..rows {
        table.push(vec![
            Cell::record(format!("ACT-{at:05}")),
            Cell::text(format!("{} {}", verbs[at % 7], things[at % 6])),
            Cell::record(format!("ROL-{}", at % 23)),
            Cell::state(["open", "done", "late"][at % 3], [Tone::Watch, Tone::Good, Tone::Bad][at % 3]),
            Cell::number(at as f64 * 1.25, 2, ""),
            Cell::Date(day("2026-12-01")),
            Cell::records([format!("RSK-{:04}", at % 997), format!("CTL-{:03}", at % 93)]),
            Cell::text(format!("Told on 2026-0{}-1{} by the owner", at % 9 + 1, at % 9)),
        ]);
        table.rows[at].anchor = Some(format!("ACT-{at:05}"));
    }
    let mut section = Section::new("register", "Register of actions");
    section.push(Block::Table(table));
    Document { name: "register".into(), control: control("Register"), sections: vec![section] }
}
