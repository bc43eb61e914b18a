//! `repeat-finding`: the same is found again after a corrective action was verified.

use std::collections::BTreeMap;

use super::actions_of;
use crate::base::Date;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{ACTION_CHECKED_ON, ACTION_TYPE, FINDING_RAISED_ON, FINDING_TYPE};
use crate::system::{RecordId, Reference, Status, System};

/// A corrective action on a finding that was found to have helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mended {
    verified: Date,
    raised: Date,
    finding: RecordId,
    action: RecordId,
}

/// One finding for each live finding against a clause, control, process or document that an earlier one, whose
/// corrective action had been verified by then, was against, too.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let mut mended: BTreeMap<&str, Vec<Mended>> = BTreeMap::new();
    let findings: Vec<(RecordId, &Record)> = system
        .of_kind("finding")
        .filter(|(_, finding)| finding.get(FINDING_TYPE) != Some("opportunity"))
        .collect();
    for &(id, finding) in &findings {
        let all = verified(system, id, finding);
        for against in against(system, id) {
            mended.entry(name(system, against)).or_default().extend(&all);
        }
    }
    mended.values_mut().for_each(|list| list.sort_unstable());
    let live = findings.iter().filter(|(_, finding)| system.is_live(finding));
    live.filter_map(|&(id, finding)| judge(system, id, finding, &mended)).collect()
}

fn against(system: &System, finding: RecordId) -> impl Iterator<Item = &Reference> {
    let known = |status| matches!(status, Status::Record(_) | Status::Clause | Status::Undecided);
    let named = system.links().out_of(finding).iter().filter(move |reference| known(reference.status));
    named.filter(move |reference| reference.link(system.record(finding)).path == "against")
}

fn name<'s>(system: &'s System, reference: &Reference) -> &'s str {
    reference.node(system.record(reference.from)).text().trim()
}

fn verified(system: &System, id: RecordId, finding: &Record) -> Vec<Mended> {
    let Some(raised) = finding.get(FINDING_RAISED_ON) else {
        return Vec::new();
    };
    let of_action = |action: RecordId| {
        let record = system.record(action);
        let helped = record.status() == "verified" && record.get(ACTION_TYPE) == Some("corrective");
        let verified = record.get(ACTION_CHECKED_ON).filter(|_| helped)?;
        Some(Mended { verified, raised, finding: id, action })
    };
    actions_of(system, id).into_iter().filter_map(of_action).collect()
}

fn judge(
    system: &System,
    id: RecordId,
    finding: &Record,
    mended: &BTreeMap<&str, Vec<Mended>>,
) -> Option<Finding> {
    let raised = finding.get(FINDING_RAISED_ON).filter(|raised| *raised <= system.as_of)?;
    let recent = |earlier: &Mended| {
        earlier.raised.plus(system.config.governance.repeat_finding).is_none_or(|end| end >= raised)
    };
    // The latest check before this finding tells most: after it one thought it was mended.
    let (reference, earlier) = against(system, id).find_map(|reference| {
        let list = mended.get(name(system, reference))?;
        let before = list.partition_point(|one| one.verified <= raised);
        let earlier = list[..before]
            .iter()
            .rev()
            .take(100)
            .find(|one| one.finding != id && one.raised < raised && recent(one))?;
        Some((reference, *earlier))
    })?;
    Some(say(system, finding, raised, reference, earlier))
}

fn say(system: &System, finding: &Record, raised: Date, reference: &Reference, earlier: Mended) -> Finding {
    let (first, action) = (system.record(earlier.finding), system.record(earlier.action));
    let message = format!(
        "{} of {raised} is against {}, as was {} of {}, whose action {} was verified on {}",
        finding.name(),
        name(system, reference),
        first.id(),
        earlier.raised,
        action.id(),
        earlier.verified
    );
    Finding::new("repeat-finding", message, finding.label(reference.node(finding).span(), "found again"))
        .also(first.id_label("found before"))
        .also(action.field_label("effectiveness.checked_on", "taken for mended here"))
        .help(format!("ask why {} did not last, and look for the cause behind its cause", action.id()))
        .about(finding.subject())
        .field(reference.path(finding))
}
