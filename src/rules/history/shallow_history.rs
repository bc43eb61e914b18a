//! `shallow-history`: the history is cut off, so that not every claim can be held against it.

use super::Evidence;
use crate::base::{Span, text};
use crate::finding::{Finding, Label};
use crate::history::{Commit, Extent};

/// One finding where a part of the history is not here.
pub(in crate::rules) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let history = evidence.history;
    let how = match history.extent() {
        Extent::Shallow => "was cut off when it was cloned",
        Extent::Partial => "lacks objects",
        Extent::Full | Extent::None => return Vec::new(),
    };
    let back = history.boundaries().map(Commit::day).min();
    let back = back.map_or_else(String::new, |day| format!(" and goes back to {day}"));
    let unknown = history.timelines().filter(|life| life.created().is_some_and(|first| !first.is_certain()));
    let unknown = unknown.filter(|life| life.exists()).count();
    let message = format!(
        "the history {how}{back}: of {} it is unknown when {} first recorded",
        text::count(unknown, "record"),
        if unknown == 1 { "it was" } else { "they were" },
    );
    let help = match history.extent() {
        Extent::Shallow => evidence.remedy,
        _ => "clone it anew without `--filter`; `git fsck` says what is broken",
    };
    let place = Label::new(&evidence.system.config.source, Span::at(0), "not all of the history is here");
    vec![Finding::new("shallow-history", message, place).help(help)]
}
