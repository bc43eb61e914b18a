//! What a document promises: records of a kind, so often.

use std::collections::BTreeMap;

use super::performed::{Performance, event, with_record};
use super::series::{Promise, Said, Series};
use crate::base::{Date, Period};
use crate::record::Record;
use crate::record::field::{DOCUMENT_APPROVED_ON, DOCUMENT_EFFECTIVE_ON, DOCUMENT_PROMISES, Items};
use crate::schema::State;
use crate::system::processes::Sort;
use crate::system::{RecordId, System};
use crate::yaml::NodeRef;

/// A promise as it is written.
struct Written {
    document: RecordId,
    index: usize,
    what: String,
    every: Period,
    sort: Sort,
    start: Option<Date>,
}

/// The promises of every document that is approved and in force, or of one.
pub(super) fn all(system: &System, only: Option<RecordId>) -> Vec<Series> {
    let in_force = |(id, document): &(RecordId, &Record)| {
        only.is_none_or(|only| only == *id)
            && system.is_live(document)
            && document.is_in(State::Settled, system.as_of)
    };
    let documents = system.of_kind("document").filter(in_force);
    let written: Vec<Written> = documents.flat_map(|(id, document)| promises(system, id, document)).collect();
    let mut performed: BTreeMap<Sort, Vec<Performance>> = BTreeMap::new();
    for promise in &written {
        if !performed.contains_key(&promise.sort) {
            performed.insert(promise.sort.clone(), of_sort(system, &promise.sort));
        }
    }
    let series = written.into_iter().map(|promise| {
        let done = performed.get(&promise.sort).cloned().unwrap_or_default();
        let said = Said {
            record: promise.document,
            promise: Promise::Document { sort: promise.sort },
            what: promise.what,
            field: format!("promises[{}]", promise.index),
        };
        Series::regular(said, promise.every, promise.start, done, system.as_of)
    });
    series.collect()
}

/// The promises of a document, from the day on which it took effect or else was approved. One that takes effect later
/// promises nothing yet.
fn promises(system: &System, id: RecordId, document: &Record) -> Vec<Written> {
    let start = document.get(DOCUMENT_EFFECTIVE_ON).or_else(|| document.get(DOCUMENT_APPROVED_ON));
    if start.is_some_and(|start| start > system.as_of) {
        return Vec::new();
    }
    let items = document.get(DOCUMENT_PROMISES).into_iter().flat_map(Items::iter).enumerate();
    let read = |(index, item): (usize, NodeRef<'_>)| {
        let text = |key| item.get(key).and_then(NodeRef::scalar);
        let kind = text("kind")?;
        Some(Written {
            document: id,
            index,
            what: text("what").unwrap_or(kind).to_owned(),
            every: text("every")?.parse().ok()?,
            sort: Sort::read(kind),
            start,
        })
    };
    items.filter_map(read).collect()
}

fn of_sort(system: &System, sort: &Sort) -> Vec<Performance> {
    let records = system.of_kind(&sort.kind).filter(|(_, record)| sort.covers(record));
    let done = records.flat_map(|(id, record)| {
        if record.kind().review.is_some() { with_record(system, id) } else { event(system, id) }
    });
    done.collect()
}
