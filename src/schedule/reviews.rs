//! Review intervals.

use super::performed::{Performance, covering};
use super::series::{Promise, Said, Series};
use crate::record::field::LAST_REVIEW;
use crate::system::{RecordId, System};

/// The reviews of a live record with an interval. One that was never reviewed counts from the newest day on which
/// anything else happened to it, as its next review does.
pub(super) fn of(system: &System, id: RecordId) -> Option<Series> {
    let record = system.record(id);
    let every = system.review_interval(record).filter(|_| system.is_live(record))?;
    let own = record.get(LAST_REVIEW).filter(|date| *date <= system.as_of);
    let mut performed: Vec<Performance> = covering(system, id).collect();
    performed.extend(own.map(|date| Performance::on(date, id, true)));
    let start = if performed.is_empty() { system.activity(id).newest } else { None };
    let said = Said {
        record: id,
        promise: Promise::Review,
        what: "review".to_owned(),
        field: "review_interval".to_owned(),
    };
    Some(Series::regular(said, every, start, performed, system.as_of))
}
