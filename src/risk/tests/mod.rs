mod mistakes;
mod schemes;

use std::sync::Arc;

use super::*;
use crate::base::Source;
use crate::finding::Finding;
use crate::toml_file::{TomlFile, Wording};

/// Reads a file whose `[risk]` table is under test.
fn read(text: &str) -> (RiskMethods, Vec<Finding>) {
    let file = TomlFile::parse(&Arc::new(Source::new("isms.toml", text)), Wording::CONFIGURATION);
    let methods = RiskMethods::read(file.root().table("risk").unwrap());
    (methods, file.into_findings())
}

/// The one method of a `[risk.methods.m]` that must be right.
fn method(body: &str) -> Method {
    let (methods, findings) = read(&format!("[risk.methods.m]\n{body}"));
    assert!(findings.is_empty(), "{findings:#?}");
    methods.get(None).unwrap().clone()
}

/// A score as `number band acceptance escalation`, from one value an axis.
fn score(method: &Method, likelihood: &str, impact: &str) -> String {
    verdict(method, &Input::One(likelihood), &Input::One(impact))
}

fn verdict(method: &Method, likelihood: &Input<'_>, impact: &Input<'_>) -> String {
    let score = method.score(likelihood, impact).unwrap();
    let line = match (method.above_acceptance(&score), method.escalates(&score)) {
        (false, false) => "accepted",
        (true, false) => "treat",
        (true, true) => "escalate",
        (false, true) => "accepted and escalated",
    };
    format!("{score} {} {line}", method.band_name(&score).unwrap_or("-"))
}
