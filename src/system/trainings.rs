//! Which trainings a role requires, and who took part in one.

use std::collections::{BTreeMap, BTreeSet};

use super::{RecordId, Reference, System};
use crate::base::Date;
use crate::record::field::{Items, PERSON_JOINED_ON, TRAINING_SESSIONS};
use crate::yaml::NodeRef;

/// Somebody's part in a session that was held.
#[derive(Debug, Clone, Copy)]
pub struct Attendance<'s> {
    /// Who took part.
    pub person: RecordId,
    /// The day of the session.
    pub held_on: Date,
    /// The session, as it is written down.
    pub session: NodeRef<'s>,
}

impl System {
    /// Everybody who took part in a training, once for each session that was held until the day of the system.
    pub fn attendances(&self, training: RecordId) -> impl Iterator<Item = Attendance<'_>> {
        let record = self.record(training);
        let sessions = record.get(TRAINING_SESSIONS).into_iter().flat_map(Items::iter);
        let held_on = |session: NodeRef<'_>| session.get("held_on")?.scalar()?.parse::<Date>().ok();
        let sessions: Vec<(NodeRef<'_>, Option<Date>)> =
            sessions.map(|session| (session, held_on(session))).collect();
        self.links().out_of(training).iter().filter_map(move |reference| {
            if reference.link(record).path != "sessions.attendees" {
                return None;
            }
            let index = match reference.place.items[0] {
                u16::MAX => 0,
                index => usize::from(index),
            };
            let (session, held_on) = *sessions.get(index)?;
            let held_on = held_on.filter(|day| *day <= self.as_of)?;
            Some(Attendance { person: reference.target()?, held_on, session })
        })
    }

    /// The trainings that a role requires, each with the place that says so: the role's own comes before the training's
    /// `audience`.
    pub fn required_trainings(&self, role: RecordId) -> BTreeMap<RecordId, &Reference> {
        let mut required = BTreeMap::new();
        for reference in self.links().into(role) {
            let from = self.record(reference.from);
            if from.is("training") && reference.link(from).path == "audience" {
                required.entry(reference.from).or_insert(reference);
            }
        }
        let record = self.record(role);
        let own = self.links().out_of(role).iter().filter(|own| own.link(record).path == "trainings");
        required.extend(own.filter_map(|own| Some((own.target()?, own))));
        required
    }

    /// The roles that require a training, whichever of the two names the other.
    pub fn requiring(&self, training: RecordId) -> BTreeSet<RecordId> {
        self.named_in(training, "audience").chain(self.naming(training, "role", "trainings")).collect()
    }

    /// Whether somebody joined so lately that their trainings may still be ahead.
    pub fn has_just_joined(&self, person: RecordId) -> bool {
        let grace = self.config.governance.joiner_training;
        let joined = self.record(person).get(PERSON_JOINED_ON);
        joined.and_then(|joined| joined.plus(grace)).is_some_and(|end| end >= self.as_of)
    }
}
