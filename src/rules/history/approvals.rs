//! Approvals, decisions and acceptances, and the commits that recorded them.

use std::collections::{BTreeSet, HashMap};

use super::Evidence;
use crate::base::Date;
use crate::history::{Change, CommitId, Timeline};
use crate::record::Record;
use crate::record::field::{Items, PERSON_EMAILS};
use crate::schema::Kind;
use crate::system::{RecordId, System};
use crate::yaml::NodeRef;

/// What somebody put their name to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A text, a plan, money, a deviation: `approved_by` and `approved_on`.
    Approval,
    /// Whether a control is needed: `decided_by` and `decided_on`.
    Decision,
    /// To live with a risk: `acceptance`.
    Acceptance,
}

impl Sort {
    /// `approved`, to be read between "was" and a date.
    pub fn participle(self) -> &'static str {
        match self {
            Self::Approval => "approved",
            Self::Decision => "decided",
            Self::Acceptance => "accepted",
        }
    }

    /// `approval`.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::Decision => "decision",
            Self::Acceptance => "acceptance",
        }
    }
}

/// The fields that say who approved and when, of any kind: the end of the first, the end of the second.
const PAIRS: [(&str, &str, Sort); 4] = [
    ("approved_by", "approved_on", Sort::Approval),
    ("accepted_by", "accepted_on", Sort::Acceptance),
    ("decided_by", "decided_on", Sort::Decision),
    ("acceptance.by", "acceptance.on", Sort::Acceptance),
];

/// An approval that a record claims.
#[derive(Debug, Clone)]
pub struct Approval<'s> {
    /// The record.
    pub id: RecordId,
    /// The record's text.
    pub record: &'s Record,
    /// What it is.
    pub sort: Sort,
    /// The field that says who.
    pub by_field: &'static str,
    /// The field that says when.
    pub on_field: &'static str,
    /// The role or person it names.
    pub by: RecordId,
    /// The day.
    pub on: Date,
}

/// Every approval on record up to the day the system is looked at.
pub fn approvals(system: &System) -> impl Iterator<Item = Approval<'_>> {
    system.records().flat_map(|(id, record)| of_record(system, id, record))
}

/// The approvals of one record.
pub fn of_record<'s>(
    system: &'s System,
    id: RecordId,
    record: &'s Record,
) -> impl Iterator<Item = Approval<'s>> {
    PAIRS.into_iter().filter_map(move |(by_field, on_field, sort)| {
        if !is_pair(record.kind(), by_field, on_field) {
            return None;
        }
        let on = date(record.value(on_field)?).filter(|on| *on <= system.as_of)?;
        let by = system.named_in(id, by_field).next()?;
        Some(Approval { id, record, sort, by_field, on_field, by, on })
    })
}

fn is_pair(kind: &Kind, by: &str, on: &str) -> bool {
    kind.links.iter().any(|link| link.path == by) && kind.field_at(on).is_some_and(|field| field.claim)
}

fn date(node: NodeRef<'_>) -> Option<Date> {
    node.scalar()?.get(..10)?.parse().ok()
}

/// How the history supports an approval.
#[derive(Debug)]
pub struct Support<'a> {
    /// The commit that first recorded it as it stands.
    pub recorded: Change<'a>,
    /// Every commit that wrote it down, that one among them.
    pub all: Vec<Change<'a>>,
}

impl<'a> Support<'a> {
    /// Finds the commits; `None` where no commit up to the day that counts has the approval.
    pub fn of(evidence: &Evidence<'a>, approval: &Approval<'_>, timeline: Timeline<'a>) -> Option<Self> {
        let day = approval.on.to_string();
        let by = approval.record.value(approval.by_field)?.scalar()?.trim().to_owned();
        let named = |change: &Change<'_>| change.has_value(approval.by_field, |value| value == by);
        let dated =
            |change: &Change<'_>| change.has_value(approval.on_field, |value| value.starts_with(&day));
        let mut all: Vec<Change<'a>> = Vec::new();
        let mut recorded = None;
        for change in evidence.changes(timeline) {
            let (before, after) = (named(&change), named(&change));
            let (dated_before, dated_after) = dated(&change);
            let both = after.1 && dated_after;
            if both && !(before.0 && dated_before) {
                recorded = recorded.or(Some(change));
                all.push(change);
            } else if dated_after && !dated_before {
                all.push(change);
            }
        }
        Some(Self { recorded: recorded?, all })
    }

    /// Whether all of it is certain: no part of it may have happened before a clone was cut off.
    pub fn is_certain(&self) -> bool {
        self.all.iter().all(|change| change.is_certain())
    }
}

/// What git says about who approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The approver took part in a commit that wrote it down, or in the merge that brought it; this person.
    By(RecordId),
    /// Others did.
    ByOthers,
    /// It cannot be told.
    Unknown,
}

/// Tells who approved; what is known of each approver is looked up once.
#[derive(Debug)]
pub struct Judge<'e, 'a> {
    evidence: &'e Evidence<'a>,
    approvers: HashMap<RecordId, Approvers>,
}

impl<'e, 'a> Judge<'e, 'a> {
    /// A judge who knows nobody yet.
    pub fn new(evidence: &'e Evidence<'a>) -> Self {
        Self { evidence, approvers: HashMap::new() }
    }

    /// Whether an approver took part in the commits that wrote an approval down.
    pub fn verdict(&mut self, approval: &Approval<'_>, support: &Support<'_>) -> Verdict {
        let evidence = self.evidence;
        let approvers =
            self.approvers.entry(approval.by).or_insert_with(|| Approvers::of(evidence, approval.by));
        let commits: BTreeSet<CommitId> = support.all.iter().map(|change| change.commit_id()).collect();
        let mut all_known = true;
        for identity in commits.into_iter().flat_map(|commit| evidence.participants(commit)) {
            if let Some(person) = approvers.with(&identity.email) {
                return Verdict::By(person);
            }
            all_known &= evidence.person(identity).is_some();
        }
        let tellable = !approvers.people.is_empty() && (all_known || !approvers.without_address);
        if tellable && support.is_certain() { Verdict::ByOthers } else { Verdict::Unknown }
    }
}

/// The people who may speak for an approver: a person, or whoever a role names or ever named as holder or deputy.
#[derive(Debug)]
struct Approvers {
    people: Vec<(RecordId, Vec<String>)>,
    /// Whether one of them has no address on record.
    without_address: bool,
}

impl Approvers {
    fn of(evidence: &Evidence<'_>, by: RecordId) -> Self {
        let system = evidence.system;
        let record = system.record(by);
        let mut ids: BTreeSet<RecordId> = BTreeSet::new();
        if record.is("role") {
            for field in ["holders", "deputies"] {
                let ever = ever(evidence, record, field);
                ids.extend(system.named_in(by, field).chain(ever.iter().filter_map(|id| system.find(id))));
            }
        } else {
            ids.insert(by);
        }
        let with = |id: RecordId| (id, addresses(evidence, id));
        let people: Vec<_> = ids.into_iter().map(with).collect();
        let without_address = people.iter().any(|(_, addresses)| addresses.is_empty());
        Self { people, without_address }
    }

    fn with(&self, email: &str) -> Option<RecordId> {
        let email = email.to_lowercase();
        self.people.iter().find(|(_, addresses)| addresses.contains(&email)).map(|(id, _)| *id)
    }
}

/// The addresses that a person has or once had.
fn addresses(evidence: &Evidence<'_>, id: RecordId) -> Vec<String> {
    let person = evidence.system.record(id);
    let now = person.get(PERSON_EMAILS).into_iter().flat_map(Items::iter).filter_map(NodeRef::scalar);
    let mut all: Vec<String> = now.map(|email| email.trim().to_lowercase()).collect();
    all.extend(ever(evidence, person, PERSON_EMAILS.name).iter().map(|email| email.to_lowercase()));
    all
}

/// Every value that a list of a record ever had.
fn ever(evidence: &Evidence<'_>, record: &Record, field: &str) -> BTreeSet<String> {
    let changes = evidence.timeline(record).into_iter().flat_map(Timeline::changes);
    let values = changes.flat_map(Change::fields).filter(|change| change.field() == field);
    values.flat_map(|change| [change.before, change.after]).flatten().collect()
}
