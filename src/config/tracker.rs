//! Reads `[tracker]`: where the work is done, and what a ticket of it looks like.

use regex::Regex;

use crate::base::text;
use crate::toml_file::{Item, Table};

/// Where the key stands in the address of a ticket.
const KEY: &str = "{key}";

/// The tracker that an organisation works with, such as Jira, GitHub or Planner.
#[derive(Debug, Clone)]
pub struct Tracker {
    /// Its name.
    pub name: String,
    /// The address of a ticket, as what stands before its key and after it.
    address: Option<(String, String)>,
    /// What a key looks like, all of it.
    pattern: Option<Regex>,
}

impl Tracker {
    /// Reads the table; `None` where there is none, or its name is missing.
    pub(super) fn read(root: &mut Table<'_>) -> Option<Self> {
        let mut table = root.table("tracker")?;
        let name =
            table.needed("name", "add the name of the tracker, such as `name = \"Jira\"`").and_then(name);
        let address = table.take("url").and_then(address);
        let pattern = table.take("pattern").and_then(pattern);
        table.finish();
        name.map(|name| Self { name, address, pattern })
    }

    /// Whether a text names a ticket of this tracker: a key that fits the pattern, or the address of such a ticket.
    pub fn knows(&self, ticket: &str) -> bool {
        let ticket = ticket.trim();
        if !is_address(ticket) {
            return self.fits(ticket);
        }
        let Some((before, after)) = &self.address else {
            return true;
        };
        let key = ticket.strip_prefix(before.as_str()).and_then(|rest| rest.strip_suffix(after.as_str()));
        key.is_some_and(|key| self.fits(key))
    }

    /// The address of a ticket that is given by its key or by its address.
    pub fn address_of(&self, ticket: &str) -> Option<String> {
        let ticket = ticket.trim();
        if is_address(ticket) {
            return Some(ticket.to_owned());
        }
        let (before, after) = self.address.as_ref().filter(|_| self.fits(ticket))?;
        Some(format!("{before}{ticket}{after}"))
    }

    fn fits(&self, key: &str) -> bool {
        !key.is_empty() && self.pattern.as_ref().is_none_or(|pattern| pattern.is_match(key))
    }
}

fn name(item: Item<'_>) -> Option<String> {
    let file = item.file();
    let written = item.string()?;
    let name = text::plain(written.value.trim()).into_owned();
    if name.is_empty() {
        file.report(written.span, "the tracker's name is empty", Some("add the name that people know it by"));
        return None;
    }
    Some(name)
}

fn is_address(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme))
}

/// The parts of a ticket's address around its key.
fn address(item: Item<'_>) -> Option<(String, String)> {
    let (name, file) = (item.name(), item.file());
    let written = item.string()?;
    let parts = written.value.split_once(KEY).filter(|_| is_address(&written.value));
    if parts.is_none() {
        let message = format!("{name} is no address with `{KEY}` in it");
        let help = "write `{key}` where the key of a ticket stands: \"https://tracker.example/browse/{key}\"";
        file.report(written.span, message, Some(help));
    }
    parts.map(|(before, after)| (before.to_owned(), after.to_owned()))
}

/// A pattern that a whole key has to fit. Matching takes time linear in the key, whatever the pattern.
fn pattern(item: Item<'_>) -> Option<Regex> {
    let (name, file) = (item.name(), item.file());
    let written = item.string()?;
    let pattern = Regex::new(&format!("^(?:{})$", written.value)).ok();
    if pattern.is_none() {
        let message = format!("{name} is \"{}\", which is no pattern", text::brief(&written.value, 60));
        file.report(written.span, message, Some("write a regular expression, such as \"SEC-[0-9]+\""));
    }
    pattern
}
