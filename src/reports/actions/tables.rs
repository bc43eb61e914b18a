//! Findings and actions as tables.

use super::charts::standing;
use super::{age, is_open};
use crate::base::Date;
use crate::document::{Cell, ColumnType, Table, Tone};
use crate::reports::{Basis, cells};
use crate::schema::State;
use crate::system::RecordId;

pub(super) fn findings(basis: &Basis<'_>, ids: &[RecordId]) -> Table {
    let columns = [
        ("finding", ColumnType::Id, 1),
        ("title", ColumnType::Text, 3),
        ("type", ColumnType::State, 1),
        ("status", ColumnType::State, 1),
        ("raised_on", ColumnType::Date, 1),
        ("age", ColumnType::Number, 1),
        ("source", ColumnType::Id, 1),
        ("against", ColumnType::Id, 1),
        ("owner", ColumnType::Text, 2),
        ("correction", ColumnType::Text, 3),
        ("similar_cases", ColumnType::Text, 3),
        ("actions", ColumnType::Id, 1),
        ("results", ColumnType::Text, 2),
    ];
    let columns = cells::columns(basis.words, &columns);
    let mut table = Table::new("findings-raised", basis.words.get("actions.findings"), columns);
    table.register = true;
    for &id in ids {
        let field = |name: &str| cells::field(basis, id, name);
        let age = age(basis, id).filter(|_| is_open(basis, id));
        table.push(vec![
            Cell::record(basis.system.record(id).id()),
            cells::title(basis, id),
            field("type"),
            cells::status(basis, id),
            field("raised_on"),
            age.map_or(Cell::Empty, |days| Cell::count(days as usize)),
            field("source"),
            field("against"),
            cells::owner(basis, id),
            field("correction"),
            field("similar_cases"),
            answers(basis, id),
            cells::findings(basis, id),
        ]);
    }
    table
}

/// The actions that address a finding, whichever of the two names the other.
fn answers(basis: &Basis<'_>, id: RecordId) -> Cell {
    let system = basis.system;
    let mut actions: Vec<RecordId> =
        system.named_in(id, "actions").chain(system.naming(id, "action", "addresses")).collect();
    actions.sort_unstable();
    actions.dedup();
    let about = basis.found.about(system.record(id).id()).iter();
    let mut asked = about.filter(|known| known.finding.rule == "finding-without-action");
    match asked.next() {
        Some(known) => Cell::Gap(cells::gap(basis, "finding-without-action", "actions.none", known.tone())),
        None => cells::records(basis, actions),
    }
}

pub(super) fn actions(basis: &Basis<'_>, ids: &[RecordId]) -> Table {
    let columns = [
        ("action", ColumnType::Id, 1),
        ("title", ColumnType::Text, 3),
        ("type", ColumnType::State, 1),
        ("status", ColumnType::State, 1),
        ("addresses", ColumnType::Id, 1),
        ("owner", ColumnType::Text, 2),
        ("due", ColumnType::Date, 1),
        ("done_on", ColumnType::Date, 1),
        ("standing", ColumnType::State, 1),
        ("root_cause", ColumnType::Text, 3),
        ("effectiveness", ColumnType::Text, 3),
        ("changed", ColumnType::Id, 1),
        ("tickets", ColumnType::Text, 1),
        ("results", ColumnType::Text, 2),
    ];
    let columns = cells::columns(basis.words, &columns);
    let mut table = Table::new("actions", basis.words.get("actions.actions"), columns);
    table.register = true;
    for &id in ids {
        let field = |name: &str| cells::field(basis, id, name);
        table.push(vec![
            Cell::record(basis.system.record(id).id()),
            cells::title(basis, id),
            field("type"),
            cells::status(basis, id),
            field("addresses"),
            cells::owner(basis, id),
            field("due"),
            field("done_on"),
            how_late(basis, id),
            field("root_cause"),
            effect(basis, id),
            field("changed"),
            field("tickets"),
            cells::findings(basis, id),
        ]);
    }
    table
}

/// Whether an action was or is in time.
fn how_late(basis: &Basis<'_>, id: RecordId) -> Cell {
    let system = basis.system;
    let record = system.record(id);
    if record.is_in(State::Retired, system.as_of) {
        return Cell::Empty;
    }
    let day = |name: &str| record.value(name)?.scalar()?.parse::<Date>().ok();
    let Some(due) = day("due") else { return Cell::Empty };
    match day("done_on").filter(|done| *done <= system.as_of) {
        Some(done) if done <= due => Cell::state(basis.words.get("actions.in_time"), Tone::Good),
        Some(done) => {
            let late = done.days_since(due) as usize;
            Cell::state(basis.words.count("actions.done_late", late), Tone::Watch)
        }
        None => standing(basis, due),
    }
}

/// What the check of an action showed; that it is still to be done.
fn effect(basis: &Basis<'_>, id: RecordId) -> Cell {
    let given = cells::field(basis, id, "effectiveness");
    let about = basis.found.about(basis.system.record(id).id()).iter();
    let mut unchecked = about.filter(|known| known.finding.rule == "effectiveness-not-checked");
    match unchecked.next() {
        Some(known) => {
            let gap = cells::gap(basis, "effectiveness-not-checked", "actions.not_checked", known.tone());
            Cell::list([given, Cell::Gap(gap)])
        }
        None => given,
    }
}
