//! Mermaid, which many wikis and forges draw.

use std::fmt::Write as _;

use crate::diagram::{Diagram, Direction, EdgeClass, Look, Stroke};

/// Lines beyond which words on them hide the picture.
const MOST_LABELS: usize = 60;

/// Writes a picture.
pub(super) fn render(diagram: &Diagram) -> String {
    let direction = if diagram.direction == Direction::Down { "TB" } else { "LR" };
    // A string of JSON is one of YAML, too.
    let title = serde_json::Value::from(diagram.title.as_str());
    let mut out = format!("---\ntitle: {title}\n---\nflowchart {direction}\n");
    let (word, groups) =
        if diagram.lanes.is_empty() { ("step", &diagram.steps) } else { ("lane", &diagram.lanes) };
    let group_of = |at: usize| {
        let node = &diagram.nodes[at];
        if diagram.lanes.is_empty() { node.step } else { node.lane }
    };
    for (group, name) in groups.iter().enumerate() {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "  subgraph {word}{group}[\"{}\"]", escape(name));
        let members = (0..diagram.nodes.len()).filter(|&at| group_of(at) == Some(group));
        members.for_each(|at| out.push_str(&format!("    {}\n", node(diagram, at))));
        out.push_str("  end\n");
    }
    for at in (0..diagram.nodes.len()).filter(|&at| group_of(at).is_none()) {
        out.push_str(&format!("  {}\n", node(diagram, at)));
    }
    edges(diagram, &mut out);
    out.push_str(&format!("  legend[\"{}\"]\n", legend(diagram)));
    out.push_str("  classDef focus stroke-width:3px\n  classDef past stroke-dasharray:4 3\n");
    out.push_str("  style legend fill:none,stroke:none\n");
    out
}

fn node(diagram: &Diagram, at: usize) -> String {
    let node = &diagram.nodes[at];
    let lines: Vec<String> =
        std::iter::once(node.label()).chain(node.notes.iter().map(String::as_str)).map(escape).collect();
    let class = match node.look {
        Look::Plain => "",
        Look::Focus => ":::focus",
        Look::Past => ":::past",
    };
    format!("n{at}[\"{}\"]{class}", lines.join("<br/>"))
}

fn edges(diagram: &Diagram, out: &mut String) {
    let labelled = diagram.edges.len() <= MOST_LABELS;
    for edge in &diagram.edges {
        let class = &diagram.classes[edge.class];
        let label = if labelled && !edge.label.is_empty() {
            format!("|\"{}\"|", escape(&edge.label))
        } else {
            String::new()
        };
        let line = line(stroke(class), class.arrow);
        out.push_str(&format!("  n{} {line}{label} n{}\n", edge.from, edge.to));
    }
    let dotted = |(_, class): &(usize, &EdgeClass)| stroke(class) == Stroke::Dotted;
    for (class, _) in diagram.classes.iter().enumerate().filter(dotted) {
        let of: Vec<String> = (0..diagram.edges.len())
            .filter(|&at| diagram.edges[at].class == class)
            .map(|at| at.to_string())
            .collect();
        if !of.is_empty() {
            out.push_str(&format!("  linkStyle {} stroke-dasharray:1 5\n", of.join(",")));
        }
    }
}

/// How lines of a class are drawn. The cross of dotted ones says that something is missing, so where nothing is they are
/// dashed.
fn stroke(class: &EdgeClass) -> Stroke {
    if class.calm && class.stroke == Stroke::Dotted { Stroke::Dashed } else { class.stroke }
}

/// How a line is written; each is drawn in a way of its own.
fn line(stroke: Stroke, arrow: bool) -> &'static str {
    match (stroke, arrow) {
        (Stroke::Solid, true) => "-->",
        (Stroke::Solid, false) => "---",
        (Stroke::Dashed, true) => "-.->",
        (Stroke::Dashed, false) => "-.-",
        (Stroke::Dotted, true) => "--x",
        (Stroke::Dotted, false) => "---",
        (Stroke::Double, true) => "==>",
        (Stroke::Double, false) => "===",
    }
}

fn legend(diagram: &Diagram) -> String {
    let drawn = |stroke: Stroke| match stroke {
        Stroke::Solid => "line",
        Stroke::Dashed => "dashed",
        Stroke::Dotted => "dotted, with a cross",
        Stroke::Double => "thick",
    };
    let used = diagram.legend().into_iter().filter(|(_, count)| *count > 0);
    let lines: Vec<String> = used
        .map(|(class, count)| format!("{}: {} ({count})", drawn(stroke(class)), escape(&class.name)))
        .collect();
    lines.join("<br/>")
}

/// Text between quotes: what Mermaid or the page around it would take for its own is written by number.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' | '#' | '&' | '<' | '>' | '`' | '[' | ']' | '{' | '}' | '|' | '%' | ';' | '\\' | '*'
            | '_' | '$' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "#{};", u32::from(letter));
            }
            other => out.push(other),
        }
    }
    out
}
