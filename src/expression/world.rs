//! The system as expressions see it, with what was worked out once and what may still be spent.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::value::{Row, Value};
use crate::base::Date;
use crate::schema::KindId;
use crate::system::{RecordId, System};

/// Steps that one expression may take over all records it is asked of: a second or so.
pub const STEPS: u64 = 20_000_000;

/// A system for expressions. Lists of records are made when first asked for, and once.
#[derive(Debug)]
pub struct World<'s> {
    pub(super) system: &'s System,
    steps: Cell<u64>,
    all: OnceCell<Rc<Vec<Value<'s>>>>,
    kinds: OnceCell<BTreeMap<KindId, Rc<Vec<Value<'s>>>>>,
    pub(super) needs: OnceCell<Rc<Vec<Value<'s>>>>,
    pub(super) interactions: OnceCell<Rc<Vec<Value<'s>>>>,
    pub(super) clauses: OnceCell<Rc<Vec<Value<'s>>>>,
    pub(super) evidence: OnceCell<Rc<Vec<Value<'s>>>>,
}

impl<'s> World<'s> {
    /// A system with all steps still to spend.
    pub fn new(system: &'s System) -> Self {
        Self {
            system,
            steps: Cell::new(STEPS),
            all: OnceCell::new(),
            kinds: OnceCell::new(),
            needs: OnceCell::new(),
            interactions: OnceCell::new(),
            clauses: OnceCell::new(),
            evidence: OnceCell::new(),
        }
    }

    /// The system.
    pub fn system(&self) -> &'s System {
        self.system
    }

    /// The day it is looked at.
    pub fn today(&self) -> Date {
        self.system.as_of
    }

    /// Gives back all steps, for the next expression.
    pub fn rest(&self) {
        self.steps.set(STEPS);
    }

    /// Steps spent since [`rest`](Self::rest).
    pub fn spent(&self) -> u64 {
        STEPS - self.steps.get()
    }

    /// Spends steps; `false` where there are not enough left.
    pub(super) fn spend(&self, steps: u64) -> bool {
        let left = self.steps.get().checked_sub(steps);
        self.steps.set(left.unwrap_or(0));
        left.is_some()
    }

    /// All records.
    pub(super) fn records(&self) -> Rc<Vec<Value<'s>>> {
        let all = || Rc::new(self.system.records().map(|(id, _)| Value::Record(id)).collect());
        Rc::clone(self.all.get_or_init(all))
    }

    /// All records of a kind.
    pub(super) fn of_kind(&self, kind: KindId) -> Rc<Vec<Value<'s>>> {
        let kinds = self.kinds.get_or_init(|| {
            let mut kinds: BTreeMap<KindId, Vec<Value<'s>>> = BTreeMap::new();
            for (id, record) in self.system.records() {
                kinds.entry(record.kind_id()).or_default().push(Value::Record(id));
            }
            kinds.into_iter().map(|(kind, list)| (kind, Rc::new(list))).collect()
        });
        kinds.get(&kind).map(Rc::clone).unwrap_or_default()
    }

    /// A row of named values.
    pub(super) fn row(values: Row<'s>) -> Value<'s> {
        Value::Row(Rc::new(values))
    }

    /// What a value is called in a message: a record by its id, everything else as it prints.
    pub fn name_of(&self, value: &Value<'s>) -> String {
        match value {
            Value::Record(id) => self.record_name(*id),
            Value::Text(words) => format!("\"{}\"", crate::base::text::brief(words, 40)),
            other => other.to_string(),
        }
    }

    /// What an item of a list is called: a record by its id, a row by the records and the id in it.
    pub fn item_name(&self, item: &Value<'s>) -> String {
        let Value::Row(row) = item else { return self.name_of(item) };
        let named = row
            .iter()
            .filter(|(column, value)| matches!(value, Value::Record(_)) || matches!(*column, "id" | "place"));
        let names: Vec<String> = named
            .map(|(_, value)| match value {
                Value::Text(words) => crate::base::text::brief(words, 60),
                value => self.name_of(value),
            })
            .collect();
        names.join(if row.first().is_some_and(|(column, _)| *column == "from") { " -> " } else { " " })
    }

    fn record_name(&self, id: RecordId) -> String {
        crate::base::text::plain(self.system.record(id).id()).into_owned()
    }
}
