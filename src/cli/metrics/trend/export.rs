//! Metrics over time for spreadsheets and other programs.

use serde::Serialize;

use crate::base::{Date, text};
use crate::metrics::trend::{Series, Trend};
use crate::metrics::{Better, Figure};
use crate::system::System;
use crate::transfer::Sheet;

/// Every metric at every month end, and now.
pub(super) fn sheet(trend: &Trend, system: &System) -> Sheet {
    let head = vec![
        "date",
        "commit",
        "metric",
        "what",
        "value",
        "unit",
        "target",
        "alarm",
        "verdict",
        "part",
        "whole",
        "no data because",
    ];
    let mut rows = Vec::new();
    for series in &trend.series {
        for (month, figure) in trend.months.iter().zip(&series.then) {
            let commit = month.commit.as_ref().map_err(String::as_str);
            let name = commit.map(|commit| commit.name.to_string());
            rows.extend(match (figure, &name) {
                (Some(figure), Ok(name)) => Some(cells(month.day, name, figure)),
                (None, Err(why)) => Some(unknown(month.day, &series.id, why)),
                _ => None,
            });
        }
        rows.extend(series.now.as_ref().map(|figure| cells(system.as_of, "", figure)));
    }
    Sheet { head, rows }
}

fn cells(day: Date, commit: &str, figure: &Figure) -> Vec<String> {
    let clean = |text: &str| text::plain(text).into_owned();
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    let count = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        day.to_string(),
        commit.to_owned(),
        clean(&figure.id),
        clean(&figure.title),
        number(figure.value.as_ref().ok().copied()),
        clean(&figure.unit),
        number(figure.target),
        number(figure.alarm),
        figure.verdict().as_str().to_owned(),
        count(figure.part),
        count(figure.whole),
        clean(figure.value.as_ref().err().map_or("", String::as_str)),
    ]
}

fn unknown(day: Date, metric: &str, why: &str) -> Vec<String> {
    let mut cells = vec![String::new(); 12];
    cells[0] = day.to_string();
    cells[2] = text::plain(metric).into_owned();
    cells[8] = "unknown".to_owned();
    cells[11] = text::plain(why).into_owned();
    cells
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    as_of: String,
    since: String,
    months: Vec<End<'a>>,
    metrics: Vec<Row<'a>>,
}

/// A month end; without a commit its state is unknown, and `unknown` says why.
#[derive(Serialize)]
struct End<'a> {
    day: String,
    commit: Option<String>,
    unknown: Option<&'a str>,
    unread_files: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    origin: Option<&'a str>,
    unit: &'a str,
    better: Option<&'a str>,
    /// One for each month end; null where its state is unknown or there was no such metric.
    then: Vec<Option<Point<'a>>>,
    now: Option<Point<'a>>,
}

/// A figure. `value` is null where there is no data, and `no_data` says why.
#[derive(Serialize)]
struct Point<'a> {
    day: String,
    value: Option<f64>,
    target: Option<f64>,
    alarm: Option<f64>,
    verdict: &'a str,
    part: Option<usize>,
    whole: Option<usize>,
    no_data: Option<&'a str>,
    period: Option<&'a str>,
}

fn point(day: Date, figure: &Figure) -> Point<'_> {
    Point {
        day: day.to_string(),
        value: figure.value.as_ref().ok().copied(),
        target: figure.target,
        alarm: figure.alarm,
        verdict: figure.verdict().as_str(),
        part: figure.part,
        whole: figure.whole,
        no_data: figure.value.as_ref().err().map(String::as_str),
        period: figure.period.as_deref(),
    }
}

/// The same for other programs.
pub(super) fn json(trend: &Trend, system: &System, from: Date) -> String {
    let months = trend.months.iter().map(|month| End {
        day: month.day.to_string(),
        commit: month.commit.as_ref().ok().map(|commit| commit.name.to_string()),
        unknown: month.commit.as_ref().err().map(String::as_str),
        unread_files: month.unread,
    });
    text::json(&Report {
        schema: 1,
        as_of: system.as_of.to_string(),
        since: from.to_string(),
        months: months.collect(),
        metrics: trend.series.iter().map(|series| metric(series, trend, system)).collect(),
    })
}

fn metric<'a>(series: &'a Series, trend: &Trend, system: &System) -> Row<'a> {
    let latest = series.latest();
    let then = series.then.iter().zip(&trend.months);
    Row {
        id: &series.id,
        title: latest.map_or("", |figure| &figure.title),
        origin: latest.map(|figure| figure.origin.as_str()),
        unit: latest.map_or("", |figure| &figure.unit),
        better: latest.and_then(|figure| figure.better).map(Better::as_str),
        then: then.map(|(figure, month)| figure.as_ref().map(|figure| point(month.day, figure))).collect(),
        now: series.now.as_ref().map(|figure| point(system.as_of, figure)),
    }
}
