//! From a repository to its history: walk, read, work through.

use std::path::Path;

use super::cache::Cache;
use super::commit::Commit;
use super::contents::Reading;
use super::intern::Interner;
use super::kept::{self, Kept, Seal};
use super::replay::{Replay, Replayed};
use super::repository::{Missing, Repository};
use super::store::{Index, Store};
use super::texts;
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

/// Reads the history of the records below a folder.
pub(super) fn read(root: &Path, system: &System, options: &Options) -> Result<History, Missing> {
    let mut repository = Repository::open(root, options.revision.as_deref())?;
    if let Some(folder) = &options.folder {
        repository.prefix.clone_from(folder);
    }
    let cache = options.cache.as_deref().and_then(|folder| Cache::at(folder, &repository, system));
    let significance = Significance::of(&system.schema, &system.config);
    // Looked at from elsewhere it is worked out: what is kept is for the commit that is looked from all the time.
    let seal = Seal::of(&repository).filter(|_| cache.is_some() && options.revision.is_none());
    let kept = cache.as_ref().zip(seal.as_ref()).and_then(|(cache, seal)| cache.history()?.parts(seal));
    if let Some(parts) = kept {
        return Ok(History::build(kept::extent(&repository), parts, significance));
    }
    let mut store = cache.as_ref().and_then(Cache::load).unwrap_or_default();
    let known = store.texts.len();
    let mut index = Index::of(&store);
    let mut walk = Walk::of(&repository, &mut store, &mut index)?;
    let compared = walk.changes(&repository, &Records::of(&system.config), &mut store, &mut index)?;
    drop(index);
    let reading = Reading {
        context: Context { schema: &system.schema, standards: &system.standards, risk: system.risk() },
        limits: &system.config.limits,
    };
    let all = texts::read(&repository, reading, &mut store)?;
    let whole = compared.whole && all && !walk.partial;
    let cache = cache.filter(|_| whole);
    if let Some(cache) = &cache {
        cache.save(&store, compared.new + (store.texts.len() - known) / 8);
    }
    let mut parts = worked_through(store, walk);
    if let Some((cache, seal)) = cache.zip(seal) {
        let kept = cache.keep(Kept::of(seal.clone(), parts)).parts(&seal);
        parts = kept.ok_or_else(|| Missing::Unreadable("its commits do not fit each other".to_owned()))?;
    }
    let extent = if whole { kept::extent(&repository) } else { Extent::Partial };
    Ok(History::build(extent, parts, significance))
}

fn worked_through(store: Store, walk: Walk) -> Parts {
    let Store { commits, mut versions, paths, contents, .. } = store;
    let touched = |place: usize| {
        let changed = commits[walk.stored[place] as usize].changed.as_ref();
        changed.map_or(&[][..], |changed| &changed.files)
    };
    let replayed = Replay::new(&mut versions, &contents, &paths).run(&walk.commits, touched);
    Parts { commits: walk.commits, versions, paths, replayed }
}

/// Files that may hold records.
struct Records<'c> {
    config: &'c Config,
    /// Folders outside of which no pattern of `include` fits; an empty name is the top.
    folders: Vec<&'c str>,
}

impl<'c> Records<'c> {
    fn of(config: &'c Config) -> Self {
        let folders = config.records.include.iter().map(|pattern| {
            let pattern = pattern.written().value.trim_start_matches("./").trim_end_matches('/');
            let plain = pattern.find(['*', '?', '[', '{', '\\']).map_or(pattern, |at| &pattern[..at]);
            // What stands before the last slash is plain, and all of a pattern without wildcards.
            if plain.len() == pattern.len() {
                plain
            } else {
                plain.rsplit_once('/').map_or("", |(folder, _)| folder)
            }
        });
        Self { config, folders: folders.collect() }
    }
}

/// Whether one path is another or lies below it; everything lies below the top.
fn is_within(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Interest for Records<'_> {
    fn file(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        !name.starts_with('.')
            && ["yaml", "yml", "md"].iter().any(|known| extension.eq_ignore_ascii_case(known))
            && self.config.records.covers(path)
    }

    fn folder(&self, path: &str) -> bool {
        let leads = |folder: &&str| is_within(path, folder) || is_within(folder, path);
        !path.rsplit('/').next().unwrap_or(path).starts_with('.')
            && (self.folders.is_empty() || self.folders.iter().any(leads))
    }
}
