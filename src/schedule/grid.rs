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
        let at = |day: Date| performed.partition_point(|done| done.counts < day);
        let within = &performed[at(from)..until.plus(Period::days(1)).map_or(performed.len(), at)];
        let done = within.iter().min_by_key(|done| done.counts.days_since(expected).abs());
        let standing = match done {
            Some(_) => Standing::Met,
            None if until >= as_of => Standing::Open,
            None if unsure.is_some_and(|unsure| until < unsure) => Standing::Unknown,
            None => Standing::Missed,
        };
        Some(Window { expected, from, until, standing, performed: done.copied(), audit: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::RecordId;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn done(dates: &[&str]) -> Vec<Performance> {
        dates.iter().map(|text| Performance::on(date(text), RecordId(0), false)).collect()
    }

    /// `expected standing performed` of each window.
    fn told(every: &str, start: Option<&str>, performed: &[Performance], as_of: &str) -> Vec<String> {
        let windows = windows(every.parse().unwrap(), start.map(date), performed, date(as_of));
        let tell = |window: &Window| {
            let by = window.performed.map(|done| format!(" {}", done.date)).unwrap_or_default();
            format!("{} {}{by}", window.expected, window.standing.as_str())
        };
        windows.iter().map(tell).collect()
    }

    #[test]
    fn one_gap_is_one_missed_occurrence_and_drags_nothing_along() {
        // Quarterly from 10 January; the one of July is left out, the later ones come as they did.
        let performed = done(&["2025-01-10", "2025-04-08", "2025-10-14", "2026-01-09"]);
        assert_eq!(
            told("3 months", None, &performed, "2026-02-01"),
            [
                "2025-01-10 met 2025-01-10",
                "2025-04-10 met 2025-04-08",
                "2025-07-10 missed",
                "2025-10-10 met 2025-10-14",
                "2026-01-10 met 2026-01-09",
                "2026-04-10 open",
            ]
        );
    }

    #[test]
    fn months_are_counted_from_the_anchor_and_not_from_a_short_month() {
        let expected = told("1 month", None, &done(&["2025-12-31"]), "2026-03-30");
        assert_eq!(
            expected,
            ["2025-12-31 met 2025-12-31", "2026-01-31 missed", "2026-02-28 missed", "2026-03-31 open",]
        );
    }

    #[test]
    fn a_window_is_over_half_an_interval_after_its_day() {
        // From 1 March to 1 September are 184 days, half of them 92: the window of 1 March ends on 1 June.
        let performed = done(&["2025-09-01"]);
        let told = |as_of| told("6 months", None, &performed, as_of)[1].clone();
        assert_eq!(told("2026-06-01"), "2026-03-01 open");
        assert_eq!(told("2026-06-02"), "2026-03-01 missed");
    }

    #[test]
    fn a_promise_takes_up_the_rhythm_that_was_there_or_begins_one_interval_later() {
        // Reviews of August and a policy of February: the next is expected in August.
        assert_eq!(
            told("1 year", Some("2026-02-19"), &done(&["2025-08-28"]), "2026-12-01"),
            ["2026-08-28 open", "2027-08-28 open"]
        );
        // The last one was three years before: a new beginning.
        assert_eq!(
            told("1 year", Some("2026-02-19"), &done(&["2023-03-01"]), "2026-12-01"),
            ["2027-02-19 open"]
        );
        assert_eq!(
            told("1 year", Some("2025-02-19"), &done(&["2025-06-01"]), "2025-12-01"),
            ["2025-06-01 met 2025-06-01", "2026-06-01 open"]
        );
        assert_eq!(told("1 year", None, &[], "2026-12-01"), [""; 0]);
    }

    #[test]
    fn before_a_date_that_was_written_over_nothing_is_known() {
        let mut performed = done(&["2024-01-10"]);
        performed.push(Performance::on(date("2026-01-12"), RecordId(0), true));
        assert_eq!(
            told("1 year", None, &performed, "2026-02-01"),
            [
                "2024-01-10 met 2024-01-10",
                "2025-01-10 not known",
                "2026-01-10 met 2026-01-12",
                "2027-01-10 open",
            ]
        );
    }

    #[test]
    fn a_series_that_began_centuries_ago_is_as_short_as_any() {
        let windows = windows(Period::days(1), None, &done(&["0001-01-01"]), date("2026-12-01"));
        assert!(windows.len() < 1_900 && windows.len() > 1_800, "{}", windows.len());
    }
}
