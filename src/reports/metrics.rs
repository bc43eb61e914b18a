//! `metrics`: every metric with value, target and what it leaves out; those that were measured over time as charts.

use super::Basis;
use crate::document::{
    Block, Cell, Chart, Column, ColumnType, Figure as KeyFigure, Plot, Point, Section, Table, Target, Tone,
    Trend,
};
use crate::metrics::{self, Figure, Origin, Verdict};
use crate::record::Record;
use crate::record::field::{Items, METRIC_MEASUREMENTS};
use crate::words::Words;
use crate::yaml::NodeRef;

/// Figures that stand out at the head of the report, by name: those that every management system is asked for.
const HEADLINE: [&str; 6] = [
    "overdue-actions",
    "risks-above-appetite",
    "control-implementation",
    "record-currency",
    "interaction-evidence",
    "training-completion",
];

/// Builds the report.
pub(super) fn build(basis: &Basis<'_>) -> Section {
    let words = basis.words;
    let figures = metrics::figures(basis.system, &[]);
    let mut section = Section::new("metrics", words.get("report.metrics"));
    section.say(words.get("metrics.intro"));
    section.push(Block::Figures(headline(&figures, words)));
    section.push(Block::Table(table(&figures, words)));
    let measured = basis.system.of_kind("metric").filter_map(|(_, record)| chart(record, &figures, words));
    let mut over_time = Section::new("metrics-measured", words.get("metrics.measured"));
    over_time.blocks = measured.map(Block::Chart).collect();
    if !over_time.blocks.is_empty() {
        section.sections.push(over_time);
    }
    section
}

/// The figures that stand out.
pub(super) fn headline(figures: &[Figure], words: &Words) -> Vec<KeyFigure> {
    let found = HEADLINE.iter().filter_map(|name| figures.iter().find(|figure| figure.id == *name));
    found.map(|figure| key_figure(figure, words)).collect()
}

fn key_figure(figure: &Figure, words: &Words) -> KeyFigure {
    KeyFigure {
        label: crate::document::clean(&figure.title),
        value: figure
            .value
            .as_ref()
            .map_or_else(|_| words.get("metrics.no_data").to_owned(), |_| figure.value_text()),
        note: note(figure, words),
        tone: tone(figure.verdict()),
        trend: Vec::new(),
        to: Some(Target::Anchor("metrics".to_owned())),
    }
}

/// What a figure is measured against and what it leaves out.
fn note(figure: &Figure, words: &Words) -> String {
    let mut parts = Vec::new();
    let target = figure.target_text();
    if !target.is_empty() {
        parts.push(words.fill("metrics.against", &[("target", &target)]));
    }
    parts.push(figure.counts_text());
    parts.retain(|part| !part.is_empty());
    crate::document::clean(parts.join("; "))
}

/// All metrics as a table.
pub(super) fn table(figures: &[Figure], words: &Words) -> Table {
    let columns = vec![
        Column::new("metric", words.get("metrics.metric")).of(ColumnType::Id),
        Column::new("what", words.get("metrics.what")).weight(3),
        Column::new("value", words.get("metrics.value")).of(ColumnType::Number),
        Column::new("target", words.get("metrics.target")),
        Column::new("verdict", words.get("metrics.verdict")).of(ColumnType::State),
        Column::new("counts", words.get("metrics.counts")).weight(3),
    ];
    let mut table = Table::new("metrics", words.get("report.metrics"), columns);
    table.register = true;
    for figure in figures {
        let verdict = figure.verdict();
        let id =
            if figure.origin == Origin::Computed { Cell::text(&figure.id) } else { Cell::record(&figure.id) };
        let value = figure
            .value
            .as_ref()
            .map_or(Cell::Empty, |value| Cell::number(*value, decimals(*value), &figure.unit));
        table.push(vec![
            id,
            Cell::text(&figure.title),
            value,
            Cell::text(figure.target_text()),
            Cell::state(words.get(verdict_key(verdict)), tone(verdict)),
            Cell::text(figure.counts_text()),
        ]);
    }
    table
}

/// One decimal, and none for whole numbers.
fn decimals(value: f64) -> u8 {
    u8::from(value.fract() != 0.0)
}

fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "metrics.met",
        Verdict::NotMet => "metrics.not_met",
        Verdict::Alarm => "metrics.alarm",
        Verdict::NoTarget => "metrics.no_target",
        Verdict::NoData => "metrics.no_data",
    }
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Met => Tone::Good,
        Verdict::NotMet => Tone::Watch,
        Verdict::Alarm => Tone::Bad,
        Verdict::NoTarget | Verdict::NoData => Tone::Plain,
    }
}

/// The measurements of a metric record over time; `None` for one without two of them.
fn chart(record: &Record, figures: &[Figure], words: &Words) -> Option<Chart> {
    let figure = figures.iter().find(|figure| figure.id == record.id())?;
    let rows = record.get(METRIC_MEASUREMENTS).map(Items::iter)?;
    let mut points: Vec<Point> = rows.filter_map(point).collect();
    if points.len() < 2 {
        return None;
    }
    points.sort_by(|a, b| a.label.cmp(&b.label));
    let columns = vec![
        Column::new("period", words.get("metrics.period")),
        Column::new("value", words.get("metrics.value")).of(ColumnType::Number),
    ];
    let title = format!("{} {}", record.id(), record.title());
    let mut table = Table::new(format!("metric-{}", record.id()), &title, columns);
    for point in &points {
        let value =
            point.value.map_or(Cell::Empty, |value| Cell::number(value, decimals(value), &figure.unit));
        table.push(vec![Cell::text(&point.label), value]);
    }
    let description = words.fill(
        "metrics.drawn",
        &[
            ("first", &points[0].label),
            ("last", &points[points.len() - 1].label),
            ("value", &figure.value_text()),
        ],
    );
    let plot = Plot::Trend(Trend { unit: figure.unit.clone(), points, target: figure.target });
    Some(Chart { title: crate::document::clean(title), description, plot, table })
}

fn point(row: NodeRef<'_>) -> Option<Point> {
    let text = |name: &str| row.get(name).and_then(NodeRef::scalar);
    let label = text("period").or_else(|| text("measured_on"))?;
    let value = text("value").and_then(|value| value.parse().ok());
    Some(Point { label: crate::document::clean(label), value })
}
