//! Pictures as full as they come, made by hand: what the layout promises, and files to look at.

use isms::diagram::{Diagram, Edge, EdgeClass, Node, Stroke};
use isms::render::diagrams::{Format, Style, render};

use crate::env::project;

const STYLE: Style = Style { width: 100, color: false, unicode: true };

/// The process map of a usual management system: 25 processes, 126 hand-overs, all four standings.
fn full(lanes: bool) -> Diagram {
    let mut diagram =
        Diagram::new("Process map of a usual system", "25 processes and 126 hand-overs between them.");
    for (word, name, stroke) in [
        ("current", "declared and current", Stroke::Solid),
        ("quiet", "declared, quiet", Stroke::Dashed),
        ("without evidence", "declared, without evidence", Stroke::Dotted),
        ("undeclared", "undeclared, seen in records", Stroke::Double),
    ] {
        diagram.classes.push(EdgeClass::new(word, name, stroke));
    }
    diagram.steps = ["establish", "implement", "maintain", "improve"].map(str::to_owned).to_vec();
    let table = std::fs::read_to_string(project("tests/fixtures/hand-overs.csv")).unwrap();
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    for (number, row) in rows.map(|row| row.splitn(4, ',').collect::<Vec<_>>()).enumerate() {
        if let [id, verb, owner, title] = row[..] {
            let mut node = Node::new(format!("PRC-{id}"), title);
            node.note(format!("PRC-{id}"));
            node.note(owner);
            node.step = diagram.steps.iter().position(|step| step == verb);
            node.lane = lanes.then(|| Diagram::group(&mut diagram.lanes, owner));
            diagram.nodes.push(node);
            continue;
        }
        let place = |id: &str| diagram.nodes.iter().position(|node| node.id == format!("PRC-{id}")).unwrap();
        // Seven in ten are current; the others are told apart by turns.
        let class = [0, 0, 1, 0, 0, 2, 0, 0, 3, 0][number % 10];
        let mut edge = Edge::new(place(row[0]), place(row[1]), class, row[2]);
        edge.weight = number * 7 % 23;
        diagram.edges.push(edge);
    }
    diagram
}

#[test]
fn the_fullest_picture_can_be_looked_at() {
    for (name, lanes) in [("full.svg", false), ("full-lanes.svg", true)] {
        let svg = render(&full(lanes), Format::Svg, &STYLE).unwrap();
        std::fs::write(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), svg).unwrap();
    }
}
