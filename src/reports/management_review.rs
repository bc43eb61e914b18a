//! `management-review`: what is to be put before top management (clause 9.3.2), filled from the records since the last
//! review, with an agenda and room for decisions.

mod feedback;
mod inputs;
mod performance;
mod risks;

use super::Basis;
use super::named::{id_and_title, link};
use crate::base::{Date, Period};
use crate::document::{Block, Cell, Column, Gap, Inline, Section, Table, Tone, markdown};
use crate::record::Record;
use crate::record::field::{REVIEW_HELD_ON, REVIEW_INPUTS, REVIEW_TYPE};
use crate::system::{RecordId, System};
use crate::words::Words;
use crate::yaml::NodeRef;

/// Rows for decisions that are left blank.
const BLANK: usize = 6;

/// What every part of the report goes by.
struct Meeting<'a> {
    basis: &'a Basis<'a>,
    /// The review that is to be held next, if one is planned.
    next: Option<RecordId>,
    /// The last one that was held.
    last: Option<RecordId>,
    /// The day after which things are news.
    since: Date,
}

/// Builds the report.
pub(super) fn build(basis: &Basis<'_>) -> Section {
    let words = basis.words;
    let meeting = Meeting::of(basis);
    let mut section = Section::new("management-review", words.get("report.management-review"));
    section.say(words.fill("board.intro", &[("since", &meeting.since.to_string())]));
    section.push(Block::Facts(facts(&meeting)));
    section.sections.push(agenda(words));
    for (letter, build) in inputs::INPUTS {
        section.sections.push(input(&meeting, letter, build));
    }
    section.sections.push(inputs::resources(&meeting));
    section.sections.push(decisions(words));
    section
}

impl<'a> Meeting<'a> {
    fn of(basis: &'a Basis<'a>) -> Self {
        let system = basis.system;
        let is_management = |record: &Record| record.get(REVIEW_TYPE) == Some("management");
        let reviews = || system.of_kind("review").filter(|(_, record)| is_management(record));
        let held = |record: &Record| record.get(REVIEW_HELD_ON).filter(|day| *day <= system.as_of);
        let last = reviews().filter_map(|(id, record)| Some((held(record)?, id))).max();
        let open = reviews().filter(|(_, record)| held(record).is_none() && system.is_live(record));
        let next = open.min_by_key(|(id, record)| (day(record, "planned_on"), *id)).map(|(id, _)| id);
        let year: Option<Period> = "1 year".parse().ok();
        let since = last.map(|(day, _)| day).or_else(|| system.as_of.minus(year?)).unwrap_or(system.as_of);
        Self { basis, next, last: last.map(|(_, id)| id), since }
    }

    fn system(&self) -> &'a System {
        self.basis.system
    }

    fn words(&self) -> &'a Words {
        self.basis.words
    }

    /// Whether a day lies in the time that the review looks at.
    fn is_news(&self, day: Option<Date>) -> bool {
        day.is_some_and(|day| day > self.since && day <= self.system().as_of)
    }

    /// What became of a record since the last review, as the history tells it; from its own dates where there is none.
    fn news(&self, id: RecordId) -> Cell {
        let (system, words) = (self.system(), self.words());
        let Some(timeline) = self.basis.history.timeline(system.record(id).id()) else {
            let is_new = self.is_news(system.activity(id).newest);
            return if is_new { Cell::state(words.get("board.looked_at"), Tone::Watch) } else { Cell::Empty };
        };
        let created = timeline.created().filter(|change| change.is_certain());
        if created.is_some_and(|change| change.commit().day() > self.since) {
            return Cell::state(words.get("board.new"), Tone::Watch);
        }
        match timeline.significant_after(self.since).last() {
            Some(change) => {
                let day = change.commit().day().to_string();
                Cell::state(words.fill("board.changed", &[("day", &day)]), Tone::Watch)
            }
            None => Cell::text(words.get("board.as_before")),
        }
    }
}

/// Whether the day by which something was to be done has gone by, and it is not done.
fn is_late(system: &System, id: RecordId) -> bool {
    let record = system.record(id);
    let open = record.deadlines(system.as_of);
    system.is_live(record) && open.iter().any(|one| one.path == "due" && one.date < system.as_of)
}

/// A field that holds a day.
fn day(record: &Record, field: &str) -> Option<Date> {
    record.value(field)?.scalar()?.parse().ok()
}

/// A field in words.
fn text(record: &Record, field: &str) -> Cell {
    Cell::text(record.value(field).and_then(NodeRef::scalar).unwrap_or(""))
}

/// Who meets when, and when they met last.
fn facts(meeting: &Meeting<'_>) -> Vec<(String, Cell)> {
    let (system, words) = (meeting.system(), meeting.words());
    let fact = |key: &str, cell: Cell| (words.get(key).to_owned(), cell);
    let people = |id: RecordId, field: &'static str| {
        let record = system.record(id);
        let links = system.links().out_of(id).iter().filter(move |one| one.link(record).path == field);
        Cell::list(links.map(|one| match one.target() {
            Some(person) => id_and_title(system, person),
            None => Cell::text(one.node(record).text()),
        }))
    };
    let gap = |key: &str| Cell::Gap(Gap::new("management-review-overdue", words.get(key), Tone::Watch));
    let mut facts = Vec::new();
    match meeting.next {
        Some(id) => {
            facts.push(fact("board.meeting", id_and_title(system, id)));
            facts.push(fact("board.planned_on", Cell::date(day(system.record(id), "planned_on"))));
            facts.push(fact("board.chair", people(id, "chair")));
            facts.push(fact("board.attendees", people(id, "attendees")));
        }
        None => facts.push(fact("board.meeting", gap("board.none_planned"))),
    }
    let last = meeting.last.map_or_else(
        || gap("board.none_held"),
        |id| {
            let held = system.record(id).get(REVIEW_HELD_ON).map(|day| day.to_string()).unwrap_or_default();
            let text = format!(" {}, {held}", system.record(id).title());
            Cell::Rich(vec![Inline::record(system.record(id).id()), Inline::text(text)])
        },
    );
    facts.push(fact("board.last", last));
    facts.push(fact("board.period", Cell::text(format!("{} – {}", meeting.since, system.as_of))));
    facts.retain(|(_, cell)| *cell != Cell::Empty);
    facts
}

fn agenda(words: &Words) -> Section {
    let mut section = Section::new("board-agenda", words.get("board.agenda"));
    let points = inputs::INPUTS.iter().map(|(letter, _)| {
        vec![Block::Paragraph(vec![Inline::link(
            format!("board-{letter}"),
            words.get(&format!("board.input_{letter}")),
        )])]
    });
    let rest = [("board-resources", "board.resources"), ("board-decisions", "board.decisions")];
    let rest = rest.map(|(anchor, key)| vec![Block::Paragraph(vec![Inline::link(anchor, words.get(key))])]);
    section.push(Block::List { start: Some(1), items: points.chain(rest).collect() });
    section
}

/// One input: what the records say, and what was written into the coming review already.
fn input(meeting: &Meeting<'_>, letter: &str, build: fn(&Meeting<'_>, &mut Section)) -> Section {
    let words = meeting.words();
    let mut section = Section::new(format!("board-{letter}"), words.get(&format!("board.input_{letter}")));
    build(meeting, &mut section);
    if section.blocks.is_empty() {
        let message = words.get("board.nothing");
        section.push(Block::Gap(Gap::new("review-input-missing", message, Tone::Watch)));
    }
    let written = meeting.next.and_then(|id| {
        let inputs = meeting.system().record(id).get(REVIEW_INPUTS)?;
        inputs.get(letter)?.scalar().filter(|text| !text.trim().is_empty())
    });
    if let Some(text) = written {
        section.say(words.get("board.written"));
        section.blocks.extend(markdown(text));
    }
    section
}

/// Room for what is decided (clause 9.3.3).
fn decisions(words: &Words) -> Section {
    let mut section = Section::new("board-decisions", words.get("board.decisions"));
    section.say(words.get("board.decisions_intro"));
    let columns = vec![
        Column::new("number", words.get("board.number")).weight(1),
        Column::new("decision", words.get("board.decision")).weight(5),
        Column::new("action", words.get("board.action")).weight(3),
        Column::new("who", words.get("board.who")).weight(2),
        Column::new("due", words.get("board.due")).weight(2),
        Column::new("resources", words.get("board.resources")).weight(2),
    ];
    let mut table = Table::new("board-decisions", words.get("board.decisions"), columns);
    for number in 1..=BLANK {
        let mut cells = vec![Cell::Empty; 6];
        cells[0] = Cell::count(number);
        table.push(cells);
    }
    section.push(Block::Table(table));
    let line = "_".repeat(30);
    let sign = |key: &str| (words.get(key).to_owned(), Cell::text(&line));
    section.push(Block::Facts(vec![sign("board.verdict"), sign("board.signed"), sign("board.signed_on")]));
    section
}

/// Ids of records as links.
fn links(system: &System, ids: impl Iterator<Item = RecordId>) -> Cell {
    Cell::list(ids.map(|id| link(system, id)))
}
