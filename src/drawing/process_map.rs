//! The process map: processes by what they do for the cycle, and what runs between them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{data, record_node};
use crate::base::text;
use crate::diagram::{Diagram, Edge, EdgeClass, Look, Stroke};
use crate::record::field::{OWNER, PROCESS_VERB};
use crate::schema::FieldType;
use crate::system::processes::Tie;
use crate::system::{Interaction, RecordId, Standing, System};

/// What boxes are put beside each other by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lanes {
    /// Nothing.
    #[default]
    None,
    /// Who answers for the process.
    Owner,
}

/// What of the process map is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProcessMapView<'a> {
    /// The processes that are meant, with those they give to and take from; all where there are none.
    pub chosen: &'a [RecordId],
    /// The lanes.
    pub lanes: Lanes,
    /// The most examples told of each interaction.
    pub examples: usize,
}

const STANDINGS: [(Standing, Stroke); 4] = [
    (Standing::Current, Stroke::Solid),
    (Standing::Quiet, Stroke::Dashed),
    (Standing::Unevidenced, Stroke::Dotted),
    (Standing::Undeclared, Stroke::Double),
];

/// What a standing is called in the legend.
fn meaning(standing: Standing) -> &'static str {
    match standing {
        Standing::Current => "declared and current",
        Standing::Quiet => "declared, quiet",
        Standing::Unevidenced => "declared, without evidence",
        Standing::Undeclared => "undeclared, seen in records",
    }
}

/// Draws the process map.
pub fn process_map(system: &System, view: &ProcessMapView<'_>) -> Diagram {
    let map = system.processes();
    let meant = |id: RecordId| view.chosen.is_empty() || view.chosen.contains(&id);
    let shown: Vec<&Interaction> =
        map.interactions().filter(|interaction| meant(interaction.from) || meant(interaction.to)).collect();
    let mut records: Vec<RecordId> = map.processes().iter().copied().filter(|&id| meant(id)).collect();
    records.extend(shown.iter().flat_map(|interaction| [interaction.from, interaction.to]));
    records.sort_unstable();
    records.dedup();
    let name = &system.config.organisation.name;
    let mut diagram = Diagram::new(format!("Process map of {name}"), sentence(system, &records, &shown));
    diagram.data = data(system, "process");
    diagram.classes = STANDINGS
        .iter()
        .map(|&(standing, stroke)| EdgeClass::new(standing.as_str(), meaning(standing), stroke))
        .collect();
    nodes(system, view, &records, &mut diagram);
    let place: BTreeMap<RecordId, usize> = records.iter().enumerate().map(|(at, &id)| (id, at)).collect();
    let ends = |interaction: &Interaction| (place[&interaction.from], place[&interaction.to]);
    diagram.edges = shown.iter().map(|one| edge(system, one, ends(one), view.examples)).collect();
    diagram
}

fn sentence(system: &System, records: &[RecordId], shown: &[&Interaction]) -> String {
    let count = |wanted: Standing| shown.iter().filter(|one| one.standing(system.as_of) == wanted).count();
    let parts: Vec<String> = STANDINGS
        .iter()
        .map(|&(standing, _)| (count(standing), standing.as_str()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", text::thousands(count)))
        .collect();
    let among = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    format!(
        "{} and {} between them as of {}{among}.",
        text::count(records.len(), "process"),
        text::count(shown.len(), "interaction"),
        system.as_of
    )
}

fn nodes(system: &System, view: &ProcessMapView<'_>, records: &[RecordId], diagram: &mut Diagram) {
    let mut belonging: BTreeMap<RecordId, usize> = BTreeMap::new();
    for (id, _) in system.records() {
        if let Some(process) = system.processes().process_of(id).filter(|&process| process != id) {
            *belonging.entry(process).or_default() += 1;
        }
    }
    let (steps, step_of) = steps(system, records);
    for (&id, step) in records.iter().zip(step_of) {
        let record = system.record(id);
        let owner = record.get(OWNER);
        let mut node = record_node(system, id);
        node.note(owner.unwrap_or("no owner"));
        let verb = record.get(PROCESS_VERB);
        let number = belonging.get(&id).copied().unwrap_or(0);
        node.facts.insert(0, verb.map_or("no verb given".to_owned(), |verb| text::plain(verb).into_owned()));
        node.fact(text::count(number, "record"));
        node.data.insert("verb".to_owned(), json!(verb));
        node.data.insert("records".to_owned(), json!(number));
        node.step = step;
        if !view.chosen.is_empty() && view.chosen.contains(&id) {
            node.look = Look::Focus;
        }
        if view.lanes == Lanes::Owner {
            let title = owner.map(|owner| system.title_of(owner).unwrap_or(owner));
            node.lane = Some(Diagram::group(&mut diagram.lanes, title.unwrap_or("no owner")));
        }
        diagram.nodes.push(node);
    }
    diagram.steps = steps;
}

/// The verbs that are used, in the order of the kind's own list, and which of them each process has.
fn steps(system: &System, records: &[RecordId]) -> (Vec<String>, Vec<Option<usize>>) {
    let known: Vec<String> = system
        .schema
        .named("process")
        .and_then(|(_, kind)| kind.field_at(PROCESS_VERB.name))
        .map(|field| match &field.ty {
            FieldType::Choice(values) => values.clone(),
            _ => Vec::new(),
        })
        .unwrap_or_default();
    let verbs: Vec<Option<&str>> = records.iter().map(|&id| system.record(id).get(PROCESS_VERB)).collect();
    let mut used: Vec<String> =
        known.into_iter().filter(|verb| verbs.contains(&Some(verb.as_str()))).collect();
    let place = |verb: &Option<&str>| used.iter().position(|known| Some(known.as_str()) == *verb);
    let mut places: Vec<Option<usize>> = verbs.iter().map(place).collect();
    if used.is_empty() {
        return (used, places);
    }
    let rest = used.len();
    if places.contains(&None) {
        used.push("no verb given".to_owned());
        places.iter_mut().for_each(|place| *place = place.or(Some(rest)));
    }
    (used, places)
}

fn edge(system: &System, one: &Interaction, (from, to): (usize, usize), examples: usize) -> Edge {
    let standing = one.standing(system.as_of);
    let class = STANDINGS.iter().position(|&(known, _)| known == standing).unwrap_or(0);
    let newest = one.newest.map_or(String::new(), |newest| format!(", newest {newest}"));
    let label = match one.links {
        0 => "no link".to_owned(),
        links => format!("{}{newest}", text::count(links, "link")),
    };
    let mut edge = Edge::new(from, to, class, label);
    edge.weight = one.links;
    for tie in one.examples.iter().take(examples) {
        edge.note(example(system, tie));
    }
    let mut tell = |key: &str, value: Value| edge.data.insert(key.to_owned(), value);
    tell("standing", json!(standing.as_str()));
    tell("declared", json!(one.is_declared()));
    tell("every", json!(one.every.to_string()));
    tell("links", json!(one.links));
    tell("newest", json!(one.newest.map(|newest| newest.to_string())));
    let said = |by: &str, list: &[crate::system::processes::Declaration]| {
        let each = list.iter().map(
            |one| json!({"by": by, "item": one.item, "every": one.every.map(|every| every.to_string())}),
        );
        each.collect::<Vec<_>>()
    };
    tell("declarations", json!([said("outputs", &one.outputs), said("inputs", &one.inputs)].concat()));
    tell(
        "examples",
        json!(one.examples.iter().take(examples).map(|tie| tie_data(system, tie)).collect::<Vec<_>>()),
    );
    edge
}

fn example(system: &System, tie: &Tie) -> String {
    let [from, to] = [tie.from, tie.to].map(|id| system.record(id).id());
    format!("{from} -> {to} ({})", tie.relation)
}

fn tie_data(system: &System, tie: &Tie) -> Value {
    let [from, to] = [tie.from, tie.to].map(|id| system.record(id).id());
    json!({"from": from, "to": to, "field": tie.relation, "newest": tie.newest.map(|newest| newest.to_string())})
}
