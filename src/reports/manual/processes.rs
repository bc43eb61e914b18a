//! The process map, and each process.

use super::context::live;
use super::part;
use crate::document::{Block, Cell, ColumnType, Picture, Section, Table, markdown};
use crate::drawing::{Lanes, ProcessMapView, process_map};
use crate::record::Record;
use crate::record::field::Items;
use crate::reports::{Basis, cells, interactions};
use crate::system::{Interaction, RecordId};
use crate::yaml::NodeRef;

/// The map as a picture, with the interactions as its table.
pub(super) fn map(basis: &Basis<'_>) -> Section {
    let mut section = part(basis, "map");
    let map = basis.system.processes();
    if map.processes().is_empty() {
        section.say(basis.words.get("manual.no_process"));
        return section;
    }
    let view = ProcessMapView { chosen: &[], lanes: Lanes::None, examples: 3 };
    let diagram = process_map(basis.system, &view);
    let declared: Vec<&Interaction> = map.interactions().filter(|one| one.is_declared()).collect();
    let table = interactions::brief_table(basis, "manual-map", &declared);
    section.push(Block::Picture(Box::new(Picture { diagram, table })));
    section
}

/// Every process that is not retired.
pub(super) fn all(basis: &Basis<'_>) -> Section {
    let mut section = part(basis, "processes");
    let mut belonging = vec![0_usize; basis.system.len()];
    for (id, _) in basis.system.records() {
        if let Some(process) = basis.system.processes().process_of(id).filter(|&process| process != id) {
            belonging[process.0 as usize] += 1;
        }
    }
    for id in live(basis, "process") {
        section.sections.push(process(basis, id, belonging[id.0 as usize]));
    }
    section
}

fn process(basis: &Basis<'_>, id: RecordId, belonging: usize) -> Section {
    let record = basis.system.record(id);
    let title = format!("{} {}", record.id(), record.title());
    let mut section = Section::new(format!("manual-{}", record.id()), title);
    let field = |name: &str| (cells::label(basis.words, name), cells::field(basis, id, name));
    let named = |name: &str| {
        let ids: Vec<RecordId> = basis.system.named_in(id, name).collect();
        let cell = match ids.is_empty() {
            true => cells::field(basis, id, name),
            false => cells::named_all(basis, ids),
        };
        (cells::label(basis.words, name), cell)
    };
    let mut facts = vec![
        (cells::label(basis.words, "process"), Cell::record(record.id())),
        field("purpose"),
        (cells::label(basis.words, "owner"), cells::owner(basis, id)),
        field("verb"),
        field("maturity"),
        field("criteria"),
        named("documents"),
        named("metrics"),
        named("resources"),
        field("produces"),
        (cells::label(basis.words, "records"), Cell::count(belonging)),
        (cells::label(basis.words, "next_review"), cells::next_review(basis, id)),
        (cells::label(basis.words, "findings"), cells::findings(basis, id)),
    ];
    facts.retain(|(_, cell)| *cell != Cell::Empty);
    section.push(Block::Facts(facts));
    if let Some(text) = record.value("description").and_then(NodeRef::scalar) {
        section.blocks.extend(markdown(text));
    }
    for (list, other) in [("inputs", "from"), ("outputs", "to")] {
        section.blocks.extend(handed(basis, record, list, other).map(Block::Table));
    }
    section
}

/// What a process takes in or puts out.
fn handed(basis: &Basis<'_>, record: &Record, list: &str, other: &str) -> Option<Table> {
    let entries = record.value(list)?;
    let columns =
        [("item", ColumnType::Text, 3), (other, ColumnType::Text, 2), ("every", ColumnType::Text, 1)];
    let columns = cells::columns(basis.words, &columns);
    let key = format!("manual-{}-{list}", record.id());
    let mut table = Table::new(key, cells::label(basis.words, list), columns);
    for entry in Items::of(entries).iter() {
        let text = |key: &str| entry.get(key).and_then(NodeRef::scalar).unwrap_or_default();
        let process = match (basis.system.find(text(other)), text(other)) {
            (Some(process), _) => cells::named(basis, process),
            (None, "") => Cell::text(basis.words.get("manual.outside")),
            (None, name) => Cell::text(name),
        };
        table.push(vec![Cell::text(text("item")), process, Cell::text(text("every"))]);
    }
    Some(table)
}
