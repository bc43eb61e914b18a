//! Functions about dates.

use super::{Fault, Function, Gives, Want, function};
use crate::base::{Date, Period};
use crate::expression::value::{Moment, Value};

/// The functions.
pub(super) const FUNCTIONS: &[Function] = &[
    function(
        "date",
        "date(\"2026-01-01\")",
        "the date that a text says",
        &[Want::DateText],
        Gives::Date,
        |_, arguments| {
            let Some(text) = text(&arguments[0]) else { return Ok(Value::Missing) };
            let date = text
                .parse::<Date>()
                .map_err(|_| Fault::new("this is not a date").help("write it as \"2026-11-22\""))?;
            Ok(date.into())
        },
    ),
    function(
        "plus",
        "plus(due, \"6 months\")",
        "a date moved forward by a period; a day that the month lacks becomes its last",
        &[Want::Date, Want::Period],
        Gives::Date,
        |_, arguments| moved(arguments, Date::plus),
    ),
    function(
        "minus",
        "minus(today, \"1 year\")",
        "a date moved back by a period",
        &[Want::Date, Want::Period],
        Gives::Date,
        |_, arguments| moved(arguments, Date::minus),
    ),
    function(
        "within",
        "within(held_on, \"12 months\")",
        "whether a date lies in the period that ends today, today included",
        &[Want::Date, Want::Period],
        Gives::Bool,
        |world, arguments| {
            let (Some(date), Some(period)) = (moment(&arguments[0]), period(&arguments[1])?) else {
                return Ok(false.into());
            };
            let from = world.today().minus(period);
            Ok((from.is_none_or(|from| from < date.day) && date.day <= world.today()).into())
        },
    ),
    function(
        "days",
        "days(raised_on, today)",
        "days from one date to another; negative where the second is earlier",
        &[Want::Date, Want::Date],
        Gives::Number,
        |_, arguments| {
            Ok(between(arguments).map_or(Value::Missing, |(from, to)| Value::Number(to.days_since(from))))
        },
    ),
    function(
        "hours",
        "hours(detected_at, resolved_at)",
        "hours from one time to another; whole days count where one has no time",
        &[Want::Date, Want::Date],
        Gives::Number,
        |_, arguments| {
            Ok(between(arguments)
                .map_or(Value::Missing, |(from, to)| Value::Number(to.days_since(from) * 24.0)))
        },
    ),
    function(
        "year",
        "year(raised_on)",
        "the year of a date, a number",
        &[Want::Date],
        Gives::Number,
        |_, arguments| {
            Ok(moment(&arguments[0]).map_or(Value::Missing, |date| Value::Number(f64::from(date.day.year()))))
        },
    ),
];

fn text<'a>(value: &'a Value<'_>) -> Option<&'a str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn moment(value: &Value<'_>) -> Option<Moment> {
    match value {
        Value::Date(moment) => Some(*moment),
        _ => None,
    }
}

fn period(value: &Value<'_>) -> Result<Option<Period>, Fault> {
    let Some(text) = text(value) else { return Ok(None) };
    let wrong = |_| {
        Fault::new("this is not a period")
            .help("write a number and a unit: \"90 days\", \"6 months\" or \"1 year\"")
    };
    text.parse().map(Some).map_err(wrong)
}

fn moved<'s>(arguments: &[Value<'s>], by: fn(Date, Period) -> Option<Date>) -> Result<Value<'s>, Fault> {
    let (Some(date), Some(period)) = (moment(&arguments[0]), period(&arguments[1])?) else {
        return Ok(Value::Missing);
    };
    Ok(Value::or_missing(by(date.day, period)))
}

fn between(arguments: &[Value<'_>]) -> Option<(Moment, Moment)> {
    Some((moment(&arguments[0])?, moment(&arguments[1])?))
}
