//! `isms trace`.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::{Error, Exit, Global, session, terminal};
use crate::base::text;
use crate::system::trace::{Hop, Route, Trace};
use crate::system::{RecordId, Status, System};

/// Show the chain between two records
///
/// From an asset over its risk and a control to the evidence: the shortest chains along which information flows, each
/// with the fields that make it. Where there is none, the shortest one that ignores the direction is shown, marked as
/// such, and the exit code is 1.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms trace AST-customer-database A.8.13
  isms trace AST-customer-database evidence/2026-10-restore-test.txt
  isms trace RSK-0007 9.2 --format json")]
pub(super) struct Arguments {
    /// The id of the record that the chain begins at
    #[arg(value_name = "FROM")]
    from: String,
    /// Where it ends: the id of a record, the path of evidence, or a clause
    #[arg(value_name = "TO")]
    to: String,
    /// Show at most this many chains of the same length
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    max: u16,
    /// text or json
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TraceFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TraceFormat {
    Text,
    Json,
}

/// Where chains end.
struct Goal {
    records: BTreeSet<RecordId>,
    /// What the last record is to the end, where that is not the record itself.
    last: Option<(&'static str, String)>,
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let system = session::system(global)?;
    let from = session::record(&arguments.from, &system)?;
    let goal = goal(&arguments.to, &system)?;
    if goal.last.is_none() && goal.records.contains(&from) {
        let help = "name two records; `isms show` shows the links of one".to_owned();
        return Err(Error::usage("both ends are the same record", Some(help)));
    }
    let most = usize::from(arguments.max);
    let trace = Trace::between(&system, from, &goal.records, most);
    let found = trace.route != Route::Anyhow;
    match arguments.format {
        TraceFormat::Text => terminal::print(&as_text(&system, from, &arguments.to, &goal, &trace))?,
        TraceFormat::Json => terminal::print_json(&as_json(&system, from, &arguments.to, &goal, &trace))?,
    }
    Ok(if found { Exit::Clean } else { Exit::Findings })
}

/// A record; else a clause, and what is evidence for it; else a path or URL, and what gives it as evidence.
fn goal(to: &str, system: &System) -> Result<Goal, Error> {
    if let Some(id) = system.find(to) {
        return Ok(Goal { records: BTreeSet::from([id]), last: None });
    }
    if system.standards.get(to).is_some() {
        let records = system.records().map(|(id, _)| id).filter(|&id| is_for(system, id, to)).collect();
        return Ok(Goal { records, last: Some(("clauses", to.to_owned())) });
    }
    let path = to.trim_start_matches("./");
    let text = |evidence: &crate::system::Evidence| {
        system.record(evidence.record).file().node(evidence.node).text().trim()
    };
    let given = system.links().evidence().iter().filter(|evidence| text(evidence) == path);
    let records: BTreeSet<RecordId> = given.map(|evidence| evidence.record).collect();
    if !records.is_empty() {
        return Ok(Goal { records, last: Some(("evidence", path.to_owned())) });
    }
    let known = system.links().evidence().iter().map(text).filter(|_| to.contains(['/', '.']));
    match text::nearest(to, known) {
        Some(near) => {
            let message = format!("no record gives {} as evidence", text::brief(to, 60));
            Err(Error::usage(message, Some(format!("did you mean {near}?"))))
        }
        None => session::record(to, system).map(|id| Goal { records: BTreeSet::from([id]), last: None }),
    }
}

/// Whether a record is evidence for exactly this clause: by its kind, or because it says so.
fn is_for(system: &System, id: RecordId, clause: &str) -> bool {
    let record = system.record(id);
    let named = |reference: &crate::system::Reference| {
        reference.status == Status::Clause && reference.node(record).text().trim() == clause
    };
    record.kind().clauses.iter().any(|known| known == clause) || system.links().out_of(id).iter().any(named)
}

fn as_text(system: &System, from: RecordId, to: &str, goal: &Goal, trace: &Trace) -> String {
    let found = trace.route != Route::Anyhow;
    let from = text::plain(system.record(from).id()).into_owned();
    let to = text::plain(to).into_owned();
    let mut out = String::new();
    if !found {
        out.push_str(&format!("No information flows from {from} to {to}.\n"));
        if trace.count == 0 {
            out.push_str("No chain of links ties them in any direction.\n");
            return out;
        }
        out.push_str(
            "The shortest chain that ignores the direction (<- runs against it, -- nothing flows):\n",
        );
    }
    if trace.route == Route::ThroughHubs {
        out.push_str(
            "Only through processes, scopes, reviews or audits, which nearly everything runs through:\n",
        );
    }
    for (at, chain) in trace.chains.iter().enumerate() {
        if at > 0 || trace.route != Route::Along {
            out.push('\n');
        }
        out.push_str(&chain_text(system, chain, goal));
    }
    let more = trace.count.saturating_sub(trace.chains.len() as u64);
    if more > 0 {
        let number = text::thousands(usize::try_from(more).unwrap_or(usize::MAX));
        out.push_str(&format!("\nand {number} more of the same length: `--max N` shows more\n"));
    }
    out
}

fn chain_text(system: &System, chain: &[Hop], goal: &Goal) -> String {
    let mut lines: Vec<(String, String, String)> = Vec::new();
    for hop in chain {
        let record = system.record(hop.record);
        let arrow = hop.ties.first().map_or("  ", |tie| tie.way.arrow());
        let fields: Vec<&str> = hop.ties.iter().map(|tie| tie.field.as_str()).collect();
        let fields = if fields.is_empty() { String::new() } else { format!("  ({})", fields.join(", ")) };
        lines.push((format!("{arrow} {}", record.id()), record.title().to_owned(), fields));
    }
    if let (Some((field, end)), Some(last)) = (&goal.last, chain.last()) {
        let by_kind = system.record(last.record).kind().clauses.contains(end);
        let field = if *field == "clauses" && by_kind { "by its kind" } else { field };
        lines.push((format!("-> {end}"), String::new(), format!("({field})")));
    }
    let clean = |text: &str| text::plain(text).into_owned();
    let ids = lines.iter().map(|(id, ..)| clean(id).width()).max().unwrap_or(0).min(40);
    let line = |(id, title, fields): &(String, String, String)| {
        let (id, fields) = (clean(id), clean(fields));
        let pad = " ".repeat(ids.saturating_sub(id.width()));
        let room = terminal::width().saturating_sub(ids.max(id.width()) + fields.width() + 2).max(12);
        format!("{}\n", format!("{id}{pad}  {}{fields}", text::brief(title, room)).trim_end())
    };
    lines.iter().map(line).collect()
}

fn as_json(system: &System, from: RecordId, to: &str, goal: &Goal, trace: &Trace) -> String {
    let found = trace.route != Route::Anyhow;
    let hop = |hop: &Hop| -> Value {
        let record = system.record(hop.record);
        let ties = hop.ties.iter().map(|tie| json!({"field": tie.field, "flow": tie.way.as_str()}));
        json!({"id": record.id(), "kind": record.kind().name, "title": record.title(), "ties": ties.collect::<Vec<_>>()})
    };
    let chains = trace.chains.iter().map(|chain| chain.iter().map(hop).collect::<Vec<_>>());
    let whole = json!({
        "schema": 1, "as_of": system.as_of.to_string(), "from": system.record(from).id(), "to": to,
        "to_is": goal.last.as_ref().map_or("record", |(field, _)| *field), "flows": found, "through_hubs": trace.route == Route::ThroughHubs, "count": trace.count,
        "chains": chains.collect::<Vec<_>>(),
    });
    text::json(&whole)
}
