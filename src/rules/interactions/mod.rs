//! The process map holds in the records: what is declared is evidenced, and what is evidenced is declared.

use super::rule::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[];
