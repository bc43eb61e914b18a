//! What a kind file says, ready for use.

use std::collections::BTreeMap;

use super::field_type::FieldType;
use crate::base::Period;
use crate::finding::Grade;

/// A kind's place in its [`Schema`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub u16);

/// All kinds of a repository.
#[derive(Debug, Default)]
pub struct Schema {
    kinds: Vec<Kind>,
    by_name: BTreeMap<String, KindId>,
    by_prefix: BTreeMap<String, KindId>,
}

impl Schema {
    /// Adds a kind; one of the same name is replaced.
    pub(super) fn insert(&mut self, kind: Kind) {
        let id = match self.by_name.get(&kind.name) {
            Some(&id) => id,
            None => KindId(self.kinds.len() as u16),
        };
        self.by_name.insert(kind.name.clone(), id);
        for prefix in &kind.prefixes {
            self.by_prefix.insert(prefix.clone(), id);
        }
        match self.kinds.get_mut(id.0 as usize) {
            Some(place) => *place = kind,
            None => self.kinds.push(kind),
        }
    }

    /// All kinds, in the order they were added.
    pub(super) fn into_kinds(self) -> Vec<Kind> {
        self.kinds
    }

    /// The kind of an id this schema gave out.
    ///
    /// # Panics
    /// If the id is another schema's.
    pub fn kind(&self, id: KindId) -> &Kind {
        &self.kinds[id.0 as usize]
    }

    /// The kind with a name.
    pub fn named(&self, name: &str) -> Option<(KindId, &Kind)> {
        let id = *self.by_name.get(name)?;
        Some((id, self.kind(id)))
    }

    /// The kind that a prefix belongs to.
    pub fn with_prefix(&self, prefix: &str) -> Option<&Kind> {
        self.by_prefix.get(prefix).map(|&id| self.kind(id))
    }

    /// All kinds, in the order of their names.
    pub fn kinds(&self) -> impl Iterator<Item = (KindId, &Kind)> {
        self.by_name.values().map(|&id| (id, self.kind(id)))
    }

    /// The names of all kinds, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}

/// A kind of record.
#[derive(Debug, Clone)]
pub struct Kind {
    /// Name in kebab-case, as records give it.
    pub name: String,
    /// Heading for people.
    pub title: String,
    /// What ids begin with, before the hyphen.
    pub prefixes: Vec<String>,
    /// Whether a reference control of an enabled standard is an id of this kind.
    pub reference_ids: bool,
    /// Clauses every record of it is evidence for.
    pub clauses: Vec<String>,
    /// Those of them that a repository's own kind file states.
    pub own_clauses: Vec<String>,
    /// One sentence.
    pub description: String,
    /// Its list of states; the first is meant where a record gives none.
    pub statuses: Vec<String>,
    /// How often a record is reviewed.
    pub review: Option<Period>,
    /// Whether a record needs an owner.
    pub owner: bool,
    /// Named conditions.
    pub states: BTreeMap<State, Condition>,
    /// Fields every kind has, then its own.
    pub fields: Vec<Field>,
    /// What is expected beyond types.
    pub expectations: Vec<Expectation>,
    /// Every field that may name a record, also inside maps; [`Kind::link`] gives it.
    pub links: Vec<LinkPlace>,
}

impl Kind {
    /// A field by name or alias, and its place.
    pub fn field(&self, name: &str) -> Option<(usize, &Field)> {
        find(&self.fields, name)
    }

    /// The field of a dotted path such as `inputs.from`.
    pub fn field_at(&self, path: &str) -> Option<&Field> {
        let mut fields = &self.fields;
        let mut parts = path.split('.').peekable();
        while let Some(part) = parts.next() {
            let (_, field) = find(fields, part)?;
            match (&field.ty, parts.peek()) {
                (_, None) => return Some(field),
                (FieldType::Map(inner), Some(_)) => fields = inner,
                _ => return None,
            }
        }
        None
    }

    /// A link field by its place in [`Kind::links`].
    pub fn link(&self, index: u16) -> &LinkPlace {
        &self.links[index as usize]
    }
}

fn find<'a>(fields: &'a [Field], name: &str) -> Option<(usize, &'a Field)> {
    let by_name = fields.iter().position(|field| field.name == name);
    let index = by_name
        .or_else(|| fields.iter().position(|field| field.aliases.iter().any(|alias| alias == name)))?;
    Some((index, &fields[index]))
}

/// Which way information runs over a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// From the record to the one it names (`->`).
    Out,
    /// From the named record to this one (`<-`).
    In,
    /// Neither: people and bookkeeping.
    None,
}

/// A field of a kind.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What a value looks like.
    pub ty: FieldType,
    /// Whether it is a list of such values.
    pub list: bool,
    /// Whether it must be there.
    pub needed: bool,
    /// Whether a change of it reopens a review.
    pub significant: bool,
    /// Whether it is a date that says that something happened.
    pub claim: bool,
    /// Whether it is a date by which something is due.
    pub deadline: bool,
    /// The field beside it whose presence says that a deadline was met.
    pub met_by: Option<String>,
    /// What falls due on a deadline, in words: `end of the contract`.
    pub what: Option<String>,
    /// Other names that are accepted.
    pub aliases: Vec<String>,
    /// One sentence.
    pub description: String,
}

/// What a link field may name and what the link means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkTarget {
    /// Names of kinds.
    pub kinds: Vec<String>,
    /// Whether a record of every kind may be named.
    pub any: bool,
    /// Whether clauses and reference controls of the enabled standards may be named.
    pub clause: bool,
    /// Whether words are accepted in place of an id.
    pub text: bool,
    /// Its place in [`Kind::links`].
    pub place: u16,
    /// Which way information runs.
    pub flow: Flow,
    /// The field at the other end that says the same, such as `action.addresses`.
    pub inverse: Option<String>,
    /// Whether following the field must not lead back.
    pub acyclic: bool,
    /// Whether it may name retired records.
    pub history: bool,
}

/// A link field with its path in the kind.
#[derive(Debug, Clone)]
pub struct LinkPlace {
    /// Dotted path, such as `inputs.from`.
    pub path: String,
    /// What it means.
    pub target: LinkTarget,
    /// The name that both ends of an inverse pair share, such as `action.addresses`; otherwise its own `kind.path`.
    pub relation: String,
}

/// States that rules ask for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nothing live may still rest on it.
    Retired,
    /// Its life is over.
    Closed,
    /// Nothing settled may rest on it.
    Draft,
    /// It has been approved.
    Settled,
    /// It is normal that no link ties it to others.
    Alone,
}

/// A condition on a record's fields; all tests must hold. The empty condition always holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Condition(pub Vec<(String, Test)>);

impl Condition {
    /// Whether it asks for a field.
    pub fn asks(&self, field: &str) -> bool {
        self.0.iter().any(|(name, _)| name == field)
    }
}

/// What is asked of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Has one of these values.
    OneOf(Vec<String>),
    /// Is this truth value.
    Is(bool),
    /// Is given.
    Set,
    /// Is not given.
    Unset,
    /// Is a date before today.
    Past,
}

/// What an auditor expects and a type cannot say.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The rule's name.
    pub rule: String,
    /// Its grade.
    pub grade: Grade,
    /// Clauses it rests on.
    pub clauses: Vec<String>,
    /// One sentence: what the rule finds.
    pub summary: String,
    /// When it is expected.
    pub when: Condition,
    /// What is needed: one of these is enough.
    pub need: Need,
    /// The field to point at.
    pub at: Option<String>,
    /// Fact, with `{field}` placeholders.
    pub message: String,
    /// What the place is.
    pub label: String,
    /// What to do.
    pub help: String,
    /// Whether a repository's own kind file states it.
    pub own: bool,
}

/// Ways to meet an expectation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Need {
    /// Fields of which one is given.
    pub field: Vec<String>,
    /// Own link fields of which one resolves, seen from both ends.
    pub link: Vec<String>,
    /// `kind.field` places that name this record.
    pub from: Vec<String>,
    /// Fields that have one of some values.
    pub value: Vec<(String, Vec<String>)>,
}
