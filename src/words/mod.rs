//! The fixed words of documents, in each language: data in `templates/words/`, one file a language.
//!
//! What records say stays in the language it was written in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{Source, Spanned, text};
use crate::finding::Finding;
use crate::toml_file::{Table, TomlFile, Value, Wording};

/// Languages that the program carries: the name for settings, and the words.
const BUILT_IN: [(&str, &str); 2] = [
    ("en", include_str!("../../templates/words/en.toml")),
    ("de", include_str!("../../templates/words/de.toml")),
];

/// The words of one language.
#[derive(Debug, Clone)]
pub struct Words {
    language: String,
    /// By key: `report.soa`.
    words: BTreeMap<String, String>,
}

impl Words {
    /// Names of the languages that the program carries.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// The words of a language that the program carries.
    pub fn named(language: &str) -> Option<Self> {
        let (name, text) = BUILT_IN.iter().find(|(name, _)| *name == language)?;
        let source = Arc::new(Source::new(format!("templates/words/{name}.toml"), *text));
        let file = TomlFile::parse(&source, Wording::CONFIGURATION);
        let mut words = Read::new();
        collect(file.root(), "", &mut words);
        let words = words.into_iter().map(|(key, word)| (key, word.value)).collect();
        Some(Self { language: (*name).to_owned(), words })
    }

    /// English, which the program falls back on.
    pub fn english() -> Self {
        Self::named("en").unwrap_or_else(|| Self { language: "en".to_owned(), words: BTreeMap::new() })
    }

    /// Puts an organisation's own words over these. What is wrong in its file is a finding of `invalid-configuration`, and
    /// so is a key that there is no word for.
    pub fn overlay(&mut self, source: &Arc<Source>) -> Vec<Finding> {
        let file = TomlFile::parse(source, Wording::CONFIGURATION);
        let mut own = Read::new();
        collect(file.root(), "", &mut own);
        for (key, word) in own {
            match self.words.get_mut(&key) {
                Some(known) => *known = word.value,
                None => file.report(word.span, format!("there is no fixed word called {key}"), None::<&str>),
            }
        }
        file.into_findings()
    }

    /// The language as HTML and PDF name it (BCP 47): `en`.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The word for a key; the key itself where there is none, which a test holds never to be so for built-in languages.
    pub fn get<'w>(&'w self, key: &'w str) -> &'w str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// The word for a key, if there is one: for keys that are made from names of kinds and fields.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// The word for a key with values put in for `{name}`.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.get(key);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            let value = values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
            out.push_str(value.unwrap_or(name));
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    /// A number with the word that goes with it: `key.one` or `key.many`, with `{n}` for the number.
    pub fn count(&self, key: &str, number: usize) -> String {
        let form = if number == 1 { "one" } else { "many" };
        self.fill(&format!("{key}.{form}"), &[("n", &number.to_string())])
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }
}

/// Words by their keys; each with the place of its key.
type Read = BTreeMap<String, Spanned<String>>;

fn collect(table: Table<'_>, prefix: &str, words: &mut Read) {
    for item in table.entries() {
        let key = format!("{prefix}{}", item.key().value);
        let span = item.key().span;
        if matches!(item.value(), Value::Table(_)) {
            item.table().into_iter().for_each(|inner| collect(inner, &format!("{key}."), words));
        } else if let Some(word) = item.string() {
            words.insert(key, Spanned::new(text::plain(&word.value).into_owned(), span));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_words() {
        let english: Vec<String> = Words::english().keys().map(str::to_owned).collect();
        assert!(!english.is_empty());
        for language in Words::languages() {
            let words = Words::named(language).unwrap();
            assert_eq!(words.keys().map(str::to_owned).collect::<Vec<_>>(), english, "{language}");
        }
    }

    #[test]
    fn words_take_values_and_numbers() {
        let words = Words::english();
        assert_eq!(words.fill("page", &[("page", "3"), ("pages", "9")]), "Page 3 of 9");
        assert_eq!(
            (words.count("records", 1), words.count("records", 2)),
            ("1 record".into(), "2 records".into())
        );
    }

    #[test]
    fn an_organisation_has_its_own_words_and_hears_of_those_that_are_none() {
        let mut words = Words::named("de").unwrap();
        let source = Arc::new(Source::new("words.toml", "page = \"S. {page}\"\n[nowhere]\nx = \"y\"\n"));
        let findings = words.overlay(&source);
        assert_eq!(words.fill("page", &[("page", "3")]), "S. 3");
        let messages: Vec<String> = findings.iter().map(|finding| finding.message.to_string()).collect();
        assert_eq!(messages, ["there is no fixed word called nowhere.x"]);
    }
}
