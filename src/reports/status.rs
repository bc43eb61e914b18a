//! `status`: the whole system on one screen.

use std::collections::HashMap;

use serde::Serialize;

use crate::base::Date;
use crate::base::text::{brief, count, json, plain, thousands};
use crate::finding::report::{CheckReport, Outcome, Summary};
use crate::finding::{Finding, Grade, Level};
use crate::schedule;
use crate::system::{Standing, System};

/// Findings and due dates that are shown.
const SHOWN: usize = 5;
/// Findings of one rule among the worst, as long as there are others.
const ALIKE: usize = 2;

/// The state of a management system in some numbers.
#[derive(Debug, Clone, Serialize)]
pub struct Status {
    schema: u32,
    /// Whose management system it is.
    pub organisation: String,
    as_of: String,
    /// The commit; for the caller to fill in.
    pub commit: Option<String>,
    /// Whether files differ from the commit.
    pub dirty: bool,
    outcome: &'static str,
    verdict: String,
    records: usize,
    links: usize,
    summary: Counts,
    waived_until: Option<String>,
    processes: Processes,
    worst: Vec<Worst>,
    overdue: usize,
    due: Vec<Due>,
    next: String,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Counts {
    major: usize,
    error: usize,
    warning: usize,
    note: usize,
    waived: usize,
}

/// The process map in numbers.
#[derive(Debug, Clone, Copy, Serialize)]
struct Processes {
    processes: usize,
    declared: usize,
    current: usize,
    quiet: usize,
    without_evidence: usize,
    undeclared: usize,
}

#[derive(Debug, Clone, Serialize)]
struct Worst {
    level: &'static str,
    grade: &'static str,
    rule: String,
    record: Option<String>,
    file: String,
    line: u32,
    message: String,
    /// Findings of the same rule that are not among the worst.
    alike: usize,
}

#[derive(Debug, Clone, Serialize)]
struct Due {
    date: String,
    record: String,
    what: String,
    owner: Option<String>,
}

/// The state of a system. `report` is a check of all records of which nothing was left out.
pub fn status(system: &System, report: &CheckReport) -> Status {
    let all = schedule::due(system);
    // By date, so that what is overdue comes first.
    let overdue = all.iter().filter(|due| due.is_overdue(system.as_of)).count();
    let due = all.iter().take(SHOWN).map(|due| Due {
        date: due.date.to_string(),
        record: plain(system.record(due.record).id()).into_owned(),
        what: plain(&due.what.to_string()).into_owned(),
        owner: due.owner.as_deref().map(|owner| plain(owner).into_owned()),
    });
    let counts = counts(report);
    Status {
        schema: 1,
        organisation: system.config.organisation.name.clone(),
        as_of: system.as_of.to_string(),
        commit: report.commit.clone(),
        dirty: report.dirty,
        outcome: report.outcome.as_str(),
        verdict: verdict(report, counts),
        records: report.records,
        links: report.links,
        waived_until: report
            .waived
            .iter()
            .filter_map(|waived| waived.until)
            .min()
            .map(|day: Date| day.to_string()),
        processes: processes(system),
        worst: worst(report),
        due: due.collect(),
        next: next(report, counts, overdue),
        overdue,
        summary: counts,
    }
}

fn counts(report: &CheckReport) -> Counts {
    let Summary { error, warning, note, waived } = report.summary();
    let major = |finding: &&Finding| finding.level == Level::Error && finding.grade == Grade::Major;
    Counts { major: report.findings.iter().filter(major).count(), error, warning, note, waived }
}

fn verdict(report: &CheckReport, counts: Counts) -> String {
    let minor = counts.error - counts.major;
    let found = match (counts.major, minor, counts.warning) {
        (0, 0, 0) if counts.waived > 0 => "nothing is found that no exception waives".to_owned(),
        (0, 0, 0) => "nothing is found".to_owned(),
        (0, 0, warnings) => format!("no nonconformity, and {}", count(warnings, "observation")),
        (0, minor, _) => format!("an auditor would write up {}", nonconformities(minor, "minor")),
        (major, 0, _) => format!("an auditor would write up {}", nonconformities(major, "major")),
        (major, minor, _) => {
            format!(
                "an auditor would write up {} major and {}",
                thousands(major),
                nonconformities(minor, "minor")
            )
        }
    };
    if report.records == 0 && report.findings.is_empty() {
        return "Not everything could be checked: there is no record yet.".to_owned();
    }
    if report.outcome == Outcome::Incomplete {
        return format!("Not everything could be checked; of the rest: {found}.");
    }
    let mut letters = found.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

fn nonconformities(number: usize, grade: &str) -> String {
    let noun = if number == 1 { "nonconformity" } else { "nonconformities" };
    format!("{} {grade} {noun}", thousands(number))
}

fn processes(system: &System) -> Processes {
    let map = system.processes();
    let [current, quiet, without_evidence, undeclared] =
        [Standing::Current, Standing::Quiet, Standing::Unevidenced, Standing::Undeclared]
            .map(|standing| map.count(standing, system.as_of));
    Processes {
        processes: map.processes().len(),
        declared: current + quiet + without_evidence,
        current,
        quiet,
        without_evidence,
        undeclared,
    }
}

/// The worst findings: by level, then by grade, then in the order of the files; what is more of the same comes last.
fn worst(report: &CheckReport) -> Vec<Worst> {
    let mut alike: HashMap<&str, usize> = HashMap::new();
    let mut ranked: Vec<(usize, &Finding)> = Vec::with_capacity(report.findings.len());
    for finding in &report.findings {
        let before = alike.entry(&finding.rule).or_default();
        ranked.push((*before, finding));
        *before += 1;
    }
    ranked.sort_by_key(|(before, finding)| (finding.level, *before >= ALIKE, finding.grade, *before));
    ranked.truncate(SHOWN);
    for (_, finding) in &ranked {
        alike.entry(&finding.rule).and_modify(|left| *left -= 1);
    }
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (place, (_, finding)) in ranked.iter().enumerate() {
        last.insert(&finding.rule, place);
    }
    let left = |place: usize, rule: &str| if last.get(rule) == Some(&place) { alike.get(rule) } else { None };
    let worst = ranked.iter().enumerate().map(|(place, (_, finding))| Worst {
        level: finding.level.as_str(),
        grade: finding.grade.as_str(),
        rule: finding.rule.to_string(),
        record: finding.subject.record.clone(),
        file: finding.primary.source.path().to_owned(),
        line: finding.primary.source.line(finding.primary.span.start),
        message: finding.message.clone(),
        alike: left(place, &finding.rule).copied().unwrap_or_default(),
    });
    worst.collect()
}

fn next(report: &CheckReport, counts: Counts, overdue: usize) -> String {
    if report.records == 0 && report.findings.is_empty() {
        "isms explain scope".to_owned()
    } else if report.outcome == Outcome::Incomplete || counts.error + counts.warning > 0 {
        "isms check".to_owned()
    } else if overdue > 0 {
        "isms due --overdue".to_owned()
    } else {
        "isms report readiness".to_owned()
    }
}

impl Status {
    /// The screen: at most 23 lines of so many columns.
    pub fn text(&self, width: usize) -> String {
        let commit = self.commit.as_deref().map(|commit| commit.get(..12).unwrap_or(commit));
        let commit = match (commit, self.dirty) {
            (None, _) => "no commit yet".to_owned(),
            (Some(commit), false) => format!("commit {commit}"),
            (Some(commit), true) => format!("commit {commit} and changes"),
        };
        let mut lines = vec![self.organisation.clone(), self.verdict.clone(), String::new()];
        lines.push(format!("state      as of {}, {commit}", self.as_of));
        lines.push(format!("records    {}, {}", thousands(self.records), count(self.links, "link")));
        lines.push(format!("findings   {}", self.findings()));
        lines.push(format!("processes  {}", self.processes.words()));
        if !self.worst.is_empty() {
            lines.extend([String::new(), "Worst".to_owned()]);
            lines.extend(self.worst.iter().map(|worst| worst.line(width)));
        }
        lines.extend([String::new(), self.ahead()]);
        lines.extend(self.due.iter().map(|due| {
            let owner = due.owner.as_deref().unwrap_or("no owner");
            format!("  {}  {:<22}  {:<18}  {owner}", due.date, brief(&due.record, 22), brief(&due.what, 18))
        }));
        lines.extend([String::new(), format!("next: `{}`", self.next)]);
        lines.iter().map(|line| format!("{}\n", brief(line, width).trim_end())).collect()
    }

    /// The state for programs.
    pub fn json(&self) -> String {
        json(self)
    }

    fn findings(&self) -> String {
        let Counts { major, error, warning, note, waived } = self.summary;
        let of = if major > 0 { format!(" ({major} major)") } else { String::new() };
        let parts = [(error, "error", of.as_str()), (warning, "warning", ""), (note, "note", "")];
        let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
        let parts: Vec<String> =
            parts.map(|(number, noun, of)| format!("{}{of}", count(number, noun))).collect();
        let found = if parts.is_empty() { "none".to_owned() } else { parts.join(", ") };
        let until = self
            .waived_until
            .as_ref()
            .map(|until| format!("; {} waived (next lapses {until})", thousands(waived)));
        format!("{found}{}", until.unwrap_or_default())
    }

    fn ahead(&self) -> String {
        let overdue = match self.overdue {
            0 => String::new(),
            number => format!(" ({} overdue)", thousands(number)),
        };
        if self.due.is_empty() {
            format!("Nothing falls due{overdue}")
        } else {
            format!("Falls due{overdue}")
        }
    }
}

impl Processes {
    fn words(&self) -> String {
        let parts = [(self.current, "current"), (self.quiet, "quiet"), (self.without_evidence, "not shown")];
        let parts = parts.into_iter().filter(|(number, _)| *number > 0);
        let parts: Vec<String> =
            parts.map(|(number, word)| format!("{} {word}", thousands(number))).collect();
        let standing = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
        let undeclared = match self.undeclared {
            0 => String::new(),
            number => format!("; {} undeclared", thousands(number)),
        };
        format!("{}, {}{standing}{undeclared}", thousands(self.processes), count(self.declared, "hand-over"))
    }
}

impl Worst {
    fn line(&self, width: usize) -> String {
        // Of a level that isms.toml set, the grade would say something else.
        let word = if self.level == Level::Error.as_str() { self.grade } else { self.level };
        let more = match self.alike {
            0 => String::new(),
            alike => format!(" (and {} more)", thousands(alike)),
        };
        let room = width.saturating_sub(11 + more.chars().count());
        format!("  {word:<7}  {}{more}", brief(&self.message, room))
    }
}
