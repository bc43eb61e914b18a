//! `[fields.NAME]` tables.

use std::sync::Arc;

use super::field_type::FieldType;
use super::kind::{Field, Flow, LinkTarget};
use crate::base::{Source, Span, Spanned};
use crate::risk::AxisName;
use crate::toml_file::{Item, Table};

/// Something a kind file names that must exist once all files are read.
#[derive(Debug)]
pub(super) enum Wish {
    /// A kind.
    Kind { name: String, source: Arc<Source>, span: Span },
    /// A link field, as `kind.field`.
    Place { path: String, source: Arc<Source>, span: Span },
}

impl Wish {
    pub(super) fn place(&self) -> (&Arc<Source>, Span) {
        match self {
            Self::Kind { source, span, .. } | Self::Place { source, span, .. } => (source, *span),
        }
    }
}

const TYPES: [(&str, Type); 15] = [
    ("text", Type::Text),
    ("markdown", Type::Markdown),
    ("bool", Type::Bool),
    ("integer", Type::Integer),
    ("number", Type::Number),
    ("date", Type::Date),
    ("moment", Type::Moment),
    ("period", Type::Period),
    ("choice", Type::Choice),
    ("score", Type::Score),
    ("link", Type::Link),
    ("produces", Type::Produces),
    ("evidence", Type::Evidence),
    ("map", Type::Map),
    ("any", Type::Any),
];

#[derive(Debug, Clone, Copy)]
enum Type {
    Text,
    Markdown,
    Bool,
    Integer,
    Number,
    Date,
    Moment,
    Period,
    Choice,
    Score,
    Link,
    Produces,
    Evidence,
    Map,
    Any,
}

/// The fields of a table's `fields`, in the order written, with the places of their names.
pub(super) fn fields(table: &mut Table<'_>, wishes: &mut Vec<Wish>) -> Vec<Spanned<Field>> {
    let Some(fields) = table.table("fields") else {
        return Vec::new();
    };
    let read = fields.entries().into_iter().filter_map(|item| {
        let span = item.key().span;
        field(item, wishes).map(|field| Spanned::new(field, span))
    });
    read.collect()
}

fn field(item: Item<'_>, wishes: &mut Vec<Wish>) -> Option<Field> {
    let name = item.key().value.clone();
    let mut table = item.table()?;
    let ty = table
        .needed("type", "say what a value looks like: `type = \"text\"`")
        .and_then(|item| item.choice(&TYPES))
        .map_or(FieldType::Any, |ty| field_type(ty.value, &mut table, wishes));
    let mut flag = |key| table.bool(key).is_some_and(|value| value.value);
    let (list, needed, significant) = (flag("list"), flag("needed"), flag("significant"));
    let (claim, deadline) = (flag("claim"), flag("deadline"));
    let met_by = table.string("met_by").map(|field| field.value);
    let what = table.string("what").map(|words| words.value);
    let aliases = table.strings("aliases").unwrap_or_default();
    let description = table.string("description").map(|text| text.value).unwrap_or_default();
    table.finish();
    Some(Field {
        name,
        ty,
        list,
        needed,
        significant,
        claim,
        deadline,
        met_by,
        what,
        aliases: aliases.into_iter().map(|alias| alias.value).collect(),
        description,
    })
}

fn field_type(ty: Type, table: &mut Table<'_>, wishes: &mut Vec<Wish>) -> FieldType {
    match ty {
        Type::Text => FieldType::Text,
        Type::Markdown => FieldType::Markdown,
        Type::Bool => FieldType::Bool,
        Type::Integer => {
            let min = table.integer("min").map_or(i64::MIN, |bound| bound.value);
            FieldType::Integer(min, table.integer("max").map_or(i64::MAX, |bound| bound.value))
        }
        Type::Number => {
            let min = table.number("min").map_or(f64::MIN, |bound| bound.value);
            FieldType::Number(min, table.number("max").map_or(f64::MAX, |bound| bound.value))
        }
        Type::Date => FieldType::Date,
        Type::Moment => FieldType::Moment,
        Type::Period => FieldType::Period,
        Type::Choice => FieldType::Choice(values(table)),
        Type::Score => {
            let axis = table.needed("axis", "write `axis = \"likelihood\"` or `axis = \"impact\"`");
            let axis = axis.and_then(Item::parsed::<AxisName>);
            FieldType::Score(axis.map_or(AxisName::Likelihood, |axis| axis.value))
        }
        Type::Link => FieldType::Link(Box::new(link(table, wishes))),
        Type::Produces => FieldType::Produces,
        Type::Evidence => FieldType::Evidence,
        Type::Map => FieldType::Map(fields(table, wishes).into_iter().map(|field| field.value).collect()),
        Type::Any => FieldType::Any,
    }
}

fn values(table: &mut Table<'_>) -> Vec<String> {
    let Some(item) = table.needed("values", "list the words: `values = [\"low\", \"high\"]`") else {
        return Vec::new();
    };
    let items = item.items().unwrap_or_default();
    items.into_iter().filter_map(Item::string).map(|value| value.value).collect()
}

fn link(table: &mut Table<'_>, wishes: &mut Vec<Wish>) -> LinkTarget {
    let source = Arc::clone(table.file().source());
    let named = table.needed("to", "list the kinds it may name: `to = [\"risk\"]`");
    let named: Vec<_> =
        named.and_then(Item::items).unwrap_or_default().into_iter().filter_map(Item::string).collect();
    let any = named.iter().any(|name| name.value == "any");
    let clause = any || named.iter().any(|name| name.value == "clause");
    let mut kinds = Vec::new();
    for name in named.into_iter().filter(|name| name.value != "any" && name.value != "clause") {
        wishes.push(Wish::Kind { name: name.value.clone(), source: Arc::clone(&source), span: name.span });
        kinds.push(name.value);
    }
    let flow =
        table.choice("flow", &[("->", Flow::Out), ("<-", Flow::In)]).map_or(Flow::None, |flow| flow.value);
    let inverse = table.string("inverse").map(|path| {
        wishes.push(Wish::Place { path: path.value.clone(), source, span: path.span });
        path.value
    });
    let mut flag = |key| table.bool(key).is_some_and(|value| value.value);
    LinkTarget {
        kinds,
        any,
        clause,
        text: flag("text"),
        flow,
        inverse,
        place: 0,
        acyclic: flag("acyclic"),
        history: flag("history"),
    }
}
