//! A record as it is named in a report: its id leads to it.

use crate::document::{Cell, Inline};
use crate::system::{RecordId, System};

/// The id, then the title, if there is one.
pub(super) fn id_and_title(system: &System, id: RecordId) -> Cell {
    let record = system.record(id);
    match record.title() {
        "" => Cell::record(record.id()),
        title => Cell::Rich(vec![Inline::record(record.id()), Inline::text(format!(" {title}"))]),
    }
}

/// The id alone.
pub(super) fn link(system: &System, id: RecordId) -> Cell {
    Cell::record(system.record(id).id())
}
