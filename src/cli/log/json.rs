//! A record's life for other programs.

use serde::Serialize;

use super::Life;
use crate::base::text;
use crate::history::{
    BodyChange, Change, Commit, Difference, FieldChange, Identity, SignatureForm, Stamp, Timeline, Verdict,
};

/// The version of this form.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Log<'a> {
    schema: u32,
    record: &'a str,
    kind: &'a str,
    /// Whether the commit that is looked from has the record.
    exists: bool,
    file: Option<&'a str>,
    commit: Option<String>,
    history: &'static str,
    changes: Vec<Row<'a>>,
    uncommitted: Option<Differences>,
}

#[derive(Serialize)]
struct Row<'a> {
    what: &'static str,
    significant: bool,
    /// `false`: in this commit, or before what this clone has.
    certain: bool,
    day: String,
    commit: String,
    merge: bool,
    subject: &'a str,
    author: Signed<'a>,
    committer: Signed<'a>,
    co_authors: Vec<Person<'a>>,
    signed_off_by: Vec<Person<'a>>,
    signature: Option<&'static str>,
    /// What it is worth; `null` unless that was asked.
    verification: Option<Verification>,
    file_before: Option<&'a str>,
    file: Option<&'a str>,
    #[serde(flatten)]
    difference: Differences,
}

#[derive(Serialize)]
struct Verification {
    result: &'static str,
    signer: Option<String>,
    key: Option<String>,
    reason: Option<String>,
}

#[derive(Serialize)]
struct Person<'a> {
    name: &'a str,
    email: &'a str,
}

#[derive(Serialize)]
struct Signed<'a> {
    #[serde(flatten)]
    who: Person<'a>,
    time: String,
}

#[derive(Serialize)]
struct Differences {
    fields: Vec<Field>,
    text: &'static str,
}

#[derive(Serialize)]
struct Field {
    field: String,
    before: Option<String>,
    after: Option<String>,
    significant: bool,
}

/// The whole answer.
pub(super) fn json(life: &Life<'_>) -> String {
    let log = Log {
        schema: SCHEMA,
        record: life.id,
        kind: life.timeline.map_or("", |timeline| timeline.kind()),
        exists: life.timeline.is_some_and(Timeline::exists),
        file: life.timeline.and_then(Timeline::path),
        commit: life.history.head().map(Commit::name),
        history: life.history.extent().as_str(),
        changes: life.changes.iter().map(|change| row(life, *change)).collect(),
        uncommitted: life.uncommitted.clone().map(owned),
    };
    text::json(&log)
}

fn row<'a>(life: &Life<'_>, change: Change<'a>) -> Row<'a> {
    let commit = change.commit();
    Row {
        what: change.what().as_str(),
        significant: change.is_significant(),
        certain: change.is_certain(),
        day: commit.day().to_string(),
        commit: commit.name(),
        merge: commit.is_merge(),
        subject: &commit.subject,
        author: signed(&commit.author.0, commit.author.1),
        committer: signed(&commit.committer.0, commit.committer.1),
        co_authors: commit.co_authors.iter().map(|who| person(who)).collect(),
        signed_off_by: commit.signed_off_by.iter().map(|who| person(who)).collect(),
        signature: commit.signature.map(form),
        verification: life.verdict(change).map(verification),
        file_before: change.path_before(),
        file: change.path(),
        difference: owned(change.difference()),
    }
}

fn verification(verdict: Verdict) -> Verification {
    let result = verdict.as_str();
    let (signer, key, reason) = match verdict {
        Verdict::Good { signer, key } => (Some(signer), Some(key), None),
        Verdict::UnknownKey { key } | Verdict::Lapsed { key } => (None, Some(key), None),
        Verdict::Unchecked(reason) => (None, None, Some(reason)),
        Verdict::Unsigned | Verdict::Bad => (None, None, None),
    };
    Verification { result, signer, key, reason }
}

fn person(who: &Identity) -> Person<'_> {
    Person { name: &who.name, email: &who.email }
}

fn signed(who: &Identity, when: Stamp) -> Signed<'_> {
    Signed { who: person(who), time: when.rfc3339() }
}

fn form(form: SignatureForm) -> &'static str {
    match form {
        SignatureForm::OpenPgp => "openpgp",
        SignatureForm::Ssh => "ssh",
        SignatureForm::X509 => "x509",
    }
}

fn owned(difference: Difference) -> Differences {
    let field = |change: FieldChange| Field {
        field: change.path,
        before: change.before,
        after: change.after,
        significant: change.significant,
    };
    let text = match difference.body {
        BodyChange::None => "none",
        BodyChange::Cosmetic => "cosmetic",
        BodyChange::Wording => "wording",
    };
    Differences { fields: difference.fields.into_iter().map(field).collect(), text }
}
