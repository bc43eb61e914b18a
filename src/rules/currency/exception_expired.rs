//! `exception-expired`: an exception has run out and was neither ended nor approved again.

use super::passed::passed;
use crate::finding::Finding;
use crate::system::System;

/// One finding for each exception that is not retired, past its `until`.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let expired = passed(system, "exception", "until");
    let finding = |(exception, deadline): (&crate::record::Record, crate::record::Deadline<'_>)| {
        let message =
            format!("{} held until {} and waives nothing any more", exception.name(), deadline.date);
        Finding::new("exception-expired", message, exception.field_label("until", "held until then"))
            .help(
                "set `status: retired` if the deviation is over, or have it approved anew with a new `until`",
            )
            .about(exception.subject())
            .field("until")
    };
    expired.map(finding).collect()
}
