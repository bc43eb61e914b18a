//! The manual of the management system (4.4): who the organisation is, what moves it, what the system covers, who does what,
//! and each process with what it takes, what it gives and what it rests on.

mod context;
mod processes;

use super::{Basis, Report, cells};
use crate::document::{Block, Cell, Inline, Section, Target};

/// The manual.
pub(super) fn manual(basis: &Basis<'_>) -> Section {
    let mut section = Report::section("manual", basis.words);
    section.sections.push(organisation(basis));
    section.sections.push(context::context(basis));
    section.sections.push(context::scope(basis));
    section.sections.push(context::policy(basis));
    section.sections.push(context::roles(basis));
    section.sections.push(processes::map(basis));
    section.sections.push(processes::all(basis));
    section
}

/// A part of the manual under its fixed title.
fn part(basis: &Basis<'_>, key: &str) -> Section {
    Section::new(format!("manual-{key}"), basis.words.get(&format!("manual.{key}")))
}

fn organisation(basis: &Basis<'_>) -> Section {
    let mut section = part(basis, "organisation");
    let organisation = &basis.system.config.organisation;
    let website = organisation.website.as_deref().unwrap_or_default();
    let website = match Target::written(website) {
        Some(to @ Target::Url(_)) => Cell::Rich(vec![Inline::Link { to, text: vec![Inline::text(website)] }]),
        _ => Cell::text(website),
    };
    let label = |name: &str| cells::label(basis.words, name);
    let facts = vec![
        (label("organisation"), Cell::text(&organisation.name)),
        (label("description"), Cell::text(organisation.description.as_deref().unwrap_or_default())),
        (label("website"), website),
        (label("standards"), Cell::list(basis.system.standards.titles().into_iter().map(Cell::text))),
    ];
    section.push(Block::Facts(facts.into_iter().filter(|(_, cell)| *cell != Cell::Empty).collect()));
    section
}
