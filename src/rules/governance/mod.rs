//! Somebody answers for everything, and nobody judges their own work.

pub(super) mod accepted_by_other;
pub(super) mod auditor_not_independent;
pub(super) mod effectiveness_not_checked;
pub(super) mod missing_root_cause;
pub(super) mod overbroad_exception;
pub(super) mod owner_left;
pub(super) mod repeat_finding;
pub(super) mod residual_above_appetite;
pub(super) mod residual_above_inherent;
pub(super) mod risk_lowered_without_control;
pub(super) mod unapproved_resources;
pub(super) mod untracked_work;
pub(super) mod untrained_role;
pub(super) mod unused_exception;
pub(super) mod vacant_role;
pub(super) mod verified_by_doer;

use super::rule::{Check, Rule, rule};
use crate::base::text;
use crate::schema::State;
use crate::system::{RecordId, System};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    rule!(
        "unused-exception",
        Governance,
        Observation,
        ["A.5.1"],
        "an exception, or a part of it, waives nothing",
        Check::Exceptions(unused_exception::check)
    ),
    rule!(
        "overbroad-exception",
        Governance,
        Minor,
        ["A.5.1", "A.5.36"],
        "an exception waives more, or for longer, than anybody can have weighed",
        Check::Exceptions(overbroad_exception::check)
    ),
    rule!(
        "owner-left",
        Governance,
        Minor,
        ["5.3"],
        "somebody who has left still answers for something",
        Check::System(owner_left::check)
    ),
    rule!(
        "vacant-role",
        Governance,
        Minor,
        ["5.3"],
        "a role answers for something, and nobody holds it",
        Check::System(vacant_role::check)
    ),
    rule!(
        "auditor-not-independent",
        Governance,
        Minor,
        ["9.2.2"],
        "an auditor owns what is audited, or did the work",
        Check::System(auditor_not_independent::check)
    ),
    rule!(
        "verified-by-doer",
        Governance,
        Minor,
        ["10.2"],
        "the effect of an action is checked by whoever carried it out",
        Check::System(verified_by_doer::check)
    ),
    rule!(
        "accepted-by-other",
        Governance,
        Minor,
        ["6.1.3"],
        "a risk is accepted by somebody who may not accept it",
        Check::System(accepted_by_other::check)
    ),
    rule!(
        "residual-above-appetite",
        Governance,
        Minor,
        ["6.1.3", "8.3"],
        "what remains of a risk is above the acceptance line, and nobody accepted it",
        Check::System(residual_above_appetite::check)
    ),
    rule!(
        "residual-above-inherent",
        Governance,
        Minor,
        ["6.1.2"],
        "a risk is said to be higher with controls than without",
        Check::System(residual_above_inherent::check)
    ),
    rule!(
        "risk-lowered-without-control",
        Governance,
        Minor,
        ["6.1.3"],
        "a risk is scored lower, and nothing on record lowers it",
        Check::System(risk_lowered_without_control::check)
    ),
    rule!(
        "missing-root-cause",
        Governance,
        Minor,
        ["10.2"],
        "a corrective action is done or a nonconformity closed, and its cause is not on record",
        Check::System(missing_root_cause::check)
    ),
    rule!(
        "effectiveness-not-checked",
        Governance,
        Minor,
        ["10.2"],
        "an action is done, and nobody checked in time whether it helped",
        Check::System(effectiveness_not_checked::check)
    ),
    rule!(
        "repeat-finding",
        Governance,
        Minor,
        ["10.2"],
        "the same is found again after a corrective action was verified",
        Check::System(repeat_finding::check)
    ),
    rule!(
        "untrained-role",
        Governance,
        Minor,
        ["7.2"],
        "somebody holds a role and never had a training that it requires",
        Check::System(untrained_role::check)
    ),
    rule!("process-without-resources", Governance),
    rule!(
        "unapproved-resources",
        Governance,
        Minor,
        ["5.1", "7.1"],
        "a resource is in use, and top management has not approved it for this time",
        Check::System(unapproved_resources::check)
    ),
    rule!(
        "untracked-work",
        Governance,
        Observation,
        ["8.1"],
        "an open action names no ticket of the tracker",
        Check::System(untracked_work::check)
    ),
];

/// The actions of a finding that were not cancelled, whichever of the two names the other; sorted, each once.
fn actions_of(system: &System, finding: RecordId) -> Vec<RecordId> {
    let naming = system.naming(finding, "action", "addresses");
    let mut actions: Vec<RecordId> = system.named_in(finding, "actions").chain(naming).collect();
    actions.sort_unstable();
    actions.dedup();
    actions.retain(|&action| !system.record(action).is_in(State::Retired, system.as_of));
    actions
}

/// What a role answers for, for a message: "answers for 12 records: A, B, C and 9 more".
fn answers_for(system: &System, role: RecordId) -> String {
    let asked = system.links().into(role).filter(|reference| system.duty(reference).is_some());
    let mut records: Vec<RecordId> = asked.map(|reference| reference.from).collect();
    records.sort_unstable();
    records.dedup();
    let ids: Vec<&str> = records.iter().take(4).map(|&id| system.record(id).id()).collect();
    match records.len() {
        1 => format!("answers for {}", system.record(records[0]).name()),
        2..=4 => format!("answers for {}", text::list(&ids, "and", 4)),
        many => format!(
            "answers for {}, such as {}",
            text::count(many, "record"),
            text::list(&ids[..3], "and", 3)
        ),
    }
}
