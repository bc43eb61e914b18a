//! The Statement of Applicability (6.1.3 d): every reference control with its decision, why, how far it is, and what rests on
//! it; and the controls of the organisation's own.

use super::{Basis, Report, cells};
use crate::document::{Block, Cell, ColumnType, Figure, Inline, Section, Table, Tone};
use crate::record::Record;
use crate::record::field::CONTROL_APPLICABLE;
use crate::standard::{Item, Standard};
use crate::system::{Counts, How, RecordId};
use crate::yaml::NodeRef;

/// The Statement of Applicability.
pub(super) fn soa(basis: &Basis<'_>) -> Section {
    let mut section = Report::section("soa", basis.words);
    let standards = &basis.system.standards;
    let with_controls: Vec<(&Standard, Vec<&Item>)> = standards
        .all()
        .iter()
        .map(|standard| {
            let own = |item: &&Item| item.control && !item.heading && item.standard == standard.name;
            (standard, standards.items().iter().filter(own).collect())
        })
        .filter(|(_, items): &(_, Vec<&Item>)| !items.is_empty())
        .collect();
    let all: Vec<&Item> = with_controls.iter().flat_map(|(_, items)| items.iter().copied()).collect();
    section.push(Block::Figures(figures(basis, &all)));
    section.say(basis.words.get("soa.intro"));
    for (standard, items) in &with_controls {
        let key = if with_controls.len() == 1 { "soa".to_owned() } else { format!("soa-{}", standard.name) };
        section.push(Block::Table(reference(basis, &key, standard, items)));
    }
    let own = own_controls(basis);
    if !own.is_empty() {
        let mut part = Section::new("soa-own", basis.words.get("soa.own"));
        part.say(basis.words.get("soa.own_intro"));
        part.push(Block::Table(own_table(basis, &own)));
        section.sections.push(part);
    }
    section
}

fn figures(basis: &Basis<'_>, items: &[&Item]) -> Vec<Figure> {
    let system = basis.system;
    let decided: Vec<(&Record, bool)> = items
        .iter()
        .filter_map(|item| system.find(&item.id).map(|id| system.record(id)))
        .filter_map(|record| Some((record, record.get(CONTROL_APPLICABLE)?)))
        .collect();
    let applicable = decided.iter().filter(|(_, applicable)| *applicable).count();
    let is_done = |record: &Record| {
        record.value("implementation_status").and_then(NodeRef::scalar) == Some("implemented")
    };
    let implemented = decided.iter().filter(|(record, applicable)| *applicable && is_done(record)).count();
    let undecided = items.len() - decided.len();
    let words = basis.words;
    let mut done = cells::figure(words, "soa.implemented", implemented, Tone::Plain);
    done.note = words.fill("soa.of_applicable", &[("n", &applicable.to_string())]);
    done.tone = if implemented == applicable { Tone::Good } else { Tone::Watch };
    vec![
        cells::figure(words, "soa.controls", items.len(), Tone::Plain),
        cells::figure(words, "soa.applicable", applicable, Tone::Plain),
        cells::figure(words, "soa.excluded", decided.len() - applicable, Tone::Plain),
        cells::figure(words, "soa.undecided", undecided, cells::none_is_good(undecided, Tone::Bad)),
        done,
    ]
}

/// What every control is told with, after its number and title.
const COLUMNS: [(&str, ColumnType, u8); 18] = [
    ("applicable", ColumnType::State, 1),
    ("reasons", ColumnType::Text, 1),
    ("justification", ColumnType::Text, 3),
    ("implementation_status", ColumnType::State, 1),
    ("implementation_note", ColumnType::Text, 3),
    ("owner", ColumnType::Text, 2),
    ("risks", ColumnType::Id, 1),
    ("requirements", ColumnType::Id, 1),
    ("documents", ColumnType::Id, 1),
    ("own_controls", ColumnType::Id, 1),
    ("evidence", ColumnType::Text, 2),
    ("tested_on", ColumnType::Date, 1),
    ("effectiveness", ColumnType::State, 1),
    ("decided_on", ColumnType::Date, 1),
    ("decided_by", ColumnType::Id, 1),
    ("last_review", ColumnType::Date, 1),
    ("next_review", ColumnType::Date, 1),
    ("findings", ColumnType::Text, 2),
];

fn reference(basis: &Basis<'_>, key: &str, standard: &Standard, items: &[&Item]) -> Table {
    let first = [("control", ColumnType::Id, 1), ("title", ColumnType::Text, 2)];
    let mut columns = cells::columns(basis.words, &[&first[..], &COLUMNS].concat());
    columns[2].choices = ["cell.yes", "cell.no"].map(|key| basis.words.get(key).to_owned()).to_vec();
    let mut table = Table::new(key, &standard.title, columns);
    table.register = true;
    for item in items {
        table.push(match basis.system.find(&item.id) {
            Some(id) => row(basis, id, &item.title),
            None => undecided(basis, item),
        });
    }
    table
}

fn row(basis: &Basis<'_>, id: RecordId, title: &str) -> Vec<Cell> {
    let record = basis.system.record(id);
    let field = |name: &str| cells::field(basis, id, name);
    let shown = basis.system.evidence_for(record.id());
    let by = |how: How| {
        let fits = shown.iter().filter(move |one| one.how == how && one.counts == Counts::Yes);
        fits.map(|one| one.record).collect::<Vec<_>>()
    };
    let documents = by(How::Document);
    let documents = if documents.is_empty() { field("documents") } else { cells::records(basis, documents) };
    let covering = [by(How::Covered), by(How::Named)].concat();
    let own = cells::evidence(basis, id);
    let requirements = match field("requirements") {
        Cell::Gap(gap) => Cell::Gap(gap),
        _ => cells::records(basis, basis.system.requirements_met(id)),
    };
    vec![
        Cell::record(record.id()),
        Cell::text(title),
        applicable(basis, id),
        field("reasons"),
        field("justification"),
        field("implementation_status"),
        field("implementation_note"),
        cells::owner(basis, id),
        cells::records(basis, basis.system.risks_treated(id)),
        requirements,
        documents,
        cells::records(basis, by(How::OwnControl)),
        merged(own, cells::records(basis, covering)),
        field("tested_on"),
        field("effectiveness"),
        field("decided_on"),
        field("decided_by"),
        Cell::date(basis.system.activity(id).reviewed),
        cells::next_review(basis, id),
        cells::findings(basis, id),
    ]
}

/// The values of two cells in one; a gap counts only where there is no value.
fn merged(one: Cell, other: Cell) -> Cell {
    let several = |cell: Cell| match cell {
        Cell::List(cells) => cells,
        cell => vec![cell],
    };
    match (&one, &other) {
        (Cell::Gap(_), Cell::Empty) | (_, Cell::Empty) => one,
        (Cell::Gap(_), _) => other,
        _ => Cell::list(several(one).into_iter().chain(several(other))),
    }
}

/// Whether the control is needed, as a word that stands out where it is not.
fn applicable(basis: &Basis<'_>, id: RecordId) -> Cell {
    match basis.system.record(id).get(CONTROL_APPLICABLE) {
        Some(true) => Cell::state(basis.words.get("cell.yes"), Tone::Plain),
        Some(false) => Cell::state(basis.words.get("cell.no"), Tone::Past),
        None => cells::field(basis, id, "applicable"),
    }
}

/// A control that no record decides on.
fn undecided(basis: &Basis<'_>, item: &Item) -> Vec<Cell> {
    let anchor = cells::clause_anchor(&item.id);
    let mut row = vec![
        Cell::Rich(vec![Inline::link(anchor, &item.id)]),
        Cell::text(&item.title),
        Cell::Gap(cells::gap(basis, "control-undecided", "soa.undecided_cell", Tone::Bad)),
    ];
    row.resize(COLUMNS.len() + 2, Cell::Empty);
    row
}

/// Controls that are in no standard.
fn own_controls(basis: &Basis<'_>) -> Vec<RecordId> {
    let own = basis.system.of_kind("control");
    let own = own.filter(|(_, record)| !basis.system.standards.has_control(record.id()));
    let mut ids: Vec<RecordId> = own.map(|(id, _)| id).collect();
    ids.sort_by_key(|&id| basis.system.record(id).id());
    ids
}

fn own_table(basis: &Basis<'_>, ids: &[RecordId]) -> Table {
    let first = [("control", ColumnType::Id, 1), ("title", ColumnType::Text, 2)];
    let last = [("implements", ColumnType::Id, 1)];
    let columns = cells::columns(basis.words, &[&first[..], &COLUMNS, &last].concat());
    let mut table = Table::new("soa-own", basis.words.get("soa.own"), columns);
    table.register = true;
    for &id in ids {
        let mut row = row(basis, id, basis.system.record(id).title());
        row.push(cells::field(basis, id, "implements"));
        table.push(row);
    }
    table
}
