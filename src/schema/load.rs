//! Kind files to a [`Schema`]: built-in ones first, then the repository's own, which may add but not take away.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::field_type::FieldType;
use super::kind::{Condition, Field, Kind, LinkPlace, Schema, State, Test};
use super::load_expect::{self, condition};
use super::load_field::{self, Wish};
use super::templates;
use crate::base::{Period, Source, Span, Spanned, text};
use crate::finding::{Finding, Label};
use crate::toml_file::{Table, TomlFile, Wording};

/// The built-in kinds alone.
pub fn load_builtin() -> (Schema, Vec<Finding>) {
    load(&[])
}

/// The built-in kinds, then those of a repository's kind files. What is wrong in a file is a finding of the rule
/// `invalid-kind`; everything else of the file counts.
pub fn load(own: &[Arc<Source>]) -> (Schema, Vec<Finding>) {
    let mut loader =
        Loader { schema: Schema::default(), wishes: Vec::new(), findings: Vec::new(), common: Vec::new() };
    let (path, text) = templates::COMMON;
    loader.common(&Arc::new(Source::new(path, text)));
    for (path, text) in templates::KINDS {
        loader.file(&Arc::new(Source::new(*path, *text)), false);
    }
    for source in own {
        loader.file(source, true);
    }
    loader.finish()
}

struct Loader {
    schema: Schema,
    wishes: Vec<Wish>,
    findings: Vec<Finding>,
    common: Vec<Field>,
}

impl Loader {
    fn common(&mut self, source: &Arc<Source>) {
        let file = TomlFile::parse(source, Wording::KIND);
        let mut root = file.root();
        let fields = load_field::fields(&mut root, &mut self.wishes);
        self.common = fields.into_iter().map(|field| field.value).collect();
        root.finish();
        self.findings.extend(file.into_findings());
    }

    fn file(&mut self, source: &Arc<Source>, own: bool) {
        let file = TomlFile::parse(source, Wording::KIND);
        if let Some(kind) = self.kind(&file, own) {
            self.schema.insert(kind);
        }
        self.findings.extend(file.into_findings());
    }

    fn kind(&mut self, file: &TomlFile, own: bool) -> Option<Kind> {
        let mut root = file.root();
        let name = root
            .needed("kind", "say which kind this file describes: `kind = \"vulnerability\"`")?
            .string()?;
        if !is_kebab(&name.value) {
            let message = format!("kind `{}` is not written in kebab-case", name.value);
            file.report(name.span, message, Some("write lower-case letters and digits with hyphens"));
        }
        let known = self.schema.named(&name.value).map(|(_, kind)| kind.clone());
        let mut kind = known.unwrap_or_else(|| self.blank(&name.value));
        let first = !own || self.schema.named(&name.value).is_none();
        let stated = kind.clauses.len();
        self.heading(file, &mut root, &mut kind, first, name.span);
        if own {
            kind.own_clauses = [&kind.own_clauses, &kind.clauses[stated..]].concat();
        }
        read_states(&mut root, &mut kind);
        for field in load_field::fields(&mut root, &mut self.wishes) {
            add_field(file, &mut kind, field);
        }
        for table in root.tables("expect") {
            kind.expectations.extend(load_expect::expectation(table, &kind, own, &mut self.wishes));
        }
        root.finish();
        Some(kind)
    }

    fn blank(&self, name: &str) -> Kind {
        let retired = Condition(vec![("status".to_owned(), Test::OneOf(vec!["retired".to_owned()]))]);
        Kind {
            name: name.to_owned(),
            title: name.to_owned(),
            prefixes: Vec::new(),
            reference_ids: false,
            clauses: Vec::new(),
            own_clauses: Vec::new(),
            description: String::new(),
            statuses: vec!["active".to_owned(), "retired".to_owned()],
            review: None,
            owner: true,
            states: BTreeMap::from([(State::Retired, retired.clone()), (State::Closed, retired)]),
            fields: self.common.clone(),
            expectations: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The keys at the top of the file. A file that adds to a kind may leave all of them out.
    fn heading(&mut self, file: &TomlFile, root: &mut Table<'_>, kind: &mut Kind, first: bool, at: Span) {
        if let Some(title) = root.string("title") {
            kind.title = title.value;
        }
        for prefix in root.strings("prefixes").into_iter().flatten() {
            let taken = self.schema.with_prefix(&prefix.value).map(|other| other.name.clone());
            match taken {
                Some(other) if other != kind.name => {
                    let message = format!("prefix `{}` belongs to kind `{other}`", prefix.value);
                    file.report(prefix.span, message, Some("choose a prefix that no other kind has"));
                }
                _ if !is_prefix(&prefix.value) => {
                    let message = format!("prefix `{}` is not made of upper-case letters", prefix.value);
                    file.report(
                        prefix.span,
                        message,
                        Some("write two to eight upper-case letters, such as `VUL`"),
                    );
                }
                _ => kind.prefixes.push(prefix.value),
            }
        }
        if first && kind.prefixes.is_empty() && file.is_whole() {
            let message = format!("kind `{}` has no prefix for its ids", kind.name);
            file.report(at, message, Some("add `prefixes = [\"VUL\"]`"));
        }
        kind.clauses.extend(root.strings("clauses").into_iter().flatten().map(|clause| clause.value));
        if let Some(description) = root.string("description") {
            kind.description = description.value;
        }
        if let Some(statuses) = root.strings("status") {
            kind.statuses = statuses.into_iter().map(|status| status.value).collect();
        }
        if let Some(period) = root.parsed::<Period>("review") {
            kind.review = Some(period.value);
        }
        kind.reference_ids |= root.bool("reference_ids").is_some_and(|value| value.value);
        if let Some(owner) = root.bool("owner") {
            kind.owner = owner.value;
        }
        if root.bool("alone").is_some_and(|value| value.value) {
            kind.states.insert(State::Alone, Condition::default());
        }
    }

    /// Checks what could only be checked when all files were read, and lists each kind's links.
    fn finish(mut self) -> (Schema, Vec<Finding>) {
        let mut kinds = std::mem::take(&mut self.schema).into_kinds();
        for kind in &mut kinds {
            kind.links = places(kind);
        }
        let inverses = inverses(&kinds);
        for mut kind in kinds {
            for link in &mut kind.links {
                link.relation = relation(&link.relation, &inverses);
            }
            self.schema.insert(kind);
        }
        for wish in &self.wishes {
            self.findings.extend(unmet(&self.schema, wish));
        }
        (self.schema, self.findings)
    }
}

fn add_field(file: &TomlFile, kind: &mut Kind, field: Spanned<Field>) {
    if let Some((_, existing)) = kind.field(&field.value.name) {
        let message = format!("kind `{}` has a field `{}` already", kind.name, existing.name);
        file.report(
            field.span,
            message,
            Some("choose another name; a kind file adds fields and changes none"),
        );
        return;
    }
    kind.fields.push(field.value);
}

fn read_states(root: &mut Table<'_>, kind: &mut Kind) {
    let Some(mut states) = root.table("states") else {
        return;
    };
    let names = [
        ("retired", State::Retired),
        ("closed", State::Closed),
        ("draft", State::Draft),
        ("settled", State::Settled),
        ("alone", State::Alone),
    ];
    for (name, state) in names {
        if let Some(table) = states.table(name) {
            kind.states.insert(state, condition(table));
        }
    }
    states.finish();
}

/// Lists every link field of a kind, also inside maps, and tells each field its place in that list.
fn places(kind: &mut Kind) -> Vec<LinkPlace> {
    let mut places = Vec::new();
    collect(&kind.name, "", &mut kind.fields, &mut places);
    places
}

fn collect(kind: &str, before: &str, fields: &mut [Field], places: &mut Vec<LinkPlace>) {
    for field in fields {
        let path = format!("{before}{}", field.name);
        match &mut field.ty {
            FieldType::Link(target) => {
                let relation = format!("{kind}.{path}");
                target.place = places.len() as u16;
                places.push(LinkPlace { path, target: (**target).clone(), relation });
            }
            FieldType::Map(inner) => collect(kind, &format!("{path}."), inner, places),
            _ => {}
        }
    }
}

/// Which link field names which as its inverse, both as `kind.path`.
fn inverses(kinds: &[Kind]) -> BTreeMap<String, String> {
    let links = kinds.iter().flat_map(|kind| &kind.links);
    links.filter_map(|link| Some((link.relation.clone(), link.target.inverse.clone()?))).collect()
}

/// The name two ends share: that of the end which is named as the inverse, or the first of two that name each other.
fn relation(own: &str, inverses: &BTreeMap<String, String>) -> String {
    match inverses.get(own) {
        Some(other) if inverses.get(other).is_some_and(|back| back == own) => own.min(other).to_owned(),
        Some(other) => other.clone(),
        None => own.to_owned(),
    }
}

fn unmet(schema: &Schema, wish: &Wish) -> Option<Finding> {
    let (message, near) = match wish {
        Wish::Kind { name, .. } => {
            if schema.named(name).is_some() {
                return None;
            }
            (format!("there is no kind `{name}`"), text::nearest(name, schema.names()).map(str::to_owned))
        }
        Wish::Place { path, .. } => {
            let (kind, field) = path.split_once('.')?;
            let found = schema.named(kind).and_then(|(_, kind)| kind.field_at(field));
            if found.is_some_and(|field| matches!(field.ty, FieldType::Link(_))) {
                return None;
            }
            let what = if found.is_some() { "is not a link" } else { "does not exist" };
            (format!("field `{path}` {what}"), None)
        }
    };
    let (source, span) = wish.place();
    let finding = Finding::new("invalid-kind", message, Label::new(source, span, "named here"));
    Some(finding.help_if(near.map(|near| format!("did you mean `{near}`?"))))
}

fn is_kebab(name: &str) -> bool {
    let lower = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(lower)
}

fn is_prefix(prefix: &str) -> bool {
    (1..=8).contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests;
