//! The report `changes`: what changed since the last audit, by record and field, grouped by clause, by whom.

use std::collections::BTreeMap;

use crate::base::Date;
use crate::document::{Block, Cell, Column, ColumnType, Figure, Gap, Inline, Section, Table, Tone};
use crate::history::{BodyChange, Change, Commit, FieldChange, What};
use crate::record::field::{AUDIT_PERFORMED_ON, AUDIT_TYPE};
use crate::reports::Basis;
use crate::system::System;
use crate::words::Words;

/// Characters of a value that are shown.
const SHOWN: usize = 160;

/// Builds the report.
pub(in crate::reports) fn build(basis: &Basis<'_>) -> Section {
    let (system, words) = (basis.system, basis.words);
    let mut section = Section::new("changes", words.get("report.changes"));
    if let Some(missing) = basis.history.missing() {
        let message = words.fill("changes.no_history", &[("why", missing.message().as_str())]);
        section.push(Block::Gap(Gap::new("shallow-history", message, Tone::Watch)));
        return section;
    }
    let (since, audit) = since(system);
    let from = audit.map_or_else(|| words.get("changes.a_year").to_owned(), str::to_owned);
    section.say(words.fill("changes.intro", &[("since", &since.to_string()), ("audit", &from)]));
    let after = |change: &Change<'_>| {
        let day = change.commit().day();
        day > since && day <= system.as_of
    };
    let all: Vec<Change<'_>> = basis.history.changes().filter(after).collect();
    let told: Vec<Change<'_>> = all.iter().copied().filter(|change| change.is_significant()).collect();
    section.push(Block::Figures(figures(&told, all.len(), words)));
    let mut groups: BTreeMap<(usize, String), Vec<Change<'_>>> = BTreeMap::new();
    for change in told {
        let clause = clause(system, change.kind());
        let place = system.standards.place(&clause).unwrap_or(usize::MAX);
        groups.entry((place, clause)).or_default().push(change);
    }
    section.sections =
        groups.iter().map(|((_, clause), changes)| group(system, clause, changes, words)).collect();
    section
}

/// The day of the last audit that was performed, and its id; or else a year ago.
fn since(system: &System) -> (Date, Option<&str>) {
    let counts = |ty: Option<&str>| ty != Some("supplier");
    let performed = system.of_kind("audit").filter(|(_, audit)| counts(audit.get(AUDIT_TYPE)));
    let performed = performed.filter_map(|(id, audit)| {
        Some((audit.get(AUDIT_PERFORMED_ON).filter(|day| *day < system.as_of)?, id))
    });
    match performed.max() {
        Some((day, id)) => (day, Some(system.record(id).id())),
        None => {
            let year = "1 year".parse().ok().and_then(|year| system.as_of.minus(year));
            (year.unwrap_or(system.as_of), None)
        }
    }
}

/// The clause that a kind is evidence for first; empty for one that has none.
fn clause(system: &System, kind: &str) -> String {
    let kind = system.schema.named(kind).map(|(_, kind)| kind);
    kind.and_then(|kind| kind.clauses.first()).cloned().unwrap_or_default()
}

fn figures(told: &[Change<'_>], all: usize, words: &Words) -> Vec<Figure> {
    let figure = |key: &str, number: usize| Figure {
        label: words.get(key).to_owned(),
        value: number.to_string(),
        ..Figure::default()
    };
    let of = |what: What| told.iter().filter(|change| change.what() == what).count();
    let mut quiet = figure("changes.not_shown", all - told.len());
    quiet.note = words.get("changes.not_shown_note").to_owned();
    vec![
        figure("changes.created", of(What::Created)),
        figure("changes.changed", of(What::Changed)),
        figure("changes.deleted", of(What::Deleted)),
        quiet,
    ]
}

fn group(system: &System, clause: &str, changes: &[Change<'_>], words: &Words) -> Section {
    let title = system
        .standards
        .get(clause)
        .map_or_else(|| words.get("changes.no_clause").to_owned(), |item| format!("{clause} {}", item.title));
    let mut section =
        Section::new(format!("changes-{}", if clause.is_empty() { "other" } else { clause }), title);
    let columns = vec![
        Column::new("record", words.get("changes.record")).weight(3),
        Column::new("day", words.get("changes.day")).of(ColumnType::Date),
        Column::new("what", words.get("changes.what")).weight(5),
        Column::new("by", words.get("changes.by")).weight(2),
        Column::new("reference", words.get("changes.reference")).weight(1),
    ];
    let mut table = Table::new(format!("changes-{clause}"), &section.title, columns);
    for change in changes {
        let commit = change.commit();
        table.push(vec![
            record(system, *change),
            Cell::Date(commit.day()),
            what(*change, words),
            Cell::text(&commit.author.0.name),
            Cell::text(short(commit)),
        ]);
    }
    section.push(Block::Table(table));
    section
}

fn short(commit: &Commit) -> String {
    commit.name().chars().take(12).collect()
}

fn record(system: &System, change: Change<'_>) -> Cell {
    let id = change.record();
    let title = system.title_of(id).unwrap_or("");
    Cell::Rich(vec![Inline::record(id), Inline::text(format!(" {title}"))])
}

/// What happened, a line for each field.
fn what(change: Change<'_>, words: &Words) -> Cell {
    match change.what() {
        What::Created => Cell::state(words.get("changes.new"), Tone::Good),
        What::Deleted => Cell::state(words.get("changes.gone"), Tone::Watch),
        _ => {
            let fields = change.fields();
            let told =
                fields.iter().filter(|field| field.significant).map(|field| Cell::text(step(field, words)));
            let wording =
                (change.body() == BodyChange::Wording).then(|| Cell::text(words.get("changes.wording")));
            Cell::list(told.chain(wording))
        }
    }
}

/// One field, as it is read: `likelihood: 4 → 3`.
fn step(field: &FieldChange, words: &Words) -> String {
    let short = |text: &str| crate::base::text::brief(text, SHOWN);
    match (&field.before, &field.after) {
        (Some(before), Some(after)) => format!("{}: {} → {}", field.path, short(before), short(after)),
        (None, Some(after)) => {
            format!("{}: {} {}", field.path, words.get("changes.added"), short(after))
        }
        (Some(before), None) => {
            format!("{}: {} {}", field.path, words.get("changes.removed"), short(before))
        }
        (None, None) => field.path.clone(),
    }
}
