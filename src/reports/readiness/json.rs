//! The report for programs. The form is a promise, written down in `templates/schemas/readiness.schema.json`.

use serde::Serialize;

use super::{Answer, Answering, Cycle, Evidence, Found, Named, Readiness, Standing, Verb};
use crate::base::text;

/// The version of the form; changed when a reader of the last one would go wrong.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    tool: Tool,
    report: &'static str,
    organisation: &'a str,
    as_of: String,
    commit: Option<&'a str>,
    dirty: bool,
    records: usize,
    outcome: &'static str,
    summary: Summary,
    questions: Vec<Item<'a>>,
    verbs: Vec<VerbItem<'a>>,
    records_without_verb: usize,
    cycle: CycleItem<'a>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    pass: usize,
    fail: usize,
    cannot_tell: usize,
    findings_besides: usize,
}

#[derive(Serialize)]
struct Item<'a> {
    number: usize,
    name: &'static str,
    question: &'static str,
    clauses: &'static [&'static str],
    standing: &'static str,
    facts: &'a [String],
    who: &'static str,
    answering: Vec<AnsweringItem<'a>>,
    evidence: EvidenceItem<'a>,
    findings: Vec<FoundItem<'a>>,
    waived: usize,
    rules: Vec<&'static str>,
    not_run: Vec<NotRun<'a>>,
    to_do: Option<&'static str>,
}

#[derive(Serialize)]
struct AnsweringItem<'a> {
    id: &'a str,
    title: &'a str,
    because: &'a str,
}

#[derive(Serialize)]
struct EvidenceItem<'a> {
    records: usize,
    newest: Option<String>,
    examples: Vec<NamedItem<'a>>,
}

#[derive(Serialize)]
struct NamedItem<'a> {
    id: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct FoundItem<'a> {
    rule: &'a str,
    findings: usize,
    about: &'a [String],
}

#[derive(Serialize)]
struct NotRun<'a> {
    rule: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct VerbItem<'a> {
    verb: &'static str,
    processes: usize,
    evidence: EvidenceItem<'a>,
}

#[derive(Serialize)]
struct CycleItem<'a> {
    since: String,
    complete: bool,
    steps: Vec<StepItem<'a>>,
    missing: &'a [&'static str],
}

#[derive(Serialize)]
struct StepItem<'a> {
    step: &'static str,
    date: String,
    record: &'a str,
}

/// Writes the report as one indented object.
pub(super) fn write(report: &Readiness) -> String {
    text::json(&Report::of(report))
}

impl<'a> Report<'a> {
    fn of(report: &'a Readiness) -> Self {
        Self {
            schema: SCHEMA,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            report: "readiness",
            organisation: &report.organisation,
            as_of: report.as_of.to_string(),
            commit: report.commit.as_deref(),
            dirty: report.dirty,
            records: report.records,
            outcome: match (report.complete, report.is_ready()) {
                (false, _) => "incomplete",
                (true, true) => "ready",
                (true, false) => "not-ready",
            },
            summary: Summary {
                pass: report.count(Standing::Pass),
                fail: report.count(Standing::Fail),
                cannot_tell: report.count(Standing::Unknown),
                findings_besides: report.besides,
            },
            questions: report.answers.iter().map(Item::of).collect(),
            verbs: report.verbs.iter().map(VerbItem::of).collect(),
            records_without_verb: report.without_verb,
            cycle: CycleItem::of(&report.cycle),
        }
    }
}

impl<'a> Item<'a> {
    fn of(answer: &'a Answer) -> Self {
        let question = answer.question;
        Self {
            number: answer.number,
            name: question.name,
            question: question.asks,
            clauses: question.clauses,
            standing: answer.standing.machine(),
            facts: &answer.facts,
            who: question.who,
            answering: answer.answering.iter().map(AnsweringItem::of).collect(),
            evidence: EvidenceItem::of(&answer.evidence),
            findings: answer.found.iter().map(FoundItem::of).collect(),
            waived: answer.waived,
            rules: question.rules.iter().map(|deciding| deciding.rule).collect(),
            not_run: answer.not_run.iter().map(|(rule, reason)| NotRun { rule, reason }).collect(),
            to_do: (answer.standing != Standing::Pass).then_some(question.todo),
        }
    }
}

impl Standing {
    /// The word in machine output.
    fn machine(self) -> &'static str {
        match self {
            Self::Unknown => "cannot-tell",
            other => other.as_str(),
        }
    }
}

impl<'a> AnsweringItem<'a> {
    fn of(answering: &'a Answering) -> Self {
        let Named { id, title } = &answering.who;
        Self { id, title, because: &answering.because }
    }
}

impl<'a> EvidenceItem<'a> {
    fn of(evidence: &'a Evidence) -> Self {
        Self {
            records: evidence.records,
            newest: evidence.newest.map(|day| day.to_string()),
            examples: evidence.examples.iter().map(|Named { id, title }| NamedItem { id, title }).collect(),
        }
    }
}

impl<'a> FoundItem<'a> {
    fn of(found: &'a Found) -> Self {
        Self { rule: &found.rule, findings: found.findings, about: &found.about }
    }
}

impl<'a> VerbItem<'a> {
    fn of(verb: &'a Verb) -> Self {
        Self { verb: verb.verb, processes: verb.processes, evidence: EvidenceItem::of(&verb.evidence) }
    }
}

impl<'a> CycleItem<'a> {
    fn of(cycle: &'a Cycle) -> Self {
        let step = |(step, date, record): &'a (&'static str, crate::base::Date, Named)| StepItem {
            step,
            date: date.to_string(),
            record: &record.id,
        };
        Self {
            since: cycle.from.to_string(),
            complete: !cycle.round.is_empty(),
            steps: cycle.round.iter().map(step).collect(),
            missing: &cycle.missing,
        }
    }
}
