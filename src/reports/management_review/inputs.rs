//! The inputs by their letters, and those that come from single registers.

use super::{Meeting, day, feedback, is_late, links, performance, risks, text};
use crate::document::{Block, Cell, Column, ColumnType, Gap, Section, Table, Tone};
use crate::record::Record;
use crate::record::field::{Items, REVIEW_DECISIONS, REVIEW_HELD_ON, REVIEW_TYPE};
use crate::reports::named::id_and_title;
use crate::system::RecordId;
use crate::system::Reference;
use crate::yaml::NodeRef;

/// Writes one input.
pub(super) type Input = fn(&Meeting<'_>, &mut Section);

/// The inputs of clause 9.3.2 in their order: letter and how it is filled.
pub(super) const INPUTS: [(&str, Input); 10] = [
    ("a", earlier_decisions),
    ("b", issues),
    ("c", parties),
    ("d1", performance::nonconformities),
    ("d2", performance::measurements),
    ("d3", performance::audits),
    ("d4", performance::objectives),
    ("e", feedback::feedback),
    ("f", risks::risks),
    ("g", feedback::improvements),
];

/// What became of what earlier reviews decided: everything that is not over, and all of the last review.
fn earlier_decisions(meeting: &Meeting<'_>, section: &mut Section) {
    let (system, words) = (meeting.system(), meeting.words());
    let columns = vec![
        Column::new("review", words.get("board.review")).weight(2),
        Column::new("decision", words.get("board.decision")).weight(4),
        Column::new("actions", words.get("board.actions")).weight(3),
        Column::new("standing", words.get("board.standing")).of(ColumnType::State),
    ];
    let mut table = Table::new("board-earlier", words.get("board.input_a"), columns);
    for (id, review) in system.of_kind("review").filter(|(_, review)| is_held_management(meeting, review)) {
        let decisions = review.get(REVIEW_DECISIONS).into_iter().flat_map(Items::iter);
        for (index, decision) in decisions.enumerate() {
            let actions = actions_of(meeting, id, index);
            let is_open = actions.iter().any(|action| system.is_live(system.record(*action)));
            if Some(id) == meeting.last || is_open {
                let what = decision.get("what").and_then(NodeRef::scalar).unwrap_or("");
                table.push(vec![
                    id_and_title(system, id),
                    Cell::text(what),
                    links(system, actions.iter().copied()),
                    standing(meeting, &actions),
                ]);
            }
        }
    }
    if !table.rows.is_empty() {
        section.push(Block::Table(table));
    }
}

fn is_held_management(meeting: &Meeting<'_>, review: &Record) -> bool {
    let held = review.get(REVIEW_HELD_ON).is_some_and(|day| day <= meeting.system().as_of);
    held && review.get(REVIEW_TYPE) == Some("management")
}

/// The actions of one decision.
fn actions_of(meeting: &Meeting<'_>, review: RecordId, index: usize) -> Vec<RecordId> {
    let system = meeting.system();
    let record = system.record(review);
    let links = system.links().out_of(review).iter();
    let of_it = links.filter(|one| {
        one.link(record).path == "decisions.actions"
            && one.path(record).starts_with(&format!("decisions[{index}]"))
    });
    of_it.filter_map(Reference::target).collect()
}

fn standing(meeting: &Meeting<'_>, actions: &[RecordId]) -> Cell {
    let (system, words) = (meeting.system(), meeting.words());
    if actions.is_empty() {
        return Cell::Gap(Gap::new("decision-without-action", words.get("board.no_action"), Tone::Watch));
    }
    if let Some(id) = actions.iter().find(|id| is_late(system, **id)) {
        let message = words.fill("board.late", &[("id", system.record(*id).id())]);
        return Cell::Gap(Gap::new("overdue-action", message, Tone::Bad));
    }
    let is_done = |id: &RecordId| {
        let record = system.record(*id);
        day(record, "done_on").is_some_and(|done| done <= system.as_of) || !system.is_live(record)
    };
    match actions.iter().filter(|id| !is_done(id)).count() {
        0 => Cell::state(words.get("board.carried_out"), Tone::Good),
        open => Cell::state(words.fill("board.open", &[("n", &open.to_string())]), Tone::Watch),
    }
}

/// External and internal issues, with what is new.
fn issues(meeting: &Meeting<'_>, section: &mut Section) {
    let columns: [(&str, &str, u8); 3] =
        [("origin", "board.origin", 1), ("effect", "board.effect", 4), ("status", "board.status", 1)];
    register(meeting, section, "issue", "board-issues", &columns);
}

/// Interested parties and what they need.
fn parties(meeting: &Meeting<'_>, section: &mut Section) {
    register(meeting, section, "interested-party", "board-parties", &[("type", "board.type", 2)]);
    let columns: [(&str, &str, u8); 2] = [("type", "board.type", 1), ("source", "board.source", 3)];
    register(meeting, section, "requirement", "board-requirements", &columns);
}

/// The live records of a kind with some of their fields and what is new about each; what is news comes first.
pub(super) fn register(
    meeting: &Meeting<'_>,
    section: &mut Section,
    kind: &str,
    key: &str,
    fields: &[(&str, &str, u8)],
) {
    let (system, words) = (meeting.system(), meeting.words());
    let title = system.schema.named(kind).map_or(kind, |(_, kind)| kind.title.as_str());
    let mut columns = vec![Column::new("record", title).weight(3)];
    columns.extend(
        fields.iter().map(|(name, word, weight)| Column::new(*name, words.get(word)).weight(*weight)),
    );
    columns.push(Column::new("news", words.get("board.news")).of(ColumnType::State));
    let mut table = Table::new(key, title, columns);
    let mut rows = Vec::new();
    for (id, record) in system.of_kind(kind).filter(|(_, record)| system.is_live(record)) {
        let mut cells = vec![id_and_title(system, id)];
        cells.extend(fields.iter().map(|(field, ..)| text(record, field)));
        let news = meeting.news(id);
        rows.push((!matches!(news, Cell::State { .. }), cells, news));
    }
    rows.sort_by_key(|(old, ..)| *old);
    for (_, mut cells, news) in rows {
        cells.push(news);
        table.push(cells);
    }
    if !table.rows.is_empty() {
        section.push(Block::Table(table));
    }
}

/// Whether what is needed is there and was approved.
pub(super) fn resources(meeting: &Meeting<'_>) -> Section {
    let (system, words) = (meeting.system(), meeting.words());
    let mut section = Section::new("board-resources", words.get("board.resources"));
    let columns = vec![
        Column::new("resource", words.get("board.resource")).weight(3),
        Column::new("type", words.get("board.type")),
        Column::new("amount", words.get("board.amount")).of(ColumnType::Number),
        Column::new("currency", words.get("board.currency")).weight(1),
        Column::new("from", words.get("audits.from")).of(ColumnType::Date),
        Column::new("to", words.get("audits.to")).of(ColumnType::Date),
        Column::new("approved", words.get("board.approved")).weight(2),
    ];
    let mut table = Table::new("board-resources", words.get("board.resources"), columns);
    for (id, record) in system.of_kind("resource").filter(|(_, record)| system.is_live(record)) {
        let amount = record.value("amount").and_then(|node| node.scalar()?.parse::<f64>().ok());
        let by = system.named_in(id, "approved_by").chain(system.named_in(id, "approved_in"));
        let approved = Cell::list([links(system, by), Cell::date(day(record, "approved_on"))]);
        let missing =
            || Cell::Gap(Gap::new("unapproved-resources", words.get("audits.not_approved"), Tone::Bad));
        table.push(vec![
            id_and_title(system, id),
            text(record, "type"),
            amount.map_or(Cell::Empty, |amount| Cell::number(amount, 0, "")),
            text(record, "currency"),
            Cell::date(day(record, "period.from")),
            Cell::date(day(record, "period.to")),
            if day(record, "approved_on").is_some() { approved } else { missing() },
        ]);
    }
    if table.rows.is_empty() {
        let gap = Gap::new("process-without-resources", words.get("board.no_resources"), Tone::Bad);
        section.push(Block::Gap(gap));
    } else {
        section.push(Block::Table(table));
    }
    section
}
