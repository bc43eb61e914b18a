//! `overdue-action`: an action is not done, and its day has gone by.

use super::passed::passed;
use crate::finding::Finding;
use crate::system::System;

/// One finding for each action that does not say that it is done or cancelled, past its `due`.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let undone = passed(system, "action", "due")
        .filter(|(action, _)| !matches!(action.status(), "done" | "ineffective"));
    let finding = |(action, deadline): (&crate::record::Record, crate::record::Deadline<'_>)| {
        let message = format!("{} was due on {} and is {}", action.name(), deadline.date, action.status());
        Finding::new("overdue-action", message, action.field_label("due", "due by then"))
            .help("do it and add `done_on`, or agree a new date with whoever it was promised to")
            .about(action.subject())
            .field("due")
    };
    undone.map(finding).collect()
}
