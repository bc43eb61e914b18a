//! One of the two axes of a method, likelihood or impact, and what records may say on it.

use std::fmt;
use std::str::FromStr;

use super::{Input, InputError, Scale};
use crate::base::text;

/// Which axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AxisName {
    /// How likely.
    Likelihood,
    /// How bad.
    Impact,
}

/// One scale of an axis: confidentiality, threat, money.
#[derive(Debug, Clone, PartialEq)]
pub struct Dimension {
    /// Its name as records write it; the axis' own name where there is only one.
    pub name: String,
    /// Its levels.
    pub scale: Scale,
}

/// How the numbers of several dimensions become the number of their axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Gather {
    Max,
    Sum,
    Product,
    /// Two dimensions; rows are the levels of the first, cells are positions in `levels`.
    Grid {
        cells: Vec<Vec<usize>>,
        levels: Scale,
    },
}

/// An axis of a method.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    pub(super) name: AxisName,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) gather: Gather,
}

impl AxisName {
    /// The word in records and messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Likelihood => "likelihood",
            Self::Impact => "impact",
        }
    }
}

impl fmt::Display for AxisName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is neither `likelihood` nor `impact`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an axis is `likelihood` or `impact`")]
pub struct NoAxis;

impl FromStr for AxisName {
    type Err = NoAxis;

    fn from_str(word: &str) -> Result<Self, NoAxis> {
        [Self::Likelihood, Self::Impact].into_iter().find(|axis| axis.as_str() == word).ok_or(NoAxis)
    }
}

impl Axis {
    /// Which axis it is.
    pub fn name(&self) -> AxisName {
        self.name
    }

    /// Its dimensions; most methods have one.
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// The scale of the axis as a whole: its only one, the result of its grid, or the one that all its dimensions
    /// share when the highest counts. `None` for sums and products.
    pub fn levels(&self) -> Option<&Scale> {
        match (&self.gather, self.dimensions.as_slice()) {
            (Gather::Grid { levels, .. }, _) => Some(levels),
            (_, [only]) => Some(&only.scale),
            (Gather::Max, [first, rest @ ..]) => {
                rest.iter().all(|other| other.scale.counts_like(&first.scale)).then_some(&first.scale)
            }
            _ => None,
        }
    }

    /// The lowest and highest number the axis can have.
    pub(super) fn range(&self) -> (f64, f64) {
        if let Gather::Grid { levels, .. } = &self.gather {
            return levels.range();
        }
        let ranges = || self.dimensions.iter().map(|dimension| dimension.scale.range());
        (self.fold(ranges().map(|(low, _)| low)), self.fold(ranges().map(|(_, high)| high)))
    }

    fn fold(&self, numbers: impl Iterator<Item = f64>) -> f64 {
        match self.gather {
            Gather::Max | Gather::Grid { .. } => numbers.fold(0.0, f64::max),
            Gather::Sum => numbers.sum(),
            Gather::Product => numbers.product(),
        }
    }

    /// The number of what a record says, or every reason why it has none.
    pub fn value(&self, input: &Input<'_>) -> Result<f64, Vec<InputError>> {
        let numbers = match (input, self.dimensions.as_slice()) {
            (Input::One(given), [only]) => vec![self.number(only, given).map_err(|error| vec![error])?],
            (Input::One(_), _) => return Err(vec![self.parts_wanted()]),
            (Input::Parts(parts), [only]) if !self.is_named(only, parts) => {
                return Err(vec![InputError::OneWanted { axis: self.name, allowed: only.scale.allowed() }]);
            }
            (Input::Parts(parts), _) => self.numbers(parts)?,
        };
        if let (Gather::Grid { cells, levels }, [row, column], [first, second]) =
            (&self.gather, numbers.as_slice(), self.dimensions.as_slice())
        {
            let at = first.scale.index_of(*row).zip(second.scale.index_of(*column));
            let level = at.and_then(|(row, column)| cells.get(row)?.get(column));
            return Ok(level.and_then(|&index| levels.levels().get(index)).map_or(0.0, |level| level.number));
        }
        Ok(self.fold(numbers.into_iter()))
    }

    /// One dimension with a name of its own may be named like several.
    fn is_named(&self, only: &Dimension, parts: &[(&str, &str)]) -> bool {
        only.name != self.name.as_str() && parts.iter().any(|(name, _)| name.eq_ignore_ascii_case(&only.name))
    }

    /// One number for each dimension, in the dimensions' order.
    fn numbers(&self, parts: &[(&str, &str)]) -> Result<Vec<f64>, Vec<InputError>> {
        let (mut numbers, mut errors) = (Vec::new(), Vec::new());
        let is_known =
            |name: &str| self.dimensions.iter().any(|dimension| name.eq_ignore_ascii_case(&dimension.name));
        for (given, _) in parts.iter().filter(|(name, _)| !is_known(name)) {
            errors.push(self.unknown_dimension(given));
        }
        for dimension in &self.dimensions {
            let given = parts.iter().find(|(name, _)| name.eq_ignore_ascii_case(&dimension.name));
            match given.map(|(_, given)| self.number(dimension, given)) {
                Some(Ok(number)) => numbers.push(number),
                Some(Err(error)) => errors.push(error),
                None => errors.push(InputError::MissingDimension {
                    axis: self.name,
                    dimension: dimension.name.clone(),
                    allowed: dimension.scale.allowed(),
                }),
            }
        }
        if errors.is_empty() { Ok(numbers) } else { Err(errors) }
    }

    fn number(&self, dimension: &Dimension, given: &str) -> Result<f64, InputError> {
        let several = self.dimensions.len() > 1;
        dimension.scale.find(given).map(|level| level.number).ok_or_else(|| InputError::UnknownLevel {
            axis: self.name,
            dimension: several.then(|| dimension.name.clone()),
            given: text::brief(given, 60),
            nearest: dimension.scale.nearest(given),
            allowed: dimension.scale.allowed(),
        })
    }

    fn unknown_dimension(&self, given: &str) -> InputError {
        let names = self.dimensions.iter().map(|dimension| dimension.name.as_str());
        InputError::UnknownDimension {
            axis: self.name,
            given: text::brief(given, 60),
            nearest: text::nearest(given, names).map(str::to_owned),
            allowed: self.dimension_names("or"),
        }
    }

    fn parts_wanted(&self) -> InputError {
        let example = self.dimensions.first().map_or_else(String::new, |first| {
            let lowest = first.scale.levels().first().map_or("", |level| level.label.as_str());
            format!("{}: {lowest}", first.name)
        });
        InputError::PartsWanted { axis: self.name, dimensions: self.dimension_names("and"), example }
    }

    fn dimension_names(&self, last: &str) -> String {
        let names: Vec<&str> = self.dimensions.iter().map(|dimension| dimension.name.as_str()).collect();
        text::list(&names, last, 12)
    }
}
