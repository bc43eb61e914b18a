//! What a record promises, each expected occurrence, and what satisfied it: a part of `isms explain`.

use super::table::table;
use crate::base::{Date, text};
use crate::schedule::{self, Series, Standing, Window};
use crate::system::{RecordId, System};

/// A table for each series of a record; empty where it promises nothing.
pub(super) fn of(system: &System, id: RecordId) -> String {
    schedule::occurrences(system, id).iter().map(|series| one(system, series)).collect()
}

fn one(system: &System, series: &Series) -> String {
    let every = series.every.map(|every| format!(" {}", every.each())).unwrap_or_default();
    let next = series.next.map(|next| format!(", next due {next}")).unwrap_or_default();
    let mut out = format!("expected: {}{every}{next}\n", text::plain(&series.what));
    if series.windows.is_empty() {
        out.push_str("  nothing was done yet, and there is no day to count from\n\n");
        return out;
    }
    let rows = series.windows.iter().map(|window| {
        vec![
            format!("  {}", window.expected),
            standing(window, system.as_of).to_owned(),
            window.performed.map(|done| done.date.to_string()).unwrap_or_default(),
            by(system, window),
        ]
    });
    out.push_str(&table(&["  expected by", "standing", "performed", "by"], rows));
    if series.windows.iter().any(|window| window.standing == Standing::Unknown) {
        out.push_str("  not known: a newer date was written over the one that would show it\n");
    }
    out.push('\n');
    out
}

fn standing(window: &Window, as_of: Date) -> &'static str {
    match window.standing {
        Standing::Open if window.expected < as_of => "late",
        standing => standing.as_str(),
    }
}

/// The record that shows that it was done, or the one that is to show it.
fn by(system: &System, window: &Window) -> String {
    let record = window.performed.map(|done| done.record).or(window.audit);
    record
        .map(|id| system.record(id))
        .map_or_else(String::new, |record| text::brief(&format!("{} {}", record.id(), record.title()), 60))
}
