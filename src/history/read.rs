//! From a repository to its history: walk, read, work through.

use std::collections::HashMap;
use std::path::Path;

use git2::{ObjectType, Odb, Oid};
use rayon::prelude::*;

use super::commit::Commit;
use super::contents::{Content, Read, Reading};
use super::intern::Interner;
use super::replay::{Replay, Replayed, Touched};
use super::repository::{Missing, Repository};
use super::tree::Interest;
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

/// Files that are read at one time.
const WAVE: usize = 2048;

/// Reads the history of the records below a folder.
pub(super) fn read(root: &Path, system: &System, options: &Options) -> Result<History, Missing> {
    let repository = Repository::open(root, options.revision.as_deref())?;
    let mut walk = Walk::of(&repository)?;
    let mut files = Files::default();
    let mut touched = Vec::with_capacity(walk.commits.len());
    let whole = walk.changes(&repository, &Records(&system.config), |differences| {
        touched.push(
            differences.into_iter().map(|one| files.number(&one.path, one.before, one.after)).collect(),
        );
    })?;
    let mut versions = Versions::default();
    let reading = Reading {
        context: Context { schema: &system.schema, standards: &system.standards, risk: system.risk() },
        limits: &system.config.limits,
    };
    let (contents, all) = files.read(&repository, reading, &mut versions)?;
    let replayed = Replay::new(&mut versions, &contents, &files.paths).run(&walk.commits, &touched);
    let extent = match repository.is_shallow() {
        _ if walk.partial || !whole || !all => Extent::Partial,
        true => Extent::Shallow,
        false => Extent::Full,
    };
    let parts = Parts { commits: walk.commits, versions, paths: files.paths, replayed };
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

/// Paths and texts of files, numbered as they come.
#[derive(Default)]
struct Files {
    paths: Interner,
    texts: Vec<(Oid, u32)>,
    index: HashMap<(Oid, bool), u32>,
}

impl Files {
    fn number(&mut self, path: &str, before: Option<Oid>, after: Option<Oid>) -> Touched {
        let number = self.paths.intern(path);
        // A text is read by the ending of its file's name.
        let is_markdown =
            path.get(path.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case(".md"));
        let mut text = |id: Oid| {
            *self.index.entry((id, is_markdown)).or_insert_with(|| {
                self.texts.push((id, number));
                (self.texts.len() - 1) as u32
            })
        };
        Touched { path: number, before: before.map(&mut text), after: after.map(&mut text) }
    }

    /// Reads all texts on all cores; also whether all were there.
    fn read(
        &self,
        repository: &Repository,
        reading: Reading<'_>,
        versions: &mut Versions,
    ) -> Result<(Vec<Content>, bool), Missing> {
        let objects = repository.objects()?;
        let mut all = true;
        let mut contents = Vec::with_capacity(self.texts.len());
        for wave in self.texts.chunks(WAVE) {
            let part = wave.len().div_ceil(rayon::current_num_threads().max(1)).max(64);
            let read: Vec<Vec<Option<Read>>> = wave
                .par_chunks(part)
                .map(|texts| {
                    texts.iter().map(|(id, path)| self.one(&objects, *id, *path, &reading)).collect()
                })
                .collect();
            for one in read.into_iter().flatten() {
                all &= one.is_some();
                contents.push(one.unwrap_or_else(Read::gone).keep(versions));
            }
        }
        Ok((contents, all))
    }

    fn one(&self, objects: &Odb<'_>, id: Oid, path: u32, reading: &Reading<'_>) -> Option<Read> {
        let object = objects.read(id).ok().filter(|object| object.kind() == ObjectType::Blob)?;
        Some(reading.read(self.paths.get(path), object.data()))
    }
}
