//! A record's fields as values, each by the type that its kind gives it.

use super::names;
use super::value::{Group, Moment, Value};
use super::world::World;
use crate::base::Date;
use crate::record::field::Items;
use crate::schema::{Field, FieldType, bool_value, instant};
use crate::system::RecordId;
use crate::yaml::{NodeRef, Shape, Style};

impl<'s> World<'s> {
    /// The value of a name on a record: one of the names that every record has, a field of its kind, or a name that is
    /// computed. A name that the kind does not have is missing.
    pub fn field(&self, id: RecordId, name: &str) -> Value<'s> {
        if let Some(known) = names::always(name) {
            return (known.read)(self, id);
        }
        let record = self.system.record(id);
        if let Some((_, field)) = record.kind().field(name) {
            let node = record.value(&field.name);
            return match node {
                Some(node) => self.given(id, field, node),
                None if field.list => Value::list(Vec::new()),
                None => Value::Missing,
            };
        }
        names::computed(name)
            .filter(|known| known.is_for(record.kind()))
            .map_or(Value::Missing, |known| (known.read)(self, id))
    }

    /// The value of a field of a group; a list that is not given is empty.
    pub(super) fn inner(&self, group: Group<'s>, name: &str) -> Value<'s> {
        let field = group
            .fields
            .iter()
            .find(|field| field.name == name || field.aliases.iter().any(|alias| alias == name));
        let node =
            group.node.get(name).or_else(|| group.node.get(&field?.name)).filter(|node| !node.is_null());
        match (field, node) {
            (Some(field), Some(node)) => self.given(group.record, field, node),
            (Some(field), None) if field.list => Value::list(Vec::new()),
            (None, Some(node)) => self.any(group.record, node),
            _ => Value::Missing,
        }
    }

    fn given(&self, id: RecordId, field: &'s Field, node: NodeRef<'s>) -> Value<'s> {
        if !field.list {
            return self.one(id, field, node);
        }
        let items = Items::of(node).iter().map(|item| self.one(id, field, item));
        Value::list(items.filter(|item| !matches!(item, Value::Missing)).collect())
    }

    fn one(&self, id: RecordId, field: &'s Field, node: NodeRef<'s>) -> Value<'s> {
        match &field.ty {
            FieldType::Bool => Value::or_missing(node.scalar().and_then(bool_value)),
            FieldType::Integer(..) | FieldType::Number(..) => {
                Value::or_missing(node.scalar().and_then(number))
            }
            FieldType::Date | FieldType::Moment => {
                let past = |moment: &Moment| !field.claim || moment.day <= self.today();
                Value::or_missing(node.scalar().and_then(moment).filter(past))
            }
            FieldType::Score(axis) => {
                let record = self.system.record(id);
                Value::or_missing(record.level_at(node, *axis, self.system.risk()))
            }
            FieldType::Map(fields) => Value::Group(Group { record: id, fields, node }),
            FieldType::Evidence => self.evidence_row(id, node),
            FieldType::Any => self.any(id, node),
            _ => Value::or_missing(node.scalar().map(str::trim)),
        }
    }

    /// A value whose kind says nothing about it, by its looks.
    fn any(&self, id: RecordId, node: NodeRef<'s>) -> Value<'s> {
        match node.shape() {
            Shape::Null => Value::Missing,
            Shape::Map => Value::Group(Group { record: id, fields: &[], node }),
            Shape::List => Value::list(node.items().map(|item| self.any(id, item)).collect()),
            Shape::Scalar if node.style() == Style::Plain => {
                let text = node.text();
                let date = || text.parse::<Date>().ok().map(Value::from);
                bool_value(text)
                    .map(Value::Bool)
                    .or_else(|| number(text).map(Value::Number))
                    .or_else(date)
                    .unwrap_or(text.into())
            }
            Shape::Scalar => node.text().into(),
        }
    }

    /// Adds every entry of evidence in a field, also inside groups.
    pub(super) fn collect_evidence(
        &self,
        id: RecordId,
        field: &'s Field,
        node: NodeRef<'s>,
        rows: &mut Vec<Value<'s>>,
    ) {
        for item in Items::of(node).iter() {
            match &field.ty {
                FieldType::Evidence => rows.push(self.evidence_row(id, item)),
                FieldType::Map(inner) => {
                    for field in inner {
                        let node = item.get(&field.name).filter(|node| !node.is_null());
                        node.into_iter().for_each(|node| self.collect_evidence(id, field, node, rows));
                    }
                }
                _ => {}
            }
        }
    }

    /// One entry of evidence.
    fn evidence_row(&self, id: RecordId, node: NodeRef<'s>) -> Value<'s> {
        let part = |name: &str| node.get(name).filter(|node| !node.is_null());
        let place = node.scalar().or_else(|| part("path").or_else(|| part("url"))?.scalar());
        let on = part("effective_on").and_then(NodeRef::scalar).and_then(moment);
        Self::row(vec![
            ("record", Value::Record(id)),
            ("place", Value::or_missing(place)),
            ("effective_on", Value::or_missing(on.filter(|on| on.day <= self.today()))),
            ("note", Value::or_missing(part("note").and_then(NodeRef::scalar))),
        ])
    }
}

/// A number as records write it.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    text.parse::<f64>().ok().filter(|number| plain && number.is_finite())
}

/// A date, or a date and time with its zone.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let day = text.get(..10)?.parse().ok()?;
    Some(Moment { day, instant: instant(text) })
}
