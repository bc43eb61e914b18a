//! The report as a part of a document.

use super::{Answer, Readiness, Standing};
use crate::document::{Block, Cell, Column, ColumnType, Figure, Gap, Inline, Section, Table, Tone, clean};
use crate::words::Words;

/// The questions with their answers. The four verbs and the cycle are the report `lifecycle`.
pub(super) fn section(report: &Readiness, words: &Words) -> Section {
    let mut section = Section::new("readiness", words.get("report.readiness"));
    section.say(words.get("readiness.intro"));
    section.push(Block::Figures(figures(report, words)));
    section.push(Block::Table(table(report, words)));
    section.sections = report.answers.iter().map(|answer| page(answer, words)).collect();
    section
}

fn figures(report: &Readiness, words: &Words) -> Vec<Figure> {
    let figure = |standing: Standing| Figure {
        label: words.get(word(standing)).to_owned(),
        value: report.count(standing).to_string(),
        tone: if report.count(standing) == 0 { Tone::Plain } else { tone(standing) },
        ..Figure::default()
    };
    [Standing::Pass, Standing::Fail, Standing::Unknown].map(figure).into_iter().collect()
}

fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Pass => "readiness.pass",
        Standing::Unknown => "readiness.unknown",
        Standing::Fail => "readiness.fail",
    }
}

fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Pass => Tone::Good,
        Standing::Unknown => Tone::Watch,
        Standing::Fail => Tone::Bad,
    }
}

fn anchor(answer: &Answer) -> String {
    format!("readiness-{}", answer.question.name)
}

fn table(report: &Readiness, words: &Words) -> Table {
    let columns = vec![
        Column::new("number", words.get("readiness.number")).of(ColumnType::Number),
        Column::new("question", words.get("readiness.question")).weight(5),
        Column::new("clauses", words.get("readiness.clauses")),
        Column::new("standing", words.get("readiness.standing")).of(ColumnType::State),
        Column::new("who", words.get("readiness.who")).weight(2),
    ];
    let mut table = Table::new("readiness", words.get("report.readiness"), columns);
    for answer in &report.answers {
        table.push(vec![
            Cell::count(answer.number),
            Cell::Rich(vec![Inline::link(anchor(answer), answer.question.asks)]),
            Cell::text(answer.question.clauses.join(", ")),
            Cell::state(words.get(word(answer.standing)), tone(answer.standing)),
            who(answer, words),
        ]);
    }
    table
}

fn who(answer: &Answer, words: &Words) -> Cell {
    if answer.answering.is_empty() {
        let message = words.fill("readiness.nobody", &[("who", answer.question.who)]);
        return Cell::Gap(Gap::new("", message, Tone::Watch));
    }
    let named = answer.answering.iter().map(|one| {
        let text = format!(" {} ({})", one.who.title, one.because);
        Cell::Rich(vec![Inline::record(&one.who.id), Inline::text(text)])
    });
    Cell::list(named)
}

/// What is behind one answer.
fn page(answer: &Answer, words: &Words) -> Section {
    let mut section = Section::new(anchor(answer), format!("{}. {}", answer.number, answer.question.asks));
    let standing = Cell::state(words.get(word(answer.standing)), tone(answer.standing));
    let mut facts = vec![
        (words.get("readiness.standing").to_owned(), standing),
        (words.get("readiness.facts").to_owned(), Cell::list(answer.facts.iter().map(Cell::text))),
        (words.get("readiness.who").to_owned(), who(answer, words)),
        (words.get("readiness.records").to_owned(), records(answer, words)),
    ];
    if !answer.found.is_empty() {
        let found = answer.found.iter().map(|found| {
            let message = format!("{}: {}", found.findings, found.about.join(", "));
            Cell::Gap(Gap::new(found.rule.clone(), message, Tone::Bad))
        });
        facts.push((words.get("readiness.findings").to_owned(), Cell::list(found)));
    }
    if !answer.not_run.is_empty() {
        let left = answer.not_run.iter().map(|(rule, reason)| Cell::text(format!("{rule} ({reason})")));
        facts.push((words.get("readiness.not_run").to_owned(), Cell::list(left)));
    }
    if answer.waived > 0 {
        facts.push((words.get("readiness.waived").to_owned(), Cell::count(answer.waived)));
    }
    if answer.standing != Standing::Pass {
        facts.push((words.get("readiness.todo").to_owned(), Cell::text(answer.question.todo)));
    }
    section.push(Block::Facts(facts.into_iter().map(|(name, cell)| (clean(name), cell)).collect()));
    section
}

fn records(answer: &Answer, words: &Words) -> Cell {
    let evidence = &answer.evidence;
    let mut parts = vec![Inline::text(words.count("records", evidence.records))];
    if let Some(newest) = evidence.newest {
        parts.push(Inline::text(words.fill("readiness.newest", &[("day", &newest.to_string())])));
    }
    for (index, example) in evidence.examples.iter().enumerate() {
        parts.push(Inline::text(if index == 0 { ": " } else { ", " }));
        parts.push(Inline::record(&example.id));
    }
    Cell::Rich(parts)
}
