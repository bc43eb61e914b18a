//! The correlation matrix: for each clause and reference control the records that show it, the documents, how fresh that is,
//! and what is found.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Basis, Report, cells};
use crate::document::{Block, Cell, ColumnType, Figure, Gap, Inline, Row, Section, Table, Tone};
use crate::record::field::CONTROL_APPLICABLE;
use crate::standard::{Documented, Item, Standard};
use crate::system::{Counts, RecordId, Showing};

/// Records that are named for a clause; how many there are stands beside them.
const NAMED: usize = 10;

/// The matrix of every enabled standard.
pub(super) fn clauses(basis: &Basis<'_>) -> Section {
    let mut section = Report::section("clauses", basis.words);
    section.say(basis.words.get("clauses.intro"));
    let standards = &basis.system.standards;
    for standard in standards.all() {
        let own = |item: &&Item| item.standard == standard.name;
        let (controls, clauses): (Vec<&Item>, Vec<&Item>) =
            standards.items().iter().filter(own).partition(|item| item.control);
        let mut part = Section::new(format!("clauses-{}", standard.name), &standard.title);
        part.push(Block::Figures(figures(basis, &clauses)));
        for (items, key) in [(clauses, "clauses"), (controls, "controls")] {
            if !items.is_empty() {
                part.push(Block::Table(matrix(basis, standard, &items, key)));
            }
        }
        section.sections.push(part);
    }
    section
}

fn figures(basis: &Basis<'_>, items: &[&Item]) -> Vec<Figure> {
    let asked: Vec<&&Item> = items.iter().filter(|item| item.is_requirement()).collect();
    let shown = asked.iter().filter(|item| basis.system.is_shown(&item.id)).count();
    let open = asked.len() - shown;
    vec![
        cells::figure(basis.words, "clauses.requirements", asked.len(), Tone::Plain),
        cells::figure(basis.words, "clauses.shown", shown, Tone::Plain),
        cells::figure(basis.words, "clauses.open", open, cells::none_is_good(open, Tone::Bad)),
    ]
}

const COLUMNS: [(&str, ColumnType, u8); 10] = [
    ("clause", ColumnType::Text, 1),
    ("title", ColumnType::Text, 2),
    ("asks", ColumnType::Text, 3),
    ("standing", ColumnType::State, 1),
    ("count", ColumnType::Number, 1),
    ("newest", ColumnType::Date, 1),
    ("records", ColumnType::Id, 3),
    ("documents", ColumnType::Id, 2),
    ("documented", ColumnType::Text, 3),
    ("findings", ColumnType::Text, 2),
];

fn matrix(basis: &Basis<'_>, standard: &Standard, items: &[&Item], key: &str) -> Table {
    let title = format!("{}: {}", standard.title, basis.words.get(&format!("clauses.{key}")));
    let key = format!("{key}-{}", standard.name);
    let mut table = Table::new(key, title, cells::columns(basis.words, &COLUMNS));
    table.register = true;
    for item in items {
        let cells = if item.heading { heading(item) } else { row(basis, item) };
        table.rows.push(Row { anchor: Some(cells::clause_anchor(&item.id)), cells });
    }
    table
}

/// A clause that asks for nothing itself; those below it do.
fn heading(item: &Item) -> Vec<Cell> {
    let strong = |text: &str| Cell::Rich(vec![Inline::Strong(vec![Inline::text(text)])]);
    let mut row = vec![strong(&item.id), strong(&item.title)];
    row.resize(COLUMNS.len(), Cell::Empty);
    row
}

fn row(basis: &Basis<'_>, item: &Item) -> Vec<Cell> {
    let system = basis.system;
    let showings = system.evidence_for(&item.id);
    let counting: Vec<RecordId> =
        showings.iter().filter(|one| one.counts == Counts::Yes).map(|one| one.record).collect();
    let newest = counting.iter().filter_map(|&id| system.activity(id).newest).max();
    let (documents, records): (Vec<RecordId>, Vec<RecordId>) =
        counting.iter().copied().partition(|&id| system.record(id).is("document"));
    let id = match system.find(&item.id) {
        Some(_) => Cell::record(&item.id),
        None => Cell::text(&item.id),
    };
    vec![
        id,
        Cell::text(system.standards.full_title(item)),
        Cell::text(system.standards.explained(&item.id).asks),
        standing(basis, item, &showings, counting.len()),
        Cell::count(counting.len()),
        Cell::date(newest),
        first(basis, records),
        first(basis, documents),
        documented(basis, item),
        findings(basis, item),
    ]
}

/// The newest of some records, and how many more there are.
fn first(basis: &Basis<'_>, mut ids: Vec<RecordId>) -> Cell {
    let count = ids.len();
    let newness = |id: &RecordId| (Reverse(basis.system.activity(*id).newest), *id);
    if count > NAMED {
        ids.select_nth_unstable_by_key(NAMED - 1, newness);
        ids.truncate(NAMED);
    }
    ids.sort_by_key(newness);
    let more = count - ids.len();
    let named = ids.into_iter().map(|id| Cell::record(basis.system.record(id).id()));
    let more = (more > 0).then(|| Cell::text(basis.words.fill("clauses.more", &[("n", &more.to_string())])));
    Cell::list(named.chain(more))
}

fn standing(basis: &Basis<'_>, item: &Item, showings: &[Showing], counting: usize) -> Cell {
    let state = |key: &str, tone| Cell::state(basis.words.get(key), tone);
    let gap = |rule: &str, key: &str, tone| Cell::Gap(cells::gap(basis, rule, key, tone));
    if item.control {
        let decided = basis.system.find(&item.id).map(|id| basis.system.record(id).get(CONTROL_APPLICABLE));
        match decided {
            None => return gap("control-undecided", "soa.undecided_cell", Tone::Bad),
            Some(Some(false)) => return state("clauses.not_applicable", Tone::Past),
            Some(_) => {}
        }
        let unshown = basis.found.about(&item.id).iter();
        let mut unshown = unshown.filter(|known| known.finding.rule == "control-without-evidence");
        if let Some(known) = unshown.next() {
            return gap("control-without-evidence", "clauses.not_shown", known.tone());
        }
    }
    match (counting, showings.is_empty(), item.control) {
        (0, false, _) => state("clauses.not_yet", Tone::Watch),
        (0, true, true) => state("clauses.decided_only", Tone::Watch),
        (0, true, false) => gap("clause-without-evidence", "clauses.not_shown", Tone::Bad),
        _ => state("clauses.is_shown", Tone::Good),
    }
}

/// The documented information that the clause demands, each with the records that are it.
fn documented(basis: &Basis<'_>, item: &Item) -> Cell {
    Cell::list(basis.system.documented_for(item).map(|(Documented { what, .. }, showings)| {
        let counting = showings.iter().filter(|one| one.counts == Counts::Yes);
        let ids: Vec<RecordId> = counting.map(|one| one.record).collect();
        if ids.is_empty() {
            let words = basis.words.fill("clauses.undocumented", &[("what", what)]);
            return Cell::Gap(Gap::new("missing-documented-information", words, Tone::Bad));
        }
        let mut words = vec![Inline::text(format!("{what}: "))];
        words.extend(cells::inlines(&first(basis, ids)));
        Cell::Rich(words)
    }))
}

/// What is found and rests on the clause, or is about the control: rules with how often.
fn findings(basis: &Basis<'_>, item: &Item) -> Cell {
    let mut by_rule: BTreeMap<&str, (usize, Tone)> = BTreeMap::new();
    let about = if item.control { basis.found.about(&item.id) } else { &[] };
    for known in basis.found.on_clause(&item.id).iter().chain(about).filter(|known| known.is_open()) {
        let (count, tone) = by_rule.entry(&known.finding.rule).or_insert((0, Tone::Plain));
        *count += 1;
        *tone = (*tone).max(known.tone());
    }
    Cell::list(by_rule.into_iter().map(|(rule, (count, tone))| {
        Cell::Gap(Gap::new(rule, basis.words.count("clauses.found", count), tone))
    }))
}
