//! Selectors: which records somebody means.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::base::text;
use crate::record::Record;
use crate::schema::State;
use crate::system::{RecordId, Status, System};

/// One selector, as typed.
#[derive(Debug, Clone)]
pub struct Selector {
    written: String,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    Id(String),
    IdGlob(GlobSet),
    Kind(String),
    Path(String),
    PathGlob(GlobSet),
    Owner(String),
    Status(String),
    Clause(Arc<BTreeSet<RecordId>>),
    Is(Condition),
}

/// What `is:` can ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    Live,
    Closed,
    Retired,
    Draft,
    Stale,
    Orphan,
}

const CONDITIONS: [(&str, Condition); 6] = [
    ("live", Condition::Live),
    ("closed", Condition::Closed),
    ("retired", Condition::Retired),
    ("draft", Condition::Draft),
    ("stale", Condition::Stale),
    ("orphan", Condition::Orphan),
];

/// A selector that means nothing here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{says} `{written}`")]
pub struct UnknownSelector {
    says: &'static str,
    written: String,
    /// What to do, as one sentence.
    pub help: String,
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Selector {
    /// Reads an id, a glob of ids (`RSK-*`), a kind, a path or a glob of paths, `owner:ID`, `status:WORD`, `clause:9.2`,
    /// or `is:` with `live`, `closed`, `retired`, `draft`, `stale` or `orphan`.
    ///
    /// # Errors
    /// A text that names nothing in this system, with the nearest that does.
    pub fn parse(written: &str, system: &System) -> Result<Self, UnknownSelector> {
        let test = match written.split_once(':') {
            Some(("owner", owner)) => Test::Owner(known_owner(owner, system)?),
            Some(("status", status)) => Test::Status(known_status(status, system)?),
            Some(("clause", clause)) => Test::Clause(Arc::new(with_clause(clause, system)?)),
            Some(("is", word)) => Test::Is(condition(word)?),
            _ => plain(written, system)?,
        };
        Ok(Self { written: written.to_owned(), test })
    }

    /// Whether a record is meant.
    pub fn matches(&self, system: &System, id: RecordId) -> bool {
        let record = system.record(id);
        match &self.test {
            Test::Id(wanted) => record.id() == wanted,
            Test::IdGlob(glob) => glob.is_match(record.id()),
            Test::Kind(kind) => record.is(kind),
            Test::Owner(owner) => record.get(crate::record::field::OWNER) == Some(owner),
            Test::Status(status) => record.status() == status,
            Test::Clause(records) => records.contains(&id),
            Test::Is(condition) => holds(*condition, system, id, record),
            Test::Path(_) | Test::PathGlob(_) => self.matches_path(record.path()),
        }
    }

    /// Whether a path is meant; only selectors that are paths mean any.
    pub fn matches_path(&self, path: &str) -> bool {
        match &self.test {
            Test::Path(wanted) => {
                path == wanted || path.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with('/'))
            }
            Test::PathGlob(glob) => glob.is_match(path),
            _ => false,
        }
    }
}

impl UnknownSelector {
    fn new(says: &'static str, written: &str, help: String) -> Self {
        Self { says, written: text::brief(written, 60), help }
    }
}

/// An owner that is a record or that some record names; an owner that nobody is would let all of `check` look clean.
fn known_owner(owner: &str, system: &System) -> Result<String, UnknownSelector> {
    let owners = || system.records().filter_map(|(_, record)| record.get(crate::record::field::OWNER));
    if system.find(owner).is_some() || owners().any(|known| known == owner) {
        return Ok(owner.to_owned());
    }
    let near = text::nearest(owner, system.ids());
    let help = near
        .map_or("give the id of a role or person, as `isms list role` shows it".to_owned(), |near| {
            format!("did you mean `owner:{near}`?")
        });
    Err(UnknownSelector::new("no record and no owner is called", owner, help))
}

/// A status that records of some kind can have, or that some record has.
fn known_status(status: &str, system: &System) -> Result<String, UnknownSelector> {
    let words: BTreeSet<&str> =
        system.schema.kinds().flat_map(|(_, kind)| &kind.statuses).map(String::as_str).collect();
    if words.contains(status) || system.records().any(|(_, record)| record.status() == status) {
        return Ok(status.to_owned());
    }
    let help = text::nearest(status, words)
        .map_or("`isms explain KIND` tells which states records of a kind can have".to_owned(), |near| {
            format!("did you mean `status:{near}`?")
        });
    Err(UnknownSelector::new("no kind of record has the status", status, help))
}

fn condition(word: &str) -> Result<Condition, UnknownSelector> {
    let words = || CONDITIONS.iter().map(|(word, _)| *word);
    CONDITIONS.iter().find(|(known, _)| *known == word).map(|(_, condition)| *condition).ok_or_else(|| {
        let help = match text::nearest(word, words()) {
            Some(near) => format!("did you mean `is:{near}`?"),
            None => format!("after `is:` comes {}", text::list(&words().collect::<Vec<_>>(), "or", 10)),
        };
        UnknownSelector::new("there is no condition", word, help)
    })
}

fn plain(written: &str, system: &System) -> Result<Test, UnknownSelector> {
    let path = written.trim_start_matches("./").trim_end_matches('/');
    if written.contains(['*', '?', '[']) {
        // A set of one, since a lone glob panics where it is too large.
        let glob = Glob::new(path).and_then(|glob| GlobSetBuilder::new().add(glob).build());
        if let Ok(glob) = glob {
            return Ok(if written.contains('/') { Test::PathGlob(glob) } else { Test::IdGlob(glob) });
        }
    }
    if system.find(written).is_some() {
        return Ok(Test::Id(written.to_owned()));
    }
    if let Some((_, kind)) = system.schema.named(written) {
        return Ok(Test::Kind(kind.name.clone()));
    }
    let under = |record: &Record| record.path() == path || record.path().starts_with(&format!("{path}/"));
    if system.records().any(|(_, record)| under(record)) || system.has_path(path) {
        return Ok(Test::Path(path.to_owned()));
    }
    let singular = written.strip_suffix('s').filter(|kind| system.schema.named(kind).is_some());
    let near = singular
        .or_else(|| text::nearest(written, system.ids()))
        .or_else(|| text::nearest(written, system.schema.names()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "give an id, a kind, a path, `RSK-*`, `owner:ID`, `status:WORD`, `clause:9.2` or `is:stale`"
            .to_owned(),
    };
    Err(UnknownSelector::new("no record, kind or path is called", written, help))
}

/// The records that have to do with a clause or control, or with one below it: those that show it, whether they count
/// today or not, those that name it in any field, and the control's own record.
fn with_clause(clause: &str, system: &System) -> Result<BTreeSet<RecordId>, UnknownSelector> {
    let standards = &system.standards;
    let within: BTreeSet<&str> = standards.ids().filter(|id| standards.is_within(id, clause)).collect();
    if within.is_empty() {
        let help = match text::nearest(clause, standards.ids()) {
            Some(near) => format!("did you mean `clause:{near}`?"),
            None => format!("write a clause or control of {}", text::list(&standards.titles(), "or", 4)),
        };
        return Err(UnknownSelector::new("no standard in use has a clause or control", clause, help));
    }
    let shown = within.iter().flat_map(|id| system.evidence_for(id)).map(|showing| showing.record);
    let own = within.iter().filter_map(|id| system.find(id));
    let naming = system.links().all().iter().filter(|reference| {
        let record = system.record(reference.from);
        reference.status == Status::Clause && within.contains(reference.node(record).text().trim())
    });
    // A kind may name a whole theme, such as A.7, that is no item of its own.
    let of_theme = |record: &Record| {
        let mut themes = record.kind().clauses.iter().filter(|named| standards.get(named).is_none());
        themes.any(|theme| standards.is_within(theme, clause))
    };
    let of_kind = system.records().filter(|(_, record)| of_theme(record)).map(|(id, _)| id);
    Ok(shown.chain(own).chain(naming.map(|reference| reference.from)).chain(of_kind).collect())
}

fn holds(condition: Condition, system: &System, id: RecordId, record: &Record) -> bool {
    let is = |state| record.is_in(state, system.as_of);
    match condition {
        Condition::Live => system.is_live(record),
        Condition::Closed => is(State::Closed),
        Condition::Retired => is(State::Retired),
        Condition::Draft => is(State::Draft),
        Condition::Stale => system.is_stale(id),
        Condition::Orphan => !system.graph().is_tied(id),
    }
}
