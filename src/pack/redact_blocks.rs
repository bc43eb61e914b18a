//! The same for blocks, charts and pictures.

use serde_json::Value;

use super::redact::{cell, inlines, table};
use super::withheld::Withheld;
use crate::diagram::Diagram;
use crate::document::{Block, Chart, Figure, Plot, Target};

/// A block without what is withheld.
pub(super) fn block(block: &mut Block, withheld: &Withheld) {
    match block {
        Block::Paragraph(words) | Block::Heading(words) => inlines(words, withheld),
        Block::List { items, .. } => {
            items.iter_mut().flatten().for_each(|inner| self::block(inner, withheld));
        }
        Block::Quote(blocks) => blocks.iter_mut().for_each(|inner| self::block(inner, withheld)),
        Block::Code(code) => withheld.scrub(code),
        Block::Rule => {}
        Block::Facts(facts) => {
            for (name, value) in facts {
                withheld.scrub(name);
                cell(value, withheld);
            }
        }
        Block::Figures(figures) => figures.iter_mut().for_each(|one| figure(one, withheld)),
        Block::Table(inner) => table(inner, withheld),
        Block::Chart(inner) => chart(inner, withheld),
        Block::Picture(picture) => {
            diagram(&mut picture.diagram, withheld);
            table(&mut picture.table, withheld);
        }
        Block::Gap(gap) => withheld.scrub(&mut gap.message),
    }
}

fn figure(figure: &mut Figure, withheld: &Withheld) {
    for text in [&mut figure.label, &mut figure.value, &mut figure.note] {
        withheld.scrub(text);
    }
    hide(&mut figure.to, withheld);
}

/// A link to what is withheld leads nowhere.
fn hide(to: &mut Option<Target>, withheld: &Withheld) {
    if matches!(to, Some(Target::Anchor(id)) if withheld.has(id)) {
        *to = None;
    }
}

fn chart(chart: &mut Chart, withheld: &Withheld) {
    withheld.scrub(&mut chart.title);
    withheld.scrub(&mut chart.description);
    table(&mut chart.table, withheld);
    match &mut chart.plot {
        Plot::Heat(heat) => {
            let cells = heat.cells.iter_mut().flatten();
            cells.for_each(|cell| cell.ids.retain(|id| !withheld.has(id)));
        }
        Plot::Trend(trend) => trend.points.iter_mut().for_each(|point| withheld.scrub(&mut point.label)),
        Plot::Bars { bars, .. } => {
            for bar in bars {
                withheld.scrub(&mut bar.label);
                hide(&mut bar.to, withheld);
            }
        }
        Plot::Calendar { occasions, .. } => {
            occasions.retain(|occasion| !withheld.has(&occasion.id));
            occasions.iter_mut().for_each(|occasion| withheld.scrub(&mut occasion.label));
        }
    }
}

/// A picture whose boxes of withheld records say nothing but that; their lines stay.
fn diagram(diagram: &mut Diagram, withheld: &Withheld) {
    let mut hidden = vec![false; diagram.nodes.len()];
    for (at, node) in diagram.nodes.iter_mut().enumerate() {
        hidden[at] = withheld.has(&node.id);
        if hidden[at] {
            node.id = format!("{}-{}", withheld.word(), at + 1);
            node.title = withheld.word().to_owned();
            (node.notes, node.facts, node.data) = Default::default();
        }
        withheld.scrub(&mut node.title);
        node.notes.iter_mut().chain(&mut node.facts).for_each(|text| withheld.scrub(text));
        node.data.values_mut().for_each(|value| json(value, withheld));
    }
    for edge in &mut diagram.edges {
        if hidden.get(edge.from) == Some(&true) || hidden.get(edge.to) == Some(&true) {
            (edge.label, edge.notes, edge.data) = Default::default();
        }
        withheld.scrub(&mut edge.label);
        edge.notes.iter_mut().for_each(|text| withheld.scrub(text));
        edge.data.values_mut().for_each(|value| json(value, withheld));
    }
    for text in [&mut diagram.title, &mut diagram.description] {
        withheld.scrub(text);
    }
    diagram.steps.iter_mut().chain(&mut diagram.lanes).for_each(|text| withheld.scrub(text));
    diagram.data.values_mut().for_each(|value| json(value, withheld));
}

fn json(value: &mut Value, withheld: &Withheld) {
    match value {
        Value::String(text) => withheld.scrub(text),
        Value::Array(items) => items.iter_mut().for_each(|item| json(item, withheld)),
        Value::Object(map) => map.values_mut().for_each(|item| json(item, withheld)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
