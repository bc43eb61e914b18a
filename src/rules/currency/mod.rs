//! Records are looked at again in time, and what was to happen by a day has happened.

use super::rule::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[];
