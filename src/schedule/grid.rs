//! Expected days at fixed steps from an anchor, and what was done put to the one it lies nearest to.
//!
//! Step by step from the anchor, never from the last expected day, so that the last day of a short month drags nothing
//! along.

use super::performed::Performance;
use super::series::{Standing, Window};
use crate::base::{Date, Period};

/// Windows of a series that reach further back than this are left out.
const BACK: Period = Period::months(60);

/// Where a series began and how it goes on.
#[derive(Debug, Clone, Copy)]
struct Grid {
    anchor: Date,
    every: Period,
    /// The first step that is expected.
    first: u32,
}

/// The windows of a promise to do something `every` so often: those of the last five years, up to the first expected
/// day after today. `performed` is sorted.
///
/// The series begins with the first thing that was done. Where the promise holds from a day of its own (`start`), the
/// rhythm of what was done before goes on if it had not stopped by then; otherwise the first is expected one step after
/// that day, or when it was first done, if that was in time.
pub(super) fn windows(
    every: Period,
    start: Option<Date>,
    performed: &[Performance],
    as_of: Date,
) -> Vec<Window> {
    let Some(grid) = Grid::of(every, start, performed) else {
        return Vec::new();
    };
    // Before the newest date that was written over, what is not there may have been there.
    let unsure = performed.iter().filter(|done| done.written_over).map(|done| done.counts).max();
    let mut windows = Vec::new();
    let mut step = grid.first.max(grid.step_before(as_of.minus(BACK)));
    while let Some(window) = grid.window(step, performed, as_of, unsure) {
        let last = window.expected > as_of;
        if start.is_none_or(|start| window.expected >= start) {
            windows.push(window);
        }
        if last {
            break;
        }
        step += 1;
    }
    windows
}

impl Grid {
    fn of(every: Period, start: Option<Date>, performed: &[Performance]) -> Option<Self> {
        let Some(start) = start else {
            let anchor = performed.first()?.counts;
            return Some(Self { anchor, every, first: 0 });
        };
        let at = performed.partition_point(|done| done.counts < start);
        if let Some(before) = at.checked_sub(1).and_then(|before| performed.get(before)) {
            let goes_on = Self { anchor: before.counts, every, first: 1 };
            if goes_on.until(1).is_none_or(|until| until >= start) {
                return Some(goes_on);
            }
        }
        let begins = Self { anchor: start, every, first: 1 };
        match performed.get(at) {
            Some(done) if begins.until(1).is_none_or(|until| done.counts <= until) => {
                Some(Self { anchor: done.counts, every, first: 0 })
            }
            _ => Some(begins),
        }
    }

    fn expected(&self, step: u32) -> Option<Date> {
        self.anchor.plus(self.every.times(step))
    }

    /// The last day that is nearer to this step than to the next.
    fn until(&self, step: u32) -> Option<Date> {
        let (this, next) = (self.expected(step)?, self.expected(step.checked_add(1)?)?);
        this.plus(Period::days(u32::try_from(next.days_since(this) / 2).ok()?))
    }

    /// A step whose expected day is not after a day; the jump saves the count through centuries.
    fn step_before(&self, day: Option<Date>) -> u32 {
        let days = day.map_or(0, |day| day.days_since(self.anchor).max(0));
        u32::try_from(days / i64::from(self.every.most_days().max(1))).unwrap_or(0)
    }

    fn window(
        &self,
        step: u32,
        performed: &[Performance],
        as_of: Date,
        unsure: Option<Date>,
    ) -> Option<Window> {
        let expected = self.expected(step)?;
        let until = self.until(step)?;
        let after = step.checked_sub(1).and_then(|before| self.until(before));
        let from = after.map_or(Some(self.anchor), |after| after.plus(Period::days(1)))?;
        let at = performed.partition_point(|done| done.counts < from);
        let done = performed.get(at).filter(|done| done.counts <= until);
        let standing = match done {
            Some(_) => Standing::Met,
            None if until >= as_of => Standing::Open,
            None if unsure.is_some_and(|unsure| until < unsure) => Standing::Unknown,
            None => Standing::Missed,
        };
        Some(Window { expected, from, until, standing, performed: done.copied(), audit: None })
    }
}
