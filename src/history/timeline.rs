//! One record's life: when it came, each change of it, whether it is still there.

use super::History;
use super::change::{self, BodyChange, Difference, FieldChange};
use super::commit::{Commit, CommitId};
use super::replay::{Event, Seen};
use crate::base::Date;
use crate::record::Record;
use crate::risk::RiskMethods;

/// The life of a record, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Timeline<'h> {
    history: &'h History,
    record: u32,
}

/// Something that one commit did to one record.
#[derive(Debug, Clone, Copy)]
pub struct Change<'h> {
    history: &'h History,
    event: &'h Event,
}

/// The sort of a [`Change`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// The record is there for the first time, or again after it was deleted, or also on another line of development.
    Created,
    /// It says something else; it may have moved as well.
    Changed,
    /// It lies in another file and says the same.
    Moved,
    /// Its file is there and cannot be read, so what it says is unknown until a later commit.
    Unreadable,
    /// It is gone.
    Deleted,
}

impl What {
    /// The word in tables and in machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Unreadable => "unreadable",
            Self::Deleted => "deleted",
        }
    }
}

impl<'h> Timeline<'h> {
    pub(super) fn new(history: &'h History, record: u32) -> Self {
        Self { history, record }
    }

    /// The record's id.
    pub fn id(self) -> &'h str {
        self.history.versions.ids.get(self.record)
    }

    /// Everything that happened to it, oldest first. Never empty.
    pub fn changes(self) -> impl DoubleEndedIterator<Item = Change<'h>> + ExactSizeIterator {
        let history = self.history;
        history
            .of_record(self.record)
            .iter()
            .map(move |at| Change { history, event: &history.events[*at as usize] })
    }

    /// When it was first recorded.
    pub fn created(self) -> Option<Change<'h>> {
        self.changes().next()
    }

    /// The newest thing that happened to it.
    pub fn last(self) -> Option<Change<'h>> {
        self.changes().next_back()
    }

    /// The change, or the merge of changes, after which the record is as the commit that is looked at has it.
    pub fn present(self) -> Option<Change<'h>> {
        self.now()?;
        let last = self.history.last.get(self.record as usize)?;
        Some(Change { history: self.history, event: &self.history.events[*last as usize] })
    }

    /// The newest change that means something.
    pub fn last_significant(self) -> Option<Change<'h>> {
        self.changes().rev().find(|change| change.is_significant())
    }

    /// Changes that mean something in commits after a day.
    pub fn significant_after(self, day: Date) -> impl Iterator<Item = Change<'h>> {
        self.changes().filter(move |change| change.commit().day() > day && change.is_significant())
    }

    /// Whether the commit that is looked at has it.
    pub fn exists(self) -> bool {
        self.now().is_some()
    }

    /// The file that holds it in the commit that is looked at.
    pub fn path(self) -> Option<&'h str> {
        self.now().map(|seen| self.history.paths.get(seen.path))
    }

    /// Its kind, as last recorded.
    pub fn kind(self) -> &'h str {
        self.value("kind").unwrap_or("")
    }

    /// What a field said when the record was last seen: of a list the first value by the alphabet, `None` where it was not given.
    pub fn value(self, field: &str) -> Option<&'h str> {
        let seen = self.now().or_else(|| self.changes().next_back()?.event.before)?;
        let versions = &self.history.versions;
        let field = versions.fields.find(field).or_else(|| versions.fields.find(&format!("{field}[]")))?;
        let entries = versions.get(seen.version).entries.iter().filter(|entry| entry.0 == field);
        entries.map(|entry| versions.values.get(entry.1)).min()
    }

    /// All it says in the commit that is looked at, or said when it was last seen: paths as in [`FieldChange::path`] with
    /// values.
    pub fn entries(self) -> Vec<(&'h str, &'h str)> {
        let seen = self.now().or_else(|| self.changes().next_back()?.event.before);
        seen.map_or_else(Vec::new, |seen| self.history.entries(seen.version))
    }

    /// What lies between the commit that is looked at and a record of the work tree: what is not committed yet. `risk` are the
    /// risk methods of its system.
    pub fn uncommitted(self, record: &Record, risk: &RiskMethods) -> Difference {
        let now = self.now();
        let entries = now.map_or_else(Vec::new, |seen| self.history.entries(seen.version));
        let print = now.and_then(|seen| self.history.versions.get(seen.version).body.as_deref().copied());
        Difference::to_record(&entries, print, record, risk, &self.history.significance)
    }

    /// The change since which a field has had a value without a break: the commit that supports a claimed date. `field`
    /// may have items in brackets, which are not looked at: `sessions[1].held_on`. `None` where the commit that is
    /// looked at does not have this value.
    pub fn recorded(self, field: &str, value: &str) -> Option<Change<'h>> {
        self.now()?;
        let field = self.history.field_named(&change::plain(field))?;
        let value = self.history.versions.values.find(value)?;
        let has = |seen: Option<Seen>| {
            let entries = seen.map_or(&[][..], |seen| &self.history.versions.get(seen.version).entries);
            entries.iter().any(|entry| entry.1 == value && self.history.plain_of(entry.0) == field)
        };
        let mut since = None;
        for change in self.changes() {
            // What a commit did counts, not what its own line of development has: another line may have the value already.
            match (has(change.event.before), has(change.event.after)) {
                (false, true) => since = since.or(Some(change)),
                (true, false) => since = None,
                _ => {}
            }
        }
        since
    }

    /// The first change after which a field has a value for which `is` holds, whatever became of it later. Items in
    /// brackets are not looked at, as in [`Timeline::recorded`].
    pub fn first_with(self, field: &str, is: impl Fn(&str) -> bool) -> Option<Change<'h>> {
        let field = self.history.field_named(&change::plain(field))?;
        self.changes().find(|change| change.event.after.is_some_and(|seen| change.has(seen, field, &is)))
    }

    fn now(self) -> Option<Seen> {
        let last = self.history.last.get(self.record as usize)?;
        self.history.events[*last as usize].after
    }
}

impl<'h> Change<'h> {
    pub(super) fn new(history: &'h History, event: &'h Event) -> Self {
        Self { history, event }
    }

    /// The record's id.
    pub fn record(self) -> &'h str {
        self.history.versions.ids.get(self.event.record)
    }

    /// The commit's place in the history.
    pub fn commit_id(self) -> CommitId {
        CommitId(self.event.commit)
    }

    /// The commit that did it.
    pub fn commit(self) -> &'h Commit {
        self.history.commit(self.commit_id())
    }

    /// Whether it happened in this commit for certain. Otherwise the history was cut off here, and it happened in this commit
    /// or before it.
    pub fn is_certain(self) -> bool {
        !self.event.unsure
    }

    /// What sort of change it is.
    pub fn what(self) -> What {
        match (self.event.before, self.event.after) {
            (None, _) => What::Created,
            (_, None) => What::Deleted,
            (Some(before), Some(after)) if before.version != after.version => What::Changed,
            (Some(before), Some(after)) if before.path != after.path => What::Moved,
            _ => What::Unreadable,
        }
    }

    /// The file that held the record before; `None` where it was not there.
    pub fn path_before(self) -> Option<&'h str> {
        self.event.before.map(|seen| self.history.paths.get(seen.path))
    }

    /// The file that holds it; `None` where it is gone.
    pub fn path(self) -> Option<&'h str> {
        self.event.after.map(|seen| self.history.paths.get(seen.path))
    }

    /// The record's kind.
    pub fn kind(self) -> &'h str {
        let history = self.history;
        let version = self.event.after.or(self.event.before).map(|seen| history.versions.get(seen.version));
        let entry =
            version.and_then(|version| version.entries.iter().find(|entry| entry.0 == history.kind_field));
        entry.map_or("", |entry| history.versions.values.get(entry.1))
    }

    /// Every field that changed, in the order of the kind. All of them where the record was created or deleted.
    pub fn fields(self) -> Vec<FieldChange> {
        let version = |seen: Option<Seen>| seen.map(|seen| seen.version);
        self.compared(version(self.event.before), version(self.event.after), self.kind())
    }

    /// What happened to the text of a Markdown document. Its creation and deletion are changes of wording.
    pub fn body(self) -> BodyChange {
        let print = |seen: Option<Seen>| {
            seen.and_then(|seen| self.history.versions.get(seen.version).body.as_deref().copied())
        };
        change::body(print(self.event.before), print(self.event.after))
    }

    /// Fields and text together.
    pub fn difference(self) -> Difference {
        Difference { fields: self.fields(), body: self.body() }
    }

    /// Whether it means something: the record came or went, or a significant field or the wording changed.
    pub fn is_significant(self) -> bool {
        match self.what() {
            What::Created | What::Deleted => true,
            What::Changed => {
                self.body() == BodyChange::Wording || self.fields().iter().any(|field| field.significant)
            }
            What::Moved | What::Unreadable => false,
        }
    }

    /// What lies between the record after this change and after a later one.
    pub fn until(self, later: Self) -> Difference {
        let version = |change: Self| change.event.after.map(|seen| seen.version);
        let print = |change: Self| {
            version(change).and_then(|version| self.history.versions.get(version).body.as_deref().copied())
        };
        let fields = self.compared(version(self), version(later), later.kind());
        Difference { fields, body: change::body(print(self), print(later)) }
    }

    /// Whether a field has a value for which `is` holds before this change, and after it. Items in brackets are not looked
    /// at.
    pub fn has_value(self, field: &str, is: impl Fn(&str) -> bool) -> (bool, bool) {
        let Some(field) = self.history.field_named(&change::plain(field)) else { return (false, false) };
        let has = |seen: Option<Seen>| seen.is_some_and(|seen| self.has(seen, field, &is));
        (has(self.event.before), has(self.event.after))
    }

    fn has(self, seen: Seen, field: u32, is: &impl Fn(&str) -> bool) -> bool {
        let versions = &self.history.versions;
        let entries = versions.get(seen.version).entries.iter();
        let mut values = entries.filter(|entry| self.history.plain_of(entry.0) == field);
        values.any(|entry| is(versions.values.get(entry.1)))
    }

    fn compared(self, before: Option<u32>, after: Option<u32>, kind: &str) -> Vec<FieldChange> {
        let versions = &self.history.versions;
        let text = |value: Option<u32>| value.map(|value| versions.values.get(value).to_owned());
        let steps = versions.compare(before, after);
        let fields = steps
            .iter()
            .map(|step| change::change(versions.fields.get(step.field), text(step.before), text(step.after)));
        let mut fields: Vec<FieldChange> = fields.collect();
        self.history.significance.judge(kind, &mut fields);
        fields
    }
}
