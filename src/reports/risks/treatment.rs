//! The treatment plan (6.1.3 e) and what was accepted (6.1.3 f).

use crate::document::{Block, Cell, ColumnType, Gap, Section, Table, Tone};
use crate::record::Stage;
use crate::record::field::{RISK_ACCEPTANCE, RISK_TREATMENT};
use crate::reports::{Basis, cells};
use crate::schema::State;
use crate::system::RecordId;
use crate::yaml::NodeRef;

/// What is done about each live risk: controls with how far they are, actions with their days.
pub(super) fn plan(basis: &Basis<'_>, live: &[RecordId]) -> Section {
    let mut section = Section::new("risks-treatment", basis.words.get("risks.treatment"));
    let treated = |id: &RecordId| basis.system.record(*id).get(RISK_TREATMENT) != Some("accept");
    let planned: Vec<RecordId> = live.iter().copied().filter(treated).collect();
    if planned.is_empty() {
        section.say(basis.words.get("risks.no_treatment"));
        return section;
    }
    let columns = [
        ("risk", ColumnType::Id, 1),
        ("title", ColumnType::Text, 2),
        ("score", ColumnType::State, 1),
        ("treatment", ColumnType::Text, 1),
        ("controls", ColumnType::Text, 2),
        ("actions", ColumnType::Text, 3),
        ("residual_score", ColumnType::State, 1),
        ("owner", ColumnType::Text, 2),
    ];
    let columns = cells::columns(basis.words, &columns);
    let mut table = Table::new("risks-treatment", basis.words.get("risks.treatment"), columns);
    table.register = true;
    for id in planned {
        table.push(vec![
            Cell::record(basis.system.record(id).id()),
            cells::title(basis, id),
            cells::score(basis, id, Stage::Current),
            cells::field(basis, id, "treatment"),
            controls(basis, id),
            actions(basis, id),
            cells::score(basis, id, Stage::Residual),
            cells::owner(basis, id),
        ]);
    }
    section.push(Block::Table(table));
    section
}

/// The controls that treat a risk, each with how far it is.
fn controls(basis: &Basis<'_>, id: RecordId) -> Cell {
    let control = |control: RecordId| {
        let mut words = cells::inlines(&cells::records(basis, [control]));
        let how_far = cells::field(basis, control, "implementation_status").words();
        if !how_far.is_empty() {
            words.push(crate::document::Inline::text(format!(" {how_far}")));
        }
        Cell::Rich(words)
    };
    let controls: Vec<Cell> = basis.system.named_in(id, "controls").map(control).collect();
    let untreated = basis.found.about(basis.system.record(id).id()).iter();
    let untreated =
        untreated.filter(|known| known.finding.rule == "untreated-risk" && known.waived.is_none());
    match untreated.map(|known| Cell::Gap(known.gap())).next() {
        Some(gap) if controls.is_empty() => gap,
        _ if controls.is_empty() => cells::field(basis, id, "controls"),
        _ => Cell::list(controls),
    }
}

/// The actions that address a risk, each with its day and status; those that were called off are left out.
fn actions(basis: &Basis<'_>, id: RecordId) -> Cell {
    let mut actions: Vec<RecordId> = basis.system.naming(id, "action", "addresses").collect();
    actions.dedup();
    let stands = |id: &RecordId| !basis.system.record(*id).is_in(State::Retired, basis.system.as_of);
    Cell::list(actions.into_iter().filter(stands).map(|action| {
        let mut words = cells::inlines(&cells::named(basis, action));
        let due = cells::field(basis, action, "due").words();
        let status = basis.system.record(action).status();
        words.push(crate::document::Inline::text(format!(" ({status}, {due})")));
        Cell::Rich(words)
    }))
}

/// Every acceptance, with whether it is in force.
pub(super) fn acceptances(basis: &Basis<'_>, all: &[RecordId]) -> Section {
    let mut section = Section::new("risks-acceptances", basis.words.get("risks.acceptances"));
    let accepted = |id: &RecordId| {
        let record = basis.system.record(*id);
        record.get(RISK_ACCEPTANCE).is_some() || record.get(RISK_TREATMENT) == Some("accept")
    };
    let accepted: Vec<RecordId> = all.iter().copied().filter(accepted).collect();
    if accepted.is_empty() {
        section.say(basis.words.get("risks.no_acceptance"));
        return section;
    }
    let columns = [
        ("risk", ColumnType::Id, 1),
        ("title", ColumnType::Text, 2),
        ("residual_score", ColumnType::State, 1),
        ("accepted_by", ColumnType::Id, 1),
        ("accepted_on", ColumnType::Date, 1),
        ("until", ColumnType::Date, 1),
        ("justification", ColumnType::Text, 4),
        ("standing", ColumnType::State, 1),
    ];
    let columns = cells::columns(basis.words, &columns);
    let mut table = Table::new("risks-acceptances", basis.words.get("risks.acceptances"), columns);
    table.register = true;
    accepted.into_iter().for_each(|id| table.push(acceptance(basis, id)));
    section.push(Block::Table(table));
    section
}

fn acceptance(basis: &Basis<'_>, id: RecordId) -> Vec<Cell> {
    let record = basis.system.record(id);
    let given = record.get(RISK_ACCEPTANCE);
    let text = |key: &str| given.and_then(|given| given.get(key)).and_then(NodeRef::scalar);
    let day =
        |key: &str| text(key).map_or(Cell::Empty, |day| day.parse().map_or(Cell::text(day), Cell::Date));
    let left = match cells::score(basis, id, Stage::Residual) {
        Cell::Empty => cells::score(basis, id, Stage::Current),
        score => score,
    };
    let by =
        text("by").map_or_else(|| cells::field(basis, id, "acceptance"), |by| cells::reference(basis, by));
    vec![
        Cell::record(record.id()),
        cells::title(basis, id),
        left,
        by,
        day("on"),
        day("until"),
        Cell::text(text("justification").unwrap_or_default()),
        standing(basis, id),
    ]
}

fn standing(basis: &Basis<'_>, id: RecordId) -> Cell {
    let system = basis.system;
    if !system.is_live(system.record(id)) {
        return Cell::state(basis.words.get("risks.over"), Tone::Past);
    }
    match system.acceptance_ended(id) {
        Some(day) => {
            let words = basis.words.fill("risks.acceptance_ended", &[("date", &day.to_string())]);
            Cell::Gap(Gap::new("acceptance-expired", words, Tone::Bad))
        }
        None if system.is_accepted(id) => Cell::state(basis.words.get("risks.in_force"), Tone::Good),
        None => Cell::state(basis.words.get("risks.not_in_force"), Tone::Watch),
    }
}
