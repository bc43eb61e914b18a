//! Reviews, policies, audits, metrics, nonconformities and what follows from them.

use std::collections::BTreeSet;

use super::{is_late, last_management_review, share};
use crate::base::{Date, text};
use crate::record::Record;
use crate::record::field::{
    ACTION_DONE_ON, ACTION_TYPE, AUDIT_PERFORMED_ON, AUDIT_TYPE, DOCUMENT_APPROVED_ON, DOCUMENT_VERSION,
    FINDING_TYPE, Items, METRIC_MEASUREMENTS, REVIEW_DECISIONS, REVIEW_INPUTS, REVIEW_TYPE,
};
use crate::reports::readiness::{Judgement, Standing};
use crate::sample;
use crate::schedule;
use crate::schema::State;
use crate::system::{RecordId, System};
use crate::yaml::{NodeRef, Shape};

/// What policies are drawn by, so that everybody draws the same.
const SEED: &str = "readiness";
/// Policies that are drawn.
const DRAWN: usize = 3;

/// Passes if the last management review has minutes.
pub(in crate::reports::readiness) fn management_review(system: &System) -> Judgement {
    let Some((held, id)) = last_management_review(system) else {
        return Judgement::new(Standing::Fail, "no management review was held").over(Vec::new());
    };
    let review = system.record(id);
    let minutes = system.named_in(id, "minutes").next();
    let has_minutes = minutes.is_some() || review.evidence().next().is_some();
    let fact = match minutes {
        Some(minutes) => {
            format!("{} was held on {held}; minutes: {}", review.id(), system.record(minutes).id())
        }
        None => format!("{} was held on {held} and names no minutes", review.id()),
    };
    let mut judgement = Judgement::pass_if(has_minutes, fact);
    for (missed, planned) in missed_management_reviews(system) {
        let fact = format!("{missed} was planned for {planned} and has not been held");
        judgement.but(Standing::Fail, fact);
    }
    let decisions: Vec<NodeRef<'_>> =
        review.get(REVIEW_DECISIONS).into_iter().flat_map(Items::iter).collect();
    let on_resources = decisions.iter().filter(|decision| decision.get("resources").is_some()).count();
    let fact =
        format!("{}, {on_resources} of them about resources", text::count(decisions.len(), "decision"));
    let approves = || {
        system
            .of_kind("resource")
            .any(|(resource, _)| system.named_in(resource, "approved_in").any(|by| by == id))
    };
    let tells = on_resources > 0 || approves();
    judgement.but(if tells { Standing::Pass } else { Standing::Unknown }, fact);
    if !tells {
        let fact = "no decision and no resource tells that resources were looked at";
        judgement.but(Standing::Unknown, fact);
    }
    judgement
}

/// Management reviews whose planned day has gone by, and the day.
fn missed_management_reviews(system: &System) -> impl Iterator<Item = (&str, Date)> {
    let is_one = |review: &Record| review.get(REVIEW_TYPE) == Some("management");
    let reviews = system.of_kind("review").filter(move |(_, review)| is_one(review));
    reviews.filter(|(_, review)| system.is_live(review)).filter_map(|(_, review)| {
        let deadlines = review.deadlines(system.as_of);
        let missed = deadlines.iter().find(|one| one.path == "planned_on" && one.date < system.as_of)?;
        Some((review.id(), missed.date))
    })
}

/// Draws three policies in force and looks at version and approval of each.
pub(in crate::reports::readiness) fn policies(system: &System) -> Judgement {
    let in_force = |document: &Record| {
        document.ty() == Some("policy")
            && system.is_live(document)
            && !document.is_in(State::Draft, system.as_of)
    };
    let policies: Vec<&str> = system
        .of_kind("document")
        .filter(|(_, document)| in_force(document))
        .map(|(_, document)| document.id())
        .collect();
    if policies.is_empty() {
        return Judgement::new(Standing::Fail, "no approved policy is on record").over(Vec::new());
    }
    let ranked = sample::rank(SEED, policies.iter().copied());
    let fact = format!("drawn with the seed `{SEED}` from {}", text::count(policies.len(), "policy"));
    let mut judgement = Judgement::new(Standing::Pass, fact);
    let mut drawn = Vec::new();
    for id in ranked.iter().take(DRAWN).filter_map(|one| system.find(one.id)) {
        drawn.push(id);
        let (standing, fact) = policy(system, system.record(id));
        judgement.but(standing, fact);
    }
    judgement.over(drawn)
}

fn policy(system: &System, document: &Record) -> (Standing, String) {
    let version = document.get(DOCUMENT_VERSION);
    let approved = document.get(DOCUMENT_APPROVED_ON).filter(|day| *day <= system.as_of);
    let by = document.value("approved_by").and_then(NodeRef::scalar);
    let fine = version.is_some() && approved.is_some() && by.is_some();
    let version =
        version.map_or("no version".to_owned(), |version| format!("version {}", text::brief(version, 20)));
    let approval = match (approved, by) {
        (Some(day), Some(by)) => format!("approved on {day} by {}", text::brief(by, 40)),
        (Some(day), None) => format!("approved on {day} by nobody on record"),
        (None, _) => "no approval".to_owned(),
    };
    (if fine { Standing::Pass } else { Standing::Fail }, format!("{}: {version}, {approval}", document.id()))
}

/// Cannot tell where no nonconformity was ever recorded; rules tell the rest.
pub(in crate::reports::readiness) fn corrective_actions(system: &System) -> Judgement {
    let is_nonconformity = |finding: &Record| matches!(finding.get(FINDING_TYPE), Some("major" | "minor"));
    let all: Vec<&Record> = system
        .of_kind("finding")
        .map(|(_, finding)| finding)
        .filter(|finding| is_nonconformity(finding))
        .collect();
    if all.is_empty() {
        let fact = "no nonconformity is on record, so nobody can tell what would follow from one";
        return Judgement::new(Standing::Unknown, fact);
    }
    let open = all.iter().filter(|finding| system.is_live(finding)).count();
    let nonconformities = if all.len() == 1 { "1 nonconformity" } else { "nonconformities" };
    let fact = match all.len() {
        1 => nonconformities.to_owned(),
        number => format!("{} {nonconformities}, {open} of them open", text::thousands(number)),
    };
    let mut judgement = Judgement::new(Standing::Pass, fact);
    let corrective =
        system.of_kind("action").filter(|(_, action)| action.get(ACTION_TYPE) == Some("corrective"));
    let open: Vec<bool> =
        corrective.map(|(_, action)| matches!(action.status(), "open" | "in-progress")).collect();
    let live = open.iter().filter(|open| **open).count();
    judgement.but(
        Standing::Pass,
        format!("{}, {live} of them under way", text::count(open.len(), "corrective action")),
    );
    judgement
}

/// Passes if a metric was measured within a year, and the last management review names one.
pub(in crate::reports::readiness) fn metrics(system: &System) -> Judgement {
    let measured = |metric: &Record| {
        let list = metric.get(METRIC_MEASUREMENTS).into_iter().flat_map(Items::iter);
        let mut days = list.filter_map(|one| one.get("measured_on")?.scalar()?.parse().ok());
        days.any(|day| is_late(system, day)) || metric.value("formula").is_some()
    };
    let live: Vec<(RecordId, &Record)> =
        system.of_kind("metric").filter(|(_, metric)| system.is_live(metric)).collect();
    let fresh = live.iter().filter(|(_, metric)| measured(metric)).count();
    let fact = share(fresh, live.len(), "metric", "are computed or were measured in the last 12 months");
    let mut judgement = Judgement::pass_if(fresh > 0, fact);
    let Some((held, id)) = last_management_review(system) else {
        judgement.but(Standing::Fail, "no management review was held, so none was reported to one");
        return judgement;
    };
    let ids: BTreeSet<&str> = live.iter().map(|(_, metric)| metric.id()).collect();
    let linked = system.links().out_of(id).iter().filter_map(crate::system::Reference::target);
    let mut named: BTreeSet<&str> = linked.map(|target| system.record(target).id()).collect();
    if let Some(inputs) = system.record(id).get(REVIEW_INPUTS) {
        words(inputs, &mut |word| {
            named.extend(ids.get(word));
        });
    }
    let reported = ids.intersection(&named).count();
    let fact = format!("{} of {held} names {reported} of them", system.record(id).id());
    judgement.but(if reported > 0 { Standing::Pass } else { Standing::Fail }, fact);
    judgement
}

/// Each word in what stands below a node.
fn words<'a>(node: NodeRef<'a>, found: &mut impl FnMut(&'a str)) {
    match node.shape() {
        Shape::Scalar => {
            let parts = node.text().split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.')));
            parts.for_each(|word| found(word.trim_matches('.')));
        }
        Shape::Map => node.entries().for_each(|entry| words(entry.value, found)),
        Shape::List => node.items().for_each(|item| words(item, found)),
        Shape::Null => {}
    }
}

/// Passes if an internal audit was performed within a year; rules tell which are late.
pub(in crate::reports::readiness) fn internal_audits(system: &System) -> Judgement {
    let internal: Vec<(RecordId, &Record)> =
        system.of_kind("audit").filter(|(_, audit)| audit.get(AUDIT_TYPE) == Some("internal")).collect();
    let done = |audit: &Record| audit.get(AUDIT_PERFORMED_ON).filter(|day| *day <= system.as_of);
    let performed: Vec<RecordId> =
        internal.iter().filter(|(_, audit)| done(audit).is_some()).map(|(id, _)| *id).collect();
    let lately =
        internal.iter().filter(|(_, audit)| done(audit).is_some_and(|day| is_late(system, day))).count();
    let fact = format!(
        "{} performed, {} of them in the last 12 months; {} ahead",
        text::count(performed.len(), "internal audit"),
        text::thousands(lately),
        text::thousands(internal.len() - performed.len())
    );
    Judgement::pass_if(lately > 0, fact).over(performed)
}

/// Passes if the cycle was closed in the time that is looked at.
pub(in crate::reports::readiness) fn full_cycle(system: &System) -> Judgement {
    let cycle = schedule::cycle(system);
    let Some(round) = &cycle.round else {
        let missing: Vec<&str> = cycle.missing().map(schedule::Step::as_str).collect();
        let why = if missing.is_empty() {
            "the steps did not follow one another".to_owned()
        } else {
            format!("nothing shows {}", text::list(&missing, "and", 5))
        };
        return Judgement::new(Standing::Fail, format!("no full cycle since {}: {why}", cycle.from))
            .over(Vec::new());
    };
    let ends = (round.first(), round.last());
    let days = match ends {
        (Some((_, first)), Some((_, last))) => format!("from {} to {}", first.date, last.date),
        _ => String::new(),
    };
    Judgement::new(Standing::Pass, format!("a full cycle {days}"))
        .over(round.iter().map(|(_, shown)| shown.record).collect())
}

/// Passes if an action that was done within a year, and answers to what was found, says what it changed.
pub(in crate::reports::readiness) fn changes_follow(system: &System) -> Judgement {
    let found =
        |record: &Record| ["finding", "incident", "audit", "review"].iter().any(|kind| record.is(kind));
    // One end is enough: the action names what it answers to, or that names the action.
    let answers = |id: RecordId| {
        let mut naming = system.links().into(id).map(|reference| (reference, system.record(reference.from)));
        system.named_in(id, "addresses").any(|target| found(system.record(target)))
            || naming
                .any(|(reference, from)| found(from) && reference.link(from).relation == "action.addresses")
    };
    let done = |action: &Record| action.get(ACTION_DONE_ON).is_some_and(|day| is_late(system, day));
    let done: Vec<RecordId> = system
        .of_kind("action")
        .filter(|(id, action)| done(action) && answers(*id))
        .map(|(id, _)| id)
        .collect();
    if done.is_empty() {
        let fact =
            "no action that answers to a finding, incident, audit or review was done in the last 12 months";
        return Judgement::new(Standing::Unknown, fact).over(Vec::new());
    }
    let changed: Vec<RecordId> =
        done.iter().copied().filter(|id| system.named_in(*id, "changed").next().is_some()).collect();
    let fact = format!(
        "{} on what was found were done in the last 12 months; {} say what they changed",
        text::count(done.len(), "action"),
        text::thousands(changed.len())
    );
    Judgement::pass_if(!changed.is_empty(), fact).over(changed)
}

/// Passes if a policy is approved; a rule tells what it lacks.
pub(in crate::reports::readiness) fn policy_content(system: &System) -> Judgement {
    let approved = |document: &Record| {
        document.ty() == Some("policy")
            && system.is_live(document)
            && document.is_in(State::Settled, system.as_of)
    };
    let policies: Vec<RecordId> =
        system.of_kind("document").filter(|(_, document)| approved(document)).map(|(id, _)| id).collect();
    let fact = format!("{} approved", text::count(policies.len(), "policy"));
    Judgement::pass_if(!policies.is_empty(), fact).over(policies)
}
