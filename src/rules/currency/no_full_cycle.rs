//! `no-full-cycle`: the management cycle has not been gone through once in the time that is looked at.

use super::seat;
use crate::base::text;
use crate::finding::Finding;
use crate::schedule::{self, Step};
use crate::system::System;

/// One finding where no full round of the cycle is on record. Nothing is said while something could not be read.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    if !system.is_founded() || !system.unread().is_empty() {
        return Vec::new();
    }
    let cycle = schedule::cycle(system);
    let Some(seat) = seat(system).filter(|_| cycle.round.is_none()) else {
        return Vec::new();
    };
    let missing: Vec<&str> = cycle.missing().map(Step::as_str).collect();
    let why = if missing.is_empty() {
        "each step was taken, but not one after the other".to_owned()
    } else {
        format!("no {} is on record", text::list(&missing, "and no", 5))
    };
    let message =
        format!("no full cycle was gone through between {} and {}: {why}", cycle.from, system.as_of);
    let finding = Finding::new("no-full-cycle", message, seat.id_label("the management system"))
        .help("take the step that is missing and record its date; `isms explain no-full-cycle` lists what counts")
        .about(seat.subject());
    vec![finding]
}
