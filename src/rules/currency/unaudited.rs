//! `unaudited`: processes or controls that the audits of three years leave out.

use std::collections::BTreeSet;

use crate::base::{Date, text};
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{
    AUDIT_PERFORMED_ON, AUDIT_PLANNED_ON, AUDIT_TYPE, CONTROL_APPLICABLE, PROGRAMME_FROM, PROGRAMME_TO,
};
use crate::system::{RecordId, System};

/// Records named in the message.
const NAMED: usize = 6;

/// One finding for the live processes, and one for the applicable controls, that no own audit of the round covers:
/// neither one performed in it, nor one that is planned. Without any audit nothing is said here.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let audits: Vec<(RecordId, &Record)> = system.of_kind("audit").collect();
    let unsure = !system.unread().is_empty() || audits.iter().any(|(id, _)| !system.is_clear(*id));
    if !system.is_founded() || audits.is_empty() || unsure {
        return Vec::new();
    }
    let Some(round) = Round::of(system) else {
        return Vec::new();
    };
    let covered = round.covered(system, &audits);
    let bare = |kind: &'static str, counts: fn(&Record) -> bool| {
        let all = system.of_kind(kind).filter(move |(_, record)| counts(record));
        let live = all.filter(|(_, record)| system.is_live(record));
        live.filter(|(id, _)| !covered.contains(id)).map(|(_, record)| record).collect::<Vec<_>>()
    };
    let processes = bare("process", |_| true);
    let controls = bare("control", |control| control.get(CONTROL_APPLICABLE) == Some(true));
    let told = [("process", "covers.process", processes), ("applicable control", "covers.control", controls)];
    told.iter().filter_map(|(noun, field, bare)| round.finding(noun, field, bare)).collect()
}

/// The time in which audits come round, and the programme that says so.
struct Round<'s> {
    from: Date,
    to: Date,
    programme: Option<&'s Record>,
}

impl<'s> Round<'s> {
    /// From three years ago to the end of the programme that runs now, or else to three years from now.
    fn of(system: &'s System) -> Option<Self> {
        let length = system.config.currency.audit_round;
        let running = system.of_kind("audit-programme").filter_map(|(_, programme)| {
            let (from, to) = programme.get(PROGRAMME_FROM).zip(programme.get(PROGRAMME_TO))?;
            let runs = from <= system.as_of && to >= system.as_of && system.is_live(programme);
            runs.then_some((to, programme))
        });
        let programme = running.max_by_key(|(to, _)| *to);
        let to = match programme {
            Some((to, _)) => to,
            None => system.as_of.plus(length)?,
        };
        Some(Self { from: system.as_of.minus(length)?, to, programme: programme.map(|(_, record)| record) })
    }

    /// What own audits of the round cover. Those of a certification body are its own and not the organisation's.
    fn covered(&self, system: &System, audits: &[(RecordId, &Record)]) -> BTreeSet<RecordId> {
        let counts = |audit: &Record| {
            let performed = audit.get(AUDIT_PERFORMED_ON).filter(|day| *day <= system.as_of);
            let day = performed.or_else(|| audit.get(AUDIT_PLANNED_ON));
            let own = !matches!(audit.get(AUDIT_TYPE), Some("certification" | "surveillance"));
            // Performed after the day that is looked at, it was still planned on it, however closed it is now.
            let is_to_come = || system.is_live(audit) || audit.get(AUDIT_PERFORMED_ON).is_some();
            own && (performed.is_some() || is_to_come())
                && day.is_some_and(|day| (self.from..=self.to).contains(&day))
        };
        let own = audits.iter().filter(|(_, audit)| counts(audit));
        own.flat_map(|(id, _)| system.named_in(*id, "covers")).collect()
    }

    fn finding(&self, noun: &str, field: &str, bare: &[&Record]) -> Option<Finding> {
        let first = *bare.first()?;
        let ids: Vec<&str> = bare.iter().map(|record| record.id()).collect();
        let one = bare.len() == 1;
        let message = format!(
            "{} {} covered by no audit from {} to {}, performed or planned: {}",
            text::count(bare.len(), noun),
            if one { "is" } else { "are" },
            self.from,
            self.to,
            text::list(&ids, "and", NAMED)
        );
        let (subject, place) = match self.programme {
            Some(programme) => (programme, programme.field_label("audits", "left out of this programme")),
            None => (first, first.id_label("not audited")),
        };
        let mut finding = Finding::new("unaudited", message, place)
            .help("plan an audit before the end of the programme and name them in its `covers`")
            .about(subject.subject())
            .field(field);
        if self.programme.is_some() {
            finding = finding.also(first.id_label("not audited"));
        }
        Some(finding)
    }
}
