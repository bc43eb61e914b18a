//! `isms metrics`.

mod trend;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::table::table;
use super::{Error, Exit, Global, say, session, terminal};
use crate::base::text;
use crate::metrics::{self, Definition, Figure, Verdict};
use crate::system::System;
use crate::transfer::{Sheet, csv, markdown};

/// Show metrics: value, target, and what each figure leaves out
///
/// Those that are computed from the records, and those of metric records: a formula of your own, or the newest value
/// that was typed. A figure without anything to count has no data; it is never 0 or 100 percent of nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms metrics                              all of them
  isms metrics overdue-actions              one
  isms metrics --explain overdue-actions    its formula, and the records behind it
  isms metrics --format csv > metrics.csv
  isms metrics --since 3y                   at the end of each month of three years, from the commits
  isms metrics --as-of 2026-06-30           as the records stand, seen from that day")]
pub(super) struct Arguments {
    /// Names of metrics, or ids of metric records; all where none is given
    #[arg(value_name = "METRIC")]
    metrics: Vec<String>,
    /// table, md, csv or json
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: MetricFormat,
    /// Show how they went: at the end of each past month since a date, or for 3y, 18m, 90d (or "3 years"), from the commits
    ///
    /// Each month end is judged by the records of that day and its own clock. Months before the first commit are not
    /// there; those before what a clone has are unknown.
    #[arg(long, value_name = "WHEN", value_parser = trend::since, conflicts_with = "explain")]
    since: Option<trend::Since>,
    /// Show the formula and the records that count, that do not, and that are left out
    #[arg(long)]
    explain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MetricFormat {
    Table,
    Md,
    Csv,
    Json,
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    if let Some(since) = arguments.since {
        return trend::run(global, arguments, since);
    }
    let system = session::system(global)?;
    known(&system, &arguments.metrics)?;
    let figures = metrics::figures(&system, &arguments.metrics);
    if arguments.explain {
        let pages: Vec<String> = figures.iter().map(explained).collect();
        terminal::print_prose(&pages.join("\n"))?;
        return Ok(Exit::Clean);
    }
    match arguments.format {
        MetricFormat::Table => {
            terminal::print(&as_table(&figures))?;
            if !global.quiet {
                say(&summary(&figures, &system));
            }
        }
        MetricFormat::Md => terminal::print(&markdown::write(&short_sheet(&figures)))?,
        MetricFormat::Csv => terminal::print_file(&csv::write(&sheet(&figures)))?,
        MetricFormat::Json => terminal::print_json(&json(&figures, &system))?,
    }
    Ok(Exit::Clean)
}

const HEAD: [&str; 6] = ["metric", "what", "value", "target", "is it met", "what counts"];

/// The table for a terminal: names alone say what a metric is, and `--explain` says more.
fn as_table(figures: &[Figure]) -> String {
    let without_title = |cells: &[String]| [&cells[..1], &cells[2..]].concat();
    let head = without_title(&HEAD.map(str::to_owned));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    table(&head, figures.iter().map(|figure| without_title(&row(figure))))
}

fn known(system: &System, wanted: &[String]) -> Result<(), Error> {
    let names = metrics::names(system);
    for name in wanted {
        if !names.contains(name) {
            let near = text::nearest(name, names.iter().map(String::as_str));
            let help =
                near.map_or("`isms metrics` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(Error::usage(
                format!("there is no metric called `{}`", text::brief(name, 60)),
                Some(help),
            ));
        }
    }
    Ok(())
}

fn row(figure: &Figure) -> Vec<String> {
    vec![
        figure.id.clone(),
        figure.title.clone(),
        figure.value_text(),
        figure.target_text(),
        figure.verdict().as_str().to_owned(),
        figure.counts_text(),
    ]
}

fn summary(figures: &[Figure], system: &System) -> String {
    let number = |wanted: Verdict| figures.iter().filter(|figure| figure.verdict() == wanted).count();
    let mut parts = vec![text::count(figures.len(), "metric")];
    for verdict in [Verdict::Met, Verdict::NotMet, Verdict::Alarm, Verdict::NoTarget, Verdict::NoData] {
        let number = number(verdict);
        if number > 0 {
            parts.push(format!("{number} {}", verdict.as_str()));
        }
    }
    format!("{}, as of {}", parts.join(", "), system.as_of)
}

fn short_sheet(figures: &[Figure]) -> Sheet {
    let clean = |cell: String| text::plain(&cell).into_owned();
    let rows = figures.iter().map(|figure| row(figure).into_iter().map(clean).collect());
    Sheet { head: HEAD.to_vec(), rows: rows.collect() }
}

fn sheet(figures: &[Figure]) -> Sheet {
    let head = vec![
        "metric",
        "what",
        "value",
        "unit",
        "target",
        "alarm",
        "better",
        "verdict",
        "part",
        "whole",
        "left out",
        "no data because",
        "period",
    ];
    Sheet { head, rows: figures.iter().map(cells).collect() }
}

fn cells(figure: &Figure) -> Vec<String> {
    let clean = |text: &str| text::plain(text).into_owned();
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    let count = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    let left: Vec<String> =
        figure.left_out.iter().map(|left| format!("{} {}", left.items.len(), left.why)).collect();
    vec![
        clean(&figure.id),
        clean(&figure.title),
        number(figure.value.as_ref().ok().copied()),
        clean(&figure.unit),
        number(figure.target),
        number(figure.alarm),
        figure.better.map(|better| better.as_str().to_owned()).unwrap_or_default(),
        figure.verdict().as_str().to_owned(),
        count(figure.part),
        count(figure.whole),
        clean(&left.join("; ")),
        clean(figure.value.as_ref().err().map_or("", String::as_str)),
        clean(figure.period.as_deref().unwrap_or("")),
    ]
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    as_of: String,
    metrics: Vec<Metric<'a>>,
}

/// One metric in JSON. `value` is null where there is no data, and `no_data` says why.
#[derive(Serialize)]
struct Metric<'a> {
    id: &'a str,
    title: &'a str,
    origin: &'a str,
    value: Option<f64>,
    unit: &'a str,
    target: Option<f64>,
    alarm: Option<f64>,
    better: Option<&'a str>,
    verdict: &'a str,
    part: Option<usize>,
    whole: Option<usize>,
    left_out: Vec<Left<'a>>,
    no_data: Option<&'a str>,
    period: Option<&'a str>,
    clauses: &'a [String],
}

#[derive(Serialize)]
struct Left<'a> {
    count: usize,
    why: &'a str,
    items: &'a [String],
}

fn metric(figure: &Figure) -> Metric<'_> {
    Metric {
        id: &figure.id,
        title: &figure.title,
        origin: figure.origin.as_str(),
        value: figure.value.as_ref().ok().copied(),
        unit: &figure.unit,
        target: figure.target,
        alarm: figure.alarm,
        better: figure.better.map(metrics::Better::as_str),
        verdict: figure.verdict().as_str(),
        part: figure.part,
        whole: figure.whole,
        left_out: figure
            .left_out
            .iter()
            .map(|left| Left { count: left.items.len(), why: &left.why, items: &left.items })
            .collect(),
        no_data: figure.value.as_ref().err().map(String::as_str),
        period: figure.period.as_deref(),
        clauses: &figure.clauses,
    }
}

fn json(figures: &[Figure], system: &System) -> String {
    let report =
        Report { schema: 1, as_of: system.as_of.to_string(), metrics: figures.iter().map(metric).collect() };
    text::json(&report)
}

/// One metric with its formula and the records behind it.
pub(super) fn explained(figure: &Figure) -> String {
    let mut out = format!("{}: {}\n", figure.id, figure.title);
    let target = figure.target_text();
    let target = if target.is_empty() { String::new() } else { format!(", target {target}") };
    out.push_str(&format!("{}{target}: {}\n", figure.value_text(), figure.verdict().as_str()));
    let counts = figure.counts_text();
    if !counts.is_empty() {
        out.push_str(&format!("{counts}\n"));
    }
    let (definitions, _) = metrics::built_in();
    if let Some(definition) = definitions.iter().find(|definition| definition.id == figure.id) {
        out.push_str(&format!("\n{}", formula(definition)));
    }
    let counted = figure.part.is_some();
    let [part, rest] = &figure.counted;
    let mut group = |what: &str, items: &[String]| {
        if !items.is_empty() {
            out.push_str(&format!("\n{what} ({}): {}\n", items.len(), items.join(", ")));
        }
    };
    group(if counted { "counted" } else { "measured" }, part);
    group(if counted { "not counted" } else { "without a value" }, rest);
    figure.left_out.iter().for_each(|left| group(&format!("left out, {}", left.why), &left.items));
    out
}

/// What a definition says: in words, and its expressions.
fn formula(definition: &Definition) -> String {
    let mut out = format!("{}\nclauses: {}\n\n", definition.says, definition.clauses.join(", "));
    let mut line = |what: &str, text: &str| out.push_str(&format!("  {what:<9} {text}\n"));
    line("over", &definition.over);
    definition.names.iter().for_each(|(name, text)| line("with", &format!("{name} = {text}")));
    definition.leave_out.iter().for_each(|(when, why)| line("leave out", &format!("{when}   ({why})")));
    line(if definition.shape.counts() { "count" } else { "take" }, &definition.ask);
    let shape = metrics::Shape::ALL.iter().find(|(_, shape)| *shape == definition.shape);
    line("figure", shape.map_or("", |(word, _)| word));
    out
}

/// The page of a built-in metric where there are no records at hand.
pub(super) fn page(name: &str) -> Option<String> {
    let (definitions, _) = metrics::built_in();
    let definition = definitions.iter().find(|definition| definition.id == name)?;
    Some(format!("{}: {}\n\n{}", definition.id, definition.title, formula(definition)))
}
