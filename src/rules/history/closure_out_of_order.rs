//! `closure-out-of-order`: cause, action, check and closure did not come in this order.

use std::collections::BTreeSet;

use super::Evidence;
use crate::base::Date;
use crate::finding::Finding;
use crate::history::{Change, Timeline};
use crate::record::Record;
use crate::record::field::{ACTION_CHECKED_ON, ACTION_DONE_ON, ACTION_TYPE, FINDING_TYPE};
use crate::system::RecordId;

/// The clocks of two people may be a day apart.
const SKEW: i64 = 1;

/// At most one finding for each action, nonconformity and incident.
pub(in crate::rules) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let system = evidence.system;
    let clear = |(id, _): &(RecordId, &Record)| system.is_clear(*id);
    let mut found = Vec::new();
    found
        .extend(system.of_kind("action").filter(clear).filter_map(|(_, action)| of_action(evidence, action)));
    found.extend(
        system.of_kind("finding").filter(clear).filter_map(|(id, one)| of_finding(evidence, id, one)),
    );
    found.extend(system.of_kind("incident").filter(clear).filter_map(|(_, one)| of_incident(evidence, one)));
    found
}

fn of_action(evidence: &Evidence<'_>, action: &Record) -> Option<Finding> {
    let as_of = evidence.system.as_of;
    let done = action.get(ACTION_DONE_ON).filter(|day| *day <= as_of);
    let checked = action.get(ACTION_CHECKED_ON).filter(|day| *day <= as_of);
    if let (Some(done), Some(checked)) = (done, checked)
        && checked < done
    {
        let fact = format!("had its effect checked on {checked}, before it was done on {done}");
        return Some(finding(action, ACTION_CHECKED_ON.name, "checked before", &fact));
    }
    let life = evidence.timeline(action)?;
    let verified = status_since(evidence, life, action, "verified");
    if let (Some(verified), Some(checked)) = (verified, checked)
        && checked.days_since(verified) > SKEW
    {
        let fact =
            format!("was verified on record on {verified}, before its effect was checked on {checked}");
        return Some(finding(action, "status", "verified before", &fact));
    }
    if action.get(ACTION_TYPE) != Some("corrective") {
        return None;
    }
    let cause = added_later(evidence, life, "root_cause")?.commit().day();
    if let Some(verified) = verified.filter(|verified| *verified < cause) {
        let fact = format!("was verified on {verified}, and its cause was first recorded on {cause}");
        return Some(finding(action, "root_cause", "recorded after that", &fact));
    }
    let done = done.filter(|done| !evidence.is_out_of_reach(*done))?;
    is_after(evidence, "action", cause, done).then(|| {
        let fact = format!("was done on {done}, and its cause was first recorded on {cause}");
        finding(action, "root_cause", "recorded after that", &fact)
    })
}

fn of_finding(evidence: &Evidence<'_>, id: RecordId, record: &Record) -> Option<Finding> {
    let system = evidence.system;
    let closed = status_since(evidence, evidence.timeline(record)?, record, "closed")?;
    if !matches!(record.get(FINDING_TYPE), Some("major" | "minor")) {
        return None;
    }
    let named = system.named_in(id, "actions").chain(system.naming(id, "action", "addresses"));
    let actions: BTreeSet<RecordId> = named.collect();
    for action in actions.into_iter().map(|id| system.record(id)) {
        if action.get(ACTION_TYPE) != Some("corrective") {
            continue;
        }
        let steps = [(ACTION_DONE_ON, "was done"), (ACTION_CHECKED_ON, "had its effect checked")];
        for (field, what) in steps {
            let day = action.get(field).filter(|day| *day <= system.as_of);
            if let Some(day) = day.filter(|day| day.days_since(closed) > SKEW) {
                let fact = format!("was closed on {closed}, before {} {what} on {day}", action.id());
                let label = action.field_label(field.name, "after that");
                return Some(finding(record, "status", "closed before", &fact).also(label));
            }
        }
    }
    None
}

fn of_incident(evidence: &Evidence<'_>, record: &Record) -> Option<Finding> {
    let day = |field: &str| {
        let day = record.value(field)?.scalar()?.get(..10)?.parse::<Date>().ok()?;
        (day <= evidence.system.as_of).then_some(day)
    };
    let closed = day("closed_on")?;
    if let Some(resolved) = day("resolved_at").filter(|resolved| *resolved > closed) {
        let fact = format!("was closed on {closed}, before it was resolved on {resolved}");
        return Some(finding(record, "closed_on", "closed before", &fact));
    }
    let cause = added_later(evidence, evidence.timeline(record)?, "root_cause")?.commit().day();
    let late = !evidence.is_out_of_reach(closed) && is_after(evidence, "incident", cause, closed);
    late.then(|| {
        let fact = format!("was closed on {closed}, and its cause was first recorded on {cause}");
        finding(record, "root_cause", "recorded after that", &fact)
    })
}

/// The day of the commit since which a record has the status that it has, where that is certain.
fn status_since(evidence: &Evidence<'_>, life: Timeline<'_>, record: &Record, status: &str) -> Option<Date> {
    if record.status() != status {
        return None;
    }
    let since = life.recorded("status", status).filter(|change| change.is_certain())?.commit().day();
    (since <= evidence.system.as_of).then_some(since)
}

/// The change that first gave a field, where the record was there before without it.
fn added_later<'a>(evidence: &Evidence<'a>, life: Timeline<'a>, field: &str) -> Option<Change<'a>> {
    let first = life.first_with(field, |_| true)?;
    let created = life.created()?;
    let counts = first.is_certain()
        && first.commit_id() != created.commit_id()
        && first.commit().day() <= evidence.system.as_of;
    counts.then_some(first)
}

/// Whether something was recorded later than the grace period after a day.
fn is_after(evidence: &Evidence<'_>, kind: &str, recorded: Date, day: Date) -> bool {
    let grace = evidence.system.config.history.grace_for(kind, "root_cause");
    day.plus(grace).is_some_and(|end| recorded > end)
}

fn finding(record: &Record, field: &str, label: &str, fact: &str) -> Finding {
    Finding::new(
        "closure-out-of-order",
        format!("{} {fact}", record.name()),
        record.field_label(field, label),
    )
    .help("correct the day that is wrong; if they are right, open it again and take the steps in order")
    .about(record.subject())
    .field(field)
}
