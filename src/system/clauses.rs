//! Which records show a clause or reference control, and whether they count today.
//!
//! What shows a clause is data: the standard's file says it in `shown_by`. A record that names a clause in its own
//! `clauses` always shows it, and naming a heading shows all that stands below it. Where a standard's file is silent about
//! an item, the `clauses` of kinds hold; those that a repository's own kind file states hold everywhere.

use std::collections::BTreeMap;

use super::{RecordId, Status, System};
use crate::base::Date;
use crate::record::Record;
use crate::record::field::{AUDIT_PERFORMED_ON, REVIEW_HELD_ON};
use crate::schema::{Kind, State};
use crate::standard::{Documented, Item, Shown, Standards};
use crate::yaml::{NodeRef, Shape};

/// A record that shows a clause or control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Showing {
    /// The record.
    pub record: RecordId,
    /// Whether it counts.
    pub counts: Counts,
    /// Why it shows it.
    pub how: How,
}

/// Whether a record counts as evidence today. Best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counts {
    /// It does.
    Yes,
    /// What it tells of has not happened yet.
    NotYet,
    /// It is a draft.
    Draft,
    /// It is withdrawn.
    Retired,
}

/// Why a record shows a clause or control. Most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It names it in its `clauses`.
    Named,
    /// It is of a kind that shows it.
    Kind,
    /// A document that puts the control into words.
    Document,
    /// An own control that puts the reference control into practice.
    OwnControl,
    /// An audit or review that covers the control.
    Covered,
}

/// For each clause and control, and for each piece of documented information, the records that show it.
#[derive(Debug)]
pub(super) struct ClauseIndex {
    items: Vec<Vec<Showing>>,
    documented: BTreeMap<(usize, usize), Vec<Showing>>,
}

/// One entry of `shown_by`, and what it is about: an item, or a piece of documented information of it.
#[derive(Clone, Copy)]
struct Claim<'a> {
    item: usize,
    document: Option<usize>,
    shown: Option<&'a Shown>,
}

impl ClauseIndex {
    /// Looks at one record after the other: a rule that waits here must not be handed another rule that asks for the same.
    pub(super) fn of(system: &System) -> Self {
        let claims = claims(system);
        let items = vec![Vec::new(); system.standards.items().len()];
        let mut index = Self { items, documented: BTreeMap::new() };
        for (id, record) in system.records() {
            index.add(system, id, record, &claims[record.kind_id().0 as usize]);
        }
        index.items.iter_mut().chain(index.documented.values_mut()).for_each(settle);
        index
    }

    fn add(&mut self, system: &System, id: RecordId, record: &Record, claims: &[Claim<'_>]) {
        let state = state(record, system.as_of);
        let names = named(system, id, record);
        for &item in &names {
            let counts = state.unwrap_or(Counts::Yes);
            self.items[item].push(Showing { record: id, counts, how: How::Named });
        }
        for claim in claims {
            let Some(counts) = claim.fits(record, &names, system.as_of) else { continue };
            let showing = Showing { record: id, counts: state.unwrap_or(counts), how: How::Kind };
            match claim.document {
                None => self.items[claim.item].push(showing),
                Some(document) => self.documented.entry((claim.item, document)).or_default().push(showing),
            }
        }
    }
}

/// Sorts by record and keeps the best of each.
fn settle(showings: &mut Vec<Showing>) {
    showings.sort_unstable();
    showings.dedup_by_key(|showing| showing.record);
}

/// What each kind may show, by the kind's place.
fn claims(system: &System) -> Vec<Vec<Claim<'_>>> {
    let standards = &system.standards;
    let kinds = system.schema.kinds().count();
    let mut claims: Vec<Vec<Claim<'_>>> = vec![Vec::new(); kinds];
    for (item, of) in standards.items().iter().enumerate() {
        let of_documents = of.documented.iter().enumerate().flat_map(|(document, documented)| {
            documented.shown_by.iter().map(move |shown| (Some(document), shown))
        });
        for (document, shown) in of.shown_by.iter().map(|shown| (None, shown)).chain(of_documents) {
            if let Some((kind, _)) = system.schema.named(&shown.kind) {
                claims[kind.0 as usize].push(Claim { item, document, shown: Some(shown) });
            }
        }
    }
    for (id, kind) in system.schema.kinds() {
        let items = stated(standards, kind);
        claims[id.0 as usize].extend(items.map(|item| Claim { item, document: None, shown: None }));
    }
    claims
}

/// The items that a kind's own `clauses` hold for.
fn stated<'a>(standards: &'a Standards, kind: &'a Kind) -> impl Iterator<Item = usize> + 'a {
    kind.clauses.iter().flat_map(move |clause| {
        let is_own = kind.own_clauses.contains(clause);
        let places = standards.with_below(clause);
        let items = standards.items();
        places.filter(move |&place| !items[place].heading && (is_own || items[place].shown_by.is_empty()))
    })
}

/// Why a record does not count, whatever it shows.
fn state(record: &Record, as_of: Date) -> Option<Counts> {
    if record.is_in(State::Retired, as_of) {
        return Some(Counts::Retired);
    }
    record.is_in(State::Draft, as_of).then_some(Counts::Draft)
}

/// The items that a record names in its `clauses`, with what stands below them.
fn named(system: &System, id: RecordId, record: &Record) -> Vec<usize> {
    let references = system.links().out_of(id).iter();
    let own = references
        .filter(|reference| reference.status == Status::Clause && reference.link(record).path == "clauses");
    own.flat_map(|reference| {
        let name = reference.node(record).text().trim();
        system.standards.with_below(name)
    })
    .collect()
}

impl Claim<'_> {
    /// Whether a record of the kind is one of those, and whether it counts.
    fn fits(&self, record: &Record, names: &[usize], as_of: Date) -> Option<Counts> {
        let Some(shown) = self.shown else {
            return Some(Counts::Yes);
        };
        let ty = || record.ty();
        let fits = shown.ty.as_deref().is_none_or(|wanted| ty() == Some(wanted))
            && (!shown.named || names.contains(&self.item))
            && record.holds(&shown.when, as_of);
        let happened = |path: &String| first_date(record, path).is_some_and(|date| date <= as_of);
        fits.then(|| match &shown.once {
            Some(path) if !happened(path) => Counts::NotYet,
            _ => Counts::Yes,
        })
    }
}

/// The earliest date at a path, which may lead through lists.
fn first_date(record: &Record, path: &str) -> Option<Date> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let mut dates = Vec::new();
    dates_at(record.value(first)?, rest, &mut dates);
    dates.into_iter().min()
}

fn dates_at(node: NodeRef<'_>, path: Option<&str>, dates: &mut Vec<Date>) {
    if node.shape() == Shape::List {
        node.items().for_each(|item| dates_at(item, path, dates));
        return;
    }
    match path {
        None => dates.extend(node.scalar().and_then(|text| text.get(..10)?.parse::<Date>().ok())),
        Some(path) => {
            let (first, rest) =
                path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
            if let Some(inner) = node.get(first) {
                dates_at(inner, rest, dates);
            }
        }
    }
}

impl System {
    /// The records that show a clause or control, in the order of the records, each once. Of a heading: those that show
    /// anything below it. Of a reference control also what its own record leads to: documents, own controls that put it
    /// into practice, audits and reviews that cover it. Those that do not count are there, too; `counts` tells.
    pub fn evidence_for(&self, id: &str) -> Vec<Showing> {
        let Some(item) = self.standards.get(id) else {
            return Vec::new();
        };
        let index = self.clause_index();
        let places = self.standards.with_below(id);
        let mut showings: Vec<Showing> =
            places.flat_map(|place| index.items[place].iter().copied()).collect();
        if item.control {
            showings.extend(self.evidence_by_link(id));
        }
        settle(&mut showings);
        showings
    }

    /// Whether at least one record shows a clause and counts. What a control's record leads to is left out.
    pub fn is_shown(&self, clause: &str) -> bool {
        let counts = |showing: &Showing| showing.counts == Counts::Yes;
        let mut places = self.standards.with_below(clause);
        let index = self.clause_index();
        places.any(|place| index.items[place].iter().any(counts))
    }

    /// The documented information that an item demands, each with the records that are it.
    pub fn documented_for<'s>(
        &'s self,
        item: &'s Item,
    ) -> impl Iterator<Item = (&'s Documented, &'s [Showing])> {
        let place = self.standards.place(&item.id).unwrap_or(usize::MAX);
        let of = move |document| self.clause_index().documented.get(&(place, document));
        item.documented
            .iter()
            .enumerate()
            .map(move |(document, documented)| (documented, of(document).map_or(&[][..], Vec::as_slice)))
    }

    /// The risks that name a control, in the order of the records.
    pub fn risks_treated(&self, control: RecordId) -> Vec<RecordId> {
        let mut risks: Vec<RecordId> = self.naming(control, "risk", "controls").collect();
        risks.sort_unstable();
        risks.dedup();
        risks
    }

    /// The requirements that a control meets, as its record says.
    pub fn requirements_met(&self, control: RecordId) -> Vec<RecordId> {
        self.named_in(control, "requirements").collect()
    }

    /// What the record of a reference control leads to.
    fn evidence_by_link(&self, control: &str) -> Vec<Showing> {
        let Some(control) = self.find(control) else {
            return Vec::new();
        };
        let documents = self.named_in(control, "documents").map(|document| (document, How::Document));
        let named_by = self.links().into(control).filter_map(|reference| {
            let from = self.record(reference.from);
            let how = match (from.kind().name.as_str(), reference.link(from).path.as_str()) {
                ("document", "implements") => How::Document,
                ("control", "implements") => How::OwnControl,
                ("audit" | "review", "covers") => How::Covered,
                _ => return None,
            };
            Some((reference.from, how))
        });
        documents.chain(named_by).map(|(id, how)| self.by_link(id, how)).collect()
    }

    fn by_link(&self, id: RecordId, how: How) -> Showing {
        let record = self.record(id);
        let held = record.get(REVIEW_HELD_ON).or_else(|| record.get(AUDIT_PERFORMED_ON));
        let came = how != How::Covered || held.is_some_and(|held| held <= self.as_of);
        let counts = if came { Counts::Yes } else { Counts::NotYet };
        Showing { record: id, counts: state(record, self.as_of).unwrap_or(counts), how }
    }
}
