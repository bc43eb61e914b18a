//! What the standard asks for is there.

pub(super) mod clause_without_evidence;
pub(super) mod control_undecided;
pub(super) mod exclusion_unjustified;
mod hollow;
pub(super) mod missing_documented_information;
pub(super) mod policy_content_missing;
pub(super) mod review_input_missing;

use super::rule::{Check, Rule, rule};
use crate::base::text;
use crate::finding::{Label, Subject};
use crate::standard::{Item, Shown};
use crate::system::{Counts, Showing, System};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    rule!(
        "clause-without-evidence",
        Standard,
        Major,
        ["4.4"],
        "nothing on record shows a clause",
        Check::System(clause_without_evidence::check)
    ),
    rule!(
        "control-undecided",
        Standard,
        Major,
        ["6.1.3"],
        "no record decides whether a reference control applies",
        Check::System(control_undecided::check)
    ),
    rule!(
        "exclusion-unjustified",
        Standard,
        Minor,
        ["6.1.3"],
        "a control is excluded for a reason that says nothing",
        Check::System(exclusion_unjustified::check)
    ),
    rule!(
        "missing-documented-information",
        Standard,
        Minor,
        ["7.5.1"],
        "something that the standard wants documented is not on record",
        Check::System(missing_documented_information::check)
    ),
    rule!(
        "review-input-missing",
        Standard,
        Minor,
        ["9.3.2"],
        "a management review was held without one of its inputs",
        Check::System(review_input_missing::check)
    ),
    rule!(
        "policy-content-missing",
        Standard,
        Minor,
        ["5.2"],
        "the information security policy lacks one of its parts",
        Check::System(policy_content_missing::check)
    ),
];

/// The rules that ask for something of a clause or control itself, whatever clause they rest on.
pub fn asking(item: &Item) -> Vec<&'static str> {
    if item.control {
        return vec![
            "control-undecided",
            "exclusion-unjustified",
            "undriven-control",
            "excluded-control-used",
            "control-without-evidence",
        ];
    }
    let all = [
        ("clause-without-evidence", item.is_requirement()),
        ("missing-documented-information", !item.documented.is_empty()),
        ("policy-content-missing", !item.contents.is_empty()),
    ];
    all.into_iter().filter(|(_, asks)| *asks).map(|(rule, _)| rule).collect()
}

/// Where it stands in `isms.toml` that an item's standard is enabled.
fn enabled_here(system: &System, item: &Item, label: &str) -> Label {
    let entry = system.config.standards.iter().find(|name| name.value == *item.standard);
    Label::new(&system.config.source, entry.map(|entry| entry.span).unwrap_or_default(), label)
}

/// Whom a finding about a clause or control is about: an exception can name it like a record.
fn subject(item: &Item) -> Subject {
    Subject { record: Some(text::plain(&item.id).into_owned()), ..Subject::default() }
}

/// Whether something may show an item in what could not be read.
fn may_be_unread<'s>(system: &System, mut shown_by: impl Iterator<Item = &'s Shown>) -> bool {
    let unread = system.unread();
    let kind_of = |id: &String| {
        let prefix = id.split_once('-').and_then(|(prefix, _)| system.schema.with_prefix(prefix));
        prefix.map_or("control", |kind| kind.name.as_str()).to_owned()
    };
    let lost: Vec<String> = unread.ids.iter().map(kind_of).collect();
    unread.files > 0 || shown_by.any(|shown| lost.contains(&shown.kind))
}

/// "a review of type management or a resource", for help lines.
fn kinds_in_words(system: &System, shown_by: &[Shown]) -> String {
    let mut words: Vec<String> = Vec::new();
    for shown in shown_by {
        let kind = system
            .schema
            .named(&shown.kind)
            .map_or(shown.kind.clone(), |(_, kind)| kind.title.to_lowercase());
        let word = match &shown.ty {
            Some(ty) => format!("{} {kind} of type `{ty}`", text::article(&kind)),
            None => format!("{} {kind}", text::article(&kind)),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    text::list(&words, "or", 4)
}

/// "DOC-soa is a draft", of the first record that is there and does not count.
fn does_not_count(system: &System, showings: &[Showing]) -> Option<String> {
    let showing = showings.iter().min_by_key(|showing| (showing.counts, showing.record))?;
    let id = system.record(showing.record).id();
    Some(match showing.counts {
        Counts::Yes => return None,
        Counts::NotYet => format!("what {id} tells of has not happened yet"),
        Counts::Draft => format!("{id} is a draft"),
        Counts::Retired => format!("{id} is withdrawn"),
    })
}
