//! What a metric comes to, and what it leaves out.

use super::definition::Better;
use crate::expression::number_text;

/// A metric's value on a day. A share says how many of how many, and every figure what it leaves out and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The metric: a built-in one's name or a record's id.
    pub id: String,
    /// One line.
    pub title: String,
    /// What it is counted in; empty for a bare number.
    pub unit: String,
    /// The value, or why there is none.
    pub value: Result<f64, String>,
    /// Items that make up the part; `None` where items are measured and not counted.
    pub part: Option<usize>,
    /// Items that count.
    pub whole: Option<usize>,
    /// How many do not count, by reason.
    pub left_out: Vec<LeftOut>,
    /// The time that a typed value stands for, and when it was measured.
    pub period: Option<String>,
    /// The value that is good enough.
    pub target: Option<f64>,
    /// The value that is bad enough to act at once.
    pub alarm: Option<f64>,
    /// Which way is better.
    pub better: Option<Better>,
    /// Clauses that ask for it.
    pub clauses: Vec<String>,
    /// Where the value comes from.
    pub origin: Origin,
    /// The items that count, by name: those that make up the part, and the others.
    pub counted: [Vec<String>; 2],
}

/// Items that do not count, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The reason; continues "2 of them".
    pub why: String,
    /// The items by name.
    pub items: Vec<String>,
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Computed, as the tool defines it.
    Computed,
    /// Computed by the formula of a metric record.
    Formula,
    /// Typed into a metric record.
    Typed,
}

impl Origin {
    /// The word in machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Computed => "computed",
            Self::Formula => "formula",
            Self::Typed => "typed",
        }
    }
}

/// How a value stands to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Good enough.
    Met,
    /// Not good enough.
    NotMet,
    /// Bad enough to act at once.
    Alarm,
    /// There is no target, or nobody says which way is better.
    NoTarget,
    /// There is no value.
    NoData,
}

impl Verdict {
    /// The words for people and machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not met",
            Self::Alarm => "alarm",
            Self::NoTarget => "no target",
            Self::NoData => "no data",
        }
    }
}

impl Figure {
    /// How the value stands to its target. A value on the target meets it; one on the alarm line does not set it off.
    pub fn verdict(&self) -> Verdict {
        let (Ok(value), Some(better)) = (&self.value, self.better) else {
            return if self.value.is_err() { Verdict::NoData } else { Verdict::NoTarget };
        };
        let worse = |line: f64| if better == Better::Higher { *value < line } else { *value > line };
        match (self.target, self.alarm) {
            (_, Some(alarm)) if worse(alarm) => Verdict::Alarm,
            (Some(target), _) if worse(target) => Verdict::NotMet,
            (Some(_), _) => Verdict::Met,
            (None, _) => Verdict::NoTarget,
        }
    }

    /// The value with its unit: `42.9 %`, `3`, `no data`.
    pub fn value_text(&self) -> String {
        self.value.as_ref().map_or("no data".to_owned(), |value| self.with_unit(*value))
    }

    /// The target with its unit, and whether it is the least or the most.
    pub fn target_text(&self) -> String {
        let sign = match self.better {
            Some(Better::Higher) => "at least ",
            Some(Better::Lower) => "at most ",
            None => "",
        };
        self.target.map_or(String::new(), |target| format!("{sign}{}", self.with_unit(target)))
    }

    fn with_unit(&self, value: f64) -> String {
        let number = if self.origin == Origin::Typed || self.unit != "%" {
            number_text(value)
        } else {
            self.short(value)
        };
        if self.unit.is_empty() { number } else { format!("{number} {}", self.unit) }
    }

    /// A number with one decimal, and never rounded onto a line that it does not reach: 99.97 is not 100.
    fn short(&self, value: f64) -> String {
        let short = (value * 10.0).round() / 10.0;
        let lines = [Some(0.0), Some(100.0), self.target, self.alarm];
        if short == value || !lines.contains(&Some(short)) {
            return number_text(short);
        }
        let hundredths = value * 100.0;
        number_text(if value < short { hundredths.floor() } else { hundredths.ceil() } / 100.0)
    }

    /// What counts and what is left out: `3 of 7; left out: 2 not yet due`.
    pub fn counts_text(&self) -> String {
        let mut parts = Vec::new();
        match (self.part, self.whole) {
            (Some(part), Some(whole)) if self.value.is_ok() => parts.push(format!("{part} of {whole}")),
            (None, Some(whole)) if self.value.is_ok() => parts.push(format!("over {whole}")),
            _ => {}
        }
        parts.extend(self.value.as_ref().err().cloned());
        parts.extend(self.period.clone());
        let left: Vec<String> =
            self.left_out.iter().map(|left| format!("{} {}", left.items.len(), left.why)).collect();
        if !left.is_empty() {
            parts.push(format!("left out: {}", left.join(", ")));
        }
        parts.join("; ")
    }
}
