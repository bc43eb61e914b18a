//! What rules of this family look at: the records, and the commits that recorded them.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::base::{Date, text};
use crate::history::{Change, Commit, CommitId, History, Identity, People, Timeline, What};
use crate::record::{Claim, Record};
use crate::system::{RecordId, System};

/// What the caller knows and neither records nor commits tell.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// What gets the rest of a history that was cut off, in one line.
    pub remedy: &'a str,
    /// Whether the day the system is looked at is today, and was not chosen.
    pub is_today: bool,
}

/// A management system and its history.
///
/// # What history can tell
/// Commits after the day the system is looked at have not happened yet. What rests on a commit at which a clone was cut
/// off is unknown. And history begins with the first commit that has a record: what records say of days before it was
/// moved in by somebody, at a time that says nothing. So that moving in may take more than one commit, what is done to
/// such a record until a grace period after the first commit counts as part of it.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// The records.
    pub system: &'a System,
    /// Their history.
    pub history: &'a History,
    /// What gets the rest of a history that was cut off, in one line.
    pub remedy: &'a str,
    is_today: bool,
    people: People,
    begins: Option<Date>,
    landings: OnceLock<Vec<Option<CommitId>>>,
    gone: OnceLock<HashMap<CommitId, Vec<Change<'a>>>>,
}

impl<'a> Evidence<'a> {
    /// Puts the two together.
    pub fn new(system: &'a System, history: &'a History, look: &Surroundings<'a>) -> Self {
        let created = history.timelines().filter_map(Timeline::created);
        let begins = created.map(|change| change.commit().day()).min();
        let people = People::of(system);
        let Surroundings { remedy, is_today } = *look;
        Self {
            system,
            history,
            remedy,
            is_today,
            people,
            begins,
            landings: OnceLock::new(),
            gone: OnceLock::new(),
        }
    }

    /// The life of a record.
    pub fn timeline(&self, record: &Record) -> Option<Timeline<'a>> {
        self.history.timeline(record.id())
    }

    /// Changes of a record up to the day the system is looked at, oldest first.
    pub fn changes(&self, timeline: Timeline<'a>) -> impl DoubleEndedIterator<Item = Change<'a>> {
        let as_of = self.system.as_of;
        timeline.changes().filter(move |change| change.commit().day() <= as_of)
    }

    /// The day of the first commit that has a record, or of the oldest one that is here.
    pub fn begins(&self) -> Option<Date> {
        self.begins
    }

    /// Whether a day lies before the history, so that no commit can say anything about it.
    pub fn is_out_of_reach(&self, day: Date) -> bool {
        self.begins.is_none_or(|begins| day < begins)
    }

    /// The day after which a change counts as later than something that a record dates to `day`: that day itself, and for
    /// what lies before the history the end of moving in.
    pub fn settled(&self, day: Date) -> Date {
        match self.begins {
            Some(begins) if day < begins => begins.plus(self.system.config.history.grace).unwrap_or(begins),
            _ => day,
        }
    }

    /// Whether the records are those of the day the system is looked at: it is today, or not before the newest commit. As
    /// of an earlier day the same records say much that was still to come.
    pub fn is_now(&self) -> bool {
        self.is_today || self.history.head().is_some_and(|head| head.day() <= self.system.as_of)
    }

    /// Whether a claim stood in a record of another id and the same kind that went when this one came.
    pub fn was_under_another_id(&self, recorded: Change<'a>, claim: &Claim) -> bool {
        if recorded.what() != What::Created {
            return false;
        }
        let gone = self.gone.get_or_init(|| gone(self.history));
        let day = claim.date.to_string();
        gone.get(&recorded.commit_id()).into_iter().flatten().any(|other| {
            other.kind() == recorded.kind() && other.has_value(&claim.path, |value| value.starts_with(&day)).0
        })
    }

    /// The first change that recorded a claim; `None` where none did yet.
    pub fn recorded(&self, timeline: Timeline<'a>, claim: &Claim) -> Option<Change<'a>> {
        let day = claim.date.to_string();
        let first = timeline.first_with(&claim.path, |value| value.starts_with(&day));
        first.filter(|change| change.commit().day() <= self.system.as_of)
    }

    /// The merge that brought a commit to the line of development that is looked at; `None` where it was made on it.
    pub fn landing(&self, commit: CommitId) -> Option<&'a Commit> {
        let landings = self.landings.get_or_init(|| landings(self.history));
        landings.get(commit.0 as usize).copied().flatten().map(|merge| self.history.commit(merge))
    }

    /// Everybody who took part in a commit, or in the merge that brought it here.
    pub fn participants(&self, commit: CommitId) -> Vec<&'a Identity> {
        let mut people = self.history.commit(commit).people();
        people.extend(self.landing(commit).into_iter().flat_map(Commit::people));
        people.retain(|person| !is_service(person));
        people
    }

    /// The person behind a name in git.
    pub fn person(&self, identity: &Identity) -> Option<RecordId> {
        self.people.person(identity)
    }

    /// Who wrote a commit, for messages: a person of the records with their id, or a name and an address.
    pub fn author(&self, commit: &Commit) -> String {
        self.who(&commit.author.0)
    }

    /// A name in git, for messages.
    pub fn who(&self, identity: &Identity) -> String {
        match self.person(identity) {
            Some(person) => {
                let record = self.system.record(person);
                format!("{} ({})", text::brief(record.title(), 60), text::brief(record.id(), 60))
            }
            None if identity.name.is_empty() => format!("<{}>", text::brief(&identity.email, 80)),
            None => format!("{} <{}>", text::brief(&identity.name, 60), text::brief(&identity.email, 80)),
        }
    }
}

/// Whether a name is a hosting service's own: it commits what others press a button for.
fn is_service(identity: &Identity) -> bool {
    identity.email.eq_ignore_ascii_case("noreply@github.com")
}

/// For each commit the merge by which it came to the line of first parents.
fn landings(history: &History) -> Vec<Option<CommitId>> {
    let count = history.commits().len();
    let mut line: Vec<usize> = Vec::new();
    let mut next = count.checked_sub(1);
    while let Some(at) = next {
        line.push(at);
        next = history.commits()[at].parents.first().map(|parent| parent.0 as usize);
    }
    let mut seen: HashSet<usize> = line.iter().copied().collect();
    let mut landings = vec![None; count];
    for &merge in line.iter().rev() {
        let mut todo: Vec<CommitId> = history.commits()[merge].parents.iter().skip(1).copied().collect();
        while let Some(commit) = todo.pop() {
            let at = commit.0 as usize;
            if seen.insert(at) {
                landings[at] = Some(CommitId(merge as u32));
                todo.extend(history.commits()[at].parents.iter().copied());
            }
        }
    }
    landings
}

/// What each commit deleted.
fn gone(history: &History) -> HashMap<CommitId, Vec<Change<'_>>> {
    let mut gone: HashMap<CommitId, Vec<Change<'_>>> = HashMap::new();
    for change in history.changes().filter(|change| change.what() == What::Deleted) {
        gone.entry(change.commit_id()).or_default().push(change);
    }
    gone
}
