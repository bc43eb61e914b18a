//! The closed set of field types: what each accepts, side by side.
//!
//! A value is the text that was written; its type decides what that text means. So `no` in a text field is the word
//! "no", `1.10` a version, and `08` in a number field is eight.

use chrono::DateTime;

use super::kind::{Field, LinkTarget};
use crate::base::date::DateError;
use crate::base::{Date, Period, text};
use crate::risk::AxisName;
use crate::yaml::{NodeRef, Shape, Style};

/// What a value of a field looks like.
#[derive(Debug, Clone)]
pub enum FieldType {
    /// Any scalar.
    Text,
    /// Any scalar, read as Markdown.
    Markdown,
    /// `true` or `false`.
    Bool,
    /// A whole number between two bounds.
    Integer(i64, i64),
    /// A number between two bounds.
    Number(f64, f64),
    /// A calendar date.
    Date,
    /// A date, or a date and time with its zone (RFC 3339, seconds optional).
    Moment,
    /// A length of time.
    Period,
    /// One of these words.
    Choice(Vec<String>),
    /// A level on an axis of the record's risk method.
    Score(AxisName),
    /// The id of another record.
    Link(Box<LinkTarget>),
    /// A kind, or `kind/type`.
    Produces,
    /// A path in the repository or a URL.
    Evidence,
    /// Fields of its own.
    Map(Vec<Field>),
    /// Anything.
    Any,
}

/// Why a value is not of its field's type. `what` continues "`field` of RSK-0007 ".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `wrong-type` or `invalid-value`.
    pub rule: &'static str,
    /// What is wrong, as a predicate: "is `soon`, which is not a date".
    pub what: String,
    /// What to write instead.
    pub help: String,
}

impl Problem {
    fn wrong_type(node: NodeRef<'_>, wanted: &str, help: impl Into<String>) -> Self {
        Self {
            rule: "wrong-type",
            what: format!("is {}, and {wanted} is wanted", describe(node)),
            help: help.into(),
        }
    }

    /// A value of the right shape that cannot be.
    pub fn invalid(value: &str, what: &str, help: impl Into<String>) -> Self {
        Self {
            rule: "invalid-value",
            what: format!("is `{}`, {what}", text::brief(value, 60)),
            help: help.into(),
        }
    }
}

impl FieldType {
    /// Its name in kind files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Bool => "bool",
            Self::Integer(..) => "integer",
            Self::Number(..) => "number",
            Self::Date => "date",
            Self::Moment => "moment",
            Self::Period => "period",
            Self::Choice(_) => "choice",
            Self::Score(_) => "score",
            Self::Link(_) => "link",
            Self::Produces => "produces",
            Self::Evidence => "evidence",
            Self::Map(_) => "map",
            Self::Any => "any",
        }
    }

    /// Checks one value; whether a link leads anywhere and whether a level exists is checked later.
    pub fn check(&self, node: NodeRef<'_>) -> Result<(), Problem> {
        match self {
            Self::Any => Ok(()),
            Self::Map(_) if node.shape() == Shape::Map => Ok(()),
            Self::Map(fields) => Err(Problem::wrong_type(node, "a group of fields", group_help(fields))),
            Self::Score(_) | Self::Evidence if node.shape() == Shape::Map => Ok(()),
            _ => match node.scalar() {
                Some(value) => self.check_scalar(node, value),
                None => Err(Problem::wrong_type(node, self.wanted(), self.help_for(node))),
            },
        }
    }

    fn check_scalar(&self, node: NodeRef<'_>, value: &str) -> Result<(), Problem> {
        match self {
            Self::Bool => check_bool(node, value),
            Self::Integer(min, max) => check_integer(node, value, *min, *max),
            Self::Number(min, max) => check_number(node, value, *min, *max),
            Self::Date => value.parse::<Date>().map(drop).map_err(|error| date_problem(value, &error)),
            Self::Moment => check_moment(value),
            Self::Period => value.parse::<Period>().map(drop).map_err(|_| {
                Problem::invalid(
                    value,
                    "which is not a period",
                    "write a number and a unit: `90 days`, `6 months`, `1 year`",
                )
            }),
            Self::Choice(values) => check_choice(value, values),
            Self::Evidence => check_path(value),
            _ => Ok(()),
        }
    }

    fn wanted(&self) -> &'static str {
        match self {
            Self::Bool => "true or false",
            Self::Integer(..) => "a whole number",
            Self::Number(..) => "a number",
            Self::Date => "a date",
            Self::Moment => "a date or time",
            Self::Period => "a period",
            Self::Choice(_) => "one word",
            Self::Score(_) => "a level",
            Self::Link(_) => "an id",
            Self::Produces => "a kind",
            Self::Evidence => "a path or URL",
            _ => "text",
        }
    }

    /// What to write: of a list with one item that item.
    fn help_for(&self, node: NodeRef<'_>) -> String {
        let mut items = node.items();
        match (items.next().and_then(NodeRef::scalar), items.next()) {
            (Some(only), None) => format!("write `{}` without brackets or dash", text::brief(only, 60)),
            _ => self.example(),
        }
    }

    fn example(&self) -> String {
        match self {
            Self::Bool => "write `true` or `false`".to_owned(),
            Self::Integer(..) | Self::Number(..) => "write one number".to_owned(),
            Self::Date | Self::Moment => "write one date, such as 2026-11-22".to_owned(),
            Self::Period => "write a period, such as `6 months`".to_owned(),
            Self::Choice(values) => format!("write one of {}", quoted_list(values)),
            Self::Link(_) => "write one id".to_owned(),
            _ => "write one value; text that begins with `[` or `{` goes in quotes".to_owned(),
        }
    }
}

fn group_help(fields: &[Field]) -> String {
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    format!("write {} below it, indented", text::list(&names, "and", 6))
}

fn quoted_list(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    text::list(&quoted, "or", 12)
}

/// What stands there, for a message.
fn describe(node: NodeRef<'_>) -> String {
    match node.shape() {
        Shape::Null => "empty".to_owned(),
        Shape::Map => "a group of fields".to_owned(),
        Shape::List => "a list".to_owned(),
        Shape::Scalar if node.style() == Style::Quoted => {
            format!("the quoted text \"{}\"", text::brief(node.text(), 40))
        }
        Shape::Scalar => format!("`{}`", text::brief(node.text(), 40)),
    }
}

/// The truth value of a text: YAML 1.2's `true` and `false`, and 1.1's words for them, since people write those.
pub fn bool_value(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

fn check_bool(node: NodeRef<'_>, value: &str) -> Result<(), Problem> {
    match bool_value(value) {
        Some(truth) if node.style() != Style::Plain => {
            Err(Problem::wrong_type(node, "true or false", format!("write `{truth}` without quotes")))
        }
        Some(_) => Ok(()),
        None => Err(Problem::wrong_type(node, "true or false", "write `true` or `false`")),
    }
}

fn check_integer(node: NodeRef<'_>, value: &str, min: i64, max: i64) -> Result<(), Problem> {
    let Ok(number) = value.parse::<i64>() else {
        return Err(Problem::wrong_type(node, "a whole number", "write digits only, such as `3`"));
    };
    if (min..=max).contains(&number) {
        return Ok(());
    }
    Err(Problem::invalid(value, "which is out of range", format!("write a number from {min} to {max}")))
}

fn check_number(node: NodeRef<'_>, value: &str, min: f64, max: f64) -> Result<(), Problem> {
    let plain = value.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let Some(number) = value.parse::<f64>().ok().filter(|number| plain && number.is_finite()) else {
        let help = if value.contains(',') {
            "write the number with a point: `12.5`; thousands without a mark"
        } else {
            "write digits, such as `12.5`; the unit has a field of its own"
        };
        return Err(Problem::wrong_type(node, "a number", help));
    };
    if (min..=max).contains(&number) {
        return Ok(());
    }
    Err(Problem::invalid(value, "which is out of range", format!("write a number from {min} to {max}")))
}

fn date_problem(value: &str, error: &DateError) -> Problem {
    match error {
        DateError::Form(Some(meant)) => {
            Problem::invalid(value, "which is not a date as records write it", format!("write `{meant}`"))
        }
        DateError::Form(None) => {
            Problem::invalid(value, "which is not a date", "write year-month-day, such as 2026-11-22")
        }
        DateError::NoSuchDay(Some(days)) => Problem::invalid(
            value,
            "a day that does not exist",
            format!("that month has {days} days; look the date up"),
        ),
        DateError::NoSuchDay(None) => {
            Problem::invalid(value, "a day that does not exist", "write year-month-day; there are 12 months")
        }
    }
}

/// A date alone, or RFC 3339 with `T` or a space, where the seconds may be left out.
fn check_moment(value: &str) -> Result<(), Problem> {
    let day = value.get(..10).unwrap_or(value);
    if let Err(error) = day.parse::<Date>() {
        return Err(date_problem(value, &error));
    }
    if value.len() == 10 || moment(value).is_some() {
        return Ok(());
    }
    Err(Problem::invalid(
        value,
        "which is not a time as records write it",
        format!("write a date, or a date and time with its zone: `{day}T14:30Z` or `{day}T14:30+01:00`"),
    ))
}

/// Seconds since 1970 of a date and time with its zone; `None` for a date alone, and for what is neither.
pub fn instant(value: &str) -> Option<i64> {
    moment(value).map(|moment| moment.timestamp())
}

fn moment(value: &str) -> Option<DateTime<chrono::FixedOffset>> {
    DateTime::parse_from_rfc3339(value).ok().or_else(|| {
        let (time, zone) = value.split_at_checked(16)?;
        DateTime::parse_from_rfc3339(&format!("{time}:00{zone}")).ok()
    })
}

fn check_choice(value: &str, values: &[String]) -> Result<(), Problem> {
    if values.iter().any(|known| known == value) {
        return Ok(());
    }
    let known = || values.iter().map(String::as_str);
    let folded = value.to_lowercase().replace([' ', '_'], "-");
    let near = known().find(|word| *word == folded).or_else(|| text::nearest(value, known()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`? the values are {}", quoted_list(values)),
        None => format!("write one of {}", quoted_list(values)),
    };
    Err(Problem::invalid(value, "which is not one of its values", help))
}

/// A URL, or a relative path that stays inside the repository.
fn check_path(value: &str) -> Result<(), Problem> {
    if is_url(value) {
        return Ok(());
    }
    let help = "put the file into the repository and write its path from the root, or give a URL";
    if value.as_bytes().get(1) == Some(&b':') {
        return Err(Problem::invalid(value, "a path on one computer", help));
    }
    if value.contains('\\') {
        let help = format!("write `/` between folders: `{}`", text::brief(&value.replace('\\', "/"), 80));
        return Err(Problem::invalid(value, "a path with backslashes", help));
    }
    if value.split('/').any(|part| part == "..") || value.starts_with(['/', '~']) {
        return Err(Problem::invalid(value, "a path that leads out of the repository", help));
    }
    if value.trim().is_empty() {
        return Err(Problem::invalid(
            value,
            "which is no path",
            "write a path from the repository's root, or a URL",
        ));
    }
    Ok(())
}

/// Whether a text has the form of a URL with a scheme and `//`, or of a mail address link.
pub(crate) fn is_url(value: &str) -> bool {
    let scheme = value.split_once("://").map(|(scheme, _)| scheme);
    let named = scheme
        .is_some_and(|s| s.len() > 1 && s.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c)));
    named || value.starts_with("mailto:")
}
