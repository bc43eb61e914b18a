//! The folders and files of commits, read from git's objects by many threads at once.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use git2::{ObjectType, Oid, Repository};

/// The name of an object.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(pub [u8; 20]);

impl Name {
    pub(super) fn of(id: Oid) -> Self {
        let mut bytes = [0; 20];
        bytes.copy_from_slice(&id.as_bytes()[..20]);
        Self(bytes)
    }

    pub(super) fn id(self) -> Oid {
        Oid::from_bytes(&self.0).unwrap_or(Oid::ZERO_SHA1)
    }

    /// Its first ten digits.
    pub fn short(self) -> String {
        self.to_string().chars().take(10).collect()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What stands in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name; what is no UTF-8 in it is replaced.
    pub name: Box<str>,
    /// What it is.
    pub sort: Sort,
    /// Its object.
    pub object: Name,
}

/// The sort of an [`Entry`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A file.
    File,
    /// A symbolic link.
    Link,
    /// A folder.
    Folder,
    /// A commit of another repository: a submodule, whose files are not here.
    Module,
}

/// What became of reading a file.
#[derive(Debug)]
pub enum Content {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// There are more of them than was asked for.
    TooLarge,
    /// The object is not in this clone, or cannot be read.
    Gone,
}

/// Reads objects of one repository.
///
/// A repository of libgit2 belongs to one thread at a time, so each thread takes one and gives it back. Folders are kept:
/// most of them are the same in one commit and the next.
pub struct Objects {
    path: PathBuf,
    idle: Mutex<Vec<Repository>>,
    folders: Mutex<HashMap<Name, Arc<[Entry]>>>,
}

impl fmt::Debug for Objects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Objects").field(&self.path).finish()
    }
}

impl Objects {
    pub(super) fn of(repository: &Repository) -> Self {
        Self {
            path: repository.path().to_owned(),
            idle: Mutex::new(Vec::new()),
            folders: Mutex::new(HashMap::new()),
        }
    }

    /// What stands in a folder, sorted by name; `None` where the object is not here.
    pub fn folder(&self, name: Name) -> Option<Arc<[Entry]>> {
        let known = self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(&name).cloned();
        if known.is_some() {
            return known;
        }
        let read: Arc<[Entry]> = self.with(|repository| entries(repository, name))??.into();
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(name, Arc::clone(&read));
        Some(read)
    }

    /// The bytes of a file, if there are no more than `most`.
    pub fn file(&self, name: Name, most: usize) -> Content {
        self.with(|repository| content(repository, name, most)).flatten().unwrap_or(Content::Gone)
    }

    fn with<T>(&self, inner: impl FnOnce(&Repository) -> T) -> Option<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let repository = idle.or_else(|| Repository::open(&self.path).ok())?;
        let out = inner(&repository);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(repository);
        Some(out)
    }
}

fn entries(repository: &Repository, name: Name) -> Option<Vec<Entry>> {
    let tree = repository.find_tree(name.id()).ok()?;
    let entry = |entry: git2::TreeEntry<'_>| {
        let sort = match entry.filemode_raw() & 0o170_000 {
            0o040_000 => Sort::Folder,
            0o120_000 => Sort::Link,
            0o160_000 => Sort::Module,
            _ => Sort::File,
        };
        let name = String::from_utf8_lossy(entry.name_bytes()).into();
        Entry { name, sort, object: Name::of(entry.id()) }
    };
    let mut entries: Vec<Entry> = tree.iter().map(entry).collect();
    entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    Some(entries)
}

fn content(repository: &Repository, name: Name, most: usize) -> Option<Content> {
    let objects = repository.odb().ok()?;
    let (size, kind) = objects.read_header(name.id()).ok()?;
    if kind != ObjectType::Blob {
        return None;
    }
    if size > most {
        return Some(Content::TooLarge);
    }
    let object = objects.read(name.id()).ok()?;
    Some(Content::Bytes(object.data().to_vec()))
}
