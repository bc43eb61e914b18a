//! `incident-open-too-long`: an incident is not closed in the time that its severity allows.

use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{INCIDENT_DETECTED_AT, INCIDENT_SEVERITY};
use crate::system::System;

/// One finding for each incident that is not closed after the time for its severity, counted from its detection.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let open =
        system.of_kind("incident").filter(|(id, incident)| system.is_live(incident) && system.is_clear(*id));
    open.filter_map(|(_, incident)| judge(system, incident)).collect()
}

fn judge(system: &System, incident: &Record) -> Option<Finding> {
    let severity = incident.get(INCIDENT_SEVERITY);
    let time = system.config.currency.incident_open.of(severity);
    let detected = incident.get(INCIDENT_DETECTED_AT)?;
    let by = detected.plus(time)?;
    if by >= system.as_of {
        return None;
    }
    let severity = severity.map_or("without a severity".to_owned(), |word| format!("of severity {word}"));
    let message = format!(
        "{}, {severity}, was detected on {detected}, was to be closed by {by} and is {}",
        incident.name(),
        incident.status()
    );
    let finding =
        Finding::new("incident-open-too-long", message, incident.field_label("detected_at", "detected then"))
            .help("finish it, write down cause and lessons, and set `status: closed` with `closed_on`")
            .about(incident.subject())
            .field("status");
    Some(finding)
}
