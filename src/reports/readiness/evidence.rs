//! What stands behind an answer: records, findings, rules that did not run, and who answers.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Answering, EXAMPLES, Evidence, Found, Named, Question};
use crate::base::text;
use crate::finding::Finding;
use crate::finding::report::CheckReport;
use crate::rules;
use crate::system::{RecordId, System};

/// Roles of top management that are named.
const MANAGERS: usize = 3;

/// A record by its id and title, cleaned.
pub(super) fn named(system: &System, id: RecordId) -> Named {
    let record = system.record(id);
    Named { id: text::plain(record.id()).into_owned(), title: text::brief(record.title(), 60) }
}

/// The live records that a question's data names.
pub(super) fn shown(system: &System, question: &Question) -> Vec<RecordId> {
    let of_kind = question.shown.iter().flat_map(|shown| {
        let records = system.of_kind(shown.kind);
        records.filter(|(_, record)| shown.ty.is_none_or(|wanted| record.ty() == Some(wanted)))
    });
    of_kind.map(|(id, _)| id).collect()
}

/// Records as evidence: how many, how new, and the newest of them.
pub(super) fn of(system: &System, records: &[RecordId]) -> Evidence {
    let mut dated: Vec<_> = records.iter().map(|id| (Reverse(system.activity(*id).newest), *id)).collect();
    dated.sort_unstable();
    Evidence {
        records: records.len(),
        newest: dated.first().and_then(|(newest, _)| newest.0),
        examples: dated.iter().take(EXAMPLES).map(|(_, id)| named(system, *id)).collect(),
    }
}

/// Findings, rule by rule.
pub(super) fn found<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<Found> {
    let mut by_rule: BTreeMap<&str, Found> = BTreeMap::new();
    for finding in findings {
        let found = by_rule.entry(&finding.rule).or_insert_with(|| Found {
            rule: finding.rule.to_string(),
            findings: 0,
            about: Vec::new(),
        });
        found.findings += 1;
        let path = || text::plain(finding.primary.source.path()).into_owned();
        let about = finding.subject.record.clone().unwrap_or_else(path);
        if found.about.len() < EXAMPLES && !found.about.contains(&about) {
            found.about.push(about);
        }
    }
    by_rule.into_values().collect()
}

/// Rules that decide a question and of which nobody knows what they would find.
pub(super) fn not_run(system: &System, report: &CheckReport, question: &Question) -> Vec<(String, String)> {
    let mut reasons = Vec::new();
    for deciding in question.rules {
        let broke = report.not_run.iter().find(|one| one.rule == deciding.rule || one.rule == "expectations");
        let off = || system.config.rules.iter().rev().find(|level| level.rule.value == deciding.rule);
        let reason = if rules::named(deciding.rule).is_none() {
            Some("this program has no such rule".to_owned())
        } else if let Some(broke) = broke {
            Some(text::plain(&broke.reason).into_owned())
        } else {
            off().filter(|level| level.level.is_none()).map(|_| "isms.toml switches it off".to_owned())
        };
        reasons.extend(reason.map(|reason| (deciding.rule.to_owned(), reason)));
    }
    if reasons.is_empty() && !system.unread().is_empty() {
        reasons.push(("unreadable-file".to_owned(), "some records could not be read".to_owned()));
    }
    reasons
}

/// Who answers: the owner of the process that produces what is asked for, and top management where it is asked.
pub(super) fn answering(system: &System, question: &Question) -> Vec<Answering> {
    let map = system.processes();
    let process = question.produced.iter().find_map(|produced| map.claim(produced)?.holder());
    let mut answering: Vec<Answering> = Vec::new();
    if question.top_management {
        let roles =
            system.of_kind("role").filter(|(id, role)| system.is_live(role) && system.is_top_management(*id));
        answering.extend(
            roles
                .take(MANAGERS)
                .map(|(id, _)| Answering { who: named(system, id), because: "top management".to_owned() }),
        );
    }
    let owner = process.and_then(|process| Some((process, system.owner(process)?)));
    if let Some((process, owner)) = owner {
        let who = named(system, owner);
        if answering.iter().all(|known| known.who != who) {
            answering.push(Answering { who, because: format!("owner of {}", named(system, process).id) });
        }
    }
    answering
}
