//! The first page of the pack: how the system stands, in figures and in what an auditor would ask about first.

use super::Basis;
use super::metrics::headline;
use crate::document::{
    Block, Cell, Column, ColumnType, Figure, Gap, Inline, Section, Table, Target, Tone, clean,
};
use crate::finding::{Finding, Grade, Level};
use crate::metrics;
use crate::schedule;
use crate::system::System;
use crate::words::Words;

/// Findings and due dates that are shown.
const SHOWN: usize = 10;

/// Builds the page.
pub(super) fn build(basis: &Basis<'_>) -> Section {
    let (system, words) = (basis.system, basis.words);
    let mut section = Section::new("overview", words.get("report.overview"));
    section.push(Block::Paragraph(vec![Inline::Strong(vec![Inline::text(verdict(basis))])]));
    section.say(words.fill(
        "overview.size",
        &[
            ("records", &words.count("records", basis.check.records)),
            ("links", &words.count("links", basis.check.links)),
            ("rules", &words.count("rules", basis.check.rules)),
        ],
    ));
    section.push(Block::Figures(grades(basis)));
    section.push(Block::Figures(headline(&metrics::figures(system, &[]), words)));
    section.sections.push(worst(basis));
    section.sections.push(due(system, words));
    section
}

fn weighs(finding: &&Finding) -> bool {
    finding.level != Level::Note
}

fn of_grade(basis: &Basis<'_>, grade: Grade) -> usize {
    basis.check.findings.iter().filter(weighs).filter(|finding| finding.grade == grade).count()
}

fn verdict(basis: &Basis<'_>) -> String {
    let words = basis.words;
    let [major, minor, rest] =
        [Grade::Major, Grade::Minor, Grade::Observation].map(|grade| of_grade(basis, grade));
    let as_of = basis.system.as_of.to_string();
    let values = [major, minor, rest].map(|number| number.to_string());
    let values =
        [("as_of", as_of.as_str()), ("major", &*values[0]), ("minor", &*values[1]), ("rest", &*values[2])];
    let key = match (major, minor, rest) {
        (0, 0, 0) => "overview.clean",
        (0, 0, _) => "overview.observations",
        _ => "overview.nonconformities",
    };
    words.fill(key, &values)
}

fn grades(basis: &Basis<'_>) -> Vec<Figure> {
    let words = basis.words;
    let figure = |key: &str, number: usize, bad: Tone| Figure {
        label: words.get(key).to_owned(),
        value: number.to_string(),
        tone: if number == 0 { Tone::Good } else { bad },
        to: Some(Target::Anchor("findings".to_owned())),
        ..Figure::default()
    };
    let waived =
        Figure { tone: Tone::Plain, ..figure("overview.waived", basis.check.waived.len(), Tone::Plain) };
    vec![
        figure("overview.major", of_grade(basis, Grade::Major), Tone::Bad),
        figure("overview.minor", of_grade(basis, Grade::Minor), Tone::Bad),
        figure("overview.observation", of_grade(basis, Grade::Observation), Tone::Watch),
        waived,
    ]
}

/// What an auditor would ask about first.
fn worst(basis: &Basis<'_>) -> Section {
    let words = basis.words;
    let mut section = Section::new("overview-worst", words.get("overview.worst"));
    let mut findings: Vec<&Finding> = basis.check.findings.iter().filter(weighs).collect();
    findings.sort_by_key(|finding| finding.grade);
    if findings.is_empty() {
        section.say(words.get("overview.nothing"));
        return section;
    }
    let columns = vec![
        Column::new("rule", words.get("overview.rule")).weight(2),
        Column::new("record", words.get("overview.record")).of(ColumnType::Id),
        Column::new("message", words.get("overview.message")).weight(5),
        Column::new("todo", words.get("overview.todo")).weight(4),
    ];
    let mut table = Table::new("overview-worst", words.get("overview.worst"), columns);
    for finding in findings.iter().take(SHOWN) {
        let tone = if finding.level == Level::Error { Tone::Bad } else { Tone::Watch };
        table.push(vec![
            Cell::text(&*finding.rule),
            finding.subject.record.as_deref().map_or(Cell::Empty, Cell::record),
            Cell::Gap(Gap::new("", &finding.message, tone)),
            Cell::text(finding.help.as_deref().unwrap_or("")),
        ]);
    }
    section.push(Block::Table(table));
    section
}

/// What falls due next, and what is late.
fn due(system: &System, words: &Words) -> Section {
    let mut section = Section::new("overview-due", words.get("overview.due"));
    let columns = vec![
        Column::new("day", words.get("overview.day")).of(ColumnType::Date),
        Column::new("record", words.get("overview.record")).weight(4),
        Column::new("what", words.get("overview.what")).weight(3),
        Column::new("owner", words.get("overview.owner")).weight(2),
    ];
    let mut table = Table::new("overview-due", words.get("overview.due"), columns);
    for due in schedule::due(system).into_iter().take(SHOWN) {
        let what = clean(due.what.to_string());
        let late = due.is_overdue(system.as_of);
        table.push(vec![
            Cell::Date(due.date),
            super::named::id_and_title(system, due.record),
            if late { Cell::state(what, Tone::Bad) } else { Cell::text(what) },
            due.owner.as_deref().map_or(Cell::Empty, Cell::record),
        ]);
    }
    if table.rows.is_empty() {
        section.say(words.get("overview.nothing_due"));
    } else {
        section.push(Block::Table(table));
    }
    section
}
