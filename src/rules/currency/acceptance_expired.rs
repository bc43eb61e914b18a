//! `acceptance-expired`: what was accepted of a risk was accepted until a day that has gone by.

use super::passed::passed;
use crate::finding::Finding;
use crate::record::{Record, Stage};
use crate::system::System;

/// One finding for each live risk past its `acceptance.until`, unless another rule says of it that a score above the
/// line is not accepted: `untreated-risk` where nothing treats it, `residual-above-appetite` where it states what will
/// remain.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let above = |risk: &Record, stage| {
        let method = risk.risk_method(system.risk());
        let score = risk.score(stage, system.risk());
        method.zip(score).is_some_and(|(method, score)| method.above_acceptance(&score))
    };
    let told = |risk: &Record| {
        above(risk, Stage::Residual)
            || (above(risk, Stage::Current)
                && !system.find(risk.id()).is_some_and(|id| system.is_treated(id)))
    };
    let expired = passed(system, "risk", "acceptance.until").filter(|(risk, _)| !told(risk));
    let finding = |(risk, deadline): (&Record, crate::record::Deadline<'_>)| {
        let message = format!("{} was accepted until {}", risk.name(), deadline.date);
        Finding::new(
            "acceptance-expired",
            message,
            risk.field_label("acceptance.until", "accepted until then"),
        )
        .help("have its owner decide again and renew `acceptance`, or remove it and treat the risk")
        .about(risk.subject())
        .field("acceptance.until")
    };
    expired.map(finding).collect()
}
