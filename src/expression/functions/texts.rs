//! Functions about texts.

use super::{Fault, Function, Gives, Want, function};
use crate::expression::pattern;
use crate::expression::read::number;
use crate::expression::value::{Value, number_text};

/// The functions.
pub(super) const FUNCTIONS: &[Function] = &[
    function(
        "contains",
        "title.contains(\"pilot\")",
        "whether a text holds another",
        &[Want::Text, Want::Text],
        Gives::Bool,
        |_, arguments| Ok(both(arguments, |text, part| text.contains(part)).into()),
    ),
    function(
        "startsWith",
        "id.startsWith(\"RSK-\")",
        "whether a text begins with another",
        &[Want::Text, Want::Text],
        Gives::Bool,
        |_, arguments| Ok(both(arguments, |text, part| text.starts_with(part)).into()),
    ),
    function(
        "endsWith",
        "file.endsWith(\".md\")",
        "whether a text ends with another",
        &[Want::Text, Want::Text],
        Gives::Bool,
        |_, arguments| Ok(both(arguments, |text, part| text.ends_with(part)).into()),
    ),
    function(
        "matches",
        "id.matches(\"^AUD-20[0-9]+\")",
        "whether a regular expression (RE2) fits a part of a text",
        &[Want::Text, Want::Text],
        Gives::Bool,
        |world, arguments| {
            let (Value::Text(text), Value::Text(expression)) = (&arguments[0], &arguments[1]) else {
                return Ok(false.into());
            };
            if !world.spend(2_000 + text.len() as u64) {
                return Err(Fault::exhausted());
            }
            let wrong = || {
                Fault::new("this is not a regular expression")
                    .help("write one as RE2 has it, or use `contains`")
            };
            pattern::matches(text, expression).map(Value::Bool).ok_or_else(wrong)
        },
    ),
    function(
        "lower",
        "lower(title)",
        "a text in small letters",
        &[Want::Text],
        Gives::Text,
        |world, arguments| {
            let Value::Text(text) = &arguments[0] else { return Ok(Value::Missing) };
            let small = text.to_lowercase();
            if world.spend(small.len() as u64 / 16) {
                Ok(Value::Text(small.into()))
            } else {
                Err(Fault::exhausted())
            }
        },
    ),
    function(
        "string",
        "string(score)",
        "a number, date or truth value as a text",
        &[Want::Any],
        Gives::Text,
        |_, arguments| match &arguments[0] {
            Value::Missing => Ok(Value::Missing),
            Value::Text(text) => Ok(Value::Text(text.clone())),
            Value::Number(number) => Ok(Value::Text(number_text(*number).into())),
            value @ (Value::Bool(_) | Value::Date(_)) => Ok(Value::Text(value.to_string().into())),
            value => Err(Fault::new(format!("{} has no text", value.sort()))),
        },
    ),
    function(
        "double",
        "double(version)",
        "the number that a text says; missing where it says none",
        &[Want::Any],
        Gives::Number,
        |_, arguments| match &arguments[0] {
            Value::Text(text) => Ok(Value::or_missing(number(text.trim()))),
            Value::Number(number) => Ok(Value::Number(*number)),
            _ => Ok(Value::Missing),
        },
    ),
];

fn both(arguments: &[Value<'_>], test: fn(&str, &str) -> bool) -> bool {
    match (&arguments[0], &arguments[1]) {
        (Value::Text(text), Value::Text(part)) => test(text, part),
        _ => false,
    }
}
