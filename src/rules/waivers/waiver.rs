//! One exception in force: what it covers, and how often each part of it was used.

use std::collections::HashMap;

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::base::Date;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{
    EXCEPTION_APPROVED_ON, EXCEPTION_FINDINGS, EXCEPTION_RECORDS, EXCEPTION_RULES, EXCEPTION_UNTIL, Items,
};
use crate::system::RecordId;
use crate::yaml::NodeRef;

/// One approved, unexpired exception.
#[derive(Debug)]
pub struct Waiver {
    /// The exception.
    pub record: RecordId,
    /// Its id.
    pub id: String,
    /// When it was approved.
    pub approved_on: Date,
    /// The last day it holds.
    pub until: Date,
    /// The rules it names.
    pub rules: Vec<Part>,
    /// The patterns of records it names.
    pub patterns: Vec<Part>,
    /// The single findings it names.
    pub entries: Vec<Entry>,
    by_finding: HashMap<(String, String), Vec<usize>>,
    /// Patterns that are plain ids, by id, so that thousands of them cost no more than one.
    by_id: HashMap<String, Vec<usize>>,
    /// The other patterns.
    globs: Vec<usize>,
}

/// A rule or a pattern of records that an exception names.
#[derive(Debug)]
pub struct Part {
    /// As it was written.
    pub written: String,
    /// The node, in the exception's file.
    pub node: u32,
    /// How many findings it helped to waive.
    pub used: usize,
    glob: Option<GlobSet>,
}

/// A single finding that an exception names.
#[derive(Debug)]
pub struct Entry {
    /// The rule.
    pub rule: String,
    /// The record's id, or the path of the file where it is about no record.
    pub subject: String,
    /// The field, without places in lists; `None` for any.
    pub field: Option<String>,
    /// The clauses; none for any.
    pub clauses: Vec<String>,
    /// How many findings it waives at most.
    pub times: usize,
    /// How many it waived.
    pub used: usize,
    /// The node, in the exception's file.
    pub node: u32,
}

impl Waiver {
    pub(super) fn of(id: RecordId, exception: &Record, as_of: Date) -> Option<Self> {
        let approved_on = exception.get(EXCEPTION_APPROVED_ON)?;
        let until = exception.get(EXCEPTION_UNTIL)?;
        if approved_on > as_of || until < as_of || exception.value("approved_by").is_none() {
            return None;
        }
        let rules = exception.get(EXCEPTION_RULES).into_iter().flat_map(Items::iter);
        let patterns = exception.get(EXCEPTION_RECORDS).into_iter().flat_map(Items::iter);
        let entries = exception.get(EXCEPTION_FINDINGS).into_iter().flat_map(Items::iter);
        let entries: Vec<Entry> = entries.filter_map(Entry::of).collect();
        let mut by_finding: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            by_finding.entry((entry.rule.clone(), entry.subject.clone())).or_default().push(index);
        }
        let patterns: Vec<Part> = patterns.map(|node| Part::of(node, pattern(node.text()))).collect();
        let globs = (0..patterns.len()).filter(|&index| patterns[index].is_glob()).collect();
        let mut by_id: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, part) in patterns.iter().enumerate().filter(|(_, part)| !part.is_glob()) {
            by_id.entry(part.written.clone()).or_default().push(index);
        }
        Some(Self {
            record: id,
            id: exception.id().to_owned(),
            approved_on,
            until,
            rules: rules.map(|node| Part::of(node, None)).collect(),
            patterns,
            entries,
            by_finding,
            by_id,
            globs,
        })
    }

    /// Whether it waives the finding's rule for its record; both parts have then been used. No exception waives what
    /// is found about itself.
    pub(super) fn covers(&mut self, finding: &Finding) -> bool {
        let Some(record) = finding.subject.record.as_ref().filter(|record| **record != self.id) else {
            return false;
        };
        let Some(rule) = self.rules.iter_mut().find(|rule| rule.written == finding.rule) else {
            return false;
        };
        let plain = self.by_id.get(record).into_iter().flatten();
        let mut covered = false;
        for &index in plain.chain(&self.globs) {
            let pattern = &mut self.patterns[index];
            if !pattern.is_glob() || pattern.fits(record) {
                pattern.used += 1;
                covered = true;
            }
        }
        rule.used += usize::from(covered);
        covered
    }

    /// Whether its single findings are this one and have not been used up. One that speaks for many is taken where each
    /// of these is named.
    pub(super) fn takes(&mut self, finding: &Finding) -> bool {
        let subject = finding.subject.record.as_deref().unwrap_or(finding.primary.source.path());
        if subject == self.id || self.entries.is_empty() {
            return false;
        }
        let each = || finding.stands_for.iter().map(|id| self.free_entry(finding, id)).collect();
        let of_each: Option<Vec<usize>> = if finding.stands_for.is_empty() { None } else { each() };
        let found = of_each.or_else(|| self.free_entry(finding, subject).map(|index| vec![index]));
        for &index in found.iter().flatten() {
            self.entries[index].used += 1;
        }
        found.is_some()
    }

    /// An entry for a finding's rule and somebody it is about that has not been used up: the one with the same field
    /// before one that names none.
    fn free_entry(&self, finding: &Finding, subject: &str) -> Option<usize> {
        let indices = self.by_finding.get(&(finding.rule.to_string(), subject.to_owned()))?;
        let field = finding.field.as_deref().map(without_places);
        let free = |index: &&usize, wanted: &Option<String>| {
            let entry = &self.entries[**index];
            entry.used < entry.times
                && entry.field == *wanted
                && (entry.clauses.is_empty() || entry.clauses == finding.clauses)
        };
        let found = indices.iter().find(|index| free(index, &field));
        found.or_else(|| indices.iter().find(|index| free(index, &None))).copied()
    }

    /// Whether one of its patterns fits an id.
    pub fn names(&self, id: &str) -> bool {
        self.by_id.contains_key(id) || self.globs.iter().any(|&index| self.patterns[index].fits(id))
    }

    /// How many findings it waived.
    pub fn used(&self) -> usize {
        let by_rule: usize = self.rules.iter().map(|rule| rule.used).sum();
        by_rule + self.entries.iter().map(|entry| entry.used).sum::<usize>()
    }
}

impl Part {
    fn of(node: NodeRef<'_>, glob: Option<GlobSet>) -> Self {
        Self { written: node.text().to_owned(), node: node.index(), used: 0, glob }
    }

    /// Whether a pattern of records fits an id.
    pub fn fits(&self, id: &str) -> bool {
        self.glob.as_ref().is_some_and(|glob| glob.is_match(id))
    }

    /// Whether it stands for more than one name.
    pub fn is_glob(&self) -> bool {
        self.written.contains(['*', '?', '[', '{'])
    }
}

impl Entry {
    /// Reads one; `None` where it does not say which rule or what it is about.
    pub fn of(node: NodeRef<'_>) -> Option<Self> {
        let text = |key| node.get(key).and_then(NodeRef::scalar).map(str::to_owned);
        let clauses = node.get("clauses").into_iter().flat_map(|node| Items::of(node).iter());
        Some(Self {
            rule: text("rule")?,
            subject: text("record").or_else(|| text("file"))?,
            field: text("field").as_deref().map(without_places),
            clauses: clauses.map(|clause| clause.text().to_owned()).collect(),
            times: text("times").and_then(|times| times.parse().ok()).unwrap_or(1),
            used: 0,
            node: node.index(),
        })
    }
}

/// A field's path without places in lists, which move when something is inserted: `inputs[2].from` is `inputs.from`.
pub fn without_places(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        match character {
            '[' => inside = true,
            ']' => inside = false,
            other if !inside => out.push(other),
            _ => {}
        }
    }
    out
}

/// A pattern of ids; `None` where it is none, or too large for one. A set of one, since a lone glob panics then.
fn pattern(written: &str) -> Option<GlobSet> {
    let mut set = GlobSetBuilder::new();
    set.add(Glob::new(written).ok()?);
    set.build().ok()
}
