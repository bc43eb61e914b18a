//! Calendars (iCalendar, RFC 5545) that Outlook, Apple's and Google's calendars take in.

use icalendar::{Calendar, Component as _, Event, EventLike as _, Property};

use crate::base::Date;

/// One day in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What makes it the same entry when it is written again, on another day too.
    pub uid: String,
    /// The day.
    pub date: Date,
    /// One line.
    pub summary: String,
    /// More about it.
    pub description: String,
    /// Words to sort by.
    pub categories: Vec<String>,
}

/// Writes a calendar of whole days as it stands on a day. Nothing in it depends on the clock: the same entries give the
/// same bytes.
pub fn write(name: &str, as_of: Date, entries: &[Entry]) -> String {
    let mut calendar = Calendar::new();
    calendar.properties.retain(|property| property.key() != "PRODID");
    calendar.append_property(Property::new(
        "PRODID",
        concat!("-//isms//isms ", env!("CARGO_PKG_VERSION"), "//EN"),
    ));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(name);
    for entry in entries {
        calendar.push(event(entry, as_of));
    }
    folded(&calendar.to_string())
}

/// Folds what the library leaves one octet too long: the last part of a folded line.
fn folded(calendar: &str) -> String {
    const MOST: usize = 75;
    let mut out = String::with_capacity(calendar.len());
    for line in calendar.split_inclusive("\r\n") {
        let text = line.trim_end_matches("\r\n");
        if text.len() > MOST {
            let (this, next) = text.split_at(text.floor_char_boundary(MOST));
            out.push_str(&format!("{this}\r\n {next}\r\n"));
        } else {
            out.push_str(line);
        }
    }
    out
}

fn event(entry: &Entry, as_of: Date) -> Event {
    let mut event = Event::new();
    if let Some(midnight) = as_of.to_naive().and_hms_opt(0, 0, 0) {
        event.timestamp(midnight.and_utc());
    }
    // Without an end, an event of a day lasts that day. It blocks no time in anybody's calendar.
    event
        .uid(&entry.uid)
        .starts(entry.date.to_naive())
        .summary(&entry.summary)
        .description(&entry.description)
        .categories(&entry.categories)
        .add_property("TRANSP", "TRANSPARENT");
    event.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_75_octets() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        for length in 1..250 {
            for letter in ["x", "ö", " "] {
                let text = format!("a{}b", letter.repeat(length));
                let entry = Entry {
                    uid: "u@isms".to_owned(),
                    date: date("2026-12-31"),
                    summary: text.clone(),
                    description: text.clone(),
                    categories: Vec::new(),
                };
                let written = write("N", date("2026-12-01"), &[entry]);
                assert!(written.split("\r\n").all(|line| line.len() <= 75), "{written}");
                assert!(written.replace("\r\n ", "").contains(&format!("SUMMARY:{text}\r\n")), "{written}");
            }
        }
    }

    #[test]
    fn an_entry_is_a_day_with_its_own_identity_and_no_clock() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let entry = Entry {
            uid: "ab12@isms".to_owned(),
            date: date("2026-12-31"),
            summary: "OBJ-03: objective; reached, or not".to_owned(),
            description: "Größe ".repeat(20),
            categories: vec!["deadline".to_owned(), "a, b".to_owned()],
        };
        let written = write("Ährenfeld", date("2026-12-01"), std::slice::from_ref(&entry));
        for line in [
            "BEGIN:VCALENDAR",
            "X-WR-CALNAME:Ährenfeld",
            "DTSTAMP:20261201T000000Z",
            "DTSTART;VALUE=DATE:20261231",
            "UID:ab12@isms",
            "SUMMARY:OBJ-03: objective\\; reached\\, or not",
            "CATEGORIES:deadline,a\\, b",
        ] {
            assert!(written.split("\r\n").any(|written| written == line), "{line} in\n{written}");
        }
        assert!(written.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{written}");
        assert_eq!(written, write("Ährenfeld", date("2026-12-01"), &[entry]));
    }
}
