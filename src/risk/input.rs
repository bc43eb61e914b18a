//! What records say on an axis, and why it may not be on the scale.

use super::AxisName;

/// What a record says on an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input<'a> {
    /// One value: a label or a number as it is written.
    One(&'a str),
    /// A value for each dimension: (dimension, value).
    Parts(Vec<(&'a str, &'a str)>),
}

/// Why what a record says is not on the scale. The message names the axis and what was given; [`help`](Self::help)
/// what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// The text is no label and no number of the scale.
    #[error("{axis} \"{given}\" is not a level of the {} scale", dimension.as_deref().unwrap_or(axis.as_str()))]
    UnknownLevel {
        /// The axis.
        axis: AxisName,
        /// The dimension, where the axis has several.
        dimension: Option<String>,
        /// What was given.
        given: String,
        /// The nearest label.
        nearest: Option<String>,
        /// All levels, for people.
        allowed: String,
    },
    /// One value was given, and the axis has several dimensions.
    #[error("{axis} is one value, and the risk method wants one for each of {dimensions}")]
    PartsWanted {
        /// The axis.
        axis: AxisName,
        /// Its dimensions, for people.
        dimensions: String,
        /// The first dimension with its lowest level, for an example.
        example: String,
    },
    /// Several values were given, and the axis is one scale.
    #[error("{axis} is given in parts, and the risk method wants one value")]
    OneWanted {
        /// The axis.
        axis: AxisName,
        /// All levels, for people.
        allowed: String,
    },
    /// A name that is no dimension of the axis.
    #[error("{axis} has no dimension \"{given}\"")]
    UnknownDimension {
        /// The axis.
        axis: AxisName,
        /// The name that was given.
        given: String,
        /// The nearest dimension.
        nearest: Option<String>,
        /// All dimensions, for people.
        allowed: String,
    },
    /// A dimension without a value.
    #[error("{axis} has no value for {dimension}")]
    MissingDimension {
        /// The axis.
        axis: AxisName,
        /// The dimension.
        dimension: String,
        /// Its levels, for people.
        allowed: String,
    },
}

impl InputError {
    /// What to do, as one imperative sentence.
    pub fn help(&self) -> String {
        match self {
            Self::UnknownLevel { nearest: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::UnknownLevel { allowed, .. } => format!("use {allowed}"),
            Self::UnknownDimension { nearest: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::UnknownDimension { allowed, .. } => format!("use {allowed}"),
            Self::PartsWanted { example, .. } => format!("write a value for each, such as `{example}`"),
            Self::OneWanted { axis, allowed } => format!("write one {axis}: {allowed}"),
            Self::MissingDimension { dimension, allowed, .. } => format!("add `{dimension}`: {allowed}"),
        }
    }

    /// The dimension that the error is about, as the record wrote it.
    pub fn dimension(&self) -> Option<&str> {
        match self {
            Self::UnknownLevel { dimension, .. } => dimension.as_deref(),
            Self::UnknownDimension { given, .. } => Some(given),
            _ => None,
        }
    }
}
