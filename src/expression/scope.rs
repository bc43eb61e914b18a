//! What the names in an expression mean before any record is looked at.

use super::mistake::Mistake;
use super::names;
use super::rows::Rows;
use super::types::Type;
use crate::base::Span;
use crate::schema::{KindId, Schema};

/// What bare names are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// There is nothing whose fields could be meant: a formula over the whole system.
    Nothing,
    /// Fields of a record, of a kind where all are of one.
    Record(Option<KindId>),
    /// Columns of what a function gives.
    Row(&'static Rows),
}

impl Item {
    /// What the items of a list are; `None` where their names cannot be known.
    pub fn of(ty: &Type) -> Option<Self> {
        match ty {
            Type::Record(kind) => Some(Self::Record(*kind)),
            Type::Row(rows) => Some(Self::Row(rows)),
            _ => None,
        }
    }

    /// The type of the item itself.
    pub(super) fn ty(&self) -> Option<Type> {
        match self {
            Self::Nothing => None,
            Self::Record(kind) => Some(Type::Record(*kind)),
            Self::Row(rows) => Some(Type::Row(rows)),
        }
    }
}

/// The names that hold in an expression.
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    pub(super) schema: &'a Schema,
    pub(super) item: Item,
    pub(super) locals: Vec<(String, Type)>,
}

/// Names that hold everywhere.
pub const EVERYWHERE: [(&str, &str); 2] =
    [("today", "the day the records are looked at"), ("this", "the record in question itself")];

impl<'a> Scope<'a> {
    /// The names of one item.
    pub fn new(schema: &'a Schema, item: Item) -> Self {
        Self { schema, item, locals: Vec::new() }
    }

    /// Adds a name for something that was worked out before.
    pub fn with(&mut self, name: impl Into<String>, ty: Type) {
        self.locals.push((name.into(), ty));
    }

    /// The type of a bare name.
    pub(super) fn name(&self, name: &str, span: Span) -> Result<Type, Mistake> {
        if let Some((_, ty)) = self.locals.iter().rev().find(|(local, _)| local == name) {
            return Ok(ty.clone());
        }
        match (name, self.item.ty()) {
            ("today", _) => Ok(Type::Date),
            ("this", Some(ty)) => Ok(ty),
            (_, Some(ty)) => self.member(&ty, name, span, true),
            (_, None) => {
                let known = self.locals.iter().map(|(local, _)| local.as_str()).chain(["today"]);
                let kinds = self.schema.named(name).is_some()
                    || name.strip_suffix('s').is_some_and(|kind| self.schema.named(kind).is_some());
                let mistake =
                    Mistake::new(span, format!("there is nothing called `{name}`")).near(name, known);
                let singular = name.strip_suffix('s').unwrap_or(name);
                Err(if kinds { mistake.help(format!("write `records(\"{singular}\")`")) } else { mistake })
            }
        }
    }

    /// The type of a field of a value.
    pub(super) fn member(&self, of: &Type, name: &str, span: Span, bare: bool) -> Result<Type, Mistake> {
        match of {
            Type::Any => Ok(Type::Any),
            Type::Record(Some(kind)) => {
                self.of_kind(*kind, name).ok_or_else(|| self.unknown(Some(*kind), name, span, bare))
            }
            Type::Record(None) => self.of_any(name).ok_or_else(|| self.unknown(None, name, span, bare)),
            Type::Group(kind, path) => Type::of_inner(self.schema, *kind, path, name).ok_or_else(|| {
                let fields = self.schema.kind(*kind).field_at(path).map(|field| &field.ty);
                let inner: &[crate::schema::Field] = match fields {
                    Some(crate::schema::FieldType::Map(inner)) => inner,
                    _ => &[],
                };
                Mistake::new(span, format!("`{path}` has no field `{name}`"))
                    .near(name, inner.iter().map(|field| field.name.as_str()))
            }),
            Type::Row(rows) => {
                let column = rows.columns.iter().find(|column| column.name == name);
                column.map(super::rows::Column::ty).ok_or_else(|| {
                    Mistake::new(
                        span,
                        format!("{} {} has no `{name}`", crate::base::text::article(rows.name), rows.name),
                    )
                    .near(name, rows.columns.iter().map(|column| column.name))
                })
            }
            Type::List(_) => Err(Mistake::new(span, format!("a list has no field `{name}`"))
                .help(format!("ask each item: `.map(x, x.{name})`, or one of them: `first(...)`"))),
            other => Err(Mistake::new(span, format!("{} has no field `{name}`", other.sort()))
                .help("`record(owner)` is the record that an id stands for")),
        }
    }

    fn of_kind(&self, id: KindId, name: &str) -> Option<Type> {
        if let Some(known) = names::always(name) {
            return Some(known.ty());
        }
        let kind = self.schema.kind(id);
        if let Some((_, field)) = kind.field(name) {
            return Some(Type::of_field(id, &field.name, field));
        }
        names::computed(name).filter(|known| known.is_for(kind)).map(names::Known::ty)
    }

    /// The type of a name on records of which only some may have it; not known where kinds differ.
    fn of_any(&self, name: &str) -> Option<Type> {
        let mut types = self.schema.kinds().filter_map(|(id, _)| self.of_kind(id, name));
        let first = types.next()?;
        Some(if types.all(|ty| ty == first) { first } else { Type::Any })
    }

    fn unknown(&self, kind: Option<KindId>, name: &str, span: Span, bare: bool) -> Mistake {
        let who = kind.map_or("no kind".to_owned(), |kind| format!("kind `{}`", self.schema.kind(kind).name));
        let verb = if kind.is_some() { "has no field" } else { "has a field" };
        let mut known: Vec<&str> = names::ALWAYS.iter().map(|known| known.name).collect();
        for (id, one) in self.schema.kinds().filter(|(id, _)| kind.is_none_or(|kind| kind == *id)) {
            let _ = id;
            known.extend(one.fields.iter().map(|field| field.name.as_str()));
            known.extend(names::COMPUTED.iter().filter(|known| known.is_for(one)).map(|known| known.name));
        }
        if bare {
            known.extend(EVERYWHERE.iter().map(|(name, _)| *name));
            known.extend(self.locals.iter().map(|(name, _)| name.as_str()));
        }
        let mistake = Mistake::new(span, format!("{who} {verb} `{name}`"));
        // A word without quotes is the usual slip: `status == open`.
        let words = self.schema.kinds().flat_map(|(_, kind)| kind.statuses.iter().map(String::as_str));
        let word = crate::base::text::nearest(name, words);
        match (crate::base::text::nearest(name, known), word) {
            (Some(near), _) => mistake.help(format!("did you mean `{near}`?")),
            (None, Some(word)) => mistake.help(format!("put a text in quotes: \"{word}\"")),
            (None, None) => mistake.help("`isms explain KIND` lists the fields; a text stands in quotes"),
        }
    }
}
