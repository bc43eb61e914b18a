//! From what records say of days to the pieces that came on these days. README.md tells the rules.

use isms::base::{Date, Period};
use isms::record::Record;
use isms::system::RecordId;
use isms::yaml::NodeRef;

use crate::company::{Company, Piece, Step, field, item, text};

/// The day of the first commit.
pub(crate) const BEGIN: &str = "2025-04-07";
/// The day of the last one.
pub(crate) const END: &str = "2026-11-30";
/// Before this day there was no management system: claims of earlier rounds are left out.
const SET_UP: &str = "2025-01-15";

/// Claims that come round: at each round the one before stood there.
const ROUNDS: [(&str, &str); 4] =
    [("last_review", "Review"), ("tested_on", "Test"), ("assessed_on", "Assess"), ("approved_on", "Approve")];

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("{text} is no day"))
}

/// All pieces of all records.
pub(crate) fn pieces(company: &Company) -> Vec<Piece> {
    let records: Vec<(RecordId, &Record)> = company.system.records().collect();
    records.into_iter().flat_map(|(id, record)| One { company, id, record, out: Vec::new() }.all()).collect()
}

struct One<'c> {
    company: &'c Company,
    id: RecordId,
    record: &'c Record,
    out: Vec<Piece>,
}

impl One<'_> {
    fn all(mut self) -> Vec<Piece> {
        let created = self.created();
        if let Some(created) = created {
            self.hide(self.span(), created, "Record");
        }
        let begun = created.unwrap_or(day(BEGIN));
        match self.record.kind().name.as_str() {
            "action" => self.action(),
            "finding" => self.finding(),
            "incident" => self.incident(),
            "audit" => self.audit(),
            "change" => self.change(),
            "risk" => self.acceptance(),
            _ => {}
        }
        for claim in self.record.claims() {
            let at = self.record.file().node(claim.node).span().range();
            if claim.path.contains('[') {
                if claim.date > begun {
                    let came = lag(claim.date);
                    self.hide(item(self.text(), at.start), self.late(claim.date).unwrap_or(came), "Record");
                }
            } else if let Some((_, verb)) = ROUNDS.into_iter().find(|(field, _)| *field == claim.path) {
                self.rounds(&claim.path, claim.date, (at.start, at.end), begun, verb);
            } else if claim.path == "decided_on" && claim.date > begun {
                self.step("decided_on", claim.date, "Decide on", Some("decided_by"));
                self.step("decided_by", claim.date, "Decide on", Some("decided_by"));
            }
        }
        for entry in self.record.value("late_entries").into_iter().flat_map(NodeRef::items) {
            let late = text(entry.get("date")).and_then(|date| self.late(day(&date)));
            if let Some(late) = late {
                self.step("late_entries", late, "Record", None);
            }
        }
        if let Some(left) = self.date("left_on").filter(|left| *left > begun) {
            self.step("left_on", left, "Note who left:", None);
        }
        self.out
    }

    fn text(&self) -> &str {
        self.company.text(self.record)
    }

    fn date(&self, field: &str) -> Option<Date> {
        text(self.record.value(field))?.get(..10)?.parse().ok()
    }

    fn status(&self) -> &str {
        self.record.status()
    }

    /// Where the record stands in its file: all of the file, or its item or document.
    fn span(&self) -> (usize, usize) {
        let text = self.text();
        let id = self.record.id_span().range().start;
        if text.contains("\nrecords:\n") {
            return item(text, id);
        }
        let is_one_of_many = self.record.path().ends_with(".yaml") && text.contains("\n---\n");
        if !is_one_of_many {
            return (0, text.len());
        }
        let start = text[..id].rfind("\n---\n").map_or(0, |at| at + 5);
        (start, text[id..].find("\n---\n").map_or(text.len(), |at| id + at + 5))
    }

    /// When the record came, where that is after the first commit.
    fn created(&self) -> Option<Date> {
        let system = &self.company.system;
        let before = |field: &str, days: i64| self.date(field).and_then(|date| date.plus_days(-days));
        let year = |id: &str| ["2026", "2027"].into_iter().find(|year| id.contains(year)).map(str::to_owned);
        let first = match self.record.kind().name.as_str() {
            "incident" => self.date("detected_at"),
            "finding" => self.date("raised_on").map(lag),
            "action" => {
                let naming = ["finding", "incident", "review"].into_iter().flat_map(|kind| {
                    let path = if kind == "review" { "decisions.actions" } else { "actions" };
                    system.naming(self.id, kind, path)
                });
                let above: Vec<RecordId> = system.named_in(self.id, "addresses").chain(naming).collect();
                let started = |id: &RecordId| {
                    let record = system.record(*id);
                    let fields = ["raised_on", "detected_at", "held_on", "reported_on"];
                    let date = fields.into_iter().find_map(|field| text(record.value(field)))?;
                    day(&date[..10]).plus_days(3)
                };
                let latest = above.iter().filter_map(started).max();
                let done = self.date("done_on");
                latest.or(before("due", 60)).map(|first| done.map_or(first, |done| first.min(done)))
            }
            "review" => self.date("held_on").map(lag).or(before("planned_on", 90)),
            "change" => before("approved_on", 9),
            "exception" | "resource" => self.date("approved_on"),
            "person" => self.date("joined_on"),
            "document"
                if text(self.record.value("version")).is_none_or(|version| version.ends_with("1.0")) =>
            {
                before("approved_on", 12)
            }
            "objective" => year(self.record.id()).map(|year| day(&format!("{year}-01-19"))),
            _ => None,
        };
        first.filter(|first| *first > day(BEGIN)).map(|first| first.min(day(END)))
    }

    /// Hides a span until a day.
    fn hide(&mut self, (start, end): (usize, usize), until: Date, verb: &str) {
        let approval = matches!(self.record.kind().name.as_str(), "exception" | "resource");
        let signed = if approval { self.company.named(self.id, "approved_by", until) } else { None };
        self.push((start, end), String::new(), until, verb, None, signed);
    }

    /// Hides a field until a day.
    fn step(&mut self, name: &str, until: Date, verb: &str, by: Option<&str>) {
        let Some(span) = field(self.text(), self.span(), name) else { return };
        let author = by.and_then(|by| self.company.named(self.id, by, until));
        self.push(span, String::new(), until, verb, author, None);
    }

    /// Replaces the value of a field until a day.
    fn was(&mut self, name: &str, before: &str, until: Date, verb: &str) {
        let Some(node) = self.record.value(name) else { return };
        let span = node.span().range();
        self.push((span.start, span.end), before.to_owned(), until, verb, None, None);
    }

    fn push(
        &mut self,
        (start, end): (usize, usize),
        before: String,
        until: Date,
        verb: &str,
        author: Option<String>,
        signed: Option<String>,
    ) {
        let day = until.max(day(BEGIN).plus_days(1).unwrap_or(until)).min(day(END));
        let author = author.unwrap_or_else(|| self.company.owner(self.id, day));
        let signed = signed.filter(|signed| *signed != author);
        let order = if verb == "Record" { 0 } else { 1 };
        let step = Step { day, order, author, verb: verb.to_owned(), signed };
        self.out.push(Piece { file: self.record.path().to_owned(), start, end, before, step });
    }

    /// A claim that comes round: in each round before, the day of that round stood there.
    fn rounds(&mut self, name: &str, last: Date, span: (usize, usize), begun: Date, verb: &str) {
        let kind = self.record.kind().name.as_str();
        if matches!(kind, "exception" | "resource" | "change") || last <= begun {
            return;
        }
        let by = match name {
            "last_review" => "reviewed_by",
            "approved_on" => "approved_by",
            _ => "owner",
        };
        let every = self.company.system.review_interval(self.record).unwrap_or(Period::months(12));
        let mut date = last;
        loop {
            let Some(before) = date.minus(every) else { return };
            let came = if name == "approved_on" { date } else { lag(date) };
            let author = self.company.named(self.id, by, came);
            if before < day(SET_UP).max(self.created().unwrap_or(day(SET_UP))) {
                self.first_round(name, came, verb, author);
                return;
            }
            self.push(span, before.to_string(), came, verb, author, None);
            if before <= begun {
                return;
            }
            date = before;
        }
    }

    /// Before the first round neither the day nor what it brought was there.
    fn first_round(&mut self, name: &str, came: Date, verb: &str, author: Option<String>) {
        let beside: &[&str] = match name {
            "tested_on" => &["tested_on", "effectiveness"],
            "last_review" => &["last_review", "reviewed_by"],
            "approved_on" => &["approved_by", "approved_on", "effective_on"],
            other => &[other],
        };
        for name in beside {
            if let Some(span) = field(self.text(), self.span(), name) {
                self.push(span, String::new(), came, verb, author.clone(), None);
            }
        }
        if name == "approved_on" && self.status() == "approved" {
            let span = self.record.value("status").map(|node| node.span().range());
            if let Some(span) = span {
                self.push((span.start, span.end), "draft".to_owned(), came, verb, author, None);
            }
        }
    }

    fn action(&mut self) {
        let (done, checked) = (self.date("done_on"), self.date("effectiveness.checked_on"));
        let last = self.status().to_owned();
        if let Some(done) = done {
            let done = lag(done);
            self.was("status", "in-progress", done, "Do");
            self.step("done_on", done, "Do", None);
        }
        if let Some(checked) = checked {
            let checked = lag(checked);
            let by = Some("effectiveness.checked_by");
            for name in ["checked_on", "checked_by", "result"] {
                self.step(name, checked, "Check the effect of", by);
            }
            if let Some(node) = self.record.value("status").filter(|_| last != "done") {
                let span = node.span().range();
                let author = self.company.named(self.id, "effectiveness.checked_by", checked);
                let verb = "Check the effect of";
                self.push((span.start, span.end), "done".to_owned(), checked, verb, author, None);
            }
        }
    }

    /// Closed on the day after the last of its actions was checked or done.
    fn finding(&mut self) {
        if self.status() != "closed" {
            return;
        }
        let system = &self.company.system;
        let named = system.named_in(self.id, "actions").chain(system.naming(self.id, "action", "addresses"));
        let over = |action: RecordId| {
            let date = |field| text(system.record(action).value(field)).map(|date| day(&date));
            date("effectiveness.checked_on").or(date("done_on"))
        };
        let last = named.filter_map(over).max().or(self.date("raised_on").and_then(|day| day.plus_days(30)));
        if let Some(closed) = last.and_then(|last| last.plus_days(4)) {
            self.was("status", "in-progress", closed, "Close");
        }
    }

    fn incident(&mut self) {
        let dates = ["contained_at", "resolved_at", "closed_on"].map(|field| self.date(field));
        let [contained, resolved, closed] = dates;
        let begun = self.date("detected_at");
        if let Some(contained) = contained.filter(|day| Some(*day) > begun) {
            self.step("contained_at", contained, "Contain", None);
        }
        if let Some(resolved) = resolved {
            let told = resolved.plus_days(2).unwrap_or(resolved).min(closed.unwrap_or(day(END)));
            for name in ["resolved_at", "root_cause", "lessons"] {
                self.step(name, told, "Resolve", None);
            }
            self.was("status", "investigating", told, "Resolve");
        }
        if let Some(closed) = closed {
            self.step("closed_on", closed, "Close", None);
            self.was("status", "resolved", closed, "Close");
        }
    }

    fn audit(&mut self) {
        let (Some(performed), reported) = (self.date("performed_on"), self.date("reported_on")) else {
            return;
        };
        let held = lag(performed);
        for name in ["performed_on", "sample", "evidence"] {
            self.step(name, held, "Note", None);
        }
        if let Some(reported) = reported {
            let told = lag(reported).max(held);
            for name in ["reported_on", "conclusion"] {
                self.step(name, told, "Report on", None);
            }
            self.was("status", "in-progress", told, "Report on");
        }
        self.was("status", "planned", held, "Note");
    }

    fn change(&mut self) {
        let (approved, done) = (self.date("approved_on"), self.date("implemented_on"));
        if let Some(approved) = approved {
            for name in ["approved_by", "approved_on"] {
                self.step(name, approved, "Approve", Some("approved_by"));
            }
            if let Some(node) = self.record.value("status") {
                let span = node.span().range();
                let author = self.company.named(self.id, "approved_by", approved);
                self.push((span.start, span.end), "proposed".to_owned(), approved, "Approve", author, None);
            }
        }
        if let Some(done) = done {
            let done = lag(done).max(approved.unwrap_or(done));
            self.step("implemented_on", done, "Carry out", None);
            self.was("status", "approved", done, "Carry out");
        }
    }

    /// An accepted risk was open before.
    fn acceptance(&mut self) {
        let Some(accepted) = self.date("acceptance.on").filter(|on| *on > day(BEGIN)) else { return };
        self.step("acceptance", accepted, "Accept", Some("acceptance.by"));
        if self.status() == "accepted"
            && let Some(node) = self.record.value("status")
        {
            let span = node.span().range();
            let author = self.company.named(self.id, "acceptance.by", accepted);
            self.push((span.start, span.end), "open".to_owned(), accepted, "Accept", author, None);
        }
    }

    /// When a date was written down that the record calls a late entry: 47 days after it.
    fn late(&self, date: Date) -> Option<Date> {
        let entries = self.record.value("late_entries")?;
        let is_meant = entries.items().any(|entry| text(entry.get("date")) == Some(date.to_string()));
        is_meant.then(|| date.plus(Period::days(47))).flatten()
    }
}

/// What happened on a day is written down on that day, or on one of the next two.
fn lag(date: Date) -> Date {
    let number: u32 = date.to_string().bytes().map(u32::from).sum();
    date.plus_days(i64::from(number % 3)).unwrap_or(date)
}
