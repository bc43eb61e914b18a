//! A parsed file and its kinds to records, with every error of every record.

mod identity;
mod reader;

pub(super) use self::reader::input;

use std::sync::Arc;

use self::identity::Identity;
use self::reader::Reader;
use super::Record;
use crate::base::{Span, text};
use crate::finding::{Finding, Label};
use crate::risk::RiskMethods;
use crate::schema::Schema;
use crate::standard::Standards;
use crate::yaml::{File, NodeRef, Shape};

/// What decoding needs to know of the repository.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The kinds.
    pub schema: &'a Arc<Schema>,
    /// The enabled standards.
    pub standards: &'a Standards,
    /// The risk methods.
    pub risk: &'a RiskMethods,
}

/// What a file held.
#[derive(Debug, Default)]
pub struct Decoded {
    /// Its records.
    pub records: Vec<Record>,
    /// Ids of records that are there but could not be read: who names them is not to blame.
    pub lost: Vec<String>,
}

/// Reads every record of a file.
///
/// A Markdown file is a record only if its front matter has `id` or `kind`, since other programs use front matter, too.
pub fn decode(file: &Arc<File>, context: &Context<'_>, findings: &mut Vec<Finding>) -> Decoded {
    // Nearly every document is one record.
    let records = Vec::with_capacity(file.documents().count());
    let mut decoded = Decoded { records, lost: lost_ids(file) };
    for root in file.documents() {
        let foreign = file.body().is_some() && root.get("id").is_none() && root.get("kind").is_none();
        if root.is_null() || foreign {
            continue;
        }
        document(file, root, context, &mut decoded, findings);
    }
    decoded
}

fn document(
    file: &Arc<File>,
    root: NodeRef<'_>,
    context: &Context<'_>,
    decoded: &mut Decoded,
    findings: &mut Vec<Finding>,
) {
    if root.shape() != Shape::Map {
        findings.push(not_a_record(file, root));
        return;
    }
    let register = root.get("records").filter(|_| root.get("id").is_none());
    let Some(records) = register else {
        let whole = file.damaged().is_empty();
        record(file, root, None, whole, context, decoded, findings);
        return;
    };
    register_keys(file, root, findings);
    if records.shape() != Shape::List {
        findings.push(
            Finding::new(
                "wrong-type",
                "`records` is no list, and a list of records is wanted",
                at(file, records.span()),
            )
            .help("begin each record below `records:` with a dash: `- id: ...`"),
        );
    }
    for item in records.items() {
        if item.shape() == Shape::Map {
            record(file, item, root.get("kind"), true, context, decoded, findings);
        } else if !item.is_null() {
            findings.push(not_a_record(file, item));
        }
    }
}

fn record(
    file: &Arc<File>,
    node: NodeRef<'_>,
    kind: Option<NodeRef<'_>>,
    whole: bool,
    context: &Context<'_>,
    decoded: &mut Decoded,
    findings: &mut Vec<Finding>,
) {
    let identity = Identity::of(file, node, kind);
    let Some(kind) = identity.kind(context.schema, whole, findings) else {
        decoded.lost.extend(identity.id().map(str::to_owned));
        return;
    };
    identity.check_id(context, kind, whole, findings);
    let read = Reader::new(&identity, context, kind, findings).read(whole);
    if let Some(id) = identity.id_node() {
        // Copies of just the right size, as with the nodes of a file.
        let mut record = Record {
            file: Arc::clone(file),
            schema: Arc::clone(context.schema),
            kind,
            root: node.index(),
            id: id.index(),
            fields: Box::from(read.fields.as_slice()),
            links: Box::from(read.links.as_slice()),
            evidence: Box::from(read.evidence.as_slice()),
            status: None,
            whole,
        };
        record.status = record.place_of_status();
        decoded.records.push(record);
    }
}

fn at(file: &File, span: Span) -> Label {
    Label::new(file.source(), span, "")
}

fn not_a_record(file: &File, node: NodeRef<'_>) -> Finding {
    let what = if node.shape() == Shape::List { "a list" } else { "one value" };
    let line = file.source().line_span(file.source().line(node.span().start));
    let span = Span::new(node.span().start, line.end.min(node.span().end).max(node.span().start));
    Finding::new("wrong-type", format!("this is {what}, and a record is wanted"), at(file, span)).help(
        "write `field: value` lines; several records go under `kind: ...` and `records:`, each begun with a dash",
    )
}

fn register_keys(file: &File, root: NodeRef<'_>, findings: &mut Vec<Finding>) {
    for entry in root.entries() {
        let key = entry.key.text();
        if key != "kind" && key != "records" {
            let message = format!(
                "a register has a field `{}`, and only `kind` and `records` belong there",
                text::brief(key, 60)
            );
            findings.push(
                Finding::new("unknown-field", message, at(file, entry.key.span()))
                    .help("write the field into each record of the list"),
            );
        }
    }
}

/// Ids in the parts of a file that could not be read.
fn lost_ids(file: &File) -> Vec<String> {
    let damaged = file.damaged().iter().map(|&span| file.source().slice(span));
    damaged.flat_map(ids_in).collect()
}

/// What follows `id:` on any line of a text that is not YAML.
pub fn ids_in(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.trim_start().trim_start_matches("- ").trim_start());
    let ids = lines.filter_map(|line| line.strip_prefix("id:"));
    ids.map(|id| id.split('#').next().unwrap_or("").trim().trim_matches(['"', '\'']).to_owned())
        .filter(|id| !id.is_empty() && id.len() < 100)
        .collect()
}

#[cfg(test)]
mod tests;
