//! `decision-without-action`: a review decided something, and nobody is to do it.

use std::collections::BTreeSet;

use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{Items, REVIEW_DECISIONS};
use crate::system::{RecordId, Reference, System};
use crate::yaml::NodeRef;

/// One finding for each decision that names no action and no resource. Actions that address the review, and that no
/// decision names, are taken for the first such decisions: one end of a link is enough.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, review) in system.of_kind("review") {
        let Some(decisions) = review.get(REVIEW_DECISIONS).filter(|_| system.is_clear(id)) else {
            continue;
        };
        let bare = decisions.iter().enumerate().filter(|(_, decision)| !has_work(*decision));
        findings.extend(
            bare.skip(unnamed_actions(system, id)).map(|(index, decision)| finding(review, index, decision)),
        );
    }
    findings
}

fn has_work(decision: NodeRef<'_>) -> bool {
    let any = |key| decision.get(key).is_some_and(|node| Items::of(node).iter().any(|item| !item.is_null()));
    any("actions") || any("resources")
}

/// How many actions address the review without being named by it.
fn unnamed_actions(system: &System, review: RecordId) -> usize {
    let named: BTreeSet<RecordId> =
        system.links().out_of(review).iter().filter_map(Reference::target).collect();
    system.naming(review, "action", "addresses").filter(|action| !named.contains(action)).count()
}

fn finding(review: &Record, index: usize, decision: NodeRef<'_>) -> Finding {
    let what = decision.get("what").map_or("", |node| node.text());
    let span = decision.get("what").unwrap_or(decision).span();
    let message =
        format!("{} decided \"{}\", and no action or resource follows", review.name(), text::brief(what, 70));
    Finding::new("decision-without-action", message, review.label(span, "nobody is to do this"))
        .help("add an action with an owner and a due date, and name it under `actions` of this decision")
        .about(review.subject())
        .field(format!("decisions[{index}]"))
}
