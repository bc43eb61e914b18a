//! Reads all texts that have not been read, on all cores, in an order in which that is cheap: texts that git keeps as
//! differences from each other come one after the other, which are mostly the versions of one file.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::contents::{Content, Made, Pieces, Previous, Read, Reading, Text, Worker};
use super::objects::{Objects, Source};
use super::pack::{Kind, Place};
use super::repository::{Missing, Repository};
use super::store::{Name, Store};

/// Files that are read at one time, so that what is not numbered yet stays small.
const WAVE: usize = 512;

/// Bytes of objects that a core keeps at most, twice: texts come right after those that they rest on.
const KEPT: usize = 1 << 20;

/// Bytes of texts that a core holds at most before they are made sense of.
const HELD: usize = 4 << 20;

/// Where a text lies, and its number among the new ones.
type Item = (Option<Place>, u32);

/// A text that has not been read.
struct New {
    name: Name,
    is_markdown: bool,
    /// A path that has it, as a number.
    path: u32,
}

/// What one core reads.
struct Share<'s, 'o> {
    waves: std::slice::Chunks<'o, Item>,
    objects: Objects<'s>,
    previous: Previous,
    /// What was made of the text before.
    made: Option<Made>,
}

/// What a core read at one time: texts with their numbers, and the pieces that were new.
type Wave = (Vec<(u32, Option<Text>)>, Vec<(u64, Arc<Read>)>);

/// Reads all texts that have not been read; gives whether all were there.
pub(super) fn read(
    repository: &Repository,
    reading: Reading<'_>,
    store: &mut Store,
) -> Result<bool, Missing> {
    let source = repository.objects()?;
    let first = store.contents.len();
    let new = new(store);
    let order = order(&source, &new);
    store.contents.resize_with(store.texts.len(), Content::default);
    let size = order.len().div_ceil(rayon::current_num_threads().max(1)).max(1);
    let share = |items| Share {
        waves: <[Item]>::chunks(items, WAVE),
        objects: Objects::new(&source, KEPT),
        previous: Previous::default(),
        made: None,
    };
    let mut shares: Vec<Share<'_, '_>> = order.chunks(size).map(share).collect();
    let mut pieces = Pieces::default();
    let mut all = true;
    loop {
        let read: Vec<Option<Wave>> =
            shares.par_iter_mut().map(|share| wave(share, &new, reading, &pieces)).collect();
        if read.iter().all(Option::is_none) {
            return Ok(all);
        }
        for (share, (texts, fresh)) in
            shares.iter_mut().zip(read).filter_map(|(share, wave)| Some((share, wave?)))
        {
            pieces.keep(fresh, &mut store.versions);
            for (at, text) in texts {
                all &= text.is_some();
                store.contents[first + at as usize] = match text {
                    Some(Text::Pieces(keys)) => pieces.content(keys, &store.versions, &mut share.made),
                    Some(Text::Whole(read)) => read.keep(&mut store.versions),
                    None => Read::gone().keep(&mut store.versions),
                };
            }
        }
    }
}

/// Texts that rest on the same one together, each after what it rests on; those that are in no pack first.
fn order(source: &Source<'_>, new: &[New]) -> Vec<Item> {
    let mut items: Vec<Item> = new.iter().map(|text| source.place(&text.name)).zip(0..).collect();
    items.sort_unstable();
    let mut objects = Objects::new(source, KEPT);
    let mut chains: HashMap<Place, Place> = HashMap::with_capacity(items.len());
    let mut order: Vec<(Option<Place>, Item)> = Vec::with_capacity(items.len());
    for item in items {
        let chain = item.0.map(|place| {
            let base = objects.rests_on(place);
            let chain = base.map_or(place, |base| chains.get(&base).copied().unwrap_or(base));
            chains.insert(place, chain);
            chain
        });
        order.push((chain, item));
    }
    order.sort_unstable();
    order.into_iter().map(|(_, item)| item).collect()
}

fn wave(share: &mut Share<'_, '_>, new: &[New], reading: Reading<'_>, pieces: &Pieces) -> Option<Wave> {
    let Share { waves, objects, previous, .. } = share;
    let items = waves.next()?;
    let mut worker = Worker::new(reading, pieces, previous);
    let mut texts = Vec::with_capacity(items.len());
    let (mut held, mut size) = (Vec::new(), 0);
    for (at, item) in items.iter().enumerate() {
        let bytes = objects.read_at(item.0, &new[item.1 as usize].name, Kind::Blob);
        size += bytes.as_ref().map_or(0, |bytes| bytes.len());
        held.push((item.1, bytes));
        if size < HELD && at + 1 < items.len() {
            continue;
        }
        // Git keeps versions by their sizes; read in the order of time, each differs in little from the one before.
        held.sort_by_key(|(number, _)| (new[*number as usize].path, *number));
        for (number, bytes) in held.drain(..) {
            let path = if new[number as usize].is_markdown { "old.md" } else { "old.yaml" };
            texts.push((number, bytes.map(|bytes| worker.read(path, &bytes))));
        }
        size = 0;
    }
    Some((texts, worker.fresh))
}

/// The texts that have not been read, each with the first path that has it.
fn new(store: &Store) -> Vec<New> {
    let first = store.contents.len();
    let mut new: Vec<New> = store.texts[first..]
        .iter()
        .map(|(name, is_markdown)| New { name: *name, is_markdown: *is_markdown, path: u32::MAX })
        .collect();
    let changed = store.commits.iter().filter_map(|commit| commit.changed.as_ref());
    for file in changed.flat_map(|changed| &changed.files) {
        for text in [file.before, file.after].into_iter().flatten() {
            let own = (text as usize).checked_sub(first).and_then(|at| new.get_mut(at));
            if let Some(own) = own {
                own.path = own.path.min(file.path);
            }
        }
    }
    new
}
