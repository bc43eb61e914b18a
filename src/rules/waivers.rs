//! Exceptions that somebody approved: they waive named rules for named records until a day.

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::base::Date;
use crate::finding::Finding;
use crate::finding::report::Waived;
use crate::record::Record;
use crate::record::field::{EXCEPTION_APPROVED_ON, EXCEPTION_RECORDS, EXCEPTION_RULES, EXCEPTION_UNTIL};
use crate::system::System;

/// One approved, unexpired exception.
struct Waiver {
    id: String,
    until: Option<Date>,
    rules: Vec<String>,
    records: Vec<GlobSet>,
}

impl Waiver {
    fn of(exception: &Record, as_of: Date) -> Option<Self> {
        let approved = exception.get(EXCEPTION_APPROVED_ON)?;
        let until = exception.get(EXCEPTION_UNTIL)?;
        if approved > as_of || until < as_of || exception.value("approved_by").is_none() {
            return None;
        }
        let texts =
            |list: crate::record::field::Items<'_>| list.iter().map(|item| item.text().to_owned()).collect();
        let records: Vec<String> = exception.get(EXCEPTION_RECORDS).map(texts)?;
        Some(Self {
            id: exception.id().to_owned(),
            until: Some(until),
            rules: exception.get(EXCEPTION_RULES).map(texts)?,
            records: records.iter().filter_map(|glob| pattern(glob)).collect(),
        })
    }

    fn covers(&self, finding: &Finding) -> bool {
        let Some(record) = &finding.subject.record else {
            return false;
        };
        self.rules.iter().any(|rule| *rule == finding.rule)
            && self.records.iter().any(|glob| glob.is_match(record))
    }
}

/// A pattern of ids; `None` where it is none, or too large for one. A set of one, since a lone glob panics then.
fn pattern(written: &str) -> Option<GlobSet> {
    let mut set = GlobSetBuilder::new();
    set.add(Glob::new(written).ok()?);
    set.build().ok()
}

/// Parts findings into those that stand and those that an exception waives.
pub fn part(system: &System, findings: Vec<Finding>) -> (Vec<Finding>, Vec<Waived>) {
    let exceptions = system.of_kind("exception").filter(|(_, exception)| system.is_live(exception));
    let waivers: Vec<Waiver> =
        exceptions.filter_map(|(_, exception)| Waiver::of(exception, system.as_of)).collect();
    let mut standing = Vec::with_capacity(findings.len());
    let mut waived = Vec::new();
    for finding in findings {
        match waivers.iter().find(|waiver| waiver.covers(&finding)) {
            Some(waiver) => waived.push(Waived { finding, by: waiver.id.clone(), until: waiver.until }),
            None => standing.push(finding),
        }
    }
    (standing, waived)
}
