//! Context, scope, policy and roles.

use super::part;
use crate::document::{Block, Cell, ColumnType, Gap, Section, Table, Tone, markdown};
use crate::record::Record;
use crate::record::field::{Items, ROLE_TOP_MANAGEMENT};
use crate::reports::cells::{self, Chosen};
use crate::reports::{Basis, records};
use crate::system::{Counts, RecordId};
use crate::yaml::NodeRef;

/// Live records of a kind, by id.
pub(super) fn live(basis: &Basis<'_>, kind: &str) -> Vec<RecordId> {
    let of_kind = basis.system.of_kind(kind).filter(|(_, record)| basis.system.is_live(record));
    let mut ids: Vec<RecordId> = of_kind.map(|(id, _)| id).collect();
    ids.sort_by_key(|&id| basis.system.record(id).id());
    ids
}

/// A table of the live records of a kind; where there is none, the gap of the clause that asks for them.
fn listed(basis: &Basis<'_>, section: &mut Section, kind: &str, fields: &[&str], clause: &str) {
    let Some((_, known)) = basis.system.schema.named(kind) else { return };
    let ids = live(basis, kind);
    if ids.is_empty() {
        section.blocks.extend(gap(basis, clause).map(Block::Gap));
        return;
    }
    let mut table = cells::register(basis, known, &ids, Chosen::These(fields));
    table.key = format!("manual-{kind}");
    table.register = false;
    section.push(Block::Table(table));
}

/// That nothing shows a clause of an enabled standard.
fn gap(basis: &Basis<'_>, clause: &str) -> Option<Gap> {
    let item = basis.system.standards.get(clause)?;
    let values = [("clause", clause), ("title", &*item.title)];
    let message = basis.words.fill("manual.not_shown", &values);
    Some(Gap::new("clause-without-evidence", message, Tone::Bad))
}

/// Issues, interested parties and what they require (4.1, 4.2).
pub(super) fn context(basis: &Basis<'_>) -> Section {
    let mut section = part(basis, "context");
    listed(basis, &mut section, "issue", &["origin", "effect", "climate", "description", "owner"], "4.1");
    let parties = ["type", "description", "requirements", "owner"];
    listed(basis, &mut section, "interested-party", &parties, "4.2");
    let requirements = ["type", "source", "jurisdiction", "description", "owner"];
    listed(basis, &mut section, "requirement", &requirements, "4.2");
    section
}

/// What the system covers, where it ends, and where (4.3).
pub(super) fn scope(basis: &Basis<'_>) -> Section {
    let mut section = part(basis, "scope");
    let scopes = live(basis, "scope");
    if scopes.is_empty() {
        section.blocks.extend(gap(basis, "4.3").map(Block::Gap));
    }
    for id in scopes {
        let record = basis.system.record(id);
        let mut one = Section::new(format!("manual-{}", record.id()), record.title());
        if let Some(text) = record.value("description").and_then(NodeRef::scalar) {
            one.blocks.extend(markdown(text));
        }
        let fact = |name: &str, cell: Cell| (cells::label(basis.words, name), cell);
        let facts = vec![
            fact("scope", Cell::record(record.id())),
            fact("owner", cells::owner(basis, id)),
            fact("interfaces", cells::field(basis, id, "interfaces")),
            fact("exclusions", cells::field(basis, id, "exclusions")),
            fact("based_on", cells::field(basis, id, "based_on")),
            fact("last_review", Cell::date(basis.system.activity(id).reviewed)),
            fact("next_review", cells::next_review(basis, id)),
        ];
        one.push(Block::Facts(facts.into_iter().filter(|(_, cell)| *cell != Cell::Empty).collect()));
        section.sections.push(one);
    }
    let fields = ["type", "description", "provider", "shared_responsibility", "remote_access", "owner"];
    listed(basis, &mut section, "location", &fields, "4.3");
    section
}

/// The information security policy with its text, and the policies beside it (5.2).
pub(super) fn policy(basis: &Basis<'_>) -> Section {
    let mut section = part(basis, "policy");
    let shown = basis.system.evidence_for("5.2");
    let is_policy = |record: &Record| record.is("document") && record.ty() == Some("policy");
    let first = shown.iter().filter(|one| one.counts == Counts::Yes).map(|one| one.record);
    let policies: Vec<RecordId> = first.filter(|&id| is_policy(basis.system.record(id))).collect();
    let named = |&&id: &&RecordId| {
        let clauses = basis.system.record(id).value("clauses");
        clauses.is_some_and(|list| Items::of(list).iter().any(|item| item.text().trim() == "5.2"))
    };
    match policies.iter().find(named).or_else(|| policies.first().filter(|_| policies.len() == 1)) {
        Some(&id) => {
            let record = basis.system.record(id);
            section.push(Block::Facts(vec![
                (cells::label(basis.words, "document"), cells::named(basis, id)),
                (cells::label(basis.words, "version"), cells::field(basis, id, "version")),
                (cells::label(basis.words, "approved_by"), cells::field(basis, id, "approved_by")),
                (cells::label(basis.words, "approved_on"), cells::field(basis, id, "approved_on")),
            ]));
            if let Some(text) = records::body(record) {
                section.push(Block::Quote(markdown(text)));
            }
        }
        None if policies.is_empty() => section.blocks.extend(gap(basis, "5.2").map(Block::Gap)),
        None => {}
    }
    let Some((_, kind)) = basis.system.schema.named("document") else { return section };
    let all: Vec<RecordId> =
        live(basis, "document").into_iter().filter(|&id| is_policy(basis.system.record(id))).collect();
    if !all.is_empty() {
        let fields = ["version", "status", "owner", "approved_by", "approved_on"];
        let mut table = cells::register(basis, kind, &all, Chosen::These(&fields));
        table.key = "manual-policies".to_owned();
        table.title = basis.words.get("manual.policies").to_owned();
        table.register = false;
        section.push(Block::Table(table));
    }
    section
}

/// Who does what, may decide what, and holds which role (5.3).
pub(super) fn roles(basis: &Basis<'_>) -> Section {
    let mut section = part(basis, "roles");
    let roles = live(basis, "role");
    if roles.is_empty() {
        section.blocks.extend(gap(basis, "5.3").map(Block::Gap));
        return section;
    }
    let columns = [
        ("role", ColumnType::Id, 1),
        ("title", ColumnType::Text, 2),
        ("holders", ColumnType::Text, 2),
        ("deputies", ColumnType::Text, 2),
        ("top_management", ColumnType::Text, 1),
        ("responsibilities", ColumnType::Text, 3),
        ("authorities", ColumnType::Text, 3),
        ("findings", ColumnType::Text, 2),
    ];
    let columns = cells::columns(basis.words, &columns);
    let mut table = Table::new("manual-roles", basis.words.get("manual.roles"), columns);
    for id in roles {
        let record = basis.system.record(id);
        let field = |name: &str| cells::field(basis, id, name);
        let top = record.get(ROLE_TOP_MANAGEMENT) == Some(true);
        table.push(vec![
            Cell::record(record.id()),
            cells::title(basis, id),
            people(basis, id, "holders"),
            people(basis, id, "deputies"),
            if top { cells::yes_or_no(basis, true) } else { Cell::Empty },
            field("responsibilities"),
            field("authorities"),
            cells::findings(basis, id),
        ]);
    }
    section.push(Block::Table(table));
    section
}

/// Those whom a role names, with their names.
fn people(basis: &Basis<'_>, id: RecordId, field: &str) -> Cell {
    let named: Vec<RecordId> = basis.system.named_in(id, field).collect();
    if named.is_empty() { cells::field(basis, id, field) } else { cells::named_all(basis, named) }
}
