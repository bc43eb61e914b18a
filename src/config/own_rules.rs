//! `[[rule]]`: rules of the repository's own, as they are written.
//!
//! What their expressions mean only those who know the kinds can tell; here is what can be said without them.

use crate::base::Spanned;
use crate::finding::Level;
use crate::toml_file::{Item, Table};

/// How many a repository may have.
const MOST: usize = 100;

const LEVELS: [(&str, Level); 3] =
    [("error", Level::Error), ("warning", Level::Warning), ("note", Level::Note)];

/// A rule of the repository's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRule {
    /// The bad state in kebab-case.
    pub name: Spanned<String>,
    /// The kind of record it asks; not yet known to exist.
    pub kind: Spanned<String>,
    /// Which records it asks; all live ones where it says nothing. Not yet known to be an expression.
    pub when: Option<Spanned<String>>,
    /// What must hold of them.
    pub require: Spanned<String>,
    /// What is said where it does not, with `{field}` placeholders.
    pub message: Spanned<String>,
    /// What to do.
    pub help: Option<Spanned<String>>,
    /// The field that a finding points to; the id where it names none.
    pub at: Option<Spanned<String>>,
    /// How bad it is.
    pub level: Level,
    /// Clauses it rests on.
    pub clauses: Vec<String>,
}

/// Reads every `[[rule]]`. One that lacks what it needs is left out.
pub(super) fn read(root: &mut Table<'_>) -> Vec<OwnRule> {
    let tables = root.tables("rule");
    if let Some(beyond) = tables.get(MOST) {
        let message = format!("there are more than {MOST} rules of your own");
        beyond.file().report(beyond.span(), message, Some("join what belongs together"));
    }
    tables.into_iter().take(MOST).filter_map(rule).collect()
}

fn rule(mut table: Table<'_>) -> Option<OwnRule> {
    let mut text = |key, help| table.needed(key, help).and_then(Item::string);
    let name = text("name", "name the bad state it finds: `name = \"risk-without-threat\"`");
    let kind = text("kind", "say which records it asks: `kind = \"risk\"`");
    let require = text("require", "say what must hold: `require = 'has(threat)'`");
    let message = text("message", "say what is wrong, with `{id}` in it");
    let (when, help, at) = (table.string("when"), table.string("help"), table.string("at"));
    let level = table.choice("level", &LEVELS).map_or(Level::Error, |level| level.value);
    let clauses = table.strings("clauses").unwrap_or_default();
    let name = name.filter(|name| is_kebab(&table, name));
    table.finish();
    let clauses = clauses.into_iter().map(|clause| clause.value).collect();
    let (name, kind, require, message) = (name?, kind?, require?, message?);
    Some(OwnRule { name, kind, when, require, message, help, at, level, clauses })
}

fn is_kebab(table: &Table<'_>, name: &Spanned<String>) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let starts = name.value.starts_with(|c: char| c.is_ascii_lowercase());
    if starts && name.value.split('-').all(part) {
        return true;
    }
    let message =
        format!("rule \"{}\" is not written in kebab-case", crate::base::text::brief(&name.value, 60));
    table.file().report(name.span, message, Some("write lower-case letters and digits with hyphens between"));
    false
}
