//! `effectiveness-not-checked`: an action is done, and nobody checked in time whether it helped.

use crate::base::Date;
use crate::finding::Finding;
use crate::record::field::{
    ACTION_CHECK_DUE, ACTION_CHECK_RESULT, ACTION_CHECKED_ON, ACTION_DONE_ON, ACTION_TYPE,
};
use crate::record::{Handle, Record};
use crate::system::System;

/// One finding for each action that is done and whose check is past its day, and for each one that is said to have been
/// checked without what the check showed.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let actions = system.of_kind("action").filter(|(id, _)| system.is_clear(*id));
    actions
        .filter_map(|(_, action)| match action.status() {
            "done" => overdue(system, action),
            // What was checked later had been done by then, and not yet checked.
            "verified" | "ineffective" if is_ahead(system, action, ACTION_CHECKED_ON) => {
                overdue(system, action)
            }
            "verified" | "ineffective" => without_result(action),
            _ => None,
        })
        .collect()
}

fn is_ahead(system: &System, action: &Record, field: Handle<Date>) -> bool {
    action.get(field).is_some_and(|day| day > system.as_of)
}

/// An action without a type that answers to a finding is a corrective one.
fn is_corrective(system: &System, action: &Record) -> bool {
    let answers_to_finding = || {
        let id = system.find(action.id());
        id.is_some_and(|id| {
            system.named_in(id, "addresses").any(|target| system.record(target).is("finding"))
        })
    };
    action.get(ACTION_TYPE).map_or_else(answers_to_finding, |ty| ty == "corrective")
}

fn overdue(system: &System, action: &Record) -> Option<Finding> {
    let checked = action.get(ACTION_CHECKED_ON).is_some_and(|day| day <= system.as_of);
    if checked || is_ahead(system, action, ACTION_DONE_ON) {
        return None;
    }
    let (what, field) = match action.get(ACTION_CHECK_DUE) {
        Some(due) if due < system.as_of => (format!("its check was due on {due}"), "effectiveness.due"),
        None if is_corrective(system, action) => {
            let done = action.get(ACTION_DONE_ON)?;
            let due = done.plus(system.config.governance.effectiveness_check)?;
            if due >= system.as_of {
                return None;
            }
            (format!("was done on {done}"), "done_on")
        }
        _ => return None,
    };
    let message = if field == "done_on" {
        format!("{} {what}, and nobody has checked since whether it helped", action.name())
    } else {
        format!("{} is done, {what}, and nobody has checked whether it helped", action.name())
    };
    Some(
        Finding::new("effectiveness-not-checked", message, action.field_label(field, "not checked since"))
            .help("check whether it helped, and add `effectiveness` with `checked_on`, `checked_by` and `result`")
            .about(action.subject())
            .field("effectiveness.checked_on"),
    )
}

fn without_result(action: &Record) -> Option<Finding> {
    let status = action.status();
    let checked = action.get(ACTION_CHECKED_ON);
    let result = action.get(ACTION_CHECK_RESULT).is_some_and(|result| !result.trim().is_empty());
    let (what, missing) = match (checked, result) {
        (Some(_), true) => return None,
        (Some(day), false) => {
            (format!("was checked on {day} and does not say what the check showed"), "result")
        }
        (None, true) => ("does not say when it was checked".to_owned(), "checked_on"),
        (None, false) => ("does not say when it was checked and what the check showed".to_owned(), "result"),
    };
    let message = format!("{} is {status}, and it {what}", action.name());
    Some(
        Finding::new("effectiveness-not-checked", message, action.field_label("status", "checked, it says"))
            .help(format!(
                "add `effectiveness` with `{missing}` and the rest of the check, or set `status: done`"
            ))
            .about(action.subject())
            .field(format!("effectiveness.{missing}")),
    )
}
