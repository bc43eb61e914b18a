//! `residual-above-inherent`: a risk is said to be higher with controls than without.

use crate::finding::Finding;
use crate::record::{Record, Stage};
use crate::system::System;

/// One finding for each live risk whose current or residual score is above its inherent one.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let risks = system.of_kind("risk").filter(|(_, risk)| system.is_live(risk));
    risks.filter_map(|(_, risk)| judge(system, risk)).collect()
}

fn judge(system: &System, risk: &Record) -> Option<Finding> {
    let inherent = risk.score(Stage::Inherent, system.risk())?;
    let stages = [(Stage::Current, "today"), (Stage::Residual, "after treatment")];
    let higher = stages.iter().find_map(|&(stage, when)| {
        let score = risk.score(stage, system.risk())?;
        (score.value > inherent.value).then_some((stage, when, score))
    });
    let (stage, when, score) = higher?;
    let message =
        format!("{} scores {score} {when} and {inherent} without any controls, which is less", risk.name());
    let (likelihood, impact) = stage.fields();
    let field = if risk.value(likelihood).is_some() { likelihood } else { impact };
    Some(
        Finding::new(
            "residual-above-inherent",
            message,
            risk.field_label(field, format!("score {score} {when}")),
        )
        .also(risk.field_label(Stage::Inherent.fields().0, format!("score {inherent} without controls")))
        .help("assess the risk anew: without controls it cannot be lower than with them")
        .about(risk.subject())
        .field(field),
    )
}
