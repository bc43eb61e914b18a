//! Results of the risk assessment and state of the treatment plan (9.3.2 f).

use std::collections::BTreeMap;

use super::{Meeting, day, is_late, links, text};
use crate::document::{Bar, Block, Cell, Chart, Column, ColumnType, Gap, Plot, Section, Table, Tone};
use crate::history::{Change, FieldChange};
use crate::record::field::ACTION_TYPE;
use crate::record::{Record, Stage};
use crate::reports::named::id_and_title;
use crate::system::RecordId;

/// How many risks lie in which band, those above the line, those re-scored since, and the treatment plan.
pub(super) fn risks(meeting: &Meeting<'_>, section: &mut Section) {
    let live: Vec<(RecordId, &Record)> =
        meeting.system().of_kind("risk").filter(|(_, record)| meeting.system().is_live(record)).collect();
    if live.is_empty() {
        return;
    }
    section.push(Block::Chart(bands(meeting, &live)));
    let mut above = above_line(meeting, &live);
    if above.rows.is_empty() {
        section.say(meeting.words().get("board.none_above"));
    } else {
        above.rows.sort_by_key(|row| row.cells.first().map(Cell::words));
        section.push(Block::Table(above));
    }
    let moved = rescored(meeting, &live);
    if !moved.rows.is_empty() {
        section.push(Block::Table(moved));
    }
    section.push(Block::Table(plan(meeting)));
}

/// Live risks by the band of their current score.
fn bands(meeting: &Meeting<'_>, live: &[(RecordId, &Record)]) -> Chart {
    let (system, words) = (meeting.system(), meeting.words());
    let mut counts: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for (_, risk) in live {
        let place = risk.risk_method(system.risk()).zip(risk.score(Stage::Current, system.risk()));
        let key = place.and_then(|(method, score)| Some((score.band?, method.band_name(&score)?.to_owned())));
        *counts
            .entry(key.unwrap_or_else(|| (usize::MAX, words.get("board.unscored").to_owned())))
            .or_default() += 1;
    }
    let columns = vec![
        Column::new("band", words.get("board.band")).weight(2),
        Column::new("risks", words.get("board.risks")).of(ColumnType::Number),
    ];
    let mut table = Table::new("board-bands", words.get("board.by_band"), columns);
    let mut bars = Vec::new();
    for ((_, band), number) in &counts {
        table.push(vec![Cell::text(band), Cell::count(*number)]);
        bars.push(Bar { label: band.clone(), value: *number as f64, tone: Tone::Plain, to: None });
    }
    let description = words.fill("board.bands_drawn", &[("n", &live.len().to_string())]);
    Chart {
        title: words.get("board.by_band").to_owned(),
        description,
        plot: Plot::Bars { bars, unit: String::new() },
        table,
    }
}

/// Risks whose current score lies above the line of their method: accepted ones too, since top management answers for them.
fn above_line(meeting: &Meeting<'_>, live: &[(RecordId, &Record)]) -> Table {
    let (system, words) = (meeting.system(), meeting.words());
    let columns = vec![
        Column::new("risk", words.get("board.risk")).weight(4),
        Column::new("score", words.get("board.score")).weight(2),
        Column::new("residual", words.get("board.residual")).weight(2),
        Column::new("owner", words.get("board.who")).weight(2),
        Column::new("treatment", words.get("board.treatment")).weight(1),
        Column::new("standing", words.get("board.standing")).of(ColumnType::State),
    ];
    let mut table = Table::new("board-above", words.get("board.above"), columns);
    for (id, risk) in live {
        let scored = risk.risk_method(system.risk()).zip(risk.score(Stage::Current, system.risk()));
        let Some((_, score)) = scored.filter(|(method, score)| method.above_acceptance(score)) else {
            continue;
        };
        let residual = risk.score(Stage::Residual, system.risk()).map(|score| score.to_string());
        let standing = if system.is_accepted(*id) {
            Cell::state(words.get("board.accepted"), Tone::Watch)
        } else if system.is_treated(*id) {
            Cell::state(words.get("board.treated"), Tone::Watch)
        } else {
            Cell::Gap(Gap::new("untreated-risk", words.get("board.untreated"), Tone::Bad))
        };
        table.push(vec![
            id_and_title(system, *id),
            Cell::text(score.to_string()),
            Cell::text(residual.unwrap_or_default()),
            system.owner(*id).map_or(Cell::Empty, |owner| id_and_title(system, owner)),
            text(risk, "treatment"),
            standing,
        ]);
    }
    table
}

/// Risks whose levels changed since the last review, as the history tells it.
fn rescored(meeting: &Meeting<'_>, live: &[(RecordId, &Record)]) -> Table {
    let (system, words) = (meeting.system(), meeting.words());
    let columns = vec![
        Column::new("risk", words.get("board.risk")).weight(4),
        Column::new("day", words.get("board.day")).of(ColumnType::Date),
        Column::new("change", words.get("board.change")).weight(4),
        Column::new("score", words.get("board.score")).weight(2),
    ];
    let mut table = Table::new("board-rescored", words.get("board.rescored"), columns);
    for (id, risk) in live {
        let Some(timeline) = meeting.basis.history.timeline(risk.id()) else { continue };
        let score = risk.score(Stage::Current, system.risk()).map(|score| score.to_string());
        let created = timeline.created().map(Change::commit_id);
        for change in timeline.significant_after(meeting.since).filter(|one| Some(one.commit_id()) != created)
        {
            let steps: Vec<String> = change.fields().iter().filter_map(step).collect();
            if !steps.is_empty() {
                table.push(vec![
                    id_and_title(system, *id),
                    Cell::Date(change.commit().day()),
                    Cell::text(steps.join(", ")),
                    Cell::text(score.clone().unwrap_or_default()),
                ]);
            }
        }
    }
    table
}

/// A change of a level, as it is read: `likelihood 4 → 3`.
fn step(change: &FieldChange) -> Option<String> {
    let is_level = change.path.ends_with("likelihood") || change.path.ends_with("impact");
    let (before, after) = change.before.as_deref().zip(change.after.as_deref())?;
    is_level.then(|| format!("{} {before} → {after}", change.path.replace('_', " ")))
}

/// The treatment plan: actions that treat risks and are not over.
fn plan(meeting: &Meeting<'_>) -> Table {
    let (system, words) = (meeting.system(), meeting.words());
    let columns = vec![
        Column::new("action", words.get("board.action")).weight(4),
        Column::new("risks", words.get("board.risks")).of(ColumnType::Id),
        Column::new("owner", words.get("board.who")).weight(2),
        Column::new("due", words.get("board.due")).of(ColumnType::Date),
        Column::new("status", words.get("board.status")).of(ColumnType::State),
    ];
    let mut table = Table::new("board-plan", words.get("board.plan"), columns);
    let treats = |id: RecordId, record: &Record| {
        let addressed = system.named_in(id, "addresses").any(|one| system.record(one).is("risk"));
        record.get(ACTION_TYPE) == Some("treatment") || addressed
    };
    let is_done = |record: &Record| day(record, "done_on").is_some_and(|done| done <= system.as_of);
    let open = system
        .of_kind("action")
        .filter(|(id, record)| system.is_live(record) && !is_done(record) && treats(*id, record));
    for (id, record) in open {
        let due = day(record, "due");
        let risks = system.named_in(id, "addresses").filter(|one| system.record(*one).is("risk"));
        let status = if is_late(system, id) {
            Cell::Gap(Gap::new("overdue-action", words.get("board.overdue"), Tone::Bad))
        } else {
            Cell::state(record.status(), Tone::Watch)
        };
        table.push(vec![
            id_and_title(system, id),
            links(system, risks),
            system.owner(id).map_or(Cell::Empty, |owner| id_and_title(system, owner)),
            Cell::date(due),
            status,
        ]);
    }
    table
}
