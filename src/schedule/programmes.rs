//! Audits that an audit programme names: each is expected on the day it is planned for.

use super::performed::Performance;
use super::series::{Promise, Said, Series, Standing, Window};
use crate::record::field::{AUDIT_PERFORMED_ON, AUDIT_PLANNED_ON};
use crate::system::{RecordId, System};

/// The audits of every programme.
pub(super) fn all(system: &System) -> impl Iterator<Item = Series> {
    system.of_kind("audit-programme").filter_map(|(id, _)| of(system, id))
}

/// The audits of one programme, in the order of the days they are planned for.
pub(super) fn of(system: &System, id: RecordId) -> Option<Series> {
    let programme = system.record(id);
    if !system.is_live(programme) {
        return None;
    }
    let mut windows: Vec<Window> =
        system.named_in(id, "audits").filter_map(|audit| window(system, audit)).collect();
    windows.sort_by_key(|window| (window.expected, window.performed));
    let latest = windows.iter().filter_map(|window| window.performed).max();
    let next = windows.iter().find(|window| window.performed.is_none()).map(|window| window.expected);
    let said = Said {
        record: id,
        promise: Promise::Programme,
        what: "audit of the programme".to_owned(),
        field: "audits".to_owned(),
    };
    let Said { record, promise, what, field } = said;
    Some(Series { record, promise, what, every: None, field, windows, latest, next })
}

fn window(system: &System, id: RecordId) -> Option<Window> {
    let audit = system.record(id);
    let expected = audit.get(AUDIT_PLANNED_ON)?;
    let done = audit.get(AUDIT_PERFORMED_ON).filter(|date| *date <= system.as_of);
    let performed = done.map(|date| Performance::on(date, id, false));
    let standing = match performed {
        Some(_) => Standing::Met,
        None if expected < system.as_of => Standing::Missed,
        None => Standing::Open,
    };
    Some(Window { expected, from: expected, until: expected, standing, performed, audit: Some(id) })
}
