//! `missing-documented-information`: something that the standard wants documented is not on record.

use super::{does_not_count, enabled_here, kinds_in_words, may_be_unread, subject};
use crate::finding::Finding;
use crate::standard::{Documented, Item};
use crate::system::{Counts, Showing, System};

/// One finding for each piece of documented information that no record is, where the clause that demands it is shown by
/// something else. A clause that nothing shows at all is `clause-without-evidence`.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    if !system.is_founded() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for item in system.standards.items().iter().filter(|item| !item.documented.is_empty()) {
        if !system.is_shown(&item.id) {
            continue;
        }
        for (index, (documented, showings)) in system.documented_for(item).enumerate() {
            let is_there = showings.iter().any(|showing| showing.counts == Counts::Yes);
            if !is_there && !may_be_unread(system, documented.shown_by.iter()) {
                findings.push(finding(system, item, index, documented, showings));
            }
        }
    }
    findings
}

fn finding(
    system: &System,
    item: &Item,
    index: usize,
    documented: &Documented,
    showings: &[Showing],
) -> Finding {
    let but = does_not_count(system, showings).map(|why| format!(" ({why})")).unwrap_or_default();
    let what = &documented.what;
    let message = format!("clause {} demands documented information that is not there: {what}{but}", item.id);
    let named = documented.shown_by.iter().any(|shown| shown.named);
    let kinds = kinds_in_words(system, &documented.shown_by);
    let that = if named { format!("; a document names {} in `clauses`", item.id) } else { String::new() };
    let mut finding =
        Finding::new("missing-documented-information", message, enabled_here(system, item, "enabled here"))
            .help(format!("add {kinds}{that}"))
            .about(subject(item))
            .field(format!("documented[{index}]"));
    finding.clauses = vec![item.id.clone()];
    finding
}
