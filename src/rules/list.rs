//! The list of built-in rules, in the order they are shown.

use super::{Rule, connectivity, currency, form, governance, history, interactions, links, setup, standard};

/// The rules of each family.
const FAMILIES: [&[Rule]; 9] = [
    setup::RULES,
    form::RULES,
    links::RULES,
    connectivity::RULES,
    interactions::RULES,
    currency::RULES,
    history::RULES,
    standard::RULES,
    governance::RULES,
];

/// Every built-in rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten()
}
