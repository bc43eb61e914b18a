//! What changed between two states, ready to be shown: every format shows the same.

mod html;
mod json;
mod markdown;
mod section;
mod text;

pub(super) use self::section::build as section;
use crate::base::text::{brief, count, list, plain};
use crate::comparison::{Act, Changes, GroupBy, RecordChange, State, grouped};
use crate::history::{BodyChange, FieldChange};
use crate::record::Stage;

/// Characters of a value that are shown; JSON has all of it.
const VALUE: usize = 240;

/// How changes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// By what they are grouped.
    pub group_by: GroupBy,
    /// Also what means nothing for a review or an approval.
    pub all: bool,
}

/// Changes as a page for people; all text is cleaned.
#[derive(Debug)]
pub struct Page {
    before: String,
    after: String,
    counts: String,
    groups: Vec<Chapter>,
    notes: Vec<String>,
}

#[derive(Debug)]
struct Chapter {
    title: String,
    entries: Vec<Entry>,
}

/// One record.
#[derive(Debug)]
struct Entry {
    id: String,
    title: String,
    /// `re-scored, re-owned`.
    acts: String,
    /// Names and what is said of them.
    rows: Vec<(String, String)>,
}

impl Page {
    /// Puts changes onto a page.
    pub fn of(changes: &Changes, options: Options) -> Self {
        let records = changes.shown(options.all);
        let chapter = |group: crate::comparison::Group<'_>| Chapter {
            title: plain(format!("{} {}", group.key, group.title).trim()).into_owned(),
            entries: group.records.iter().map(|record| entry(record, options.all)).collect(),
        };
        Self {
            before: named(&changes.before),
            after: named(&changes.after),
            counts: counts(&records),
            groups: grouped(&records, options.group_by).into_iter().map(chapter).collect(),
            notes: notes(changes, records.len()),
        }
    }

    /// For a terminal.
    pub fn text(&self, width: usize) -> String {
        text::text(self, width)
    }

    /// For a wiki or a merge request.
    pub fn markdown(&self) -> String {
        markdown::markdown(self)
    }

    /// One file for a browser, without anything from elsewhere.
    pub fn html(&self) -> String {
        html::html(self)
    }
}

/// Changes for other programs.
pub fn json(changes: &Changes, options: Options) -> String {
    json::json(changes, options)
}

fn named(state: &State) -> String {
    format!("{}, as of {}, {}", plain(&state.name), state.as_of, count(state.records, "record"))
}

fn counts(records: &[&RecordChange]) -> String {
    let counted = Changes::counts(records);
    let parts: Vec<String> =
        counted.iter().map(|(act, number)| format!("{number} {}", act.as_str())).collect();
    if parts.is_empty() { "nothing changed".to_owned() } else { parts.join(", ") }
}

fn notes(changes: &Changes, shown: usize) -> Vec<String> {
    let mut notes = Vec::new();
    let left_out = changes.records.len() - shown;
    if left_out > 0 {
        notes.push(format!(
            "{} changed in nothing that means something for a review or an approval; `--all` shows them",
            count(left_out, "record")
        ));
    }
    if !changes.unknown.is_empty() {
        let ids: Vec<String> = changes.unknown.iter().map(|id| plain(id).into_owned()).collect();
        notes.push(format!("what became of {} is unknown, since it could not be read", list(&ids, "and", 5)));
    }
    let partly = changes.records.iter().filter(|record| record.partly).count();
    if partly > 0 {
        notes.push(format!(
            "{} could not be read whole, so not all of what seems changed there may be",
            count(partly, "record")
        ));
    }
    notes
}

fn entry(record: &RecordChange, all: bool) -> Entry {
    let acts: Vec<&str> = record.acts.iter().map(|act| act.as_str()).collect();
    let title = record.face().map_or("", |face| face.title.as_str());
    let mut rows = scores(record);
    if record.acts.iter().any(|act| matches!(act, Act::Added | Act::Removed)) {
        rows.extend(introduction(record));
    } else {
        rows.extend(fields(record, all));
    }
    let rows = rows.into_iter().map(|(name, value)| (plain(&name).into_owned(), plain(&value).into_owned()));
    Entry {
        id: plain(&record.id).into_owned(),
        title: brief(title, VALUE),
        acts: acts.join(", "),
        rows: rows.collect(),
    }
}

fn scores(record: &RecordChange) -> Vec<(String, String)> {
    let row = |score: &crate::comparison::ScoreChange| {
        let name = match score.stage {
            Stage::Inherent => "inherent score",
            Stage::Current => "score",
            Stage::Residual => "residual score",
        };
        (name.to_owned(), step(score.before.as_deref(), score.after.as_deref()))
    };
    record.scores.iter().map(row).collect()
}

/// What is said of a record that came or went.
fn introduction(record: &RecordChange) -> Vec<(String, String)> {
    let Some(face) = record.face() else { return Vec::new() };
    let row = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut rows = vec![row("kind", &face.kind)];
    rows.extend(face.owner.as_deref().map(|owner| row("owner", owner)));
    if !face.status.is_empty() {
        rows.push(row("status", &face.status));
    }
    rows.push(row("file", &face.path));
    rows
}

/// Fields that mean something or tell what became of the record, or all of them; values that came into a list or left it
/// share a row.
fn fields(record: &RecordChange, all: bool) -> Vec<(String, String)> {
    let alike = |a: &FieldChange, b: &FieldChange| {
        a.path == b.path && a.path.ends_with("[]") && a.after.is_some() == b.after.is_some()
    };
    let mut rows = Vec::new();
    let mut left_out = 0;
    for changes in record.fields.chunk_by(alike) {
        let first = &changes[0];
        if !all && !changes.iter().any(|change| change.significant) && !is_telling(record, &first.path) {
            left_out += changes.len();
            continue;
        }
        let name = first.path.strip_suffix("[]").unwrap_or(&first.path);
        let values = |of: fn(&FieldChange) -> Option<&str>| {
            changes.iter().filter_map(of).map(|value| brief(value, VALUE)).collect::<Vec<_>>().join(", ")
        };
        let value = if first.path.ends_with("[]") {
            let (before, after) = (values(|one| one.before.as_deref()), values(|one| one.after.as_deref()));
            if after.is_empty() { format!("- {before}") } else { format!("+ {after}") }
        } else {
            step(first.before.as_deref(), first.after.as_deref())
        };
        rows.push((name.to_owned(), value));
    }
    match record.body {
        BodyChange::Wording => rows.push(("text".to_owned(), "wording changed".to_owned())),
        BodyChange::Cosmetic if all => {
            rows.push(("text".to_owned(), "layout or link targets changed, the wording did not".to_owned()));
        }
        _ => {}
    }
    if left_out > 0 {
        rows.push(("and".to_owned(), format!("{} without significance", count(left_out, "other change"))));
    }
    rows
}

/// Whether a field tells what became of a record, whatever it means for a review.
fn is_telling(record: &RecordChange, path: &str) -> bool {
    record.acts.iter().any(|act| match act {
        Act::Reowned => path == "owner",
        Act::Closed | Act::Reopened => path == "status",
        Act::Approved | Act::ApprovalUndone => {
            path == "status" || path.starts_with("approved") || path.starts_with("acceptance")
        }
        _ => false,
    })
}

/// `12 high -> 6 medium`.
fn step(before: Option<&str>, after: Option<&str>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!("{} -> {}", brief(before, VALUE), brief(after, VALUE)),
        (None, Some(after)) => format!("+ {}", brief(after, VALUE)),
        (Some(before), None) => format!("- {}", brief(before, VALUE)),
        (None, None) => String::new(),
    }
}
