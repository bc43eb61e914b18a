//! Measurements of a metric, dated by the period that each names or by the day it was taken.

use super::performed::Performance;
use super::series::{Promise, Said, Series};
use crate::base::{Date, Period};
use crate::record::Record;
use crate::record::field::{Items, METRIC_EVERY, METRIC_MEASUREMENTS};
use crate::system::{RecordId, System};
use crate::yaml::NodeRef;

/// The measurements of every metric that is measured by hand.
pub(super) fn all(system: &System) -> impl Iterator<Item = Series> {
    system.of_kind("metric").filter_map(|(id, _)| of(system, id))
}

/// The measurements of one metric; `None` where it does not say how often, or is computed by a formula.
pub(super) fn of(system: &System, id: RecordId) -> Option<Series> {
    let metric = system.record(id);
    let every = metric.get(METRIC_EVERY)?;
    if !system.is_live(metric) || metric.value("formula").is_some() {
        return None;
    }
    let said = Said {
        record: id,
        promise: Promise::Measurement,
        what: "measurement".to_owned(),
        field: "every".to_owned(),
    };
    let start = metric.get(METRIC_MEASUREMENTS).is_none().then(|| system.activity(id).newest).flatten();
    Some(Series::regular(said, every, start, taken(metric, id, system.as_of), system.as_of))
}

fn taken(metric: &Record, id: RecordId, as_of: Date) -> Vec<Performance> {
    let items = metric.get(METRIC_MEASUREMENTS).into_iter().flat_map(Items::iter);
    let one = |item: NodeRef<'_>| {
        let text = |key| item.get(key).and_then(NodeRef::scalar);
        let measured: Option<Date> = text("measured_on").and_then(|date| date.parse().ok());
        let over = text("period").and_then(end_of);
        let date = measured.or_else(|| over.and_then(|over| over.minus(Period::days(1))))?;
        let done = Performance { counts: over.unwrap_or(date), ..Performance::on(date, id, false) };
        (date <= as_of).then_some(done)
    };
    items.filter_map(one).collect()
}

/// The first day after a period that is written `2026`, `2026-H1`, `2026-Q3`, `2026-10`, `2026-W07` or as a day.
fn end_of(written: &str) -> Option<Date> {
    let written = written.trim();
    if let Ok(day) = written.parse::<Date>() {
        return day.plus(Period::days(1));
    }
    let (year, part) = written.split_once('-').map_or((written, None), |(year, part)| (year, Some(part)));
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let first = Date::new(year.parse().ok().filter(|_| is_year)?, 1, 1)?;
    let number = |text: &str, most: u32| {
        text.parse::<u32>().ok().filter(|number| (1..=most).contains(number) && !text.starts_with('+'))
    };
    let months = match part {
        None => 12,
        Some(part) => match part.split_at_checked(1)? {
            ("Q" | "q", quarter) => number(quarter, 4)? * 3,
            ("H" | "h", half) => number(half, 2)? * 6,
            ("W" | "w", week) => {
                return Date::of_week(first.year(), number(week, 53)?)?.plus(Period::days(7));
            }
            _ => number(part, 12)?,
        },
    };
    first.plus(Period::months(months))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_in_the_forms_that_people_use() {
        for (written, over) in [
            ("2026", "2027-01-01"),
            ("2026-H1", "2026-07-01"),
            ("2026-Q3", "2026-10-01"),
            ("2026-q4", "2027-01-01"),
            ("2026-10", "2026-11-01"),
            ("2026-W01", "2026-01-05"),
            ("2026-03-31", "2026-04-01"),
        ] {
            assert_eq!(end_of(written).map(|day| day.to_string()).as_deref(), Some(over), "{written}");
        }
        for written in ["", "Q3", "2026-Q5", "2026-13", "2026-H0", "26", "spring", "2026-+1", "2026-Ö"] {
            assert_eq!(end_of(written), None, "{written}");
        }
    }
}
