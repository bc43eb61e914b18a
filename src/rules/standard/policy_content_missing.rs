//! `policy-content-missing`: the information security policy lacks one of its parts.

use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{DOCUMENT_CONTENTS, Items};
use crate::standard::{Item, Part};
use crate::system::{Counts, How, RecordId, Showing, System};
use crate::yaml::NodeRef;

/// One finding for each document that is the text a clause demands and lacks parts of it.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let demanding = system.standards.items().iter().filter(|item| !item.contents.is_empty());
    demanding.flat_map(|item| of_item(system, item)).collect()
}

/// The texts are those that name the clause; where none does, the only one that there is. Where there are several, the
/// first gets a finding that it cannot be told.
fn of_item(system: &System, item: &Item) -> Vec<Finding> {
    let counts = |showing: &Showing| {
        showing.counts == Counts::Yes
            && system.is_clear(showing.record)
            && is_text(system, item, showing.record)
    };
    let texts: Vec<Showing> = system.evidence_for(&item.id).into_iter().filter(counts).collect();
    let named: Vec<RecordId> =
        texts.iter().filter(|showing| showing.how == How::Named).map(|showing| showing.record).collect();
    match (named.as_slice(), texts.as_slice()) {
        ([], [only]) => judge(system, item, only.record).into_iter().collect(),
        ([], [first, ..]) => vec![untold(system, item, first.record, texts.len())],
        (named, _) => named.iter().filter_map(|&id| judge(system, item, id)).collect(),
    }
}

/// Whether a record is of a kind and type that the clause's documented information is.
fn is_text(system: &System, item: &Item, id: RecordId) -> bool {
    system.documented_for(item).any(|(_, showings)| showings.iter().any(|showing| showing.record == id))
}

fn judge(system: &System, item: &Item, id: RecordId) -> Option<Finding> {
    let record = system.record(id);
    let file = record.file();
    let body = file.body().map(|span| file.source().slice(span)).unwrap_or_default();
    let stated: Vec<&str> =
        record.get(DOCUMENT_CONTENTS).into_iter().flat_map(Items::iter).map(NodeRef::text).collect();
    if body.trim().is_empty() && stated.is_empty() {
        // The text is kept elsewhere, and nothing says what it holds.
        return None;
    }
    let lower = without_comments(body).to_lowercase();
    let has = |part: &&Part| {
        stated.contains(&part.part.as_str()) || part.words.iter().any(|word| stands_in(word, &lower))
    };
    let missing: Vec<&Part> = item.contents.iter().filter(|part| !has(part)).collect();
    (!missing.is_empty()).then(|| finding(record, item, &missing))
}

/// Whether a word of a text begins with `word`, or has it anywhere where it begins with `*`. The text is in small letters.
fn stands_in(word: &str, text: &str) -> bool {
    if let Some(inner) = word.strip_prefix('*') {
        return text.contains(inner);
    }
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

/// A text without what stands between `<!--` and `-->`, which readers do not see; one space stands for each line break.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace(['\n', '\r'], " ")
}

fn finding(record: &Record, item: &Item, missing: &[&Part]) -> Finding {
    let words: Vec<&str> = missing.iter().map(|part| part.what.as_str()).collect();
    let message = format!("{} does not say {}", record.name(), text::list(&words, "and", 10));
    let examples: Vec<String> = missing
        .iter()
        .map(|part| {
            let words: Vec<String> = part
                .words
                .iter()
                .take(3)
                .map(|word| format!("\"{}\"", word.trim_start_matches('*')))
                .collect();
            format!("`{}` by a word such as {}", part.part, text::list(&words, "or", 3))
        })
        .collect();
    let help = format!(
        "write it into the text, where it is known by its words: {}; or name the part in `contents`",
        text::list(&examples, "and", 10)
    );
    let mut finding =
        Finding::new("policy-content-missing", message, record.field_label("title", "this text"))
            .help(help)
            .about(record.subject())
            .field(DOCUMENT_CONTENTS.name);
    finding.clauses = vec![item.id.clone()];
    finding
}

fn untold(system: &System, item: &Item, first: RecordId, number: usize) -> Finding {
    let record = system.record(first);
    let what = item.documented.first().map_or("the text", |documented| documented.what.as_str());
    let message = format!("none of {number} documents says that it is {what} of clause {}", item.id);
    let mut finding = Finding::new("policy-content-missing", message, record.id_label("one of them"))
        .help(format!("add `clauses: [\"{}\"]` to the document that is {what}", item.id))
        .about(record.subject())
        .field("clauses");
    finding.clauses = vec![item.id.clone()];
    finding
}
