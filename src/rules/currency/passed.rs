//! Deadlines that have gone by.

use crate::record::{Deadline, Record};
use crate::system::System;

/// The live records of a kind whose deadline in a field has gone by unmet. What could not be read may say that it was
/// met, so those are left out.
pub(super) fn passed<'s>(
    system: &'s System,
    kind: &'s str,
    path: &'s str,
) -> impl Iterator<Item = (&'s Record, Deadline<'s>)> {
    let live = system.of_kind(kind).filter(|(id, record)| system.is_live(record) && system.is_clear(*id));
    live.filter_map(move |(_, record)| {
        let mut deadlines = record.deadlines(system.as_of).into_iter();
        let deadline = deadlines.find(|deadline| deadline.path == path)?;
        (deadline.date < system.as_of).then_some((record, deadline))
    })
}
