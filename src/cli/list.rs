//! `isms list`.

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::table::table;
use super::{Error, Exit, Global, say, session, terminal};
use crate::base::text;
use crate::expression::{Expression, Item, Scope, Value, World};
use crate::record::Stage;
use crate::record::field::OWNER;
use crate::system::{RecordId, System};

/// List records
///
/// Without a selector: how many records of each kind there are.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms list risk                    the risk register with scores
  isms list RSK-* status:open       all of several selectors must fit
  isms list is:stale --format json
  isms list risk --where 'score > 8 && size(controls) == 0'")]
pub(super) struct Arguments {
    /// An id, RSK-*, a kind, a path, owner:ID, status:WORD, clause:9.2 or is:stale; several must all fit
    #[arg(value_name = "SELECTOR")]
    selectors: Vec<String>,
    /// Only records for which this holds: fields and computed names, such as 'overdue && owner == "ROL-ciso"'; see
    /// docs/expressions.md
    #[arg(long = "where", value_name = "EXPR")]
    condition: Option<String>,
    /// table or json
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: ListFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    Table,
    Json,
}

/// One row in JSON. Dates are absolute; scores are computed.
#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'a str,
    kind: &'a str,
    title: &'a str,
    status: &'a str,
    owner: Option<&'a str>,
    next_review: Option<String>,
    score: Option<String>,
    residual_score: Option<String>,
    file: &'a str,
    line: u32,
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let system = session::system(global)?;
    if arguments.selectors.is_empty()
        && arguments.condition.is_none()
        && arguments.format == ListFormat::Table
    {
        terminal::print(&kinds(&system))?;
        return Ok(Exit::Clean);
    }
    let selectors = session::selectors(&arguments.selectors, &system)?;
    let mut chosen: Vec<RecordId> = system
        .records()
        .map(|(id, _)| id)
        .filter(|id| selectors.iter().all(|selector| selector.matches(&system, *id)))
        .collect();
    if let Some(written) = &arguments.condition {
        chosen = holding(&system, written, &arguments.selectors, &chosen)?;
    }
    let rows: Vec<Row<'_>> = chosen.iter().map(|id| row(&system, *id)).collect();
    match arguments.format {
        ListFormat::Table => terminal::print(&as_table(&rows))?,
        ListFormat::Json => terminal::print_json(&text::json(&rows))?,
    }
    if !global.quiet && arguments.format == ListFormat::Table {
        say(&text::count(rows.len(), "record"));
    }
    Ok(Exit::Clean)
}

/// The records for which an expression holds. Where a selector is a kind, its fields are known.
fn holding(
    system: &System,
    written: &str,
    selectors: &[String],
    chosen: &[RecordId],
) -> Result<Vec<RecordId>, Error> {
    let kind = selectors.iter().find_map(|word| system.schema.named(word)).map(|(kind, _)| kind);
    let error = |mistake| Error::Expression { written: written.to_owned(), mistake };
    let scope = Scope::new(&system.schema, Item::Record(kind));
    let condition = Expression::condition(written, &scope).map_err(error)?;
    let world = World::new(system);
    let mut holding = Vec::new();
    for &id in chosen {
        let holds = condition.holds(&world, Value::Record(id), &[]).map_err(|mut mistake| {
            mistake.message = format!("{} for {}", mistake.message, system.record(id).name());
            error(mistake)
        })?;
        if holds {
            holding.push(id);
        }
    }
    Ok(holding)
}

fn kinds(system: &System) -> String {
    let rows = system.schema.kinds().map(|(_, kind)| {
        let number = system.of_kind(&kind.name).count();
        vec![kind.name.clone(), text::thousands(number), kind.clauses.join(", "), kind.description.clone()]
    });
    table(&["kind", "records", "clauses", "what it is"], rows)
}

fn row(system: &System, id: RecordId) -> Row<'_> {
    let record = system.record(id);
    let score = |stage| {
        let score = record.is("risk").then(|| record.score(stage, system.risk())).flatten()?;
        let band =
            record.risk_method(system.risk()).and_then(|method| method.band_name(&score).map(str::to_owned));
        Some(match band.filter(|_| score.is_number()) {
            Some(band) => format!("{score} {band}"),
            None => score.to_string(),
        })
    };
    Row {
        id: record.id(),
        kind: &record.kind().name,
        title: record.title(),
        status: record.status(),
        owner: record.get(OWNER),
        next_review: system.next_review(id).filter(|_| system.is_live(record)).map(|date| date.to_string()),
        score: score(Stage::Current),
        residual_score: score(Stage::Residual),
        file: record.path(),
        line: record.line(),
    }
}

/// The columns that say something about these rows.
fn as_table(rows: &[Row<'_>]) -> String {
    let scored = rows.iter().any(|row| row.score.is_some());
    let mixed = rows.windows(2).any(|pair| pair[0].kind != pair[1].kind);
    let mut head = vec!["id", "title", "status", "owner", "next review"];
    if mixed {
        head.insert(1, "kind");
    }
    if scored {
        head.extend(["score", "residual"]);
    }
    let cells = rows.iter().map(|row| {
        let next = row.next_review.as_deref().unwrap_or("");
        let mut cells = vec![row.id, row.title, row.status, row.owner.unwrap_or(""), next];
        if mixed {
            cells.insert(1, row.kind);
        }
        if scored {
            cells.extend([row.score.as_deref().unwrap_or(""), row.residual_score.as_deref().unwrap_or("")]);
        }
        cells
    });
    table(&head, cells)
}
