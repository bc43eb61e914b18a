//! How the system did: nonconformities, measurements, audits and objectives (9.3.2 d).

use super::{Meeting, day, links, text};
use crate::document::{Block, Cell, Column, ColumnType, Figure as KeyFigure, Gap, Section, Table, Tone};
use crate::metrics::{self, Figure, Verdict};
use crate::record::Record;
use crate::record::field::{AUDIT_PERFORMED_ON, AUDIT_TYPE, FINDING_RAISED_ON, FINDING_TYPE};
use crate::reports::metrics::{headline, table as metric_table};
use crate::reports::named::id_and_title;
use crate::system::RecordId;

/// Findings that were raised since, and those that are open.
pub(super) fn nonconformities(meeting: &Meeting<'_>, section: &mut Section) {
    let (system, words) = (meeting.system(), meeting.words());
    let all: Vec<(RecordId, &Record)> = system
        .of_kind("finding")
        .filter(|(_, record)| record.get(FINDING_RAISED_ON).is_none_or(|day| day <= system.as_of))
        .filter(|(_, record)| record.get(FINDING_TYPE) != Some("opportunity"))
        .collect();
    let raised = all.iter().filter(|(_, record)| meeting.is_news(record.get(FINDING_RAISED_ON))).count();
    let open: Vec<_> = all.iter().filter(|(_, record)| system.is_live(record)).collect();
    let major = open.iter().filter(|(_, record)| record.get(FINDING_TYPE) == Some("major")).count();
    let figure = |key: &str, number: usize, tone: Tone| KeyFigure {
        label: words.get(key).to_owned(),
        value: number.to_string(),
        tone: if number == 0 { Tone::Good } else { tone },
        ..KeyFigure::default()
    };
    section.push(Block::Figures(vec![
        KeyFigure { tone: Tone::Plain, ..figure("board.raised", raised, Tone::Plain) },
        figure("board.open_findings", open.len(), Tone::Watch),
        figure("board.open_major", major, Tone::Bad),
    ]));
    let columns = vec![
        Column::new("finding", words.get("board.finding")).weight(4),
        Column::new("type", words.get("board.type")).weight(1),
        Column::new("raised_on", words.get("board.raised_on")).of(ColumnType::Date),
        Column::new("status", words.get("board.status")).weight(1),
        Column::new("actions", words.get("board.actions")).weight(3),
    ];
    let mut table = Table::new("board-findings", words.get("board.input_d1"), columns);
    let shown = all
        .iter()
        .filter(|(_, record)| system.is_live(record) || meeting.is_news(record.get(FINDING_RAISED_ON)));
    for (id, record) in shown {
        let actions = system.named_in(*id, "actions").chain(system.naming(*id, "action", "addresses"));
        let mut actions: Vec<RecordId> = actions.collect();
        actions.sort_unstable();
        actions.dedup();
        let gap = || Cell::Gap(Gap::new("finding-without-action", words.get("board.no_action"), Tone::Bad));
        table.push(vec![
            id_and_title(system, *id),
            text(record, "type"),
            Cell::date(record.get(FINDING_RAISED_ON)),
            text(record, "status"),
            if actions.is_empty() { gap() } else { links(system, actions.into_iter()) },
        ]);
    }
    if !table.rows.is_empty() {
        section.push(Block::Table(table));
    }
}

/// The figures that stand out, and every metric that has a target; the report `metrics` has them all.
pub(super) fn measurements(meeting: &Meeting<'_>, section: &mut Section) {
    let words = meeting.words();
    let figures = metrics::figures(meeting.system(), &[]);
    section.push(Block::Figures(headline(&figures, words)));
    let measured =
        |figure: &Figure| matches!(figure.verdict(), Verdict::Met | Verdict::NotMet | Verdict::Alarm);
    let figures: Vec<Figure> = figures.into_iter().filter(measured).collect();
    let mut table = metric_table(&figures, words);
    (table.key, table.register) = ("board-metrics".to_owned(), false);
    section.push(Block::Table(table));
}

/// Audits that were performed since.
pub(super) fn audits(meeting: &Meeting<'_>, section: &mut Section) {
    let (system, words) = (meeting.system(), meeting.words());
    let columns = vec![
        Column::new("audit", words.get("audits.audit")).weight(3),
        Column::new("type", words.get("audits.type")),
        Column::new("performed_on", words.get("audits.performed_on")).of(ColumnType::Date),
        Column::new("findings", words.get("audits.findings")).weight(2),
        Column::new("conclusion", words.get("audits.conclusion")).weight(5),
    ];
    let mut table = Table::new("board-audits", words.get("board.input_d3"), columns);
    for (id, audit) in
        system.of_kind("audit").filter(|(_, audit)| meeting.is_news(audit.get(AUDIT_PERFORMED_ON)))
    {
        table.push(vec![
            id_and_title(system, id),
            Cell::text(audit.get(AUDIT_TYPE).unwrap_or("")),
            Cell::date(audit.get(AUDIT_PERFORMED_ON)),
            links(system, system.naming(id, "finding", "source")),
            text(audit, "conclusion"),
        ]);
    }
    if table.rows.is_empty() {
        let message = words.fill("board.no_audit", &[("since", &meeting.since.to_string())]);
        section.push(Block::Gap(Gap::new("overdue-audit", message, Tone::Watch)));
    } else {
        section.push(Block::Table(table));
    }
}

/// Objectives: those that are under way, and those that were due since.
pub(super) fn objectives(meeting: &Meeting<'_>, section: &mut Section) {
    let (system, words) = (meeting.system(), meeting.words());
    let columns = vec![
        Column::new("objective", words.get("board.objective")).weight(3),
        Column::new("target", words.get("metrics.target")).weight(3),
        Column::new("due", words.get("board.due")).of(ColumnType::Date),
        Column::new("status", words.get("board.status")).of(ColumnType::State),
        Column::new("result", words.get("board.result")).weight(3),
    ];
    let mut table = Table::new("board-objectives", words.get("board.input_d4"), columns);
    let counts = |record: &Record| system.is_live(record) || meeting.is_news(day(record, "due"));
    for (id, record) in system.of_kind("objective").filter(|(_, record)| counts(record)) {
        let late = system.is_live(record) && day(record, "due").is_some_and(|due| due < system.as_of);
        let status = match record.status() {
            _ if late => {
                Cell::Gap(Gap::new("overdue-objective", words.get("board.objective_late"), Tone::Bad))
            }
            "achieved" | "on-track" => Cell::state(record.status(), Tone::Good),
            "missed" => Cell::state(record.status(), Tone::Bad),
            "at-risk" => Cell::state(record.status(), Tone::Watch),
            other => Cell::state(other, Tone::Plain),
        };
        table.push(vec![
            id_and_title(system, id),
            text(record, "target"),
            Cell::date(day(record, "due")),
            status,
            text(record, "result"),
        ]);
    }
    if !table.rows.is_empty() {
        section.push(Block::Table(table));
    }
}
