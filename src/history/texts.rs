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

/// Where a text lies, and its number among the new ones.
type Item = (Option<Place>, u32);

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
    let new: Vec<(Name, bool)> = store.texts[first..].to_vec();
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
fn order(source: &Source<'_>, new: &[(Name, bool)]) -> Vec<Item> {
    let mut items: Vec<Item> = new.iter().map(|(name, _)| source.place(name)).zip(0..).collect();
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

fn wave(
    share: &mut Share<'_, '_>,
    new: &[(Name, bool)],
    reading: Reading<'_>,
    pieces: &Pieces,
) -> Option<Wave> {
    let Share { waves, objects, previous, .. } = share;
    let mut worker = Worker::new(reading, pieces, previous);
    let texts = waves.next()?.iter().map(|(place, at)| {
        let (name, is_markdown) = &new[*at as usize];
        let path = if *is_markdown { "old.md" } else { "old.yaml" };
        let bytes = objects.read_at(*place, name, Kind::Blob);
        (*at, bytes.map(|bytes| worker.read(path, &bytes)))
    });
    let texts = texts.collect();
    Some((texts, worker.fresh))
}
