//! Changes in groups and numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::{Act, Changes, Face, RecordChange};

/// By what changes are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GroupBy {
    /// The clause that a record is about first: its own, or else its kind's.
    #[default]
    Clause,
    /// The kind.
    Kind,
    /// Who answers for it.
    Owner,
}

/// Records under one heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Group<'c> {
    /// The clause, kind or owner.
    pub key: String,
    /// Its title; may be empty.
    pub title: String,
    /// The records, sorted by id.
    pub records: Vec<&'c RecordChange>,
}

impl Changes {
    /// Keeps the records with these ids.
    pub fn keep(&mut self, ids: &BTreeSet<String>) {
        self.records.retain(|record| ids.contains(&record.id));
        self.unknown.retain(|id| ids.contains(id));
    }

    /// Records that mean something, or all of them.
    pub fn shown(&self, all: bool) -> Vec<&RecordChange> {
        self.records.iter().filter(|record| all || record.is_significant()).collect()
    }

    /// How many records each thing happened to, most telling first.
    pub fn counts(records: &[&RecordChange]) -> Vec<(Act, usize)> {
        let number = |act: Act| records.iter().filter(|record| record.acts.contains(&act)).count();
        Act::ALL.into_iter().map(|act| (act, number(act))).filter(|(_, number)| *number > 0).collect()
    }
}

/// Puts records under headings: clauses in the order of their standards, kinds and owners by name, those without any last.
pub fn grouped<'c>(records: &[&'c RecordChange], by: GroupBy) -> Vec<Group<'c>> {
    let mut groups: BTreeMap<(usize, String, String), Vec<&RecordChange>> = BTreeMap::new();
    for record in records {
        groups.entry(heading(record.face(), by)).or_default().push(record);
    }
    let group = |((_, key, title), records)| Group { key, title, records };
    groups.into_iter().map(group).collect()
}

fn heading(face: Option<&Face>, by: GroupBy) -> (usize, String, String) {
    let none = |what: &str| (usize::MAX, what.to_owned(), String::new());
    let Some(face) = face else { return none("unknown") };
    match by {
        GroupBy::Clause => match &face.clause {
            Some(clause) => (clause.place, clause.id.clone(), clause.title.clone()),
            None => none("no clause"),
        },
        GroupBy::Kind => (0, face.kind.clone(), face.kind_title.clone()),
        GroupBy::Owner => match &face.owner {
            Some(owner) => (0, owner.clone(), String::new()),
            None => none("no owner"),
        },
    }
}
