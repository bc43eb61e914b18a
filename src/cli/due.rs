//! `isms due`.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::table::table;
use super::{Error, Exit, Global, say, session, terminal};
use crate::base::{Date, Period, text};
use crate::schedule::{self, Due};
use crate::system::System;
use crate::transfer::calendar::Entry;
use crate::transfer::{Sheet, calendar, csv, markdown};

/// Show what falls due, and whose turn it is
///
/// Next reviews, deadlines, planned audits and the next occurrence of what metrics, processes and documents promise:
/// what is overdue first, then what comes within the time that is asked for.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms due                                 what is overdue, and the next 60 days
  isms due --owner ROL-ciso --within 1y    one owner's year
  isms due --overdue document              documents that are late
  isms due --format ics > due.ics          a calendar to subscribe to")]
pub(super) struct Arguments {
    /// Records: an id, RSK-*, a kind, a path, owner:ID, status:WORD, clause:9.2 or is:stale; several must all fit
    #[arg(value_name = "SELECTOR")]
    selectors: Vec<String>,
    /// How far ahead to look: 60d, 2 weeks, 3 months, 1y
    #[arg(long, value_name = "PERIOD", default_value = "60d")]
    within: Period,
    /// Whose turn it is: the id of a role or person
    #[arg(long, value_name = "ID")]
    owner: Option<String>,
    /// Only what is overdue
    #[arg(long)]
    overdue: bool,
    /// table, md, csv, json or ics
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: DueFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DueFormat {
    Table,
    Md,
    Csv,
    Json,
    Ics,
}

/// One row for machines. Dates are absolute.
#[derive(Debug, Serialize)]
struct Row<'a> {
    date: String,
    overdue: bool,
    record: &'a str,
    kind: &'a str,
    title: &'a str,
    what: String,
    #[serde(rename = "type")]
    ty: &'static str,
    field: Option<&'a str>,
    owner: Option<&'a str>,
    file: &'a str,
    line: u32,
}

/// Characters of a line in a calendar; nobody reads more of one there.
const CALENDAR_LINE: usize = 300;

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let system = session::system(global)?;
    let selectors = session::selectors(&arguments.selectors, &system)?;
    if let Some(owner) = &arguments.owner {
        session::record(owner, &system)?;
    }
    let until = if arguments.overdue { None } else { system.as_of.plus(arguments.within) };
    let mut due = schedule::due(&system);
    due.retain(|due| {
        (due.is_overdue(system.as_of) || until.is_some_and(|until| due.date <= until))
            && arguments.owner.as_ref().is_none_or(|owner| due.owner.as_ref() == Some(owner))
            && selectors.iter().all(|selector| selector.matches(&system, due.record))
    });
    let rows: Vec<Row<'_>> = due.iter().map(|due| row(&system, due)).collect();
    match arguments.format {
        DueFormat::Table => terminal::print(&grouped(&system, &due))?,
        DueFormat::Md => terminal::print(&markdown::write(&sheet(&rows)))?,
        DueFormat::Csv => terminal::print_file(&csv::write(&sheet(&rows)))?,
        DueFormat::Json => terminal::print_json(&text::json(&rows))?,
        DueFormat::Ics => terminal::print_file(&as_calendar(&system, &rows))?,
    }
    if !global.quiet && arguments.format == DueFormat::Table {
        say(&summary(&system, &due, until));
    }
    Ok(Exit::Clean)
}

fn row<'a>(system: &'a System, due: &'a Due) -> Row<'a> {
    let record = system.record(due.record);
    Row {
        date: due.date.to_string(),
        overdue: due.is_overdue(system.as_of),
        record: record.id(),
        kind: &record.kind().name,
        title: record.title(),
        what: due.what.to_string(),
        ty: due.what.as_str(),
        field: due.field.as_deref(),
        owner: due.owner.as_deref(),
        file: record.path(),
        line: record.line(),
    }
}

fn summary(system: &System, due: &[Due], until: Option<Date>) -> String {
    let overdue = due.iter().filter(|due| due.is_overdue(system.as_of)).count();
    let ahead = due.len() - overdue;
    let late = format!("{} overdue as of {}", text::thousands(overdue), system.as_of);
    match until {
        Some(until) => format!("{late}, {} more until {until}", text::thousands(ahead)),
        None => late,
    }
}

/// A table for each owner; what nobody answers for comes last.
fn grouped(system: &System, due: &[Due]) -> String {
    let mut owners: BTreeMap<(bool, &str), Vec<&Due>> = BTreeMap::new();
    for due in due {
        let owner = due.owner.as_deref();
        owners.entry((owner.is_none(), owner.unwrap_or_default())).or_default().push(due);
    }
    let mut out = String::new();
    for ((_, owner), due) in owners {
        let title = system.title_of(owner).unwrap_or("");
        let heading = if owner.is_empty() { "no owner".to_owned() } else { format!("{owner}  {title}") };
        let gap = if out.is_empty() { "" } else { "\n" };
        out.push_str(&format!("{gap}{}\n", text::plain(&heading).trim_end()));
        let rows = due.into_iter().map(|due| {
            let record = system.record(due.record);
            vec![
                format!("  {}", due.date),
                distance(due.date, system.as_of),
                record.id().to_owned(),
                due.what.to_string(),
                text::brief(record.title(), 60),
            ]
        });
        // The columns speak for themselves.
        let listed = table(&["", "", "", "", ""], rows);
        out.push_str(listed.split_once('\n').map_or("", |(_, rows)| rows));
    }
    out
}

/// `5 days overdue`, `today`, `in 12 days`.
fn distance(date: Date, as_of: Date) -> String {
    let days = date.days_since(as_of);
    let count = text::count(days.unsigned_abs() as usize, "day");
    match days {
        0 => "today".to_owned(),
        days if days > 0 => format!("in {count}"),
        _ => format!("{count} overdue"),
    }
}

fn sheet(rows: &[Row<'_>]) -> Sheet {
    let clean = |text: &str| text::plain(text).into_owned();
    let cells = rows.iter().map(|row| {
        let state = if row.overdue { "overdue" } else { "due" };
        let texts = [&row.date, state, row.record, row.kind, row.title, &row.what, row.ty];
        let more = [row.field.unwrap_or_default(), row.owner.unwrap_or_default(), row.file];
        texts.into_iter().chain(more).map(clean).chain([row.line.to_string()]).collect()
    });
    Sheet {
        head: vec![
            "date", "state", "record", "kind", "title", "what", "type", "field", "owner", "file", "line",
        ],
        rows: cells.collect(),
    }
}

fn as_calendar(system: &System, rows: &[Row<'_>]) -> String {
    let organisation = &system.config.organisation.name;
    let entries: Vec<Entry> = rows.iter().filter_map(|row| entry(organisation, row)).collect();
    calendar::write(&format!("{organisation}: what falls due"), system.as_of, &entries)
}

fn entry(organisation: &str, row: &Row<'_>) -> Option<Entry> {
    let owner = row.owner.map(|owner| format!("\nOwner: {owner}")).unwrap_or_default();
    let clean = |text: &str| text::brief(text, CALENDAR_LINE);
    let description = format!("{} {}: {}{owner}\n{}:{}", row.kind, row.record, row.title, row.file, row.line);
    let lines: Vec<String> = description.lines().map(clean).collect();
    Some(Entry {
        uid: uid(organisation, row),
        date: row.date.parse().ok()?,
        summary: clean(&format!("{} {}: {}", row.record, row.what, row.title)),
        description: lines.join("\n"),
        categories: [row.ty, row.kind].map(clean).into_iter().chain(row.owner.map(clean)).collect(),
    })
}

/// What makes an entry of the calendar the same again: organisation, record and field, never a date. So an entry moves
/// when its day does.
fn uid(organisation: &str, row: &Row<'_>) -> String {
    let field = if row.ty == "review" { "review" } else { row.field.unwrap_or_default() };
    let digest = Sha256::digest([organisation, row.record, row.ty, field].join("\0"));
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}@isms")
}
