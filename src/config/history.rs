//! `[history]`: which changes mean something, and how much time there is to record what happened.

use super::paths;
use crate::base::{Period, Spanned, text};
use crate::toml_file::{Item, Table};

/// What `isms.toml` says about the history of records.
#[derive(Debug, Clone)]
pub struct HistorySettings {
    /// Fields whose changes mean something, or do not, other than their kind says.
    pub significant: Vec<Mark>,
    /// The file that says whose SSH keys may sign, as `ssh-keygen` reads it: relative to the root, with forward slashes.
    pub allowed_signers: Option<Spanned<String>>,
    /// How long after a day a commit still supports it.
    pub grace: Period,
    /// The same for a kind or one field of a kind, such as `training.sessions.held_on`; not yet known to exist.
    pub grace_of: Vec<(Spanned<String>, Period)>,
    /// How many records one commit may call reviewed, and do nothing else.
    pub mass_review: usize,
    /// How often the review date of a record may move while nothing in it changes.
    pub rubber_stamp: usize,
}

impl Default for HistorySettings {
    fn default() -> Self {
        Self {
            significant: Vec::new(),
            allowed_signers: None,
            grace: Period::days(14),
            grace_of: Vec::new(),
            mass_review: 10,
            rubber_stamp: 3,
        }
    }
}

impl HistorySettings {
    /// How long after a day a commit still supports what a field of a kind says of it; a path without items.
    pub fn grace_for(&self, kind: &str, field: &str) -> Period {
        let is_named = |name: &str| match name.strip_prefix(kind) {
            Some("") => true,
            Some(rest) => rest.strip_prefix('.') == Some(field),
            None => false,
        };
        let named = self.grace_of.iter().filter(|(name, _)| is_named(&name.value));
        let nearest = named.max_by_key(|(name, _)| name.value.len());
        nearest.map_or(self.grace, |(_, grace)| *grace)
    }
}

/// A field of a kind that is given or denied significance; neither is known to exist yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The kind's name.
    pub kind: Spanned<String>,
    /// The field's path, such as `acceptance.until`.
    pub field: Spanned<String>,
    /// Whether a change means something.
    pub significant: bool,
}

/// Reads the table.
pub(super) fn read(root: &mut Table<'_>) -> HistorySettings {
    let mut settings = HistorySettings::default();
    let Some(mut table) = root.table("history") else {
        return settings;
    };
    for (key, value) in [("significant", true), ("insignificant", false)] {
        let kinds = table.table(key).map(Table::entries).unwrap_or_default();
        settings.significant.extend(kinds.into_iter().flat_map(|kind| marks(kind, value)));
    }
    if let Some(grace) = table.parsed::<Period>("grace") {
        settings.grace = grace.value;
    }
    let places = table.table("grace_of").map(Table::entries).unwrap_or_default();
    settings.grace_of = places.into_iter().filter_map(grace).collect();
    number(&mut table, "mass_review", &mut settings.mass_review);
    number(&mut table, "rubber_stamp", &mut settings.rubber_stamp);
    settings.allowed_signers = table.take("allowed_signers").and_then(paths::folder);
    table.finish();
    settings
}

fn grace(item: Item<'_>) -> Option<(Spanned<String>, Period)> {
    let place = item.key().clone();
    item.parsed::<Period>().map(|grace| (place, grace.value))
}

/// Reads a number of at least two.
fn number(table: &mut Table<'_>, key: &'static str, setting: &mut usize) {
    let Some(number) = table.integer(key) else { return };
    match usize::try_from(number.value).ok().filter(|number| (2..=100_000).contains(number)) {
        Some(value) => *setting = value,
        None => {
            let message = format!("`[history] {key}` is {}", number.value);
            let help = format!("choose a number from 2 to {}", text::thousands(100_000));
            table.file().report(number.span, message, Some(help));
        }
    }
}

fn marks(item: Item<'_>, significant: bool) -> Vec<Mark> {
    let kind = item.key().clone();
    let fields = item.strings().unwrap_or_default();
    fields.into_iter().map(|field| Mark { kind: kind.clone(), field, significant }).collect()
}
