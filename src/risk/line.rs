//! Bands of scores, and the lines between what is accepted, treated and escalated.

use super::Score;
use super::number::{above, at_least};
use crate::base::Spanned;

/// A band of scores, such as `high`.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// The lowest score in it; `None` where the grid's cells name the bands.
    pub from: Option<f64>,
    /// What it means for those who decide.
    pub description: Option<String>,
}

/// A line in the scores: a number, or a band by its position from the lowest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Line {
    /// A score.
    Score(f64),
    /// A band.
    Band(usize),
}

/// Who may accept a risk of a band.
#[derive(Debug, Clone, PartialEq)]
pub struct Acceptor {
    /// The band by its position from the lowest.
    pub band: usize,
    /// The role, as the method names it.
    pub role: Spanned<String>,
}

impl Line {
    /// Whether a score lies above the line; a score on it does not.
    pub(super) fn is_below(self, score: &Score) -> bool {
        match self {
            Self::Score(line) => above(score.value, line),
            Self::Band(line) => score.band.is_some_and(|band| band > line),
        }
    }

    /// Whether a score lies on the line or above.
    pub(super) fn is_reached_by(self, score: &Score) -> bool {
        match self {
            Self::Score(line) => at_least(score.value, line),
            Self::Band(line) => score.band.is_some_and(|band| band >= line),
        }
    }
}
