//! What the tool's own files say can be. All of these rules are found while files are read.

use super::rule::{Check, Rule, rule};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    rule!(
        "invalid-configuration",
        Setup,
        Minor,
        ["7.5.3"],
        "isms.toml has a value that cannot be",
        Check::Reading
    ),
    rule!(
        "unknown-setting",
        Setup,
        Minor,
        ["7.5.3"],
        "isms.toml has a key that does not exist",
        Check::Reading
    ),
    rule!(
        "unknown-rule",
        Setup,
        Minor,
        ["7.5.3"],
        "isms.toml or an exception names a rule that does not exist",
        Check::Reading
    ),
    rule!(
        "unmatched-path",
        Setup,
        Observation,
        ["7.5.3"],
        "a pattern in isms.toml matches no file",
        Check::Reading
    ),
    rule!(
        "invalid-kind",
        Setup,
        Minor,
        ["7.5.3"],
        "a kind file says something that cannot be",
        Check::Reading
    ),
    rule!(
        "invalid-standard",
        Setup,
        Minor,
        ["7.5.3"],
        "a standard's file says something that cannot be",
        Check::Reading
    ),
];
