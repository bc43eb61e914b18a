//! From today's findings to one exception.

use std::collections::{BTreeMap, BTreeSet};

use super::text::{self, Line};
use super::{is_adoptable, weighs};
use crate::base::{Date, text as words};
use crate::finding::report::{CheckReport, Outcome, Summary};
use crate::finding::{Finding, Level};
use crate::record::Record;
use crate::rules::waivers::without_places;
use crate::system::System;

/// On which terms findings are adopted.
#[derive(Debug, Clone)]
pub struct Terms<'a> {
    /// The last day they are waived.
    pub until: Date,
    /// Who answers for them: a role or person.
    pub owner: &'a str,
    /// Who approves it: a role or person.
    pub approved_by: &'a str,
    /// Why it may be so.
    pub because: &'a str,
    /// The folder of the new file, relative to the root; `None` for where exceptions lie already.
    pub folder: Option<&'a str>,
}

/// An exception that is ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: String,
    /// Its path, relative to the root.
    pub path: String,
    /// The text of the file.
    pub text: String,
    /// How many findings it waives, by level.
    pub adopted: Summary,
    /// How many records they are about.
    pub records: usize,
    /// How many of them are about no record but the system as a whole.
    pub whole: usize,
    /// Findings that stay: what may not be adopted and does not fail a check.
    pub left: usize,
}

/// Why findings cannot be adopted, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What is in the way.
    pub message: String,
    /// What to do, as one sentence.
    pub help: String,
}

fn refuse<T>(message: impl Into<String>, help: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { message: message.into(), help: help.into() })
}

/// Makes an exception that waives exactly the errors and warnings of a report, of which nothing was left out.
///
/// # Errors
/// Terms that cannot be, a check that did not see everything, findings that fail it and may not be adopted, or none.
pub fn plan(system: &System, report: &CheckReport, terms: &Terms<'_>) -> Result<Plan, Refusal> {
    is_whole(report)?;
    check_terms(system, terms)?;
    let (adopted, left): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().partition(|finding| weighs(finding) && is_adoptable(finding));
    let hard: Vec<&&Finding> = left.iter().filter(|finding| weighs(finding)).collect();
    if let Some(first) = hard.first().filter(|first| first.level == Level::Error) {
        let rules: BTreeSet<&str> = hard.iter().map(|finding| &*finding.rule).collect();
        let rules: Vec<&str> = rules.into_iter().collect();
        return refuse(
            format!(
                "{} cannot be adopted, since {}: {}",
                words::count(hard.len(), "finding"),
                "what could not be read, settings and exceptions are mended and not waived",
                words::list(&rules, "and", 4)
            ),
            format!("mend them first; `isms check --only {}` shows them", first.rule),
        );
    }
    if adopted.is_empty() {
        return refuse(
            "nothing is found, so there is nothing to adopt",
            "run `isms check` to see the state of the records",
        );
    }
    let id = free_id(system);
    let folder = folder(system, terms.folder)?;
    let path = if folder.is_empty() { format!("{id}.yaml") } else { format!("{folder}/{id}.yaml") };
    if !system.config.records.covers(&path) {
        let help = "give `--folder` one whose files are read as records";
        return refuse(format!("{path} would not be read: `[records]` in isms.toml leaves it out"), help);
    }
    let lines = lines(&adopted);
    let records: BTreeSet<&str> =
        lines.keys().filter(|line| line.is_record).map(|line| line.subject.as_str()).collect();
    Ok(Plan {
        text: text::exception(system.as_of, &id, terms, &lines),
        id,
        path,
        records: records.len(),
        whole: lines.iter().filter(|(line, _)| !line.is_record).map(|(_, times)| times).sum(),
        adopted: Summary::of(adopted.iter().copied()),
        left: left.len(),
    })
}

fn is_whole(report: &CheckReport) -> Result<(), Refusal> {
    if report.outcome != Outcome::Incomplete && report.unread == 0 && report.held_back == 0 {
        return Ok(());
    }
    refuse(
        "not everything could be checked, so nobody knows what would be adopted",
        "run `isms check`, and mend first what could not be read or did not run",
    )
}

fn check_terms(system: &System, terms: &Terms<'_>) -> Result<(), Refusal> {
    let (until, as_of) = (terms.until, system.as_of);
    if until < as_of {
        return refuse(format!("{until} has gone by on {as_of}"), "give `--until` a day to come");
    }
    let longest = system.config.exceptions.longest;
    if let Some(last) = as_of.plus(longest).filter(|last| until > *last) {
        return refuse(
            format!("{until} is more than {longest} after {as_of}"),
            format!("give `--until` {last} or a day before; what is still found then can be looked at anew"),
        );
    }
    if terms.because.trim().is_empty() || terms.because.chars().any(words::is_hidden) {
        return refuse(
            "the reason is empty, or has characters that cannot be seen",
            "give `--because` one or two sentences",
        );
    }
    answers(system, "--owner", terms.owner)?;
    answers(system, "--approved-by", terms.approved_by)
}

/// Whether an id is that of a role or person who is still there.
fn answers(system: &System, option: &str, id: &str) -> Result<(), Refusal> {
    let shown = words::brief(id, 60);
    let can = |record: &Record| record.is("role") || record.is("person");
    let Some(record) = system.find(id).map(|found| system.record(found)) else {
        let those = system.records().filter(|(_, record)| can(record)).map(|(_, record)| record.id());
        let help = words::nearest(id, those).map_or_else(
            || "`isms list role` shows the roles".to_owned(),
            |near| format!("did you mean {near}?"),
        );
        return refuse(format!("{option} names {shown}, and no record is called that"), help);
    };
    let help = format!("give `{option}` the id of a role or person");
    if !can(record) {
        return refuse(format!("{option} names {}, which cannot answer for anything", record.name()), help);
    }
    if !system.is_live(record) {
        return refuse(format!("{option} names {}, who is no longer there", record.name()), help);
    }
    Ok(())
}

/// `EXC-adopted-2026-12-01`, or with a number behind it if that is taken.
fn free_id(system: &System) -> String {
    let prefix = system.schema.named("exception").and_then(|(_, kind)| kind.prefixes.first());
    let first = format!("{}-adopted-{}", prefix.map_or("EXC", String::as_str), system.as_of);
    let taken = |id: &String| system.find(id).is_some() || system.unread().ids.contains(id);
    let more = (2..).map(|number| format!("{first}-{number}"));
    std::iter::once(first.clone()).chain(more).find(|id| !taken(id)).unwrap_or(first)
}

/// The folder that is asked for, or that of the first exception, or `exceptions`.
fn folder(system: &System, wanted: Option<&str>) -> Result<String, Refusal> {
    let Some(wanted) = wanted else {
        let first = system.of_kind("exception").map(|(_, exception)| exception.path()).next();
        return Ok(first
            .map_or("exceptions", |path| path.rsplit_once('/').map_or("", |(folder, _)| folder))
            .to_owned());
    };
    let inside = wanted.trim_start_matches("./").trim_end_matches('/');
    let strays = inside.starts_with(['/', '~', '.'])
        || inside.contains(['\\', ':'])
        || inside.split('/').any(|part| part.is_empty() || part.starts_with('.'))
        || inside.chars().any(words::is_hidden);
    if strays && !inside.is_empty() {
        let help = "write it relative to the folder of isms.toml, such as `exceptions`";
        return refuse(format!("{} is no folder for records", words::brief(wanted, 60)), help);
    }
    Ok(inside.to_owned())
}

/// Whom a finding is about, each with the finding: several where it speaks for many.
fn subjects(finding: &Finding) -> Vec<(&Finding, Option<String>)> {
    if finding.stands_for.is_empty() {
        return vec![(finding, finding.subject.record.clone())];
    }
    finding.stands_for.iter().map(|id| (finding, Some(id.clone()))).collect()
}

/// Entries with how often each is found.
fn lines(adopted: &[&Finding]) -> BTreeMap<Line, usize> {
    let mut lines = BTreeMap::new();
    for (finding, record) in adopted.iter().flat_map(|finding| subjects(finding)) {
        let line = Line {
            is_record: record.is_some(),
            // A finding about no record is told from others of its rule by its clauses.
            clauses: if record.is_some() { Vec::new() } else { finding.clauses.clone() },
            subject: record.unwrap_or_else(|| finding.primary.source.path().to_owned()),
            rule: finding.rule.to_string(),
            field: finding.field.as_deref().map(without_places),
        };
        *lines.entry(line).or_insert(0) += 1;
    }
    lines
}
