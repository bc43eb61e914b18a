//! `missing-root-cause`: a corrective action is done or a nonconformity closed, and its cause is not on record.
//!
//! What a corrective action itself lacks is stated by its kind file.

use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{ACTION_ROOT_CAUSE, ACTION_TYPE, FINDING_TYPE, INCIDENT_ROOT_CAUSE};
use crate::system::{RecordId, System};

use super::actions_of;

/// One finding for each closed nonconformity with actions, of which none is corrective and none says the cause.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let closed = system.of_kind("finding").filter(|(id, finding)| {
        finding.status() == "closed" && is_nonconformity(finding) && system.is_clear(*id)
    });
    closed.filter(|(id, _)| lacks_cause(system, *id)).map(|(_, record)| finding(record)).collect()
}

fn is_nonconformity(finding: &Record) -> bool {
    matches!(finding.get(FINDING_TYPE), Some("major" | "minor"))
}

/// A corrective action is asked for its cause itself, and a finding without any action has a rule of its own.
fn lacks_cause(system: &System, id: RecordId) -> bool {
    let actions = actions_of(system, id);
    let tells = |action: &RecordId| {
        let action_record = system.record(*action);
        action_record.get(ACTION_TYPE) == Some("corrective")
            || action_record.get(ACTION_ROOT_CAUSE).is_some()
            || !system.is_clear(*action)
    };
    let source = || {
        system.named_in(id, "source").any(|source| system.record(source).get(INCIDENT_ROOT_CAUSE).is_some())
    };
    !actions.is_empty() && !actions.iter().any(tells) && !source()
}

fn finding(record: &Record) -> Finding {
    let ty = record.get(FINDING_TYPE).unwrap_or_default();
    let message = format!(
        "{} is a closed {ty} nonconformity, and none of its actions says why it could happen",
        record.name()
    );
    Finding::new("missing-root-cause", message, record.field_label("status", "closed here"))
        .help("find out why it could happen, and write it into `root_cause` of a corrective action")
        .about(record.subject())
        .field("actions")
}
