//! The fields of one record, each checked against its kind.

use super::Context;
use super::identity::Identity;
use crate::base::{Span, text};
use crate::finding::Finding;
use crate::record::LinkNode;
use crate::record::field::Items;
use crate::risk::{Input, InputError};
use crate::schema::{Field, FieldType, Kind, KindId, Problem};
use crate::yaml::{Entry, NodeRef, Shape};

/// What reading a record gives.
#[derive(Default)]
pub(super) struct Read {
    pub(super) fields: Vec<(u16, u32)>,
    pub(super) links: Vec<LinkNode>,
    pub(super) evidence: Vec<u32>,
}

/// Reads one record.
pub(super) struct Reader<'a, 'f> {
    identity: &'a Identity<'a>,
    context: &'a Context<'a>,
    kind: &'a Kind,
    findings: &'f mut Vec<Finding>,
    out: Read,
}

/// Where in a record: a chain of names and list places.
#[derive(Clone, Copy)]
struct At<'p> {
    parent: Option<&'p At<'p>>,
    name: &'p str,
    item: u16,
}

const NO_ITEM: u16 = u16::MAX;

impl At<'_> {
    /// `inputs[0].from`.
    fn path(&self) -> String {
        let own =
            if self.item == NO_ITEM { self.name.to_owned() } else { format!("{}[{}]", self.name, self.item) };
        self.parent.map_or(own.clone(), |parent| format!("{}.{own}", parent.path()))
    }

    /// The place for people: "entry 2 of `controls`", "`from` in entry 1 of `inputs`".
    fn in_words(&self) -> String {
        let own = match self.item {
            NO_ITEM => format!("`{}`", self.name),
            item => format!("entry {} of `{}`", item + 1, self.name),
        };
        self.parent.map_or(own.clone(), |parent| format!("{own} in {}", parent.in_words()))
    }

    fn items(&self) -> [u16; 2] {
        match self.parent {
            Some(parent) => [parent.item, self.item],
            None => [self.item, NO_ITEM],
        }
    }
}

impl<'a, 'f> Reader<'a, 'f> {
    pub(super) fn new(
        identity: &'a Identity<'a>,
        context: &'a Context<'a>,
        kind: KindId,
        findings: &'f mut Vec<Finding>,
    ) -> Self {
        Self { identity, context, kind: context.schema.kind(kind), findings, out: Read::default() }
    }

    /// Reads all fields; `whole` is false where parts of the record were not YAML, so that nothing counts as missing.
    pub(super) fn read(mut self, whole: bool) -> Read {
        let kind = self.kind;
        let mut given = Vec::with_capacity(kind.fields.len());
        self.entries(self.identity.node, &kind.fields, None, &mut given);
        if whole {
            self.missing(&kind.fields, &given, self.identity.node, None);
        }
        self.status();
        self.scores(&given);
        given.retain(|&(_, node)| !self.identity.file.node(node).is_null());
        given.sort_unstable();
        self.out.fields = given;
        self.out
    }

    /// Reads the pairs of a map whose fields are declared.
    fn entries(
        &mut self,
        map: NodeRef<'a>,
        fields: &'a [Field],
        parent: Option<&At<'_>>,
        given: &mut Vec<(u16, u32)>,
    ) {
        for entry in map.entries() {
            let key = entry.key.text();
            let Some(index) = position(fields, key) else {
                self.unknown(entry, fields, parent);
                continue;
            };
            let index = index as u16;
            if given.iter().any(|(known, _)| *known == index) {
                self.twice(map, entry, &fields[index as usize]);
                continue;
            }
            given.push((index, entry.value.index()));
            if !entry.value.is_null() {
                let at = At { parent, name: &fields[index as usize].name, item: NO_ITEM };
                self.field(&fields[index as usize], entry.value, &at);
            }
        }
    }

    fn field(&mut self, field: &'a Field, node: NodeRef<'a>, at: &At<'_>) {
        if !field.list {
            return self.value(field, node, at);
        }
        for (index, item) in Items::of(node).iter().enumerate() {
            let item_at = if node.shape() == Shape::List { At { item: index as u16, ..*at } } else { *at };
            if item.is_null() {
                self.report(
                    item.span_or(node),
                    &item_at,
                    "wrong-type",
                    "has an empty item",
                    "delete the dash, or write a value",
                );
            } else {
                self.value(field, item, &item_at);
            }
        }
    }

    fn value(&mut self, field: &'a Field, node: NodeRef<'a>, at: &At<'_>) {
        if let Err(problem) = field.ty.check(node) {
            return self.problem(node, at, &problem);
        }
        match &field.ty {
            FieldType::Link(target) => {
                self.out.links.push(LinkNode { link: target.place, node: node.index(), items: at.items() });
            }
            FieldType::Map(fields) => {
                let mut given = Vec::with_capacity(fields.len());
                self.entries(node, fields, Some(at), &mut given);
                self.missing(fields, &given, node, Some(at));
            }
            FieldType::Evidence => self.evidence(node, at),
            FieldType::Produces => self.produces(node, at),
            _ => {}
        }
    }

    fn evidence(&mut self, node: NodeRef<'a>, at: &At<'_>) {
        let place = if node.shape() == Shape::Map {
            node.get("path").or_else(|| node.get("url"))
        } else {
            Some(node)
        };
        let Some(place) = place.filter(|place| place.scalar().is_some()) else {
            let help = "write `path:` with a file of the repository, or `url:`";
            return self.report(node.span(), at, "wrong-type", "names no file and no URL", help);
        };
        if place.index() != node.index()
            && let Err(problem) = FieldType::Evidence.check(place)
        {
            return self.problem(place, at, &problem);
        }
        self.out.evidence.push(place.index());
    }

    fn produces(&mut self, node: NodeRef<'a>, at: &At<'_>) {
        let text = node.text();
        let name = text.split('/').next().unwrap_or(text);
        if self.context.schema.named(name).is_none() {
            let near = text::nearest(name, self.context.schema.names());
            let help =
                near.map_or("write the name of a kind".to_owned(), |near| format!("did you mean `{near}`?"));
            self.problem(node, at, &Problem::invalid(text, "which is no kind of record", help));
        }
    }

    fn problem(&mut self, node: NodeRef<'_>, at: &At<'_>, problem: &Problem) {
        let span = shown(node);
        self.report(span, at, problem.rule, &problem.what, &problem.help);
    }

    fn report(&mut self, span: Span, at: &At<'_>, rule: &'static str, what: &str, help: &str) {
        let path = at.path();
        let message = format!("{} of {} {what}", at.in_words(), self.identity.name(self.kind));
        self.push(Finding::new(rule, message, self.identity.label(span, "")).help(help).field(path));
    }

    fn push(&mut self, finding: Finding) {
        self.findings.push(finding.about(self.identity.subject(Some(&self.kind.name))));
    }

    fn unknown(&mut self, entry: Entry<'_>, fields: &[Field], parent: Option<&At<'_>>) {
        let key = text::brief(entry.key.text(), 60);
        let near = text::nearest(&key, fields.iter().map(|field| field.name.as_str()));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if parent.is_some() => {
                let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
                format!("what belongs here is {}", text::list(&names, "and", 12))
            }
            None => "delete it, put it under `custom`, or declare it in a kind file of your own".to_owned(),
        };
        let path = At { parent, name: &key, item: NO_ITEM }.path();
        let message = format!("{} has a field `{path}`, which does not exist", self.identity.name(self.kind));
        let label = self.identity.label(entry.key.span(), "no such field");
        self.push(Finding::new("unknown-field", message, label).help(help).field(path));
    }

    /// A field given under its name and under another name for it. The same key twice is reported where the text is read.
    fn twice(&mut self, map: NodeRef<'_>, entry: Entry<'_>, field: &Field) {
        let is_same = |key: &str| field.name == key || field.aliases.iter().any(|alias| alias == key);
        let Some(first) = map.entries().find(|other| is_same(other.key.text())) else {
            return;
        };
        if first.key.text() == entry.key.text() {
            return;
        }
        let name = &field.name;
        let message =
            format!("{} gives `{name}` twice, once under another name", self.identity.name(self.kind));
        let finding =
            Finding::new("duplicate-key", message, self.identity.label(entry.key.span(), "again here"))
                .also(self.identity.label(first.key.span(), "first given here"))
                .help(format!("keep `{name}` only"))
                .field(name);
        self.push(finding);
    }

    fn missing(&mut self, fields: &[Field], given: &[(u16, u32)], map: NodeRef<'a>, parent: Option<&At<'_>>) {
        for (index, field) in fields.iter().enumerate() {
            let owner = parent.is_none() && field.name == "owner" && self.kind.owner;
            // A missing id has a rule of its own.
            if !(field.needed || owner) || (parent.is_none() && field.name == "id") {
                continue;
            }
            let value = given.iter().find(|known| usize::from(known.0) == index).map(|known| known.1);
            let value = value.map(|node| self.identity.file.node(node));
            if value.is_none_or(NodeRef::is_null) {
                self.lacks(field, value.is_some(), map, parent);
            }
        }
    }

    fn lacks(&mut self, field: &Field, empty: bool, map: NodeRef<'a>, parent: Option<&At<'_>>) {
        let path = At { parent, name: &field.name, item: NO_ITEM }.path();
        let key = map.entries().find(|entry| entry.key.text() == field.name).map(|entry| entry.key.span());
        let name = self.identity.name(self.kind);
        let (message, label) = if empty {
            (format!("`{path}` of {name} is empty"), "nothing follows")
        } else {
            (format!("{name} has no `{path}`"), "")
        };
        let place = key.unwrap_or_else(|| match parent {
            Some(_) => map.entries().next().map_or(map.span(), |entry| entry.key.span()),
            None => self.identity.span(),
        });
        let swallowed = key.filter(|_| empty).is_some_and(|key| self.comment_follows(key));
        let help = if swallowed {
            "put the value in quotes: what follows a `#` is a comment in YAML".to_owned()
        } else {
            format!("add {}: {}", self.line_for(field), lower_first(&field.description))
        };
        self.push(
            Finding::new("missing-field", message, self.identity.label(place, label)).help(help).field(path),
        );
    }

    /// A line to write: `treatment: mitigate` (or accept, transfer, avoid).
    fn line_for(&self, field: &Field) -> String {
        let example = match &field.ty {
            FieldType::Bool => "true".to_owned(),
            FieldType::Choice(values) => {
                let (first, rest) =
                    values.split_first().map_or(("…", &[][..]), |(first, rest)| (first.as_str(), rest));
                return format!("`{}: {first}` (or {})", field.name, text::list(rest, "or", 8));
            }
            FieldType::Date | FieldType::Moment => "year-month-day".to_owned(),
            FieldType::Integer(..) | FieldType::Number(..) | FieldType::Score(_) => "3".to_owned(),
            FieldType::Period => "1 year".to_owned(),
            FieldType::Link(target) => {
                let kind = target.kinds.first().and_then(|kind| self.context.schema.named(kind));
                kind.and_then(|(_, kind)| kind.prefixes.first())
                    .map_or("…".to_owned(), |prefix| format!("{prefix}-…"))
            }
            _ => "…".to_owned(),
        };
        format!("`{}: {example}`", field.name)
    }

    fn comment_follows(&self, key: Span) -> bool {
        let source = self.identity.file.source();
        let line = source.line_span(source.line(key.start));
        let rest = source.slice(Span::new(key.end, line.end));
        rest.trim_start_matches(':').trim_start().starts_with('#')
    }

    fn status(&mut self) {
        let Some(node) = self.identity.node.get("status").filter(|node| node.scalar().is_some()) else {
            return;
        };
        let kind = self.kind;
        if kind.statuses.iter().any(|status| status == node.text()) {
            return;
        }
        if let Err(problem) = FieldType::Choice(kind.statuses.clone()).check(node) {
            self.problem(node, &At { parent: None, name: "status", item: NO_ITEM }, &problem);
        }
    }

    /// Checks levels against the scales of the method that the record names.
    fn scores(&mut self, given: &[(u16, u32)]) {
        let kind = self.kind;
        let scores = given.iter().filter_map(|&(index, node)| match kind.fields[usize::from(index)].ty {
            FieldType::Score(axis) => Some((&kind.fields[usize::from(index)], axis, node)),
            _ => None,
        });
        let scores: Vec<_> = scores.collect();
        if scores.is_empty() {
            return;
        }
        let named = self.identity.node.get("method").filter(|node| !node.is_null());
        let Some(method) = self.context.risk.get(named.and_then(NodeRef::scalar)) else {
            return self.no_method(named);
        };
        for (field, axis, node) in scores {
            let node = self.identity.file.node(node);
            if !node.is_null() && field.ty.check(node).is_ok() {
                let errors = method.axis(axis).value(&input(node)).err().unwrap_or_default();
                for error in errors {
                    self.level(field, node, &error);
                }
            }
        }
    }

    fn no_method(&mut self, named: Option<NodeRef<'_>>) {
        let Some(node) = named.filter(|node| !self.context.risk.knows(node.text())) else {
            return; // A method that isms.toml has and that cannot be read is reported there.
        };
        let near = text::nearest(node.text(), self.context.risk.names());
        let names: Vec<&str> = self.context.risk.names().collect();
        let help = near.map_or_else(
            || format!("the risk methods of isms.toml are {}", text::list(&names, "and", 10)),
            |near| format!("did you mean `{near}`?"),
        );
        let problem = Problem::invalid(node.text(), "which is no risk method of isms.toml", help);
        self.problem(node, &At { parent: None, name: "method", item: NO_ITEM }, &problem);
    }

    fn level(&mut self, field: &Field, node: NodeRef<'_>, error: &InputError) {
        let at = At { parent: None, name: &field.name, item: NO_ITEM };
        let part = error.dimension().and_then(|dimension| node.get(dimension));
        let span = shown(part.unwrap_or(node));
        let message = format!("{} of {}: {error}", at.in_words(), self.identity.name(self.kind));
        let label = self.identity.label(span, "not on the scale");
        self.push(Finding::new("invalid-value", message, label).help(error.help()).field(at.path()));
    }
}

/// What a record says on an axis of the risk method.
pub(in crate::record) fn input(node: NodeRef<'_>) -> Input<'_> {
    match node.scalar() {
        Some(text) => Input::One(text),
        None => Input::Parts(node.entries().map(|entry| (entry.key.text(), entry.value.text())).collect()),
    }
}

fn position(fields: &[Field], key: &str) -> Option<usize> {
    let named = fields.iter().position(|field| field.name == key);
    named.or_else(|| fields.iter().position(|field| field.aliases.iter().any(|alias| alias == key)))
}

/// The place to show of a value: of a collection or a long text, its first line.
fn shown(node: NodeRef<'_>) -> Span {
    let source = node.source();
    let line = source.line_span(source.line(node.span().start));
    Span::new(node.span().start, node.span().end.min(line.end).max(node.span().start))
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str().trim_end_matches('.'))
}
