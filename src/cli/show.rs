//! `isms show`.

use clap::Args;

use super::page::Page;
use super::{Error, Exit, Global, session, support, terminal};
use crate::base::text;
use crate::record::{Record, Stage};
use crate::schema::Flow;
use crate::system::{RecordId, Reference, Status, System};
use crate::yaml::{NodeRef, Shape};

/// Show one record
///
/// Its fields, what it names, what names it, and what is computed from it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms show RSK-0007
  isms show A.8.13                      the record that decides on a control
  isms show PRC-audit --as-of 2026-06-30")]
pub(super) struct Arguments {
    /// The record's id
    #[arg(value_name = "ID")]
    id: String,
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let (snapshot, loaded) = session::load(global)?;
    session::tell_mistakes(global, &loaded);
    let system = loaded.system;
    let id = session::record(&arguments.id, &system)?;
    let supported = support::of(global, snapshot.root(), &system, id);
    terminal::print(&page(&system, id, &supported))?;
    Ok(Exit::Clean)
}

fn page(system: &System, id: RecordId, supported: &[(String, String)]) -> String {
    let record = system.record(id);
    let mut page = Page::default();
    let line = record.line();
    page.line(&format!("{}  {}", record.id(), record.title()));
    page.line(&format!("{}, {}  {}:{line}", record.kind().title, record.status(), record.path()));
    let mut computed = computed(system, id);
    computed.extend(supported.iter().cloned());
    if !computed.is_empty() {
        page.heading("Computed");
        computed.iter().for_each(|(name, value)| page.pair(name, value));
    }
    page.heading("Fields");
    for entry in
        record.node().entries().filter(|entry| !matches!(entry.key.text(), "id" | "title" | "name" | "kind"))
    {
        field(&mut page, entry.key.text(), entry.value, 1);
    }
    links(&mut page, system, id, record);
    page.finish()
}

/// What is computed and never stored.
fn computed(system: &System, id: RecordId) -> Vec<(String, String)> {
    let record = system.record(id);
    let mut rows = Vec::new();
    if record.is("risk") {
        for (name, stage) in [
            ("inherent score", Stage::Inherent),
            ("score", Stage::Current),
            ("residual score", Stage::Residual),
        ] {
            rows.extend(score(system, record, stage).map(|score| (name.to_owned(), score)));
        }
    }
    if system.standards.has_control(record.id()) {
        let attributes = system.standards.explained(record.id()).attributes;
        let words = |(name, values): (String, Vec<String>)| {
            (name.replace('_', " "), values.join(", ").replace('_', " "))
        };
        rows.extend(attributes.into_iter().map(words));
    }
    if let Some(next) = system.next_review(id).filter(|_| system.is_live(record)) {
        let days = next.days_since(system.as_of);
        let when = match days {
            0 => "today".to_owned(),
            days if days > 0 => format!("in {}", text::count(days.unsigned_abs() as usize, "day")),
            days => format!("{} overdue", text::count(days.unsigned_abs() as usize, "day")),
        };
        rows.push(("next review".to_owned(), format!("{next}, {when}")));
    }
    rows
}

fn score(system: &System, record: &Record, stage: Stage) -> Option<String> {
    let method = record.risk_method(system.risk())?;
    let score = record.score(stage, system.risk())?;
    let band = method.band_name(&score).filter(|_| score.is_number()).map(|band| format!(" ({band})"));
    let line = match (method.escalates(&score), method.above_acceptance(&score)) {
        (true, _) => ", at or above the escalation line",
        (false, true) => ", above the acceptance line",
        (false, false) => "",
    };
    let by = method.accepted_by(&score).map(|role| format!(", to be accepted by {role}"));
    Some(format!("{score}{}{line}{}", band.unwrap_or_default(), by.unwrap_or_default()))
}

fn field(page: &mut Page, name: &str, node: NodeRef<'_>, depth: usize) {
    match node.shape() {
        Shape::Null => page.indented(depth, &format!("{name}:")),
        Shape::Scalar => value(page, depth, name, node.text()),
        Shape::Map => {
            page.indented(depth, &format!("{name}:"));
            node.entries().for_each(|entry| field(page, entry.key.text(), entry.value, depth + 1));
        }
        Shape::List if node.items().all(|item| item.scalar().is_some()) => {
            let items: Vec<&str> = node.items().map(NodeRef::text).collect();
            value(page, depth, name, &items.join(", "));
        }
        Shape::List => {
            page.indented(depth, &format!("{name}:"));
            node.items().for_each(|item| field(page, "-", item, depth + 1));
        }
    }
}

fn links(page: &mut Page, system: &System, id: RecordId, record: &Record) {
    let out = system.links().out_of(id);
    if !out.is_empty() {
        page.heading("Names");
        for reference in out {
            let arrow = arrow(reference.link(record).target.flow);
            let name = reference.node(record).text();
            let what = described(system, reference, name);
            link(page, &reference.link(record).path, arrow, name, &what);
        }
    }
    let mut named: Vec<&Reference> = system.links().into(id).collect();
    named.sort_by_key(|reference| reference.from);
    if !named.is_empty() {
        page.heading("Named by");
        for reference in named {
            let from = system.record(reference.from);
            let field = reference.link(from);
            let back = match field.target.flow {
                Flow::Out => Flow::In,
                Flow::In => Flow::Out,
                Flow::None => Flow::None,
            };
            link(page, &format!("{}.{}", from.kind().name, field.path), arrow(back), from.id(), from.title());
        }
    }
}

fn arrow(flow: Flow) -> &'static str {
    match flow {
        Flow::Out => "->",
        Flow::In => "<-",
        Flow::None => "--",
    }
}

fn described(system: &System, reference: &Reference, name: &str) -> String {
    match reference.status {
        Status::Record(target) | Status::WrongKind(target) => system.record(target).title().to_owned(),
        Status::Clause => system.standards.get(name).map(|item| item.title.clone()).unwrap_or_default(),
        Status::Text => String::new(),
        Status::Undecided => "(no record decides on this control)".to_owned(),
        Status::Unread => "(could not be read)".to_owned(),
        Status::Missing => "(does not exist)".to_owned(),
    }
}

/// A value of several lines stands below its name.
fn value(page: &mut Page, depth: usize, name: &str, value: &str) {
    let value = value.trim_end();
    if value.contains('\n') {
        page.indented(depth, &format!("{name}:"));
        value.lines().for_each(|line| page.indented(depth + 1, line));
    } else if depth == 1 {
        page.pair(name, value);
    } else {
        page.indented(depth, &format!("{name}: {value}"));
    }
}

fn link(page: &mut Page, field: &str, arrow: &str, id: &str, title: &str) {
    page.indented(1, &format!("{field:<22} {arrow} {id:<14} {title}"));
}
