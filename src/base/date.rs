//! Civil dates and periods, as an ISMS writes them: `2026-11-22`, `6 months`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};

/// A calendar date without time or zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not four digits, two digits and two digits with hyphens; carries the date that was probably meant.
    #[error("a date is written year-month-day, such as 2026-11-22")]
    Form(Option<Date>),
    /// The right form, but no such day; carries the days of that month where the month exists.
    #[error("there is no such day")]
    NoSuchDay(Option<u32>),
}

impl Date {
    /// The date of a year, month (1-12) and day; `None` where there is no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Wraps a calendar date.
    pub fn from_naive(date: NaiveDate) -> Self {
        Self(date)
    }

    /// The calendar date, for libraries that take one.
    pub fn to_naive(self) -> NaiveDate {
        self.0
    }

    /// Days from `earlier` to this date; negative when `earlier` is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The Monday of a week of the year (ISO 8601); `None` where the year has no such week.
    pub fn of_week(year: i32, week: u32) -> Option<Self> {
        NaiveDate::from_isoywd_opt(year, week, chrono::Weekday::Mon).map(Self)
    }

    /// The same date moved by a period; a day that the month lacks becomes its last day.
    /// `None` past the calendar's end (year 262142).
    pub fn plus(self, period: Period) -> Option<Self> {
        let moved = self.0.checked_add_months(Months::new(period.months))?;
        moved.checked_add_days(Days::new(u64::from(period.days))).map(Self)
    }

    /// The date a period earlier; a day that the month lacks becomes its last day. `None` before the calendar's
    /// beginning.
    pub fn minus(self, period: Period) -> Option<Self> {
        let moved = self.0.checked_sub_months(Months::new(period.months))?;
        moved.checked_sub_days(Days::new(u64::from(period.days))).map(Self)
    }

    /// The date a number of days later, or earlier where it is negative; `None` past the calendar's ends.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        self.0.checked_add_signed(chrono::TimeDelta::try_days(days)?).map(Self)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let Some((year, month, day)) = exact(text) else {
            return Err(DateError::Form(guess(text)));
        };
        Self::new(year, month, day).ok_or_else(|| DateError::NoSuchDay(days_in(year, month)))
    }
}

fn exact(text: &str) -> Option<(i32, u32, u32)> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    if !(digits(0..4) && digits(5..7) && digits(8..10)) {
        return None;
    }
    Some((text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?))
}

/// What was probably meant by `2026-1-2`, `2.1.2026`, `2026/01/02` or a timestamp. A slashed date with the year last
/// is left alone: nobody can tell whether its month or its day comes first.
fn guess(text: &str) -> Option<Date> {
    let text = text.split(['T', ' ']).next()?;
    let mark = text.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let number = |part: &&str| part.parse::<u32>().ok();
    match (mark, a.len(), c.len()) {
        ('-' | '/' | '.', 4, _) => Date::new(number(a)? as i32, number(b)?, number(c)?),
        ('.', _, 4) => Date::new(number(c)? as i32, number(b)?, number(a)?),
        _ => None,
    }
}

fn days_in(year: i32, month: u32) -> Option<u32> {
    (28..=31).rev().find(|&day| NaiveDate::from_ymd_opt(year, month, day).is_some())
}

/// A length of time: whole months and days. `1 year` is 12 months, `2 weeks` 14 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    months: u32,
    days: u32,
}

/// A text that is not a period such as `6 months`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a period is a number and a unit: `90 days`, `2 weeks`, `6 months` or `1 year`")]
pub struct PeriodError;

impl Period {
    /// A number of days.
    pub const fn days(days: u32) -> Self {
        Self { months: 0, days }
    }

    /// A number of months.
    pub const fn months(months: u32) -> Self {
        Self { months, days: 0 }
    }

    /// The period this many times over, so that a series is counted from where it began and a month's last day drags
    /// nothing along. Stops at the largest period there is.
    pub fn times(self, number: u32) -> Self {
        Self { months: self.months.saturating_mul(number), days: self.days.saturating_mul(number) }
    }

    /// The most days it can last: 31 to a month.
    pub fn most_days(self) -> u32 {
        self.months.saturating_mul(31).saturating_add(self.days)
    }

    /// How often, for people: `every year`, `every 6 months`.
    pub fn each(self) -> String {
        let written = self.to_string();
        format!("every {}", written.strip_prefix("1 ").unwrap_or(&written))
    }

    /// About how many days it lasts, to tell which of two periods is shorter: 30.44 to a month.
    pub fn rough_days(self) -> u32 {
        self.days + (f64::from(self.months) * 30.44).round() as u32
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    /// Reads a number from 1 to 10,000 and a unit, and the words `daily` to `yearly`.
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let text = text.trim();
        let named = match text {
            "daily" => Some(Self::days(1)),
            "weekly" => Some(Self::days(7)),
            "monthly" => Some(Self::months(1)),
            "quarterly" => Some(Self::months(3)),
            "half-yearly" => Some(Self::months(6)),
            "yearly" | "annually" => Some(Self::months(12)),
            _ => None,
        };
        if let Some(period) = named {
            return Ok(period);
        }
        let unit_at = text.find(|c: char| !c.is_ascii_digit()).ok_or(PeriodError)?;
        let (number, unit) = text.split_at(unit_at);
        let number: u32 = number.parse().map_err(|_| PeriodError)?;
        if number == 0 || number > 10_000 {
            return Err(PeriodError);
        }
        match unit.trim_start() {
            "day" | "days" | "d" => Ok(Self::days(number)),
            "week" | "weeks" | "w" => Ok(Self::days(number * 7)),
            "month" | "months" => Ok(Self::months(number)),
            "quarter" | "quarters" => Ok(Self::months(number * 3)),
            "year" | "years" | "y" => Ok(Self::months(number * 12)),
            _ => Err(PeriodError),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match (self.months, self.days) {
            (0, days) => (days, "day"),
            (months, _) if months % 12 == 0 => (months / 12, "year"),
            (months, _) => (months, "month"),
        };
        write!(f, "{number} {unit}{}", if number == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn only_the_exact_form_is_a_date() {
        assert_eq!(date("2026-11-22").to_string(), "2026-11-22");
        for text in ["2026-1-2", "+2026-01-02", "2026-01-02T00:00:00Z", "20260102", "2026-01-0２"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_wrong_form_names_what_was_meant() {
        let meant = |text: &str| match text.parse::<Date>() {
            Err(DateError::Form(meant)) => meant.map(|date| date.to_string()),
            other => panic!("{other:?}"),
        };
        assert_eq!(meant("2026-1-2").as_deref(), Some("2026-01-02"));
        assert_eq!(meant("31.12.2026").as_deref(), Some("2026-12-31"));
        assert_eq!(meant("2026/03/04").as_deref(), Some("2026-03-04"));
        assert_eq!(meant("03/04/2026"), None);
        assert_eq!(meant("soon"), None);
    }

    #[test]
    fn a_day_that_does_not_exist_tells_how_many_there_are() {
        assert_eq!("2026-02-30".parse::<Date>(), Err(DateError::NoSuchDay(Some(28))));
        assert_eq!("2028-02-30".parse::<Date>(), Err(DateError::NoSuchDay(Some(29))));
        assert_eq!("2026-13-01".parse::<Date>(), Err(DateError::NoSuchDay(None)));
    }

    #[test]
    fn months_end_on_the_last_day_a_month_has() {
        assert_eq!(date("2026-01-31").plus(Period::months(1)).unwrap(), date("2026-02-28"));
        assert_eq!(date("2024-02-29").plus("1 year".parse().unwrap()).unwrap(), date("2025-02-28"));
        assert_eq!(date("2026-12-25").plus("2 weeks".parse().unwrap()).unwrap(), date("2027-01-08"));
    }

    #[test]
    fn periods_read_and_print() {
        for (text, printed) in [
            ("6 months", "6 months"),
            ("1 year", "1 year"),
            ("90 days", "90 days"),
            ("quarterly", "3 months"),
            ("2 years", "2 years"),
        ] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), printed);
        }
        for text in ["", "6", "months", "0 days", "6 moons", "99999999999 days", "-1 day"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
