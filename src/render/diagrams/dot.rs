//! The language of Graphviz.

use crate::diagram::{Diagram, Direction, Look, Stroke};

/// Writes a picture.
pub(super) fn render(diagram: &Diagram) -> String {
    let direction = if diagram.direction == Direction::Down { "TB" } else { "LR" };
    let used = diagram.legend().into_iter().filter(|(_, count)| *count > 0);
    let legend: Vec<String> =
        used.map(|(class, count)| format!("{}: {} ({count})", drawn(class.stroke), class.name)).collect();
    let label = format!(
        "{}\\n{}\\n{}",
        escape(&diagram.title),
        escape(&diagram.description),
        escape(&legend.join(", "))
    );
    let mut out = format!(
        "digraph {{\n  graph [rankdir={direction}, newrank=true, fontname=\"sans-serif\", label=\"{label}\"];\n  \
         node [shape=box, style=rounded, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=9];\n"
    );
    let groups = if diagram.lanes.is_empty() { &diagram.steps } else { &diagram.lanes };
    let group_of = |at: usize| {
        let node = &diagram.nodes[at];
        if diagram.lanes.is_empty() { node.step } else { node.lane }
    };
    for (group, name) in groups.iter().enumerate() {
        out.push_str(&format!("  subgraph cluster_{group} {{\n    label=\"{}\";\n", escape(name)));
        let members = (0..diagram.nodes.len()).filter(|&at| group_of(at) == Some(group));
        members.for_each(|at| out.push_str(&format!("    {}\n", node(diagram, at))));
        out.push_str("  }\n");
    }
    for at in (0..diagram.nodes.len()).filter(|&at| group_of(at).is_none()) {
        out.push_str(&format!("  {}\n", node(diagram, at)));
    }
    for edge in &diagram.edges {
        let class = &diagram.classes[edge.class];
        let arrow = if class.arrow { "" } else { ", dir=none" };
        out.push_str(&format!(
            "  n{} -> n{} [{}{arrow}, tooltip=\"{}\"];\n",
            edge.from,
            edge.to,
            style(class.stroke),
            escape(&format!("{}: {}", class.name, edge.label))
        ));
    }
    out.push_str("}\n");
    out
}

fn node(diagram: &Diagram, at: usize) -> String {
    let node = &diagram.nodes[at];
    let lines: Vec<String> =
        std::iter::once(node.label()).chain(node.notes.iter().map(String::as_str)).map(escape).collect();
    let look = match node.look {
        Look::Plain => "",
        Look::Focus => ", penwidth=3",
        Look::Past => ", style=\"rounded,dashed\"",
    };
    format!("n{at} [label=\"{}\"{look}, tooltip=\"{}\"];", lines.join("\\n"), escape(&node.id))
}

fn style(stroke: Stroke) -> &'static str {
    match stroke {
        Stroke::Solid => "style=solid",
        Stroke::Dashed => "style=dashed, arrowhead=empty",
        Stroke::Dotted => "style=dotted, arrowhead=open",
        Stroke::Double => "color=\"black:invis:black\"",
    }
}

fn drawn(stroke: Stroke) -> &'static str {
    match stroke {
        Stroke::Solid => "line",
        Stroke::Dashed => "dashed",
        Stroke::Dotted => "dotted",
        Stroke::Double => "double",
    }
}

/// Text between quotes. A backslash would begin an escape such as `\N`; `&` an entity.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;")
}
