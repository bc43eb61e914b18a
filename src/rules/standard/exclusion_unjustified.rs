//! `exclusion-unjustified`: a control is excluded for a reason that says nothing.

use super::hollow::telling_words;
use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{CONTROL_APPLICABLE, CONTROL_JUSTIFICATION};
use crate::system::System;

/// Words that a reason has at least.
const WORDS: usize = 3;

/// Letters that fewer words have together at least: long words, and scripts that do not part words by spaces.
const LETTERS: usize = 15;

/// One finding for each excluded control whose justification is there and says nothing. One that is not there at all is a
/// `missing-field`.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let excluded = system.of_kind("control").filter(|(id, control)| {
        control.get(CONTROL_APPLICABLE) == Some(false) && system.is_live(control) && system.is_clear(*id)
    });
    excluded.filter_map(|(_, control)| judge(control)).collect()
}

fn judge(control: &Record) -> Option<Finding> {
    let written = control.get(CONTROL_JUSTIFICATION)?;
    let left = telling_words(written, &format!("{} {}", control.title(), control.id()));
    let letters: usize = left.iter().map(|word| word.chars().count()).sum();
    if left.len() >= WORDS || letters >= LETTERS {
        return None;
    }
    let message = format!(
        "control {} is excluded, and \"{}\" does not say why",
        control.id(),
        text::brief(written.trim(), 60)
    );
    let place = control.field_label(CONTROL_JUSTIFICATION.name, "no reason");
    let help = "say in a sentence what there is not, or who does it instead: \"We have no premises of our own; all work is \
                done at home\"";
    let finding = Finding::new("exclusion-unjustified", message, place);
    Some(
        finding
            .also(control.field_label(CONTROL_APPLICABLE.name, "excluded here"))
            .help(help)
            .about(control.subject())
            .field(CONTROL_JUSTIFICATION.name),
    )
}
