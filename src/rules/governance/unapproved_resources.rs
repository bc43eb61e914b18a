//! `unapproved-resources`: a resource is in use, and top management has not approved it for this time.

use std::collections::BTreeSet;

use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{
    RESOURCE_APPROVED_ON, RESOURCE_FROM, RESOURCE_TO, RESOURCE_TYPE, REVIEW_HELD_ON, REVIEW_TYPE,
    ROLE_TOP_MANAGEMENT,
};
use crate::system::{RecordId, System};

/// The kinds whose records use the resources that they name.
const USERS: [&str; 2] = ["process", "objective"];

const APPROVE: &str = "have top management approve it, and add `approved_by` and `approved_on`, or name it in a decision of the management review";
const PROLONG: &str = "name the resource that took its place, or have this one approved for longer";

/// One finding for each live resource in use that is not approved, is approved by others than top management, or whose
/// period is over.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let told = system.of_kind("role").any(|(_, role)| role.get(ROLE_TOP_MANAGEMENT) == Some(true));
    let resources = system.of_kind("resource").filter(|(id, resource)| {
        let begun = resource.get(RESOURCE_FROM).is_none_or(|from| from <= system.as_of);
        system.is_live(resource) && system.is_clear(*id) && begun
    });
    resources.filter_map(|(id, resource)| judge(system, id, resource, told)).collect()
}

fn judge(system: &System, id: RecordId, resource: &Record, told: bool) -> Option<Finding> {
    let over = resource.get(RESOURCE_TO).filter(|to| *to < system.as_of);
    let users = users(system, id).filter(|&user| over.is_none() || !has_other(system, user, resource));
    let users: Vec<RecordId> = users.collect();
    let runs = over.is_none() && resource.get(RESOURCE_FROM).is_some();
    if users.is_empty() && !runs {
        return None;
    }
    let rests = if users.is_empty() { "its period runs".to_owned() } else { rests(system, &users) };
    if let Some((what, field)) = gap(system, id, resource, told) {
        let message = format!("{} {what}, and {rests}", resource.name());
        return Some(finding(resource, &message, field, "not approved by top management", APPROVE));
    }
    let message = format!("{} ended on {}, and {rests}", resource.name(), over?);
    Some(finding(resource, &message, "period.to", "ended here", PROLONG))
}

/// What is wrong with the approval, and the field that shows it.
fn gap(system: &System, id: RecordId, resource: &Record, told: bool) -> Option<(String, &'static str)> {
    if is_approved_in_review(system, id) {
        return None;
    }
    if resource.value("approved_by").is_none() {
        return Some(("is approved by nobody".to_owned(), "approved_by"));
    }
    match resource.get(RESOURCE_APPROVED_ON) {
        None => return Some(("does not say when it was approved".to_owned(), "approved_on")),
        Some(day) if day > system.as_of => {
            return Some((format!("is to be approved on {day}"), "approved_on"));
        }
        Some(_) => {}
    }
    let by = system.named_in(id, "approved_by").next()?;
    let approver = system.record(by);
    let gone = approver.is("person") && !system.is_live(approver);
    let what = || format!("is approved by {}, who is not top management", approver.name());
    (told && !gone && !system.is_top_management(by)).then(|| (what(), "approved_by"))
}

/// Whether a management review that was held approved it: either end may say so.
fn is_approved_in_review(system: &System, id: RecordId) -> bool {
    let held = |review: RecordId| {
        let review = system.record(review);
        review.get(REVIEW_TYPE) == Some("management")
            && review.get(REVIEW_HELD_ON).is_some_and(|held| held <= system.as_of)
    };
    system.named_in(id, "approved_in").chain(system.naming(id, "review", "decisions.resources")).any(held)
}

/// The live processes and objectives that name a resource, in the order of the records, each once.
fn users(system: &System, id: RecordId) -> impl Iterator<Item = RecordId> {
    let using = USERS.iter().flat_map(|kind| system.naming(id, kind, "resources"));
    let users: BTreeSet<RecordId> = using.filter(|user| system.is_live(system.record(*user))).collect();
    users.into_iter()
}

/// Whether a process or objective names another resource of the same type whose period has begun, and is not over or
/// ended later: then that one tells.
fn has_other(system: &System, user: RecordId, resource: &Record) -> bool {
    let ty = resource.get(RESOURCE_TYPE);
    system.named_in(user, "resources").map(|other| system.record(other)).any(|other| {
        other.get(RESOURCE_TYPE) == ty
            && system.is_live(other)
            && other.get(RESOURCE_FROM).is_none_or(|from| from <= system.as_of)
            && other
                .get(RESOURCE_TO)
                .is_none_or(|to| to >= system.as_of || Some(to) > resource.get(RESOURCE_TO))
    })
}

fn rests(system: &System, users: &[RecordId]) -> String {
    let ids: Vec<&str> = users.iter().map(|&user| system.record(user).id()).collect();
    let rest = if users.len() == 1 { "rests" } else { "rest" };
    format!("{} {rest} on it", text::list(&ids, "and", 3))
}

fn finding(resource: &Record, message: &str, field: &str, label: &str, help: &str) -> Finding {
    Finding::new("unapproved-resources", message, resource.field_label(field, label))
        .help(help)
        .about(resource.subject())
        .field(field)
}
