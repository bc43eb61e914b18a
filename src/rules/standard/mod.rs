//! What the standard asks for is there.

use super::rule::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[];
