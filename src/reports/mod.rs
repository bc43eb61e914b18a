//! Reports: what auditors and boards ask for, answered from records and findings.
//!
//! A report reads what is known of a system and gives a part of a neutral document; it knows no format. The list of all
//! reports is [`REPORTS`]. `status` and `readiness` also give plain data for a terminal.

mod actions;
mod audits;
pub mod cells;
pub mod changes;
mod clauses;
mod documents;
mod edition;
mod findings;
mod found;
mod interactions;
mod lifecycle;
mod management_review;
mod manual;
mod metrics;
mod named;
mod overview;
pub mod readiness;
mod records;
mod register;
mod risks;
mod soa;
pub mod status;
mod training;

pub use self::edition::{Edition, document, sections};
pub use self::found::{Found, Known};
pub use self::register::{of_kind as register, registers};

use crate::document::Section;
use crate::finding::report::CheckReport;
use crate::history::History;
use crate::system::System;
use crate::words::Words;

/// What a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The records, on one day.
    pub system: &'a System,
    /// A check of them with every rule.
    pub check: &'a CheckReport,
    /// Their history; [`History::missing`] says why there is none.
    pub history: &'a History,
    /// The fixed words.
    pub words: &'a Words,
    /// The findings of that check, by what they are about.
    pub found: &'a Found<'a>,
}

/// One report.
#[derive(Debug, Clone, Copy)]
pub struct Report {
    /// Its name on the command line, and the key `report.NAME` of its title.
    pub name: &'static str,
    /// One line about what it shows, for help.
    pub summary: &'static str,
    /// Builds it: one section, whose anchor is the name.
    pub build: fn(&Basis<'_>) -> Section,
}

/// All reports, in the order of the pack.
pub const REPORTS: &[Report] = &[
    Report { name: "overview", summary: "how the system stands, on one page", build: overview::build },
    Report { name: "manual", summary: "the management system manual", build: manual::manual },
    Report {
        name: "interactions",
        summary: "what processes hand to each other, and what shows it",
        build: interactions::interactions,
    },
    Report { name: "soa", summary: "the Statement of Applicability", build: soa::soa },
    Report {
        name: "risks",
        summary: "heat maps, register, treatment plan and acceptances of risks",
        build: risks::risks,
    },
    Report {
        name: "clauses",
        summary: "each clause and control with the records that show it",
        build: clauses::clauses,
    },
    Report {
        name: "management-review",
        summary: "what is put before top management, with an agenda and room for decisions",
        build: management_review::build,
    },
    Report { name: "audits", summary: "audit programme, coverage, results", build: audits::build },
    Report {
        name: "actions",
        summary: "findings and corrective actions, with age, cause and effect",
        build: actions::actions,
    },
    Report {
        name: "documents",
        summary: "documents with approval, review and last change",
        build: documents::documents,
    },
    Report { name: "metrics", summary: "every metric with value and target", build: metrics::build },
    Report { name: "training", summary: "who needs what, who has it, until when", build: training::build },
    Report {
        name: "lifecycle",
        summary: "evidence of establish, implement, maintain, improve; the full cycle",
        build: lifecycle::build,
    },
    Report {
        name: "changes",
        summary: "what changed since the last audit, by whom",
        build: changes::section,
    },
    Report {
        name: "readiness",
        summary: "an auditor's questions about clause 4.4, each answered from the records",
        build: |basis| readiness::readiness(basis.system, basis.check).section(basis.words),
    },
    Report { name: "findings", summary: "the results of the check", build: findings::findings },
    Report { name: "registers", summary: "every record of every kind, as tables", build: registers },
    Report { name: "records", summary: "a page for each record, with every field", build: records::records },
];

impl Report {
    /// Its title.
    pub fn title<'w>(&self, words: &'w Words) -> &'w str {
        words.find(&format!("report.{}", self.name)).unwrap_or_default()
    }

    /// A section without anything in it, under the report's name and title.
    pub fn section(name: &str, words: &Words) -> Section {
        Section::new(name, words.find(&format!("report.{name}")).unwrap_or(name))
    }
}

/// The report with a name.
pub fn named(name: &str) -> Option<&'static Report> {
    REPORTS.iter().find(|report| report.name == name)
}
