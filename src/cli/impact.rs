//! `isms impact`.

use std::collections::{BTreeMap, BTreeSet};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::{Error, Exit, Global, say, session, terminal};
use crate::base::text;
use crate::record::field::OWNER;
use crate::render::wrap::wrap;
use crate::system::{Impact, Reached, RecordId, System};

/// Show what must be looked at again if a record changes
///
/// Follows the direction in which information flows, and tells through which chain each record is reached and whose
/// turn it is. Records that are closed or only tell what happened are not reached, and processes, scopes,
/// reviews and audits are where a chain ends, since nearly everything runs through them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms impact AST-customer-database          by owner, nearest first
  isms impact REQ-gdpr --depth 1             only what names it
  isms impact RSK-0007 --format json")]
pub(super) struct Arguments {
    /// The id of the record that changes
    #[arg(value_name = "ID")]
    id: String,
    /// Follow at most this many links
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    depth: Option<u32>,
    /// What the records are put together by: owner or distance
    #[arg(long, value_name = "WHAT", default_value = "owner")]
    group_by: GroupBy,
    /// text or json
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ImpactFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum GroupBy {
    Owner,
    Distance,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ImpactFormat {
    Text,
    Json,
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let system = session::system(global)?;
    let start = session::record(&arguments.id, &system)?;
    let impact = Impact::of(&system, start, arguments.depth);
    match arguments.format {
        ImpactFormat::Json => terminal::print_json(&as_json(&system, &impact))?,
        ImpactFormat::Text => {
            terminal::print_prose(&as_text(&system, &impact, arguments.group_by))?;
            if !global.quiet {
                notes(&system, &impact).iter().for_each(|note| say(note));
            }
        }
    }
    Ok(Exit::Clean)
}

fn as_text(system: &System, impact: &Impact, group_by: GroupBy) -> String {
    let start = system.record(impact.start);
    let mut out = format!("{}  {}\n", text::plain(start.id()), text::plain(start.title()));
    let owners: BTreeSet<_> =
        impact.reached.iter().map(|reached| system.record(reached.record).get(OWNER)).collect();
    let number = impact.reached.len();
    if number == 0 {
        out.push_str("Nothing else is to be looked at again if it changes.\n");
        return out;
    }
    out.push_str(&format!(
        "If it changes, {} to be looked at again, by {}.\n",
        if number == 1 { "1 record is".to_owned() } else { format!("{} are", text::count(number, "record")) },
        text::count(owners.len(), "owner")
    ));
    for (name, reached) in groups(system, impact, group_by) {
        out.push_str(&format!("\n{name}\n"));
        let ids = reached.iter().map(|reached| system.record(reached.record).id().width()).max().unwrap_or(0);
        reached
            .iter()
            .for_each(|reached| out.push_str(&entry(system, impact, reached, group_by, ids.min(32))));
    }
    out
}

/// A record with its title, whose turn it is or when it was last reviewed, and the chain on lines below.
fn entry(system: &System, impact: &Impact, reached: &Reached, group_by: GroupBy, ids: usize) -> String {
    let record = system.record(reached.record);
    let reviewed = system.activity(reached.record).reviewed;
    let reviewed = reviewed.map_or("never reviewed".to_owned(), |date| format!("reviewed {date}"));
    let told = match group_by {
        GroupBy::Owner => reviewed,
        GroupBy::Distance => format!("{}, {reviewed}", record.get(OWNER).unwrap_or("no owner")),
    };
    let id = text::plain(record.id());
    let pad = " ".repeat(ids.saturating_sub(id.width()));
    let told = text::plain(&told);
    let room = terminal::width().saturating_sub(ids.max(id.width()) + told.width() + 6).max(12);
    let mut out = format!("  {id}{pad}  {}  {told}\n", text::brief(record.title(), room));
    let chain = text::plain(&chain(system, impact, reached)).into_owned();
    for line in wrap(&chain, terminal::width().saturating_sub(6), 0) {
        out.push_str(&format!("      {line}\n"));
    }
    out
}

/// The records in groups: by owner, those with most to do first, or by distance.
fn groups<'a>(system: &System, impact: &'a Impact, group_by: GroupBy) -> Vec<(String, Vec<&'a Reached>)> {
    let mut groups: BTreeMap<(u32, Option<&str>), Vec<&Reached>> = BTreeMap::new();
    for reached in &impact.reached {
        let key = match group_by {
            GroupBy::Owner => (0, system.record(reached.record).get(OWNER)),
            GroupBy::Distance => (reached.distance, None),
        };
        groups.entry(key).or_default().push(reached);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    if group_by == GroupBy::Owner {
        groups.sort_by_key(|((_, owner), reached)| (std::cmp::Reverse(reached.len()), *owner));
    }
    let name = |(distance, owner): (u32, Option<&str>), number: usize| {
        let what = match (group_by, owner) {
            (GroupBy::Distance, _) => text::count(distance as usize, "link") + " away",
            (GroupBy::Owner, None) => "no owner".to_owned(),
            (GroupBy::Owner, Some(owner)) => named(system, owner),
        };
        format!("{}, {}", text::plain(&what), text::count(number, "record"))
    };
    groups.into_iter().map(|(key, reached)| (name(key, reached.len()), reached)).collect()
}

fn named(system: &System, owner: &str) -> String {
    let title = system.title_of(owner);
    title.map_or(owner.to_owned(), |title| format!("{owner} {title}"))
}

/// `-> RSK-0007 (risk.assets) -> A.8.1 (risk.controls)`: the chain without the record that changes, or its end.
fn chain(system: &System, impact: &Impact, reached: &Reached) -> String {
    let hop = |reached: &&Reached| {
        format!("-> {} ({})", system.record(reached.record).id(), system.graph().relation(reached.edge))
    };
    let distance = reached.distance as usize;
    let most = if distance <= WHOLE { WHOLE } else { SHOWN };
    let shown: Vec<String> = impact.chain(reached.record, most).iter().map(hop).collect();
    let before = match distance.saturating_sub(most) {
        0 => String::new(),
        more => format!("-> {} -> ", text::count(more, "link")),
    };
    // The last arrow of what is counted belongs to what is shown.
    format!("{}{}", before.trim_end_matches("-> "), shown.join(" "))
}

/// Links of the longest chain that is shown whole.
const WHOLE: usize = 10;
/// Links shown of a longer one, from its end.
const SHOWN: usize = 6;
/// Links told of a chain in JSON; longer ones can be walked over `from`.
const TOLD: usize = 32;

/// What was left out, and why.
fn notes(system: &System, impact: &Impact) -> Vec<String> {
    let names = |records: &[RecordId]| {
        let ids: Vec<_> =
            records.iter().map(|&id| text::plain(system.record(id).id()).into_owned()).collect();
        text::list(&ids, "and", 5)
    };
    let mut notes = Vec::new();
    if !impact.over.is_empty() {
        let number = text::count(impact.over.len(), "record");
        notes.push(format!("{number} not reached, since what they tell is over: {}", names(&impact.over)));
    }
    if !impact.beyond.is_empty() {
        let number = text::count(impact.beyond.len(), "record");
        notes.push(format!("{number} just beyond that depth: {}", names(&impact.beyond)));
    }
    notes
}

fn as_json(system: &System, impact: &Impact) -> String {
    let id = |id: RecordId| json!(system.record(id).id());
    let ids = |records: &[RecordId]| records.iter().map(|&record| id(record)).collect::<Vec<_>>();
    let one = |reached: &Reached| -> Value {
        let record = system.record(reached.record);
        let date = |date: Option<crate::base::Date>| date.map(|date| date.to_string());
        let hop = |hop: &&Reached| json!({"from": id(hop.from), "field": system.graph().relation(hop.edge), "to": id(hop.record)});
        json!({
            "id": record.id(), "kind": record.kind().name, "title": record.title(), "owner": record.get(OWNER),
            "distance": reached.distance,
            "last_review": date(system.activity(reached.record).reviewed),
            "next_review": date(system.next_review(reached.record)),
            "from": id(reached.from), "field": system.graph().relation(reached.edge),
            "chain": (reached.distance as usize <= TOLD).then(|| {
                impact.chain(reached.record, TOLD).iter().map(hop).collect::<Vec<_>>()
            }),
        })
    };
    let whole = json!({
        "schema": 1, "as_of": system.as_of.to_string(), "id": id(impact.start),
        "reached": impact.reached.iter().map(one).collect::<Vec<_>>(),
        "over": ids(&impact.over), "beyond": ids(&impact.beyond),
    });
    text::json(&whole)
}
