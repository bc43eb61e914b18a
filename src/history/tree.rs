//! What differs between two trees: their objects are read side by side, and only where names lead to different
//! objects, so that a commit costs about as much as the folders it touched.

use std::sync::Arc;

use super::objects::{Objects, Source};
use super::pack;
use super::split;
use super::store::Name;

/// Bytes of trees that are kept at most, twice: those of one folder rest on each other over many commits.
const KEPT: usize = 8 << 20;

/// Reads trees and compares them.
pub(super) struct Trees<'s> {
    objects: Objects<'s>,
}

/// An object that is not in this clone, or that is no tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gone;

/// A file whose content differs between two trees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) path: String,
    pub(super) before: Option<Name>,
    pub(super) after: Option<Name>,
}

/// Which files and folders are of interest, by their path below the root.
pub(super) trait Interest {
    /// Whether a file may matter.
    fn file(&self, path: &str) -> bool;
    /// Whether a folder may hold such a file.
    fn folder(&self, path: &str) -> bool;
}

impl<'s> Trees<'s> {
    pub(super) fn new(source: &'s Source<'s>) -> Self {
        Self { objects: Objects::new(source, KEPT) }
    }

    fn read(&mut self, id: Name) -> Result<Arc<Vec<u8>>, Gone> {
        self.objects.read(&id, pack::Kind::Tree).ok_or(Gone)
    }

    /// The folder at a path below a tree; `None` where there is none.
    pub(super) fn folder(&mut self, tree: Name, path: &str) -> Result<Option<Name>, Gone> {
        let mut at = tree;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            let tree = self.read(at)?;
            let found =
                Entries(&tree).find(|entry| entry.name == name.as_bytes() && entry.kind == Kind::Folder);
            match found {
                Some(entry) => at = *entry.id,
                None => return Ok(None),
            }
        }
        Ok(Some(at))
    }

    /// The file at a path below a tree.
    pub(super) fn file(&mut self, tree: Name, path: &str) -> Result<Option<Name>, Gone> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let Some(folder) = self.folder(tree, folder)? else {
            return Ok(None);
        };
        let tree = self.read(folder)?;
        let found = Entries(&tree).find(|entry| entry.name == name.as_bytes() && entry.kind == Kind::File);
        Ok(found.map(|entry| *entry.id))
    }

    /// All files of a name below a tree, by their paths; hidden folders are left out.
    pub(super) fn named(&mut self, tree: Name, name: &str) -> Result<Vec<String>, Gone> {
        let mut found = Vec::new();
        let mut todo = vec![(String::new(), tree)];
        while let Some((path, tree)) = todo.pop() {
            for entry in Entries(&self.read(tree)?) {
                let Ok(own) = std::str::from_utf8(entry.name) else { continue };
                match entry.kind {
                    Kind::File if own == name => found.push(format!("{path}{own}")),
                    Kind::Folder if !own.starts_with('.') => todo.push((format!("{path}{own}/"), *entry.id)),
                    _ => {}
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// Adds to `out` what differs from `before` to `after`; `None` is an empty tree. `path` is the folder's own, empty or
    /// with a slash at its end.
    pub(super) fn compare(
        &mut self,
        before: Option<Name>,
        after: Option<Name>,
        path: &mut String,
        interest: &dyn Interest,
        out: &mut Vec<Difference>,
    ) -> Result<(), Gone> {
        if before == after {
            return Ok(());
        }
        let empty = Arc::new(Vec::new());
        let mut read = |id: Option<Name>| id.map_or(Ok(Arc::clone(&empty)), |id| self.read(id));
        let (before, after) = (read(before)?, read(after)?);
        let (mut left, mut right) = (Entries(&before), Entries(&after));
        loop {
            left.skip_common(&mut right);
            let order = match (left.peek(), right.peek()) {
                (None, None) => return Ok(()),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(a), Some(b)) => a.order(&b),
            };
            let a = if order.is_le() { left.next() } else { None };
            let b = if order.is_ge() { right.next() } else { None };
            let (before, after) = (a.as_ref().map(|entry| *entry.id), b.as_ref().map(|entry| *entry.id));
            // The same object as another sort of file is no difference in content.
            if before == after {
                continue;
            }
            let Some(entry) = a.or(b) else { continue };
            self.entry(&entry, before, after, path, interest, out)?;
        }
    }

    fn entry(
        &mut self,
        entry: &Entry<'_>,
        before: Option<Name>,
        after: Option<Name>,
        path: &mut String,
        interest: &dyn Interest,
        out: &mut Vec<Difference>,
    ) -> Result<(), Gone> {
        let Ok(name) = std::str::from_utf8(entry.name) else {
            return Ok(());
        };
        let length = path.len();
        path.push_str(name);
        match entry.kind {
            Kind::File if interest.file(path) => {
                out.push(Difference { path: path.clone(), before, after });
            }
            Kind::Folder if interest.folder(path) => {
                path.push('/');
                self.compare(before, after, path, interest, out)?;
            }
            _ => {}
        }
        path.truncate(length);
        Ok(())
    }
}

/// What a tree's entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    /// A symbolic link or a submodule.
    Other,
}

/// One name in a tree.
#[derive(Debug)]
struct Entry<'t> {
    name: &'t [u8],
    kind: Kind,
    id: &'t Name,
}

impl Entry<'_> {
    /// Git's order of names: a folder as if it ended with a slash. What is both here and there, but as different things,
    /// counts as two names.
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        let common = self.name.len().min(other.name.len());
        self.name[..common]
            .cmp(&other.name[..common])
            .then_with(|| self.next_byte(common).cmp(&other.next_byte(common)))
            .then_with(|| (self.kind as u8).cmp(&(other.kind as u8)))
    }

    fn next_byte(&self, at: usize) -> u8 {
        let end = if self.kind == Kind::Folder { b'/' } else { 0 };
        self.name.get(at).copied().unwrap_or(end)
    }
}

/// The entries of a tree object: mode, a space, name, a zero, and the 20 bytes of the object's name. A tree that ends in
/// the middle of an entry ends before it.
#[derive(Debug, Clone, Copy)]
struct Entries<'t>(&'t [u8]);

impl<'t> Entries<'t> {
    /// Bytes of the next entry; 0 where there is none.
    fn length(&self) -> usize {
        let end = memchr::memchr(0, self.0).map_or(usize::MAX - 21, |zero| zero + 21);
        if end <= self.0.len() { end } else { 0 }
    }

    /// Goes on to where two trees differ: nearly all entries are the same, so they are compared as bytes.
    fn skip_common(&mut self, other: &mut Self) {
        let mut left = split::common(self.0, other.0);
        if left == self.0.len() && left == other.0.len() {
            (self.0, other.0) = (&[], &[]);
            return;
        }
        loop {
            let length = self.length();
            if length == 0 || length > left {
                return;
            }
            (self.0, other.0) = (&self.0[length..], &other.0[length..]);
            left -= length;
        }
    }

    fn peek(&self) -> Option<Entry<'t>> {
        Self(self.0).next()
    }
}

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        let length = self.length();
        let (entry, rest) = self.0.split_at(length);
        self.0 = rest;
        let (head, id) = entry.split_last_chunk::<20>()?;
        let space = memchr::memchr(b' ', head)?;
        let kind = match &head[..space] {
            b"40000" | b"040000" => Kind::Folder,
            mode if mode.starts_with(b"100") => Kind::File,
            _ => Kind::Other,
        };
        let name = head.get(space + 1..head.len() - 1)?;
        Some(Entry { name, kind, id })
    }
}
