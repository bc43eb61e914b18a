//! One risk's chain: what it rests on, what is done about it, and what shows that.

use std::collections::BTreeMap;

use petgraph::Direction::{Incoming, Outgoing};
use petgraph::visit::EdgeRef;
use serde_json::json;

use super::record_map::{between, classes, edge};
use super::{data, record_node};
use crate::base::text;
use crate::diagram::{Diagram, Direction, Edge, Look, Node};
use crate::record::Stage;
use crate::record::field::RISK_ACCEPTANCE;
use crate::system::{EvidenceStatus, RecordId, System};
use crate::yaml::NodeRef;

const STEPS: [&str; 4] = ["rests on", "risk", "treated by", "shown by"];
/// Place of the meaning "is shown by" among the meanings.
const SHOWN: usize = 2;

/// Draws the chain of a risk. Reviews and audits that looked at it are told with it and not drawn: they look at
/// everything.
pub fn risk_chain(system: &System, risk: RecordId) -> Diagram {
    let record = system.record(risk);
    let mut steps: BTreeMap<RecordId, usize> = BTreeMap::new();
    let looks = |id: RecordId| ["review", "audit"].iter().any(|kind| system.record(id).is(kind));
    for id in ends(system, risk, false) {
        steps.entry(id).or_insert(0);
    }
    for id in ends(system, risk, true).into_iter().filter(|&id| !looks(id)) {
        // What both informs the risk and is informed by it stands before it.
        steps.entry(id).or_insert(2);
    }
    let treating: Vec<RecordId> = steps.iter().filter(|(_, step)| **step == 2).map(|(&id, _)| id).collect();
    for &id in &treating {
        for shown in ends(system, id, true).into_iter().filter(|&id| system.record(id).is("document")) {
            steps.entry(shown).or_insert(3);
        }
    }
    steps.insert(risk, 1);
    let mut diagram = Diagram::new(
        format!("Chain of risk {}", record.id()),
        format!("{}, as of {}.", record.title(), system.as_of),
    );
    diagram.direction = Direction::Right;
    diagram.classes = classes();
    diagram.data = data(system, "risk");
    diagram.data.insert("risk".to_owned(), json!(record.id()));
    diagram.steps = STEPS.iter().map(|&step| step.to_owned()).collect();
    let records: Vec<RecordId> = steps.keys().copied().collect();
    for (&id, &step) in &steps {
        let mut node = if id == risk { risk_node(system, risk) } else { record_node(system, id) };
        node.step = Some(step);
        if id != risk && !system.is_live(system.record(id)) {
            node.look = Look::Past;
        }
        diagram.nodes.push(node);
    }
    let place = |id: RecordId| records.binary_search(&id).unwrap_or(0);
    let ties = between(system, &records).into_iter().filter(|((from, to, _), _)| steps[from] < steps[to]);
    diagram.edges =
        ties.map(|((from, to, flows), fields)| edge((place(from), place(to)), flows, &fields)).collect();
    let proving = treating.into_iter().chain([risk]).map(|id| (id, place(id)));
    evidence(system, &proving.collect(), &mut diagram);
    acceptance(system, risk, place(risk), &mut diagram);
    drop_empty_steps(&mut diagram);
    diagram
}

/// Records that information reaches from one, or that it comes from, sorted.
fn ends(system: &System, id: RecordId, outward: bool) -> Vec<RecordId> {
    let direction = if outward { Outgoing } else { Incoming };
    let edges = system.graph().inner().edges_directed(id.0.into(), direction);
    let end = edges
        .filter(|edge| edge.weight().flows)
        .map(|edge| if outward { edge.target() } else { edge.source() });
    let mut found: Vec<RecordId> =
        end.map(|end| RecordId(end.index() as u32)).filter(|&end| end != id).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn risk_node(system: &System, id: RecordId) -> Node {
    let record = system.record(id);
    let mut node = record_node(system, id);
    node.look = Look::Focus;
    for (name, key, stage) in [
        ("inherent score", "inherent_score", Stage::Inherent),
        ("score", "score", Stage::Current),
        ("residual score", "residual_score", Stage::Residual),
    ] {
        if let Some(score) = record.score(stage, system.risk()) {
            node.fact(format!("{name} {score}"));
            node.data.insert(key.to_owned(), json!(score.to_string()));
        }
    }
    node.fact(record.status());
    node
}

/// Adds a box for each piece of evidence that one of these records gives.
fn evidence(system: &System, proving: &BTreeMap<RecordId, usize>, diagram: &mut Diagram) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for one in system.links().evidence() {
        let Some(&from) = proving.get(&one.record) else { continue };
        let path = system.record(one.record).file().node(one.node).text().trim();
        let to = *known.entry(path.to_owned()).or_insert_with(|| {
            let mut node = Node::new(path, path.rsplit('/').next().unwrap_or(path));
            let missing = matches!(one.status, EvidenceStatus::Missing { .. });
            node.note(if missing { "evidence, not there" } else { "evidence" });
            node.step = Some(3);
            node.data.insert("evidence".to_owned(), json!(path));
            node.data.insert("missing".to_owned(), json!(missing));
            diagram.nodes.push(node);
            diagram.nodes.len() - 1
        });
        let mut edge = Edge::new(from, to, SHOWN, "evidence");
        edge.data.insert("flows".to_owned(), json!(true));
        edge.data.insert("fields".to_owned(), json!(["evidence"]));
        diagram.edges.push(edge);
    }
}

/// Adds a box for the acceptance of what remains.
fn acceptance(system: &System, risk: RecordId, from: usize, diagram: &mut Diagram) {
    let record = system.record(risk);
    let Some(acceptance) = record.get(RISK_ACCEPTANCE) else { return };
    let given = |key: &str| acceptance.get(key).and_then(NodeRef::scalar).filter(|text| !text.is_empty());
    let by = given("by").unwrap_or("nobody");
    let mut node = Node::new(format!("{}.acceptance", record.id()), format!("Accepted by {by}"));
    let on = given("on").map(|on| format!("on {on}"));
    let until = given("until").map(|until| format!("until {until}"));
    let when: Vec<String> = [on, until].into_iter().flatten().collect();
    if !when.is_empty() {
        node.note(when.join(", "));
    }
    if let Some(why) = given("justification") {
        node.fact(text::brief(why, 160));
    }
    node.step = Some(2);
    for key in ["by", "on", "until", "justification"] {
        node.data.insert(key.to_owned(), json!(given(key)));
    }
    diagram.nodes.push(node);
    diagram.edges.push(Edge::new(from, diagram.nodes.len() - 1, 0, "acceptance"));
}

fn drop_empty_steps(diagram: &mut Diagram) {
    let used = |step: usize| diagram.nodes.iter().any(|node| node.step == Some(step));
    let kept: Vec<usize> = (0..diagram.steps.len()).filter(|&step| used(step)).collect();
    diagram.steps = kept.iter().map(|&step| diagram.steps[step].clone()).collect();
    for node in &mut diagram.nodes {
        node.step = node.step.and_then(|step| kept.iter().position(|&known| known == step));
    }
}
