//! `lifecycle`: evidence of establish, implement, maintain and improve with dates, and whether a full cycle has been
//! through (clause 4.4).

use std::collections::BTreeMap;

use super::Basis;
use super::named::{id_and_title, link};
use crate::base::Date;
use crate::document::{Bar, Block, Cell, Chart, Column, ColumnType, Gap, Plot, Section, Table, Tone};
use crate::record::field::PROCESS_VERB;
use crate::schedule::{self, Cycle, Step};
use crate::system::{RecordId, System};
use crate::words::Words;

/// The verbs in their order.
const VERBS: [&str; 4] = ["establish", "implement", "maintain", "improve"];

/// Records that are named as examples.
const EXAMPLES: usize = 3;

/// Builds the report.
pub(super) fn build(basis: &Basis<'_>) -> Section {
    let (system, words) = (basis.system, basis.words);
    let mut section = Section::new("lifecycle", words.get("report.lifecycle"));
    section.say(words.get("lifecycle.intro"));
    section.push(Block::Table(verbs(system, words)));
    let cycle = schedule::cycle(system);
    section.sections.push(round(system, &cycle, words));
    section.sections.push(months(system, &cycle, words));
    section
}

/// Each verb with its processes and what they made.
fn verbs(system: &System, words: &Words) -> Table {
    let columns = vec![
        Column::new("verb", words.get("lifecycle.verb")),
        Column::new("processes", words.get("lifecycle.processes")).weight(3),
        Column::new("records", words.get("lifecycle.records")).of(ColumnType::Number),
        Column::new("newest", words.get("lifecycle.newest")).of(ColumnType::Date),
        Column::new("examples", words.get("lifecycle.examples")).weight(3),
    ];
    let mut table = Table::new("lifecycle-verbs", words.get("lifecycle.verbs"), columns);
    let made = made(system);
    for verb in VERBS {
        let is_of = |process: &RecordId| system.record(*process).get(PROCESS_VERB) == Some(verb);
        let processes: Vec<RecordId> = system.processes().processes().iter().copied().filter(is_of).collect();
        let mut records: Vec<(Option<Date>, RecordId)> =
            processes.iter().flat_map(|process| made.get(process)).flatten().copied().collect();
        records.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let newest = records.first().and_then(|(day, _)| *day);
        let nothing = || Cell::Gap(Gap::new("", words.get("lifecycle.nothing"), Tone::Bad));
        let examples = records.iter().take(EXAMPLES).map(|(_, record)| id_and_title(system, *record));
        table.push(vec![
            Cell::text(words.get(&format!("lifecycle.{verb}"))),
            Cell::list(processes.iter().map(|process| link(system, *process))),
            Cell::count(records.len()),
            Cell::date(newest),
            if records.is_empty() { nothing() } else { Cell::list(examples) },
        ]);
    }
    table
}

/// What each process made, with the newest day on which anything happened to it. A process's own record shows nothing.
fn made(system: &System) -> BTreeMap<RecordId, Vec<(Option<Date>, RecordId)>> {
    let mut made: BTreeMap<RecordId, Vec<(Option<Date>, RecordId)>> = BTreeMap::new();
    for (id, _) in system.records().filter(|(_, record)| !record.is("process")) {
        if let Some(process) = system.processes().process_of(id) {
            made.entry(process).or_default().push((system.activity(id).newest, id));
        }
    }
    made
}

/// The newest full round, or what is missing for one.
fn round(system: &System, cycle: &Cycle, words: &Words) -> Section {
    let mut section = Section::new("lifecycle-cycle", words.get("lifecycle.cycle"));
    let since = [("from", cycle.from.to_string())];
    let since: Vec<(&str, &str)> = since.iter().map(|(name, day)| (*name, day.as_str())).collect();
    let Some(round) = &cycle.round else {
        let missing: Vec<&str> = cycle.missing().map(|step| words.get(step_key(step))).collect();
        let message = if missing.is_empty() {
            words.fill("lifecycle.not_in_order", &since)
        } else {
            words.fill("lifecycle.missing", &[since[0], ("steps", &missing.join(", "))])
        };
        section.push(Block::Gap(Gap::new("no-full-cycle", message, Tone::Bad)));
        return section;
    };
    section.say(words.fill("lifecycle.full", &since));
    let columns = vec![
        Column::new("step", words.get("lifecycle.step")).weight(2),
        Column::new("day", words.get("lifecycle.day")).of(ColumnType::Date),
        Column::new("record", words.get("lifecycle.shown_by")).weight(4),
    ];
    let mut table = Table::new("lifecycle-round", words.get("lifecycle.cycle"), columns);
    for (step, shown) in round {
        table.push(vec![
            Cell::text(words.get(step_key(*step))),
            Cell::Date(shown.date),
            id_and_title(system, shown.record),
        ]);
    }
    section.push(Block::Table(table));
    section
}

fn step_key(step: Step) -> &'static str {
    match step {
        Step::Assess => "lifecycle.assess",
        Step::Treat => "lifecycle.treat",
        Step::Check => "lifecycle.check",
        Step::Review => "lifecycle.review",
        Step::Improve => "lifecycle.improve_step",
    }
}

/// How much evidence each step has in the time that is looked at.
fn months(system: &System, cycle: &Cycle, words: &Words) -> Section {
    let mut section = Section::new("lifecycle-steps", words.get("lifecycle.steps"));
    let columns = vec![
        Column::new("step", words.get("lifecycle.step")).weight(2),
        Column::new("evidence", words.get("lifecycle.evidence")).of(ColumnType::Number),
        Column::new("first", words.get("lifecycle.first")).of(ColumnType::Date),
        Column::new("last", words.get("lifecycle.newest")).of(ColumnType::Date),
    ];
    let mut table = Table::new("lifecycle-steps", words.get("lifecycle.steps"), columns);
    let mut bars = Vec::new();
    for (step, evidence) in &cycle.steps {
        let name = words.get(step_key(*step));
        table.push(vec![
            Cell::text(name),
            Cell::count(evidence.len()),
            Cell::date(evidence.first().map(|one| one.date)),
            Cell::date(evidence.last().map(|one| one.date)),
        ]);
        let tone = if evidence.is_empty() { Tone::Bad } else { Tone::Good };
        bars.push(Bar { label: name.to_owned(), value: evidence.len() as f64, tone, to: None });
    }
    let description = words
        .fill("lifecycle.drawn", &[("from", &cycle.from.to_string()), ("to", &system.as_of.to_string())]);
    let plot = Plot::Bars { bars, unit: String::new() };
    let title = words.get("lifecycle.steps").to_owned();
    section.push(Block::Chart(Chart { title, description, plot, table }));
    section
}
