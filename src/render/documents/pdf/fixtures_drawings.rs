//! Charts and a picture to try the format with.

use super::fixtures::day;
use crate::diagram::{Diagram, Direction, Edge, EdgeClass, Node, Stroke};
use crate::document::{
    Bar, Block, Cell, Chart, Column, ColumnType, Heat, HeatCell, Occasion, Picture, Plot, Point, Section,
    Table, Tone, Trend,
};

pub(super) fn drawings() -> Section {
    let mut section = Section::new("drawings", "Drawings");
    let table = |key: &str, columns: [&str; 2], rows: &[(&str, f64)]| {
        let columns = vec![Column::new("a", columns[0]), Column::new("b", columns[1]).of(ColumnType::Number)];
        let mut table = Table::new(key, "", columns);
        rows.iter().for_each(|(name, value)| table.push(vec![Cell::text(name), Cell::number(*value, 0, "")]));
        table
    };
    for (title, plot) in plots() {
        let table = table(&title.replace(' ', "-"), ["What", "How many"], &[("low", 20.0), ("high", 3.0)]);
        section.push(Block::Chart(Chart {
            title: title.into(),
            description: format!("{title}: most are low, and three lie above the appetite."),
            plot,
            table,
        }));
    }
    let diagram = processes();
    section.push(Block::Picture(Box::new(Picture {
        diagram,
        table: table("interactions", ["From and to", "Records"], &[("PRC-0 to PRC-1", 7.0)]),
    })));
    section
}

fn heat() -> Plot {
    let steps = |names: [&str; 5]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let cells = (0..5_usize)
        .map(|up| {
            (0..5_usize)
                .map(|across| {
                    let score = (up + 1) * (across + 1);
                    HeatCell {
                        score: score.to_string(),
                        band: (score / 6).min(3),
                        above: score >= 12,
                        ids: if score % 4 == 0 { vec!["RSK-0001".into(), "RSK-0002".into()] } else { vec![] },
                    }
                })
                .collect()
        })
        .collect();
    Plot::Heat(Heat {
        across: ("Impact".into(), steps(["negligible", "minor", "moderate", "major", "severe"])),
        up: ("Likelihood".into(), steps(["rare", "unlikely", "possible", "likely", "almost certain"])),
        cells,
        bands: vec!["low".into(), "medium".into(), "high".into(), "critical".into()],
    })
}

fn plots() -> [(&'static str, Plot); 4] {
    [
        ("Risks as they are", heat()),
        (
            "Actions closed in time",
            Plot::Trend(Trend {
                unit: "%".into(),
                points: [
                    ("2026-Q1", Some(70.0)),
                    ("2026-Q2", Some(81.0)),
                    ("2026-Q3", None),
                    ("2026-Q4", Some(88.0)),
                ]
                .map(|(label, value)| Point { label: label.into(), value })
                .to_vec(),
                target: Some(90.0),
            }),
        ),
        (
            "Records by kind",
            Plot::Bars {
                bars: [
                    ("risk", 41.0, Tone::Plain),
                    ("control", 93.0, Tone::Good),
                    ("action, late", 3.0, Tone::Bad),
                ]
                .map(|(label, value, tone)| Bar { label: label.into(), value, tone, to: None })
                .to_vec(),
                unit: String::new(),
            },
        ),
        (
            "What falls due",
            Plot::Calendar {
                today: day("2026-12-01"),
                occasions: [
                    ("2026-11-20", "Review of access rights", "REV-2026-11", Tone::Bad),
                    ("2026-12-10", "Internal audit", "AUD-2026-4", Tone::Watch),
                    ("2027-02-01", "Exercise of recovery", "EXR-2027-1", Tone::Plain),
                ]
                .map(|(at, label, id, tone)| Occasion {
                    day: day(at),
                    label: label.into(),
                    id: id.into(),
                    tone,
                })
                .to_vec(),
            },
        ),
    ]
}

fn processes() -> Diagram {
    let mut diagram = Diagram::new("Processes", "Which process gives what to which other.");
    diagram.direction = Direction::Down;
    diagram.classes = vec![
        EdgeClass::new("current", "declared and seen", Stroke::Solid),
        EdgeClass::new("quiet", "declared, not seen of late", Stroke::Dashed),
        EdgeClass::new("declared", "declared, never seen", Stroke::Dotted),
        EdgeClass::new("undeclared", "seen, not declared", Stroke::Double),
    ];
    diagram.steps = ["Plan", "Do", "Check", "Act"].map(str::to_owned).to_vec();
    for (at, name) in [
        "Risk assessment",
        "Risk treatment",
        "Operation",
        "Incident management",
        "Internal audit",
        "Management review",
        "Improvement",
    ]
    .iter()
    .enumerate()
    {
        let mut node = Node::new(format!("PRC-{at}"), name);
        node.note(format!("PRC-{at}"));
        node.step = Some([0, 0, 1, 1, 2, 2, 3][at]);
        diagram.nodes.push(node);
    }
    for (from, to, class) in
        [(0, 1, 0), (1, 2, 0), (2, 3, 1), (3, 6, 0), (4, 5, 2), (5, 6, 0), (6, 0, 3), (2, 4, 0), (3, 5, 1)]
    {
        diagram.edges.push(Edge::new(from, to, class, "record"));
    }
    diagram
}
