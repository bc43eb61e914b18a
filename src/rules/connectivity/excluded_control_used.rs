//! `excluded-control-used`: a control is excluded and used all the same.

use crate::finding::Finding;
use crate::record::field::CONTROL_APPLICABLE;
use crate::system::{Reference, System};

/// Where naming a control means using it.
const USES: [&str; 2] = ["risk.controls", "control.implements"];

/// One finding for each live record that rests on a control which is not applicable.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    system.links().all().iter().filter_map(|reference| finding(system, reference)).collect()
}

fn finding(system: &System, reference: &Reference) -> Option<Finding> {
    let control = system.record(reference.target()?);
    if !control.is("control") || control.get(CONTROL_APPLICABLE) != Some(false) {
        return None;
    }
    let from = system.record(reference.from);
    let place = format!("{}.{}", from.kind().name, reference.link(from).path);
    if !USES.contains(&place.as_str()) || !system.is_live(from) {
        return None;
    }
    let message = format!("{} rests on {}, which is excluded", from.name(), control.name());
    let label = from.label(reference.node(from).span(), "used here");
    Some(
        Finding::new("excluded-control-used", message, label)
            .also(control.field_label("applicable", "excluded here"))
            .help(format!(
                "decide anew whether {} applies, or name another control in `{}` of {}",
                control.id(),
                reference.link(from).path,
                from.id()
            ))
            .about(from.subject())
            .field(reference.path(from)),
    )
}
