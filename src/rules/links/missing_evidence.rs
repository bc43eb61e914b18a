//! `missing-evidence`: a file given as evidence is not in the repository.

use crate::base::text;
use crate::finding::Finding;
use crate::system::{Evidence, EvidenceStatus, System};

/// One finding for each path that is not there. URLs are never looked at.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    system.links().evidence().iter().filter_map(|evidence| finding(system, evidence)).collect()
}

fn finding(system: &System, evidence: &Evidence) -> Option<Finding> {
    let EvidenceStatus::Missing { beside } = &evidence.status else {
        return None;
    };
    let record = system.record(evidence.record);
    let node = record.file().node(evidence.node);
    let message = format!(
        "{} gives {} as evidence, and that file is not there",
        record.name(),
        text::brief(node.text(), 80)
    );
    let help = match beside {
        Some(path) => format!("paths begin at the repository's root: write `{path}`"),
        None => "add the file to the repository, correct its path, or give a URL".to_owned(),
    };
    let finding = Finding::new("missing-evidence", message, record.label(node.span(), "no such file"));
    Some(finding.help(help).about(record.subject()).field("evidence"))
}
