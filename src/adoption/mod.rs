//! The ratchet: today's findings in one exception, which from then on may only shrink.
//!
//! Who takes up this program in an old repository finds much at once. [`plan`] puts all of it into an exception with an
//! owner, a reason and an end, so that new findings fail and the old ones fail again when it ends. [`shrink`] takes out
//! what is mended. Both only make texts: writing them is for the command line.

mod plan;
mod shrink;
mod text;

pub use self::plan::{Plan, Refusal, Terms, plan};
pub use self::shrink::{NotShrunk, Shrunk, in_force, shrink};

use crate::finding::{Family, Finding, Level};
use crate::rules::{self, Check};

/// Rules whose findings mean that part of the repository is unknown: who does not see it cannot answer for it.
const UNREAD: [&str; 6] = [
    "unreadable-file",
    "symlink-outside",
    "invalid-yaml",
    "unknown-kind",
    "record-without-id",
    "duplicate-id",
];

/// Whether a finding means that part of the repository is unknown.
pub fn is_unknown(finding: &Finding) -> bool {
    UNREAD.contains(&&*finding.rule)
}

/// Whether a finding may be put into an exception: not what the tool's own files say, not what could not be read, and
/// not what is found about exceptions.
pub fn is_adoptable(finding: &Finding) -> bool {
    let rule = rules::named(&finding.rule);
    let about_tool = rule.is_some_and(|rule| {
        rule.family == Family::Setup
            || matches!(rule.check, Check::Exceptions(_))
            || UNREAD.contains(&rule.name)
    });
    !about_tool && finding.subject.kind.as_deref() != Some("exception")
}

/// Errors and warnings; a reminder needs no exception.
fn weighs(finding: &Finding) -> bool {
    finding.level != Level::Note
}
