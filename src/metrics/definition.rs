//! What a computed metric is, as `templates/metrics.toml` says it.

use std::sync::Arc;

use crate::base::Source;
use crate::expression::{Expression, Item, Mistake, Scope};
use crate::finding::Finding;
use crate::schema::Schema;
use crate::toml_file::{Item as TomlItem, Table, TomlFile, Wording};

/// The definitions that the binary carries.
const BUILT_IN: &str = include_str!("../../templates/metrics.toml");

/// A computed metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Its name in kebab-case.
    pub id: String,
    /// One line.
    pub title: String,
    /// What it says, in a sentence.
    pub says: String,
    /// How the figure is made of the items.
    pub shape: Shape,
    /// What it is counted in.
    pub unit: String,
    /// A list: what the figure is about.
    pub over: String,
    /// Names for what is worked out for each item first.
    pub names: Vec<(String, String)>,
    /// Conditions under which an item does not count, each with the reason.
    pub leave_out: Vec<(String, String)>,
    /// Which items make up the part, or what is taken from each.
    pub ask: String,
    /// What is said where there is nothing left to count.
    pub empty: String,
    /// The value that is good enough.
    pub target: Option<f64>,
    /// The value that is bad enough to act at once.
    pub alarm: Option<f64>,
    /// Whether more is better.
    pub better: Better,
    /// Clauses that ask for it.
    pub clauses: Vec<String>,
}

/// How a figure is made of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Of a hundred.
    Share,
    /// How many.
    Count,
    /// The mean of their values.
    Mean,
    /// The median of their values.
    Median,
    /// The least of their values.
    Lowest,
    /// The greatest of their values.
    Highest,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More.
    Higher,
    /// Less.
    Lower,
}

impl Better {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
        }
    }
}

impl Shape {
    /// Every shape with its word in the file.
    pub const ALL: [(&'static str, Self); 6] = [
        ("share", Self::Share),
        ("count", Self::Count),
        ("mean", Self::Mean),
        ("median", Self::Median),
        ("lowest", Self::Lowest),
        ("highest", Self::Highest),
    ];

    /// Whether items are counted rather than measured.
    pub fn counts(self) -> bool {
        matches!(self, Self::Share | Self::Count)
    }
}

/// All built-in definitions. The findings are about the file itself and never there in a release.
pub fn built_in() -> (Vec<Definition>, Vec<Finding>) {
    let source = Arc::new(Source::new("templates/metrics.toml", BUILT_IN));
    let file = TomlFile::parse(&source, Wording::CONFIGURATION);
    let mut root = file.root();
    let definitions = root.tables("metric").into_iter().filter_map(definition).collect();
    root.finish();
    (definitions, file.into_findings())
}

fn definition(mut table: Table<'_>) -> Option<Definition> {
    let mut text = |key| table.needed(key, "").and_then(TomlItem::string).map(|text| text.value);
    let (id, title, says, over, empty) =
        (text("id"), text("title"), text("says"), text("over"), text("empty"));
    let shape = table.choice("figure", &Shape::ALL).map(|shape| shape.value);
    let unit = table.string("unit").map(|unit| unit.value);
    let names = table.table("let").map(Table::entries).unwrap_or_default();
    let named = |item: TomlItem<'_>| Some((item.key().value.clone(), item.string()?.value));
    let names = names.into_iter().filter_map(named).collect();
    let leave_out = table.tables("leave_out").into_iter().filter_map(left_out).collect();
    let ask = table.string(if shape.is_some_and(Shape::counts) { "counts" } else { "value" });
    let number = |table: &mut Table<'_>, key| table.number(key).map(|number| number.value);
    let (target, alarm) = (number(&mut table, "target"), number(&mut table, "alarm"));
    let better = table.choice("better", &[("higher", Better::Higher), ("lower", Better::Lower)]);
    let clauses = table.strings("clauses").unwrap_or_default();
    table.finish();
    let shape = shape?;
    Some(Definition {
        id: id?,
        title: title?,
        says: says?,
        unit: unit.unwrap_or(if shape == Shape::Share { "%" } else { "" }.to_owned()),
        shape,
        over: over?,
        names,
        leave_out,
        ask: ask?.value,
        empty: empty?,
        target,
        alarm,
        better: better?.value,
        clauses: clauses.into_iter().map(|clause| clause.value).collect(),
    })
}

fn left_out(mut table: Table<'_>) -> Option<(String, String)> {
    let (when, why) = (table.string("when"), table.string("why"));
    table.finish();
    Some((when?.value, why?.value))
}

/// A definition whose expressions were read.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) over: Expression,
    pub(super) names: Vec<(String, Expression)>,
    pub(super) leave_out: Vec<(Expression, String)>,
    pub(super) ask: Expression,
}

impl Definition {
    /// Reads the expressions.
    ///
    /// # Errors
    /// The first mistake in one of them; the built-in ones have none.
    pub(super) fn ready(&self, schema: &Schema) -> Result<Ready, Mistake> {
        let over = Expression::read(&self.over, &Scope::new(schema, Item::Nothing))?;
        let item = match over.ty() {
            crate::expression::Type::List(item) => Item::of(item),
            _ => None,
        };
        let mut scope = Scope::new(schema, item.unwrap_or(Item::Record(None)));
        let mut names = Vec::new();
        for (name, text) in &self.names {
            let expression = Expression::read(text, &scope)?;
            scope.with(name.clone(), expression.ty().clone());
            names.push((name.clone(), expression));
        }
        let leave_out =
            self.leave_out.iter().map(|(when, why)| Ok((Expression::condition(when, &scope)?, why.clone())));
        let leave_out = leave_out.collect::<Result<_, Mistake>>()?;
        let ask = if self.shape.counts() {
            Expression::condition(&self.ask, &scope)?
        } else {
            Expression::read(&self.ask, &scope)?
        };
        Ok(Ready { over, names, leave_out, ask })
    }
}
