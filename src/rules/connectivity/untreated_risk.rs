//! `untreated-risk`: a risk is above the acceptance line, and nothing treats it.

use crate::base::Date;
use crate::finding::Finding;
use crate::record::field::RISK_ACCEPTANCE;
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
    if !method.above_acceptance(&score) || is_treated(system, id, risk) || is_accepted(risk, system.as_of) {
        return None;
    }
    let line = method.acceptance().map(|line| method.line_name(line)).unwrap_or_default();
    Some(finding(risk, &score, &line))
}

fn is_treated(system: &System, id: RecordId, risk: &Record) -> bool {
    let names_control = risk.links().iter().any(|link| risk.kind().link(link.link).path == "controls");
    let addressed = || {
        system.links().into(id).any(|reference| {
            let from = system.record(reference.from);
            from.is("action") && reference.link(from).path == "addresses"
        })
    };
    names_control || addressed()
}

fn is_accepted(risk: &Record, as_of: Date) -> bool {
    risk.get(RISK_ACCEPTANCE).is_some_and(|acceptance| {
        let until = acceptance.get("until").and_then(|node| node.scalar()?.parse::<Date>().ok());
        acceptance.get("by").is_some_and(|by| !by.is_null()) && until.is_none_or(|until| until >= as_of)
    })
}

fn finding(risk: &Record, score: &Score, line: &str) -> Finding {
    let message =
        format!("{} scores {score}, above the acceptance line of {line}, and nothing treats it", risk.name());
    Finding::new("untreated-risk", message, risk.field_label("likelihood", "likelihood today"))
        .also(risk.field_label("impact", "impact today"))
        .help(
            "name the `controls` that treat it, add an action that addresses it, or have its owner accept it",
        )
        .about(risk.subject())
        .field("controls")
}
