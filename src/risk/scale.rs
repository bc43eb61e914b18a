//! One scale: its levels from lowest to highest.

use super::number::{same, written};
use crate::base::text;

/// One step of a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// What it counts in a score; not negative.
    pub number: f64,
    /// Its word; where the method gives none, its number as text.
    pub label: String,
    /// What it means, such as a frequency or an amount of money.
    pub definition: Option<String>,
}

/// The levels of a scale from lowest to highest; numbers and labels are unique, and there is at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    levels: Vec<Level>,
}

impl Scale {
    /// A scale of levels that the reader has checked.
    pub(super) fn new(levels: Vec<Level>) -> Self {
        Self { levels }
    }

    /// The levels from lowest to highest.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The level that a text names: a label (case ignored) or a number (`3`, `03` and `3.0` are the same).
    pub fn find(&self, given: &str) -> Option<&Level> {
        let given = given.trim();
        let number = given.parse().ok().filter(|number: &f64| number.is_finite());
        // No label is the number of another level, so numbers, which are quick to compare, may come first.
        number.and_then(|number| self.levels.get(self.index_of(number)?)).or_else(|| {
            let wanted = given.to_lowercase();
            self.levels.iter().find(|level| level.label.to_lowercase() == wanted)
        })
    }

    /// The position of the level with a number, from 0.
    pub(super) fn index_of(&self, number: f64) -> Option<usize> {
        self.levels.iter().position(|level| same(level.number, number))
    }

    /// Whether another scale has the same numbers.
    pub(super) fn counts_like(&self, other: &Self) -> bool {
        let pairs = self.levels.iter().zip(&other.levels);
        self.levels.len() == other.levels.len() && pairs.into_iter().all(|(a, b)| same(a.number, b.number))
    }

    /// The lowest and the highest number.
    pub(super) fn range(&self) -> (f64, f64) {
        let number = |level: Option<&Level>| level.map_or(0.0, |level| level.number);
        (number(self.levels.first()), number(self.levels.last()))
    }

    /// The label nearest to a text that names no level; a number is near to no label.
    pub(super) fn nearest(&self, given: &str) -> Option<String> {
        if given.trim().parse::<f64>().is_ok() {
            return None;
        }
        text::nearest(given.trim(), self.levels.iter().map(|level| level.label.as_str())).map(str::to_owned)
    }

    /// What may be written, for people: `1 (rare), 2 (unlikely) or 3 (possible)`.
    pub fn allowed(&self) -> String {
        let shown = |level: &Level| {
            let number = written(level.number);
            if level.label == number {
                number
            } else {
                format!("{number} ({})", text::brief(&level.label, 40))
            }
        };
        let shown: Vec<String> = self.levels.iter().map(shown).collect();
        text::list(&shown, "or", 12)
    }
}
