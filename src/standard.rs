//! Standards as data: clauses and reference controls that records may name.
//!
//! Carries numbers and titles, never a standard's wording.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Source;
use crate::finding::Finding;
use crate::toml_file::{Table, TomlFile, Wording};

/// The standards the binary carries: name and text.
const BUILTIN: &[(&str, &str)] =
    &[("iso27001-2022", include_str!("../templates/standards/iso27001-2022.toml"))];

/// A clause or a reference control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// `9.2.1` or `A.5.15`.
    pub id: String,
    /// Its title in the standard.
    pub title: String,
    /// Whether it is a reference control.
    pub control: bool,
}

/// The enabled standards.
#[derive(Debug, Default)]
pub struct Standards {
    titles: Vec<String>,
    items: BTreeMap<String, Item>,
}

impl Standards {
    /// The names of all standards that can be enabled.
    pub fn known() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(name, _)| *name)
    }

    /// Loads standards by name; unknown names are left out, since the configuration reports them.
    pub fn load<'a>(names: impl IntoIterator<Item = &'a str>) -> (Self, Vec<Finding>) {
        let mut standards = Self::default();
        let mut findings = Vec::new();
        for name in names {
            if let Some((name, text)) = BUILTIN.iter().find(|(known, _)| *known == name) {
                let source = Arc::new(Source::new(format!("templates/standards/{name}.toml"), *text));
                let file = TomlFile::parse(&source, Wording::KIND);
                standards.add(file.root());
                findings.extend(file.into_findings());
            }
        }
        (standards, findings)
    }

    fn add(&mut self, mut root: Table<'_>) {
        let _ = (root.string("name"), root.string("control_prefix"));
        self.titles.extend(root.string("title").map(|title| title.value));
        for (key, control) in [("clause", false), ("control", true)] {
            for table in root.tables(key) {
                if let Some(item) = item(table, control) {
                    self.items.insert(item.id.clone(), item);
                }
            }
        }
        root.finish();
    }

    /// The titles of the enabled standards.
    pub fn titles(&self) -> &[String] {
        &self.titles
    }

    /// The clause or control with an id.
    pub fn get(&self, id: &str) -> Option<&Item> {
        self.items.get(id)
    }

    /// Whether an id is a reference control of an enabled standard.
    pub fn has_control(&self, id: &str) -> bool {
        self.get(id).is_some_and(|item| item.control)
    }

    /// All ids, for suggestions.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.items.keys().map(String::as_str)
    }
}

fn item(mut table: Table<'_>, control: bool) -> Option<Item> {
    let id = table.string("id")?.value;
    let title = table.string("title")?.value;
    let _ = (table.bool("heading"), table.bool("new_in_2022"), table.string("theme"));
    table.finish();
    Some(Item { id, title, control })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_has_its_clauses_and_controls() {
        let (standards, findings) = Standards::load(["iso27001-2022"]);
        assert!(findings.is_empty(), "{findings:?}");
        let controls = standards.items.values().filter(|item| item.control).count();
        // ISO/IEC 27001:2022 Annex A has 93 controls; 41 numbered clauses and headings from 4 to 10.2.
        assert_eq!((standards.items.len() - controls, controls), (41, 93));
        assert_eq!(standards.get("10.2").unwrap().title, "Nonconformity and corrective action");
        assert!(standards.has_control("A.5.15") && !standards.has_control("9.2"));
    }
}
