//! `control-undecided`: no record decides whether a reference control applies.

use std::collections::BTreeSet;

use super::{enabled_here, subject};
use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::standard::Item;
use crate::system::System;

/// One finding for each reference control without a record; one for all where no control of the standard has any.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    if !system.is_founded() || system.unread().files > 0 {
        return Vec::new();
    }
    let lost: BTreeSet<&str> = system.unread().ids.iter().map(String::as_str).collect();
    let mut findings = Vec::new();
    for standard in system.standards.all() {
        let of_standard = |item: &&Item| item.control && item.standard == standard.name;
        let controls: Vec<&Item> = system.standards.items().iter().filter(of_standard).collect();
        let is_open = |item: &Item| record(system, item).is_none() && !lost.contains(item.id.as_str());
        if controls.len() > 1 && controls.iter().all(|item| is_open(item)) {
            findings.extend(none(system, &controls, &standard.title));
            continue;
        }
        let mut neighbour = None;
        for control in controls {
            match record(system, control) {
                Some(decided) => neighbour = Some(decided),
                None if is_open(control) => findings.push(open(system, control, neighbour)),
                None => {}
            }
        }
    }
    findings
}

/// The record that decides on a control.
fn record<'s>(system: &'s System, control: &Item) -> Option<&'s Record> {
    system.find(&control.id).map(|id| system.record(id)).filter(|record| record.kind().reference_ids)
}

fn none(system: &System, controls: &[&Item], title: &str) -> Option<Finding> {
    let (first, last) = (controls.first()?, controls.last()?);
    let message = format!(
        "none of the {} reference controls of {} ({} to {}) has a record that decides on it",
        controls.len(),
        text::plain(title),
        first.id,
        last.id
    );
    let help = format!(
        "begin with `id: {}`, `kind: control`, `applicable: true` or `false`, and a `justification`; several fit into \
         one file under `kind: control` and `records:`",
        first.id
    );
    let mut finding =
        Finding::new("control-undecided", message, enabled_here(system, first, "enabled here")).help(help);
    finding.stands_for = controls.iter().map(|control| text::plain(&control.id).into_owned()).collect();
    Some(finding)
}

fn open(system: &System, control: &Item, neighbour: Option<&Record>) -> Finding {
    let message = format!(
        "no record decides whether control {} ({}) applies",
        control.id,
        text::brief(&control.title, 90)
    );
    let place = match neighbour {
        Some(neighbour) => neighbour.id_label("the one before it"),
        None => enabled_here(system, control, "enabled here"),
    };
    let help = format!(
        "add a record with `id: {}`, `kind: control`, `applicable: true` or `false`, and why under `justification`",
        control.id
    );
    let mut finding = Finding::new("control-undecided", message, place).help(help).about(subject(control));
    finding.subject.kind = Some("control".into());
    finding
}
