//! One check from beginning to end: read, link, run the rules, settle.
//!
//! Knows no command line and no format; prints nothing.

use std::collections::{BTreeSet, HashSet};

use crate::base::Date;
use crate::config::{Config, Profile};
use crate::finding::report::{CheckReport, History, NextDue, NotRun, Outcome};
use crate::finding::sink::{Levels, Sink};
use crate::finding::{Family, Finding, Level, RuleInfo};
use crate::query::Selector;
use crate::rules;
use crate::rules::waivers::{self, Usage, Waivers};
use crate::schedule::{self, What};
use crate::system::{Reference, Snapshot, Status, System};

/// What is said where nothing could be checked.
const NO_RECORD: &str = "there is no record, which is a file that ends in .yaml, .yml or .md and says `id: ...` and `kind: ...`; \
     `isms explain scope` shows the first to write";

/// What is asked of a check.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Rules or families to run; empty for all of the profile.
    pub only: Vec<String>,
    /// Rules or families to leave out.
    pub skip: Vec<String>,
    /// How strict; `None` as `isms.toml` says.
    pub profile: Option<Profile>,
    /// The least level that fails; `None` as the profile says; `Some(None)` for never.
    pub fail_on: Option<Option<Level>>,
    /// Keep every finding of a file, past the limit that `isms.toml` sets.
    pub uncapped: bool,
}

/// A repository that was read, with what was found on the way.
#[derive(Debug)]
pub struct Loaded {
    /// The system.
    pub system: System,
    findings: Vec<Finding>,
}

impl Loaded {
    /// Reads a repository as of a date.
    pub fn read(snapshot: &Snapshot, as_of: Date) -> Self {
        let (config, mut findings) = Config::read(snapshot.config());
        let (system, more) = crate::system::load(snapshot, config, as_of);
        findings.extend(more);
        Self { system, findings }
    }

    /// What was found while reading.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Runs the rules and settles all findings; `selectors` choose whose are kept. History is for the caller to fill in.
    pub fn check(self, request: &Request, selectors: &[Selector]) -> (System, CheckReport) {
        let Self { system, mut findings } = self;
        let infos = rules::infos_of(&system);
        let known: Vec<&str> = infos.iter().map(|info| info.name.as_str()).collect();
        findings.extend(system.config.check_rule_names(&known));
        findings.extend(crate::metrics::check(&system));
        findings.extend(waivers::unknown_rules(&system, &infos));
        let wanted = Wanted::of(&system, &infos, request);
        let mut ran = rules::run(&system, |rule| wanted.has(rule));
        findings.append(&mut ran.findings);

        let gap = |finding: &Finding| matches!(&*finding.rule, "invalid-configuration" | "unreadable-file");
        let gaps = findings.iter().any(gap);
        let sink = Sink::new(&infos, &wanted, system.config.limits.findings_per_file);
        let settled = sink.settle(findings);
        let mut in_force = Waivers::of(&system);
        let (standing, waived) = in_force.part(settled);
        let usage = Usage {
            system: &system,
            waivers: in_force.list(),
            rules: &infos,
            ran: wanted.rules.iter().copied().collect(),
            whole: ran.not_run.is_empty() && !gaps && is_whole(&system),
        };
        let mut more = rules::run_on_exceptions(&usage, |rule| wanted.has(rule));
        ran.not_run.append(&mut more.not_run);
        let findings = sink.add(standing, more.findings);
        let files = files_of(&system, selectors);
        let findings: Vec<Finding> =
            findings.into_iter().filter(|finding| is_meant(&system, selectors, &files, finding)).collect();
        // Only what is meant and stands is capped: what is left out must not decide what a check comes to.
        let findings = if request.uncapped { findings } else { sink.cap(findings) };

        let mut not_run = ran.not_run;
        if system.is_empty() {
            let reason = if findings.is_empty() { NO_RECORD } else { "no record could be read" };
            not_run.push(NotRun { rule: "all".to_owned(), reason: reason.to_owned() });
        }
        let whole = not_run.is_empty() && !gaps;
        let outcome = outcome(&findings, whole, fail_level(&system, request));
        let report = CheckReport {
            as_of: system.as_of,
            from_today: None,
            commit: None,
            dirty: false,
            history: History::None,
            outcome,
            records: system.len(),
            links: system.graph().link_count(),
            rules: wanted.rules.len(),
            findings,
            waived,
            not_run,
            held_back: held_back(&system),
            unread: system.unread().files,
            next_due: (outcome == Outcome::Clean).then(|| next_due(&system)).flatten(),
            elapsed: None,
        };
        (system, report)
    }
}

/// Whether every record could be read, and all of it.
fn is_whole(system: &System) -> bool {
    system.unread().is_empty() && system.records().all(|(id, _)| system.is_clear(id))
}

fn outcome(findings: &[Finding], whole: bool, fail_on: Option<Level>) -> Outcome {
    if !whole {
        Outcome::Incomplete
    } else if findings.iter().any(|finding| fail_on.is_some_and(|least| finding.level <= least)) {
        Outcome::Findings
    } else {
        Outcome::Clean
    }
}

fn fail_level(system: &System, request: &Request) -> Option<Level> {
    let strict = request.profile.unwrap_or(system.config.profile) == Profile::Audit;
    request.fail_on.unwrap_or(Some(if strict { Level::Warning } else { Level::Error }))
}

/// Broken links that lead to a record which could not be read.
fn held_back(system: &System) -> usize {
    system.links().all().iter().filter(|reference: &&Reference| reference.status == Status::Unread).count()
}

/// The files of the records that selectors choose.
fn files_of<'s>(system: &'s System, selectors: &[Selector]) -> HashSet<&'s str> {
    let chosen = |id| selectors.iter().any(|selector| selector.matches(system, id));
    system.records().filter(|(id, _)| chosen(*id)).map(|(_, record)| record.path()).collect()
}

fn is_meant(system: &System, selectors: &[Selector], files: &HashSet<&str>, finding: &Finding) -> bool {
    // What is wrong with a file as a whole, such as a quotation mark that nothing closes, is wrong with its records.
    if finding.subject.record.is_none() && files.contains(finding.primary.source.path()) {
        return true;
    }

    let record = finding.subject.record.as_deref().and_then(|id| system.find(id));
    selectors.is_empty()
        || selectors.iter().any(|selector| {
            selector.matches_path(finding.primary.source.path())
                || record.is_some_and(|record| selector.matches(system, record))
        })
}

/// The rules that count in one check, and the levels their findings have.
struct Wanted<'a> {
    config: &'a Config,
    rules: BTreeSet<&'a str>,
}

impl<'a> Wanted<'a> {
    fn of(system: &'a System, infos: &'a [RuleInfo], request: &Request) -> Self {
        let profile = request.profile.unwrap_or(system.config.profile);
        let names = |list: &[String], info: &RuleInfo| {
            list.iter().any(|name| *name == info.name || name == info.family.as_str())
        };
        let counts = |info: &&RuleInfo| {
            let early = matches!(info.family, Family::Setup | Family::Form | Family::Links);
            (profile != Profile::Draft || early || names(&request.only, info))
                && (request.only.is_empty() || names(&request.only, info))
                && !names(&request.skip, info)
        };
        Self {
            config: &system.config,
            rules: infos.iter().filter(counts).map(|info| info.name.as_str()).collect(),
        }
    }

    fn has(&self, rule: &str) -> bool {
        self.rules.contains(rule)
    }
}

impl Levels for Wanted<'_> {
    fn level(&self, rule: &str, kind: Option<&str>, path: &str, default: Level) -> Option<Level> {
        // What could not be read makes every other answer uncertain, so it is never left out.
        if rule == "unreadable-file" {
            return Some(default);
        }
        if !self.has(rule) {
            return None;
        }
        self.config.level_for(rule, kind, path, default)
    }
}

/// The next thing that falls due, over all live records.
fn next_due(system: &System) -> Option<NextDue> {
    let due = schedule::next_due(system, system.as_of)?;
    let what = match due.what {
        What::Review => "is due for review".to_owned(),
        What::Deadline(words) | What::Occurrence(words) => format!("falls due ({words})"),
    };
    Some(NextDue { date: due.date, record: system.record(due.record).id().to_owned(), what })
}
