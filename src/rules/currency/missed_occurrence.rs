//! `missed-occurrence`: less was done than was promised.

use std::collections::BTreeMap;

use crate::base::{Date, Period, text};
use crate::finding::Finding;
use crate::record::Record;
use crate::schedule::{self, Promise, Series, Standing, Window};
use crate::system::System;

/// One finding for each series with missed occurrences, and for each metric that was never measured. Reviews of records of
/// one kind with one interval are told together.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let Some(since) = system.as_of.minus(system.config.currency.look_back) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut rounds: BTreeMap<(String, u32), Vec<Told>> = BTreeMap::new();
    let told =
        |series: Series| Told::of(system, series, since).filter(|told| system.is_clear(told.series.record));
    for told in schedule::chosen(system, told) {
        let record = system.record(told.series.record);
        if told.series.promise == Promise::Review {
            let every = told.series.every.map_or(0, Period::rough_days);
            rounds.entry((record.kind().name.clone(), every)).or_default().push(told);
        } else {
            findings.push(told.finding(system, record));
        }
    }
    findings.extend(rounds.into_values().filter_map(|round| together(system, round)));
    findings
}

/// A series with what is to be told of it.
struct Told {
    series: Series,
    expected: usize,
    performed: usize,
    /// `None` where nothing was ever done and there is no day to count from.
    missed: Option<Window>,
    since: Date,
}

impl Told {
    fn of(system: &System, series: Series, since: Date) -> Option<Self> {
        let over = |window: &&Window| window.until >= since && window.until < system.as_of;
        let counted: Vec<Window> = series.windows.iter().filter(over).copied().collect();
        let by = |standing| counted.iter().filter(move |window| window.standing == standing);
        let missed = by(Standing::Missed).find(|window| is_told(system, &series, window)).copied();
        let never =
            series.promise == Promise::Measurement && series.latest.is_none() && series.next.is_none();
        let performed = by(Standing::Met).count();
        let expected = performed + by(Standing::Missed).count();
        (missed.is_some() || never).then_some(Self { series, expected, performed, missed, since })
    }

    fn finding(&self, system: &System, record: &Record) -> Finding {
        let Series { what, field, .. } = &self.series;
        let name = record.name();
        let often = self.series.every.map(|every| format!(" {}", every.each())).unwrap_or_default();
        let latest = self.series.latest.map_or("never done".to_owned(), |done| {
            let by = if done.record == self.series.record { "" } else { system.record(done.record).id() };
            format!("last done on {}{}{by}", done.date, if by.is_empty() { "" } else { " by " })
        });
        let message = match self.missed {
            None => format!("{name} promises a {what}{often}, and there is none"),
            Some(missed) => format!(
                "{name} promises {}{often}: since {} {} expected and {} done; first missed on {}, {latest}",
                text::brief(what, 60),
                self.since,
                self.expected,
                self.performed,
                missed.expected
            ),
        };
        Finding::new("missed-occurrence", message, place(record, field))
            .help(format!(
                "do it now and find out why it was left out, or promise what can be kept; `isms explain {}` shows each \
                 occurrence",
                record.id()
            ))
            .about(record.subject())
            .field(field)
    }
}

/// Whether a missed occurrence is for this rule to tell. That a record is past its review now is told by `stale-review`, that
/// nothing runs between two processes now by `quiet-interaction`, and that an audit still to come is late by
/// `overdue-audit`.
fn is_told(system: &System, series: &Series, window: &Window) -> bool {
    match series.promise {
        Promise::Review | Promise::Handover { .. } => {
            series.latest.is_some_and(|latest| latest.counts > window.until)
        }
        Promise::Programme => !window.audit.is_some_and(|audit| system.is_live(system.record(audit))),
        Promise::Measurement | Promise::Document { .. } => true,
    }
}

fn place(record: &Record, field: &str) -> crate::finding::Label {
    let label = "promised here";
    let (list, rest) = field.split_once('[').unwrap_or((field, ""));
    let index = rest.split(']').next().and_then(|index| index.parse::<usize>().ok());
    let node = record.value(list);
    let item = node.zip(index).and_then(|(node, index)| node.items().nth(index));
    match item {
        Some(item) => record.label(item.span(), label),
        None => record.field_label(list, label),
    }
}

/// Reviews of records of one kind that were left out.
fn together(system: &System, mut round: Vec<Told>) -> Option<Finding> {
    round.sort_by_key(|told| told.series.record);
    let first = round.first()?;
    let record = system.record(first.series.record);
    if round.len() == 1 {
        return Some(first.finding(system, record));
    }
    let ids: Vec<&str> = round.iter().map(|told| system.record(told.series.record).id()).collect();
    let missed = round.iter().filter_map(|told| told.missed).map(|missed| missed.expected).min()?;
    let every = first.series.every.map(Period::each).unwrap_or_default();
    let message = format!(
        "{} are to be reviewed {every} and were left out at least once since {}, first on {missed}: {}",
        text::count(ids.len(), &record.kind().title.to_lowercase()),
        first.since,
        text::list(&ids, "and", 3)
    );
    let finding = Finding::new("missed-occurrence", message, record.id_label("one of them"))
        .help("find out why the round was left out, or set an interval that can be kept")
        .about(record.subject())
        .field("review_interval");
    Some(finding)
}
