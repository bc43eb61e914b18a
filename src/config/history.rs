//! `[history]`: which changes mean something.

use super::paths;
use crate::base::Spanned;
use crate::toml_file::{Item, Table};

/// What `isms.toml` says about the history of records.
#[derive(Debug, Clone, Default)]
pub struct HistorySettings {
    /// Fields whose changes mean something, or do not, other than their kind says.
    pub significant: Vec<Mark>,
    /// The file that says whose SSH keys may sign, as `ssh-keygen` reads it: relative to the root, with forward slashes.
    pub allowed_signers: Option<Spanned<String>>,
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
    let Some(mut table) = root.table("history") else {
        return HistorySettings::default();
    };
    let mut significant = Vec::new();
    for (key, value) in [("significant", true), ("insignificant", false)] {
        let kinds = table.table(key).map(Table::entries).unwrap_or_default();
        significant.extend(kinds.into_iter().flat_map(|kind| marks(kind, value)));
    }
    let allowed_signers = table.take("allowed_signers").and_then(paths::folder);
    table.finish();
    HistorySettings { significant, allowed_signers }
}

fn marks(item: Item<'_>, significant: bool) -> Vec<Mark> {
    let kind = item.key().clone();
    let fields = item.strings().unwrap_or_default();
    fields.into_iter().map(|field| Mark { kind: kind.clone(), field, significant }).collect()
}
