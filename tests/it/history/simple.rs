//! A random history and its timelines, worked out slowly and simply: whole snapshots, sets of ancestors, and a replay from
//! the beginning for each commit. Shares nothing with the program but the meaning of words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What one record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) title: String,
    pub(crate) owner: Option<String>,
    pub(crate) tags: BTreeSet<String>,
    /// Held on, and who attended.
    pub(crate) sessions: BTreeMap<String, BTreeSet<String>>,
}

/// A file: its records in order, or a text that is no YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum File {
    Records(Vec<(String, Said)>),
    Broken,
}

pub(crate) type Tree = BTreeMap<String, File>;

/// A commit of the model.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) parents: Vec<usize>,
    pub(crate) tree: Tree,
}

/// A path and what it says, as the program writes paths.
pub(crate) type Entries = BTreeSet<(String, String)>;

/// One expected change: where it was and is, and what came and went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) commit: usize,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    pub(crate) gone: Entries,
    pub(crate) come: Entries,
}

/// Each place of a record by path, with what it says there. The first one counts.
type Places = BTreeMap<String, Entries>;

pub(crate) fn entries(said: &Said) -> Entries {
    let mut out = Entries::new();
    let mut add = |path: String, value: &str| out.insert((path, value.to_owned()));
    add("kind".to_owned(), "training");
    add("status".to_owned(), "active");
    add("title".to_owned(), &said.title);
    if let Some(owner) = &said.owner {
        add("owner".to_owned(), owner);
    }
    said.tags.iter().for_each(|tag| {
        add("tags[]".to_owned(), tag);
    });
    for (day, people) in &said.sessions {
        add(format!("sessions[{day}].held_on"), day);
        people.iter().for_each(|person| {
            add(format!("sessions[{day}].attendees[]"), person);
        });
    }
    out
}

/// The text of a file: a register where its name says so, else documents parted by `---`. `style` is layout that means
/// nothing.
pub(crate) fn text(path: &str, file: &File, style: bool) -> String {
    let File::Records(records) = file else {
        return "a: [\nb: }\n".to_owned();
    };
    let mut out = String::new();
    let register = path.contains("register");
    if register {
        out.push_str("kind: training\nrecords:\n");
    }
    for (index, (id, said)) in records.iter().enumerate() {
        let lines = lines(id, said, style, register);
        if !register && index > 0 {
            out.push_str("---\n");
        }
        for (at, line) in lines.iter().enumerate() {
            let lead = match (register, at) {
                (false, _) => "",
                (true, 0) => "  - ",
                (true, _) => "    ",
            };
            let _ = writeln!(out, "{lead}{line}");
        }
    }
    out
}

fn lines(id: &str, said: &Said, style: bool, register: bool) -> Vec<String> {
    let mut lines = vec![format!("title: {}", said.title)];
    if let Some(owner) = &said.owner {
        lines.push(format!("owner: {owner}"));
    }
    if !register {
        lines.push("kind: training".to_owned());
    }
    let mut tags: Vec<&str> = said.tags.iter().map(String::as_str).collect();
    if style {
        tags.reverse();
        lines.push("# layout only".to_owned());
    }
    if !tags.is_empty() {
        lines.push(format!("tags: [{}]", tags.join(", ")));
    }
    if !said.sessions.is_empty() {
        lines.push("sessions:".to_owned());
    }
    for (day, people) in &said.sessions {
        let people: Vec<&str> = people.iter().map(String::as_str).collect();
        lines.push(format!("  - held_on: {day}"));
        if !people.is_empty() {
            lines.push(format!("    attendees: [{}]", people.join(", ")));
        }
    }
    let id = format!("id: {id}");
    lines.insert(if style { lines.len() } else { 0 }, id);
    lines
}

/// The expected timelines of all records; `order` lists the commits as the history does.
pub(crate) fn timelines(nodes: &[Node], order: &[usize]) -> BTreeMap<String, Vec<Expected>> {
    let ancestors = ancestors(nodes, order);
    let mut states: BTreeMap<usize, BTreeMap<String, Places>> = BTreeMap::new();
    let mut all: Vec<(String, Expected)> = Vec::new();
    for &commit in order {
        let now = states_of(nodes, commit, &states);
        let ids: BTreeSet<String> = all.iter().map(|(id, _)| id).chain(now.keys()).cloned().collect();
        for id in ids {
            let reach =
                |event: &&(String, Expected)| event.0 == id && ancestors[&commit].contains(&event.1.commit);
            let before = replay(all.iter().filter(reach).map(|(_, event)| event));
            all.extend(step(commit, before.as_ref(), now.get(&id)).map(|event| (id.clone(), event)));
        }
        states.insert(commit, now);
    }
    let mut out: BTreeMap<String, Vec<Expected>> = BTreeMap::new();
    for (id, event) in all {
        out.entry(id).or_default().push(event);
    }
    out
}

fn ancestors(nodes: &[Node], order: &[usize]) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut out: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for &commit in order {
        let mut own = BTreeSet::from([commit]);
        for parent in &nodes[commit].parents {
            own.extend(&out[parent]);
        }
        out.insert(commit, own);
    }
    out
}

/// Every record of a commit: the first by path. What stood in a file that is broken now stays as it was, as the first
/// parent that had it there says.
fn states_of(
    nodes: &[Node],
    commit: usize,
    states: &BTreeMap<usize, BTreeMap<String, Places>>,
) -> BTreeMap<String, Places> {
    let node = &nodes[commit];
    let mut out: BTreeMap<String, Places> = BTreeMap::new();
    for (path, file) in &node.tree {
        match file {
            File::Records(records) => {
                for (id, said) in records {
                    out.entry(id.clone()).or_default().insert(path.clone(), entries(said));
                }
            }
            File::Broken => {
                let first = node.parents.first().filter(|first| nodes[**first].tree.get(path) == Some(file));
                let from = first.map_or(node.parents.as_slice(), |_| &node.parents[..1]);
                for (id, places) in from.iter().flat_map(|parent| &states[parent]) {
                    if let Some(says) = places.get(path) {
                        out.entry(id.clone()).or_default().entry(path.clone()).or_insert(says.clone());
                    }
                }
            }
        }
    }
    out
}

/// What comes out when changes are made one after the other.
pub(crate) fn replay<'e>(events: impl Iterator<Item = &'e Expected>) -> Option<(String, Entries)> {
    let mut now: Option<(String, Entries)> = None;
    for event in events {
        let Some(to) = &event.to else {
            now = None;
            continue;
        };
        let (path, says) = now.get_or_insert_with(|| (to.clone(), Entries::new()));
        if event.from.as_ref() != Some(to) {
            path.clone_from(to);
        }
        for entry in &event.gone {
            // Of a single value, whatever stands there goes.
            says.retain(|known| known != entry && (known.0 != entry.0 || entry.0.ends_with("[]")));
        }
        for entry in &event.come {
            says.retain(|known| known.0 != entry.0 || entry.0.ends_with("[]"));
            says.insert(entry.clone());
        }
    }
    now
}

fn step(commit: usize, before: Option<&(String, Entries)>, now: Option<&Places>) -> Option<Expected> {
    let after = now.and_then(|places| places.iter().next());
    let after = after.map(|(path, says)| (path.clone(), says.clone()));
    if before == after.as_ref() {
        return None;
    }
    let none = Entries::new();
    let old = before.map_or(&none, |(_, says)| says);
    let new = after.as_ref().map_or(&none, |(_, says)| says);
    Some(Expected {
        commit,
        from: before.map(|(path, _)| path.clone()),
        to: after.as_ref().map(|(path, _)| path.clone()),
        gone: old.difference(new).cloned().collect(),
        come: new.difference(old).cloned().collect(),
    })
}
