//! Every rule fires on a fault planted by hand into the clean example, and what is planted sets off nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use isms::base::Date;
use isms::check::{Loaded, Request};
use isms::config::Profile;
use isms::finding::{Family, Finding};
use isms::rules;
use isms::system::Snapshot;
use rayon::prelude::*;

use crate::env::{TODAY, World, project, walk};
use crate::history::git;
use crate::history::written::commit_all;
use crate::stream;

/// One fault, as `tests/planted/README.md` explains.
struct Fault {
    rule: String,
    file: String,
    contains: String,
    also: BTreeSet<String>,
    as_of: Date,
    edits: Vec<toml::Table>,
    /// How many commits of the history are there; `None` for all.
    depth: Option<i64>,
}

impl Fault {
    fn read(table: &toml::Table) -> Self {
        let text = |key: &str| table.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        let needed = |key: &str| text(key).unwrap_or_else(|| panic!("a fault has no `{key}`: {table:?}"));
        let list = |key: &str| table.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default();
        assert!(needed("story").len() > 20, "a fault tells no story: {table:?}");
        Self {
            rule: needed("rule"),
            file: needed("file"),
            contains: needed("contains"),
            also: list("also").iter().map(|rule| rule.as_str().unwrap().to_owned()).collect(),
            as_of: text("as_of").as_deref().unwrap_or(TODAY).parse().unwrap(),
            edits: list("edit").iter().flat_map(|edit| single(edit.as_table().unwrap())).collect(),
            depth: table.get("depth").and_then(toml::Value::as_integer),
        }
    }

    /// Whether it is about the history, and so planted into that of the example.
    fn is_about_history(&self) -> bool {
        rules::named(&self.rule).is_some_and(|rule| rule.family == Family::History)
    }

    /// Plants the fault into a clone of the example's history: edits with `commit` are committed on top of it.
    fn plant_commits(&self, base: &Path) -> World {
        let world = World::empty();
        let from = format!("file://{}", base.display());
        let depth = self.depth.map(|depth| format!("--depth={depth}"));
        let arguments: Vec<&str> = ["clone", "--quiet"].into_iter().chain(depth.as_deref()).collect();
        git(world.path(), &[&arguments[..], &[&from, "."]].concat());
        let mut edits = self.edits.iter().peekable();
        while let Some(edit) = edits.next() {
            let text = |key: &str| edit.get(key).and_then(toml::Value::as_str);
            let path = world.path().join(text("file").unwrap());
            let new = text("new").unwrap();
            let after = match text("old") {
                Some(old) => self.replaced(&path, std::fs::read(&path).ok(), old, new),
                None => new.as_bytes().to_vec(),
            };
            world.write(text("file").unwrap(), after);
            let commit = text("commit");
            let next = edits.peek().and_then(|next| next.get("commit")?.as_str());
            if let Some(commit) = commit.filter(|commit| next != Some(commit)) {
                commit_all(world.path(), commit);
            }
        }
        world
    }

    /// Plants the fault; what it gives takes it out again when dropped.
    fn plant(&self, world: &World) -> Planted {
        assert!(!self.edits.is_empty(), "{}: nothing is planted", self.rule);
        let mut planted = Planted(Vec::new());
        for edit in &self.edits {
            let text = |key: &str| edit.get(key).and_then(toml::Value::as_str);
            let path = world.path().join(text("file").unwrap());
            let before = std::fs::read(&path).ok();
            planted.0.push((path.clone(), before.clone()));
            if let Some(target) = text("link") {
                std::os::unix::fs::symlink(target, &path).unwrap();
                continue;
            }
            let after = match (text("old"), text("new"), text("bytes")) {
                (Some(old), Some(new), None) => self.replaced(&path, before, old, new),
                (None, Some(new), None) => new.as_bytes().to_vec(),
                (None, None, Some(bytes)) => unhex(bytes),
                (None, None, None) => {
                    std::fs::remove_file(&path).unwrap();
                    continue;
                }
                _ => panic!("{}: an edit says too much: {edit:?}", self.rule),
            };
            world.write(text("file").unwrap(), after);
        }
        planted
    }

    fn replaced(&self, path: &Path, before: Option<Vec<u8>>, old: &str, new: &str) -> Vec<u8> {
        let before = before.unwrap_or_else(|| panic!("{}: no {}", self.rule, path.display()));
        let before = String::from_utf8(before).unwrap();
        let times = before.matches(old).count();
        assert_eq!(times, 1, "{}: `{old}` stands {times} times in {}", self.rule, path.display());
        before.replace(old, new).into_bytes()
    }

    /// What is wrong with what was found; nothing where it is just what was planted.
    fn judge(&self, findings: &[Finding]) -> Option<String> {
        let fits = |finding: &&Finding| {
            finding.rule == self.rule
                && finding.primary.source.path() == self.file
                && finding.message.contains(&self.contains)
        };
        let rules: BTreeSet<String> = findings.iter().map(|finding| finding.rule.to_string()).collect();
        let wanted: BTreeSet<String> =
            self.also.iter().cloned().chain(std::iter::once(self.rule.clone())).collect();
        if findings.iter().any(|finding| fits(&finding)) && rules == wanted {
            return None;
        }
        let say = |finding: &Finding| {
            format!("\n    {}: {}: {}", finding.primary.source.path(), finding.rule, finding.message)
        };
        Some(format!(
            "{} in {} with \"{}\", and also {:?}; found:{}",
            self.rule,
            self.file,
            self.contains,
            self.also,
            findings.iter().map(say).collect::<String>()
        ))
    }
}

/// What was there before, in the order it was changed.
struct Planted(Vec<(PathBuf, Option<Vec<u8>>)>);

impl Drop for Planted {
    fn drop(&mut self) {
        for (path, before) in self.0.iter().rev() {
            let _ = std::fs::remove_file(path);
            if let Some(bytes) = before {
                std::fs::write(path, bytes).unwrap();
            }
        }
    }
}

/// Bytes from hexadecimal digits, two each, with or without spaces.
fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> =
        text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_digit(16).unwrap()).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect()
}

/// An edit of several files as one of each.
fn single(edit: &toml::Table) -> Vec<toml::Table> {
    let Some(files) = edit.get("files").and_then(toml::Value::as_array) else { return vec![edit.clone()] };
    let of = |file: &toml::Value| {
        let mut one = edit.clone();
        one.insert("file".to_owned(), file.clone());
        one
    };
    files.iter().map(of).collect()
}

fn faults() -> Vec<Fault> {
    let files = walk(&project("tests/planted"));
    let files = files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "toml"));
    let read = |file: &PathBuf| {
        let table: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
        let faults = table["fault"].as_array().unwrap().clone();
        faults.into_iter().map(|fault| Fault::read(fault.as_table().unwrap())).collect::<Vec<_>>()
    };
    files.flat_map(read).collect()
}

fn find(folder: &Path, as_of: Date) -> Vec<Finding> {
    let loaded = Loaded::read(&Snapshot::discover(folder).unwrap(), as_of);
    let request = Request { profile: Some(Profile::Audit), ..Request::default() };
    loaded.check(&request, &[]).1.findings
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let faults: Vec<Fault> = faults().into_iter().filter(|fault| !fault.is_about_history()).collect();
    let halves = faults.chunks(faults.len().div_ceil(2).max(1));
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let judge = |half: &[Fault]| {
            // Copying the example takes longer than checking it, so that one copy serves all.
            let world = World::empty();
            world.copy(&project("examples/aehrenfeld"));
            let judged = half.iter().filter_map(|fault| {
                let _planted = fault.plant(&world);
                fault.judge(&find(world.path(), fault.as_of))
            });
            judged.collect::<Vec<_>>()
        };
        let running: Vec<_> = halves.map(|half| scope.spawn(move || judge(half))).collect();
        running.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_fault_planted_into_the_history_is_found_and_nothing_else() {
    let base = World::empty();
    stream::build(&project("examples/aehrenfeld"), &base.path().join("company")).unwrap();
    let base = base.path().join("company");
    assert!(find(&base, TODAY.parse().unwrap()).is_empty());
    let faults: Vec<Fault> = faults().into_iter().filter(Fault::is_about_history).collect();
    let judge = |fault: &Fault| fault.judge(&find(fault.plant_commits(&base).path(), fault.as_of));
    let wrong: Vec<String> = faults.par_iter().filter_map(judge).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_has_a_planted_fault() {
    let mut planted: BTreeMap<String, usize> = BTreeMap::new();
    faults().into_iter().for_each(|fault| *planted.entry(fault.rule).or_default() += 1);
    let bare: Vec<&str> =
        rules::all().map(|rule| rule.name).filter(|name| !planted.contains_key(*name)).collect();
    assert!(bare.is_empty(), "no fault is planted for {bare:?}");
    let unknown: Vec<&String> =
        planted.keys().filter(|name| !rules::all().any(|rule| rule.name == **name)).collect();
    assert!(unknown.is_empty(), "no such rules: {unknown:?}");
}
