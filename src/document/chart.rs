//! Charts: numbers that are drawn. Each has a table that says the same, for those who cannot see it and for machines.

use super::cell::Table;
use super::prose::{Target, Tone};
use crate::base::Date;

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What it shows, in a few words.
    pub title: String,
    /// One sentence that says what is seen.
    pub description: String,
    /// What is drawn.
    pub plot: Plot,
    /// The same as a table.
    pub table: Table,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Plot {
    /// Risks by likelihood and impact.
    Heat(Heat),
    /// A value over time.
    Trend(Trend),
    /// Values beside each other.
    Bars {
        /// The bars, from top to bottom.
        bars: Vec<Bar>,
        /// What they count; may be empty.
        unit: String,
    },
    /// What falls due when.
    Calendar {
        /// The day that it is drawn on; marked.
        today: Date,
        /// What happens, sorted by day.
        occasions: Vec<Occasion>,
    },
}

/// Risks by likelihood and impact.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// The scale that runs to the right, least first: its name and the names of its steps.
    pub across: (String, Vec<String>),
    /// The scale that runs upwards, least first.
    pub up: (String, Vec<String>),
    /// The cells: rows from the least step of `up`, in each the steps of `across`.
    pub cells: Vec<Vec<HeatCell>>,
    /// Names of the bands, least first; [`HeatCell::band`] points in here.
    pub bands: Vec<String>,
}

/// One cell of a heat map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeatCell {
    /// The score of the cell, as it is printed.
    pub score: String,
    /// Its band.
    pub band: usize,
    /// Whether it lies above the appetite; the line is drawn where this changes.
    pub above: bool,
    /// Ids of the risks in it.
    pub ids: Vec<String>,
}

/// A value over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// What it counts; may be empty.
    pub unit: String,
    /// The points, oldest first.
    pub points: Vec<Point>,
    /// What it should be.
    pub target: Option<f64>,
}

/// One point of a trend.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// When: a month, a quarter or a day, as it is printed.
    pub label: String,
    /// The value; `None` where it is unknown.
    pub value: Option<f64>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// How long it is.
    pub value: f64,
    /// How good that is.
    pub tone: Tone,
    /// Where more is said.
    pub to: Option<Target>,
}

/// Something that happens on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// When.
    pub day: Date,
    /// What, in a few words.
    pub label: String,
    /// The record's id.
    pub id: String,
    /// How good that is.
    pub tone: Tone,
}
