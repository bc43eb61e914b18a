//! Metrics over time: the figures at the end of each past month, from the commits.
//!
//! Nothing is stored for it. Each month end is the state of that day by that day's clock, so a figure that was honest then
//! stays what it was, whatever was recorded later.

use std::collections::HashMap;

use super::figure::Figure;
use super::figures;
use crate::base::Date;
use crate::config::Config;
use crate::system::git::{Commit, Reached, RevisionError, Revisions};
use crate::system::{Memory, Snapshot, SnapshotError, System, load_with};

/// Metrics at month ends and now.
#[derive(Debug, Clone, Default)]
pub struct Trend {
    /// Month ends, oldest first; those before the first commit are not there.
    pub months: Vec<Month>,
    /// The metrics: those of now, then those that are no more.
    pub series: Vec<Series>,
}

/// The end of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its last day.
    pub day: Date,
    /// The commit that was the state of that day, or why there is none to read.
    pub commit: Result<Commit, String>,
    /// Files that could not be read, so that figures may leave something out.
    pub unread: usize,
}

/// One metric over time.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name or id.
    pub id: String,
    /// Its figure at each month end; `None` where that is unknown, or there was no such metric.
    pub then: Vec<Option<Figure>>,
    /// Its figure now; `None` where it is no more.
    pub now: Option<Figure>,
}

/// The last days of months from a day on and before another one, oldest first.
pub fn month_ends(since: Date, today: Date) -> Vec<Date> {
    let mut days = Vec::new();
    let first = Date::new(since.year(), month(since), 1);
    let mut next = first.and_then(next_month);
    while let Some(begin) = next {
        match begin.plus_days(-1) {
            Some(end) if end < today => {
                if end >= since {
                    days.push(end);
                }
            }
            _ => break,
        }
        next = next_month(begin);
    }
    days
}

fn month(day: Date) -> u32 {
    chrono::Datelike::month(&day.to_naive())
}

fn next_month(begin: Date) -> Option<Date> {
    begin.plus(crate::base::Period::months(1))
}

/// A commit and the month ends whose state it was.
type Stay = (Commit, Vec<Date>);

/// Works metrics out at month ends, given with the oldest first, from a commit back. `open` finds the records in a commit.
///
/// # Errors
/// Where the commits cannot be read.
pub fn trend(
    (revisions, head): (&Revisions, &Commit),
    days: &[Date],
    (now, wanted): (&System, &[String]),
    open: impl Fn(&Commit) -> Result<Snapshot, SnapshotError>,
) -> Result<Trend, RevisionError> {
    let (stays, mut months) = stays(revisions, head, days)?;
    let memory = Memory::default();
    let mut then: HashMap<Date, Vec<Figure>> = HashMap::new();
    for (commit, days) in stays {
        let snapshot = match open(&commit) {
            Ok(snapshot) => snapshot,
            // The records were not there yet.
            Err(SnapshotError::NoConfigAt(..)) => continue,
            Err(error) => {
                let unknown = |day: &Date| Month { day: *day, commit: Err(error.to_string()), unread: 0 };
                months.extend(days.iter().map(unknown));
                continue;
            }
        };
        let (config, _) = Config::read(snapshot.config());
        let Some(first) = days.first() else { continue };
        let (mut system, _) = load_with(&snapshot, config, *first, Some(&memory));
        for day in days {
            system = system.on(day);
            then.insert(day, figures(&system, wanted));
            months.push(Month { day, commit: Ok(commit.clone()), unread: system.unread().files });
        }
    }
    months.sort_by_key(|month| month.day);
    let series = series(&months, &mut then, figures(now, wanted));
    Ok(Trend { months, series })
}

/// Which commit was the state of which days, newest first; and the days of which nobody knows.
fn stays(
    revisions: &Revisions,
    head: &Commit,
    days: &[Date],
) -> Result<(Vec<Stay>, Vec<Month>), RevisionError> {
    let mut line = revisions.line(head);
    let mut stays: Vec<Stay> = Vec::new();
    let mut unknown = Vec::new();
    for day in days.iter().rev() {
        match line.on(*day)? {
            Reached::Commit(commit) => match stays.last_mut() {
                Some((known, days)) if known.name == commit.name => days.push(*day),
                _ => stays.push((commit, vec![*day])),
            },
            Reached::Nothing => break,
            Reached::Unknown => {
                let why = "before what this clone has".to_owned();
                unknown.push(Month { day: *day, commit: Err(why), unread: 0 });
            }
        }
    }
    Ok((stays, unknown))
}

fn series(months: &[Month], then: &mut HashMap<Date, Vec<Figure>>, now: Vec<Figure>) -> Vec<Series> {
    let empty = |id: &str, now: Option<Figure>| Series {
        id: id.to_owned(),
        then: months.iter().map(|_| None).collect(),
        now,
    };
    let mut series: Vec<Series> =
        now.into_iter().map(|figure| empty(&figure.id.clone(), Some(figure))).collect();
    let mut places: HashMap<String, usize> =
        series.iter().enumerate().map(|(place, one)| (one.id.clone(), place)).collect();
    for (at, month) in months.iter().enumerate() {
        for figure in then.remove(&month.day).unwrap_or_default() {
            let place = *places.entry(figure.id.clone()).or_insert_with(|| {
                series.push(empty(&figure.id, None));
                series.len() - 1
            });
            series[place].then[at] = Some(figure);
        }
    }
    series
}

impl Series {
    /// Its newest figure.
    pub fn latest(&self) -> Option<&Figure> {
        self.now.as_ref().or_else(|| self.then.iter().rev().flatten().next())
    }

    /// Its values from the oldest month end to now; `None` where there is none.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = Option<f64>> + '_ {
        let value =
            |figure: &Option<Figure>| figure.as_ref().and_then(|figure| figure.value.as_ref().ok().copied());
        self.then.iter().chain([&self.now]).map(value)
    }
}

#[cfg(test)]
mod tests {
    use super::month_ends;

    #[test]
    fn month_ends_lie_between_a_day_and_today() {
        let ends = |since: &str, today: &str| {
            let days = month_ends(since.parse().unwrap(), today.parse().unwrap());
            days.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(ends("2023-12-31", "2024-03-31"), ["2023-12-31", "2024-01-31", "2024-02-29"]);
        assert_eq!(ends("2024-02-10", "2024-04-01"), ["2024-02-29", "2024-03-31"]);
        assert!(ends("2024-02-10", "2024-02-29").is_empty() && ends("2024-05-01", "2024-02-29").is_empty());
        assert_eq!(ends("2023-11-24", "2026-11-24").len(), 36);
    }
}
