//! A key's value, or one item of a list, that knows what it is called when it turns out to be of the wrong type.

use std::rc::Rc;
use std::str::FromStr;

use super::{Entry, Table, TomlFile, Value, did_you_mean};
use crate::base::{Span, Spanned, text};

/// A value that has been taken from its table.
#[derive(Debug)]
pub struct Item<'f> {
    file: &'f TomlFile,
    parent: Rc<str>,
    key: Spanned<String>,
    value: Spanned<Value>,
}

impl<'f> Item<'f> {
    pub(super) fn new(file: &'f TomlFile, parent: &Rc<str>, entry: Entry) -> Self {
        Self { file, parent: Rc::clone(parent), key: entry.key, value: entry.value }
    }

    /// The file it stands in, which also takes findings.
    pub fn file(&self) -> &'f TomlFile {
        self.file
    }

    /// The key it was written under; all items of a list share it.
    pub fn key(&self) -> &Spanned<String> {
        &self.key
    }

    /// The value.
    pub fn value(&self) -> &Value {
        &self.value.value
    }

    /// Where the value stands; a `[table]` stands at its header.
    pub fn span(&self) -> Span {
        self.value.span
    }

    /// Its name for a message: `[review] interval` in backticks.
    pub fn name(&self) -> String {
        let key = text::brief(&self.key.value, 60);
        if self.parent.is_empty() { format!("`{key}`") } else { format!("`[{}] {key}`", self.parent) }
    }

    /// Reports a mistake about this value. The message continues its name: `is ...`.
    pub fn report(&self, message: impl AsRef<str>, help: Option<impl AsRef<str>>) {
        self.file.report(self.span(), format!("{} {}", self.name(), message.as_ref()), help);
    }

    /// A text.
    pub fn string(self) -> Option<Spanned<String>> {
        match self.value.value {
            Value::Text(value) => Some(Spanned::new(value, self.value.span)),
            _ => self.unwrapped("a text in quotes", "\"", "\""),
        }
    }

    /// `true` or `false`.
    pub fn bool(self) -> Option<Spanned<bool>> {
        match self.value.value {
            Value::Bool(value) => Some(Spanned::new(value, self.value.span)),
            _ => self.wrong("`true` or `false` without quotes"),
        }
    }

    /// A whole number.
    pub fn integer(self) -> Option<Spanned<i64>> {
        match self.value.value {
            Value::Integer(value) => Some(Spanned::new(value, self.value.span)),
            _ => self.wrong("a whole number without quotes"),
        }
    }

    /// A number, whole or not; never infinite.
    pub fn number(self) -> Option<Spanned<f64>> {
        match self.value.value {
            Value::Integer(value) => Some(Spanned::new(value as f64, self.value.span)),
            Value::Number(value) if value.is_finite() => Some(Spanned::new(value, self.value.span)),
            _ => self.wrong("a number without quotes"),
        }
    }

    /// A table.
    pub fn table(self) -> Option<Table<'f>> {
        let key = text::brief(&self.key.value, 60);
        let path = if self.parent.is_empty() { key } else { format!("{}.{key}", self.parent) };
        match self.value.value {
            Value::Table(entries) => Some(Table::new(self.file, path, self.value.span, entries)),
            _ => self.wrong("a table"),
        }
    }

    /// The items of a list.
    pub fn items(self) -> Option<Vec<Self>> {
        let Value::List(items) = self.value.value else {
            return self.unwrapped("a list in square brackets", "[", "]");
        };
        let (file, parent, key) = (self.file, self.parent, self.key);
        let item = |value| Self { file, parent: Rc::clone(&parent), key: key.clone(), value };
        Some(items.into_iter().map(item).collect())
    }

    /// A list of texts; items of other types are findings and left out.
    pub fn strings(self) -> Option<Vec<Spanned<String>>> {
        Some(self.items()?.into_iter().filter_map(Self::string).collect())
    }

    /// A text that a type understands; what the type says about a wrong one becomes the finding.
    pub fn parsed<T>(self) -> Option<Spanned<T>>
    where
        T: FromStr,
        T::Err: std::fmt::Display,
    {
        let Value::Text(written) = self.value() else {
            let help =
                self.file.source().slice(self.span()).parse::<T>().err().map(|error| error.to_string());
            self.report(self.mismatch("a text in quotes"), help);
            return None;
        };
        match written.parse() {
            Ok(value) => Some(Spanned::new(value, self.span())),
            Err(error) => {
                self.report(format!("is \"{}\"; {error}", text::brief(written, 60)), None::<&str>);
                None
            }
        }
    }

    /// A text that is one of some words; the nearest one is suggested.
    pub fn choice<T: Copy>(self, words: &[(&str, T)]) -> Option<Spanned<T>> {
        let span = self.span();
        let wanted = || {
            let names: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            text::list(&names, "or", 30)
        };
        let Value::Text(written) = self.value() else {
            return self.wrong(&format!("one of the texts {}", wanted()));
        };
        if let Some((_, value)) = words.iter().find(|(word, _)| word == written) {
            return Some(Spanned::new(*value, span));
        }
        let help = did_you_mean(written, words.iter().map(|(word, _)| *word));
        self.report(format!("is \"{}\"; wanted is {}", text::brief(written, 60), wanted()), help);
        None
    }

    fn mismatch(&self, wanted: &str) -> String {
        format!("is {}; wanted is {wanted}", self.value().describe())
    }

    /// Reports a value of the wrong type.
    fn wrong<T>(&self, wanted: &str) -> Option<T> {
        self.report(self.mismatch(wanted), None::<&str>);
        None
    }

    /// Reports a value of the wrong type that is right once something is put around it: quotes, brackets.
    fn unwrapped<T>(&self, wanted: &str, before: &str, after: &str) -> Option<T> {
        let written = self.file.source().slice(self.span());
        let is_plain = !matches!(self.value(), Value::List(_) | Value::Table(_));
        let help = is_plain.then(|| format!("write {before}{}{after}", text::brief(written, 60)));
        self.report(self.mismatch(wanted), help);
        None
    }
}
