//! From a repository to its history: walk, read, work through.

use std::path::Path;

use git2::{ObjectType, Odb, Oid};
use rayon::prelude::*;

use super::commit::Commit;
use super::contents::{Pieces, Read, Reading, Text, Worker};
use super::intern::Interner;
use super::replay::{Replay, Replayed, Touched};
use super::repository::{Missing, Repository};
use super::store::{Index, Name, Store};
use super::tree::{Difference, Interest};
use super::versions::Versions;
use super::walk::Walk;
use super::{Extent, History, Options, Significance};
use crate::config::Config;
use crate::record::Context;
use crate::system::System;

/// What a history is made of.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) commits: Vec<Commit>,
    pub(super) versions: Versions,
    pub(super) paths: Interner,
    pub(super) replayed: Replayed,
}

/// Files that are read at one time, so that what is not numbered yet stays small.
const WAVE: usize = 512;

/// Reads the history of the records below a folder.
pub(super) fn read(root: &Path, system: &System, options: &Options) -> Result<History, Missing> {
    let repository = Repository::open(root, options.revision.as_deref())?;
    let mut store = Store::default();
    let mut index = Index::of(&store);
    let mut walk = Walk::of(&repository, &mut store, &mut index)?;
    let (whole, _) = walk.changes(&repository, &Records(&system.config), &mut store, |store, one| {
        numbered(store, &mut index, one)
    })?;
    let reading = Reading {
        context: Context { schema: &system.schema, standards: &system.standards, risk: system.risk() },
        limits: &system.config.limits,
    };
    let all = texts(&repository, reading, &mut store)?;
    let Store { commits, mut versions, paths, contents, .. } = store;
    let touched = |place: usize| {
        commits[walk.stored[place] as usize].changed.as_ref().map_or(&[][..], |one| &one.files)
    };
    let replayed = Replay::new(&mut versions, &contents, &paths).run(&walk.commits, touched);
    let extent = match repository.is_shallow() {
        _ if walk.partial || !whole || !all => Extent::Partial,
        true => Extent::Shallow,
        false => Extent::Full,
    };
    let parts = Parts { commits: walk.commits, versions, paths, replayed };
    Ok(History::build(extent, parts, Significance::of(&system.schema, &system.config)))
}

/// Files that may hold records.
struct Records<'c>(&'c Config);

impl Interest for Records<'_> {
    fn file(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        !name.starts_with('.')
            && ["yaml", "yml", "md"].iter().any(|known| extension.eq_ignore_ascii_case(known))
            && self.0.records.covers(path)
    }

    fn folder(&self, path: &str) -> bool {
        !path.rsplit('/').next().unwrap_or(path).starts_with('.')
    }
}

/// Gives a difference the numbers of its path and texts.
fn numbered(store: &mut Store, index: &mut Index, one: Difference) -> Touched {
    let path = store.paths.intern(&one.path);
    // A text is read by the ending of its file's name.
    let end = one.path.get(one.path.len().saturating_sub(3)..);
    let is_markdown = end.is_some_and(|end| end.eq_ignore_ascii_case(".md"));
    let mut text = |id: Oid| {
        let name: Name = id.as_bytes().try_into().unwrap_or_default();
        *index.texts.entry((name, is_markdown)).or_insert_with(|| {
            store.texts.push((name, is_markdown));
            (store.texts.len() - 1) as u32
        })
    };
    Touched { path, before: one.before.map(&mut text), after: one.after.map(&mut text) }
}

/// Reads all texts that have not been read, on all cores; gives whether all were there.
fn texts(repository: &Repository, reading: Reading<'_>, store: &mut Store) -> Result<bool, Missing> {
    let objects = repository.objects()?;
    let mut pieces = Pieces::default();
    let mut all = true;
    let new = store.texts.split_off(store.contents.len());
    for wave in new.chunks(WAVE) {
        let part = wave.len().div_ceil(rayon::current_num_threads().max(1)).max(32);
        let read: Vec<(Vec<Option<Text>>, Vec<(u64, Read)>)> = wave
            .par_chunks(part)
            .map(|texts| {
                let mut worker = Worker::new(reading, &pieces);
                let texts = texts.iter().map(|text| one(&objects, *text, &mut worker)).collect();
                (texts, worker.fresh)
            })
            .collect();
        let (texts, fresh): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        fresh.into_iter().for_each(|fresh| pieces.keep(fresh, &mut store.versions));
        for text in texts.into_iter().flatten() {
            all &= text.is_some();
            store.contents.push(match text {
                Some(Text::Pieces(keys)) => pieces.content(&keys, &store.versions),
                Some(Text::Whole(read)) => read.keep(&mut store.versions),
                None => Read::gone().keep(&mut store.versions),
            });
        }
    }
    store.texts.extend(new);
    Ok(all)
}

fn one(objects: &Odb<'_>, (name, is_markdown): (Name, bool), worker: &mut Worker<'_>) -> Option<Text> {
    let object = objects.read(Oid::from_bytes(&name).ok()?).ok()?;
    let path = if is_markdown { "old.md" } else { "old.yaml" };
    (object.kind() == ObjectType::Blob).then(|| worker.read(path, object.data()))
}
