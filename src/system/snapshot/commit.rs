//! The files of a commit, as they would lie in a work tree. The work tree is not looked at.
//!
//! `.gitignore` says nothing about a commit: what was committed counts. What links lead to is looked up in the commit, too.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::{Candidate, Lost, Place, Toml, has_extension, link_finding, unread};
use crate::finding::Finding;
use crate::finding::report::History;
use crate::system::git::{Commit, Content, Entry, Name, Objects, Revisions, Sort};

/// Links that are followed one after the other.
const LINKS: usize = 40;
/// Bytes of a link's target at most.
const TARGET: usize = 4096;
/// Folders inside each other at most.
const DEPTH: usize = 256;
/// Files and folders at most.
const FILES: usize = 2_000_000;
/// Places of one and the same folder at most: a few objects of git can claim to be more folders than any disk holds.
const PLACES: u32 = 2_000;

/// The files of a commit below the folder of its `isms.toml`.
#[derive(Debug)]
pub(super) struct Committed {
    pub(super) objects: Arc<Objects>,
    pub(super) commit: Commit,
    /// The folder of `isms.toml` from the top of the repository, with forward slashes; empty for the top.
    pub(super) folder: String,
    pub(super) history: History,
}

/// What a path leads to.
pub(super) struct Found {
    pub(super) sort: Sort,
    pub(super) object: Name,
    /// Its place from the top of the repository, without links.
    place: Vec<Box<str>>,
}

impl Committed {
    /// All files of a commit, from the top of the repository.
    pub(super) fn new(revisions: &Revisions, commit: &Commit) -> Self {
        Self {
            objects: Arc::clone(revisions.objects()),
            commit: commit.clone(),
            folder: String::new(),
            history: revisions.history(),
        }
    }

    /// The path of the only file with a name.
    pub(super) fn only(&self, name: &str) -> Option<String> {
        let mut found = Vec::new();
        let _ = self.walk(self.commit.tree, "", &mut |path, entry| {
            if *entry.name == *name && entry.sort == Sort::File {
                found.push(path);
            }
        });
        let only = found.pop()?;
        found.is_empty().then_some(only)
    }

    /// What a path leads to, through links. The path begins at the folder of `isms.toml`.
    pub(super) fn find(&self, path: &str) -> Result<Found, Lost> {
        if path.starts_with('/') {
            return Err(Lost::Outside);
        }
        let mut search = Search { objects: &self.objects, top: self.commit.tree, at: Vec::new(), links: 0 };
        search.run(self.folder.split('/').chain(path.split('/')).map(Box::from).collect())
    }

    /// All TOML files below a folder.
    pub(super) fn toml(&self, name: &str) -> Toml {
        let folder = match self.find(name) {
            Ok(found) if found.sort == Sort::Folder && !self.is_inside(&found) => {
                return Toml::Outside(Some(Box::new(link_finding(name.to_owned(), Lost::Outside))));
            }
            Ok(found) if found.sort == Sort::Folder => found,
            Err(Lost::Outside) => {
                return Toml::Outside(Some(Box::new(link_finding(name.to_owned(), Lost::Outside))));
            }
            _ => return Toml::NoFolder,
        };
        let mut files = Vec::new();
        let _ = self.walk(folder.object, name, &mut |path, entry| {
            let object = match entry.sort {
                Sort::Link => {
                    self.find(&path).ok().filter(|found| self.is_inside(found) && found.sort == Sort::File)
                }
                _ => None,
            };
            let object =
                object.map(|found| found.object).or((entry.sort == Sort::File).then_some(entry.object));
            if let Some(object) = object.filter(|_| has_extension(path.as_ref(), &["toml"])) {
                files.push(Candidate { path: path.into(), place: Place::Object(object) });
            }
        });
        files.sort_unstable();
        Toml::Files(files)
    }

    /// All files; findings about links that leave the repository and folders that are not here. Hidden files are left out.
    pub(super) fn candidates(&self) -> (Vec<Candidate>, Vec<Finding>) {
        let mut found = Vec::new();
        let mut findings = Vec::new();
        let root = match self.find("") {
            Ok(root) if root.sort == Sort::Folder => root.object,
            _ => return (found, vec![gone("")]),
        };
        let more = self.walk(root, "", &mut |path, entry| match entry.sort {
            Sort::File => found.push(Candidate { path: path.into(), place: Place::Object(entry.object) }),
            Sort::Link => match self.find(&path) {
                Ok(target) if self.is_inside(&target) => {}
                Ok(_) => findings.push(link_finding(path, Lost::Outside)),
                Err(lost) => findings.push(link_finding(path, lost)),
            },
            Sort::Folder | Sort::Module => {}
        });
        findings.extend(more);
        (found, findings)
    }

    /// Goes through all that is not hidden below a folder; gives what could not be gone through.
    fn walk(&self, top: Name, path: &str, each: &mut dyn FnMut(String, &Entry)) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut open = vec![(top, path.to_owned(), 0)];
        let mut seen = 0;
        let mut places: HashMap<Name, u32> = HashMap::new();
        while let Some((object, path, depth)) = open.pop() {
            let Some(entries) = self.objects.folder(object).filter(|_| depth <= DEPTH) else {
                findings.push(if depth > DEPTH { deep(&path) } else { gone(&path) });
                continue;
            };
            seen += entries.len();
            let place = places.entry(object).or_default();
            *place += 1;
            if seen > FILES || *place > PLACES {
                findings.push(many());
                break;
            }
            for entry in entries.iter().filter(|entry| !entry.name.starts_with('.')) {
                let inner =
                    if path.is_empty() { entry.name.to_string() } else { format!("{path}/{}", entry.name) };
                if entry.sort == Sort::Folder {
                    open.push((entry.object, inner, depth + 1));
                } else {
                    each(inner, entry);
                }
            }
        }
        findings
    }

    /// Whether something lies below the folder of `isms.toml`.
    pub(super) fn is_inside(&self, found: &Found) -> bool {
        let folder = self.folder.split('/').filter(|name| !name.is_empty());
        let mut place = found.place.iter();
        folder.into_iter().all(|name| place.next().is_some_and(|known| **known == *name))
    }

    /// Whether a path exists. Of what lies in a submodule nothing is known, so nothing there is said to be missing.
    pub(super) fn exists(&self, path: &str) -> bool {
        self.find(path).is_ok()
    }
}

struct Search<'o> {
    objects: &'o Objects,
    top: Name,
    /// Folders from the top down to where the search stands.
    at: Vec<(Box<str>, Name)>,
    links: usize,
}

impl Search<'_> {
    fn run(&mut self, mut steps: VecDeque<Box<str>>) -> Result<Found, Lost> {
        while let Some(name) = steps.pop_front() {
            match &*name {
                "" | "." => continue,
                ".." => {
                    self.at.pop().ok_or(Lost::Outside)?;
                    continue;
                }
                _ => {}
            }
            let entry = self.entry(&name).ok_or(Lost::Nowhere)?;
            match entry.sort {
                Sort::Folder => self.at.push((name, entry.object)),
                Sort::Link => self.follow(entry.object, &mut steps)?,
                Sort::Module => return Ok(self.found(&entry)),
                Sort::File if steps.iter().all(|step| matches!(&**step, "" | ".")) => {
                    return Ok(self.found(&entry));
                }
                Sort::File => return Err(Lost::Nowhere),
            }
        }
        let object = self.at.last().map_or(self.top, |(_, object)| *object);
        let place = self.at.iter().map(|(name, _)| name.clone()).collect();
        Ok(Found { sort: Sort::Folder, object, place })
    }

    /// Puts the steps of a link's target before those that are left.
    fn follow(&mut self, object: Name, steps: &mut VecDeque<Box<str>>) -> Result<(), Lost> {
        self.links += 1;
        if self.links > LINKS {
            return Err(Lost::Circle);
        }
        let Content::Bytes(target) = self.objects.file(object, TARGET) else { return Err(Lost::Nowhere) };
        let target = String::from_utf8_lossy(&target);
        if target.starts_with('/') {
            return Err(Lost::Outside);
        }
        for step in target.split('/').rev() {
            steps.push_front(step.into());
        }
        Ok(())
    }

    fn entry(&self, name: &str) -> Option<Entry> {
        let folder = self.at.last().map_or(self.top, |(_, object)| *object);
        let entries = self.objects.folder(folder)?;
        let place = entries.binary_search_by(|entry| (*entry.name).cmp(name)).ok()?;
        entries.get(place).cloned()
    }

    fn found(&self, entry: &Entry) -> Found {
        let names = self.at.iter().map(|(name, _)| name.clone());
        Found { sort: entry.sort, object: entry.object, place: names.chain([entry.name.clone()]).collect() }
    }
}

fn gone(path: &str) -> Finding {
    let path = if path.is_empty() { "the folder of isms.toml" } else { path };
    unread(path, "cannot be opened: it is not in this clone", "make a clone without `--filter`")
}

fn deep(path: &str) -> Finding {
    unread(path, &format!("lies more than {DEPTH} folders deep"), "move it up")
}

fn many() -> Finding {
    let what = "has more files than anybody keeps, and the rest was not looked at";
    unread("the commit", what, "keep the records in a repository of their own")
}
