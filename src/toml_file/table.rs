//! A table that is asked for its keys one by one; what is left at the end is unknown.

use std::rc::Rc;
use std::str::FromStr;

use super::{Entry, Item, TomlFile, did_you_mean};
use crate::base::{Span, Spanned, text};

/// A table of a TOML file.
///
/// Each method that takes a key makes that key known; [`finish`](Self::finish) reports the others.
#[derive(Debug)]
pub struct Table<'f> {
    file: &'f TomlFile,
    path: Rc<str>,
    span: Span,
    entries: Vec<Entry>,
    known: Vec<&'static str>,
}

impl<'f> Table<'f> {
    pub(super) fn new(file: &'f TomlFile, path: String, span: Span, entries: Vec<Entry>) -> Self {
        Self { file, path: path.into(), span, entries, known: Vec::new() }
    }

    /// The file it stands in, which also takes findings.
    pub fn file(&self) -> &'f TomlFile {
        self.file
    }

    /// Where it stands: its header, its braces, or the start of the file.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Its name for a message: `[risk.methods]` in backticks, or the file's path for the top level.
    pub fn name(&self) -> String {
        if self.path.is_empty() {
            text::plain(self.file.source().path()).into_owned()
        } else {
            format!("`[{}]`", self.path)
        }
    }

    /// Whether a key is there and has not been taken.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key.value == key)
    }

    /// Takes a key with its value, whatever its type.
    pub fn take(&mut self, key: &'static str) -> Option<Item<'f>> {
        self.known.push(key);
        let index = self.entries.iter().position(|entry| entry.key.value == key)?;
        let entry = self.entries.remove(index);
        Some(Item::new(self.file, &self.path, entry))
    }

    /// Takes a key that must be there; its absence is a finding unless the file could not be read as a whole.
    pub fn needed(&mut self, key: &'static str, help: &str) -> Option<Item<'f>> {
        let item = self.take(key);
        if item.is_none() {
            self.missing(key, help);
        }
        item
    }

    /// Reports that a key should be there, unless the file could not be read as a whole, or the key is probably there
    /// and misspelt, which [`finish`](Self::finish) tells.
    pub fn missing(&self, key: &str, help: &str) {
        let is_misspelt = self.entries.iter().any(|entry| text::nearest(&entry.key.value, [key]).is_some());
        if self.file.is_whole() && !is_misspelt {
            let message = format!("{} has no `{key}`", self.name());
            self.file.report(self.span, message, Some(help));
        }
    }

    /// Takes a text.
    pub fn string(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.take(key)?.string()
    }

    /// Takes `true` or `false`.
    pub fn bool(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        self.take(key)?.bool()
    }

    /// Takes a whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        self.take(key)?.integer()
    }

    /// Takes a number, whole or not; never infinite.
    pub fn number(&mut self, key: &'static str) -> Option<Spanned<f64>> {
        self.take(key)?.number()
    }

    /// Takes a list of texts; items of other types are findings and left out. `None` where the key is not there.
    pub fn strings(&mut self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        self.take(key)?.strings()
    }

    /// Takes a table.
    pub fn table(&mut self, key: &'static str) -> Option<Self> {
        self.take(key)?.table()
    }

    /// Takes a list of tables, `[[key]]` or `key = [{...}]`; empty where the key is not there.
    pub fn tables(&mut self, key: &'static str) -> Vec<Self> {
        let items = self.take(key).and_then(Item::items).unwrap_or_default();
        items.into_iter().filter_map(Item::table).collect()
    }

    /// Takes a text that a type understands; what the type says about a wrong one becomes the finding.
    pub fn parsed<T>(&mut self, key: &'static str) -> Option<Spanned<T>>
    where
        T: FromStr,
        T::Err: std::fmt::Display,
    {
        self.take(key)?.parsed()
    }

    /// Takes a text that is one of some words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<Spanned<T>> {
        self.take(key)?.choice(words)
    }

    /// What has not been taken, in the order written, for tables whose keys are names of the user's own.
    pub fn entries(self) -> Vec<Item<'f>> {
        let (file, path) = (self.file, self.path);
        self.entries.into_iter().map(|entry| Item::new(file, &path, entry)).collect()
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        let wording = self.file.wording;
        for entry in &self.entries {
            let key = text::brief(&entry.key.value, 60);
            let message = format!("{} has no {} `{key}`", self.name(), wording.noun);
            let help = did_you_mean(&key, self.known.iter().copied()).or_else(|| self.known_here());
            self.file.add(self.file.finding(wording.unknown, entry.key.span, message).help_if(help));
        }
    }

    fn known_here(&self) -> Option<String> {
        let names: Vec<String> = self.known.iter().map(|key| format!("`{key}`")).collect();
        (!names.is_empty()).then(|| format!("remove it, or use one of {}", text::list(&names, "and", 20)))
    }
}
