//! `review-input-missing`: a management review was held without one of its inputs.

use super::hollow::is_hollow;
use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{Items, REVIEW_HELD_ON, REVIEW_INPUTS, REVIEW_TYPE};
use crate::schema::{Field, FieldType};
use crate::system::System;
use crate::yaml::{NodeRef, Shape};

/// One finding for each management review that was held and lacks an input. The inputs are those that kind `review` has.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let held = system.of_kind("review").filter(|(id, review)| {
        review.get(REVIEW_TYPE) == Some("management")
            && review.get(REVIEW_HELD_ON).is_some_and(|held| held <= system.as_of)
            && system.is_clear(*id)
    });
    held.filter_map(|(_, review)| judge(review)).collect()
}

fn judge(review: &Record) -> Option<Finding> {
    let Some(FieldType::Map(wanted)) = review.kind().field_at(REVIEW_INPUTS.name).map(|field| &field.ty)
    else {
        return None;
    };
    let given = review.get(REVIEW_INPUTS);
    let is_there =
        |field: &&Field| given.and_then(|inputs| inputs.get(&field.name)).is_some_and(says_something);
    let missing: Vec<&Field> = wanted.iter().filter(|field| !is_there(field)).collect();
    (!missing.is_empty()).then(|| finding(review, &missing, wanted.len()))
}

/// Whether an input has a word that says something, or names a record.
fn says_something(node: NodeRef<'_>) -> bool {
    match node.shape() {
        Shape::Null => false,
        Shape::Scalar => !is_hollow(node.text()),
        Shape::List => Items::of(node).iter().any(says_something),
        Shape::Map => node.entries().any(|entry| says_something(entry.value)),
    }
}

fn finding(review: &Record, missing: &[&Field], all: usize) -> Finding {
    let held = review.get(REVIEW_HELD_ON).map(|held| held.to_string()).unwrap_or_default();
    let in_words = |field: &&Field| {
        let what = field.description.trim_end_matches('.');
        let mut letters = what.chars();
        let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
        format!("{} ({first}{})", field.name, letters.as_str())
    };
    let words: Vec<String> = missing.iter().map(in_words).collect();
    let what = match missing.len() {
        1 => format!("input {}", words[0]),
        number if number == all => format!("any of the {all} inputs of clause 9.3.2"),
        _ => format!("inputs {}", text::list(&words, "and", 10)),
    };
    let message = format!("{} was held on {held} without {what}", review.name());
    let letters: Vec<String> = missing.iter().map(|field| format!("`{}`", field.name)).collect();
    let help = format!(
        "write under `inputs` {} what was put before the review; where there was nothing, say so in a sentence, and when \
         it was looked at",
        text::list(&letters, "and", 10)
    );
    Finding::new("review-input-missing", message, review.field_label(REVIEW_INPUTS.name, "inputs end here"))
        .also(review.field_label(REVIEW_HELD_ON.name, "held on this day"))
        .help(help)
        .about(review.subject())
        .field(REVIEW_INPUTS.name)
}
