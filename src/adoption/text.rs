//! The YAML of an exception that adopts findings.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Terms;
use crate::base::{Date, text};

/// One entry of `findings`. Sorted by what it is about, so that the file reads like a list of records.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// The id of the record, or the path of the file.
    pub(super) subject: String,
    /// Whether it is about a record.
    pub(super) is_record: bool,
    /// The rule.
    pub(super) rule: String,
    /// The field.
    pub(super) field: Option<String>,
    /// The clauses.
    pub(super) clauses: Vec<String>,
}

/// Columns of the reason.
const WIDTH: usize = 90;

/// The whole file.
pub(super) fn exception(as_of: Date, id: &str, terms: &Terms<'_>, lines: &BTreeMap<Line, usize>) -> String {
    let mut out = String::from(
        "# Written by `isms check --adopt`: what was found that day, and nothing that came later.\n\
         # `isms check --adopt` takes out what is mended; it never adds anything.\n",
    );
    let Terms { until, owner, approved_by, because, .. } = terms;
    let (owner, approved_by) = (scalar(owner), scalar(approved_by));
    out.push_str(&format!(
        "id: {}\nkind: exception\ntitle: Findings adopted on {as_of}\nowner: {owner}\njustification: >-\n",
        scalar(id)
    ));
    for line in folded(because) {
        out.push_str(&format!("  {line}\n"));
    }
    out.push_str(&format!("approved_by: {approved_by}\napproved_on: {as_of}\nuntil: {until}\nfindings:\n"));
    for (line, times) in lines {
        out.push_str(&format!("  - {}\n", line.yaml(*times)));
    }
    out
}

impl Line {
    fn yaml(&self, times: usize) -> String {
        let about = if self.is_record { "record" } else { "file" };
        let mut pairs = vec![("rule", scalar(&self.rule)), (about, scalar(&self.subject))];
        pairs.extend(self.field.as_deref().map(|field| ("field", scalar(field))));
        if !self.clauses.is_empty() {
            let clauses: Vec<String> = self.clauses.iter().map(|clause| scalar(clause)).collect();
            pairs.push(("clauses", format!("[{}]", clauses.join(", "))));
        }
        if times > 1 {
            pairs.push(("times", times.to_string()));
        }
        let pairs: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
        format!("{{ {} }}", pairs.join(", "))
    }
}

/// A value as YAML takes it, also between braces: plain where nothing in it means anything, or else in quotes.
fn scalar(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if value.starts_with(|c: char| c.is_ascii_alphanumeric()) && value.chars().all(plain) {
        return value.to_owned();
    }
    let mut out = String::from("\"");
    for character in value.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            hidden if text::is_hidden(hidden) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\U{:08x}", hidden as u32);
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// The lines of a folded text: single spaces, no line wider than it must be.
fn folded(value: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in value.split_whitespace() {
        let line = lines.last().map_or(0, |line| line.chars().count());
        match lines.last_mut() {
            Some(last) if line > 0 && line + 1 + word.chars().count() <= WIDTH => {
                last.push(' ');
                last.push_str(word);
            }
            Some(last) if line == 0 => last.push_str(word),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_yaml_is_quoted() {
        for plain in ["RSK-0001", "risks/a.yaml", "A.5.15", "inputs.from"] {
            assert_eq!(scalar(plain), plain);
        }
        assert_eq!(scalar("a b: #c"), "\"a b: #c\"");
        assert_eq!(scalar("-x"), "\"-x\"");
        assert_eq!(scalar("\"\\\u{1b}\u{e0001}"), "\"\\\"\\\\\\U0000001b\\U000e0001\"");
        assert_eq!(scalar("Prüfung"), "\"Prüfung\"");
    }

    #[test]
    fn a_long_reason_is_folded() {
        let lines = folded(&"word ".repeat(40));
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(lines.join(" "), "word ".repeat(40).trim_end());
    }
}
