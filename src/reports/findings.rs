//! What the check came to: findings by grade, what exceptions waive, rules that did not run, and the rules themselves.

use std::collections::HashMap;

use super::{Basis, Report, cells};
use crate::document::{Block, Cell, ColumnType, Figure, Inline, Section, Table, Target, Tone, clean};
use crate::finding::{Finding, Grade};
use crate::rules;

/// The results of the check.
pub(super) fn findings(basis: &Basis<'_>) -> Section {
    let mut section = Report::section("findings", basis.words);
    section.push(Block::Figures(figures(basis)));
    if !basis.check.not_run.is_empty() {
        section.push(Block::Table(not_run(basis)));
    }
    if basis.check.findings.is_empty() {
        section.say(basis.words.get("findings.none"));
    } else {
        section.push(Block::Table(open(basis)));
    }
    if !basis.check.waived.is_empty() {
        section.push(Block::Table(waived(basis)));
    }
    let mut rule_set = Section::new("findings-rules", basis.words.get("findings.rules"));
    rule_set.folded = true;
    rule_set.push(Block::Table(rule_table(basis)));
    section.sections.push(rule_set);
    section
}

fn figures(basis: &Basis<'_>) -> Vec<Figure> {
    let check = basis.check;
    let count = |grade| check.findings.iter().filter(|finding| finding.grade == grade).count();
    let figure = |grade: Grade, bad: Tone| {
        let number = count(grade);
        cells::figure(basis.words, &format!("findings.{grade}"), number, cells::none_is_good(number, bad))
    };
    let plain = |key, number| cells::figure(basis.words, key, number, Tone::Plain);
    let not_run = check.not_run.len();
    vec![
        figure(Grade::Major, Tone::Bad),
        figure(Grade::Minor, Tone::Bad),
        figure(Grade::Observation, Tone::Watch),
        plain("findings.reminder", count(Grade::Reminder)),
        plain("findings.waived", check.waived.len()),
        plain("findings.ran", check.rules),
        cells::figure(basis.words, "findings.not_run", not_run, cells::none_is_good(not_run, Tone::Bad)),
    ]
}

const COLUMNS: [(&str, ColumnType, u8); 8] = [
    ("grade", ColumnType::State, 1),
    ("rule", ColumnType::Text, 2),
    ("record", ColumnType::Id, 1),
    ("message", ColumnType::Text, 4),
    ("owner", ColumnType::Id, 1),
    ("clauses", ColumnType::Text, 1),
    ("file", ColumnType::Text, 2),
    ("help", ColumnType::Text, 3),
];

fn open(basis: &Basis<'_>) -> Table {
    let columns = cells::columns(basis.words, &COLUMNS);
    let mut table = Table::new("findings", basis.words.get("findings.open"), columns);
    table.register = true;
    let mut all: Vec<&Finding> = basis.check.findings.iter().collect();
    all.sort_by_key(|finding| finding.grade);
    all.into_iter().for_each(|finding| table.push(row(basis, finding)));
    table
}

fn row(basis: &Basis<'_>, finding: &Finding) -> Vec<Cell> {
    let id = |id: &Option<String>| id.as_deref().map_or(Cell::Empty, |id| cells::reference(basis, id));
    vec![
        grade(basis, finding.grade),
        Cell::text(&finding.rule),
        id(&finding.subject.record),
        Cell::text(&finding.message),
        id(&finding.subject.owner),
        Cell::list(finding.clauses.iter().map(|clause| cells::reference(basis, clause))),
        place(finding),
        Cell::text(finding.help.as_deref().unwrap_or_default()),
    ]
}

/// A grade as a word with how bad it is.
fn grade(basis: &Basis<'_>, grade: Grade) -> Cell {
    let tone = match grade {
        Grade::Major | Grade::Minor => Tone::Bad,
        Grade::Observation => Tone::Watch,
        Grade::Reminder => Tone::Plain,
    };
    Cell::state(basis.words.get(&format!("grade.{grade}")), tone)
}

fn place(finding: &Finding) -> Cell {
    let source = &finding.primary.source;
    let words = Inline::text(format!("{}:{}", source.path(), source.line(finding.primary.span.start)));
    match Target::written(source.path()) {
        Some(to) => Cell::Rich(vec![Inline::Link { to, text: vec![words] }]),
        None => Cell::Rich(vec![words]),
    }
}

fn waived(basis: &Basis<'_>) -> Table {
    let more = [("exception", ColumnType::Id, 1), ("until", ColumnType::Date, 1)];
    let columns = cells::columns(basis.words, &[&COLUMNS[..7], &more].concat());
    let mut table = Table::new("findings-waived", basis.words.get("findings.waived_table"), columns);
    for waived in &basis.check.waived {
        let mut cells = row(basis, &waived.finding);
        cells.pop();
        cells.extend([Cell::record(&waived.by), Cell::date(waived.until)]);
        table.push(cells);
    }
    table
}

fn not_run(basis: &Basis<'_>) -> Table {
    let columns = [("rule", ColumnType::Text, 1), ("reason", ColumnType::Text, 3)];
    let columns = cells::columns(basis.words, &columns);
    let mut table = Table::new("rules-not-run", basis.words.get("findings.not_run"), columns);
    for not_run in &basis.check.not_run {
        table.push(vec![Cell::text(&not_run.rule), Cell::state(clean(&not_run.reason), Tone::Bad)]);
    }
    table
}

fn rule_table(basis: &Basis<'_>) -> Table {
    let columns = [
        ("rule", ColumnType::Text, 2),
        ("family", ColumnType::Text, 1),
        ("grade", ColumnType::State, 1),
        ("clauses", ColumnType::Text, 1),
        ("summary", ColumnType::Text, 4),
        ("open", ColumnType::Number, 1),
        ("waived", ColumnType::Number, 1),
    ];
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    basis.check.findings.iter().for_each(|finding| counts.entry(&finding.rule).or_default().0 += 1);
    basis.check.waived.iter().for_each(|waived| counts.entry(&waived.finding.rule).or_default().1 += 1);
    let columns = cells::columns(basis.words, &columns);
    let mut table = Table::new("rules", basis.words.get("findings.rules"), columns);
    for info in rules::infos_of(basis.system) {
        let (open, waived) = counts.get(info.name.as_str()).copied().unwrap_or_default();
        table.push(vec![
            Cell::text(&info.name),
            Cell::text(info.family.as_str()),
            grade(basis, info.grade),
            Cell::list(info.clauses.iter().map(|clause| cells::reference(basis, clause))),
            Cell::text(&info.summary),
            Cell::count(open),
            Cell::count(waived),
        ]);
    }
    table
}
