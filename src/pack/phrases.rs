//! Ids and titles that may not stand in a text, found wherever they do.

use std::collections::HashMap;

/// Phrases by their first word.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    by_word: HashMap<String, Vec<String>>,
    /// Titles of one word, which is likely to be a word of every language: they are only meant where they stand alone.
    alone: Vec<String>,
}

impl Phrases {
    /// Adds an id, or a title.
    pub(super) fn add(&mut self, phrase: &str, is_id: bool) {
        let phrase = phrase.trim();
        if phrase.is_empty() {
            return;
        }
        if !is_id && !phrase.contains(' ') {
            self.alone.push(phrase.to_owned());
            return;
        }
        let phrases = self.by_word.entry(first_word(phrase).to_owned()).or_default();
        phrases.push(phrase.to_owned());
        // The longest is tried first, so that no rest of it is left over.
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    }

    /// The text with a word in place of each phrase; `None` where it has none.
    pub(super) fn replaced(&self, text: &str, word: &str) -> Option<String> {
        if self.alone.iter().any(|alone| alone == text.trim()) {
            return Some(word.to_owned());
        }
        let mut out: Option<String> = None;
        let (mut copied, mut at) = (0, 0);
        while at < text.len() {
            match self.at(text, at) {
                Some(length) => {
                    let out = out.get_or_insert_default();
                    out.push_str(&text[copied..at]);
                    out.push_str(word);
                    at += length;
                    copied = at;
                }
                None => at = next_start(text, at),
            }
        }
        out.map(|out| out + &text[copied..])
    }

    /// The length of the phrase that begins at a place.
    fn at(&self, text: &str, at: usize) -> Option<usize> {
        let rest = &text[at..];
        let fits = |phrase: &&String| {
            rest.strip_prefix(phrase.as_str()).is_some_and(|after| {
                let ends = phrase.chars().next_back().is_none_or(|last| !last.is_alphanumeric());
                ends || !goes_on(after)
            })
        };
        self.by_word.get(first_word(rest))?.iter().find(fits).map(String::len)
    }
}

/// Whether what follows belongs to the word before it: `RSK-1` does not stand in `RSK-12` or `RSK-1-a`.
fn goes_on(after: &str) -> bool {
    let mut letters = after.chars();
    match letters.next() {
        Some('-' | '_') => letters.next().is_some_and(char::is_alphanumeric),
        Some(next) => next.is_alphanumeric(),
        None => false,
    }
}

/// The letters and digits that a text begins with; its first sign where it begins with none.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let end = if end == 0 { text.chars().next().map_or(0, char::len_utf8) } else { end };
    &text[..end]
}

/// Where the next word, or sign, begins.
fn next_start(text: &str, at: usize) -> usize {
    at + first_word(&text[at..]).len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_titles_go_wherever_they_stand() {
        let mut phrases = Phrases::default();
        for (phrase, is_id) in [
            ("DOC-7", true),
            ("DOC-7-annex", true),
            ("§ 1", true),
            ("Plan of the merger", false),
            ("Plan", false),
            ("Ünder", true),
        ] {
            phrases.add(phrase, is_id);
        }
        for (text, expected) in [
            ("DOC-7 has no owner", Some("X has no owner")),
            ("see DOC-7, DOC-7.", Some("see X, X.")),
            ("DOC-7-annex", Some("X")),
            ("DOC-71 and DOC-7-b and xDOC-7", None),
            ("the Plan of the merger: late", Some("the X: late")),
            ("a Plan", None),
            (" Plan ", Some("X")),
            ("as § 1 says", Some("as X says")),
            ("Ünder", Some("X")),
            ("", None),
        ] {
            assert_eq!(phrases.replaced(text, "X").as_deref(), expected, "{text}");
        }
    }
}
