//! Changes for other programs; `isms schema diff` describes the form.

use serde::Serialize;

use super::Options;
use crate::base::text;
use crate::comparison::{Changes, Face, GroupBy, RecordChange, State};
use crate::history::BodyChange;
use crate::record::Stage;

/// The version of this form.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Diff<'a> {
    schema: u32,
    from: Side<'a>,
    to: Side<'a>,
    significant_only: bool,
    left_out: usize,
    counts: serde_json::Map<String, serde_json::Value>,
    groups: Vec<Group<'a>>,
    records: Vec<Row<'a>>,
    unknown: &'a [String],
}

#[derive(Serialize)]
struct Side<'a> {
    name: &'a str,
    commit: Option<&'a str>,
    as_of: String,
    records: usize,
}

#[derive(Serialize)]
struct Group<'a> {
    by: &'static str,
    key: String,
    title: String,
    records: Vec<&'a str>,
}

#[derive(Serialize)]
struct Row<'a> {
    record: &'a str,
    acts: Vec<&'static str>,
    significant: bool,
    /// `false`: a part of it could not be read in one of the states.
    whole: bool,
    before: Option<Looks<'a>>,
    after: Option<Looks<'a>>,
    scores: Vec<Score<'a>>,
    fields: Vec<Field<'a>>,
    text: &'static str,
}

#[derive(Serialize)]
struct Looks<'a> {
    kind: &'a str,
    title: &'a str,
    owner: Option<&'a str>,
    status: &'a str,
    file: &'a str,
    clauses: &'a [String],
}

#[derive(Serialize)]
struct Score<'a> {
    stage: &'static str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

#[derive(Serialize)]
struct Field<'a> {
    field: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
    significant: bool,
}

pub(super) fn json(changes: &Changes, options: Options) -> String {
    let shown = changes.shown(options.all);
    let by = match options.group_by {
        GroupBy::Clause => "clause",
        GroupBy::Kind => "kind",
        GroupBy::Owner => "owner",
    };
    let groups = crate::comparison::grouped(&shown, options.group_by).into_iter().map(|group| Group {
        by,
        records: group.records.iter().map(|record| record.id.as_str()).collect(),
        key: group.key,
        title: group.title,
    });
    let counts = Changes::counts(&shown).into_iter();
    text::json(&Diff {
        schema: SCHEMA,
        from: side(&changes.before),
        to: side(&changes.after),
        significant_only: !options.all,
        left_out: changes.records.len() - shown.len(),
        counts: counts.map(|(act, number)| (act.as_str().to_owned(), number.into())).collect(),
        groups: groups.collect(),
        records: shown.iter().map(|record| row(record)).collect(),
        unknown: &changes.unknown,
    })
}

fn side(state: &State) -> Side<'_> {
    Side {
        name: &state.name,
        commit: state.commit.as_deref(),
        as_of: state.as_of.to_string(),
        records: state.records,
    }
}

fn row(record: &RecordChange) -> Row<'_> {
    let score = |score: &'_ crate::comparison::ScoreChange| -> &'static str {
        match score.stage {
            Stage::Inherent => "inherent",
            Stage::Current => "current",
            Stage::Residual => "residual",
        }
    };
    let scores = record.scores.iter().map(|one| Score {
        stage: score(one),
        before: one.before.as_deref(),
        after: one.after.as_deref(),
    });
    let fields = record.fields.iter().map(|one| Field {
        field: &one.path,
        before: one.before.as_deref(),
        after: one.after.as_deref(),
        significant: one.significant,
    });
    Row {
        record: &record.id,
        acts: record.acts.iter().map(|act| act.as_str()).collect(),
        significant: record.is_significant(),
        whole: !record.partly,
        before: record.before.as_ref().map(looks),
        after: record.after.as_ref().map(looks),
        scores: scores.collect(),
        fields: fields.collect(),
        text: match record.body {
            BodyChange::None => "none",
            BodyChange::Cosmetic => "cosmetic",
            BodyChange::Wording => "wording",
        },
    }
}

fn looks(face: &Face) -> Looks<'_> {
    Looks {
        kind: &face.kind,
        title: &face.title,
        owner: face.owner.as_deref(),
        status: &face.status,
        file: &face.path,
        clauses: &face.clauses,
    }
}
