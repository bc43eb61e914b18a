//! A page for each record: everything that it says, what leads to it, what is found about it, and its history in short.

use std::collections::BTreeMap;

use super::{Basis, Report, cells, register};
use crate::document::{Block, Cell, Inline, Section, Target, clean, markdown};
use crate::history::Commit;
use crate::record::{Record, Stage};
use crate::schema::{FieldType, Kind};
use crate::system::RecordId;
use crate::yaml::NodeRef;

/// All records, by kind.
pub(super) fn records(basis: &Basis<'_>) -> Section {
    let mut section = Report::section("records", basis.words);
    for (kind, mut ids) in register::by_kind(basis) {
        ids.sort_by_key(|&id| basis.system.record(id).id());
        let title = cells::kind_title(basis.words, &kind.name, &kind.title);
        let mut of_kind = Section::new(format!("records-{}", kind.name), title);
        of_kind.sections = ids.into_iter().map(|id| page(basis, id)).collect();
        section.sections.push(of_kind);
    }
    section
}

/// The page of one record.
pub(super) fn page(basis: &Basis<'_>, id: RecordId) -> Section {
    let record = basis.system.record(id);
    let mut section = Section::new(anchor(basis, id, record), format!("{} {}", record.id(), record.title()));
    section.folded = true;
    let about = basis.found.about(record.id()).iter().filter(|known| known.is_open());
    section.blocks.extend(about.map(|known| Block::Gap(known.gap())));
    section.push(Block::Facts(facts(basis, id, record)));
    for (field, node) in record.fields().filter(|(field, node)| is_long(&field.ty, *node)) {
        section.push(Block::Heading(vec![Inline::text(cells::label(basis.words, &field.name))]));
        section.blocks.extend(markdown(node.text()));
    }
    if let Some(body) = body(record) {
        section.push(Block::Heading(vec![Inline::text(basis.words.get("record.text"))]));
        section.blocks.extend(markdown(body));
    }
    section
}

/// The id; of a record whose id another has, too, with its place.
fn anchor(basis: &Basis<'_>, id: RecordId, record: &Record) -> String {
    match basis.system.find(record.id()) {
        Some(first) if first != id => clean(format!("{}-{}-{}", record.id(), record.path(), record.line())),
        _ => clean(record.id()),
    }
}

/// Whether a value is read as text with paragraphs rather than beside its name.
fn is_long(ty: &FieldType, node: NodeRef<'_>) -> bool {
    matches!(ty, FieldType::Markdown) && node.scalar().is_some()
}

/// The text of a Markdown file that is this record.
pub(super) fn body(record: &Record) -> Option<&str> {
    let file = record.file();
    let is_whole = file.documents().next().is_some_and(|root| root.index() == record.node().index());
    file.body().filter(|_| is_whole).map(|span| file.source().slice(span))
}

fn facts(basis: &Basis<'_>, id: RecordId, record: &Record) -> Vec<(String, Cell)> {
    let words = basis.words;
    let kind = record.kind();
    let mut facts = vec![(cells::label(words, "kind"), Cell::text(&kind.name))];
    let named = |name: &str, cell: Cell| (cells::label(words, name), cell);
    facts.push(named("status", cells::status(basis, id)));
    facts.push(named("owner", cells::owner(basis, id)));
    for (place, field) in kind.fields.iter().enumerate() {
        if matches!(field.name.as_str(), "id" | "kind" | "title" | "status" | "owner") {
            continue;
        }
        let given = record.fields().find(|(other, _)| std::ptr::eq(*other, &kind.fields[place]));
        let cell = match given.filter(|(_, node)| !node.is_null()) {
            Some((field, node)) if is_long(&field.ty, node) => continue,
            _ if field.name == "evidence" => cells::evidence(basis, id),
            Some((field, node)) => cells::value(basis, record, field, node),
            None => cells::missing(basis, id, &field.name).map_or(Cell::Empty, Cell::Gap),
        };
        facts.push(named(&field.name, cell));
    }
    facts.push(named("unknown_fields", cells::others(basis, record)));
    if kind.name == "risk" {
        for (name, stage) in [
            ("inherent_score", Stage::Inherent),
            ("score", Stage::Current),
            ("residual_score", Stage::Residual),
        ] {
            facts.push(named(name, cells::score(basis, id, stage)));
        }
    }
    facts.push(named("next_review", cells::next_review(basis, id)));
    facts.extend(named_by(basis, id));
    let waived = basis.found.about(record.id()).iter().filter_map(|known| known.waived);
    let waived = waived.map(|waived| {
        let message = &waived.finding.message;
        Cell::Rich(vec![
            Inline::record(clean(&waived.by)),
            Inline::text(format!(": {message} ({})", waived.finding.rule)),
        ])
    });
    facts.push(named("waived", Cell::list(waived)));
    facts.push(named("history", history(basis, record)));
    facts.push(named("file", file(record)));
    facts.retain(|(_, cell)| *cell != Cell::Empty);
    facts
}

/// Who names the record, by kind and field.
fn named_by(basis: &Basis<'_>, id: RecordId) -> Vec<(String, Cell)> {
    let mut by_field: BTreeMap<(&str, &str), (&Kind, Vec<&str>)> = BTreeMap::new();
    for reference in basis.system.links().into(id) {
        let from = basis.system.record(reference.from);
        let key = (from.kind().name.as_str(), reference.link(from).path.as_str());
        let (_, ids) = by_field.entry(key).or_insert_with(|| (from.kind(), Vec::new()));
        if ids.last() != Some(&from.id()) {
            ids.push(from.id());
        }
    }
    let one = |((kind, path), (of, ids)): ((&str, &str), (&Kind, Vec<&str>))| {
        let field = cells::label(basis.words, path.rsplit('.').next().unwrap_or(path));
        let kind = cells::kind_title(basis.words, kind, &of.title);
        let values = [("kind", kind.as_str()), ("field", field.as_str())];
        (basis.words.fill("record.named_by", &values), Cell::records(ids))
    };
    by_field.into_iter().map(one).collect()
}

/// When it was first recorded, how often it changed, and when and by whom last in a way that means something.
fn history(basis: &Basis<'_>, record: &Record) -> Cell {
    if basis.history.missing().is_some() {
        return Cell::text(basis.words.get("record.no_history"));
    }
    let Some(timeline) = basis.history.timeline(record.id()) else {
        return Cell::text(basis.words.get("record.not_committed"));
    };
    let line = |key: &str, commit: &Commit| {
        let (day, by) = (commit.day().to_string(), author(commit));
        Cell::text(basis.words.fill(key, &[("date", &day), ("who", &by), ("commit", &commit.short())]))
    };
    let changes = Cell::text(basis.words.count("record.revisions", timeline.changes().len()));
    let created = timeline.created().map(|change| line("record.created", change.commit()));
    let last = timeline.last_significant().filter(|_| timeline.changes().len() > 1);
    let last = last.map(|change| line("record.last_change", change.commit()));
    Cell::list([Some(changes), created, last].into_iter().flatten())
}

/// Who wrote a commit, by name.
pub(super) fn author(commit: &Commit) -> String {
    let author = &commit.author.0;
    clean(if author.name.is_empty() { &author.email } else { &author.name })
}

/// The file that holds a record, with the line.
pub(super) fn file(record: &Record) -> Cell {
    let place = Inline::text(format!("{}:{}", record.path(), record.line()));
    match Target::written(record.path()) {
        Some(to) => Cell::Rich(vec![Inline::Link { to, text: vec![place] }]),
        None => Cell::Rich(vec![place]),
    }
}
