//! What became of a record, in one word.

use super::pair::Seen;
use crate::base::Date;
use crate::history::FieldChange;
use crate::record::Record;
use crate::record::field::CONTROL_APPLICABLE;
use crate::schema::State;
use crate::system::System;

/// What became of a record; most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// A score of a risk is another: its levels changed, or the risk method did.
    Rescored,
    /// A control that was applicable is not any more.
    Excluded,
    /// A control that was not applicable is now.
    Included,
    /// It was approved, or accepted, since.
    Approved,
    /// Its approval or acceptance is of an earlier day, or gone.
    ApprovalUndone,
    /// Its life is over.
    Closed,
    /// Its life is not over any more.
    Reopened,
    /// Somebody else answers for it.
    Reowned,
    /// It says something else.
    Changed,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Added,
        Self::Removed,
        Self::Rescored,
        Self::Excluded,
        Self::Included,
        Self::Approved,
        Self::ApprovalUndone,
        Self::Closed,
        Self::Reopened,
        Self::Reowned,
        Self::Changed,
    ];

    /// The word for people and machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Rescored => "re-scored",
            Self::Excluded => "excluded",
            Self::Included => "included",
            Self::Approved => "approved",
            Self::ApprovalUndone => "approval undone",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Reowned => "re-owned",
            Self::Changed => "changed",
        }
    }

    /// What became of it the other way round.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Added => Self::Removed,
            Self::Removed => Self::Added,
            Self::Excluded => Self::Included,
            Self::Included => Self::Excluded,
            Self::Approved => Self::ApprovalUndone,
            Self::ApprovalUndone => Self::Approved,
            Self::Closed => Self::Reopened,
            Self::Reopened => Self::Closed,
            same => same,
        }
    }
}

/// What became of a record, given what differs.
pub(super) fn acts(seen: [Seen<'_>; 2], fields: &[FieldChange], rescored: bool) -> Vec<Act> {
    let [Some((old_system, _, old)), Some((new_system, _, new))] = seen else {
        return vec![if seen[0].is_none() { Act::Added } else { Act::Removed }];
    };
    let mut acts = Vec::new();
    let mut turned = |before: bool, after: bool, act: Act| match (before, after) {
        (false, true) => acts.push(act),
        (true, false) => acts.push(act.inverse()),
        _ => {}
    };
    turned(false, rescored, Act::Rescored);
    turned(is_excluded(old), is_excluded(new), Act::Excluded);
    turned(!old_system.is_live(old), !new_system.is_live(new), Act::Closed);
    turned(false, fields.iter().any(|change| change.path == "owner"), Act::Reowned);
    acts.extend(approval((old_system, old), (new_system, new)));
    if acts.is_empty() {
        acts.push(Act::Changed);
    }
    acts.sort_unstable();
    acts
}

fn is_excluded(record: &Record) -> bool {
    record.is("control") && record.get(CONTROL_APPLICABLE) == Some(false)
}

/// Whether a record was approved since: the day of its approval or acceptance is later, or it is no draft any more.
fn approval((old_system, old): (&System, &Record), (new_system, new): (&System, &Record)) -> Option<Act> {
    let (before, after) = (approved_on(old), approved_on(new));
    let is_draft = |system: &System, record: &Record| record.is_in(State::Draft, system.as_of);
    let is_settled = |system: &System, record: &Record| record.is_in(State::Settled, system.as_of);
    let became =
        |from: (&System, &Record), to: (&System, &Record)| is_draft(from.0, from.1) && is_settled(to.0, to.1);
    match before.cmp(&after) {
        std::cmp::Ordering::Less => Some(Act::Approved),
        std::cmp::Ordering::Greater => Some(Act::ApprovalUndone),
        std::cmp::Ordering::Equal if became((old_system, old), (new_system, new)) => Some(Act::Approved),
        std::cmp::Ordering::Equal if became((new_system, new), (old_system, old)) => {
            Some(Act::ApprovalUndone)
        }
        std::cmp::Ordering::Equal => None,
    }
}

/// The day on which a record was approved, or what remains of a risk was accepted.
fn approved_on(record: &Record) -> Option<Date> {
    let day = |path: &str| record.value(path)?.scalar()?.get(..10)?.parse().ok();
    ["approved_on", "acceptance.on"].into_iter().filter_map(day).max()
}
