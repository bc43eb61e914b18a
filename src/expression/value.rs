//! What an expression works with and comes to.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

use crate::base::{Date, text};
use crate::schema::Field;
use crate::system::RecordId;
use crate::yaml::NodeRef;

/// A value. Records and groups of fields are places in the system, read when asked.
#[derive(Debug, Clone)]
pub enum Value<'s> {
    /// Nothing: a field that is not given, or `null`.
    Missing,
    /// Yes or no.
    Bool(bool),
    /// A number; there is only one sort.
    Number(f64),
    /// A text: words, ids, periods.
    Text(Cow<'s, str>),
    /// A day, or a day with a time.
    Date(Moment),
    /// Several values.
    List(Rc<Vec<Value<'s>>>),
    /// A record.
    Record(RecordId),
    /// Fields of a map in a record.
    Group(Group<'s>),
    /// Named values that a function worked out.
    Row(Rc<Row<'s>>),
}

/// The fields of a map and where they are written.
#[derive(Debug, Clone, Copy)]
pub struct Group<'s> {
    pub(super) record: RecordId,
    pub(super) fields: &'s [Field],
    pub(super) node: NodeRef<'s>,
}

/// Named values.
pub type Row<'s> = Vec<(&'static str, Value<'s>)>;

/// A day, and the instant where a time with its zone is given.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// The day, as it is written.
    pub day: Date,
    /// Seconds since 1970; `None` where only a day is given.
    pub instant: Option<i64>,
}

impl Moment {
    /// A day alone.
    pub const fn day(day: Date) -> Self {
        Self { day, instant: None }
    }

    /// Days since an earlier moment: whole ones unless both have a time.
    pub fn days_since(self, earlier: Self) -> f64 {
        match (self.instant, earlier.instant) {
            (Some(later), Some(earlier)) => (later - earlier) as f64 / 86_400.0,
            _ => self.day.days_since(earlier.day) as f64,
        }
    }

    /// Which of two is later. One without a time is compared by its day.
    pub fn order(self, other: Self) -> Ordering {
        match (self.instant, other.instant) {
            (Some(one), Some(other)) => one.cmp(&other),
            _ => self.day.cmp(&other.day),
        }
    }
}

impl<'s> Value<'s> {
    /// A text.
    pub(super) fn text(text: &'s str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// A list.
    pub(super) fn list(items: Vec<Self>) -> Self {
        Self::List(Rc::new(items))
    }

    /// A value, or nothing.
    pub(super) fn or_missing(value: Option<impl Into<Self>>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }

    /// Whether it holds as a condition; what is not given does not hold. `None` for what is no condition.
    pub fn holds(&self) -> Option<bool> {
        match self {
            Self::Bool(truth) => Some(*truth),
            Self::Missing => Some(false),
            _ => None,
        }
    }

    /// The number; `None` for everything else.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The items of a list; what is not given has none. `None` for everything else.
    pub fn items(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            Self::Missing => Some(&[]),
            _ => None,
        }
    }

    /// What it is, for a message: `a text`.
    pub fn sort(&self) -> &'static str {
        match self {
            Self::Missing => "nothing",
            Self::Bool(_) => "yes or no",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Record(_) => "a record",
            Self::Group(_) | Self::Row(_) => "a group of fields",
        }
    }

    /// Whether two values are the same. Values of two sorts never are.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Missing, Self::Missing) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a.order(*b) == Ordering::Equal,
            (Self::Record(a), Self::Record(b)) => a == b,
            (Self::List(a), Self::List(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.is_same(b))
            }
            (Self::Group(a), Self::Group(b)) => {
                a.node.index() == b.node.index() && std::ptr::eq(a.fields, b.fields)
            }
            (Self::Row(a), Self::Row(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.0 == b.0 && a.1.is_same(&b.1))
            }
            _ => false,
        }
    }

    /// Which of two values of one sort is the greater; `None` where that means nothing.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.partial_cmp(b),
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            (Self::Date(a), Self::Date(b)) => Some(a.order(*b)),
            (Self::Bool(a), Self::Bool(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Date> for Value<'_> {
    fn from(day: Date) -> Self {
        Self::Date(Moment::day(day))
    }
}

impl From<Moment> for Value<'_> {
    fn from(moment: Moment) -> Self {
        Self::Date(moment)
    }
}

impl From<RecordId> for Value<'_> {
    fn from(record: RecordId) -> Self {
        Self::Record(record)
    }
}

impl<'s> From<&'s str> for Value<'s> {
    fn from(text: &'s str) -> Self {
        Self::text(text)
    }
}

/// Prints a value for people: numbers with at most two decimals, dates as days, texts as they are. Records and groups,
/// which only a system can name, print what they are.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("nothing"),
            Self::Bool(truth) => write!(f, "{truth}"),
            Self::Number(number) => f.write_str(&number_text(*number)),
            Self::Text(words) => f.write_str(&text::brief(words, 60)),
            Self::Date(moment) => write!(f, "{}", moment.day),
            Self::List(items) => {
                let items: Vec<String> = items.iter().take(9).map(ToString::to_string).collect();
                write!(f, "{}", text::list(&items, "and", 8))
            }
            Self::Record(_) | Self::Group(_) | Self::Row(_) => f.write_str(self.sort()),
        }
    }
}

/// A number with at most two decimals: `3`, `42.86`.
pub fn number_text(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    // What rounds to nothing has no sign.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}
