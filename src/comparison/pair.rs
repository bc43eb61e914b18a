//! One record in two states.

use std::collections::BTreeSet;

use super::act::acts;
use super::{Clause, Face, Reading, RecordChange, ScoreChange, State, order};
use crate::history::{BodyChange, Difference, FieldChange, Significance};
use crate::record::field::{CLAUSES, Items, OWNER};
use crate::record::{Record, Stage};
use crate::system::{RecordId, System};
use crate::yaml::NodeRef;

impl Reading<'_> {
    pub(super) fn state(&self) -> State {
        State {
            name: self.name.clone(),
            commit: self.commit.clone(),
            as_of: self.system.as_of,
            records: self.system.len(),
        }
    }

    /// Whether a record that is not here may be in something that could not be read.
    fn may_hide(&self, id: &str, path: &str) -> bool {
        let covers = |unread: &String| {
            path.strip_prefix(unread.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.system.unread().ids.iter().any(|lost| lost == id) || self.unread.iter().any(covers)
    }
}

/// Two states and what means something in each.
pub(super) struct Pair<'r, 's> {
    sides: [&'r Reading<'s>; 2],
    significance: [Significance; 2],
}

/// A record in its system.
pub(super) type Seen<'s> = Option<(&'s System, RecordId, &'s Record)>;

impl<'r, 's> Pair<'r, 's> {
    pub(super) fn of(before: &'r Reading<'s>, after: &'r Reading<'s>) -> Self {
        let significance =
            |reading: &Reading<'_>| Significance::of(&reading.system.schema, &reading.system.config);
        Self { sides: [before, after], significance: [before, after].map(significance) }
    }

    fn seen(&self, places: [Option<RecordId>; 2]) -> [Seen<'s>; 2] {
        let one = |side: usize| {
            let system = self.sides[side].system;
            places[side].map(|id| (system, id, system.record(id)))
        };
        [one(0), one(1)]
    }

    pub(super) fn is_unknown(&self, id: &str, places: [Option<RecordId>; 2]) -> bool {
        let seen = self.seen(places);
        let hidden = |here: Seen<'_>, there: Seen<'_>, other: &Reading<'_>| {
            there.is_none() && here.is_some_and(|(_, _, record)| other.may_hide(id, record.path()))
        };
        hidden(seen[0], seen[1], self.sides[1]) || hidden(seen[1], seen[0], self.sides[0])
    }

    pub(super) fn compare(&self, id: &str, places: [Option<RecordId>; 2]) -> Option<RecordChange> {
        let seen = self.seen(places);
        let Difference { fields, body } = self.difference(seen);
        let scores = scores(seen);
        if seen.iter().all(Option::is_some)
            && fields.is_empty()
            && body == BodyChange::None
            && scores.is_empty()
        {
            return None;
        }
        let is_partly = |(system, id, _): (&System, RecordId, &Record)| !system.is_clear(id);
        let [before, after] = seen.map(|seen| seen.map(|(system, _, record)| face(system, record)));
        Some(RecordChange {
            id: id.to_owned(),
            acts: acts(seen, &fields, !scores.is_empty()),
            partly: seen.into_iter().flatten().any(is_partly),
            before,
            after,
            fields,
            body,
            scores,
        })
    }

    /// What differs. A field means something where it does in one of the two states: kinds and settings may differ, too.
    fn difference(&self, seen: [Seen<'_>; 2]) -> Difference {
        let [old, new] = seen.map(|seen| seen.map(|(system, _, record)| (record, system.risk())));
        let mut out = Difference::between(old, new, &self.significance[1]);
        if !out.fields.is_empty() {
            let back = Difference::between(new, old, &self.significance[0]).fields;
            let marked = |change: &FieldChange| {
                let same = |known: &&FieldChange| {
                    known.path == change.path && known.before == change.after && known.after == change.before
                };
                back.iter().find(same).is_some_and(|known| known.significant)
            };
            out.fields.iter_mut().for_each(|change| change.significant |= marked(change));
        }
        let place = |change: &FieldChange| {
            let top = change.path.split(['.', '[']).next().unwrap_or("");
            let places = seen.iter().flatten().map(|(_, _, record)| record.kind().field(top));
            places.map(|found| found.map_or(usize::MAX, |(place, _)| place)).min().unwrap_or(usize::MAX)
        };
        out.fields.sort_by(|a, b| {
            (place(a), &a.path).cmp(&(place(b), &b.path)).then_with(|| order(a).cmp(&order(b)))
        });
        out
    }
}

fn scores(seen: [Seen<'_>; 2]) -> Vec<ScoreChange> {
    let rating = |seen: Seen<'_>, stage| {
        let (system, _, record) = seen?;
        let score = record.score(stage, system.risk())?;
        let band = record.risk_method(system.risk()).and_then(|method| method.band_name(&score));
        let band = band.filter(|_| score.is_number()).map(|band| format!(" {band}")).unwrap_or_default();
        Some(format!("{score}{band}"))
    };
    let stages = [Stage::Inherent, Stage::Current, Stage::Residual].into_iter();
    let both = stages.map(|stage| ScoreChange {
        stage,
        before: rating(seen[0], stage),
        after: rating(seen[1], stage),
    });
    both.filter(|score| score.before != score.after).collect()
}

fn face(system: &System, record: &Record) -> Face {
    let own = record.get(CLAUSES).into_iter().flat_map(Items::iter);
    let mut clauses: Vec<String> = own.filter_map(NodeRef::scalar).map(str::to_owned).collect();
    if system.standards.has_control(record.id()) {
        clauses.push(record.id().to_owned());
    }
    clauses.extend(record.kind().clauses.iter().cloned());
    let mut seen = BTreeSet::new();
    clauses.retain(|clause| seen.insert(clause.clone()));
    let clause = clauses.first().map(|id| Clause {
        place: system.standards.place(id).unwrap_or(usize::MAX),
        id: id.clone(),
        title: system.standards.get(id).map(|item| system.standards.full_title(item)).unwrap_or_default(),
    });
    Face {
        kind: record.kind().name.clone(),
        kind_title: record.kind().title.clone(),
        title: record.title().to_owned(),
        owner: record.get(OWNER).map(str::to_owned),
        status: record.status().to_owned(),
        path: record.path().to_owned(),
        clauses,
        clause,
    }
}
