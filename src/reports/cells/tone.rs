//! How good a word of a record is.

use crate::document::Tone;
use crate::record::Record;
use crate::schema::State;
use crate::system::System;

/// Words that mean the same wherever they stand, with how good that is.
const WORDS: &[(&str, Tone)] = &[
    ("achieved", Tone::Good),
    ("approved", Tone::Good),
    ("done", Tone::Good),
    ("effective", Tone::Good),
    ("implemented", Tone::Good),
    ("on-track", Tone::Good),
    ("resolved", Tone::Good),
    ("verified", Tone::Good),
    ("at-risk", Tone::Watch),
    ("contained", Tone::Watch),
    ("draft", Tone::Watch),
    ("in-progress", Tone::Watch),
    ("in-review", Tone::Watch),
    ("in-treatment", Tone::Watch),
    ("investigating", Tone::Watch),
    ("minor", Tone::Watch),
    ("partial", Tone::Watch),
    ("partly", Tone::Watch),
    ("planned", Tone::Watch),
    ("proposed", Tone::Watch),
    ("critical", Tone::Bad),
    ("ineffective", Tone::Bad),
    ("major", Tone::Bad),
    ("missed", Tone::Bad),
    ("not-started", Tone::Bad),
    ("cancelled", Tone::Past),
    ("closed", Tone::Past),
    ("dropped", Tone::Past),
    ("rejected", Tone::Past),
    ("retired", Tone::Past),
];

/// How good a word is, where it says so by itself.
pub(super) fn of_word(word: &str) -> Tone {
    WORDS.iter().find(|(known, _)| *known == word).map_or(Tone::Plain, |(_, tone)| *tone)
}

/// How good a record's status is: by the word, or else by the state that its kind makes of it.
pub(super) fn of_status(system: &System, record: &Record) -> Tone {
    let is_in = |state| record.is_in(state, system.as_of);
    match of_word(record.status()) {
        Tone::Plain if is_in(State::Closed) => Tone::Past,
        Tone::Plain if is_in(State::Draft) => Tone::Watch,
        Tone::Plain if is_in(State::Settled) => Tone::Good,
        known => known,
    }
}
