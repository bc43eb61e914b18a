//! The findings of a check by what they are about, looked up once for all reports.

use std::collections::HashMap;

use crate::base::text;
use crate::document::{Gap, Tone};
use crate::finding::report::{CheckReport, Waived};
use crate::finding::{Finding, Level};

/// Findings by record and by clause, open ones before those that an exception waives.
#[derive(Debug, Default)]
pub struct Found<'a> {
    by_record: HashMap<&'a str, Vec<Known<'a>>>,
    by_clause: HashMap<&'a str, Vec<Known<'a>>>,
}

/// One finding, open or waived.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// The exception that waives it, if one does.
    pub waived: Option<&'a Waived>,
}

impl<'a> Found<'a> {
    /// Looks through a check once.
    pub fn of(check: &'a CheckReport) -> Self {
        let open = check.findings.iter().map(|finding| Known { finding, waived: None });
        let waived =
            check.waived.iter().map(|waived| Known { finding: &waived.finding, waived: Some(waived) });
        let mut found = Self::default();
        for known in open.chain(waived) {
            let about = known.finding.subject.record.iter().chain(&known.finding.stands_for);
            for id in about {
                found.by_record.entry(id.as_str()).or_default().push(known);
            }
            for clause in &known.finding.clauses {
                found.by_clause.entry(clause.as_str()).or_default().push(known);
            }
        }
        found
    }

    /// What is found about the record with an id.
    pub fn about(&self, id: &str) -> &[Known<'a>] {
        self.by_record.get(&*text::plain(id)).map_or(&[], Vec::as_slice)
    }

    /// What is found about one field of it, also inside of the field.
    pub fn about_field<'s>(
        &'s self,
        id: &str,
        field: &'s str,
    ) -> impl Iterator<Item = &'s Known<'a>> + use<'s, 'a> {
        self.about(id).iter().filter(move |known| known.is_at(field))
    }

    /// What rests on a clause or control.
    pub fn on_clause(&self, clause: &str) -> &[Known<'a>] {
        self.by_clause.get(clause).map_or(&[], Vec::as_slice)
    }
}

impl Known<'_> {
    /// Whether it stands, and is more than a reminder.
    pub fn is_open(&self) -> bool {
        self.waived.is_none() && self.finding.level != Level::Note
    }

    /// How bad it is. What is waived is known and accepted for a while.
    pub fn tone(&self) -> Tone {
        match (self.waived, self.finding.level) {
            (Some(_), _) => Tone::Watch,
            (None, Level::Error) => Tone::Bad,
            (None, Level::Warning) => Tone::Watch,
            (None, Level::Note) => Tone::Plain,
        }
    }

    /// The finding as a named gap.
    pub fn gap(&self) -> Gap {
        Gap::new(self.finding.rule.clone(), &self.finding.message, self.tone())
    }

    fn is_at(&self, field: &str) -> bool {
        let top = |path: &str| path.split(['.', '[']).next().map(str::to_owned);
        self.finding.field.as_deref().and_then(top).as_deref() == Some(field)
    }
}
