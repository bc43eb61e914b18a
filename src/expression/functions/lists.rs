//! Functions about numbers and lists.

use std::cmp::Ordering;

use super::{Fault, Function, Gives, Want, function};
use crate::expression::value::Value;
use crate::expression::world::World;

/// The functions.
pub(super) const FUNCTIONS: &[Function] = &[
    function(
        "size",
        "size(controls)",
        "how many items a list has, or characters a text",
        &[Want::Any],
        Gives::Number,
        |_, arguments| match &arguments[0] {
            Value::Text(text) => Ok(Value::Number(text.chars().count() as f64)),
            value => {
                let wrong =
                    || Fault::new(format!("{} has no size", value.sort())).help("give it a list or a text");
                Ok(Value::Number(value.items().ok_or_else(wrong)?.len() as f64))
            }
        },
    ),
    function(
        "percent",
        "percent(done, all)",
        "how many of a hundred: two numbers, or two lists whose items are counted; missing where the second is 0",
        &[Want::Any, Want::Any],
        Gives::Number,
        |_, arguments| {
            let (part, whole) = (amount(&arguments[0])?, amount(&arguments[1])?);
            Ok(match (part, whole) {
                (Some(part), Some(whole)) if whole != 0.0 => Value::Number(part * 100.0 / whole),
                _ => Value::Missing,
            })
        },
    ),
    function(
        "sum",
        "sum([1, 2])",
        "numbers added up; those that are missing do not count",
        &[Want::Any],
        Gives::Number,
        |world, arguments| Ok(Value::Number(numbers(world, arguments)?.iter().sum())),
    )
    .repeated(),
    function(
        "mean",
        "mean([1, 2])",
        "the arithmetic mean; missing where there is nothing to take it of",
        &[Want::Any],
        Gives::Number,
        |world, arguments| {
            let numbers = numbers(world, arguments)?;
            Ok(if numbers.is_empty() {
                Value::Missing
            } else {
                Value::Number(numbers.iter().sum::<f64>() / numbers.len() as f64)
            })
        },
    )
    .repeated(),
    function(
        "median",
        "median([1, 2])",
        "the middle one, or the mean of the two in the middle",
        &[Want::Any],
        Gives::Number,
        |world, arguments| Ok(median(numbers(world, arguments)?)),
    )
    .repeated(),
    function(
        "max",
        "max(done_on, due)",
        "the greatest of several values or of a list: numbers, dates or texts",
        &[Want::Any],
        Gives::Item,
        |world, arguments| extreme(world, arguments, Ordering::Greater),
    )
    .repeated(),
    function(
        "min",
        "min(done_on, due)",
        "the least of them",
        &[Want::Any],
        Gives::Item,
        |world, arguments| extreme(world, arguments, Ordering::Less),
    )
    .repeated(),
    function(
        "round",
        "round(score)",
        "the nearest whole number",
        &[Want::Number],
        Gives::Number,
        |_, arguments| Ok(Value::or_missing(arguments[0].number().map(f64::round))),
    ),
    function(
        "abs",
        "abs(score)",
        "a number without its sign",
        &[Want::Number],
        Gives::Number,
        |_, arguments| Ok(Value::or_missing(arguments[0].number().map(f64::abs))),
    ),
    function(
        "distinct",
        "distinct(against)",
        "a list without what stands in it before",
        &[Want::List],
        Gives::Same,
        |world, arguments| {
            let items = arguments[0].items().unwrap_or_default();
            let mut kept: Vec<Value<'_>> = Vec::new();
            for item in items {
                if !world.spend(8 + kept.len() as u64) {
                    return Err(Fault::exhausted());
                }
                if !kept.iter().any(|known| known.is_same(item)) {
                    kept.push(item.clone());
                }
            }
            Ok(Value::list(kept))
        },
    ),
    function(
        "flatten",
        "flatten(records(\"risk\").map(r, r.controls))",
        "the items of the lists in a list, as one",
        &[Want::List],
        Gives::Flat,
        |world, arguments| {
            let mut flat = Vec::new();
            for item in arguments[0].items().unwrap_or_default() {
                let inner = item.items().unwrap_or(std::slice::from_ref(item));
                if !world.spend(8 * (1 + inner.len() as u64)) {
                    return Err(Fault::exhausted());
                }
                flat.extend_from_slice(inner);
            }
            Ok(Value::list(flat))
        },
    ),
    function(
        "first",
        "first(evidence)",
        "the first item of a list; missing where it has none",
        &[Want::List],
        Gives::Item,
        |_, arguments| Ok(arguments[0].items().and_then(<[_]>::first).cloned().unwrap_or(Value::Missing)),
    ),
    function("last", "last(measurements)", "the last item", &[Want::List], Gives::Item, |_, arguments| {
        Ok(arguments[0].items().and_then(<[_]>::last).cloned().unwrap_or(Value::Missing))
    }),
];

/// A number, or how many items a list has; `None` for what is missing.
fn amount(value: &Value<'_>) -> Result<Option<f64>, Fault> {
    match value {
        Value::Missing => Ok(None),
        Value::Number(number) => Ok(Some(*number)),
        Value::List(items) => Ok(Some(items.len() as f64)),
        other => Err(Fault::new(format!("{} cannot be counted", other.sort()))
            .help("give it two numbers or two lists")),
    }
}

/// What is meant by several arguments: they themselves, or the items of the only one.
fn meant<'a, 's>(world: &World<'s>, arguments: &'a [Value<'s>]) -> Result<&'a [Value<'s>], Fault> {
    let items = match arguments {
        [only] => only.items().unwrap_or(arguments),
        _ => arguments,
    };
    if world.spend(items.len() as u64) { Ok(items) } else { Err(Fault::exhausted()) }
}

fn numbers<'s>(world: &World<'s>, arguments: &[Value<'s>]) -> Result<Vec<f64>, Fault> {
    let mut numbers = Vec::new();
    for value in meant(world, arguments)? {
        match value {
            Value::Missing => {}
            Value::Number(number) => numbers.push(*number),
            other => {
                let help = "give it numbers, such as `list.map(x, x.score)`";
                return Err(Fault::new(format!("{} is no number", other.sort())).help(help));
            }
        }
    }
    Ok(numbers)
}

fn median<'s>(mut numbers: Vec<f64>) -> Value<'s> {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    match numbers.len() {
        0 => Value::Missing,
        length if length % 2 == 1 => Value::Number(numbers[middle]),
        _ => Value::Number(f64::midpoint(numbers[middle - 1], numbers[middle])),
    }
}

fn extreme<'s>(world: &World<'s>, arguments: &[Value<'s>], wanted: Ordering) -> Result<Value<'s>, Fault> {
    let mut best: Option<&Value<'s>> = None;
    for value in meant(world, arguments)?.iter().filter(|value| !matches!(value, Value::Missing)) {
        let order = match best {
            None => Some(wanted),
            Some(best) => value.order(best),
        };
        let wrong = || {
            let other = best.map_or("nothing", Value::sort);
            Fault::new(format!("{} cannot be compared with {other}", value.sort()))
        };
        if order.ok_or_else(wrong)? == wanted {
            best = Some(value);
        }
    }
    Ok(best.cloned().unwrap_or(Value::Missing))
}
