//! Who is behind a role, and who answers for a record.
//!
//! Somebody is present from the day they joined to their last day. Roles do not say since when they are held: who holds
//! them is known as of the day the system is looked at, so what lies long back is not judged by them ([`reaches`]).

use std::collections::{BTreeMap, BTreeSet};

use super::{RecordId, Reference, Status, System};
use crate::base::{Date, Period};
use crate::record::Record;
use crate::record::field::{PERSON_JOINED_ON, ROLE_TOP_MANAGEMENT};
use crate::schema::State;
use crate::yaml::NodeRef;

/// How far back the holders of today may be taken for those of that time.
const REACH: Period = Period::months(12);

/// Fields that give somebody a duty as long as a date beside them is not given: kind, field, date.
const PENDING: [(&str, &str, &str); 7] = [
    ("action", "effectiveness.checked_by", "effectiveness.checked_on"),
    ("audit", "auditors", "performed_on"),
    ("audit-programme", "approved_by", "approved_on"),
    ("change", "approved_by", "approved_on"),
    ("document", "approved_by", "approved_on"),
    ("resource", "approved_by", "approved_on"),
    ("review", "chair", "held_on"),
];

/// All roles with the people who hold them.
#[derive(Debug, Default)]
pub struct People {
    present: BTreeSet<RecordId>,
    roles: BTreeMap<RecordId, Filling>,
    held: BTreeMap<RecordId, Vec<RecordId>>,
    /// Whether the records say what the management system is, so that a role without a holder means something.
    founded: bool,
}

/// Who a role names.
#[derive(Debug, Default)]
struct Filling {
    holders: Vec<RecordId>,
    deputies: Vec<RecordId>,
    /// Whether it names somebody who could not be found, so that nobody can be said to be missing.
    unknown: bool,
}

/// What a reference asks of whom it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// To answer for the record.
    Owner,
    /// To approve, check, audit or lead something that has not happened yet.
    Pending,
}

/// Why nobody holds a role that has duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vacancy {
    /// Everybody whom it names has left.
    Left,
    /// It names nobody, nobody who has started, or a deputy alone.
    Unfilled,
}

impl People {
    pub(super) fn of(system: &System) -> Self {
        let is_present = |person: &Record| {
            system.is_live(person) && person.get(PERSON_JOINED_ON).is_none_or(|joined| joined <= system.as_of)
        };
        let people = system.of_kind("person").filter(|(_, person)| is_present(person));
        let present = people.map(|(id, _)| id).collect();
        let mut all = Self { present, founded: system.is_founded(), ..Self::default() };
        for (id, role) in system.of_kind("role") {
            let filling = Filling::of(system, id, role);
            for &person in &filling.holders {
                if system.is_live(role) {
                    all.held.entry(person).or_default().push(id);
                }
            }
            all.roles.insert(id, filling);
        }
        all
    }

    /// Whether a person has started and not left.
    pub fn is_present(&self, person: RecordId) -> bool {
        self.present.contains(&person)
    }

    /// Everybody whom a role names as a holder, present or not, in the order written.
    pub fn named_holders(&self, role: RecordId) -> &[RecordId] {
        self.roles.get(&role).map_or(&[], |filling| &filling.holders)
    }

    /// Everybody whom a role names as a deputy, present or not, in the order written.
    pub fn named_deputies(&self, role: RecordId) -> &[RecordId] {
        self.roles.get(&role).map_or(&[], |filling| &filling.deputies)
    }

    /// The present holders of a role.
    pub fn holders(&self, role: RecordId) -> impl Iterator<Item = RecordId> {
        self.named_holders(role).iter().copied().filter(|&person| self.is_present(person))
    }

    /// The present deputies of a role.
    pub fn deputies(&self, role: RecordId) -> impl Iterator<Item = RecordId> {
        self.named_deputies(role).iter().copied().filter(|&person| self.is_present(person))
    }

    /// The people behind a role or a person: the person, if present; of a role its present holders, or the present
    /// deputies where there is no holder.
    pub fn behind(&self, id: RecordId) -> Vec<RecordId> {
        if self.is_present(id) {
            return vec![id];
        }
        let holders: Vec<RecordId> = self.holders(id).collect();
        if holders.is_empty() { self.deputies(id).collect() } else { holders }
    }

    /// The one person behind a role or a person; `None` where there are several, or nobody.
    pub fn only_one_behind(&self, id: RecordId) -> Option<RecordId> {
        if self.is_present(id) {
            return Some(id);
        }
        let mut holders = self.holders(id);
        match (holders.next(), holders.next()) {
            (Some(one), None) => Some(one),
            (Some(_), Some(_)) => None,
            (None, _) => {
                let mut deputies = self.deputies(id);
                deputies.next().filter(|_| deputies.next().is_none())
            }
        }
    }

    /// The roles that are not retired and that name a person as a holder, in the order of the records.
    pub fn roles_of(&self, person: RecordId) -> &[RecordId] {
        self.held.get(&person).map_or(&[], Vec::as_slice)
    }

    /// Whether somebody is meant by a reference to a role or a person: they are that person, or hold that role.
    pub fn is_meant(&self, person: RecordId, by: RecordId) -> bool {
        person == by || self.named_holders(by).contains(&person)
    }
}

impl Filling {
    fn of(system: &System, id: RecordId, role: &Record) -> Self {
        let mut filling = Self::default();
        for reference in system.links().out_of(id) {
            let list = match reference.link(role).path.as_str() {
                "holders" => &mut filling.holders,
                "deputies" => &mut filling.deputies,
                _ => continue,
            };
            match reference.status {
                Status::Record(person) if !list.contains(&person) => list.push(person),
                Status::Record(_) => {}
                _ => filling.unknown = true,
            }
        }
        filling
    }
}

/// Whether a day is near enough to the day the system is looked at for roles to tell who was meant: at most a year
/// before it.
pub fn reaches(day: Date, as_of: Date) -> bool {
    day.plus(REACH).is_none_or(|end| end >= as_of)
}

impl System {
    /// Who owns a record: the role or person that it names.
    pub fn owner(&self, id: RecordId) -> Option<RecordId> {
        self.named_in(id, "owner").next()
    }

    /// The people who answer for a record: those behind its owner.
    pub fn answering(&self, id: RecordId) -> Vec<RecordId> {
        self.owner(id).map(|owner| self.people().behind(owner)).unwrap_or_default()
    }

    /// Whether a role is part of top management, or a person holds such a role.
    pub fn is_top_management(&self, id: RecordId) -> bool {
        let top = |role: RecordId| self.record(role).get(ROLE_TOP_MANAGEMENT) == Some(true);
        top(id) || self.people().roles_of(id).iter().any(|&role| top(role))
    }

    /// The duty that a reference gives to the role or person it names, if any.
    pub fn duty(&self, reference: &Reference) -> Option<Duty> {
        let record = self.record(reference.from);
        let path = reference.link(record).path.as_str();
        if !self.is_live(record) {
            return None;
        }
        if path == "owner" {
            return Some(Duty::Owner);
        }
        let kind = record.kind().name.as_str();
        let (.., date) = PENDING.iter().find(|(of, field, _)| *of == kind && *field == path)?;
        let past = |text: &str| text.parse::<Date>().is_ok_and(|date| date <= self.as_of);
        let done = record.value(date).and_then(NodeRef::scalar).is_some_and(past);
        let open = !done || record.is_in(State::Draft, self.as_of);
        (open && self.is_clear(reference.from)).then_some(Duty::Pending)
    }

    /// Why nobody holds a role that has duties; `None` where somebody does, where it has none, where it is retired, where
    /// it cannot be told, and where it names nobody and there is no management system yet ([`System::is_founded`]).
    pub fn vacancy(&self, role: RecordId) -> Option<Vacancy> {
        let people = self.people();
        let filling = people.roles.get(&role)?;
        let asked = self.is_clear(role)
            && self.is_live(self.record(role))
            && !filling.unknown
            && (people.founded || !filling.holders.is_empty());
        if !asked || people.holders(role).next().is_some() {
            return None;
        }
        self.links().into(role).find_map(|reference| self.duty(reference))?;
        let left = |person: &RecordId| !self.is_live(self.record(*person));
        let gone = !filling.holders.is_empty() && filling.holders.iter().all(left);
        let vacant = gone && people.deputies(role).next().is_none();
        Some(if vacant { Vacancy::Left } else { Vacancy::Unfilled })
    }
}
