//! Cells from records: what a record says, what is computed from it, and what is missing as a named gap.
//!
//! Every report that shows records takes its cells from here, so that a field reads alike in all of them.

mod prose;
mod record;
mod register;
mod tone;
mod value;

pub use self::prose::prose;
pub use self::record::{
    above_line, band, evidence, field, findings, gap, missing, named, named_all, next_review, owner, people,
    records, score, score_number, status, title,
};
pub(in crate::reports) use self::register::others;
pub use self::register::{Chosen, column, register};
pub use self::value::{
    as_written, choice, clause_anchor, inlines, number, place, plain_number, reference, value, yes_or_no,
};
use crate::document::{Column, ColumnType, Figure, Tone, clean};
use crate::words::Words;

/// The name of a field for people: a fixed word where there is one, or the name itself with blanks.
pub fn label(words: &Words, field: &str) -> String {
    words.find(&format!("field.{field}")).map_or_else(|| sentence(field), str::to_owned)
}

/// The name of a kind for people, as a heading over many of them.
pub fn kind_title(words: &Words, name: &str, title: &str) -> String {
    words.find(&format!("kind.{name}")).map_or_else(|| clean(title), str::to_owned)
}

/// `implementation_status` as `Implementation status`.
fn sentence(name: &str) -> String {
    capital(&clean(name).replace(['_', '-'], " "))
}

/// A text that begins with a capital letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Columns of a table that is put together by hand: name, what its cells hold, how wide. Headings are names of fields.
pub fn columns(words: &Words, columns: &[(&str, ColumnType, u8)]) -> Vec<Column> {
    let column = |(key, ty, weight): &(&str, ColumnType, u8)| {
        Column::new(*key, label(words, key)).of(*ty).weight(*weight)
    };
    columns.iter().map(column).collect()
}

/// A figure that counts, with nothing said beside it.
pub fn figure(words: &Words, key: &str, number: usize, tone: Tone) -> Figure {
    Figure { label: capital(words.get(key)), value: number.to_string(), tone, ..Figure::default() }
}

/// Bad where there is something, and good where there is nothing.
pub fn none_is_good(number: usize, otherwise: Tone) -> Tone {
    if number == 0 { Tone::Good } else { otherwise }
}
