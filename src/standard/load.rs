//! Standards' files to [`Standards`]: the binary's first, then the repository's own, which may add but not take away.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::builtin::{Builtin, STANDARDS};
use super::item::{Documented, Explained, Item, Part};
use super::shown::shown_by;
use super::{Standard, Standards};
use crate::base::{Source, Span, Spanned, text};
use crate::finding::{Finding, Label};
use crate::schema::Schema;
use crate::toml_file::{Item as Value, Table, TomlFile, Wording, did_you_mean};

/// Reads files one after the other.
pub(super) struct Loader<'a> {
    schema: &'a Schema,
    enabled: &'a [&'a str],
    standards: Standards,
    vocabularies: BTreeMap<String, Vocabulary>,
    parents: Vec<(String, Arc<Source>, Span)>,
    findings: Vec<Finding>,
}

/// The attributes that a standard knows, each with its values.
type Vocabulary = Vec<(String, Vec<String>)>;

impl<'a> Loader<'a> {
    pub(super) fn new(schema: &'a Schema, enabled: &'a [&'a str]) -> Self {
        Self {
            schema,
            enabled,
            standards: Standards::default(),
            vocabularies: BTreeMap::new(),
            parents: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Reads what the binary carries and every command needs.
    pub(super) fn builtin(&mut self) {
        for Builtin { name, file, .. } in STANDARDS {
            self.standards.known.push((*name).to_owned());
            if self.enabled.contains(name) {
                self.file(&Arc::new(Source::new(file.0, file.1)));
            }
        }
    }

    /// Reads one file.
    pub(super) fn file(&mut self, source: &Arc<Source>) {
        let file = TomlFile::parse(source, Wording::STANDARD);
        let mut root = file.root();
        if let Some(standard) = self.heading(&file, &mut root) {
            for (key, control) in [("clause", false), ("control", true)] {
                for table in root.tables(key) {
                    self.item(table, &standard, control);
                }
            }
            root.finish();
        }
        self.findings.extend(file.into_findings());
    }

    /// What was read, once all files were.
    pub(super) fn finish(mut self) -> (Standards, Vec<Finding>) {
        for (parent, source, span) in std::mem::take(&mut self.parents) {
            if self.standards.get(&parent).is_none() {
                let message = format!("there is no clause `{}`", text::brief(&parent, 60));
                let label = Label::new(&source, span, "named here");
                let help = did_you_mean(&parent, self.standards.ids());
                self.findings.push(Finding::new("invalid-standard", message, label).help_if(help));
            }
        }
        (self.standards, self.findings)
    }

    /// The keys at the top of a file. A file that adds to a standard needs no title.
    fn heading(&mut self, file: &TomlFile, root: &mut Table<'_>) -> Option<Arc<str>> {
        let name =
            root.needed("name", "name the standard as `[standards] enabled` will: `name = \"my-standard\"`");
        let name = name?.string()?;
        if !is_kebab(&name.value) {
            let message = format!("standard `{}` is not written in kebab-case", text::brief(&name.value, 60));
            file.report(
                name.span,
                message,
                Some("write lower-case letters and digits with hyphens and dots"),
            );
        }
        let is_new = !self.standards.known.contains(&name.value);
        let title = root.string("title").map(|title| title.value);
        if is_new {
            self.standards.known.push(name.value.clone());
            if title.is_none() {
                root.missing("title", "add the title that people know it by: `title = \"ISO 22301:2019\"`");
            }
        }
        let words = root.table("attributes").map(Table::entries).unwrap_or_default();
        let words = words.into_iter().filter_map(attribute).map(|(name, values)| (name.value, plain(values)));
        self.vocabularies.entry(name.value.clone()).or_default().extend(words);
        let is_listed = self.standards.all.iter().any(|known| *known.name == *name.value);
        let name: Arc<str> = Arc::from(name.value);
        if !is_listed && self.enabled.contains(&&*name) {
            let title = title.unwrap_or_else(|| name.to_string());
            self.standards.all.push(Standard { name: Arc::clone(&name), title });
        }
        Some(name)
    }

    fn item(&mut self, mut table: Table<'_>, standard: &Arc<str>, control: bool) {
        let id = table.needed("id", "give the number that records name it by").and_then(Value::string);
        let title = table.string("title").map(|title| title.value);
        let heading = table.bool("heading").is_some_and(|heading| heading.value);
        let parent = table.string("parent");
        let shown_by = shown_by(&mut table, self.schema);
        let documented = documented(&mut table, self.schema);
        let contents = contents(&mut table);
        let explained = self.explained(&mut table, standard);
        let known = id.as_ref().and_then(|id| self.standards.get(&id.value));
        let of_other = known.is_some_and(|known| known.standard != *standard);
        if known.is_none() && title.is_none() && id.is_some() && self.enabled.contains(&&**standard) {
            table.missing("title", "add its title in the standard");
        }
        let file = table.file();
        table.finish();
        let Some(id) = id.filter(|id| is_id(file, id)) else {
            return;
        };
        if of_other {
            let message = format!("`{}` is an id of another enabled standard", id.value);
            file.report(
                id.span,
                message,
                Some("give it an id that tells the two apart, such as \"BCM-8.2\""),
            );
            return;
        }
        if !self.enabled.contains(&&**standard) {
            return;
        }
        if let Some(parent) = &parent {
            self.parents.push((parent.value.clone(), Arc::clone(file.source()), parent.span));
        }
        let item = Item {
            title: title.unwrap_or_default(),
            control,
            heading,
            parent: parent.map(|parent| parent.value),
            standard: Arc::clone(standard),
            shown_by,
            documented,
            contents,
            id: id.value,
        };
        self.standards.add(item, &explained);
    }

    fn explained(&self, table: &mut Table<'_>, standard: &str) -> Explained {
        let mut text = |key| table.string(key).map(|text| text.value).unwrap_or_default();
        let mut explained = Explained {
            asks: text("asks"),
            theme: text("theme"),
            new_in: text("new_in"),
            amended_by: text("amended_by"),
            ..Explained::default()
        };
        explained.aliases = plain(table.strings("aliases").unwrap_or_default());
        let given = table.table("attributes").map(Table::entries).unwrap_or_default();
        let known = self.vocabularies.get(standard).filter(|known| !known.is_empty());
        for item in given {
            let file = item.file();
            let Some((name, values)) = attribute(item) else { continue };
            if let Some(known) = known {
                check_attribute(file, known, &name, &values);
            }
            explained.attributes.push((name.value, plain(values)));
        }
        explained
    }
}

fn attribute(item: Value<'_>) -> Option<(Spanned<String>, Vec<Spanned<String>>)> {
    let name = item.key().clone();
    Some((name, item.strings()?))
}

fn plain(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

/// Reports an attribute or a value of it that the standard's `[attributes]` does not have.
fn check_attribute(file: &TomlFile, known: &Vocabulary, name: &Spanned<String>, values: &[Spanned<String>]) {
    let Some((_, words)) = known.iter().find(|(known, _)| *known == name.value) else {
        let message = format!("there is no attribute `{}`", text::brief(&name.value, 60));
        file.report(
            name.span,
            message,
            did_you_mean(&name.value, known.iter().map(|(name, _)| name.as_str())),
        );
        return;
    };
    for value in values.iter().filter(|value| !words.contains(&value.value)) {
        let message = format!("attribute `{}` has no value `{}`", name.value, text::brief(&value.value, 60));
        file.report(value.span, message, did_you_mean(&value.value, words.iter().map(String::as_str)));
    }
}

fn documented(table: &mut Table<'_>, schema: &Schema) -> Vec<Documented> {
    let read = |mut table: Table<'_>| {
        let what = table.needed("what", "say what is to be kept").and_then(Value::string);
        let shown_by = shown_by(&mut table, schema);
        table.finish();
        Some(Documented { what: what?.value, shown_by })
    };
    table.tables("documented").into_iter().filter_map(read).collect()
}

fn contents(table: &mut Table<'_>) -> Vec<Part> {
    let read = |mut table: Table<'_>| {
        let part = table.needed("part", "name the part, such as \"intent\"").and_then(Value::string);
        let what = table.string("what").map(|what| what.value).unwrap_or_default();
        let words = table.strings("words").unwrap_or_default();
        table.finish();
        let words = words
            .into_iter()
            .map(|word| word.value.to_lowercase())
            .filter(|word| !word.trim_matches('*').is_empty());
        Some(Part { part: part?.value, what, words: words.collect() })
    };
    table.tables("contents").into_iter().filter_map(read).collect()
}

/// Whether a text can be named in a record and on the command line.
fn is_id(file: &TomlFile, id: &Spanned<String>) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '(' | ')');
    let good = id.value.chars().all(allowed) && (1..=40).contains(&id.value.len());
    if !good {
        let message = format!("`{}` cannot be the id of a clause", text::brief(&id.value, 60));
        file.report(id.span, message, Some("write letters, digits, dots and hyphens, such as \"9.2.1\""));
    }
    good
}

fn is_kebab(name: &str) -> bool {
    let lower = |c: char| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    name.starts_with(char::is_alphanumeric) && name.chars().all(lower)
}
