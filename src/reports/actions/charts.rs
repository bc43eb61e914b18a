//! What falls due, and how old open findings are, as drawings.

use super::{age, is_open};
use crate::base::Date;
use crate::document::{Bar, Cell, Chart, ColumnType, Gap, Occasion, Plot, Table, Tone};
use crate::record::Deadline;
use crate::reports::{Basis, cells};
use crate::system::RecordId;

/// What falls due, as a calendar.
pub(super) fn calendar(basis: &Basis<'_>, due: &[(RecordId, Deadline<'_>)]) -> Chart {
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
pub(super) fn standing(basis: &Basis<'_>, day: Date) -> Cell {
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
pub(super) fn ages(basis: &Basis<'_>, findings: &[RecordId]) -> Option<Chart> {
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
