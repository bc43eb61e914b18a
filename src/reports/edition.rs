//! Reports put together to a document, with the block that says whose it is and of which state.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::{Basis, Report, cells};
use crate::base::text;
use crate::document::{Block, Cell, Control, Document, Extent, Look, Section};
use crate::finding::report::Outcome;
use crate::history;
use crate::schema::State;
use crate::system::{RecordId, System};
use crate::yaml::NodeRef;

/// What is known of a document besides the records.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    /// The organisation's look.
    pub look: &'a Look,
    /// The version: a tag of the commit, or empty.
    pub version: &'a str,
    /// When it was made, where the environment says so; may be empty.
    pub generated: &'a str,
    /// What was left out for this reader, a sentence each.
    pub left_out: &'a [String],
}

/// Builds reports, side by side; they stay in their order.
pub fn sections(basis: &Basis<'_>, reports: &[&Report]) -> Vec<Section> {
    reports.par_iter().map(|report| (report.build)(basis)).collect()
}

/// A document of some sections. `name` names the report, and so the file.
pub fn document(
    basis: &Basis<'_>,
    name: &str,
    title: &str,
    sections: Vec<Section>,
    edition: &Edition<'_>,
) -> Document {
    let mut document =
        Document { name: name.to_owned(), control: control(basis, name, title, edition), sections };
    let mut homes = homeless(&document);
    document.sections.iter_mut().for_each(|section| settle(section, &mut homes));
    document
}

fn control(basis: &Basis<'_>, name: &str, title: &str, edition: &Edition<'_>) -> Control {
    let system = basis.system;
    let scopes = live(system, "scope");
    let scope: Vec<String> =
        scopes.iter().map(|&id| text::plain(system.record(id).title()).into_owned()).collect();
    let owner = scopes.iter().find_map(|&id| system.owner(id));
    Control {
        organisation: text::plain(&system.config.organisation.name).into_owned(),
        scope: scope.join("; "),
        title: title.to_owned(),
        version: edition.version.to_owned(),
        as_of: Some(system.as_of),
        commit: basis.check.commit.clone(),
        dirty: basis.check.dirty,
        classification: classification(system, edition.look),
        owner: owner.map(|owner| cells::people(basis, owner).words()).unwrap_or_default(),
        approved: approval(basis, name).unwrap_or_default(),
        history: extent(basis.history.extent()),
        tool: concat!("isms ", env!("CARGO_PKG_VERSION")).to_owned(),
        generated: edition.generated.to_owned(),
        draft: draft(basis),
        left_out: edition.left_out.to_vec(),
        language: basis.words.language().to_owned(),
    }
}

fn live(system: &System, kind: &str) -> Vec<RecordId> {
    system.of_kind(kind).filter(|(_, record)| system.is_live(record)).map(|(id, _)| id).collect()
}

/// The highest step of secrecy that a record names.
fn classification(system: &System, look: &Look) -> String {
    let named: HashSet<&str> = system
        .records()
        .filter_map(|(_, record)| record.value("classification"))
        .filter_map(NodeRef::scalar)
        .collect();
    let highest = look.ranks.iter().rev().find(|rank| named.contains(rank.value.as_str()));
    highest.map(|rank| rank.label.clone()).unwrap_or_default()
}

/// Who approved what the report shows: of the manual the document of that type, of another report the document with its name
/// in the id, such as `DOC-soa`.
fn approval(basis: &Basis<'_>, name: &str) -> Option<String> {
    let system = basis.system;
    let is_meant = |id: &RecordId| {
        let record = system.record(*id);
        let named = record.id().split_once('-').is_some_and(|(_, slug)| slug == name);
        record.is_in(State::Settled, system.as_of)
            && (named || (name == "manual" && record.ty() == Some(name)))
    };
    let document = live(system, "document").into_iter().find(is_meant)?;
    let by = system.named_in(document, "approved_by").next()?;
    let on = system.record(document).value("approved_on")?.scalar()?;
    let id = text::plain(system.record(document).id());
    let by = cells::people(basis, by).words();
    Some(basis.words.fill("edition.approved", &[("id", &*id), ("by", &by), ("date", &*text::plain(on))]))
}

fn extent(extent: history::Extent) -> Extent {
    match extent {
        history::Extent::Full => Extent::Full,
        history::Extent::Shallow | history::Extent::Partial => Extent::Part,
        history::Extent::None => Extent::None,
    }
}

/// Why the document must not be given away as it is.
fn draft(basis: &Basis<'_>) -> Vec<String> {
    let (check, words) = (basis.check, basis.words);
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for not_run in &check.not_run {
        match reasons.iter_mut().find(|(reason, _)| *reason == not_run.reason) {
            Some((_, rules)) => rules.push(&not_run.rule),
            None => reasons.push((&not_run.reason, vec![&not_run.rule])),
        }
    }
    let mut draft: Vec<String> = reasons
        .iter()
        .map(|(reason, rules)| {
            let rules = text::plain(&rules.join(", ")).into_owned();
            words.fill("edition.not_run", &[("rules", &rules), ("reason", &*text::plain(reason))])
        })
        .collect();
    if check.unread > 0 {
        draft.push(words.count("edition.unread", check.unread));
    }
    let broken = basis.system.records().filter(|(_, record)| !record.is_whole()).count();
    if broken > 0 {
        draft.push(words.count("edition.broken", broken));
    }
    if draft.is_empty() && check.outcome == Outcome::Incomplete {
        draft.push(words.get("edition.incomplete").to_owned());
    }
    draft
}

/// Records that have no page in a document, each with the place of the table whose row stands for it: the first register
/// that begins with it.
fn homeless(document: &Document) -> HashMap<String, String> {
    let anchors: HashSet<&str> = document.anchors();
    let mut homes: HashMap<String, String> = HashMap::new();
    for table in document.tables().into_iter().filter(|table| table.register) {
        for row in table.rows.iter().filter(|row| row.anchor.is_none()) {
            if let Some(Cell::Record(id)) = row.cells.first()
                && !anchors.contains(id.as_str())
            {
                homes.entry(id.clone()).or_insert_with(|| table.key.clone());
            }
        }
    }
    homes
}

/// Gives the rows that stand for a record its id as their anchor.
fn settle(section: &mut Section, homes: &mut HashMap<String, String>) {
    for block in &mut section.blocks {
        let Block::Table(table) = block else { continue };
        for row in table.rows.iter_mut().filter(|row| row.anchor.is_none()) {
            if let Some(Cell::Record(id)) = row.cells.first()
                && homes.get(id) == Some(&table.key)
            {
                row.anchor = Some(id.clone());
                homes.remove(id);
            }
        }
    }
    section.sections.iter_mut().for_each(|inner| settle(inner, homes));
}
