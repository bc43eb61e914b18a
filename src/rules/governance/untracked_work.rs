//! `untracked-work`: an open action names no ticket of the tracker.

use crate::base::text;
use crate::config::Tracker;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{Items, TICKETS};
use crate::system::System;
use crate::yaml::NodeRef;

/// One finding for each action that is open or in progress and names no ticket, and for each of its tickets that cannot
/// be one of the tracker. Nothing where no tracker is configured.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let Some(tracker) = &system.config.tracker else {
        return Vec::new();
    };
    let open = |action: &Record| matches!(action.status(), "open" | "in-progress");
    let actions = system.of_kind("action").filter(|(id, action)| open(action) && system.is_clear(*id));
    actions.flat_map(|(_, action)| judge(tracker, action)).collect()
}

fn judge(tracker: &Tracker, action: &Record) -> Vec<Finding> {
    let tickets: Vec<NodeRef<'_>> =
        action.get(TICKETS).into_iter().flat_map(Items::iter).filter(|one| !one.is_null()).collect();
    if tickets.is_empty() {
        let message = format!(
            "{} is {}, and names no ticket in {}",
            action.name(),
            action.status().replace('-', " "),
            tracker.name
        );
        return vec![
            Finding::new("untracked-work", message, action.id_label("no ticket"))
                .help(format!("open a ticket in {} and name it in `tickets`", tracker.name))
                .about(action.subject())
                .field("tickets"),
        ];
    }
    let strange = tickets.iter().enumerate().filter(|(_, ticket)| !tracker.knows(ticket.text()));
    strange.map(|(index, ticket)| stranger(tracker, action, index, *ticket)).collect()
}

fn stranger(tracker: &Tracker, action: &Record, index: usize, ticket: NodeRef<'_>) -> Finding {
    let written = text::brief(ticket.text(), 60);
    let message = format!("{} names {written}, which is no ticket in {}", action.name(), tracker.name);
    Finding::new("untracked-work", message, action.label(ticket.span(), "no such ticket"))
        .help("correct the key, or the `pattern` or `url` of `[tracker]` in isms.toml")
        .about(action.subject())
        .field(format!("tickets[{index}]"))
}
