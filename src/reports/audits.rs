//! `audits`: the three-year programme, what audits cover, what they came to and found (clause 9.2).

use std::collections::{BTreeMap, BTreeSet};

use super::Basis;
use super::named::{id_and_title, link};
use crate::base::Date;
use crate::document::{Block, Cell, Column, ColumnType, Gap, Row, Section, Table, Tone};
use crate::record::Record;
use crate::record::field::{
    AUDIT_PERFORMED_ON, AUDIT_PLANNED_ON, AUDIT_TYPE, CONTROL_APPLICABLE, FINDING_TYPE, PROGRAMME_FROM,
    PROGRAMME_TO,
};
use crate::system::{RecordId, Status, System};
use crate::words::Words;
use crate::yaml::NodeRef;

/// Builds the report.
pub(super) fn build(basis: &Basis<'_>) -> Section {
    let (system, words) = (basis.system, basis.words);
    let mut section = Section::new("audits", words.get("report.audits"));
    section.say(words.get("audits.intro"));
    section.sections.push(programmes(system, words));
    section.sections.push(results(system, words));
    let years = Years::of(system);
    let coverage = [coverage_of_clauses(system, &years, words), coverage_of_records(system, &years, words)];
    let mut covered = Section::new("audit-coverage", words.get("audits.coverage"));
    covered.say(words.fill(
        "audits.coverage_intro",
        &[("from", &years.first.to_string()), ("to", &years.last.to_string())],
    ));
    covered.blocks.extend(coverage.into_iter().map(Block::Table));
    section.sections.push(covered);
    section
}

fn programmes(system: &System, words: &Words) -> Section {
    let mut section = Section::new("audit-programmes", words.get("audits.programmes"));
    let columns = vec![
        Column::new("programme", words.get("audits.programme")).weight(3),
        Column::new("from", words.get("audits.from")).of(ColumnType::Date),
        Column::new("to", words.get("audits.to")).of(ColumnType::Date),
        Column::new("planned", words.get("audits.planned")).of(ColumnType::Number),
        Column::new("performed", words.get("audits.performed")).of(ColumnType::Number),
        Column::new("approved", words.get("audits.approved")).weight(2),
    ];
    let mut table = Table::new("audit-programmes", words.get("audits.programmes"), columns);
    for (id, programme) in system.of_kind("audit-programme") {
        let audits: Vec<RecordId> = system.named_in(id, "audits").collect();
        let performed =
            audits.iter().filter(|audit| performed_on(system, system.record(**audit)).is_some()).count();
        table.push(vec![
            id_and_title(system, id),
            Cell::date(programme.get(PROGRAMME_FROM)),
            Cell::date(programme.get(PROGRAMME_TO)),
            Cell::count(audits.len()),
            Cell::count(performed),
            approval(system, id, programme, words),
        ]);
    }
    if table.rows.is_empty() {
        let gap = Gap::new("missing-documented-information", words.get("audits.no_programme"), Tone::Bad);
        section.push(Block::Gap(gap));
    } else {
        section.push(Block::Table(table));
    }
    section
}

fn approval(system: &System, id: RecordId, record: &Record, words: &Words) -> Cell {
    let by = system.named_in(id, "approved_by").map(|by| link(system, by));
    let on = record.value("approved_on").and_then(|node| node.scalar()?.parse::<Date>().ok());
    match Cell::list(by.chain(on.map(Cell::Date))) {
        Cell::Empty => Cell::Gap(Gap::new("", words.get("audits.not_approved"), Tone::Watch)),
        cell => cell,
    }
}

/// The day an audit was performed, as far as it has come.
fn performed_on(system: &System, audit: &Record) -> Option<Date> {
    audit.get(AUDIT_PERFORMED_ON).filter(|day| *day <= system.as_of)
}

/// Every audit, newest first: what it looked at, who did it, what it came to.
fn results(system: &System, words: &Words) -> Section {
    let mut section = Section::new("audit-results", words.get("audits.results"));
    let columns = vec![
        Column::new("audit", words.get("audits.audit")).weight(3),
        Column::new("type", words.get("audits.type")),
        Column::new("planned_on", words.get("audits.planned_on")).of(ColumnType::Date),
        Column::new("performed_on", words.get("audits.performed_on")).of(ColumnType::Date),
        Column::new("auditors", words.get("audits.auditors")).weight(2),
        Column::new("covers", words.get("audits.covers")).weight(3),
        Column::new("findings", words.get("audits.findings")).weight(2),
        Column::new("conclusion", words.get("audits.conclusion")).weight(4),
    ];
    let mut table = Table::new("audits", words.get("audits.results"), columns);
    table.register = true;
    let found = findings_by_audit(system);
    let mut audits: Vec<(RecordId, &Record)> = system.of_kind("audit").collect();
    let day = |audit: &Record| audit.get(AUDIT_PERFORMED_ON).or_else(|| audit.get(AUDIT_PLANNED_ON));
    audits.sort_by(|a, b| day(b.1).cmp(&day(a.1)).then(a.0.cmp(&b.0)));
    for (id, audit) in audits {
        let text = |name: &str| audit.value(name).and_then(NodeRef::scalar).unwrap_or("").to_owned();
        table.rows.push(Row::new(vec![
            id_and_title(system, id),
            Cell::text(audit.get(AUDIT_TYPE).unwrap_or("")),
            Cell::date(audit.get(AUDIT_PLANNED_ON)),
            performance(system, audit, words),
            auditors(system, id, audit, words),
            covers(system, id, audit),
            counted(system, found.get(&id).map_or(&[], Vec::as_slice)),
            Cell::text(text("conclusion")),
        ]));
    }
    section.push(Block::Table(table));
    section
}

fn performance(system: &System, audit: &Record, words: &Words) -> Cell {
    let planned = audit.get(AUDIT_PLANNED_ON);
    match performed_on(system, audit) {
        Some(day) => Cell::Date(day),
        None if planned.is_some_and(|day| day < system.as_of) && system.is_live(audit) => {
            Cell::Gap(Gap::new("overdue-audit", words.get("audits.not_performed"), Tone::Bad))
        }
        None => Cell::Empty,
    }
}

/// Persons as links, and what is written in words as words.
fn auditors(system: &System, id: RecordId, audit: &Record, words: &Words) -> Cell {
    let links = system.links().out_of(id).iter().filter(|one| one.link(audit).path == "auditors");
    let named = links.map(|one| match one.target() {
        Some(person) => id_and_title(system, person),
        None => Cell::text(one.node(audit).text()),
    });
    match Cell::list(named) {
        Cell::Empty => Cell::Gap(Gap::new("", words.get("audits.nobody"), Tone::Watch)),
        cell => cell,
    }
}

/// What an audit covers: records as links, clauses by their numbers.
fn covers(system: &System, id: RecordId, audit: &Record) -> Cell {
    let links = system.links().out_of(id).iter().filter(|one| one.link(audit).path == "covers");
    Cell::list(links.map(|one| match one.target() {
        Some(target) => link(system, target),
        None => Cell::text(one.node(audit).text().trim()),
    }))
}

fn findings_by_audit(system: &System) -> BTreeMap<RecordId, Vec<RecordId>> {
    let mut found: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for (id, _) in system.of_kind("finding") {
        for source in system.named_in(id, "source") {
            found.entry(source).or_default().push(id);
        }
    }
    found
}

/// Findings, each with its grade.
fn counted(system: &System, findings: &[RecordId]) -> Cell {
    Cell::list(findings.iter().map(|id| {
        let record = system.record(*id);
        let grade = record.get(FINDING_TYPE).unwrap_or("");
        let mut parts = vec![crate::document::Inline::record(record.id())];
        if !grade.is_empty() {
            parts.push(crate::document::Inline::text(format!(" {grade}")));
        }
        Cell::Rich(parts)
    }))
}

/// The calendar years of the round of three years, and whether own audits cover something in them.
struct Years {
    first: i32,
    last: i32,
}

impl Years {
    /// From two years before this one to the end of the programme that runs now, or to next year.
    fn of(system: &System) -> Self {
        let now = system.as_of.year();
        let ends = system.of_kind("audit-programme").filter_map(|(_, programme)| programme.get(PROGRAMME_TO));
        let last = ends.map(Date::year).filter(|year| (now..now + 3).contains(year)).max();
        Self { first: now - 2, last: last.unwrap_or(now + 1) }
    }

    fn all(&self) -> impl Iterator<Item = i32> {
        self.first..=self.last
    }

    fn columns(&self) -> impl Iterator<Item = Column> {
        self.all().map(|year| Column::new(format!("y{year}"), year.to_string()).of(ColumnType::State))
    }

    /// For each year the audits that were performed in it, or else are planned for it. Those of a certification body are
    /// its own, and not the organisation's.
    fn cells(&self, system: &System, audits: &BTreeSet<RecordId>, words: &Words) -> Vec<Cell> {
        let cell = |year: i32| {
            let mut parts = Vec::new();
            for audit in audits {
                let record = system.record(*audit);
                let performed = performed_on(system, record);
                let day = performed.or_else(|| record.get(AUDIT_PLANNED_ON));
                if day.map(Date::year) == Some(year) {
                    let word = if performed.is_some() { "audits.done" } else { "audits.to_come" };
                    let tone = if performed.is_some() { Tone::Good } else { Tone::Watch };
                    parts.push(Cell::state(format!("{} {}", record.id(), words.get(word)), tone));
                }
            }
            Cell::list(parts)
        };
        self.all().map(cell).collect()
    }
}

fn is_own(audit: &Record) -> bool {
    !matches!(audit.get(AUDIT_TYPE), Some("certification" | "surveillance" | "supplier"))
}

/// Clauses of chapters 4 to 10 by year: an audit of a clause covers what is below it.
fn coverage_of_clauses(system: &System, years: &Years, words: &Words) -> Table {
    let mut audits: BTreeMap<String, BTreeSet<RecordId>> = BTreeMap::new();
    for (id, audit) in system.of_kind("audit").filter(|(_, audit)| is_own(audit)) {
        for one in system.links().out_of(id).iter().filter(|one| one.link(audit).path == "covers") {
            if one.status == Status::Clause {
                audits.entry(one.node(audit).text().trim().to_owned()).or_default().insert(id);
            }
        }
    }
    let mut columns = vec![
        Column::new("clause", words.get("audits.clause")),
        Column::new("title", words.get("audits.title")).weight(3),
    ];
    columns.extend(years.columns());
    let mut table = Table::new("audited-clauses", words.get("audits.by_clause"), columns);
    let standards = &system.standards;
    let clauses =
        standards.items().iter().filter(|item| !item.control && standards.below(&item.id).is_empty());
    for item in clauses {
        let covering = audits.iter().filter(|(named, _)| standards.is_within(&item.id, named));
        let covering: BTreeSet<RecordId> = covering.flat_map(|(_, audits)| audits).copied().collect();
        let mut cells = vec![Cell::text(&item.id), Cell::text(&item.title)];
        cells.extend(covered(years.cells(system, &covering, words), covering.is_empty(), words));
        table.push(cells);
    }
    table
}

/// Processes and applicable controls by year.
fn coverage_of_records(system: &System, years: &Years, words: &Words) -> Table {
    let mut audits: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
    for (id, _) in system.of_kind("audit").filter(|(_, audit)| is_own(audit)) {
        for target in system.named_in(id, "covers") {
            audits.entry(target).or_default().insert(id);
        }
    }
    let mut columns = vec![Column::new("record", words.get("audits.record")).weight(3)];
    columns.extend(years.columns());
    let mut table = Table::new("audited-records", words.get("audits.by_record"), columns);
    let processes = system.of_kind("process");
    let controls =
        system.of_kind("control").filter(|(_, control)| control.get(CONTROL_APPLICABLE) == Some(true));
    for (id, _) in processes.chain(controls).filter(|(_, record)| system.is_live(record)) {
        let covering = audits.get(&id).cloned().unwrap_or_default();
        let mut cells = vec![id_and_title(system, id)];
        cells.extend(covered(years.cells(system, &covering, words), covering.is_empty(), words));
        table.push(cells);
    }
    table
}

/// The cells of a row; the last one says so where no audit covers the row at all.
fn covered(mut cells: Vec<Cell>, nothing: bool, words: &Words) -> Vec<Cell> {
    if let Some(last) = cells.last_mut().filter(|_| nothing) {
        *last = Cell::Gap(Gap::new("unaudited", words.get("audits.uncovered"), Tone::Bad));
    }
    cells
}
