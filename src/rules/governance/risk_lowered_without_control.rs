//! `risk-lowered-without-control`: a risk is scored lower, and nothing on record lowers it.

use crate::finding::Finding;
use crate::record::field::RISK_TREATMENT;
use crate::record::{Record, Stage};
use crate::risk::AxisName;
use crate::system::{RecordId, System};

/// From an earlier assessment to a later one, with words for both.
const STEPS: [(Stage, Stage, &str, &str); 2] = [
    (Stage::Inherent, Stage::Current, "without controls", "today"),
    (Stage::Current, Stage::Residual, "today", "after treatment"),
];

/// One finding for each live risk whose score falls from one assessment to the next although it names no control and no
/// action addresses it. Where it is above the line as well, `untreated-risk` has said so.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let risks = system.of_kind("risk").filter(|(id, risk)| {
        system.is_live(risk)
            && system.is_clear(*id)
            && !system.is_treated(*id)
            && !is_untreated(system, *id, risk)
    });
    risks.filter_map(|(_, risk)| judge(system, risk)).collect()
}

/// Whether it is above the line today and not accepted; that nothing treats it is known.
fn is_untreated(system: &System, id: RecordId, risk: &Record) -> bool {
    let score = risk.score(Stage::Current, system.risk());
    let method = risk.risk_method(system.risk());
    let above = score.zip(method).is_some_and(|(score, method)| method.above_acceptance(&score));
    above && !system.is_accepted(id)
}

fn judge(system: &System, risk: &Record) -> Option<Finding> {
    let treatment = risk.get(RISK_TREATMENT)?;
    let fallen = STEPS.iter().find_map(|&(before, after, first, then)| {
        let (from, to) = fall(system, risk, treatment, before, after)?;
        Some((after, format!("{from} {first} to {to} {then}")))
    });
    let (stage, steps) = fallen?;
    let (likelihood, impact) = stage.fields();
    let field = if risk.value(likelihood).is_some() { likelihood } else { impact };
    let message = format!(
        "{} goes from {steps}, its treatment is \"{treatment}\", and no control or action lowers it",
        risk.name()
    );
    Some(
        Finding::new("risk-lowered-without-control", message, risk.field_label(field, "lower here"))
            .also(risk.field_label("treatment", "what was decided"))
            .help("name the `controls` that lower it, add an action that addresses it, or correct the score")
            .about(risk.subject())
            .field("controls"),
    )
}

/// The score, or the likelihood alone where the risk is transferred, before and after, in words, if it falls. What is
/// avoided needs no control to be less likely.
fn fall(
    system: &System,
    risk: &Record,
    treatment: &str,
    before: Stage,
    after: Stage,
) -> Option<(String, String)> {
    if treatment == "avoid" {
        return None;
    }
    if treatment == "transfer" {
        let level = |stage| risk.level(stage, AxisName::Likelihood, system.risk());
        let words = |stage: Stage| {
            let written = risk.value(stage.fields().0).map_or("", |node| node.text());
            format!("likelihood {}", crate::base::text::brief(written, 30))
        };
        return (level(after)? < level(before)?).then(|| (words(before), words(after)));
    }
    let (from, to) = (risk.score(before, system.risk())?, risk.score(after, system.risk())?);
    (to.value < from.value).then(|| (format!("score {from}"), format!("{to}")))
}
