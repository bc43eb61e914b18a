//! Cells from records: what a record says, what is computed from it, and what is missing as a named gap.
//!
//! Every report that shows records takes its cells from here, so that a field reads alike in all of them.

mod record;
mod register;
mod tone;
mod value;

pub use self::record::{
    above_line, band, evidence, field, findings, gap, missing, named, named_all, next_review, owner, people,
    records, score, score_number, status, title,
};
pub(in crate::reports) use self::register::others;
pub use self::register::{Chosen, column, register};
pub use self::value::{
    as_written, choice, clause_anchor, inlines, place, plain_number, prose, reference, value, yes_or_no,
};
use crate::words::Words;

/// The name of a field for people: a fixed word where there is one, or the name itself with blanks.
pub fn label(words: &Words, field: &str) -> String {
    words.find(&format!("field.{field}")).map_or_else(|| sentence(field), str::to_owned)
}

/// The name of a kind for people, as a heading over many of them.
pub fn kind_title(words: &Words, name: &str, title: &str) -> String {
    words.find(&format!("kind.{name}")).unwrap_or(title).to_owned()
}

/// `implementation_status` as `Implementation status`.
fn sentence(name: &str) -> String {
    let plain = name.replace(['_', '-'], " ");
    let mut letters = plain.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
