//! Which fields mean something: a change of them reopens a review, an approval or a decision.

use std::collections::HashMap;
use std::sync::Arc;

use super::change::{FieldChange, is_cosmetic};
use crate::config::Config;
use crate::schema::{Field, FieldType, Kind, Schema};

/// The significant fields of every kind.
///
/// A field is significant where its kind says so. A field of a group is also significant where the group is, unless it is
/// a date that says that something happened: such dates are held against the history itself. `[history]` in `isms.toml`
/// adds and removes fields. A record's `kind` always means something. Formatting, comments and the order of fields are no
/// change in the first place; a Markdown field that changed in layout or link targets alone is not significant.
#[derive(Debug, Clone)]
pub struct Significance {
    schema: Arc<Schema>,
    /// By kind and field path.
    set: HashMap<(String, String), bool>,
}

impl Significance {
    /// As kinds and settings say.
    pub fn of(schema: &Arc<Schema>, config: &Config) -> Self {
        let marks = &config.history.significant;
        let set =
            marks.iter().map(|mark| ((mark.kind.value.clone(), mark.field.value.clone()), mark.significant));
        Self { schema: Arc::clone(schema), set: set.collect() }
    }

    /// Whether a change of a field means something; a path such as `sessions.held_on`.
    pub fn has(&self, kind: &str, field: &str) -> bool {
        if field == "kind" {
            return true;
        }
        let own = self.schema.named(kind).is_some_and(|(_, kind)| declared(kind, field));
        self.set_for(kind, field).unwrap_or(own)
    }

    /// What `isms.toml` says about a field, or about the group that it is in.
    fn set_for(&self, kind: &str, field: &str) -> Option<bool> {
        if self.set.is_empty() {
            return None;
        }
        let mut path = field;
        loop {
            if let Some(&set) = self.set.get(&(kind.to_owned(), path.to_owned())) {
                return Some(set);
            }
            path = path.rsplit_once('.')?.0;
        }
    }

    /// Marks the changes that mean something, and sorts them as the kind lists its fields.
    pub(super) fn judge(&self, kind: &str, changes: &mut [FieldChange]) {
        let known = self.schema.named(kind).map(|(_, kind)| kind);
        for change in changes.iter_mut() {
            let field = change.field();
            let is_text = || {
                let field = known.and_then(|kind| kind.field_at(&field));
                field.is_some_and(|field| matches!(field.ty, FieldType::Markdown | FieldType::Text))
            };
            change.significant = self.has(kind, &field) && !(is_text() && is_cosmetic(change));
        }
        let place = |change: &FieldChange| {
            let top = change.path.split(['.', '[']).next().unwrap_or("");
            known.and_then(|kind| kind.field(top)).map_or(usize::MAX, |(place, _)| place)
        };
        changes.sort_by(|a, b| {
            let key = |change: &FieldChange| (place(change), change.path.clone(), change.after.is_some());
            key(a).cmp(&key(b)).then_with(|| (&a.before, &a.after).cmp(&(&b.before, &b.after)))
        });
    }
}

/// What the kind says of the field at a path.
fn declared(kind: &Kind, path: &str) -> bool {
    let mut fields: &[Field] = &kind.fields;
    let mut significant = false;
    for name in path.split('.') {
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            // Inside a field of type `any`, or a score of several dimensions.
            return significant;
        };
        significant = field.significant || (significant && !field.claim);
        fields = match &field.ty {
            FieldType::Map(inner) => inner,
            _ => &[],
        };
    }
    significant
}
