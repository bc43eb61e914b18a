//! Every interaction of processes: what is declared, what shows it, whether that is current; and what nobody declared.

use super::{Basis, Report, cells};
use crate::document::{Block, Cell, ColumnType, Figure, Gap, Inline, Section, Table, Tone, clean};
use crate::system::processes::{Declaration, Tie};
use crate::system::{Interaction, Standing};

/// The interactions.
pub(super) fn interactions(basis: &Basis<'_>) -> Section {
    let mut section = Report::section("interactions", basis.words);
    let map = basis.system.processes();
    if map.processes().is_empty() {
        let words = basis.words.get("interactions.no_process");
        section.push(Block::Gap(Gap::new("clause-without-evidence", words, Tone::Bad)));
        return section;
    }
    section.push(Block::Figures(figures(basis)));
    section.say(basis.words.get("interactions.intro"));
    let (declared, undeclared): (Vec<&Interaction>, Vec<&Interaction>) =
        map.interactions().partition(|one| one.is_declared());
    section.push(Block::Table(declared_table(basis, "interactions", &declared)));
    if undeclared.is_empty() {
        section.say(basis.words.get("interactions.none_undeclared"));
    } else {
        section.push(Block::Table(undeclared_table(basis, &undeclared)));
    }
    section
}

fn figures(basis: &Basis<'_>) -> Vec<Figure> {
    let map = basis.system.processes();
    let count = |standing| map.count(standing, basis.system.as_of);
    let figure = |standing, key, tone| {
        let number = count(standing);
        cells::figure(basis.words, key, number, cells::none_is_good(number, tone))
    };
    let current = count(Standing::Current);
    let declared = current + count(Standing::Quiet) + count(Standing::Unevidenced);
    let mut first = cells::figure(basis.words, "interactions.current_figure", current, Tone::Plain);
    first.tone = if current == declared { Tone::Good } else { Tone::Watch };
    first.note = basis.words.fill("interactions.of_declared", &[("n", &declared.to_string())]);
    vec![
        cells::figure(basis.words, "interactions.processes", map.processes().len(), Tone::Plain),
        first,
        figure(Standing::Quiet, "interactions.quiet", Tone::Watch),
        figure(Standing::Unevidenced, "interactions.without_evidence", Tone::Bad),
        figure(Standing::Undeclared, "interactions.undeclared", Tone::Watch),
    ]
}

/// What a picture of the interactions shows, as a table.
pub(super) fn brief_table(basis: &Basis<'_>, key: &str, list: &[&Interaction]) -> Table {
    let columns = [
        ("from", ColumnType::Id, 1),
        ("to", ColumnType::Id, 1),
        ("items", ColumnType::Text, 4),
        ("standing", ColumnType::State, 1),
    ];
    let columns = cells::columns(basis.words, &columns);
    let mut table = Table::new(key, basis.words.get("interactions.declared"), columns);
    for one in list {
        let ends = [one.from, one.to].map(|id| cells::records(basis, [id]));
        table.push(ends.into_iter().chain([items(one), standing(basis, one)]).collect());
    }
    table
}

/// Interactions that a process declares, as a table.
fn declared_table(basis: &Basis<'_>, key: &str, list: &[&Interaction]) -> Table {
    let columns = [
        ("from", ColumnType::Id, 1),
        ("to", ColumnType::Id, 1),
        ("items", ColumnType::Text, 3),
        ("declared_by", ColumnType::Text, 1),
        ("every", ColumnType::Text, 1),
        ("standing", ColumnType::State, 1),
        ("links", ColumnType::Number, 1),
        ("newest", ColumnType::Date, 1),
        ("examples", ColumnType::Text, 4),
    ];
    let columns = cells::columns(basis.words, &columns);
    let mut table = Table::new(key, basis.words.get("interactions.declared"), columns);
    for one in list {
        table.push(vec![
            cells::records(basis, [one.from]),
            cells::records(basis, [one.to]),
            items(one),
            declared_by(basis, one),
            Cell::text(one.every.to_string()),
            standing(basis, one),
            Cell::count(one.links),
            Cell::date(one.newest),
            examples(basis, one),
        ]);
    }
    table
}

fn undeclared_table(basis: &Basis<'_>, list: &[&Interaction]) -> Table {
    let columns = [
        ("from", ColumnType::Id, 1),
        ("to", ColumnType::Id, 1),
        ("standing", ColumnType::State, 1),
        ("links", ColumnType::Number, 1),
        ("newest", ColumnType::Date, 1),
        ("examples", ColumnType::Text, 4),
    ];
    let columns = cells::columns(basis.words, &columns);
    let mut table =
        Table::new("interactions-undeclared", basis.words.get("interactions.undeclared"), columns);
    for one in list {
        table.push(vec![
            cells::records(basis, [one.from]),
            cells::records(basis, [one.to]),
            standing(basis, one),
            Cell::count(one.links),
            Cell::date(one.newest),
            examples(basis, one),
        ]);
    }
    table
}

/// What is handed over, each once.
fn items(one: &Interaction) -> Cell {
    let mut items: Vec<&str> = Vec::new();
    for Declaration { item, .. } in one.outputs.iter().chain(&one.inputs) {
        if !items.iter().any(|known| known.eq_ignore_ascii_case(item)) {
            items.push(item);
        }
    }
    Cell::list(items.into_iter().map(Cell::text))
}

fn declared_by(basis: &Basis<'_>, one: &Interaction) -> Cell {
    let key = match (one.outputs.is_empty(), one.inputs.is_empty()) {
        (false, false) => "interactions.by_both",
        (false, true) => "interactions.by_giver",
        (true, _) => "interactions.by_taker",
    };
    Cell::text(basis.words.get(key))
}

fn standing(basis: &Basis<'_>, one: &Interaction) -> Cell {
    let gap = |rule: &str, key: &str, tone| Cell::Gap(cells::gap(basis, rule, key, tone));
    match one.standing(basis.system.as_of) {
        Standing::Current => Cell::state(basis.words.get("interactions.current"), Tone::Good),
        Standing::Quiet => gap("quiet-interaction", "interactions.quiet", Tone::Watch),
        Standing::Unevidenced => {
            gap("interaction-without-evidence", "interactions.without_evidence", Tone::Bad)
        }
        Standing::Undeclared => gap("undeclared-interaction", "interactions.undeclared", Tone::Watch),
    }
}

fn examples(basis: &Basis<'_>, one: &Interaction) -> Cell {
    let example = |tie: &Tie| {
        let [from, to] = [tie.from, tie.to].map(|id| clean(basis.system.record(id).id()));
        let when = tie.newest.map(|day| format!(", {day}")).unwrap_or_default();
        let after = format!(" ({}{when})", tie.relation);
        Cell::Rich(vec![
            Inline::record(from),
            Inline::text(" \u{2192} "),
            Inline::record(to),
            Inline::text(after),
        ])
    };
    Cell::list(one.examples.iter().map(example))
}
