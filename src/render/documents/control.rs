//! Document control in words, for formats that print it as names with values.

use crate::document::{Control, Extent};
use crate::words::Words;

/// What is known of a document, in the order it is printed: names with values. What is empty is left out.
pub(super) fn facts(control: &Control, words: &Words) -> Vec<(String, String)> {
    let as_of = control.as_of.map(|date| date.to_string()).unwrap_or_default();
    let pairs = [
        ("organisation", control.organisation.clone()),
        ("scope", control.scope.clone()),
        ("title", control.title.clone()),
        ("version", control.version.clone()),
        ("as_of", as_of),
        ("commit", commit(control, words)),
        ("classification", control.classification.clone()),
        ("owner", control.owner.clone()),
        ("approved", control.approved.clone()),
        ("history", extent(control.history, words).to_owned()),
        ("tool", control.tool.clone()),
        ("generated", control.generated.clone()),
        ("left_out", control.left_out.join("\n")),
        ("draft_because", control.draft.join("\n")),
    ];
    let named = |(key, value): (&str, String)| (words.get(&format!("sheets.{key}")).to_owned(), value);
    pairs.into_iter().filter(|(_, value)| !value.is_empty()).map(named).collect()
}

fn commit(control: &Control, words: &Words) -> String {
    let Some(commit) = &control.commit else { return words.get("sheets.no_commit").to_owned() };
    let state = if control.dirty { "sheets.dirty" } else { "sheets.clean" };
    format!("{commit}, {}", words.get(state))
}

fn extent(extent: Extent, words: &Words) -> &str {
    words.get(match extent {
        Extent::None => "sheets.history_none",
        Extent::Part => "sheets.history_part",
        Extent::Full => "sheets.history_full",
    })
}
