//! Whether a text says anything.

/// Words that carry no reason by themselves, in English and German.
const EMPTY: &str = "\
    a an and are applicable apply applies as at be by control controls does excluded exclusion for here in is it \
    n na n/a needed necessary no none not of on open or our out question reason relevant required scope see tbd \
    tba the this to todo us use used above below was anwendbar auf ausgeschlossen bei benötigt das der die dies \
    diese entfällt erforderlich für hier ist k kein keine maßnahme nicht nichts nötig offen oben siehe trifft \
    und uns wird zu zutreffend";

/// The words of a text that are neither empty nor among `known`, in small letters.
pub(super) fn telling_words(text: &str, known: &str) -> Vec<String> {
    let known = words(known);
    let is_empty = |word: &String| EMPTY.split(' ').any(|empty| empty == word);
    words(text).into_iter().filter(|word| !is_empty(word) && !known.contains(word)).collect()
}

/// Whether a text says nothing at all: it has no word but empty ones.
pub(super) fn is_hollow(text: &str) -> bool {
    telling_words(text, "").is_empty()
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '/')));
    parts
        .map(|word| word.trim_matches(['.', '-', '/']).to_owned())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect()
}
