//! Findings and corrective actions: how old they are, why they came about, what was done and whether it helped (10.1, 10.2).

use super::{Basis, Report, cells};
use crate::base::Date;
use crate::document::{
    Bar, Block, Cell, Chart, ColumnType, Figure, Gap, Occasion, Plot, Section, Table, Tone,
};
use crate::record::field::{ACTION_CHECKED_ON, ACTION_DONE_ON, FINDING_RAISED_ON, FINDING_TYPE};
use crate::record::{Deadline, Record};
use crate::schema::State;
use crate::system::RecordId;

/// Findings and actions.
pub(super) fn actions(basis: &Basis<'_>) -> Section {
    let mut section = Report::section("actions", basis.words);
    let [findings, actions] = ["finding", "action"].map(|kind| sorted(basis, kind));
    let due = deadlines(basis, &actions);
    section.push(Block::Figures(figures(basis, &findings, &actions, &due)));
    if !due.is_empty() {
        section.push(Block::Chart(calendar(basis, &due)));
    }
    let mut part = Section::new("actions-findings", basis.words.get("actions.findings"));
    if findings.is_empty() {
        part.say(basis.words.get("actions.no_findings"));
    } else {
        part.blocks.extend(ages(basis, &findings).map(Block::Chart));
        part.push(Block::Table(finding_table(basis, &findings)));
    }
    section.sections.push(part);
    let mut part = Section::new("actions-actions", basis.words.get("actions.actions"));
    if actions.is_empty() {
        part.say(basis.words.get("actions.no_actions"));
    } else {
        part.push(Block::Table(action_table(basis, &actions)));
    }
    section.sections.push(part);
    section
}

/// Records of a kind: those whose life is not over first, each part by id.
fn sorted(basis: &Basis<'_>, kind: &str) -> Vec<RecordId> {
    let mut ids: Vec<RecordId> = basis.system.of_kind(kind).map(|(id, _)| id).collect();
    ids.sort_by_key(|&id| (!is_open(basis, id), basis.system.record(id).id()));
    ids
}

fn is_open(basis: &Basis<'_>, id: RecordId) -> bool {
    basis.system.is_live(basis.system.record(id))
}

/// Deadlines of live actions that are not met, by day.
fn deadlines<'a>(basis: &Basis<'a>, actions: &[RecordId]) -> Vec<(RecordId, Deadline<'a>)> {
    let live = actions.iter().filter(|&&id| is_open(basis, id));
    let of_one = |&id: &RecordId| {
        let record: &'a Record = basis.system.record(id);
        record.deadlines(basis.system.as_of).into_iter().map(move |deadline| (id, deadline))
    };
    let mut all: Vec<(RecordId, Deadline<'a>)> = live.flat_map(of_one).collect();
    all.sort_by_key(|(id, deadline)| (deadline.date, basis.system.record(*id).id()));
    all
}

fn figures(
    basis: &Basis<'_>,
    findings: &[RecordId],
    actions: &[RecordId],
    due: &[(RecordId, Deadline<'_>)],
) -> Vec<Figure> {
    let system = basis.system;
    let open = |wanted: &[&str]| {
        let fits = |id: &&RecordId| {
            let ty = system.record(**id).get(FINDING_TYPE).unwrap_or_default();
            is_open(basis, **id) && wanted.contains(&ty)
        };
        findings.iter().filter(fits).count()
    };
    let nonconformities = open(&["major", "minor"]);
    let late = due.iter().filter(|(_, deadline)| deadline.date < system.as_of).count();
    let unproved = actions.iter().filter(|&&id| awaits_check(basis, id)).count();
    let running = actions.iter().filter(|&&id| is_open(basis, id)).count();
    let words = basis.words;
    vec![
        cells::figure(
            words,
            "actions.open_nonconformities",
            nonconformities,
            cells::none_is_good(nonconformities, Tone::Watch),
        ),
        cells::figure(words, "actions.open_other", open(&["observation", "opportunity"]), Tone::Plain),
        cells::figure(words, "actions.running", running, Tone::Plain),
        cells::figure(words, "actions.late", late, cells::none_is_good(late, Tone::Bad)),
        cells::figure(words, "actions.unproved", unproved, Tone::Plain),
    ]
}

/// Whether an action is done and nobody has looked yet whether it helped.
fn awaits_check(basis: &Basis<'_>, id: RecordId) -> bool {
    let record = basis.system.record(id);
    record.get(ACTION_DONE_ON).is_some() && record.get(ACTION_CHECKED_ON).is_none() && is_open(basis, id)
}

/// What falls due, as a calendar.
fn calendar(basis: &Basis<'_>, due: &[(RecordId, Deadline<'_>)]) -> Chart {
    let today = basis.system.as_of;
    let soon = today.plus_days(30).unwrap_or(today);
    let tone = |day: Date| match day {
        day if day < today => Tone::Bad,
        day if day <= soon => Tone::Watch,
        _ => Tone::Plain,
    };
    let what = |deadline: &Deadline<'_>| {
        let path = deadline.path.replace('.', "_");
        basis.words.find(&format!("actions.due_{path}")).map_or_else(
            || deadline.field.what.clone().unwrap_or_else(|| deadline.field.name.clone()),
            str::to_owned,
        )
    };
    let columns = [
        ("date", ColumnType::Date, 1),
        ("what", ColumnType::Text, 2),
        ("record", ColumnType::Id, 1),
        ("title", ColumnType::Text, 3),
        ("owner", ColumnType::Id, 1),
        ("standing", ColumnType::State, 1),
    ];
    let columns = cells::columns(basis.words, &columns);
    let mut table = Table::new("actions-due", basis.words.get("actions.calendar"), columns);
    let mut occasions = Vec::with_capacity(due.len());
    for (id, deadline) in due {
        let record = basis.system.record(*id);
        let label = what(deadline);
        table.push(vec![
            Cell::Date(deadline.date),
            Cell::text(&label),
            Cell::record(record.id()),
            cells::title(basis, *id),
            cells::field(basis, *id, "owner"),
            standing(basis, deadline.date),
        ]);
        let (id, tone) = (crate::document::clean(record.id()), tone(deadline.date));
        occasions.push(Occasion { day: deadline.date, label, id, tone });
    }
    let late = due.iter().filter(|(_, deadline)| deadline.date < today).count();
    let values = [("n", &*due.len().to_string()), ("late", &*late.to_string())];
    Chart {
        title: basis.words.get("actions.calendar").to_owned(),
        description: basis.words.fill("actions.calendar_text", &values),
        plot: Plot::Calendar { today, occasions },
        table,
    }
}

/// How many days are left, or have gone by.
fn standing(basis: &Basis<'_>, day: Date) -> Cell {
    let days = day.days_since(basis.system.as_of);
    if days >= 0 {
        let tone = if days <= 30 { Tone::Watch } else { Tone::Plain };
        return Cell::state(basis.words.count("actions.left", days as usize), tone);
    }
    let late = basis.words.count("actions.late_days", days.unsigned_abs() as usize);
    Cell::Gap(Gap::new("overdue-action", late, Tone::Bad))
}

/// Upper ends of the steps of age, in days.
const AGES: [i64; 3] = [30, 90, 180];

/// Open findings by age.
fn ages(basis: &Basis<'_>, findings: &[RecordId]) -> Option<Chart> {
    let mut steps: [Vec<&str>; AGES.len() + 1] = Default::default();
    for &id in findings.iter().filter(|&&id| is_open(basis, id)) {
        let Some(days) = age(basis, id) else { continue };
        let step = AGES.iter().position(|&end| days <= end).unwrap_or(AGES.len());
        steps[step].push(basis.system.record(id).id());
    }
    if steps.iter().all(Vec::is_empty) {
        return None;
    }
    let columns =
        [("age", ColumnType::Text, 1), ("count", ColumnType::Number, 1), ("findings", ColumnType::Id, 3)];
    let columns = cells::columns(basis.words, &columns);
    let title = basis.words.get("actions.ages");
    let mut table = Table::new("actions-ages", title, columns);
    let mut bars = Vec::new();
    for (step, ids) in steps.iter().enumerate() {
        let from = step.checked_sub(1).map_or(0, |before| AGES[before] + 1).to_string();
        let label = match AGES.get(step) {
            Some(end) => basis.words.fill("actions.days_to", &[("from", &from), ("to", &end.to_string())]),
            None => basis.words.fill("actions.days_more", &[("from", &from)]),
        };
        let tone = match (ids.is_empty(), step) {
            (true, _) | (false, 0) => Tone::Plain,
            (false, 1) => Tone::Watch,
            _ => Tone::Bad,
        };
        table.push(vec![Cell::text(&label), Cell::count(ids.len()), Cell::records(ids)]);
        bars.push(Bar { label, value: ids.len() as f64, tone, to: None });
    }
    let count = steps.iter().map(Vec::len).sum();
    let description = basis.words.count("actions.ages_text", count);
    Some(Chart {
        title: title.to_owned(),
        description,
        plot: Plot::Bars { bars, unit: String::new() },
        table,
    })
}

/// Days since a finding was raised.
fn age(basis: &Basis<'_>, id: RecordId) -> Option<i64> {
    let raised = basis.system.record(id).get(FINDING_RAISED_ON)?;
    Some(basis.system.as_of.days_since(raised)).filter(|days| *days >= 0)
}

fn finding_table(basis: &Basis<'_>, ids: &[RecordId]) -> Table {
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

fn action_table(basis: &Basis<'_>, ids: &[RecordId]) -> Table {
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
