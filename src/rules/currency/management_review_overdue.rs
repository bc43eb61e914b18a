//! `management-review-overdue`: top management has not reviewed the system in time, or never.

use super::seat;
use crate::base::Date;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{REVIEW_HELD_ON, REVIEW_TYPE};
use crate::system::System;

/// One finding where no management review was held within the interval that `isms.toml` sets. Nothing is said while a file or a
/// record could not be read that may be one.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let reviews =
        || system.of_kind("review").filter(|(_, review)| review.get(REVIEW_TYPE) == Some("management"));
    let unsure = !system.unread().is_empty() || reviews().any(|(id, _)| !system.is_clear(id));
    if !system.is_founded() || unsure {
        return Vec::new();
    }
    let held = reviews().filter_map(|(_, review)| Some((review.get(REVIEW_HELD_ON)?, review)));
    match held.filter(|(held, _)| *held <= system.as_of).max_by_key(|(held, _)| *held) {
        Some((held, review)) => overdue(system, held, review).into_iter().collect(),
        None => seat(system).map(never).into_iter().collect(),
    }
}

fn overdue(system: &System, held: Date, review: &Record) -> Option<Finding> {
    let due = held.plus(system.config.currency.management_review)?;
    if due >= system.as_of {
        return None;
    }
    let message =
        format!("the last management review, {}, was held on {held}; the next was due on {due}", review.id());
    let finding =
        Finding::new("management-review-overdue", message, review.field_label("held_on", "last held then"));
    Some(finding.help(HELP).about(review.subject()).field("held_on"))
}

fn never(seat: &Record) -> Finding {
    let message = "no management review has been held";
    Finding::new("management-review-overdue", message, seat.id_label("never reviewed as a system"))
        .help(HELP)
        .about(seat.subject())
}

const HELP: &str = "hold the management review and record it: a `review` of type management with `held_on`, \
                    `attendees`, `inputs` and `decisions`";
