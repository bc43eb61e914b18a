//! The functions that expressions can call.

mod dates;
mod links;
mod lists;
mod system;
mod texts;

use super::rows::Rows;
use super::types::Type;
use super::value::Value;
use super::world::World;

/// A function.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is called.
    pub usage: &'static str,
    /// What it gives.
    pub does: &'static str,
    /// What it takes; the last ones may be left out.
    pub(super) takes: &'static [Want],
    /// How many arguments it needs.
    pub(super) least: usize,
    /// Whether the last one may be repeated.
    pub(super) many: bool,
    /// Whether its first argument is the record in question where it is called without one.
    pub(super) of_record: bool,
    pub(super) gives: Gives,
    pub(super) run: for<'s> fn(&World<'s>, &[Value<'s>]) -> Result<Value<'s>, Fault>,
}

/// What an argument has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Any,
    Number,
    Text,
    Date,
    List,
    Record,
    /// A text that names a kind.
    Kind,
    /// A text that names a link field of the record before it.
    LinkField,
    /// A text such as `action.addresses`.
    LinkPlace,
    /// A text that is a date.
    DateText,
    /// A text that is a period.
    Period,
}

/// What a function gives, as far as that is known before it runs.
#[derive(Debug, Clone, Copy)]
pub(super) enum Gives {
    Bool,
    Number,
    Text,
    Date,
    /// What its first argument is a list of, or is.
    Item,
    /// A list like its first argument.
    Same,
    /// A list of what the lists in its first argument hold.
    Flat,
    /// Records of the kind that its last argument names.
    Records,
    /// Records that its last argument, a link field, may name.
    Linked,
    /// One record of any kind.
    Record,
    /// Rows.
    Rows(&'static Rows),
}

/// Why a function gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// What is wrong, in lower case.
    pub(super) message: String,
    /// What to do.
    pub(super) help: Option<String>,
    /// Whether there were not enough steps left.
    pub(super) exhausted: bool,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, exhausted: false }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn exhausted() -> Self {
        Self { message: String::new(), help: None, exhausted: true }
    }
}

const FAMILIES: [(&str, &[Function]); 5] = [
    ("Records and links", links::FUNCTIONS),
    ("Dates", dates::FUNCTIONS),
    ("Numbers and lists", lists::FUNCTIONS),
    ("Texts", texts::FUNCTIONS),
    ("The management system", system::FUNCTIONS),
];

/// All functions by what they are about.
pub fn families() -> impl Iterator<Item = (&'static str, &'static [Function])> {
    FAMILIES.into_iter()
}

/// Every function.
pub fn all() -> impl Iterator<Item = &'static Function> {
    FAMILIES.iter().flat_map(|(_, functions)| *functions)
}

/// The function with a name.
pub(super) fn named(name: &str) -> Option<&'static Function> {
    all().find(|function| function.name == name)
}

impl Want {
    /// The type of an argument.
    pub(super) fn ty(self) -> Type {
        match self {
            Self::Any => Type::Any,
            Self::Number => Type::Number,
            Self::Date => Type::Date,
            Self::List => Type::Any.list(),
            Self::Record => Type::Record(None),
            _ => Type::Text,
        }
    }

    /// Whether a value is one; what is missing always is.
    pub(super) fn fits(self, value: &Value<'_>) -> bool {
        matches!(value, Value::Missing)
            || match self {
                Self::Any => true,
                Self::Number => matches!(value, Value::Number(_)),
                Self::Date => matches!(value, Value::Date(_)),
                Self::List => matches!(value, Value::List(_)),
                Self::Record => matches!(value, Value::Record(_)),
                _ => matches!(value, Value::Text(_)),
            }
    }
}

/// A function in one line; what it needs is all that it takes.
const fn function(
    name: &'static str,
    usage: &'static str,
    does: &'static str,
    takes: &'static [Want],
    gives: Gives,
    run: for<'s> fn(&World<'s>, &[Value<'s>]) -> Result<Value<'s>, Fault>,
) -> Function {
    Function { name, usage, does, takes, least: takes.len(), many: false, of_record: false, gives, run }
}

impl Function {
    const fn at_least(mut self, least: usize) -> Self {
        self.least = least;
        self
    }

    const fn repeated(mut self) -> Self {
        self.many = true;
        self
    }

    const fn of_record(mut self) -> Self {
        self.of_record = true;
        self
    }
}
