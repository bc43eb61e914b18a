//! Levels of rules: `[rules]` for all records, `[[override]]` for some paths or kinds.

use super::{Config, PathPattern};
use crate::base::Spanned;
use crate::finding::Level;
use crate::toml_file::{Item, Table};

/// The level that a rule is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleLevel {
    /// The rule's name; not yet known to exist.
    pub rule: Spanned<String>,
    /// Its level; `None` for `off`.
    pub level: Option<Level>,
}

/// Levels of rules where a record lies in some path and is of some kind. All conditions that are given must hold, and
/// at least one is given.
#[derive(Debug, Clone)]
pub struct Override {
    /// One of these paths, where it is given.
    pub paths: Option<Vec<PathPattern>>,
    /// One of these kinds, where it is given; not yet known to exist.
    pub kinds: Option<Vec<Spanned<String>>>,
    /// The levels.
    pub rules: Vec<RuleLevel>,
}

const LEVELS: [(&str, Option<Level>); 4] = [
    ("error", Some(Level::Error)),
    ("warning", Some(Level::Warning)),
    ("note", Some(Level::Note)),
    ("off", None),
];

/// Reads `[rules]`.
pub(super) fn read_rules(root: &mut Table<'_>) -> Vec<RuleLevel> {
    root.table("rules").map(levels).unwrap_or_default()
}

fn levels(table: Table<'_>) -> Vec<RuleLevel> {
    let read = |item: Item<'_>| {
        let rule = item.key().clone();
        item.choice(&LEVELS).map(|level| RuleLevel { rule, level: level.value })
    };
    table.entries().into_iter().filter_map(read).collect()
}

/// Reads every `[[override]]`. One whose conditions are wrong is left out, since it would hold for too much.
pub(super) fn read_overrides(root: &mut Table<'_>) -> Vec<Override> {
    root.tables("override").into_iter().filter_map(read_override).collect()
}

fn read_override(mut table: Table<'_>) -> Option<Override> {
    let paths = table.take("paths").map(PathPattern::list);
    let kinds = table.take("kinds").map(|item| item.strings().unwrap_or_default());
    let rules =
        table.needed("rules", "say which rules it sets, such as `rules = { stale-review = \"off\" }`");
    let rules = rules.and_then(Item::table).map(levels).unwrap_or_default();
    if paths.is_none() && kinds.is_none() {
        let help = "add `paths` or `kinds`, or move its rules to `[rules]`";
        table.file().report(table.span(), "an override names neither paths nor kinds", Some(help));
    }
    table.finish();
    let is_empty = paths.as_ref().is_some_and(Vec::is_empty) || kinds.as_ref().is_some_and(Vec::is_empty);
    ((paths.is_some() || kinds.is_some()) && !is_empty).then_some(Override { paths, kinds, rules })
}

impl Override {
    /// Whether it holds for a record of a kind in a file.
    pub fn holds_for(&self, kind: Option<&str>, path: &str) -> bool {
        let in_path = self.paths.as_ref().is_none_or(|paths| paths.iter().any(|one| one.matches(path)));
        let of_kind = self
            .kinds
            .as_ref()
            .is_none_or(|kinds| kind.is_some_and(|kind| kinds.iter().any(|one| one.value == kind)));
        in_path && of_kind
    }
}

impl Config {
    /// The level of a rule for a record of a kind in a file; `None` where it is off. `[rules]` changes the default, and
    /// each override that holds changes it again, later ones last.
    pub fn level_for(&self, rule: &str, kind: Option<&str>, path: &str, default: Level) -> Option<Level> {
        let overrides =
            self.overrides.iter().filter(|one| one.rules.iter().any(|level| level.rule.value == rule));
        let overrides = overrides.filter(|one| one.holds_for(kind, path)).flat_map(|one| &one.rules);
        let mut levels = self.rules.iter().chain(overrides).filter(|level| level.rule.value == rule);
        levels.next_back().map_or(Some(default), |level| level.level)
    }
}
