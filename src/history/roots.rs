//! Where the records lay in each commit, and what a commit changed there.
//!
//! The folder of the records is the folder of `isms.toml`. It may have been moved as a whole, to another folder or to the
//! top: a commit that brings `isms.toml` while one of the same name goes elsewhere is such a move, and its parents have
//! their records there. Paths are counted from the folder of the records, so that such a move changes no path.

use super::objects::Source;
use super::replay::Touched;
use super::store::{Changed, Index, Name, Store};
use super::tree::{Difference, Gone, Interest, Trees};
use crate::system::snapshot::CONFIG;

/// Folders of records, by the places of commits.
pub(super) struct Roots<'s> {
    trees: Trees<'s>,
    interest: &'s dyn Interest,
    /// The folder in the commit that is looked from.
    newest: u32,
    of: Vec<Option<u32>>,
}

/// What is of interest, and the file with the settings.
struct WithSettings<'i>(&'i dyn Interest);

impl Interest for WithSettings<'_> {
    fn file(&self, path: &str) -> bool {
        path == CONFIG || self.0.file(path)
    }

    fn folder(&self, path: &str) -> bool {
        self.0.folder(path)
    }
}

impl<'s> Roots<'s> {
    pub(super) fn new(
        source: &'s Source<'s>,
        interest: &'s dyn Interest,
        newest: u32,
        commits: usize,
    ) -> Self {
        Self { trees: Trees::new(source), interest, newest, of: vec![None; commits] }
    }

    /// The folder in the commit at a place.
    pub(super) fn of(&self, place: usize) -> u32 {
        self.of[place].unwrap_or(self.newest)
    }

    /// Sets the folder in a commit, unless a commit that follows it told it before.
    pub(super) fn set(&mut self, place: usize, root: u32) {
        self.of[place].get_or_insert(root);
    }

    /// What a commit changed beside its first parent, where the records lay in its parents, and whether all trees were here.
    pub(super) fn compare(
        &mut self,
        store: &mut Store,
        index: &mut Index,
        commit: u32,
        parents: &[u32],
        root: u32,
    ) -> (Changed, bool) {
        let (differences, first) = match self.differences(store, commit, parents.first().copied(), root) {
            Ok(found) => found,
            // The first parent cannot be compared with: what is there counts as new, and is looked at again next time
            // since no commit has the name that it says it was compared with.
            Err(Gone) => {
                let out = self.between(store, None, (commit, root)).unwrap_or_default();
                let files = numbered(store, index, out);
                let roots_before = parents.iter().map(|_| root).collect();
                return (Changed { beside: Some([0; 20]), root, roots_before, files }, false);
            }
        };
        // Before there were settings there is nothing that could have been moved.
        let is_settled = parents.len() > 1 && self.has_settings(store, commit, root).unwrap_or(false);
        let rest = parents
            .iter()
            .skip(1)
            .map(|parent| if is_settled { self.root_in(store, *parent, root).unwrap_or(root) } else { root });
        let roots_before = parents.first().map(|_| first).into_iter().chain(rest).collect();
        let beside = parents.first().map(|parent| store.commits[*parent as usize].name);
        let files = numbered(store, index, differences);
        (Changed { beside, root, roots_before, files }, true)
    }

    /// The differences beside the first parent, and the folder of the records in it.
    fn differences(
        &mut self,
        store: &mut Store,
        commit: u32,
        parent: Option<u32>,
        root: u32,
    ) -> Result<(Vec<Difference>, u32), Gone> {
        let own = (commit, root);
        let mut out = self.between(store, parent.map(|parent| (parent, root)), own)?;
        let comes = out.iter().any(|one| one.path == CONFIG && one.before.is_none());
        let mut first = root;
        if let Some(parent) = parent.filter(|_| comes) {
            first = self.root_in(store, parent, root)?;
            if first != root {
                out = self.between(store, Some((parent, first)), own)?;
            }
        }
        out.retain(|one| one.path != CONFIG);
        Ok((out, first))
    }

    /// What differs between the records' folders of two commits; `None` is nothing at all.
    fn between(
        &mut self,
        store: &Store,
        before: Option<(u32, u32)>,
        after: (u32, u32),
    ) -> Result<Vec<Difference>, Gone> {
        let mut folder =
            |(commit, root): (u32, u32)| self.trees.folder(tree(store, commit), store.paths.get(root));
        let (before, after) = (before.map_or(Ok(None), &mut folder)?, folder(after)?);
        let mut out = Vec::new();
        let interest = WithSettings(self.interest);
        self.trees.compare(before, after, &mut String::new(), &interest, &mut out)?;
        Ok(out)
    }

    fn has_settings(&mut self, store: &Store, commit: u32, root: u32) -> Result<bool, Gone> {
        let folder = self.trees.folder(tree(store, commit), store.paths.get(root))?;
        folder.map_or(Ok(false), |folder| Ok(self.trees.file(folder, CONFIG)?.is_some()))
    }

    /// The folder of the records in a parent of a commit whose records lie in `root`: there, if the settings are there; or
    /// else the only other folder that has settings; or else there.
    fn root_in(&mut self, store: &mut Store, parent: u32, root: u32) -> Result<u32, Gone> {
        let tree = tree(store, parent);
        let join =
            |folder: &str| if folder.is_empty() { CONFIG.to_owned() } else { format!("{folder}/{CONFIG}") };
        if self.trees.file(tree, &join(store.paths.get(root)))?.is_some() {
            return Ok(root);
        }
        let found = self.trees.named(tree, CONFIG)?;
        Ok(match found.as_slice() {
            [only] => store.paths.intern(only.strip_suffix(CONFIG).unwrap_or(only).trim_end_matches('/')),
            _ => root,
        })
    }
}

fn tree(store: &Store, commit: u32) -> Name {
    store.commits[commit as usize].tree
}

/// Gives differences the numbers of their paths and texts.
fn numbered(store: &mut Store, index: &mut Index, differences: Vec<Difference>) -> Box<[Touched]> {
    let mut number = |one: Difference| {
        let path = store.paths.intern(&one.path);
        // A text is read by the ending of its file's name.
        let end = one.path.get(one.path.len().saturating_sub(3)..);
        let is_markdown = end.is_some_and(|end| end.eq_ignore_ascii_case(".md"));
        let mut text = |name: Name| index.text(&mut store.texts, (name, is_markdown));
        Touched { path, before: one.before.map(&mut text), after: one.after.map(&mut text) }
    };
    differences.into_iter().map(&mut number).collect()
}
