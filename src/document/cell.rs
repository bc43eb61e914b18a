//! Tables and their cells.

use super::prose::{Gap, Inline, Target, Tone, clean, clean_lines};
use crate::base::Date;

/// A table. Each row has a cell for each column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Its name in machine output, on sheets and for links: `risks`. No two in a document are alike.
    pub key: String,
    /// What it shows, in a few words.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether it is a register that somebody would filter, and so gets a sheet of its own in a workbook.
    pub register: bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Column {
    /// Its name in machine output: `likelihood`.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// What its cells hold; single cells may hold a gap, or nothing.
    pub ty: ColumnType,
    /// Values that a cell may have, where they are a closed list.
    pub choices: Vec<String>,
    /// How wide it is beside the others: 1 for a word or a date, 4 for sentences.
    pub weight: u8,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColumnType {
    /// Words.
    #[default]
    Text,
    /// Ids of records.
    Id,
    /// Numbers; they stand to the right.
    Number,
    /// Days.
    Date,
    /// One of a few words that say how something stands.
    State,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Its name for links, where one is wanted.
    pub anchor: Option<String>,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing, and nothing is missing.
    #[default]
    Empty,
    /// Words; may have several lines.
    Text(String),
    /// Words with links and weight.
    Rich(Vec<Inline>),
    /// A number.
    Number {
        /// The number.
        value: f64,
        /// Digits after the point that mean something.
        decimals: u8,
        /// What it counts: `%`, `EUR`; may be empty.
        unit: String,
    },
    /// A day.
    Date(Date),
    /// The id of a record.
    Record(String),
    /// Several values, each on a line of its own or with commas between them.
    List(Vec<Self>),
    /// A word that says how something stands.
    State {
        /// The word.
        word: String,
        /// How good that is.
        tone: Tone,
    },
    /// Something that has to be there and is not.
    Gap(Gap),
}

impl Cell {
    /// Words, or nothing where there are none.
    pub fn text(text: impl AsRef<str>) -> Self {
        let text = clean_lines(text);
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A whole number.
    pub fn count(number: usize) -> Self {
        Self::Number { value: number as f64, decimals: 0, unit: String::new() }
    }

    /// A number with its digits and unit.
    pub fn number(value: f64, decimals: u8, unit: impl AsRef<str>) -> Self {
        Self::Number { value, decimals, unit: clean(unit) }
    }

    /// The id of a record.
    pub fn record(id: impl AsRef<str>) -> Self {
        Self::Record(clean(id))
    }

    /// Ids of records.
    pub fn records<S: AsRef<str>>(ids: impl IntoIterator<Item = S>) -> Self {
        Self::list(ids.into_iter().map(Self::record))
    }

    /// Several values; one alone stands for itself, none is nothing.
    pub fn list(cells: impl IntoIterator<Item = Self>) -> Self {
        let mut cells: Vec<Self> = cells.into_iter().filter(|cell| *cell != Self::Empty).collect();
        match cells.len() {
            0 => Self::Empty,
            1 => cells.remove(0),
            _ => Self::List(cells),
        }
    }

    /// A word that says how something stands.
    pub fn state(word: impl AsRef<str>, tone: Tone) -> Self {
        Self::State { word: clean(word), tone }
    }

    /// A day, or nothing.
    pub fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }

    /// What is read in the cell, on lines where it holds several values.
    pub fn words(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Record(text) => text.clone(),
            Self::Rich(parts) => Inline::words(parts),
            Self::Number { value, decimals, unit } => {
                let number = format!("{value:.*}", usize::from(*decimals));
                if unit.is_empty() { number } else { format!("{number} {unit}") }
            }
            Self::Date(date) => date.to_string(),
            Self::List(cells) => cells.iter().map(Self::words).collect::<Vec<_>>().join("\n"),
            Self::State { word, .. } => word.clone(),
            Self::Gap(gap) if gap.rule.is_empty() => gap.message.clone(),
            Self::Gap(gap) => format!("{} ({})", gap.message, gap.rule),
        }
    }

    /// Places that links in it lead to.
    pub fn targets(&self) -> Vec<Target> {
        match self {
            Self::Record(id) => vec![Target::Anchor(id.clone())],
            Self::List(cells) => cells.iter().flat_map(Self::targets).collect(),
            Self::Rich(parts) => parts.iter().filter_map(target).collect(),
            _ => Vec::new(),
        }
    }
}

fn target(part: &Inline) -> Option<Target> {
    match part {
        Inline::Link { to, .. } => Some(to.clone()),
        _ => None,
    }
}

impl Column {
    /// A column of words.
    pub fn new(key: impl Into<String>, title: impl AsRef<str>) -> Self {
        Self { key: key.into(), title: clean(title), weight: 2, ..Self::default() }
    }

    /// What its cells hold.
    #[must_use]
    pub fn of(mut self, ty: ColumnType) -> Self {
        self.ty = ty;
        self.weight = if ty == ColumnType::Text { self.weight } else { 1 };
        self
    }

    /// How wide it is beside the others.
    #[must_use]
    pub fn weight(mut self, weight: u8) -> Self {
        self.weight = weight.max(1);
        self
    }

    /// The values that a cell may have.
    #[must_use]
    pub fn choices<S: AsRef<str>>(mut self, choices: impl IntoIterator<Item = S>) -> Self {
        self.choices = choices.into_iter().map(clean).collect();
        self
    }
}

impl Row {
    /// A row that nothing leads to.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { anchor: None, cells }
    }
}

impl Table {
    /// A table without rows.
    pub fn new(key: impl Into<String>, title: impl AsRef<str>, columns: Vec<Column>) -> Self {
        Self { key: key.into(), title: clean(title), columns, rows: Vec::new(), register: false }
    }

    /// Adds a row.
    pub fn push(&mut self, cells: Vec<Cell>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "table {}", self.key);
        self.rows.push(Row::new(cells));
    }
}
