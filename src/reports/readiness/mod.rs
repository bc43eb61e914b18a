//! `readiness`: an auditor's questions about clause 4.4, each answered from records and rules.
//!
//! The questions stand in `questions.rs` as data: which rules decide, which records show it, who answers. What rules
//! alone cannot tell is judged in `judges/`. A question passes only if nothing is in the way: a rule that finds something
//! fails it, and one that did not run leaves it open.

mod evidence;
mod json;
mod judges;
mod questions;
mod section;
mod text;
mod verbs;

pub use self::questions::{Deciding, QUESTIONS, Question, Shown};
pub use self::verbs::{Cycle, Verb};
use crate::base::Date;
use crate::document::Section;
use crate::finding::report::{CheckReport, Outcome};
use crate::finding::{Finding, Level};
use crate::system::{RecordId, System};
use crate::words::Words;

/// How a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The records answer it.
    Pass,
    /// The records do not tell, or a rule that decides did not run.
    Unknown,
    /// Something is missing or found.
    Fail,
}

impl Standing {
    /// The word for people and machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Unknown => "cannot tell",
            Self::Fail => "fail",
        }
    }
}

/// What a judge says about one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// How it stands, rules apart.
    pub standing: Standing,
    /// Why, a sentence each without a full stop.
    pub facts: Vec<String>,
    /// The records that show it; `None` for those that the question's data names.
    pub records: Option<Vec<RecordId>>,
}

impl Judgement {
    fn new(standing: Standing, fact: impl Into<String>) -> Self {
        Self { standing, facts: vec![fact.into()], records: None }
    }

    fn pass_if(holds: bool, fact: impl Into<String>) -> Self {
        Self::new(if holds { Standing::Pass } else { Standing::Fail }, fact)
    }

    /// Adds a fact that is bad enough for a standing.
    fn but(&mut self, standing: Standing, fact: impl Into<String>) {
        self.standing = self.standing.max(standing);
        self.facts.push(fact.into());
    }

    fn over(mut self, records: Vec<RecordId>) -> Self {
        self.records = Some(records);
        self
    }
}

/// A record in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Records that show something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// How many there are.
    pub records: usize,
    /// The newest day on which anything happened to one of them.
    pub newest: Option<Date>,
    /// Some of them, newest first.
    pub examples: Vec<Named>,
}

/// Who answers for a question, and why they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answering {
    /// The role or person.
    pub who: Named,
    /// `owner of PRC-audit`, `top management`.
    pub because: String,
}

/// What one rule finds about a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The rule.
    pub rule: String,
    /// How many findings.
    pub findings: usize,
    /// Ids of records or paths of files that they are about, the first few.
    pub about: Vec<String>,
}

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its place, from 1.
    pub number: usize,
    /// The question.
    pub question: &'static Question,
    /// How it stands.
    pub standing: Standing,
    /// Why, a sentence each without a full stop.
    pub facts: Vec<String>,
    /// Who answers, as records say; nobody where they do not.
    pub answering: Vec<Answering>,
    /// The records behind it.
    pub evidence: Evidence,
    /// What is found by the rules that decide it, rule by rule.
    pub found: Vec<Found>,
    /// How many more findings exceptions waive.
    pub waived: usize,
    /// Rules that decide it and of which nobody knows what they would find, with the reason.
    pub not_run: Vec<(String, String)>,
}

/// The whole report.
#[derive(Debug, Clone)]
pub struct Readiness {
    /// Whose management system it is.
    pub organisation: String,
    /// The day.
    pub as_of: Date,
    /// The commit, and whether files differ from it; for the caller to fill in.
    pub commit: Option<String>,
    /// Whether files differ from the commit.
    pub dirty: bool,
    /// How many records there are.
    pub records: usize,
    /// Whether everything could be checked.
    pub complete: bool,
    /// The answers.
    pub answers: Vec<Answer>,
    /// The four verbs of clause 4.4.
    pub verbs: Vec<Verb>,
    /// Records that belong to no process with a verb.
    pub without_verb: usize,
    /// Whether a full cycle has been through.
    pub cycle: Cycle,
    /// Errors and warnings that no question asks about.
    pub besides: usize,
}

/// Examples that are named.
const EXAMPLES: usize = 3;

/// Answers every question. `report` is a check of all records in which every rule ran and nothing was left out.
pub fn readiness(system: &System, report: &CheckReport) -> Readiness {
    let answers: Vec<Answer> = QUESTIONS
        .iter()
        .enumerate()
        .map(|(index, question)| answer(system, report, index + 1, question))
        .collect();
    let (verbs, without_verb) = verbs::verbs(system);
    let asked = |finding: &&Finding| QUESTIONS.iter().any(|question| question.is_decided_by(finding));
    let weighs = |finding: &&Finding| finding.level != Level::Note;
    Readiness {
        organisation: system.config.organisation.name.clone(),
        as_of: system.as_of,
        commit: report.commit.clone(),
        dirty: report.dirty,
        records: report.records,
        complete: report.outcome != Outcome::Incomplete && system.unread().is_empty(),
        answers,
        verbs,
        without_verb,
        cycle: verbs::cycle(system),
        besides: report.findings.iter().filter(weighs).filter(|finding| !asked(finding)).count(),
    }
}

impl Readiness {
    /// How many questions stand so.
    pub fn count(&self, standing: Standing) -> usize {
        self.answers.iter().filter(|answer| answer.standing == standing).count()
    }

    /// Whether every question passes.
    pub fn is_ready(&self) -> bool {
        self.count(Standing::Pass) == self.answers.len()
    }

    /// The report for people, at most so many columns wide.
    pub fn text(&self, width: usize) -> String {
        text::write(self, width)
    }

    /// The report as a part of a document.
    pub fn section(&self, words: &Words) -> Section {
        section::section(self, words)
    }

    /// The report for programs; `templates/schemas/readiness.schema.json` describes it.
    pub fn json(&self) -> String {
        json::write(self)
    }
}

fn answer(system: &System, report: &CheckReport, number: usize, question: &'static Question) -> Answer {
    let judgement = (question.judge)(system);
    let decided = |finding: &&Finding| finding.level != Level::Note && question.is_decided_by(finding);
    let found = evidence::found(report.findings.iter().filter(decided));
    let waived = report.waived.iter().map(|waived| &waived.finding).filter(decided).count();
    let not_run = evidence::not_run(system, report, question);
    let standing = match (&found[..], &not_run[..]) {
        ([], []) => judgement.standing,
        ([], _) => judgement.standing.max(Standing::Unknown),
        _ => Standing::Fail,
    };
    let records = judgement.records.unwrap_or_else(|| evidence::shown(system, question));
    Answer {
        number,
        question,
        standing,
        facts: judgement.facts,
        answering: evidence::answering(system, question),
        evidence: evidence::of(system, &records),
        found,
        waived,
        not_run,
    }
}
