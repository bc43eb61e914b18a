//! One risk method, and the scores it gives.

use std::fmt;

use super::number::{at_least, written};
use super::{Acceptor, Axis, AxisName, Band, Input, InputError, Line};

/// How likelihood and impact become a score.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Combine {
    /// Likelihood x impact x factor.
    Product { factor: f64 },
    /// (Likelihood + impact) x factor.
    Sum { factor: f64 },
    /// Rows are likelihood levels from lowest to highest, columns impact levels; cells are scores.
    Scores(Vec<Vec<f64>>),
    /// The same with bands (positions from the lowest) as cells.
    Bands(Vec<Vec<usize>>),
}

/// A risk method: two axes, their combination, bands and lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Method {
    pub(super) name: String,
    pub(super) version: Option<String>,
    pub(super) likelihood: Axis,
    pub(super) impact: Axis,
    pub(super) combine: Combine,
    pub(super) bands: Vec<Band>,
    pub(super) acceptance: Option<Line>,
    pub(super) escalation: Option<Line>,
    pub(super) acceptors: Vec<Acceptor>,
}

/// What a risk scores. Scores of one method compare by `value`; scores of two methods do not compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The number. Where the method gives bands and no numbers: the band's position, the lowest being 1.
    pub value: f64,
    /// The band by its position from the lowest, 0; `None` where the method has no bands or the score is below them.
    pub band: Option<usize>,
    /// The band's name where that is all there is to print.
    word: Option<String>,
}

impl Score {
    /// Whether the method gives numbers, so that [`value`](Self::value) means something to people.
    pub fn is_number(&self) -> bool {
        self.word.is_none()
    }
}

/// Prints the number, whole ones without decimals, or the band where the method has no numbers.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.word {
            Some(word) => f.write_str(word),
            None => f.write_str(&written(self.value)),
        }
    }
}

impl Method {
    /// Its name in `isms.toml`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version of the criteria. A changed scale makes old scores incomparable, so criteria have versions.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// One of the two axes.
    pub fn axis(&self, name: AxisName) -> &Axis {
        match name {
            AxisName::Likelihood => &self.likelihood,
            AxisName::Impact => &self.impact,
        }
    }

    /// The bands from lowest to highest; may be none.
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// What is accepted up to and including it (6.1.2 a 1).
    pub fn acceptance(&self) -> Option<Line> {
        self.acceptance
    }

    /// From where on a risk goes to higher management.
    pub fn escalation(&self) -> Option<Line> {
        self.escalation
    }

    /// Who may accept what.
    pub fn acceptors(&self) -> &[Acceptor] {
        &self.acceptors
    }

    /// The score of a likelihood and an impact, or every reason why there is none.
    pub fn score(&self, likelihood: &Input<'_>, impact: &Input<'_>) -> Result<Score, Vec<InputError>> {
        match (self.likelihood.value(likelihood), self.impact.value(impact)) {
            (Ok(likelihood), Ok(impact)) => Ok(self.score_of(likelihood, impact)),
            (likelihood, impact) => {
                let errors = |axis: Result<f64, Vec<InputError>>| axis.err().unwrap_or_default();
                Err(errors(likelihood).into_iter().chain(errors(impact)).collect())
            }
        }
    }

    /// The score of two numbers that the axes gave.
    pub fn score_of(&self, likelihood: f64, impact: f64) -> Score {
        match &self.combine {
            Combine::Product { factor } => self.number(likelihood * impact * factor),
            Combine::Sum { factor } => self.number((likelihood + impact) * factor),
            Combine::Scores(cells) => self.number(self.cell(cells, likelihood, impact).unwrap_or(0.0)),
            Combine::Bands(cells) => {
                let band = self.cell(cells, likelihood, impact);
                let word = band.and_then(|band| self.bands.get(band)).map(|band| band.name.clone());
                let value = band.map_or(0.0, |band| (band + 1) as f64);
                Score { value, band, word: Some(word.unwrap_or_default()) }
            }
        }
    }

    fn number(&self, value: f64) -> Score {
        let band = self.bands.iter().rposition(|band| band.from.is_some_and(|from| at_least(value, from)));
        Score { value, band, word: None }
    }

    fn cell<T: Copy>(&self, cells: &[Vec<T>], likelihood: f64, impact: f64) -> Option<T> {
        let row = self.likelihood.levels()?.index_of(likelihood)?;
        let column = self.impact.levels()?.index_of(impact)?;
        cells.get(row)?.get(column).copied()
    }

    /// The lowest and the highest score there can be; `None` where cells name bands.
    pub(super) fn range(&self) -> Option<(f64, f64)> {
        let ((likely_low, likely_high), (low, high)) = (self.likelihood.range(), self.impact.range());
        match &self.combine {
            Combine::Product { factor } => Some((likely_low * low * factor, likely_high * high * factor)),
            Combine::Sum { factor } => Some(((likely_low + low) * factor, (likely_high + high) * factor)),
            Combine::Scores(cells) => {
                let all = || cells.iter().flatten().copied();
                Some((all().fold(f64::INFINITY, f64::min), all().fold(0.0, f64::max)))
            }
            Combine::Bands(_) => None,
        }
    }

    /// Whether a score lies above what is accepted; never where the method has no acceptance line.
    pub fn above_acceptance(&self, score: &Score) -> bool {
        self.acceptance.is_some_and(|line| line.is_below(score))
    }

    /// Whether a score goes to higher management.
    pub fn escalates(&self, score: &Score) -> bool {
        self.escalation.is_some_and(|line| line.is_reached_by(score))
    }

    /// The name of a score's band.
    pub fn band_name(&self, score: &Score) -> Option<&str> {
        self.bands.get(score.band?).map(|band| band.name.as_str())
    }

    /// A line for people: `8`, or a band's name.
    pub fn line_name(&self, line: Line) -> String {
        match line {
            Line::Score(score) => written(score),
            Line::Band(band) => self.bands.get(band).map(|band| band.name.clone()).unwrap_or_default(),
        }
    }

    /// The role that may accept a score: the one named for its band, or for the nearest band above that has one.
    pub fn accepted_by(&self, score: &Score) -> Option<&str> {
        let band = score.band.unwrap_or(0);
        let able = self.acceptors.iter().filter(|acceptor| acceptor.band >= band);
        able.min_by_key(|acceptor| acceptor.band).map(|acceptor| acceptor.role.value.as_str())
    }
}
