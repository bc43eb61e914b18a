//! Random histories: the program's timelines are those of the simple way, and replaying them gives what is there now.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::sync::LazyLock;

use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Oid, Repository, Signature, Time};
use isms::base::Date;
use isms::config::Config;
use isms::history::{Change, Commit, Extent, History, Options, Timeline, What};
use isms::system::{Snapshot, System, load};
use proptest::prelude::*;

use super::simple::{self, Entries, Expected, File, Node, Said, Tree};
use crate::env::World;

const PATHS: [&str; 5] = ["a.yaml", "b/register.yaml", "b/c.yaml", "d/e/register.yml", "z.yaml"];
const IDS: [&str; 4] = ["TRN-1", "TRN-2", "TRN-3", "TRN-4"];

/// Seven numbers that say what a commit does.
type Step = [u8; 7];

fn said(seed: u8) -> Said {
    let two = |bits: u8, names: [&str; 2]| {
        let named = names.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
        named.map(|(_, name)| (*name).to_owned()).collect::<BTreeSet<_>>()
    };
    let mut sessions = BTreeMap::new();
    for (bit, day) in ["2026-01-01", "2026-02-02"].into_iter().enumerate() {
        if seed >> (bit + 4) & 1 == 1 {
            sessions.insert(day.to_owned(), two(seed >> 6, ["PER-a", "PER-b"]));
        }
    }
    Said {
        title: format!("T{}", seed % 3),
        owner: (seed.is_multiple_of(2)).then(|| "ROL-a".to_owned()),
        tags: two(seed >> 2, ["x", "y"]),
        sessions,
    }
}

fn pick<'a>(list: &[&'a str], number: u8) -> &'a str {
    list[usize::from(number) % list.len()]
}

fn records(tree: &mut Tree, path: &str) -> Option<Vec<(String, Said)>> {
    match tree.entry(path.to_owned()).or_insert_with(|| File::Records(Vec::new())) {
        File::Records(records) => Some(records.clone()),
        File::Broken => None,
    }
}

fn put(tree: &mut Tree, path: &str, records: Vec<(String, Said)>) {
    if records.is_empty() {
        tree.remove(path);
    } else {
        tree.insert(path.to_owned(), File::Records(records));
    }
}

/// Changes a tree: writes, moves or deletes a record, renames, breaks or takes back a file.
fn change(tree: &mut Tree, nodes: &[Node], [what, a, b, c, ..]: Step) {
    let (path, other, id) = (pick(&PATHS, a), pick(&PATHS, b), pick(&IDS, c));
    match what % 8 {
        0..=2 => {
            let Some(mut here) = records(tree, path) else { return };
            match here.iter_mut().find(|(known, _)| known == id) {
                Some(known) => known.1 = said(b),
                None => here.push((id.to_owned(), said(b))),
            }
            put(tree, path, here);
        }
        3 => {
            let (Some(mut here), Some(mut there)) = (records(tree, path), records(tree, other)) else {
                return;
            };
            if path != other && !here.is_empty() && there.iter().all(|(known, _)| *known != here[0].0) {
                there.push(here.remove(0));
                put(tree, other, there);
            }
            put(tree, path, here);
        }
        4 => {
            if let Some(file) = tree.remove(path) {
                tree.insert(other.to_owned(), file);
            }
        }
        5 => {
            let Some(mut here) = records(tree, path) else { return };
            here.retain(|(known, _)| known != id);
            put(tree, path, here);
        }
        6 if b.is_multiple_of(2) => {
            tree.insert(path.to_owned(), File::Broken);
        }
        _ => {
            // As the file was in some earlier commit.
            let Some(earlier) = nodes.get(usize::from(b) % nodes.len().max(1)) else { return };
            match earlier.tree.get(path) {
                Some(file) => tree.insert(path.to_owned(), file.clone()),
                None => tree.remove(path),
            };
        }
    }
    tree.retain(|_, file| *file != File::Records(Vec::new()));
}

/// The commits that the steps make; some branch off, some join what was apart.
fn nodes(steps: &[Step]) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    for &step in steps {
        let [_, a, _, _, how, d, e] = step;
        let last = nodes.len().checked_sub(1);
        let mut parents: Vec<usize> = last.into_iter().collect();
        let mut tree = last.map_or_else(Tree::new, |last| nodes[last].tree.clone());
        match (how % 6, last) {
            (0, Some(last)) => {
                let at = usize::from(d) % (last + 1);
                parents = vec![at];
                tree = nodes[at].tree.clone();
            }
            (1 | 2, Some(last)) => {
                let other = usize::from(d) % (last + 1);
                if other != last {
                    parents = if e.is_multiple_of(3) { vec![other, last] } else { vec![last, other] };
                }
                // Each file as one side has it.
                for (bit, path) in PATHS.iter().enumerate() {
                    if e >> (bit % 8) & 1 == 1 {
                        match nodes[other].tree.get(*path) {
                            Some(file) => tree.insert((*path).to_owned(), file.clone()),
                            None => tree.remove(*path),
                        };
                    }
                }
            }
            _ => {}
        }
        if how % 6 > 2 || a.is_multiple_of(3) || parents.len() == 1 {
            change(&mut tree, &nodes, step);
        }
        nodes.push(Node { parents, tree });
    }
    nodes
}

/// Writes the commits into a repository; layout that means nothing varies.
fn write(repository: &Repository, nodes: &[Node], steps: &[Step]) -> Vec<(Oid, i64)> {
    let mut out: Vec<(Oid, i64)> = Vec::new();
    // In memory first and then as one pack: a file for each object would take a hundred times as long.
    let objects = repository.odb().unwrap();
    let memory = objects.add_new_mempack_backend(1000).unwrap();
    for (index, node) in nodes.iter().enumerate() {
        let mut update = TreeUpdateBuilder::new();
        for (path, file) in &node.tree {
            let text = simple::text(path, file, steps[index][6] >> 7 == 1);
            update.upsert(path, repository.blob(text.as_bytes()).unwrap(), FileMode::Blob);
        }
        let empty = repository.treebuilder(None).unwrap().write().unwrap();
        let tree = update.create_updated(repository, &repository.find_tree(empty).unwrap()).unwrap();
        let tree = repository.find_tree(tree).unwrap();
        // Clocks are wrong at times: a child may seem older than its parent.
        let time = 1_700_000_000 + i64::from(steps[index][5]) * 3600;
        let who = Signature::new("A", "a@x.org", &Time::new(time, 60)).unwrap();
        let parents: Vec<_> =
            node.parents.iter().map(|at| repository.find_commit(out[*at].0).unwrap()).collect();
        let parents: Vec<_> = parents.iter().collect();
        let message = format!("commit {index}");
        out.push((repository.commit(None, &who, &who, &message, &tree, &parents).unwrap(), time));
    }
    let mut pack = git2::Buf::new();
    memory.dump(repository, &mut pack).unwrap();
    let mut writer = objects.packwriter().unwrap();
    writer.write_all(&pack).unwrap();
    writer.commit().unwrap();
    out
}

/// The order of a history, slowly: of the commits whose parents have been listed, the oldest.
fn order(nodes: &[Node], ids: &[(Oid, i64)]) -> Vec<usize> {
    let mut wanted = BTreeSet::from([nodes.len() - 1]);
    let mut todo = vec![nodes.len() - 1];
    while let Some(at) = todo.pop() {
        todo.extend(nodes[at].parents.iter().copied().filter(|parent| wanted.insert(*parent)));
    }
    let mut order: Vec<usize> = Vec::new();
    while !wanted.is_empty() {
        let ready =
            wanted.iter().filter(|at| nodes[**at].parents.iter().all(|parent| order.contains(parent)));
        let next = *ready.min_by_key(|at| (ids[**at].1, ids[**at].0)).unwrap();
        order.push(next);
        wanted.remove(&next);
    }
    order
}

/// The built-in kinds and settings; no records.
static SYSTEM: LazyLock<System> = LazyLock::new(|| {
    let world = World::new();
    let snapshot = Snapshot::discover(world.path()).unwrap();
    load(&snapshot, Config::default(), Date::new(2026, 12, 1).unwrap()).0
});

/// A change as the simple way writes it.
fn as_expected(change: Change<'_>, order: &[usize]) -> Expected {
    let (mut gone, mut come) = (Entries::new(), Entries::new());
    for field in change.fields() {
        gone.extend(field.before.map(|value| (field.path.clone(), value)));
        come.extend(field.after.map(|value| (field.path.clone(), value)));
    }
    Expected {
        commit: order[change.commit_id().0 as usize],
        from: change.path_before().map(str::to_owned),
        to: change.path().map(str::to_owned),
        gone,
        come,
    }
}

fn agree(steps: &[Step]) -> Result<(), TestCaseError> {
    let world = World::new();
    let repository = Repository::init(world.path()).unwrap();
    let nodes = nodes(steps);
    let ids = write(&repository, &nodes, steps);
    let order = order(&nodes, &ids);
    let head = ids.last().unwrap().0.to_string();
    let options = Options { revision: Some(head), ..Options::default() };
    let history = History::of(world.path(), &SYSTEM, &options);
    prop_assert_eq!(history.extent(), Extent::Full);
    let listed: Vec<String> = history.commits().iter().map(Commit::name).collect();
    let wanted: Vec<String> = order.iter().map(|at| ids[*at].0.to_string()).collect();
    prop_assert_eq!(listed, wanted);
    let expected = simple::timelines(&nodes, &order);
    let known: Vec<&str> = history.timelines().map(Timeline::id).collect();
    prop_assert_eq!(known, expected.keys().map(String::as_str).collect::<Vec<_>>());
    for timeline in history.timelines() {
        let readable = timeline.changes().filter(|change| change.what() != What::Unreadable);
        let found: Vec<Expected> = readable.map(|change| as_expected(change, &order)).collect();
        prop_assert_eq!(&found, &expected[timeline.id()], "{}\n{:#?}", timeline.id(), nodes);
        let now = simple::replay(found.iter());
        prop_assert_eq!(now.as_ref().map(|(path, _)| path.as_str()), timeline.path());
        if let Some((_, says)) = now {
            let entries = timeline.entries().into_iter();
            let entries: Entries = entries.map(|(path, value)| (path.to_owned(), value.to_owned())).collect();
            prop_assert_eq!(says, entries);
        }
        let sorts = timeline.changes().map(|change| (change.what(), change.path().is_some()));
        prop_assert!(sorts.into_iter().all(|(what, there)| (what == What::Deleted) != there));
    }
    Ok(())
}

/// Few by themselves; `PROPTEST_CASES` asks for more.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(96)
}

/// What comes out when the changes of a log are made one after the other, beginning with nothing.
fn replayed(timeline: Timeline<'_>) -> Entries {
    let mut says = Entries::new();
    for change in timeline.changes() {
        for field in change.fields() {
            says.retain(|(path, _)| *path != field.path || path.ends_with("[]"));
            field.before.map(|value| says.remove(&(field.path.clone(), value)));
            says.extend(field.after.map(|value| (field.path, value)));
        }
        // Where lines of history meet, one may have had fields that the other, which deleted the record, never saw.
        if change.what() == What::Deleted {
            says.clear();
        }
    }
    says
}

fn replays(steps: &[Step]) -> Result<(), TestCaseError> {
    let world = World::new();
    let repository = Repository::init(world.path()).unwrap();
    let head = write(&repository, &nodes(steps), steps).last().unwrap().0.to_string();
    let history = History::of(world.path(), &SYSTEM, &Options { revision: Some(head), ..Options::default() });
    for timeline in history.timelines() {
        let now = timeline.entries().into_iter().filter(|_| timeline.exists());
        let now: Entries = now.map(|(path, value)| (path.to_owned(), value.to_owned())).collect();
        prop_assert_eq!(replayed(timeline), now, "{}", timeline.id());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn timelines_are_those_of_the_simple_way(steps in proptest::collection::vec(any::<Step>(), 1..24)) {
        agree(&steps)?;
    }

    #[test]
    fn replaying_a_log_gives_the_present_record(steps in proptest::collection::vec(any::<Step>(), 1..24)) {
        replays(&steps)?;
    }
}
