//! Somebody answers for everything, and nobody judges their own work.

pub(super) mod overbroad_exception;
pub(super) mod unused_exception;

use super::rule::{Check, Rule, rule};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    rule!(
        "unused-exception",
        Governance,
        Observation,
        ["A.5.1"],
        "an exception, or a part of it, waives nothing",
        Check::Exceptions(unused_exception::check)
    ),
    rule!(
        "overbroad-exception",
        Governance,
        Minor,
        ["A.5.1", "A.5.36"],
        "an exception waives more, or for longer, than anybody can have weighed",
        Check::Exceptions(overbroad_exception::check)
    ),
];
