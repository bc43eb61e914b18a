//! A TOML value with the places of its parts, independent of the text it was read from.

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::base::{Span, Spanned, text};

/// A value as TOML knows it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text in quotes.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction; infinite where the text does not fit.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
    /// A date or time without quotes, as TOML prints it.
    Date(String),
    /// A list.
    List(Vec<Spanned<Self>>),
    /// A table, in the order written.
    Table(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Spanned<String>,
    /// Its value; the span of a `[table]` is its header.
    pub value: Spanned<Value>,
}

impl Value {
    /// What stands there, for a message: `the number 6`.
    pub fn describe(&self) -> String {
        match self {
            Self::Text(value) => format!("the text \"{}\"", text::brief(value, 40)),
            Self::Integer(value) => format!("the number {value}"),
            Self::Number(value) => format!("the number {value}"),
            Self::Bool(value) => format!("the truth value {value}"),
            Self::Date(value) => format!("the date {value} without quotes"),
            Self::List(_) => "a list".to_owned(),
            Self::Table(_) => "a table".to_owned(),
        }
    }
}

/// Copies a table out of the parser, in the order of the text.
pub(super) fn entries(table: &DeTable<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: Spanned::new(key.get_ref().to_string(), Span::of(&key.span())),
            value: spanned(value),
        })
        .collect();
    // The parser sorts by name.
    entries.sort_by_key(|entry| entry.key.span);
    entries
}

fn spanned(value: &TomlSpanned<DeValue<'_>>) -> Spanned<Value> {
    let tree = match value.get_ref() {
        DeValue::String(value) => Value::Text(value.to_string()),
        DeValue::Integer(value) => integer(value.as_str(), value.radix()),
        DeValue::Float(value) => Value::Number(value.as_str().parse().unwrap_or(f64::INFINITY)),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Datetime(value) => Value::Date(value.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(spanned).collect()),
        DeValue::Table(table) => Value::Table(entries(table)),
    };
    Spanned::new(tree, Span::of(&value.span()))
}

fn integer(digits: &str, radix: u32) -> Value {
    match i64::from_str_radix(digits, radix) {
        Ok(value) => Value::Integer(value),
        Err(_) => Value::Number(digits.parse().unwrap_or(f64::INFINITY)),
    }
}
