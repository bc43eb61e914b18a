//! `overdue-objective`: an objective's day has gone by, and what became of it is not on record.

use super::passed::passed;
use crate::finding::Finding;
use crate::system::System;

/// One finding for each objective that is neither achieved, missed nor dropped, past its `due`.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let open = passed(system, "objective", "due");
    let finding = |(objective, deadline): (&crate::record::Record, crate::record::Deadline<'_>)| {
        let message = format!(
            "{} was to be reached by {} and is still {}",
            objective.name(),
            deadline.date,
            objective.status()
        );
        Finding::new("overdue-objective", message, objective.field_label("due", "to be reached by then"))
            .help("write down the `result` and set `status` to achieved or missed, or agree a new date")
            .about(objective.subject())
            .field("due")
    };
    open.map(finding).collect()
}
