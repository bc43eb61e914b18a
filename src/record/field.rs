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
    /// Dates that were written down late, and why.
    LATE_ENTRIES: "" "late_entries" => List;
    /// Keys or addresses in the tracker where the work is done.
    TICKETS: "" "tickets" => List;
    /// Clauses that a record is evidence for, beyond its kind's.
    CLAUSES: "" "clauses" => List;
    /// What gives rise to an action.
    ACTION_TYPE: "action" "type" => Text;
    /// Why the thing that an action answers to could happen.
    ACTION_ROOT_CAUSE: "action" "root_cause" => Text;
    /// When an action was done.
    ACTION_DONE_ON: "action" "done_on" => Date;
    /// By when the effect of an action is to be checked.
    ACTION_CHECK_DUE: "action" "effectiveness.due" => Date;
    /// When the effect of an action was checked.
    ACTION_CHECKED_ON: "action" "effectiveness.checked_on" => Date;
    /// What that check showed.
    ACTION_CHECK_RESULT: "action" "effectiveness.result" => Text;
    /// Whose audit it is.
    AUDIT_TYPE: "audit" "type" => Text;
    /// The day an audit is planned for.
    AUDIT_PLANNED_ON: "audit" "planned_on" => Date;
    /// The day an audit was performed.
    AUDIT_PERFORMED_ON: "audit" "performed_on" => Date;
    /// The first day of an audit programme.
    PROGRAMME_FROM: "audit-programme" "period.from" => Date;
    /// The last day of an audit programme.
    PROGRAMME_TO: "audit-programme" "period.to" => Date;
    /// Whether a control is needed here.
    CONTROL_APPLICABLE: "control" "applicable" => bool;
    /// Why a control is needed, or why it is not.
    CONTROL_JUSTIFICATION: "control" "justification" => Text;
    /// When a document takes effect.
    DOCUMENT_EFFECTIVE_ON: "document" "effective_on" => Date;
    /// When a document was approved.
    DOCUMENT_APPROVED_ON: "document" "approved_on" => Date;
    /// What a document promises to be done, and how often.
    DOCUMENT_PROMISES: "document" "promises" => List;
    /// Which version it is.
    DOCUMENT_VERSION: "document" "version" => Text;
    /// The parts that a text kept elsewhere has.
    DOCUMENT_CONTENTS: "document" "contents" => List;
    /// The rules an exception waives.
    EXCEPTION_RULES: "exception" "rules" => List;
    /// The records it waives them for, as ids or globs.
    EXCEPTION_RECORDS: "exception" "records" => List;
    /// The single findings it waives.
    EXCEPTION_FINDINGS: "exception" "findings" => List;
    /// When it was approved.
    EXCEPTION_APPROVED_ON: "exception" "approved_on" => Date;
    /// Until when it holds.
    EXCEPTION_UNTIL: "exception" "until" => Date;
    /// How a finding was graded.
    FINDING_TYPE: "finding" "type" => Text;
    /// When a finding was raised.
    FINDING_RAISED_ON: "finding" "raised_on" => Date;
    /// How bad an incident is.
    INCIDENT_SEVERITY: "incident" "severity" => Text;
    /// When an incident was noticed.
    INCIDENT_DETECTED_AT: "incident" "detected_at" => Date;
    /// Why an incident could happen.
    INCIDENT_ROOT_CAUSE: "incident" "root_cause" => Text;
    /// What sort of place it is.
    LOCATION_TYPE: "location" "type" => Text;
    /// How a metric is computed from the records.
    METRIC_FORMULA: "metric" "formula" => Text;
    /// The values of a metric that people typed.
    METRIC_MEASUREMENTS: "metric" "measurements" => List;
    /// What a metric is counted in.
    METRIC_UNIT: "metric" "unit" => Text;
    /// Whether more of a metric is better.
    METRIC_DIRECTION: "metric" "direction" => Text;
    /// How often a metric is measured.
    METRIC_EVERY: "metric" "every" => Period;
    /// The addresses a person commits under.
    PERSON_EMAILS: "person" "emails" => List;
    /// When a person started.
    PERSON_JOINED_ON: "person" "joined_on" => Date;
    /// The part of clause 4.4 that a process does.
    PROCESS_VERB: "process" "verb" => Text;
    /// The kinds of record a process makes.
    PROCESS_PRODUCES: "process" "produces" => List;
    /// What sort of resource it is.
    RESOURCE_TYPE: "resource" "type" => Text;
    /// When a resource was approved.
    RESOURCE_APPROVED_ON: "resource" "approved_on" => Date;
    /// The first day a resource is meant for.
    RESOURCE_FROM: "resource" "period.from" => Date;
    /// The last day a resource is meant for.
    RESOURCE_TO: "resource" "period.to" => Date;
    /// When a review was held.
    REVIEW_HELD_ON: "review" "held_on" => Date;
    /// What was put before a management review.
    REVIEW_INPUTS: "review" "inputs" => Group;
    /// What a review is about.
    REVIEW_TYPE: "review" "type" => Text;
    /// What a review decided.
    REVIEW_DECISIONS: "review" "decisions" => List;
    /// The risk method a risk is scored with.
    RISK_METHOD: "risk" "method" => Text;
    /// What was decided about a risk.
    RISK_TREATMENT: "risk" "treatment" => Text;
    /// Who accepted a risk, until when and why.
    RISK_ACCEPTANCE: "risk" "acceptance" => Group;
    /// What a role may decide.
    ROLE_AUTHORITIES: "role" "authorities" => List;
    /// Whether a role is part of top management.
    ROLE_TOP_MANAGEMENT: "role" "top_management" => bool;
    /// Each time a training was held.
    TRAINING_SESSIONS: "training" "sessions" => List;
    /// How long a training counts.
    TRAINING_VALID_FOR: "training" "valid_for" => Period;
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
