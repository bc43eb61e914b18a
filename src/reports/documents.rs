//! Documented information (7.5): which documents there are, who approved which version when, and from the history when each
//! last changed in a way that means something, by whom, and how often.

use super::records::{author, file};
use super::{Basis, Report, cells};
use crate::document::{Block, Cell, ColumnType, Figure, Gap, Section, Table, Tone};
use crate::schema::State;
use crate::system::RecordId;

/// The register of documents.
pub(super) fn documents(basis: &Basis<'_>) -> Section {
    let mut section = Report::section("documents", basis.words);
    let mut ids: Vec<RecordId> = basis.system.of_kind("document").map(|(id, _)| id).collect();
    ids.sort_by_key(|&id| basis.system.record(id).id());
    section.push(Block::Figures(figures(basis, &ids)));
    if let Some(missing) = basis.history.missing() {
        let message = basis.words.fill("documents.no_history", &[("reason", &missing.message())]);
        section.push(Block::Gap(Gap::new("", message, Tone::Watch)));
    }
    if ids.is_empty() {
        section.say(basis.words.get("documents.none"));
    } else {
        section.push(Block::Table(table(basis, &ids)));
    }
    section
}

fn figures(basis: &Basis<'_>, ids: &[RecordId]) -> Vec<Figure> {
    let system = basis.system;
    let count = |state| ids.iter().filter(|&&id| system.record(id).is_in(state, system.as_of)).count();
    let stale = ids.iter().filter(|&&id| system.is_stale(id)).count();
    let words = basis.words;
    vec![
        cells::figure(words, "documents.all", ids.len(), Tone::Plain),
        cells::figure(words, "documents.approved", count(State::Settled), Tone::Plain),
        cells::figure(words, "documents.draft", count(State::Draft), Tone::Plain),
        cells::figure(words, "documents.stale", stale, cells::none_is_good(stale, Tone::Bad)),
    ]
}

fn table(basis: &Basis<'_>, ids: &[RecordId]) -> Table {
    let columns = [
        ("document", ColumnType::Id, 1),
        ("title", ColumnType::Text, 3),
        ("type", ColumnType::State, 1),
        ("version", ColumnType::Text, 1),
        ("status", ColumnType::State, 1),
        ("classification", ColumnType::Text, 1),
        ("owner", ColumnType::Text, 2),
        ("approved_by", ColumnType::Text, 2),
        ("approved_on", ColumnType::Date, 1),
        ("effective_on", ColumnType::Date, 1),
        ("next_review", ColumnType::Date, 1),
        ("last_change", ColumnType::Date, 1),
        ("changed_by", ColumnType::Text, 1),
        ("revisions", ColumnType::Number, 1),
        ("supersedes", ColumnType::Id, 1),
        ("file", ColumnType::Text, 2),
        ("findings", ColumnType::Text, 2),
    ];
    let columns = cells::columns(basis.words, &columns);
    let mut table = Table::new("documents", basis.words.get("report.documents"), columns);
    table.register = true;
    for &id in ids {
        let record = basis.system.record(id);
        let field = |name: &str| cells::field(basis, id, name);
        let approver = basis.system.named_in(id, "approved_by").next();
        let mut row = vec![
            Cell::record(record.id()),
            cells::title(basis, id),
            field("type"),
            field("version"),
            cells::status(basis, id),
            field("classification"),
            cells::owner(basis, id),
            approver.map_or_else(|| field("approved_by"), |approver| cells::people(basis, approver)),
            field("approved_on"),
            field("effective_on"),
            cells::next_review(basis, id),
        ];
        row.extend(history(basis, record.id()));
        row.extend([field("supersedes"), file(record), cells::findings(basis, id)]);
        table.push(row);
    }
    table
}

/// The last change that means something, who made it, and how many changes there were.
fn history(basis: &Basis<'_>, id: &str) -> [Cell; 3] {
    let gap = |key: &str| Cell::Gap(cells::gap(basis, "", key, Tone::Watch));
    if basis.history.missing().is_some() {
        return ["documents.unread"; 3].map(gap);
    }
    let Some(timeline) = basis.history.timeline(id) else {
        return [gap("documents.not_committed"), Cell::Empty, Cell::count(0)];
    };
    let revisions = Cell::count(timeline.changes().len());
    match timeline.last_significant() {
        Some(change) if change.is_certain() => {
            [Cell::Date(change.commit().day()), Cell::text(author(change.commit())), revisions]
        }
        // The history was cut off: the change lies here or before.
        _ => [gap("documents.before_the_cut"), Cell::Empty, revisions],
    }
}
