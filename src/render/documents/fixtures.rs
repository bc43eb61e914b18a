//! Documents to try renderers with: one as rich as an auditor pack, one whose every word means harm, one of any size.

use crate::base::Date;
use crate::diagram::{Diagram, Edge, EdgeClass, Node, Stroke};
use crate::document::{
    Bar, Block, Cell, Chart, Column, ColumnType, Control, Document, Extent, Figure, Gap, Heat, HeatCell,
    Inline, Occasion, Picture, Plot, Point, Row, Section, Table, Target, Tone, Trend, clean, clean_lines,
    markdown,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The document control of the examples.
pub(crate) fn control(title: &str) -> Control {
    Control {
        organisation: "Aehrenfeld Logistik GmbH".into(),
        scope: "Planning, operation and support of the freight platform at the sites Hamburg and Leipzig, with the \
                people, suppliers and systems that this needs"
            .into(),
        title: title.into(),
        version: "v2026.4".into(),
        as_of: Some(day("2026-12-01")),
        commit: Some("3f9c2ab17d4e5f60718293a4b5c6d7e8f9012345".into()),
        classification: "Confidential".into(),
        owner: "Petra Lindqvist (ROL-ciso)".into(),
        approved: "Jonas Weber (ROL-ceo) on 2026-11-28".into(),
        history: Extent::Full,
        tool: "isms 0.1.0".into(),
        left_out: vec!["3 fields with personal data".into()],
        language: "en".into(),
        ..Control::default()
    }
}

/// A document as rich as an auditor pack.
pub(crate) fn pack() -> Document {
    let sections = vec![
        overview(),
        context(),
        processes(),
        soa(),
        risks(),
        actions(),
        metrics(),
        clauses(),
        records(41),
    ];
    Document { name: "pack".into(), control: control("ISMS audit pack 2026"), sections }
}

/// As many records as are wanted, each with a row in a register and a page.
pub(crate) fn large(records: usize) -> Document {
    let mut register = Section::new("register", "Register");
    register.push(Block::Table(risk_table("all-risks", records)));
    let sections = vec![overview(), register, self::records(records)];
    Document { name: "pack".into(), control: control("ISMS audit pack 2026"), sections }
}

fn figure(label: &str, value: &str, note: &str, tone: Tone, trend: &[f64], to: &str) -> Figure {
    Figure {
        label: label.into(),
        value: value.into(),
        note: note.into(),
        tone,
        trend: trend.iter().map(|value| Some(*value)).collect(),
        to: Some(Target::Anchor(to.into())),
    }
}

fn overview() -> Section {
    let mut section = Section::new("overview", "Overview");
    section.push(Block::Figures(vec![
        figure("Overdue reviews", "7", "of 182 records", Tone::Bad, &[2.0, 3.0, 3.0, 5.0, 7.0], "actions"),
        figure(
            "Risks above appetite",
            "3",
            "of 41, 2 with an acceptance",
            Tone::Watch,
            &[9.0, 7.0, 5.0, 3.0, 3.0],
            "risks",
        ),
        figure(
            "Controls implemented",
            "88 %",
            "75 of 85 applicable",
            Tone::Good,
            &[61.0, 70.0, 74.0, 80.0, 88.0],
            "soa",
        ),
        figure(
            "Open nonconformities",
            "2",
            "none is major",
            Tone::Watch,
            &[1.0, 1.0, 2.0, 4.0, 2.0],
            "actions",
        ),
        figure("Late actions", "0", "", Tone::Good, &[3.0, 2.0, 4.0, 1.0, 0.0], "actions"),
        Figure {
            trend: vec![Some(3.0), None, None, Some(6.0), Some(5.0)],
            ..figure("Evidence that expires within 30 days", "5", "", Tone::Plain, &[], "nowhere")
        },
    ]));
    section.say("What an auditor will ask first, in the order of how much it matters:");
    section.push(Block::List {
        start: Some(1),
        items: vec![
            vec![Block::Paragraph(vec![
                Inline::text("Why is "),
                Inline::record("RSK-0003"),
                Inline::text(" above the appetite without an acceptance since 2026-09-14?"),
            ])],
            vec![Block::say("Which evidence shows that access rights of leavers were removed in time?")],
            vec![Block::Paragraph(vec![
                Inline::text("Who decided that "),
                Inline::record("A.7.4"),
                Inline::text(" does not apply?"),
            ])],
        ],
    });
    section.push(Block::Gap(Gap::new(
        "management-review-missing-input",
        "the management review of 2026-11-12 did not look at feedback from interested parties",
        Tone::Bad,
    )));
    section.push(Block::Gap(Gap::new(
        "due-soon",
        "the internal audit of clause 9 is due on 2026-12-15",
        Tone::Watch,
    )));
    section
}

const POLICY: &str = "## Purpose

The *information security policy* says what **we** protect, and why. It is read by everybody who works for us, see
[the map of processes](maps/process.md) and [the standard](https://www.iso.org/standard/27001).

> Security is what lets us promise a delivery.

1. Protect what customers entrust to us.
2. Keep the platform running:
   - at both sites,
   - and when a supplier fails.

| Role | Duty |
|---|---|
| Chief executive | approves this policy |
| Every line manager | `explains` it each year |

---

~~Faxes are sent to the back office.~~
";

fn context() -> Section {
    let mut section = Section::new("context", "Context and scope");
    section.push(Block::Facts(vec![
        ("People".into(), Cell::count(58)),
        ("Sites".into(), Cell::list([Cell::text("Hamburg"), Cell::text("Leipzig")])),
        ("Certified since".into(), Cell::Date(day("2025-10-17"))),
        ("Next audit".into(), Cell::Gap(Gap::new("audit-not-planned", "no surveillance audit is planned", Tone::Watch))),
        ("Interfaces".into(), Cell::text("The data centre is run by a supplier under contract; its walls, power and guards are outside of the scope, its services are inside. Customers reach the platform over the internet alone, and carriers by a private line.")),
    ]));
    let mut policy = Section::new("DOC-0001", "Information security policy");
    policy.blocks = markdown(POLICY);
    let mut parties = Section::new("parties", "Interested parties");
    let columns = vec![
        Column::new("party", "Party"),
        Column::new("need", "What it needs").weight(4),
        Column::new("answer", "Answered by").of(ColumnType::Id),
    ];
    let mut table = Table::new("parties", "Who expects what", columns);
    table.push(vec![
        Cell::text("Customers"),
        Cell::text("Their freight data stays confidential and can be had at any hour"),
        Cell::records(["RSK-0001", "RSK-0002", "A.5.23"]),
    ]);
    table.push(vec![
        Cell::text("شركة الشحن"),
        Cell::text("إشعار خلال 24 ساعة (24h) عند وقوع حادث"),
        Cell::records(["INC-0001"]),
    ]);
    table.push(vec![
        Cell::text("Authority"),
        Cell::Empty,
        Cell::Gap(Gap::new("party-unanswered", "nothing answers it", Tone::Bad)),
    ]);
    parties.push(Block::Table(table));
    section.sections = vec![policy, parties];
    section
}

fn processes() -> Section {
    let mut section = Section::new("interactions", "Processes and how they interact");
    let mut diagram = Diagram::new(
        "Processes and their interactions",
        "Twelve processes in the order of the management cycle; a line is an interaction that was declared or seen in records.",
    );
    diagram.classes = vec![
        EdgeClass::new("current", "declared, and records show it", Stroke::Solid),
        EdgeClass::new("quiet", "declared, asleep", Stroke::Dashed),
        EdgeClass::new("unproved", "declared, no record shows it", Stroke::Dotted),
        EdgeClass::new("undeclared", "seen in records, not declared", Stroke::Double),
    ];
    diagram.steps = ["Plan", "Do", "Check", "Act"].map(str::to_owned).to_vec();
    let names = [
        "Context and scope",
        "Risk assessment",
        "Risk treatment",
        "Objectives",
        "Awareness and competence",
        "Supplier control",
        "Incident handling",
        "Change control",
        "Monitoring and metrics",
        "Internal audit",
        "Management review",
        "Improvement",
    ];
    for (at, name) in names.iter().enumerate() {
        let mut node = Node::new(format!("PRC-{}", at + 1), name);
        node.note(["ROL-ciso", "ROL-it", "ROL-quality"][at % 3]);
        node.step = Some(at.min(11) / 4 + usize::from(at == 11));
        diagram.nodes.push(node);
    }
    for (from, to, class, label) in [
        (0, 1, 0, "scope"),
        (1, 2, 0, "risks"),
        (2, 3, 0, "plan"),
        (2, 4, 0, "training"),
        (2, 5, 1, "requirements"),
        (5, 6, 2, "notices"),
        (6, 8, 0, "figures"),
        (7, 8, 3, "changes"),
        (3, 8, 0, "targets"),
        (8, 9, 0, "results"),
        (9, 10, 0, "findings"),
        (8, 10, 0, "metrics"),
        (10, 11, 0, "decisions"),
        (11, 1, 1, "actions"),
        (6, 11, 0, "causes"),
        (2, 7, 0, "measures"),
    ] {
        let mut edge = Edge::new(from, to, class, label);
        edge.weight = 1 + from;
        diagram.edges.push(edge);
    }
    let columns = vec![
        Column::new("from", "From"),
        Column::new("to", "To"),
        Column::new("what", "What is handed over"),
        Column::new("state", "State").of(ColumnType::State),
    ];
    let mut table = Table::new("interactions", "Interactions", columns);
    for edge in &diagram.edges {
        let tone = [Tone::Good, Tone::Watch, Tone::Bad, Tone::Watch][edge.class];
        table.push(vec![
            Cell::text(names[edge.from]),
            Cell::text(names[edge.to]),
            Cell::text(&edge.label),
            Cell::state(["current", "quiet", "unproved", "undeclared"][edge.class], tone),
        ]);
    }
    section.push(Block::Picture(Box::new(Picture { diagram, table })));
    section
}

fn soa() -> Section {
    let columns = vec![
        Column::new("control", "Control").of(ColumnType::Id),
        Column::new("name", "Name").weight(3),
        Column::new("applicable", "Applies").of(ColumnType::State).choices(["yes", "no"]),
        Column::new("reason", "Reason").weight(4),
        Column::new("status", "Status").of(ColumnType::State),
        Column::new("owner", "Owner"),
        Column::new("risks", "Risks").of(ColumnType::Id).weight(2),
        Column::new("evidence", "Evidence").weight(2),
        Column::new("reviewed", "Reviewed").of(ColumnType::Date),
        Column::new("effect", "Effect").of(ColumnType::Number),
    ];
    let mut table = Table::new("soa", "Statement of Applicability", columns);
    table.register = true;
    let groups = [(5, 37), (6, 8), (7, 14), (8, 34)];
    let names = [
        "Policies that guide",
        "Duties kept apart",
        "Contact with authorities",
        "Inventory of what we have",
        "Access when it is needed",
        "Secrets and keys",
        "Suppliers we rely on",
        "Learning from incidents",
    ];
    for (index, (group, number)) in
        groups.iter().flat_map(|&(group, last)| (1..=last).map(move |number| (group, number))).enumerate()
    {
        let id = format!("A.{group}.{number}");
        let excluded = index % 12 == 7;
        let state = [
            ("implemented", Tone::Good),
            ("in part", Tone::Watch),
            ("planned", Tone::Plain),
            ("not implemented", Tone::Bad),
        ][(index / 3) % 4];
        let cells = vec![
            Cell::record(&id),
            Cell::text(names[index % names.len()]),
            if excluded { Cell::state("no", Tone::Past) } else { Cell::state("yes", Tone::Plain) },
            Cell::text(if excluded {
                "No work of that sort is done at any site in the scope; decided with the scope of 2026-03-02."
            } else {
                "Treats risks, and the contract with the largest customer asks for it."
            }),
            if excluded { Cell::Empty } else { Cell::state(state.0, state.1) },
            if index % 17 == 4 {
                Cell::Gap(Gap::new("control-without-owner", "no owner", Tone::Bad))
            } else {
                Cell::text(["ROL-ciso", "ROL-it", "ROL-hr"][index % 3])
            },
            Cell::records((0..index % 4).map(|at| format!("RSK-{:04}", (index + at * 7) % 41 + 1))),
            if index % 9 == 5 {
                Cell::Gap(Gap::new("control-without-evidence", "no record shows it", Tone::Watch))
            } else {
                Cell::records([format!("EVD-{:04}", index + 1)])
            },
            Cell::date(day("2025-12-20").plus_days(index as i64 * 3)),
            if index % 5 == 0 { Cell::Empty } else { Cell::number(40.0 + (index * 13 % 60) as f64, 0, "%") },
        ];
        table.rows.push(Row { anchor: Some(id), cells });
    }
    let mut section = Section::new("soa", "Statement of Applicability");
    section.say("Every reference control is judged; what does not apply stands here with its reason, too. A status is the worst of the records that implement the control.");
    section.push(Block::Table(table));
    section
}

fn risk_table(key: &str, records: usize) -> Table {
    let columns = vec![
        Column::new("id", "Risk").of(ColumnType::Id),
        Column::new("title", "Title").weight(4),
        Column::new("owner", "Owner"),
        Column::new("likelihood", "Likelihood").of(ColumnType::Number),
        Column::new("impact", "Impact").of(ColumnType::Number),
        Column::new("level", "Level").of(ColumnType::State),
        Column::new("treatment", "Treatment").choices(["reduce", "avoid", "share", "retain"]),
        Column::new("due", "Next review").of(ColumnType::Date),
    ];
    let mut table = Table::new(key, "Risk register", columns);
    table.register = true;
    for at in 1..=records {
        table.push(risk_row(at));
    }
    table
}

const TITLES: [&str; 5] = [
    "Ransomware stops the freight platform for more than a day",
    "A leaver keeps access to customer data",
    "The only person who knows the interface to customs leaves",
    "A supplier loses backups that nobody has tried to restore",
    "Fire in the server room in Leipzig",
];

fn risk_row(at: usize) -> Vec<Cell> {
    let (word, tone) = [("low", Tone::Good), ("medium", Tone::Watch), ("high", Tone::Bad)][at * 7 % 3];
    vec![
        Cell::record(format!("RSK-{at:04}")),
        Cell::text(TITLES[at % 5]),
        Cell::text(["ROL-ciso", "ROL-it", "ROL-operations"][at % 3]),
        Cell::count(at * 7 % 5 + 1),
        Cell::count(at * 3 % 5 + 1),
        Cell::state(word, tone),
        Cell::text(["reduce", "share", "retain", "avoid"][at % 4]),
        Cell::date(day("2026-10-10").plus_days((at * 5 % 400) as i64)),
    ]
}

fn heat(title: &str, shift: usize) -> Block {
    let steps = |names: [&str; 5]| names.map(str::to_owned).to_vec();
    let cell = |up: usize, across: usize| {
        let score = (up + 1) * (across + 1);
        let ids = match (up * 5 + across + shift) % 7 {
            0 => (1..=(up + 2)).map(|at| format!("RSK-{:04}", (score * at) % 41 + 1)).collect(),
            3 => vec![format!("RSK-{:04}", score + shift)],
            _ => Vec::new(),
        };
        let band = [4, 9, 14, 19].iter().filter(|most| score > **most).count();
        HeatCell { score: score.to_string(), band, above: score >= 12, ids }
    };
    let heat = Heat {
        across: ("Likelihood".into(), steps(["rare", "unlikely", "possible", "likely", "almost certain"])),
        up: ("Impact".into(), steps(["negligible", "minor", "moderate", "major", "threatens the company"])),
        cells: (0..5).map(|up| (0..5).map(|across| cell(up, across)).collect()).collect(),
        bands: ["very low", "low", "medium", "high", "very high"].map(str::to_owned).to_vec(),
    };
    let columns = vec![
        Column::new("id", "Risk").of(ColumnType::Id),
        Column::new("score", "Score").of(ColumnType::Number),
    ];
    let mut table = Table::new(format!("heat-{shift}"), title, columns);
    for cell in heat.cells.iter().flatten() {
        cell.ids.iter().for_each(|id| {
            table.push(vec![Cell::record(id), Cell::number(cell.score.parse().unwrap(), 0, "")])
        });
    }
    Block::Chart(Chart {
        title: title.into(),
        description: format!(
            "{} risks; those right of and above the thick line are beyond the appetite.",
            table.rows.len()
        ),
        plot: Plot::Heat(heat),
        table,
    })
}

fn risks() -> Section {
    let mut section = Section::new("risks", "Risks");
    section.push(heat("Inherent risk", 0));
    section.push(heat("Current risk", 2));
    section.push(heat("Residual risk", 5));
    section.push(Block::Table(risk_table("risks", 41)));
    section
}

fn trend(title: &str, unit: &str, values: &[Option<f64>], target: Option<f64>) -> Block {
    let points: Vec<Point> = values
        .iter()
        .enumerate()
        .map(|(at, value)| Point { label: format!("2026-{:02}", at + 1), value: *value })
        .collect();
    let columns = vec![Column::new("month", "Month"), Column::new("value", title).of(ColumnType::Number)];
    let mut table = Table::new(clean(title).to_lowercase().replace(' ', "-"), title, columns);
    for point in &points {
        table.push(vec![
            Cell::text(&point.label),
            point.value.map_or(Cell::Gap(Gap::new("", "not measured", Tone::Watch)), |value| {
                Cell::number(value, 1, unit)
            }),
        ]);
    }
    Block::Chart(Chart {
        title: title.into(),
        description: "Measured at the end of each month.".into(),
        plot: Plot::Trend(Trend { unit: unit.into(), points, target }),
        table,
    })
}

fn actions() -> Section {
    let mut section = Section::new("actions", "Treatment plan and actions");
    let columns = vec![
        Column::new("day", "Day").of(ColumnType::Date),
        Column::new("what", "What").weight(3),
        Column::new("id", "Record").of(ColumnType::Id),
    ];
    let mut table = Table::new("due", "What falls due", columns);
    let mut occasions = Vec::new();
    for at in 0..34_i64 {
        let day = day("2026-10-20").plus_days(at * at / 3 + at % 4).unwrap();
        let tone = if day < self::day("2026-12-01") {
            Tone::Bad
        } else if at < 16 {
            Tone::Watch
        } else {
            Tone::Plain
        };
        let id = format!("RSK-{:04}", at % 41 + 1);
        table.push(vec![Cell::Date(day), Cell::text("Review of the risk with its owner"), Cell::record(&id)]);
        occasions.push(Occasion { day, label: "Review of the risk with its owner".into(), id, tone });
    }
    section.push(Block::Chart(Chart {
        title: "What falls due".into(),
        description: "Reviews, actions and evidence of the next twelve months.".into(),
        plot: Plot::Calendar { today: day("2026-12-01"), occasions },
        table,
    }));
    let values: Vec<Option<f64>> =
        [31.0, 30.0, 34.0, 28.0, 25.0, 26.0, 19.0, 17.0, 12.0, 9.0, 4.0].map(Some).to_vec();
    section.push(trend("Open actions", "", &values, None));
    let bars = [
        ("Awareness and competence", 11.0, Tone::Good),
        ("Supplier control", 7.0, Tone::Watch),
        ("Incident handling", 4.0, Tone::Bad),
        ("Change control of the freight platform and its interfaces", 2.0, Tone::Plain),
        ("Internal audit", 0.0, Tone::Past),
    ];
    let columns = vec![Column::new("process", "Process"), Column::new("open", "Open").of(ColumnType::Number)];
    let mut table = Table::new("by-process", "Open actions by process", columns);
    bars.iter().for_each(|(name, value, _)| table.push(vec![Cell::text(name), Cell::number(*value, 0, "")]));
    let bars = bars
        .map(|(label, value, tone)| Bar {
            label: label.into(),
            value,
            tone,
            to: Some(Target::Anchor("interactions".into())),
        })
        .to_vec();
    section.push(Block::Chart(Chart {
        title: "Open actions by process".into(),
        description: "Late ones have a cross.".into(),
        plot: Plot::Bars { bars, unit: String::new() },
        table,
    }));
    section
}

fn metrics() -> Section {
    let mut section = Section::new("metrics", "Objectives and metrics");
    let values = [
        Some(93.2),
        Some(94.0),
        Some(95.1),
        None,
        None,
        Some(96.4),
        Some(97.0),
        Some(96.1),
        Some(97.7),
        Some(98.2),
        Some(98.0),
    ];
    section.push(trend("Patches in time", "%", &values, Some(97.0)));
    section.push(trend(
        "Hours until a leaver has no access",
        "h",
        &[Some(30.0), Some(22.0), Some(26.0), Some(11.0), Some(7.5), Some(6.0)],
        Some(8.0),
    ));
    section
}

fn clauses() -> Section {
    let mut section = Section::new("clauses", "Clauses 4 to 10");
    for (number, name) in [(4, "Context"), (5, "Leadership"), (6, "Planning"), (9, "Performance evaluation")]
    {
        let mut part = Section::new(format!("clause-{number}"), format!("Clause {number}: {name}"));
        let columns = vec![
            Column::new("clause", "Clause"),
            Column::new("asks", "What it asks").weight(4),
            Column::new("shown", "Shown by").of(ColumnType::Id).weight(3),
            Column::new("state", "State").of(ColumnType::State),
        ];
        let mut table =
            Table::new(format!("clause-{number}"), format!("What shows clause {number}"), columns);
        for at in 1..=4 {
            let shown = if at == 3 {
                Cell::Gap(Gap::new("clause-without-evidence", "no record shows it", Tone::Bad))
            } else {
                Cell::records((1..=at * 3).map(|id| format!("RSK-{id:04}")))
            };
            let state =
                if at == 3 { Cell::state("missing", Tone::Bad) } else { Cell::state("shown", Tone::Good) };
            table.push(vec![
                Cell::text(format!("{number}.{at}")),
                Cell::text("Decide what matters for security, write it down, keep it up to date."),
                shown,
                state,
            ]);
        }
        part.push(Block::Table(table));
        section.sections.push(part);
    }
    section
}

fn records(risks: usize) -> Section {
    let mut section = Section::new("records", "Records");
    section.say("Every record with all of its fields, what it points to, and what points to it.");
    let mut kind = Section::new("kind-risk", "Risks");
    kind.sections = (1..=risks).map(record).collect();
    let mut processes = Section::new("kind-process", "Processes");
    processes.sections = (1..=12)
        .map(|at| {
            let mut page = Section::new(format!("PRC-{at}"), format!("PRC-{at}: a process"));
            page.folded = true;
            page.say("Owned by the quality manager.");
            page
        })
        .collect();
    section.sections = vec![kind, processes];
    section
}

fn record(at: usize) -> Section {
    let mut page = Section::new(format!("RSK-{at:04}"), format!("RSK-{at:04}: {}", TITLES[at % 5]));
    page.folded = true;
    page.push(Block::Facts(vec![
        ("Owner".into(), Cell::text(["ROL-ciso", "ROL-it", "ROL-operations"][at % 3])),
        ("Likelihood".into(), Cell::count(at * 7 % 5 + 1)),
        ("Impact".into(), Cell::count(at * 3 % 5 + 1)),
        ("Treatment".into(), Cell::text("reduce")),
        ("Controls".into(), Cell::records([format!("A.5.{}", at % 37 + 1), format!("A.8.{}", at % 34 + 1)])),
        ("Next review".into(), Cell::date(day("2026-10-10").plus_days((at * 5 % 400) as i64))),
        ("Acceptance".into(), Cell::Gap(Gap::new("risk-above-appetite", "nobody accepted it", Tone::Bad))),
        (
            "Pointed to by".into(),
            Cell::records([format!("A.5.{}", at % 30 + 1), format!("RSK-{:04}", at % 40 + 1)]),
        ),
        ("Where".into(), Cell::text(format!("risks/RSK-{at:04}.yaml, line 1"))),
    ]));
    page.blocks.extend(markdown("An attacker encrypts the servers of the platform. Orders are then taken by telephone, which lasts **a day** before carriers leave.\n\n- last seen at a competitor in 2026\n- backups are tried each quarter"));
    page
}

/// What tries to get out of its place.
pub(crate) const HOSTILE: [&str; 16] = [
    "<script>document.title='harmed'</script>",
    "\"><img src=x onerror=\"document.title='harmed'\">",
    "'-alert(1)-' ` ${7*7} {{7*7}} {% include 'x' %}",
    "</title></style></script></textarea></svg><script>document.title='harmed'</script>",
    "javascript:document.title='harmed'",
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)\t-2",
    "\u{1b}]0;harmed\u{7}\u{1b}[31mred",
    "a\u{202e}txt.exe\u{2066}b\u{200b}c\u{feff}d",
    "مرحبا (RSK-1) שלום 42%",
    "👩‍🚀🇩🇪✓ ＝1 ﷽ \u{fffe} \u{1f600}",
    "]]> --> <!-- &#x3c;b&#x3e; &lt;b&gt; &amp;",
    "\\ \\\\ \\n \\u0041 C:\\temp",
    "::error::x ##[group]y\n::set-output name=x::y",
    "| a | b |\n# head\n[x](javascript:alert(1)) <https://evil.example>",
];

/// A document whose every word, name and anchor means harm. Parts that a report cleans are cleaned here as reports do it.
pub(crate) fn hostile() -> Document {
    let bad = |at: usize| HOSTILE[at % HOSTILE.len()];
    let mut control = control(bad(3));
    control.organisation = clean(bad(1));
    control.scope = clean(bad(0));
    control.version = clean(bad(12));
    control.classification = clean(bad(3));
    control.owner = clean(bad(10));
    control.approved = clean(bad(9));
    control.draft = HOSTILE.iter().map(clean).collect();
    control.left_out = HOSTILE.iter().map(clean).collect();
    control.tool = clean(bad(4));
    let mut section = Section::new(bad(1), bad(0));
    let columns = HOSTILE
        .iter()
        .take(8)
        .enumerate()
        .map(|(at, words)| Column::new(*words, words).choices([bad(at + 1)]))
        .collect();
    let mut table = Table::new(bad(3), bad(3), columns);
    for at in 0..HOSTILE.len() {
        let cells = vec![
            Cell::record(bad(at)),
            Cell::text(bad(at)),
            Cell::state(bad(at), Tone::Bad),
            Cell::number(f64::NAN, 1, bad(at)),
            Cell::Gap(Gap::new(bad(at), bad(at), Tone::Watch)),
            Cell::Rich(vec![
                Inline::Link { to: Target::Url(bad(at).into()), text: vec![Inline::text(bad(at))] },
                Inline::Code(clean(bad(at))),
                Inline::Link { to: Target::File(bad(at).into()), text: vec![Inline::text("file")] },
            ]),
            Cell::list([Cell::text(bad(at)), Cell::record(bad(at + 1))]),
            Cell::text("300 kB ".repeat(if at == 0 { 43_000 } else { 1 })),
        ];
        table.rows.push(Row { anchor: Some(format!("{at}{}", bad(at))), cells });
    }
    section.push(Block::Table(table));
    section.push(Block::Facts(HOSTILE.iter().map(|words| (clean(words), Cell::text(words))).collect()));
    section.push(Block::Figures(
        HOSTILE
            .iter()
            .map(|words| {
                figure(
                    &clean(words),
                    &clean(words),
                    &clean(words),
                    Tone::Bad,
                    &[1.0, f64::NAN, f64::INFINITY, 2.0],
                    words,
                )
            })
            .collect(),
    ));
    HOSTILE.iter().for_each(|words| section.push(Block::Code(clean_lines(words))));
    section.blocks.extend(markdown(&HOSTILE.join("\n\n")));
    section.blocks.extend(hostile_drawings());
    section.sections = HOSTILE
        .iter()
        .map(|words| {
            let mut part = Section::new(*words, words);
            part.folded = true;
            part.say(words);
            part
        })
        .filter(|part| part.anchor != section.anchor)
        .collect();
    Document { name: "hostile".into(), control, sections: vec![section] }
}

fn hostile_drawings() -> Vec<Block> {
    let names: Vec<String> = HOSTILE.iter().take(4).map(clean).collect();
    let cells =
        vec![vec![HeatCell { score: clean(HOSTILE[0]), band: 99, above: true, ids: names.clone() }; 4]; 4];
    let heat = Heat {
        across: (names[0].clone(), names.clone()),
        up: (names[1].clone(), names.clone()),
        cells,
        bands: names.clone(),
    };
    let points = HOSTILE.iter().map(|words| Point { label: clean(words), value: Some(f64::NAN) }).collect();
    let bars = HOSTILE
        .iter()
        .map(|words| Bar {
            label: clean(words),
            value: f64::INFINITY,
            tone: Tone::Bad,
            to: Some(Target::Url((*words).into())),
        })
        .collect();
    let occasions = HOSTILE
        .iter()
        .map(|words| Occasion {
            day: day("2026-12-01"),
            label: clean(words),
            id: clean(words),
            tone: Tone::Bad,
        })
        .collect();
    let plots = [
        Plot::Heat(heat),
        Plot::Trend(Trend { unit: clean(HOSTILE[1]), points, target: Some(f64::INFINITY) }),
        Plot::Bars { bars, unit: clean(HOSTILE[2]) },
        Plot::Calendar { today: day("2026-12-01"), occasions },
    ];
    let mut blocks: Vec<Block> = plots
        .into_iter()
        .enumerate()
        .map(|(at, plot)| {
            Block::Chart(Chart {
                title: clean(HOSTILE[at]),
                description: clean(HOSTILE[at + 1]),
                plot,
                table: Table::new(format!("plot-{at}"), HOSTILE[at], vec![Column::new("a", "a")]),
            })
        })
        .collect();
    let mut diagram = Diagram::new(HOSTILE[3], HOSTILE[1]);
    diagram.classes = vec![EdgeClass::new("a", HOSTILE[0], Stroke::Solid)];
    diagram.nodes = HOSTILE.iter().map(|words| Node::new(words, words)).collect();
    diagram.edges = (1..HOSTILE.len()).map(|at| Edge::new(at - 1, at, 0, HOSTILE[at])).collect();
    blocks.push(Block::Picture(Box::new(Picture {
        diagram,
        table: Table::new("picture", HOSTILE[2], vec![Column::new("a", "a")]),
    })));
    blocks
}
