//! Reports, each against a small repository that was worked out by hand.

mod actions;
mod board;
mod clauses;
mod documents;
mod example;
mod registers;
mod risks;
mod soa;

use isms::base::Date;
use isms::check::{Loaded, Request};
use isms::config::Profile;
use isms::document::{Cell, Inline, Section, Table};
use isms::finding::report::CheckReport;
use isms::history::{History, Missing, Options};
use isms::reports::{self, Basis, Found};
use isms::system::{Snapshot, System};
use isms::words::Words;

use crate::env::{TODAY, World};

/// Everything that reports are made from.
pub(super) struct Made {
    pub(super) system: System,
    pub(super) check: CheckReport,
    pub(super) history: History,
}

impl Made {
    /// What a folder holds, without its history.
    pub(super) fn of(world: &World) -> Self {
        let (system, check) = checked(world);
        let history = History::none(&system, Missing::NoRepository);
        Self { system, check, history }
    }

    /// The same with its history.
    pub(super) fn with_history(world: &World) -> Self {
        let (system, check) = checked(world);
        let history = History::of(world.path(), &system, &Options::default());
        Self { system, check, history }
    }

    pub(super) fn basis<T>(&self, language: &str, then: impl FnOnce(&Basis<'_>) -> T) -> T {
        let words = Words::named(language).unwrap();
        let found = Found::of(&self.check);
        let Self { system, check, history } = self;
        then(&Basis { system, check, history, words: &words, found: &found })
    }

    /// A report in English.
    pub(super) fn report(&self, name: &str) -> Section {
        self.basis("en", |basis| (reports::named(name).unwrap().build)(basis))
    }
}

fn checked(world: &World) -> (System, CheckReport) {
    let as_of: Date = TODAY.parse().unwrap();
    let loaded = Loaded::read(&Snapshot::discover(world.path()).unwrap(), as_of);
    let request = Request { profile: Some(Profile::Audit), uncapped: true, ..Request::default() };
    loaded.check(&request, &[])
}

/// The table with a key, wherever it stands.
#[track_caller]
pub(super) fn table<'s>(section: &'s Section, key: &str) -> &'s Table {
    let tables = section.all().into_iter().flat_map(|part| &part.blocks).filter_map(|block| block.table());
    let mut tables = tables.filter(|table| table.key == key);
    tables.next().unwrap_or_else(|| panic!("no table {key}"))
}

/// What is read in a row, by the keys of its columns; the row is found by the words of its first cell.
#[track_caller]
pub(super) fn row(table: &Table, first: &str, columns: &[&str]) -> Vec<String> {
    let row = table.rows.iter().find(|row| row.cells[0].words() == first);
    let row = row.unwrap_or_else(|| panic!("no row {first} in {}", table.key));
    let place = |key: &&str| {
        let place = table.columns.iter().position(|column| column.key == **key);
        place.unwrap_or_else(|| panic!("no column {key} in {}", table.key))
    };
    columns.iter().map(|key| row.cells[place(key)].words()).collect()
}

/// Labels and values of the figures at the beginning of a section.
pub(super) fn figures(section: &Section) -> Vec<(String, String)> {
    let figures = section.blocks.iter().find_map(|block| match block {
        isms::document::Block::Figures(figures) => Some(figures),
        _ => None,
    });
    let pair = |figure: &isms::document::Figure| (figure.label.clone(), figure.value.clone());
    figures.unwrap().iter().map(pair).collect()
}

/// Names and values of facts.
pub(super) fn facts(section: &Section) -> Vec<(String, String)> {
    let facts = section.blocks.iter().find_map(|block| match block {
        isms::document::Block::Facts(facts) => Some(facts),
        _ => None,
    });
    facts.unwrap().iter().map(|(name, cell)| (name.clone(), cell.words())).collect()
}

/// The part with an anchor.
#[track_caller]
pub(super) fn part<'s>(section: &'s Section, anchor: &str) -> &'s Section {
    let found = section.all().into_iter().find(|part| part.anchor == anchor);
    found.unwrap_or_else(|| panic!("no part {anchor}"))
}

/// Targets of a cell and of what stands in it.
pub(super) fn links(cell: &Cell) -> Vec<String> {
    cell.targets().iter().map(|target| format!("{target:?}")).collect()
}

/// All words and addresses of running text.
pub(super) fn text(parts: &[Inline]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Struck(inner) => {
                out.push_str(&text(inner));
            }
            Inline::Link { to, text: words } => {
                out.push_str(&text(words));
                let to = match to {
                    isms::document::Target::Anchor(to)
                    | isms::document::Target::Url(to)
                    | isms::document::Target::File(to) => to,
                };
                out.push_str(&format!(" {to} "));
            }
            Inline::Break => out.push('\n'),
        }
    }
    out
}

/// A report on the records of a folder, in a language.
pub(super) fn report(world: &World, name: &str, language: &str) -> Section {
    Made::of(world).basis(language, |basis| (reports::named(name).unwrap().build)(basis))
}

/// The words of each row.
pub(super) fn rows(table: &Table) -> Vec<String> {
    let words = |cell: &Cell| cell.words().replace('\n', ", ");
    table.rows.iter().map(|row| row.cells.iter().map(words).collect::<Vec<_>>().join(" | ")).collect()
}

/// A section as plain text, to be read by somebody who works on a report.
pub(super) fn plain(section: &Section) -> String {
    let mut out = format!("# {} [{}]\n", section.title, section.anchor);
    for block in &section.blocks {
        match block {
            isms::document::Block::Paragraph(words) => out.push_str(&format!("{}\n", Inline::words(words))),
            isms::document::Block::Facts(facts) => {
                facts.iter().for_each(|(name, cell)| {
                    out.push_str(&format!("{name}: {}\n", cell.words().replace('\n', ", ")));
                });
            }
            isms::document::Block::Figures(figures) => {
                figures.iter().for_each(|one| {
                    out.push_str(&format!("[{}: {} ({})]\n", one.label, one.value, one.note));
                });
            }
            isms::document::Block::Gap(gap) => out.push_str(&format!("GAP {} ({})\n", gap.message, gap.rule)),
            other => {
                if let Some(table) = other.table() {
                    let head: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
                    out.push_str(&format!("== {} [{}]\n{}\n", table.title, table.key, head.join(" | ")));
                    rows(table).iter().for_each(|row| out.push_str(&format!("{row}\n")));
                } else {
                    out.push_str(&format!("{other:?}\n"));
                }
            }
        }
    }
    out.extend(section.sections.iter().map(plain));
    out
}
