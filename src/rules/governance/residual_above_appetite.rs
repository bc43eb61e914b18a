//! `residual-above-appetite`: what remains of a risk is above the acceptance line, and nobody accepted it.

use crate::finding::Finding;
use crate::record::{Record, Stage};
use crate::system::{RecordId, System};

/// One finding for each live risk that states what will remain of it, where that is above the line of its method and no
/// acceptance is in force. Where nothing treats a risk that is above the line today, `untreated-risk` has said so.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let risks = system.of_kind("risk").filter(|(id, risk)| system.is_live(risk) && system.is_clear(*id));
    risks.filter_map(|(id, risk)| judge(system, id, risk)).collect()
}

fn judge(system: &System, id: RecordId, risk: &Record) -> Option<Finding> {
    let method = risk.risk_method(system.risk())?;
    let current = risk.score(Stage::Current, system.risk());
    let above_today = current.as_ref().is_some_and(|now| method.above_acceptance(now));
    if (above_today && !system.is_treated(id)) || system.is_accepted(id) {
        return None;
    }
    let line = method.acceptance().map(|line| method.line_name(line)).unwrap_or_default();
    let accepted = match system.acceptance_ended(id) {
        Some(until) => format!("its acceptance ended on {until}"),
        None => "nobody has accepted that".to_owned(),
    };
    let name = risk.name();
    let score = risk.score(Stage::Residual, system.risk()).filter(|score| method.above_acceptance(score))?;
    let message = format!(
        "{name} is to score {score} after treatment, above the acceptance line of {line}, and {accepted}"
    );
    Some(finding(risk, message))
}

fn finding(risk: &Record, message: String) -> Finding {
    let place = |field: &str, other: &'static str| {
        if risk.value(field).is_some() { field.to_owned() } else { other.to_owned() }
    };
    let likelihood = place("residual_likelihood", "likelihood");
    let impact = place("residual_impact", "impact");
    Finding::new("residual-above-appetite", message, risk.field_label(&likelihood, "likelihood that remains"))
        .also(risk.field_label(&impact, "impact that remains"))
        .help("plan further treatment, or have its owner accept what remains and add `acceptance`")
        .about(risk.subject())
        .field("acceptance")
}
