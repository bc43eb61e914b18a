//! Records of kind `metric`: a formula over the records, the name of a built-in metric, or values that people typed.

use std::collections::BTreeSet;

use super::definition::{Better, Definition};
use super::figure::{Figure, Origin};
use crate::base::{Date, text};
use crate::expression::{Expression, Item, Mistake, Scope, Value, World, Written};
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{METRIC_DIRECTION, METRIC_FORMULA, METRIC_MEASUREMENTS, METRIC_UNIT};
use crate::system::System;

/// What a formula says.
enum Formula<'a> {
    /// The name of a built-in metric.
    Named(&'a Definition),
    /// An expression.
    Own(Box<Expression>),
}

/// Reads a formula.
fn read<'a>(system: &System, written: &str, definitions: &'a [Definition]) -> Result<Formula<'a>, Mistake> {
    let name = written.trim();
    if let Some(known) = definitions.iter().find(|definition| definition.id == name) {
        return Ok(Formula::Named(known));
    }
    let is_name =
        name.contains('-') && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if is_name {
        let span = crate::base::Span::of(&(0..written.len()));
        let near = text::nearest(name, definitions.iter().map(|definition| definition.id.as_str()));
        let help =
            near.map_or("`isms metrics` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err(Mistake::new(span, format!("there is no metric `{name}`")).help(help));
    }
    let expression = Expression::read(written, &Scope::new(&system.schema, Item::Nothing))?;
    Ok(Formula::Own(Box::new(expression)))
}

/// The figure of a metric record as of the day of the system.
pub(super) fn figure(world: &World<'_>, record: &Record, definitions: &[Definition]) -> Figure {
    let system = world.system();
    let Some(written) = record.get(METRIC_FORMULA) else {
        return typed(system, record);
    };
    world.rest();
    match read(system, written, definitions) {
        Ok(Formula::Named(definition)) => renamed(system, record, super::compute::figure(world, definition)),
        Ok(Formula::Own(expression)) => match worked_out(world, &expression) {
            Ok(worked) => Figure { origin: Origin::Formula, ..worked.figure(system, record) },
            Err(mistake) => failed(system, record, &mistake),
        },
        Err(mistake) => failed(system, record, &mistake),
    }
}

fn failed(system: &System, record: &Record, mistake: &Mistake) -> Figure {
    let value = Err(format!("cannot be worked out: {}", mistake.message));
    Figure { value, origin: Origin::Formula, ..bare(system, record) }
}

/// A built-in figure under a record's own name; what the record says of target and direction holds.
fn renamed(system: &System, record: &Record, figure: Figure) -> Figure {
    let own = bare(system, record);
    Figure {
        id: own.id,
        title: own.title,
        target: own.target.or(figure.target),
        better: own.better.or(figure.better),
        origin: Origin::Formula,
        ..figure
    }
}

/// What an expression came to: a number, and the items where it is a percentage of lists.
struct Worked {
    value: Result<f64, String>,
    part: Option<Vec<String>>,
    whole: Option<Vec<String>>,
}

impl Worked {
    fn figure(self, system: &System, record: &Record) -> Figure {
        let rest = match (&self.part, &self.whole) {
            (Some(part), Some(whole)) => {
                let part: BTreeSet<&String> = part.iter().collect();
                whole.iter().filter(|name| !part.contains(name)).cloned().collect()
            }
            _ => Vec::new(),
        };
        Figure {
            value: self.value,
            part: self.part.as_ref().map(Vec::len),
            whole: self.whole.as_ref().map(Vec::len),
            counted: [self.part.unwrap_or_default(), rest],
            ..bare(system, record)
        }
    }
}

fn worked_out(world: &World<'_>, expression: &Expression) -> Result<Worked, Mistake> {
    let value = expression.value(world, Value::Missing, &[])?;
    let value = match value {
        Value::Number(number) => Ok(number),
        Value::Missing if expression.as_percent().is_some() => Err("there is nothing to count".to_owned()),
        Value::Missing => Err("the formula comes to nothing".to_owned()),
        other => Err(format!("the formula comes to {}, and a number is wanted", other.sort())),
    };
    let names = |part: &Expression| match part.value(world, Value::Missing, &[]) {
        Ok(Value::List(items)) => Some(items.iter().map(|item| world.item_name(item)).collect()),
        _ => None,
    };
    let (part, whole) =
        expression.as_percent().map_or((None, None), |(part, whole)| (names(&part), names(&whole)));
    let both = part.is_some() && whole.is_some();
    Ok(Worked { value, part: part.filter(|_| both), whole: whole.filter(|_| both) })
}

/// The newest value that people typed and that was measured by then.
fn typed(system: &System, record: &Record) -> Figure {
    let mut newest: Option<(Option<Date>, f64, String)> = None;
    for item in record.get(METRIC_MEASUREMENTS).into_iter().flat_map(crate::record::field::Items::iter) {
        let text = |name: &str| item.get(name).and_then(crate::yaml::NodeRef::scalar);
        let on = text("measured_on").and_then(|day| day.parse::<Date>().ok());
        let Some(value) = text("value").and_then(|value| value.parse().ok()) else { continue };
        let past = on.is_none_or(|on| on <= system.as_of);
        if past && newest.as_ref().is_none_or(|(known, _, _)| on >= *known) {
            let when = on.map_or("no date of measurement".to_owned(), |on| format!("measured {on}"));
            newest =
                Some((on, value, format!("{}, {when}", text::plain(text("period").unwrap_or("no period")))));
        }
    }
    let figure = bare(system, record);
    match newest {
        Some((_, value, period)) => Figure { value: Ok(value), period: Some(period), ..figure },
        None => Figure { value: Err("nothing was measured yet".to_owned()), ..figure },
    }
}

/// What a record says of its metric, without a value.
fn bare(system: &System, record: &Record) -> Figure {
    let clean = |words: &str| text::plain(words).into_owned();
    let id = record.id();
    let setting = |list: &[(crate::base::Spanned<String>, f64)]| {
        list.iter().find(|(name, _)| name.value == id).map(|(_, number)| *number)
    };
    let unit = record.get(METRIC_UNIT).map(clean).unwrap_or_default();
    let own = record.value("target").and_then(|node| node.scalar()?.parse().ok());
    Figure {
        id: clean(id),
        title: clean(record.title()),
        unit: if unit == "percent" { "%".to_owned() } else { unit },
        value: Err(String::new()),
        part: None,
        whole: None,
        left_out: Vec::new(),
        period: None,
        target: setting(&system.config.metrics.targets).or(own),
        alarm: setting(&system.config.metrics.alarms),
        better: match record.get(METRIC_DIRECTION) {
            Some("up") => Some(Better::Higher),
            Some("down") => Some(Better::Lower),
            _ => None,
        },
        clauses: record.kind().clauses.clone(),
        origin: Origin::Typed,
        counted: [Vec::new(), Vec::new()],
    }
}

/// A finding for each formula that is no expression and no metric's name, at the very place.
pub(super) fn check(system: &System, definitions: &[Definition]) -> Vec<Finding> {
    let wrong = |record: &Record| {
        let written = record.spanned(METRIC_FORMULA)?;
        let mistake = read(system, written.value, definitions).err()?;
        let place = Written { source: record.file().source(), literal: written.span, text: written.value };
        let label = record.label(place.place(mistake.span), "");
        let message = format!("`formula` of {} cannot be read: {}", record.id(), mistake.message);
        let finding = Finding::new("invalid-value", message, label).help_if(mistake.help);
        Some(finding.about(record.subject()).field("formula"))
    };
    system.of_kind("metric").filter_map(|(_, record)| wrong(record)).collect()
}
