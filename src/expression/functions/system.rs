//! What is worked out over the system as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Function, Gives, Want, function};
use crate::base::{Date, Period};
use crate::expression::rows;
use crate::expression::value::Value;
use crate::expression::world::World;
use crate::record::field::{AUDIT_PERFORMED_ON, REVIEW_HELD_ON, TRAINING_VALID_FOR};
use crate::system::{RecordId, Standing, Status, System};

/// The functions.
pub(super) const FUNCTIONS: &[Function] = &[
    function(
        "interactions",
        "interactions()",
        "what runs from one process to another: every hand-over that is declared or that links show",
        &[],
        Gives::Rows(&rows::INTERACTIONS),
        |world, _| {
            Ok(Value::List(Rc::clone(
                world.interactions.get_or_init(|| Rc::new(interactions(world.system()))),
            )))
        },
    ),
    function(
        "training_needs",
        "training_needs()",
        "every training that somebody needs who holds a role and is active: those of the role, and those whose audience the role is",
        &[],
        Gives::Rows(&rows::NEEDS),
        |world, _| Ok(Value::List(Rc::clone(world.needs.get_or_init(|| Rc::new(needs(world.system())))))),
    ),
    function(
        "trainings_needed",
        "trainings_needed()",
        "the trainings that this person needs, as `training_needs()` has them",
        &[Want::Record],
        Gives::Rows(&rows::NEEDS),
        |world, arguments| {
            let Value::Record(id) = &arguments[0] else { return Ok(Value::list(Vec::new())) };
            let all = world.needs.get_or_init(|| Rc::new(needs(world.system())));
            // The rows are in the order of the people.
            let start = all.partition_point(|row| person_of(row).is_some_and(|person| person < *id));
            let own = all[start..].iter().take_while(|row| person_of(row) == Some(*id));
            Ok(Value::list(own.cloned().collect()))
        },
    )
    .of_record(),
    function(
        "role_holders",
        "role_holders()",
        "every active holder of every role, with how many of the role's trainings they have",
        &[],
        Gives::Rows(&rows::HOLDERS),
        |world, _| Ok(Value::list(holders(world.system()))),
    ),
    function(
        "evidence_items",
        "evidence_items()",
        "every path and address that a live record gives as evidence",
        &[],
        Gives::Rows(&rows::EVIDENCE),
        |world, _| Ok(Value::List(Rc::clone(world.evidence.get_or_init(|| Rc::new(evidence(world)))))),
    ),
    function(
        "clauses_of_standards",
        "clauses_of_standards()",
        "the clauses and reference controls of the enabled standards that have no parts of their own",
        &[],
        Gives::Rows(&rows::CLAUSES),
        |world, _| Ok(Value::List(Rc::clone(world.clauses.get_or_init(|| Rc::new(clauses(world.system())))))),
    ),
    function(
        "covered_on",
        "covered_on()",
        "when an audit or review that covers this record was last held",
        &[Want::Record],
        Gives::Date,
        |world, arguments| {
            let Value::Record(id) = &arguments[0] else { return Ok(Value::Missing) };
            Ok(Value::or_missing(covered_on(world.system(), *id)))
        },
    )
    .of_record(),
];

fn interactions<'s>(system: &'s System) -> Vec<Value<'s>> {
    let row = |one: &crate::system::Interaction| {
        let standing = one.standing(system.as_of);
        World::row(vec![
            ("from", one.from.into()),
            ("to", one.to.into()),
            ("declared", one.is_declared().into()),
            ("evidenced", (one.links > 0).into()),
            ("current", (standing == Standing::Current).into()),
            ("standing", standing.as_str().into()),
            ("links", Value::Number(one.links as f64)),
            ("newest", Value::or_missing(one.newest)),
        ])
    };
    system.processes().interactions().map(row).collect()
}

/// The live trainings that a role requires.
fn asked(system: &System, role: RecordId) -> impl Iterator<Item = RecordId> {
    let required = system.required_trainings(role).into_keys();
    required.filter(|training| system.is_live(system.record(*training)))
}

/// Each live role with those who hold it today, in the order of the records.
fn held(system: &System) -> impl Iterator<Item = (RecordId, BTreeSet<RecordId>)> {
    let roles = system.of_kind("role").filter(|(_, role)| system.is_live(role));
    roles.map(|(role, _)| (role, system.people().holders(role).collect()))
}

/// What a person has of a training.
#[derive(Clone, Copy, Default)]
struct Has {
    held: bool,
    until: Option<Date>,
    proved: bool,
}

impl Has {
    /// What two sessions come to: what does not run out is better than what does, and later is better than sooner.
    fn or(self, other: Self) -> Self {
        let forever = |has: Self| has.held && has.until.is_none();
        let until = if forever(self) || forever(other) { None } else { self.until.max(other.until) };
        Self { held: self.held || other.held, until, proved: self.proved || other.proved }
    }
}

/// Who took part in which training, and until when that counts.
fn attended(system: &System) -> BTreeMap<(RecordId, RecordId), Has> {
    let mut attended: BTreeMap<(RecordId, RecordId), Has> = BTreeMap::new();
    for (id, training) in system.of_kind("training") {
        let valid = training.get(TRAINING_VALID_FOR);
        for part in system.attendances(id) {
            let evidence = part.session.get("evidence").is_some_and(|node| !node.is_null());
            let known = attended.entry((part.person, id)).or_default();
            *known = known.or(counts(system.as_of, part.held_on, valid, evidence));
        }
    }
    attended
}

fn counts(as_of: Date, held_on: Date, valid: Option<Period>, evidence: bool) -> Has {
    let until = valid.and_then(|period| held_on.plus(period));
    let held = valid.is_none() || until.is_some_and(|until| until >= as_of);
    Has { held, until, proved: held && evidence }
}

fn needs<'s>(system: &'s System) -> Vec<Value<'s>> {
    let attended = attended(system);
    let mut pairs: BTreeSet<(RecordId, RecordId)> = BTreeSet::new();
    for (role, people) in held(system) {
        for training in asked(system, role) {
            pairs.extend(people.iter().map(|person| (*person, training)));
        }
    }
    let row = |(person, training)| {
        let has = attended.get(&(person, training)).copied().unwrap_or_default();
        World::row(vec![
            ("person", Value::Record(person)),
            ("training", Value::Record(training)),
            ("held", has.held.into()),
            ("until", Value::or_missing(has.until)),
            ("proved", has.proved.into()),
        ])
    };
    pairs.into_iter().map(row).collect()
}

/// Who needs a training.
fn person_of(row: &Value<'_>) -> Option<RecordId> {
    let Value::Row(row) = row else { return None };
    row.first().and_then(|(_, value)| match value {
        Value::Record(person) => Some(*person),
        _ => None,
    })
}

fn holders<'s>(system: &'s System) -> Vec<Value<'s>> {
    let attended = attended(system);
    let mut rows = Vec::new();
    for (role, people) in held(system) {
        let trainings: Vec<RecordId> = asked(system, role).collect();
        for person in people {
            let has: Vec<Has> = trainings
                .iter()
                .map(|training| attended.get(&(person, *training)).copied().unwrap_or_default())
                .collect();
            let number =
                |test: fn(&Has) -> bool| Value::Number(has.iter().filter(|one| test(one)).count() as f64);
            rows.push(World::row(vec![
                ("role", Value::Record(role)),
                ("person", Value::Record(person)),
                ("needed", Value::Number(has.len() as f64)),
                ("held", number(|has| has.held)),
                ("proved", number(|has| has.proved)),
            ]));
        }
    }
    rows
}

fn evidence<'s>(world: &World<'s>) -> Vec<Value<'s>> {
    let system = world.system();
    let mut rows = Vec::new();
    for (id, record) in system.records().filter(|(_, record)| system.is_live(record)) {
        if record.evidence().next().is_some() {
            record.fields().for_each(|(field, node)| world.collect_evidence(id, field, node, &mut rows));
        }
    }
    rows
}

/// When each clause was last audited.
fn clauses<'s>(system: &'s System) -> Vec<Value<'s>> {
    let mut audited: BTreeMap<&str, Date> = BTreeMap::new();
    for (id, audit) in system.of_kind("audit") {
        let Some(on) = audit.get(AUDIT_PERFORMED_ON).filter(|on| *on <= system.as_of) else { continue };
        for reference in system.links().out_of(id).iter().filter(|one| one.link(audit).path == "covers") {
            let known = match reference.status {
                Status::Clause => Some(reference.node(audit).text().trim()),
                Status::Record(target) => Some(system.record(target).id()),
                _ => None,
            };
            if let Some(name) = known {
                let newest = audited.entry(name).or_insert(on);
                *newest = on.max(*newest);
            }
        }
    }
    let standards = &system.standards;
    let leaves = standards.items().iter().filter(|item| standards.below(&item.id).is_empty());
    let row = |item: &'s crate::standard::Item| {
        let on = audited
            .iter()
            .filter(|(name, _)| standards.is_within(&item.id, name) || standards.is_within(name, &item.id))
            .map(|(_, on)| *on)
            .max();
        World::row(vec![
            ("id", item.id.as_str().into()),
            ("title", item.title.as_str().into()),
            ("control", item.control.into()),
            ("audited", Value::or_missing(on)),
        ])
    };
    leaves.map(row).collect()
}

fn covered_on(system: &System, id: RecordId) -> Option<Date> {
    let naming = |kind, field| {
        let held = system.naming(id, kind, "covers").map(move |by| system.record(by).get(field));
        held.flatten().filter(|day| *day <= system.as_of).max()
    };
    naming("audit", AUDIT_PERFORMED_ON).max(naming("review", REVIEW_HELD_ON))
}
