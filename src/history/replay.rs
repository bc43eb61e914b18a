//! From what each commit changed in files to what happened to each record.
//!
//! Every commit is compared with its first parent. Of a merge that is enough: a record that this comparison does not name is
//! as the first parent had it. The lines of development that a merge joins are told apart by record: each record has a
//! graph of events of its own. Where only one line changed a record, the merge adds nothing. Where several did, what
//! comes out when all their changes are made in the order of the history is compared with what the merge has; a
//! difference is a change that the merge made. So the changes of a record, made one after the other, always lead to
//! what the newest commit has.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::commit::Commit;
use super::contents::Content;
use super::intern::Interner;
use super::state::State;
use super::versions::{Draft, Versions};

/// A file that a commit changed: its path, and what it held before and after, as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Touched {
    pub(super) path: u32,
    pub(super) before: Option<u32>,
    pub(super) after: Option<u32>,
}

/// A record at a place: which version, in which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Seen {
    pub(super) path: u32,
    pub(super) version: u32,
    /// The file is there, and the record in it cannot be read: the version is the last that could be.
    pub(super) unread: bool,
}

/// Something that happened to a record, or a point where lines that both changed it meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Event {
    pub(super) record: u32,
    pub(super) commit: u32,
    pub(super) before: Option<Seen>,
    pub(super) after: Option<Seen>,
    /// Whether it is part of the record's timeline.
    pub(super) shown: bool,
    /// Whether it may have happened earlier, in a part of the history that is not here.
    pub(super) unsure: bool,
    /// All places of the record after it, as a number of a list.
    #[serde(skip)]
    set: u32,
    /// The events that it rests on.
    #[serde(skip)]
    rests_on: Box<[u32]>,
}

/// What came out.
#[derive(Debug, Default)]
pub(super) struct Replayed {
    /// In the order of the commits. The first one is a dummy.
    pub(super) events: Vec<Event>,
    /// For each record its last event; 0 where there is none.
    pub(super) last: Vec<u32>,
}

/// Works through the commits.
pub(super) struct Replay<'a> {
    versions: &'a mut Versions,
    contents: &'a [Content],
    paths: &'a Interner,
    events: Vec<Event>,
    sets: Sets,
    /// Records that some commit could not read, by the path they lie at.
    unread_at: HashMap<u32, BTreeSet<u32>>,
    /// Whether the commit at hand has parents that are not here.
    cut: bool,
    /// Records of files of which the commit at hand had something before that is not here.
    unsure: BTreeSet<u32>,
}

impl<'a> Replay<'a> {
    pub(super) fn new(versions: &'a mut Versions, contents: &'a [Content], paths: &'a Interner) -> Self {
        let nothing = Event {
            record: u32::MAX,
            commit: 0,
            before: None,
            after: None,
            shown: false,
            unsure: false,
            set: 0,
            rests_on: Box::default(),
        };
        Self {
            versions,
            contents,
            paths,
            events: vec![nothing],
            sets: Sets::default(),
            unread_at: HashMap::new(),
            cut: false,
            unsure: BTreeSet::new(),
        }
    }

    /// Works through all commits in order.
    pub(super) fn run<'t>(
        mut self,
        commits: &[Commit],
        touched: impl Fn(usize) -> &'t [Touched],
    ) -> Replayed {
        let records = self.versions.ids.len();
        let mut waiting = vec![0_u32; commits.len()];
        for parent in commits.iter().flat_map(|commit| &commit.parents) {
            waiting[parent.0 as usize] += 1;
        }
        let mut states: HashMap<u32, State> = HashMap::new();
        let mut newest = State::new(records);
        for (index, commit) in commits.iter().enumerate() {
            let mut lines: Vec<State> = Vec::with_capacity(commit.parents.len().max(1));
            for parent in &commit.parents {
                let left = &mut waiting[parent.0 as usize];
                *left -= 1;
                let state =
                    if *left == 0 { states.remove(&parent.0) } else { states.get(&parent.0).cloned() };
                lines.push(state.unwrap_or_else(|| State::new(records)));
            }
            if lines.is_empty() {
                lines.push(State::new(records));
            }
            self.cut = commit.boundary;
            let state = self.commit(index as u32, lines, touched(index));
            // All others have children, since the last one rests on all of them.
            if index + 1 == commits.len() {
                newest = state;
            } else {
                states.insert(index as u32, state);
            }
        }
        let last = (0..records).map(|record| newest.get(record as u32)).collect();
        Replayed { events: self.events, last }
    }

    fn commit(&mut self, commit: u32, mut lines: Vec<State>, touched: &[Touched]) -> State {
        self.unsure.clear();
        let changed = self.changed(&lines, touched);
        let mut records: Vec<u32> = changed.keys().copied().collect();
        for other in &lines[1..] {
            lines[0].differences(other, &mut records);
        }
        records.sort_unstable();
        records.dedup();
        // Numbers depend on what was read first, ids do not.
        records.sort_by(|a, b| self.versions.ids.get(*a).cmp(self.versions.ids.get(*b)));
        let results: Vec<(u32, u32)> = records
            .into_iter()
            .map(|record| {
                let heads: Vec<u32> = lines.iter().map(|line| line.get(record)).collect();
                let set = match changed.get(&record) {
                    Some(places) => self.sets.add(places),
                    None => self.events[heads[0] as usize].set,
                };
                (record, self.record(commit, record, heads, set))
            })
            .collect();
        let mut state = lines.swap_remove(0);
        results.into_iter().for_each(|(record, event)| state.set(record, event));
        state
    }

    /// The places of each record that changed files hold or held.
    fn changed(&mut self, lines: &[State], touched: &[Touched]) -> BTreeMap<u32, Vec<Seen>> {
        let mut changed: BTreeMap<u32, Vec<Seen>> = BTreeMap::new();
        for file in touched {
            for (record, now) in self.file(lines, file) {
                let places = changed.entry(record).or_insert_with(|| self.places(&lines[0], record).to_vec());
                places.retain(|place| place.path != file.path);
                places.extend(now);
            }
        }
        for places in changed.values_mut() {
            places.sort_by(|a, b| self.paths.get(a.path).cmp(self.paths.get(b.path)));
        }
        changed
    }

    /// Where a line of development has a record.
    fn places(&self, line: &State, record: u32) -> &[Seen] {
        self.sets.get(self.events[line.get(record) as usize].set)
    }

    /// The records of one changed file, and each one's place in it afterwards.
    fn file(&mut self, lines: &[State], file: &Touched) -> BTreeMap<u32, Option<Seen>> {
        let nothing = Content::default();
        let content = |blob: Option<u32>| blob.map_or(&nothing, |blob| &self.contents[blob as usize]);
        let (old, new) = (content(file.before), content(file.after));
        let record_of = |version: &u32| self.versions.get(*version).record;
        let (was, is) = different(&old.records, &new.records);
        let mut out: BTreeMap<u32, Option<Seen>> = BTreeMap::new();
        let unread = self.unread_at.get(&file.path);
        for record in was.iter().map(record_of).chain(unread.into_iter().flatten().copied()) {
            out.insert(record, None);
        }
        for &version in is {
            let place = Seen { path: file.path, version, unread: false };
            out.insert(record_of(&version), Some(place));
        }
        if let Some(unread) = unread {
            // What could be read all along was left out above.
            let readable = new.records.iter().map(|version| (record_of(version), *version));
            for (record, version) in readable.filter(|(record, _)| unread.contains(record)) {
                out.insert(record, Some(Seen { path: file.path, version, unread: false }));
            }
        }
        if old.gone {
            self.unsure.extend(out.keys());
        }
        if new.damaged || !new.unread.is_empty() {
            for other in &lines[1..] {
                let mut records = Vec::new();
                lines[0].differences(other, &mut records);
                records
                    .retain(|record| self.places(other, *record).iter().any(|place| place.path == file.path));
                records.into_iter().for_each(|record| {
                    out.entry(record).or_default();
                });
            }
            self.carry(lines, file.path, new, &mut out);
        }
        out
    }

    /// Of records that a file had and that cannot be read in it now, what they said last stays.
    fn carry(&mut self, lines: &[State], path: u32, new: &Content, out: &mut BTreeMap<u32, Option<Seen>>) {
        let hidden: Vec<u32> =
            out.iter().filter(|(_, now)| now.is_none()).map(|(record, _)| *record).collect();
        for record in hidden.into_iter().filter(|record| new.damaged || new.unread.contains(record)) {
            let places = lines.iter().flat_map(|line| self.places(line, record));
            let last = places.copied().find(|place| place.path == path);
            if let Some(last) = last {
                out.insert(record, Some(Seen { unread: true, ..last }));
                self.unread_at.entry(path).or_default().insert(record);
            }
        }
    }

    /// What a commit made of a record that its parents left at `heads` and that is now at the places of `set`; gives the
    /// event that holds now.
    fn record(&mut self, commit: u32, record: u32, heads: Vec<u32>, set: u32) -> u32 {
        let heads = self.newest(heads);
        let after = self.sets.get(set).first().copied();
        match heads.as_slice() {
            [] if set == 0 => 0,
            [only] if self.events[*only as usize].set == set => *only,
            _ => {
                let unsure = self.cut || self.unsure.contains(&record);
                let (before, unsure) = match heads.as_slice() {
                    [] => (None, unsure),
                    [only] => (self.sets.get(self.events[*only as usize].set).first().copied(), unsure),
                    _ => self.together(record, &heads),
                };
                let rests_on = heads.into();
                let mut event = Event { record, commit, before, after, shown: false, unsure, set, rests_on };
                event.shown = event.is_told();
                self.events.push(event);
                (self.events.len() - 1) as u32
            }
        }
    }

    /// The events that no other of them rests on.
    fn newest(&self, mut heads: Vec<u32>) -> Vec<u32> {
        heads.retain(|head| *head != 0);
        heads.sort_unstable();
        heads.dedup();
        if heads.len() < 2 {
            return heads;
        }
        let older = |head: &u32| heads.iter().any(|other| other > head && self.rests_on(*other, *head));
        heads.iter().copied().filter(|head| !older(head)).collect()
    }

    /// Whether an event rests on an earlier one. What an event rests on has a smaller number.
    fn rests_on(&self, event: u32, earlier: u32) -> bool {
        let mut todo = vec![event];
        while let Some(at) = todo.pop() {
            if at == earlier {
                return true;
            }
            todo.extend(self.events[at as usize].rests_on.iter().copied().filter(|at| *at >= earlier));
        }
        false
    }

    /// The record after all changes on the lines that end in `heads`, made in the order of the history; and whether some
    /// of them may have been made earlier.
    fn together(&mut self, record: u32, heads: &[u32]) -> (Option<Seen>, bool) {
        let mut all = BTreeSet::new();
        let mut todo = heads.to_vec();
        while let Some(at) = todo.pop() {
            if all.insert(at) {
                todo.extend(&self.events[at as usize].rests_on);
            }
        }
        let unsure = all.iter().any(|at| self.events[*at as usize].unsure);
        let mut now: Option<(Draft, u32)> = None;
        for event in all.into_iter().map(|at| &self.events[at as usize]).filter(|event| event.is_change()) {
            let Some(after) = event.after else {
                now = None;
                continue;
            };
            let moved = event.before.is_none_or(|before| before.path != after.path);
            let (draft, path) = now.get_or_insert_with(|| (Draft::default(), after.path));
            draft.apply(self.versions, event.before.map(|before| before.version), after.version);
            if moved {
                *path = after.path;
            }
        }
        let seen = now.map(|(draft, path)| {
            let version = self.versions.insert(draft.finish(record));
            Seen { path, version, unread: false }
        });
        (seen, unsure)
    }
}

impl Event {
    /// Whether the record says something else, lies elsewhere, or came or went.
    fn is_change(&self) -> bool {
        let what = |seen: Option<Seen>| seen.map(|seen| (seen.path, seen.version));
        what(self.before) != what(self.after)
    }

    /// Whether there is anything to tell: a change, or that the record can no longer be read.
    fn is_told(&self) -> bool {
        let unread = |seen: Option<Seen>| seen.is_some_and(|seen| seen.unread);
        self.is_change() || (unread(self.after) && !unread(self.before))
    }
}

/// Two lists without what they have in common at their beginning and end.
fn different<'l>(one: &'l [u32], other: &'l [u32]) -> (&'l [u32], &'l [u32]) {
    let same = |(a, b): &(&u32, &u32)| a == b;
    let start = one.iter().zip(other).take_while(same).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    (&one[..one.len() - end], &other[..other.len() - end])
}

/// Lists of the places of a record, each kept once. Nearly all have one place.
#[derive(Debug)]
struct Sets {
    all: Vec<Box<[Seen]>>,
    index: HashMap<Box<[Seen]>, u32>,
}

impl Default for Sets {
    fn default() -> Self {
        Self { all: vec![Box::default()], index: HashMap::from([(Box::default(), 0)]) }
    }
}

impl Sets {
    fn add(&mut self, places: &[Seen]) -> u32 {
        if let Some(&number) = self.index.get(places) {
            return number;
        }
        let number = self.all.len() as u32;
        self.all.push(places.into());
        self.index.insert(places.into(), number);
        number
    }

    fn get(&self, number: u32) -> &[Seen] {
        &self.all[number as usize]
    }
}
