//! `isms metrics --since`: how metrics went, month by month.

mod export;

use super::super::table::table;
use super::super::{Error, Exit, Global, say, session, terminal};
use super::{Arguments, MetricFormat, known};
use crate::base::{Date, Period, text};
use crate::metrics::Figure;
use crate::metrics::trend::{Month, Series, Trend, month_ends, trend};
use crate::transfer::{Sheet, csv, markdown};

/// Months that a sparkline shows at most, and now.
const SHOWN: usize = 36;

/// From when on.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) enum Since {
    Day(Date),
    Ago(Period),
}

/// Reads `2024-01-01`, `3y`, `18m`, `90d`, `2w` or `3 years`.
pub(super) fn since(written: &str) -> Result<Since, String> {
    let number = written.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let long = match &written[number.len()..] {
        "y" => format!("{number} years"),
        "m" => format!("{number} months"),
        "w" => format!("{number} weeks"),
        "d" => format!("{number} days"),
        _ => written.to_owned(),
    };
    if written.len() >= 8 && written.starts_with(|c: char| c.is_ascii_digit()) && written.contains('-') {
        return terminal::date(written).map(Since::Day);
    }
    long.parse()
        .map(Since::Ago)
        .map_err(|_| "a date such as 2024-01-01, or a time such as 3y, 18m or 90d".to_owned())
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments, since: Since) -> Result<Exit, Error> {
    let (snapshot, loaded) = session::load(global)?;
    let system = loaded.system;
    known(&system, &arguments.metrics)?;
    let revisions = session::revisions(global)?;
    let head = match snapshot.commit() {
        Some((commit, _)) => commit.clone(),
        None => revisions.head()?,
    };
    let today = system.as_of;
    let from = match since {
        Since::Day(day) => day,
        Since::Ago(period) => today.minus(period).unwrap_or(today),
    };
    let days = month_ends(from, today);
    let open = |commit: &_| session::at(global, &revisions, commit);
    let trend = trend((&revisions, &head), &days, (&system, &arguments.metrics), open)?;
    match arguments.format {
        MetricFormat::Table => terminal::print(&shown(&trend))?,
        MetricFormat::Md => {
            terminal::print(&markdown::write(&Sheet { head: HEAD.to_vec(), rows: rows(&trend) }))?;
        }
        MetricFormat::Csv => terminal::print_file(&csv::write(&export::sheet(&trend, &system)))?,
        MetricFormat::Json => terminal::print_json(&export::json(&trend, &system, from))?,
    }
    if !global.quiet {
        notes(&trend, from).iter().for_each(|note| say(note));
    }
    Ok(Exit::Clean)
}

const HEAD: [&str; 6] = ["metric", "trend", "first", "now", "target", "is it met"];

fn shown(trend: &Trend) -> String {
    table(&HEAD, rows(trend))
}

fn rows(trend: &Trend) -> Vec<Vec<String>> {
    let row = |series: &Series| {
        let first = series.then.iter().zip(&trend.months).find_map(|(figure, month)| {
            let figure = figure.as_ref().filter(|figure| figure.value.is_ok())?;
            Some(format!("{} ({})", figure.value_text(), &month.day.to_string()[..7]))
        });
        let now = series.now.as_ref();
        vec![
            text::plain(&series.id).into_owned(),
            sparkline(series, &trend.months, terminal::unicode()),
            text::plain(&first.unwrap_or_else(|| "no data".to_owned())).into_owned(),
            text::plain(&now.map_or("gone".to_owned(), Figure::value_text)).into_owned(),
            text::plain(&now.map_or(String::new(), Figure::target_text)).into_owned(),
            now.map_or("", |figure| figure.verdict().as_str()).to_owned(),
        ]
    };
    trend.series.iter().map(row).collect()
}

/// One character for each month end and one for now: higher where the value is. `?` is unknown, `.` no data.
fn sparkline(series: &Series, months: &[Month], unicode: bool) -> String {
    let steps: Vec<char> = if unicode { "▁▂▃▄▅▆▇█" } else { "12345678" }.chars().collect();
    let is_share = series.latest().is_some_and(|figure| figure.unit == "%");
    let known = || series.values().flatten();
    let (low, high) = if is_share && known().all(|value| (0.0..=100.0).contains(&value)) {
        (0.0, 100.0)
    } else {
        (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max))
    };
    let step = |value: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        steps[((share * 7.0).round() as usize).min(7)]
    };
    let is_known = months.iter().map(|month| month.commit.is_ok()).chain([true]);
    let all: Vec<char> = series
        .values()
        .zip(is_known)
        .map(|(value, known)| match value {
            Some(value) => step(value),
            None if known => '.',
            None => '?',
        })
        .collect();
    all[all.len().saturating_sub(SHOWN + 1)..].iter().collect()
}

/// What a reader of the figures has to know.
fn notes(trend: &Trend, from: Date) -> Vec<String> {
    let mut notes = Vec::new();
    let known: Vec<&Month> = trend.months.iter().filter(|month| month.commit.is_ok()).collect();
    match (known.first(), known.last()) {
        (Some(first), Some(last)) => notes.push(format!(
            "{} from {} to {}, and now",
            text::count(known.len(), "month end"),
            first.day,
            last.day
        )),
        _ => notes.push(format!("there is no commit that was the state of a month's end since {from}")),
    }
    if trend.months.len() > SHOWN {
        notes.push(format!("the trend shows the last {SHOWN} of them; csv and json have all"));
    }
    if let Some((month, why)) =
        trend.months.iter().rev().find_map(|month| Some((month, month.commit.as_ref().err()?)))
    {
        let number = trend.months.len() - known.len();
        let fetch = "; `git fetch --unshallow` brings the rest of a clone that was cut short";
        notes.push(format!(
            "unknown: {} up to {} ({}){fetch}",
            text::count(number, "month end"),
            month.day,
            text::plain(why)
        ));
    }
    let unread = trend.months.iter().filter(|month| month.unread > 0).count();
    if unread > 0 {
        notes.push(format!(
            "at {} some files could not be read, so figures may leave something out",
            text::count(unread, "month end")
        ));
    }
    notes
}
