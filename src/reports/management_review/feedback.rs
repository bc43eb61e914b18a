//! Feedback of interested parties (9.3.2 e) and chances to improve (9.3.2 g).

use super::{Meeting, day, text};
use crate::document::{Block, Cell, Column, ColumnType, Section, Table};
use crate::record::field::{ACTION_TYPE, FINDING_RAISED_ON, FINDING_TYPE};
use crate::reports::named::id_and_title;
use crate::system::RecordId;
use crate::yaml::NodeRef;

/// What came from outside: communications whose origin is external, and incidents that somebody outside may have felt.
pub(super) fn feedback(meeting: &Meeting<'_>, section: &mut Section) {
    let (system, words) = (meeting.system(), meeting.words());
    let columns = vec![
        Column::new("record", words.get("board.communication")).weight(3),
        Column::new("what", words.get("board.what")).weight(4),
        Column::new("channel", words.get("board.channel")).weight(2),
        Column::new("news", words.get("board.news")).of(ColumnType::State),
    ];
    let mut table = Table::new("board-feedback", words.get("board.input_e"), columns);
    let external = system.of_kind("communication").filter(|(_, record)| {
        record.value("origin").and_then(NodeRef::scalar) == Some("external") && system.is_live(record)
    });
    for (id, record) in external {
        table.push(vec![
            id_and_title(system, id),
            text(record, "what"),
            text(record, "channel"),
            meeting.news(id),
        ]);
    }
    if !table.rows.is_empty() {
        section.push(Block::Table(table));
    }
}

/// Opportunities that were found, and improvements that are under way or were done since.
pub(super) fn improvements(meeting: &Meeting<'_>, section: &mut Section) {
    let (system, words) = (meeting.system(), meeting.words());
    let columns = vec![
        Column::new("record", words.get("board.improvement")).weight(4),
        Column::new("day", words.get("board.day")).of(ColumnType::Date),
        Column::new("status", words.get("board.status")).weight(1),
        Column::new("owner", words.get("board.who")).weight(2),
    ];
    let mut table = Table::new("board-improvements", words.get("board.input_g"), columns);
    let found = system.of_kind("finding").filter(|(_, record)| {
        let is_new = meeting.is_news(record.get(FINDING_RAISED_ON));
        record.get(FINDING_TYPE) == Some("opportunity") && (system.is_live(record) || is_new)
    });
    let found: Vec<RecordId> = found.map(|(id, _)| id).collect();
    let improved = system.of_kind("action").filter(|(_, record)| {
        let is_new = meeting.is_news(day(record, "done_on"));
        record.get(ACTION_TYPE) == Some("improvement") && (system.is_live(record) || is_new)
    });
    for id in found.into_iter().chain(improved.map(|(id, _)| id)) {
        let record = system.record(id);
        let day =
            record.get(FINDING_RAISED_ON).or_else(|| day(record, "done_on").or_else(|| day(record, "due")));
        let owner = system.owner(id).map_or(Cell::Empty, |owner| id_and_title(system, owner));
        table.push(vec![id_and_title(system, id), Cell::date(day), text(record, "status"), owner]);
    }
    if !table.rows.is_empty() {
        section.push(Block::Table(table));
    }
}
