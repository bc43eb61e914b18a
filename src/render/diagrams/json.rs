//! JSON with everything that is known, sorted by name.

use serde_json::{Map, Value, json};

use crate::base::text;
use crate::diagram::{Diagram, Edge, Node};

/// The version of the form; it goes up when a field changes its meaning or goes away.
const SCHEMA: u32 = 1;

/// Writes a picture.
pub(super) fn render(diagram: &Diagram) -> String {
    text::json(&whole(diagram))
}

/// A picture as a map, for JSON that holds more than it.
pub(super) fn whole(diagram: &Diagram) -> Map<String, Value> {
    let mut nodes: Vec<&Node> = diagram.nodes.iter().collect();
    nodes.sort_by_key(|node| &node.id);
    let mut edges: Vec<&Edge> = diagram.edges.iter().collect();
    let ends = |edge: &Edge| (&diagram.nodes[edge.from].id, &diagram.nodes[edge.to].id, edge.class);
    edges.sort_by(|a, b| ends(a).cmp(&ends(b)));
    let mut whole = Map::new();
    whole.insert("schema".to_owned(), json!(SCHEMA));
    whole.insert("title".to_owned(), json!(diagram.title));
    whole.extend(diagram.data.clone());
    let counts: Map<String, Value> =
        diagram.legend().into_iter().map(|(class, count)| (class.word.clone(), json!(count))).collect();
    whole.insert("counts".to_owned(), Value::Object(counts));
    let nodes: Vec<Value> = nodes.into_iter().map(node).collect();
    whole.insert("nodes".to_owned(), json!(nodes));
    let edges: Vec<Value> = edges.into_iter().map(|one| edge(diagram, one)).collect();
    whole.insert("edges".to_owned(), json!(edges));
    whole
}

fn node(node: &Node) -> Value {
    let mut map = node.data.clone();
    map.insert("id".to_owned(), json!(node.id));
    map.insert("title".to_owned(), json!(node.title));
    Value::Object(map)
}

fn edge(diagram: &Diagram, edge: &Edge) -> Value {
    let mut map = edge.data.clone();
    map.insert("from".to_owned(), json!(diagram.nodes[edge.from].id));
    map.insert("to".to_owned(), json!(diagram.nodes[edge.to].id));
    map.insert("class".to_owned(), json!(diagram.classes[edge.class].word));
    Value::Object(map)
}
