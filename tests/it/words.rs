//! The fixed words of documents: whatever the code asks for is there in every language.

use std::collections::BTreeSet;

use isms::words::Words;

use crate::env::{project, walk};

/// Keys that are written out in the code: `words.get("board.agenda")` or `words.get("html.control.title")`, and those that are handed on by name.
fn asked() -> BTreeSet<(String, String)> {
    let key = |text: &str| {
        let parts: Vec<&str> = text.split('.').collect();
        let is_word = |part: &&str| {
            !part.is_empty()
                && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c))
        };
        (2..=3).contains(&parts.len()) && parts.iter().all(is_word)
    };
    let mut found = BTreeSet::new();
    for room in ["src/reports", "src/render/documents"] {
        for file in walk(&project(room)) {
            let code = std::fs::read_to_string(&file).unwrap();
            let code = code.split("#[cfg(test)]").next().unwrap();
            for text in code.split('"').skip(1).step_by(2).filter(|text| key(text)) {
                found.insert((text.to_owned(), file.display().to_string()));
            }
        }
    }
    found
}

#[test]
fn every_word_that_the_code_asks_for_is_there() {
    let words = Words::english();
    let groups: BTreeSet<&str> =
        words.keys().filter_map(|key| key.split_once('.')).map(|(group, _)| group).collect();
    let is_there = |key: &str| words.find(key).is_some() || words.find(&format!("{key}.one")).is_some();
    let asked = asked();
    let missing: Vec<String> = asked
        .iter()
        .filter(|(key, _)| key.split_once('.').is_some_and(|(group, _)| groups.contains(group)))
        .filter(|(key, _)| !is_there(key))
        .map(|(key, file)| format!("{key} ({file})"))
        .collect();
    assert!(asked.len() > 100, "{}", asked.len());
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
