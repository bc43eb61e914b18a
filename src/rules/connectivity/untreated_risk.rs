//! `untreated-risk`: a risk is above the acceptance line, and nothing treats it.

use crate::finding::Finding;
use crate::record::{Record, Stage};
use crate::risk::Score;
use crate::system::{RecordId, System};

/// One finding for each live risk whose current score is above the line of its method, that names no control, that no
/// action addresses, and that nobody has accepted.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let risks = system.of_kind("risk").filter(|(id, risk)| system.is_live(risk) && system.is_clear(*id));
    risks.filter_map(|(id, risk)| judge(system, id, risk)).collect()
}

fn judge(system: &System, id: RecordId, risk: &Record) -> Option<Finding> {
    let score = risk.score(Stage::Current, system.risk())?;
    let method = risk.risk_method(system.risk())?;
    if !method.above_acceptance(&score) || system.is_treated(id) || system.is_accepted(id) {
        return None;
    }
    let line = method.acceptance().map(|line| method.line_name(line)).unwrap_or_default();
    let ended = system.acceptance_ended(id).map(|until| format!("; its acceptance ended on {until}"));
    Some(finding(risk, &score, &line, &ended.unwrap_or_default()))
}

fn finding(risk: &Record, score: &Score, line: &str, ended: &str) -> Finding {
    let name = risk.name();
    let message =
        format!("{name} scores {score}, above the acceptance line of {line}, and nothing treats it{ended}");
    Finding::new("untreated-risk", message, risk.field_label("likelihood", "likelihood today"))
        .also(risk.field_label("impact", "impact today"))
        .help(
            "name the `controls` that treat it, add an action that addresses it, or have its owner accept it",
        )
        .about(risk.subject())
        .field("controls")
}
