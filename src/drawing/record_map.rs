//! Records and the links between and around them.

use std::collections::BTreeMap;

use petgraph::visit::EdgeRef;
use serde_json::json;

use super::{data, record_node};
use crate::base::text;
use crate::diagram::{Diagram, Direction, Edge, EdgeClass, Look, Stroke};
use crate::system::{RecordId, System};

/// Which records are drawn with their links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinksView<'a> {
    /// The records that are meant.
    pub chosen: &'a [RecordId],
    /// How many links away from one of them a record may be to be drawn, too.
    pub around: usize,
}

/// Place of the meaning "information runs over it" in [`classes`].
pub(super) const INFORMS: usize = 0;
/// Place of the meaning "one names the other, and no information runs".
const NAMES: usize = 1;

pub(super) fn classes() -> Vec<EdgeClass> {
    let class = |word: &str, name: &str, stroke, arrow| EdgeClass {
        arrow,
        calm: true,
        ..EdgeClass::new(word, name, stroke)
    };
    vec![
        class("informs", "informs", Stroke::Solid, true),
        class("names", "names, nothing flows", Stroke::Dashed, false),
        class("shown by", "is shown by", Stroke::Dotted, true),
    ]
}

/// Draws records and their links. Links to those who answer for a record are none of them.
pub fn links(system: &System, view: &LinksView<'_>) -> Diagram {
    let records = reached(system, view);
    let between = between(system, &records);
    let title = format!("Links between records of {}", system.config.organisation.name);
    let around = records.len() - view.chosen.len();
    let sentence = match around {
        0 => text::count(records.len(), "record"),
        around => format!("{} and {around} around", text::count(view.chosen.len(), "record")),
    };
    let mut diagram = Diagram::new(
        title,
        format!(
            "{sentence}, with {} between them, as of {}.",
            text::count(between.len(), "link"),
            system.as_of
        ),
    );
    diagram.direction = Direction::Right;
    diagram.data = data(system, "links");
    diagram.classes = classes();
    let place: BTreeMap<RecordId, usize> = records.iter().enumerate().map(|(at, &id)| (id, at)).collect();
    for &id in &records {
        let mut node = record_node(system, id);
        if !system.is_live(system.record(id)) {
            node.look = Look::Past;
        } else if around > 0 && view.chosen.binary_search(&id).is_ok() {
            node.look = Look::Focus;
        }
        diagram.nodes.push(node);
    }
    diagram.edges = between
        .into_iter()
        .map(|((from, to, flows), fields)| edge((place[&from], place[&to]), flows, &fields))
        .collect();
    diagram
}

/// The chosen records and those around them, sorted.
fn reached(system: &System, view: &LinksView<'_>) -> Vec<RecordId> {
    let graph = system.graph().inner();
    let mut seen = vec![false; system.len()];
    let mut records: Vec<RecordId> = view.chosen.to_vec();
    records.iter().for_each(|id| seen[id.0 as usize] = true);
    let mut start = 0;
    for _ in 0..view.around {
        let end = records.len();
        for at in start..end {
            for next in graph.neighbors_undirected((records[at].0).into()) {
                if !std::mem::replace(&mut seen[next.index()], true) {
                    records.push(RecordId(next.index() as u32));
                }
            }
        }
        start = end;
    }
    records.sort_unstable();
    records
}

/// Two records, whether information flows from the first to the second, and the fields that tie them.
pub(super) type Ties = BTreeMap<(RecordId, RecordId, bool), Vec<String>>;

/// Every tie between records of a sorted list.
pub(super) fn between(system: &System, records: &[RecordId]) -> Ties {
    let graph = system.graph();
    let mut ties = Ties::new();
    for &id in records {
        for edge in graph.inner().edges(id.0.into()) {
            let to = RecordId(edge.target().index() as u32);
            if to != id && records.binary_search(&to).is_ok() {
                let field = graph.relation(*edge.weight()).to_owned();
                ties.entry((id, to, edge.weight().flows)).or_default().push(field);
            }
        }
    }
    ties.values_mut().for_each(|fields| fields.sort());
    ties
}

/// A line for a tie.
pub(super) fn edge((from, to): (usize, usize), flows: bool, fields: &[String]) -> Edge {
    let mut edge = Edge::new(from, to, if flows { INFORMS } else { NAMES }, fields.join(", "));
    edge.data.insert("flows".to_owned(), json!(flows));
    edge.data.insert("fields".to_owned(), json!(fields));
    edge
}
