//! Who a record says it is: its id and kind.

use std::sync::Arc;

use super::Context;
use crate::base::{Span, text};
use crate::finding::{Finding, Label, Subject};
use crate::schema::{Kind, KindId, Schema};
use crate::yaml::{File, NodeRef, Shape};

/// A record's node and what it is called.
pub(super) struct Identity<'a> {
    pub(super) file: &'a Arc<File>,
    pub(super) node: NodeRef<'a>,
    kind: Option<NodeRef<'a>>,
    id: Option<NodeRef<'a>>,
}

impl<'a> Identity<'a> {
    /// Looks at a record; `inherited` is the kind that a register gives once.
    pub(super) fn of(file: &'a Arc<File>, node: NodeRef<'a>, inherited: Option<NodeRef<'a>>) -> Self {
        let id = node.get("id").filter(|id| id.scalar().is_some_and(|text| !text.trim().is_empty()));
        Self { file, node, kind: node.get("kind").or(inherited).filter(|kind| !kind.is_null()), id }
    }

    pub(super) fn id_node(&self) -> Option<NodeRef<'a>> {
        self.id
    }

    pub(super) fn id(&self) -> Option<&'a str> {
        self.id.map(NodeRef::text)
    }

    /// `risk RSK-0007`, or `a risk without id`.
    pub(super) fn name(&self, kind: &Kind) -> String {
        let title = kind.title.to_lowercase();
        match self.id() {
            Some(id) => format!("{title} {}", text::brief(id, 60)),
            None => format!("{} {title} without id", text::article(&title)),
        }
    }

    /// A label in this record's file.
    pub(super) fn label(&self, span: Span, text: &str) -> Label {
        Label::new(self.file.source(), span, text)
    }

    /// The id, or the record's first key where it has none.
    pub(super) fn span(&self) -> Span {
        let first = self.node.entries().next().map(|entry| entry.key.span());
        self.id.map(NodeRef::span).or(first).unwrap_or(self.node.span())
    }

    pub(super) fn subject(&self, kind: Option<&str>) -> Subject {
        Subject {
            record: self.id().map(|id| text::plain(id).into_owned()),
            kind: kind.map(Arc::from),
            owner: self
                .node
                .get("owner")
                .and_then(NodeRef::scalar)
                .map(|owner| text::plain(owner).into_owned()),
        }
    }

    fn finding(&self, rule: &'static str, message: &str, span: Span, label: &str) -> Finding {
        Finding::new(rule, message, self.label(span, label)).about(self.subject(None))
    }

    /// The record's kind; a finding where it gives none or one that does not exist.
    pub(super) fn kind(&self, schema: &Schema, whole: bool, findings: &mut Vec<Finding>) -> Option<KindId> {
        let id = self.id().map_or("this record".to_owned(), |id| format!("record {}", text::brief(id, 60)));
        let Some(node) = self.kind else {
            if whole {
                findings.push(self.no_kind(schema, &id));
            }
            return None;
        };
        let name = node.scalar().unwrap_or("");
        if let Some((kind, _)) = schema.named(name) {
            return Some(kind);
        }
        let message = match node.shape() {
            Shape::Scalar => format!("{id} is of kind `{}`, which does not exist", text::brief(name, 60)),
            _ => format!("{id} gives its kind as a list or group of fields"),
        };
        let near = text::nearest(&name.to_lowercase().replace([' ', '_'], "-"), schema.names());
        let help = near.map_or_else(
            || format!("the kinds are {}", text::list(&schema.names().collect::<Vec<_>>(), "and", 40)),
            |near| format!("did you mean `{near}`?"),
        );
        findings.push(
            self.finding("unknown-kind", &message, node.span(), "no such kind").help(help).field("kind"),
        );
        None
    }

    fn no_kind(&self, schema: &Schema, id: &str) -> Finding {
        let prefix = self.id().and_then(|id| id.split_once('-')).map(|(prefix, _)| prefix);
        let meant = prefix.and_then(|prefix| schema.with_prefix(prefix));
        let help = match (meant, prefix) {
            (Some(kind), Some(prefix)) => {
                format!("add `kind: {}`, to which ids with {prefix}- belong", kind.name)
            }
            _ => "add `kind: ...`; a file that is no record is named under `[records] exclude` in isms.toml"
                .to_owned(),
        };
        let capital = self.node.entries().find(|entry| entry.key.text().eq_ignore_ascii_case("kind"));
        let help = match capital {
            Some(entry) => {
                format!("write `kind` for `{}`: fields have small letters", text::brief(entry.key.text(), 20))
            }
            None => help,
        };
        let message = format!("{id} does not say of which kind it is");
        self.finding("unknown-kind", &message, self.span(), "no `kind` here").help(help).field("kind")
    }

    /// Findings about an id that is missing or not formed as its kind wants.
    pub(super) fn check_id(
        &self,
        context: &Context<'_>,
        kind: KindId,
        whole: bool,
        findings: &mut Vec<Finding>,
    ) {
        let kind = context.schema.kind(kind);
        let Some(node) = self.id else {
            if whole {
                findings.push(self.no_id(kind));
            }
            return;
        };
        let id = node.text();
        if is_formed(id, kind) || (kind.reference_ids && context.standards.has_control(id)) {
            return;
        }
        let shown = text::brief(id, 60);
        let message =
            format!("`{shown}` is no id of {} {}", text::article(&kind.title), kind.title.to_lowercase());
        let help = self.id_help(context, kind, id);
        let label = self.label(node.span(), "not formed like an id");
        let finding = Finding::new("invalid-id", message, label).help(help).field("id");
        findings.push(finding.about(self.subject(Some(&kind.name))));
    }

    fn id_help(&self, context: &Context<'_>, kind: &Kind, id: &str) -> String {
        let prefix = id.split_once('-').map(|(prefix, _)| prefix);
        if let Some(other) = prefix.and_then(|prefix| context.schema.with_prefix(prefix))
            && other.name != kind.name
        {
            return format!(
                "ids with {}- are those of {}; change the id or the kind",
                prefix.unwrap_or_default(),
                text::plural(&other.title.to_lowercase())
            );
        }
        if let Some((prefix, rest)) = id.split_once('-') {
            let meant = text::nearest(prefix, kind.prefixes.iter().map(String::as_str));
            if let Some(meant) = meant.filter(|meant| *meant != prefix) {
                return format!("did you mean {meant}-{}?", text::brief(rest, 60));
            }
        }
        let near = context.standards.ids().filter(|id| context.standards.has_control(id));
        match text::nearest(id, near).filter(|_| kind.reference_ids) {
            Some(near) => {
                format!("did you mean {near}? an own control is {}-0001", kind.prefixes.join("-, "))
            }
            None => format!(
                "write {}-, then a number or words in letters, digits, dots and hyphens: {}-0001",
                kind.prefixes.join("- or "),
                kind.prefixes.first().map_or("", String::as_str)
            ),
        }
    }

    fn no_id(&self, kind: &Kind) -> Finding {
        let title = kind.title.to_lowercase();
        let message = format!("{} {title} has no id", text::article(&title));
        let prefix = kind.prefixes.first().map_or("", String::as_str);
        Finding::new("record-without-id", message, self.label(self.span(), "a record without id"))
            .help(format!("add `id: {prefix}-` and a number or word that no other record has"))
            .about(self.subject(Some(&kind.name)))
            .field("id")
    }
}

/// `PREFIX-` and then letters, digits, dots, hyphens and underscores, begun with a letter or digit; at most 80 bytes.
fn is_formed(id: &str, kind: &Kind) -> bool {
    let rest = kind.prefixes.iter().find_map(|prefix| id.strip_prefix(prefix.as_str())?.strip_prefix('-'));
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    rest.is_some_and(|rest| {
        rest.starts_with(char::is_alphanumeric) && rest.chars().all(allowed) && id.len() <= 80
    })
}
