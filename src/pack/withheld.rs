//! Records that a reader may not see, by their classification.

use std::collections::{BTreeMap, HashSet};

use super::manifest::LeftOut;
use super::phrases::Phrases;
use crate::base::text;
use crate::config::Readers;
use crate::document::Look;
use crate::record::Record;
use crate::reports::cells;
use crate::system::System;
use crate::words::Words;

/// What is left out for a reader.
#[derive(Debug, Default)]
pub(super) struct Withheld {
    ids: HashSet<String>,
    counts: BTreeMap<(String, String), usize>,
    phrases: Phrases,
    word: String,
}

impl Withheld {
    /// What a reader may not see: records with a classification that is not for such readers. Without a reader, nothing is
    /// withheld.
    pub(super) fn of(system: &System, reader: Option<Readers>, word: &str) -> Self {
        let mut withheld = Self { word: word.to_owned(), ..Self::default() };
        let Some(reader) = reader else { return withheld };
        for (_, record) in system.records() {
            let Some(classification) = classification(record) else { continue };
            if system.config.look.may_read(reader, &classification) {
                continue;
            }
            let clean = |text: &str| text::plain(text).into_owned();
            withheld.ids.insert(clean(record.id()));
            withheld.phrases.add(&clean(record.id()), true);
            withheld.phrases.add(&clean(record.title()), false);
            *withheld.counts.entry((record.kind().name.clone(), clean(&classification))).or_default() += 1;
        }
        withheld
    }

    /// Whether everything may be seen.
    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Whether a record is withheld.
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// The word that stands in for what is withheld.
    pub(super) fn word(&self) -> &str {
        &self.word
    }

    /// A text without ids and titles of what is withheld.
    pub(super) fn scrub(&self, text: &mut String) {
        if let Some(clean) = self.phrases.replaced(text, &self.word) {
            *text = clean;
        }
    }

    /// How many records of which kind.
    pub(super) fn counts(&self) -> Vec<LeftOut> {
        let one = |((kind, classification), &count): (&(String, String), &usize)| LeftOut {
            kind: kind.clone(),
            classification: classification.clone(),
            count,
        };
        self.counts.iter().map(one).collect()
    }

    /// The same as sentences for people.
    pub(super) fn sentences(&self, system: &System, words: &Words) -> Vec<String> {
        let one = |((kind, classification), count): (&(String, String), &usize)| {
            let title = system.schema.named(kind).map_or(kind.as_str(), |(_, kind)| kind.title.as_str());
            let kind = cells::kind_title(words, kind, title);
            let values =
                [("kind", kind.as_str()), ("n", &count.to_string()), ("classification", classification)];
            words.fill("pack.left_out", &values)
        };
        self.counts.iter().map(one).collect()
    }

    /// The highest step of secrecy among the records that are left.
    pub(super) fn highest(&self, system: &System, look: &Look) -> String {
        let left = system.records().filter(|(_, record)| !self.has(&text::plain(record.id())));
        let named: HashSet<String> =
            left.filter_map(|(_, record)| classification(record)).map(|value| value.to_lowercase()).collect();
        let highest = look.ranks.iter().rev().find(|rank| named.contains(&rank.value.to_lowercase()));
        highest.map(|rank| rank.label.clone()).unwrap_or_default()
    }
}

/// What a record says about who may read it. A value that is no word is a classification too, and one that nobody knows.
fn classification(record: &Record) -> Option<String> {
    let node = record.value("classification").filter(|node| !node.is_null())?;
    Some(node.scalar().unwrap_or("?").trim().to_owned())
}
