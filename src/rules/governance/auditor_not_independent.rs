//! `auditor-not-independent`: an auditor owns what is audited, or did the work.

use std::collections::BTreeMap;

use crate::base::{Date, Period, text};
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{ACTION_DONE_ON, AUDIT_PERFORMED_ON, AUDIT_PLANNED_ON, REVIEW_HELD_ON};
use crate::schema::State;
use crate::system::people::reaches;
use crate::system::{RecordId, Reference, System};

/// The time before an audit whose work is audited.
const AUDITED: Period = Period::months(12);

/// One finding for each auditor of an audit who owns a process, control or location that it covers, or did work in it.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let reviews = reviews_of_processes(system);
    let mut findings = Vec::new();
    for (id, record) in system.of_kind("audit").filter(|(id, _)| system.is_clear(*id)) {
        let performed = record.get(AUDIT_PERFORMED_ON).filter(|day| *day <= system.as_of);
        let Some(day) = performed.or_else(|| record.get(AUDIT_PLANNED_ON)) else { continue };
        if !reaches(day, system.as_of) || record.is_in(State::Retired, system.as_of) {
            continue;
        }
        let audit = Audit { system, id, record, day, reviews: &reviews };
        let auditors = system.links().out_of(id).iter().filter(|named| named.link(record).path == "auditors");
        findings.extend(auditors.filter_map(|auditor| audit.judge(auditor)));
    }
    findings
}

/// The reviews that belong to each process.
fn reviews_of_processes(system: &System) -> BTreeMap<RecordId, Vec<RecordId>> {
    let mut reviews: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for (id, _) in system.of_kind("review") {
        if let Some(process) = system.processes().process_of(id) {
            reviews.entry(process).or_default().push(id);
        }
    }
    reviews
}

struct Audit<'s> {
    system: &'s System,
    id: RecordId,
    record: &'s Record,
    day: Date,
    reviews: &'s BTreeMap<RecordId, Vec<RecordId>>,
}

impl Audit<'_> {
    fn judge(&self, auditor: &Reference) -> Option<Finding> {
        let person = auditor.target()?;
        let covered: Vec<RecordId> =
            self.system.named_in(self.id, "covers").filter(|&id| self.is_judged(id)).collect();
        let owned: Vec<RecordId> = covered.iter().copied().filter(|&id| self.owns(person, id)).collect();
        let mut did: Vec<RecordId> = covered.iter().flat_map(|&id| self.work_of(person, id)).collect();
        did.sort_unstable();
        did.dedup();
        let tied = !(owned.is_empty() && did.is_empty());
        tied.then(|| self.say(auditor, self.system.record(person), &owned, &did))
    }

    fn say(&self, auditor: &Reference, person: &Record, owned: &[RecordId], did: &[RecordId]) -> Finding {
        let ids = |list: &[RecordId]| {
            let ids: Vec<&str> = list.iter().map(|&id| self.system.record(id).id()).collect();
            text::list(&ids, "and", 3)
        };
        let what = match (owned, did) {
            (owned, []) => format!("owns {}", ids(owned)),
            ([], did) => format!("was in charge of {}", ids(did)),
            (owned, did) => format!("owns {} and was in charge of {}", ids(owned), ids(did)),
        };
        let message =
            format!("{} covers the work of its auditor {}, who {what}", self.record.name(), person.id());
        let label = self.record.label(auditor.node(self.record).span(), "audits their own work");
        let owned = owned.iter().take(3).map(|&id| self.system.record(id));
        let did = did.iter().take(3).map(|&id| self.system.record(id));
        let owned = owned.map(|record| record.field_label("owner", "owned by the auditor"));
        let labels = owned.chain(did.map(|record| record.id_label("done by the auditor")));
        let finding = Finding::new("auditor-not-independent", message, label)
            .help("let somebody else audit that part, or take it out of `covers`")
            .about(self.record.subject())
            .field(auditor.path(self.record));
        labels.fold(finding, Finding::also)
    }

    fn is_judged(&self, id: RecordId) -> bool {
        ["process", "control", "location"].iter().any(|kind| self.system.record(id).is(kind))
    }

    fn owns(&self, person: RecordId, id: RecordId) -> bool {
        self.system.owner(id).is_some_and(|owner| self.system.people().is_meant(person, owner))
    }

    /// Actions that changed something or belong to it by their own word, and reviews of it, that a person answered for
    /// in the time that is audited.
    fn work_of(&self, person: RecordId, covered: RecordId) -> Vec<RecordId> {
        let naming = self.system.links().into(covered).filter_map(|reference| {
            let from = self.system.record(reference.from);
            let path = reference.link(from).path.as_str();
            let work = (from.is("action") && matches!(path, "changed" | "process"))
                || (from.is("review") && path == "covers");
            work.then_some(reference.from)
        });
        let own = self.reviews.get(&covered).into_iter().flatten().copied();
        naming.chain(own).filter(|&work| self.is_work_of(person, work)).collect()
    }

    fn is_work_of(&self, person: RecordId, work: RecordId) -> bool {
        let record = self.system.record(work);
        let (day, doer) = match record.is("review") {
            true => (record.get(REVIEW_HELD_ON), self.system.named_in(work, "chair").next()),
            false => (record.get(ACTION_DONE_ON), self.system.owner(work)),
        };
        let in_time = day.is_some_and(|day| {
            day <= self.day.min(self.system.as_of) && day.plus(AUDITED).is_none_or(|end| end >= self.day)
        });
        in_time && doer.is_some_and(|doer| self.system.people().only_one_behind(doer) == Some(person))
    }
}
