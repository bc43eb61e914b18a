//! The example's records as they are, and pieces of their files that came later than the rest.

use std::collections::BTreeMap;
use std::path::Path;

use isms::base::Date;
use isms::check::Loaded;
use isms::record::Record;
use isms::system::{RecordId, Snapshot, System};
use isms::yaml::NodeRef;

/// A piece of a file that was different before a step.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) file: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// What stood there before.
    pub(crate) before: String,
    /// The commit by which it became what it is.
    pub(crate) step: Step,
}

/// Which commit a change belongs to: changes of one step are one commit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Step {
    pub(crate) day: Date,
    /// Steps of a day come in this order.
    pub(crate) order: u8,
    /// The person who commits.
    pub(crate) author: String,
    /// What is done: `Review`.
    pub(crate) verb: String,
    /// The person who signs off, if another one approves.
    pub(crate) signed: Option<String>,
}

/// The company.
pub(crate) struct Company {
    pub(crate) system: System,
    pub(crate) texts: BTreeMap<String, String>,
}

impl Company {
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let snapshot = Snapshot::discover(folder).map_err(|error| error.to_string())?;
        let as_of = Date::new(2026, 12, 1).ok_or("no such day")?;
        let system = Loaded::read(&snapshot, as_of).system;
        let mut texts = BTreeMap::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(inner) = folders.pop() {
            for entry in std::fs::read_dir(&inner).map_err(|error| error.to_string())? {
                let path = entry.map_err(|error| error.to_string())?.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
                let name = path.strip_prefix(folder).map_err(|error| error.to_string())?;
                texts.insert(name.to_string_lossy().replace('\\', "/"), text);
            }
        }
        Ok(Self { system, texts })
    }

    /// The text that a record stands in.
    pub(crate) fn text(&self, record: &Record) -> &str {
        &self.texts[record.path()]
    }

    /// The person behind a role or a person on a day: the first who had joined.
    pub(crate) fn person(&self, id: RecordId, day: Date) -> String {
        let system = &self.system;
        if system.record(id).is("person") {
            return system.record(id).id().to_owned();
        }
        let people = system.people();
        let named = people.named_holders(id).iter().chain(people.named_deputies(id));
        let there = |person: &&RecordId| {
            let date =
                |field| text(system.record(**person).value(field)).and_then(|day| day.parse::<Date>().ok());
            date("joined_on").is_none_or(|joined| joined <= day)
                && date("left_on").is_none_or(|left| left >= day)
        };
        let found = named.clone().find(there).or(named.clone().next());
        found.map_or_else(|| "PER-woegerbauer".to_owned(), |person| system.record(*person).id().to_owned())
    }

    /// The person who answers for a record on a day.
    pub(crate) fn owner(&self, id: RecordId, day: Date) -> String {
        self.system.owner(id).map_or_else(|| "PER-woegerbauer".to_owned(), |owner| self.person(owner, day))
    }

    /// The person named in a field.
    pub(crate) fn named(&self, id: RecordId, field: &str, day: Date) -> Option<String> {
        self.system.named_in(id, field).next().map(|by| self.person(by, day))
    }

    /// Name and address of a person.
    pub(crate) fn identity(&self, person: &str) -> (String, String) {
        let Some(id) = self.system.find(person) else { return (person.to_owned(), String::new()) };
        let record = self.system.record(id);
        let email = record.value("emails").and_then(|emails| text(emails.items().next())).unwrap_or_default();
        (record.title().to_owned(), email)
    }
}

pub(crate) fn text(node: Option<NodeRef<'_>>) -> Option<String> {
    node.and_then(NodeRef::scalar).map(|text| text.trim().to_owned())
}

/// The lines of a file from the one with an offset to the last that belongs to the same field or item.
pub(crate) fn block(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let depth = indent(&text[start..]);
    let mut end = line_end(text, start);
    while end < text.len() {
        let line = &text[end..line_end(text, end)];
        if line.trim().is_empty() || indent(line) <= depth {
            break;
        }
        end = line_end(text, end);
    }
    (start, end)
}

/// The block of the list item that an offset lies in: the nearest line above that begins with a hyphen further left.
pub(crate) fn item(text: &str, at: usize) -> (usize, usize) {
    let mut start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let own = indent(&text[start..]);
    loop {
        let line = &text[start..];
        let dash = line.trim_start().starts_with("- ");
        if dash && (indent(line) < own || text[start..at].contains('-')) {
            return block(text, start);
        }
        let Some(above) = start.checked_sub(1) else { return block(text, at) };
        start = text[..above].rfind('\n').map_or(0, |line| line + 1);
    }
}

/// The block of a field of a record, found by its name within a span of the text.
pub(crate) fn field(text: &str, (from, to): (usize, usize), name: &str) -> Option<(usize, usize)> {
    let mut at = from;
    while at < to {
        let line = &text[at..line_end(text, at)];
        let plain = line.trim_start().trim_start_matches("- ");
        if plain.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')) {
            return Some(block(text, at));
        }
        at = line_end(text, at);
    }
    None
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}
