//! Every rule fires on a fault planted by hand into the clean example, and what is planted sets off nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use isms::base::Date;
use isms::check::{Loaded, Request};
use isms::config::Profile;
use isms::finding::Finding;
use isms::rules;
use isms::system::Snapshot;

use crate::env::{TODAY, World, project, walk};

/// One fault, as `tests/planted/README.md` explains.
struct Fault {
    rule: String,
    file: String,
    contains: String,
    also: BTreeSet<String>,
    as_of: Date,
    edits: Vec<toml::Table>,
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
            edits: list("edit").iter().map(|edit| edit.as_table().unwrap().clone()).collect(),
        }
    }

    fn plant(&self, world: &World) {
        assert!(!self.edits.is_empty(), "{}: nothing is planted", self.rule);
        for edit in &self.edits {
            let text = |key: &str| edit.get(key).and_then(toml::Value::as_str);
            let path = world.path().join(text("file").unwrap());
            match (text("old"), text("new")) {
                (Some(old), Some(new)) => {
                    let before = std::fs::read_to_string(&path)
                        .unwrap_or_else(|_| panic!("{}: no {}", self.rule, path.display()));
                    let times = before.matches(old).count();
                    assert_eq!(times, 1, "{}: `{old}` stands {times} times in {}", self.rule, path.display());
                    std::fs::write(&path, before.replace(old, new)).unwrap();
                }
                (None, Some(new)) => {
                    world.write(text("file").unwrap(), new);
                }
                (_, None) => std::fs::remove_file(&path).unwrap(),
            }
        }
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

fn faults() -> Vec<Fault> {
    let files = walk(&project("tests/planted"));
    let files = files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "toml"));
    let read = |file: &std::path::PathBuf| {
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
    let faults = faults();
    let halves = faults.chunks(faults.len().div_ceil(2).max(1));
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let judge = |half: &[Fault]| {
            let judged = half.iter().filter_map(|fault| {
                let world = World::empty();
                world.copy(&project("examples/aehrenfeld"));
                fault.plant(&world);
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
