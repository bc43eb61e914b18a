//! What of a management system can be drawn, as neutral pictures.
//!
//! Turns records into boxes and links into lines; how these look in a format is decided in `render`.

mod process_map;
mod record_map;
mod risk_chain;

use serde_json::{Map, Value, json};

pub use self::process_map::{Lanes, ProcessMapView, process_map};
pub use self::record_map::{LinksView, links};
pub use self::risk_chain::risk_chain;
use crate::diagram::Node;
use crate::record::field::OWNER;
use crate::system::{RecordId, System};

/// What other programs are told of every picture.
fn data(system: &System, view: &str) -> Map<String, Value> {
    let mut data = Map::new();
    data.insert("view".to_owned(), json!(view));
    data.insert("organisation".to_owned(), json!(system.config.organisation.name));
    data.insert("as_of".to_owned(), json!(system.as_of.to_string()));
    data
}

/// A box for a record, with what every view tells of one.
fn record_node(system: &System, id: RecordId) -> Node {
    let record = system.record(id);
    let mut node = Node::new(record.id(), record.title());
    node.note(record.id());
    let owner = record.get(OWNER);
    if let Some(owner) = owner {
        node.fact(format!("owner {}", owner_in_words(system, owner)));
    }
    let activity = system.activity(id);
    if let Some(reviewed) = activity.reviewed {
        node.fact(format!("last reviewed {reviewed}"));
    }
    let date = |date: Option<crate::base::Date>| json!(date.map(|date| date.to_string()));
    node.data.insert("kind".to_owned(), json!(record.kind().name));
    node.data.insert("status".to_owned(), json!(record.status()));
    node.data.insert("owner".to_owned(), json!(owner));
    node.data.insert("last_review".to_owned(), date(activity.reviewed));
    node.data.insert("next_review".to_owned(), date(system.next_review(id)));
    node.data.insert("file".to_owned(), json!(record.path()));
    node.data.insert("line".to_owned(), json!(record.line()));
    node
}

/// `ROL-ciso (Information security officer)`, where that role is known and has a title.
fn owner_in_words(system: &System, owner: &str) -> String {
    let title = system.title_of(owner);
    title.map_or(owner.to_owned(), |title| format!("{owner} ({title})"))
}
