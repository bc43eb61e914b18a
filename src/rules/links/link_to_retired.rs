//! `link-to-retired`: a live record rests on one that is retired, or an approved one on a draft.

use super::at;
use crate::finding::Finding;
use crate::record::Record;
use crate::schema::{Condition, State};
use crate::system::{Reference, System};

/// One finding for each reference of a live record to a retired one, and of a settled record to a draft. Fields that
/// tell what was are left alone.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    system.links().all().iter().filter_map(|reference| finding(system, reference)).collect()
}

fn finding(system: &System, reference: &Reference) -> Option<Finding> {
    let from = system.record(reference.from);
    let target = system.record(reference.target()?);
    if reference.link(from).target.history {
        return None;
    }
    let is = |record: &Record, state| record.is_in(state, system.as_of);
    let (state, names, label, help) = if is(target, State::Retired) && system.is_live(from) {
        (State::Retired, "names", "no longer in force", "name its successor, or take the entry out")
    } else if is(target, State::Draft) && is(from, State::Settled) {
        let help = "have the draft approved first, or take the entry out";
        (State::Draft, "is approved and rests on", "still a draft", help)
    } else {
        return None;
    };
    let condition = target.kind().states.get(&state).cloned().unwrap_or_default();
    let (field, what) = reason(target, &condition);
    let message = format!("{} {names} {}, which {what}", from.name(), target.name());
    Some(
        at(system, reference, "link-to-retired", &message, label)
            .also(target.field_label(&field, "said here"))
            .help(help),
    )
}

/// The field that puts a record into a state, and what it says: "is retired", "left on 2026-03-01".
fn reason(target: &Record, condition: &Condition) -> (String, String) {
    let field = condition.0.first().map_or("status", |(field, _)| field.as_str());
    let value = target.value(field).map_or("", |node| node.text());
    let what = match field {
        "status" => format!("is {}", target.status()),
        "left_on" => format!("left on {value}"),
        other => format!("has `{other}: {value}`"),
    };
    (field.to_owned(), what)
}
