//! What is known of a value before any record is looked at.

use super::rows::Rows;
use crate::schema::{Field, FieldType, KindId, Schema};

/// The sort of a value, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Not known, or nothing.
    Any,
    /// Yes or no.
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A date.
    Date,
    /// A record, of a kind where that is known.
    Record(Option<KindId>),
    /// The fields of a map: kind and dotted path.
    Group(KindId, String),
    /// What a function of the system gives.
    Row(&'static Rows),
    /// Several values.
    List(Box<Type>),
}

/// The sort of values that a computed name or a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Bool,
    Number,
    Text,
    Date,
    Record,
}

impl Sort {
    /// The type of such values.
    pub(super) fn ty(self) -> Type {
        match self {
            Self::Bool => Type::Bool,
            Self::Number => Type::Number,
            Self::Text => Type::Text,
            Self::Date => Type::Date,
            Self::Record => Type::Record(None),
        }
    }
}

impl Type {
    /// A list of these.
    pub(super) fn list(self) -> Self {
        Self::List(Box::new(self))
    }

    /// What an item of it is.
    pub(super) fn item(&self) -> Self {
        match self {
            Self::List(item) => (**item).clone(),
            _ => Self::Any,
        }
    }

    /// What it is, for a message.
    pub(super) fn sort(&self) -> &'static str {
        match self {
            Self::Any => "anything",
            Self::Bool => "yes or no",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Date => "a date",
            Self::Record(_) => "a record",
            Self::Group(..) | Self::Row(_) => "a group of fields",
            Self::List(_) => "a list",
        }
    }

    /// Whether a value of this type may be one of another.
    pub(super) fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, _) | (_, Self::Any) => true,
            (Self::List(one), Self::List(other)) => one.fits(other),
            (Self::Record(one), Self::Record(other)) => one.is_none() || other.is_none() || one == other,
            _ => self == other,
        }
    }

    /// The type of a field of a kind at a path.
    pub(super) fn of_field(kind: KindId, path: &str, field: &Field) -> Self {
        let one = match &field.ty {
            FieldType::Bool => Self::Bool,
            FieldType::Integer(..) | FieldType::Number(..) | FieldType::Score(_) => Self::Number,
            FieldType::Date | FieldType::Moment => Self::Date,
            FieldType::Map(_) => Self::Group(kind, path.to_owned()),
            FieldType::Evidence => Self::Row(&super::rows::EVIDENCE),
            FieldType::Any => Self::Any,
            _ => Self::Text,
        };
        if field.list { one.list() } else { one }
    }

    /// The type of a field of a group; `None` where there is no such field.
    pub(super) fn of_inner(schema: &Schema, kind: KindId, path: &str, name: &str) -> Option<Self> {
        let path = format!("{path}.{name}");
        let field = schema.kind(kind).field_at(&path)?;
        Some(Self::of_field(kind, &path, field))
    }
}
