//! One check from beginning to end: read, link, run the rules, settle.
//!
//! Knows no command line and no format; prints nothing.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use crate::base::Date;
use crate::config::{Config, Profile};
use crate::finding::report::{self, CheckReport, NextDue, NotRun, Outcome};
use crate::finding::sink::{Levels, Sink};
use crate::finding::{Family, Finding, Level, RuleInfo};
use crate::history::{Extent, History, Missing, Options};
use crate::query::Selector;
use crate::rules;
use crate::rules::history::{Evidence, Surroundings, needs_no_commit};
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
    /// How the history is looked at.
    pub history: Look,
}

/// How a check looks at the history.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Whether it does at all.
    pub mode: Mode,
    /// From which commit, and where what was read is kept.
    pub options: Options,
    /// What gets the rest of a history that was cut off, in one line; what git itself offers where nothing is known of the
    /// surroundings.
    pub remedy: Option<String>,
    /// Whether the day of the check is today and was not chosen: what lies after it has then not happened for certain.
    pub is_today: bool,
}

/// Whether a check looks at the history.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// Where there is one. A history that is there in part makes the check incomplete; none does not.
    #[default]
    Auto,
    /// A check without all of it is incomplete.
    Require,
    /// It does not.
    Skip,
}

/// What gets the rest of a history where nothing is known of the surroundings.
const UNSHALLOW: &str = "run `git fetch --unshallow`";

/// A repository that was read, with what was found on the way.
#[derive(Debug)]
pub struct Loaded {
    /// The system.
    pub system: System,
    root: PathBuf,
    /// The commit that was read instead of the work tree, and the folder of the records in it.
    commit: Option<(String, String)>,
    findings: Vec<Finding>,
}

impl Loaded {
    /// Reads a repository as of a date.
    pub fn read(snapshot: &Snapshot, as_of: Date) -> Self {
        let (config, mut findings) = Config::read(snapshot.config());
        let (system, more) = crate::system::load(snapshot, config, as_of);
        findings.extend(more);
        findings.extend(crate::system::look::read(snapshot, &system.config, None).1);
        let commit = snapshot.commit().map(|(commit, folder)| (commit.name.to_string(), folder.to_owned()));
        Self { system, root: snapshot.root().to_owned(), commit, findings }
    }

    /// A way to look at the history, from the commit that was read.
    fn look_from(&self, asked: &Look) -> Look {
        let mut look = asked.clone();
        if let Some((commit, folder)) = &self.commit {
            look.options.revision = Some(commit.clone());
            look.options.folder = Some(folder.clone());
        }
        look
    }

    /// What was found while reading.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Runs the rules and settles all findings; `selectors` choose whose are kept. Which commit is checked out is for the
    /// caller to fill in.
    pub fn check(self, request: &Request, selectors: &[Selector]) -> (System, CheckReport) {
        let look = self.look_from(&request.history);
        let Self { system, root, mut findings, .. } = self;
        let infos = rules::infos_of(&system);
        let known: Vec<&str> = infos.iter().map(|info| info.name.as_str()).collect();
        findings.extend(system.config.check_rule_names(&known));
        findings.extend(crate::metrics::check(&system));
        findings.extend(waivers::unknown_rules(&system, &infos));
        let wanted = Wanted::of(&system, &infos, request);
        let mut ran = rules::run(&system, |rule| wanted.has(rule));
        findings.append(&mut ran.findings);
        let mut past = Past::look(&root, &system, &wanted, &look);
        findings.append(&mut past.findings);

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
            ran: wanted.rules.iter().copied().filter(|rule| !past.left_out(rule)).collect(),
            whole: ran.not_run.is_empty() && past.is_whole && !gaps && is_whole(&system),
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
        let whole = not_run.is_empty() && past.is_whole && !gaps;
        let rules = wanted.rules.len() - past.not_run.len();
        not_run.append(&mut past.not_run);
        let outcome = outcome(&findings, whole, fail_level(&system, request));
        let report = CheckReport {
            as_of: system.as_of,
            from_today: None,
            commit: None,
            dirty: false,
            history: past.extent,
            outcome,
            records: system.len(),
            links: system.graph().link_count(),
            rules,
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

/// What the rules of the history family gave.
struct Past {
    findings: Vec<Finding>,
    /// Rules that did not run since there is no history to look at.
    not_run: Vec<NotRun>,
    /// Whether nothing is missing that was to be looked at.
    is_whole: bool,
    extent: report::History,
}

impl Default for Past {
    fn default() -> Self {
        Self { findings: Vec::new(), not_run: Vec::new(), is_whole: true, extent: report::History::None }
    }
}

impl Past {
    /// Opens the history if a wanted rule looks at it, and runs these.
    fn look(root: &std::path::Path, system: &System, wanted: &Wanted<'_>, look: &Look) -> Self {
        let looking: Vec<&str> = rules::history::names().filter(|rule| wanted.has(rule)).collect();
        let history = match look.mode {
            _ if looking.is_empty() => return Self::default(),
            Mode::Skip => History::none(system, Missing::Skipped),
            _ => History::of(root, system, &look.options),
        };
        let missing = history.missing();
        let is_there = missing.is_none();
        let remedy = look.remedy.as_deref().unwrap_or(UNSHALLOW);
        let evidence = Evidence::new(system, &history, &Surroundings { remedy, is_today: look.is_today });
        let runs = |rule: &str| wanted.has(rule) && (is_there || needs_no_commit(rule));
        let mut ran = rules::run_on_history(&evidence, runs);
        let is_whole = match missing {
            None => history.extent() == Extent::Full,
            Some(missing) => look.mode != Mode::Require && is_absent(missing),
        };
        let is_whole = is_whole && ran.not_run.is_empty();
        if let Some(missing) = missing {
            let help = if is_whole { String::new() } else { format!("; {}", missing.help()) };
            let reason = format!("{}{help}", missing.message());
            let left = looking.iter().filter(|rule| !runs(rule));
            ran.not_run.extend(left.map(|rule| NotRun { rule: (*rule).to_owned(), reason: reason.clone() }));
        }
        Self { findings: ran.findings, not_run: ran.not_run, is_whole, extent: extent(history.extent()) }
    }

    fn left_out(&self, rule: &str) -> bool {
        self.not_run.iter().any(|left| left.rule == rule)
    }
}

/// Whether there is no history, and not one that cannot be seen.
fn is_absent(missing: &Missing) -> bool {
    matches!(missing, Missing::Skipped | Missing::NoRepository | Missing::NoCommits)
}

fn extent(extent: Extent) -> report::History {
    match extent {
        Extent::Full => report::History::Full,
        Extent::Shallow => report::History::Shallow,
        Extent::Partial => report::History::Partial,
        Extent::None => report::History::None,
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
