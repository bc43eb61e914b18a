//! Typed handles: how code names a field, so that no rule writes a bare string.
//!
//! Each handle is proved by a test to exist in its kind with a type that it can read.

use std::marker::PhantomData;

use crate::base::{Date, Period};
use crate::schema::bool_value;
use crate::yaml::{NodeRef, Shape};

/// A field of a kind, and what reading it gives.
#[derive(Debug)]
pub struct Handle<T> {
    /// The kind's name; empty for fields that every kind has.
    pub kind: &'static str,
    /// The field's name, or its dotted path inside maps.
    pub name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Handle<T> {}

impl<T> Handle<T> {
    const fn new(kind: &'static str, name: &'static str) -> Self {
        Self { kind, name, value: PhantomData }
    }
}

/// A way to read a field's node.
pub trait Value {
    /// What reading gives.
    type Of<'a>;

    /// Names of the field types it reads.
    const TYPES: &'static [&'static str];

    /// The value, or `None` where the text is of another type.
    fn read(node: NodeRef<'_>) -> Option<Self::Of<'_>>;
}

/// Reads a scalar's text.
#[derive(Debug)]
pub enum Text {}

impl Value for Text {
    type Of<'a> = &'a str;

    const TYPES: &'static [&'static str] = &["text", "markdown", "choice", "link"];

    fn read(node: NodeRef<'_>) -> Option<&str> {
        node.scalar()
    }
}

impl Value for bool {
    type Of<'a> = Self;

    const TYPES: &'static [&'static str] = &["bool"];

    fn read(node: NodeRef<'_>) -> Option<Self> {
        bool_value(node.scalar()?)
    }
}

impl Value for Date {
    type Of<'a> = Self;

    const TYPES: &'static [&'static str] = &["date", "moment"];

    fn read(node: NodeRef<'_>) -> Option<Self> {
        node.scalar()?.get(..10)?.parse().ok()
    }
}

impl Value for Period {
    type Of<'a> = Self;

    const TYPES: &'static [&'static str] = &["period"];

    fn read(node: NodeRef<'_>) -> Option<Self> {
        node.scalar()?.parse().ok()
    }
}

/// Reads the items of a list; a single value reads as a list of one.
#[derive(Debug)]
pub enum List {}

/// The items of a list.
#[derive(Debug, Clone, Copy)]
pub struct Items<'a>(NodeRef<'a>);

impl<'a> Items<'a> {
    /// The items of a node, or the node itself where it is no list.
    pub fn of(node: NodeRef<'a>) -> Self {
        Self(node)
    }

    /// Each item.
    pub fn iter(self) -> impl Iterator<Item = NodeRef<'a>> {
        let single = (self.0.shape() != Shape::List).then_some(self.0);
        self.0.items().chain(single)
    }
}

impl Value for List {
    type Of<'a> = Items<'a>;

    const TYPES: &'static [&'static str] = &["list"];

    fn read(node: NodeRef<'_>) -> Option<Items<'_>> {
        Some(Items(node))
    }
}

/// Reads a group of fields as it stands, or a level of a risk method in one or several dimensions.
#[derive(Debug)]
pub enum Group {}

impl Value for Group {
    type Of<'a> = NodeRef<'a>;

    const TYPES: &'static [&'static str] = &["map", "score"];

    fn read(node: NodeRef<'_>) -> Option<NodeRef<'_>> {
        Some(node)
    }
}

macro_rules! handles {
    ($($(#[$doc:meta])* $name:ident: $kind:literal $field:literal => $ty:ty;)*) => {
        $($(#[$doc])* pub const $name: Handle<$ty> = Handle::new($kind, $field);)*

        /// Kind, field and readable types of every handle.
        #[cfg(test)]
        const ALL: &[(&str, &str, &[&str])] = &[$(($kind, $field, <$ty as Value>::TYPES)),*];
    };
}

handles! {
    /// One line about the record.
    TITLE: "" "title" => Text;
    /// Who answers for it.
    OWNER: "" "owner" => Text;
    /// Where it stands.
    STATUS: "" "status" => Text;
    /// When somebody last looked at it.
    LAST_REVIEW: "" "last_review" => Date;
    /// How often somebody must.
    REVIEW_INTERVAL: "" "review_interval" => Period;
    /// The risk method a risk is scored with.
    RISK_METHOD: "risk" "method" => Text;
    /// What was decided about a risk.
    RISK_TREATMENT: "risk" "treatment" => Text;
    /// Who accepted a risk, until when and why.
    RISK_ACCEPTANCE: "risk" "acceptance" => Group;
    /// Whether a control is needed here.
    CONTROL_APPLICABLE: "control" "applicable" => bool;
    /// When a review was held.
    REVIEW_HELD_ON: "review" "held_on" => Date;
    /// What a review decided.
    REVIEW_DECISIONS: "review" "decisions" => List;
    /// The addresses a person commits under.
    PERSON_EMAILS: "person" "emails" => List;
    /// The kinds of record a process makes.
    PROCESS_PRODUCES: "process" "produces" => List;
    /// The rules an exception waives.
    EXCEPTION_RULES: "exception" "rules" => List;
    /// The records it waives them for, as ids or globs.
    EXCEPTION_RECORDS: "exception" "records" => List;
    /// When it was approved.
    EXCEPTION_APPROVED_ON: "exception" "approved_on" => Date;
    /// Until when it holds.
    EXCEPTION_UNTIL: "exception" "until" => Date;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{FieldType, load_builtin};

    #[test]
    fn every_handle_reads_a_field_that_its_kind_has() {
        let (schema, _) = load_builtin();
        for (kind, name, types) in ALL {
            let kind = if kind.is_empty() { "risk" } else { kind };
            let (_, kind) = schema.named(kind).unwrap_or_else(|| panic!("no kind {kind}"));
            let field = kind.field_at(name).unwrap_or_else(|| panic!("{} has no {name}", kind.name));
            let has = if field.list { "list" } else { field.ty.name() };
            assert!(types.contains(&has), "{}.{name} is a {has}, the handle reads {types:?}", kind.name);
            assert!(!matches!(field.ty, FieldType::Any), "{}.{name}", kind.name);
        }
    }
}
