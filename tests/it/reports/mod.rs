//! Reports on small management systems whose answers were worked out by hand.

mod board;

use isms::base::Date;
use isms::check::{Loaded, Request};
use isms::config::Profile;
use isms::document::{Block, Cell, Section, Table};
use isms::history::{History, Options};
use isms::reports::{self, Basis, Found};
use isms::system::Snapshot;
use isms::words::Words;

use crate::env::{TODAY, World};

/// A report on the records of a folder, in a language.
pub(crate) fn report(world: &World, name: &str, language: &str) -> Section {
    let snapshot = Snapshot::discover(world.path()).unwrap();
    let as_of: Date = TODAY.parse().unwrap();
    let request = Request { profile: Some(Profile::Audit), uncapped: true, ..Request::default() };
    let (system, check) = Loaded::read(&snapshot, as_of).check(&request, &[]);
    let history = History::of(world.path(), &system, &Options::default());
    let words = Words::named(language).unwrap();
    let found = Found::of(&check);
    let basis = Basis { system: &system, check: &check, history: &history, words: &words, found: &found };
    (reports::named(name).unwrap().build)(&basis)
}

/// The table with a key, in a section or below it.
pub(crate) fn table<'s>(section: &'s Section, key: &str) -> &'s Table {
    let blocks = section.all().into_iter().flat_map(|section| &section.blocks);
    let mut tables = blocks.filter_map(Block::table);
    tables.find(|table| table.key == key).unwrap_or_else(|| panic!("no table {key} in\n{}", plain(section)))
}

/// The words of each row.
pub(crate) fn rows(table: &Table) -> Vec<String> {
    let words = |cell: &Cell| cell.words().replace('\n', ", ");
    table.rows.iter().map(|row| row.cells.iter().map(words).collect::<Vec<_>>().join(" | ")).collect()
}

/// A section as plain text, to be read by somebody who works on a report.
pub(crate) fn plain(section: &Section) -> String {
    let mut out = format!("# {} [{}]\n", section.title, section.anchor);
    for block in &section.blocks {
        match block {
            Block::Paragraph(words) => out.push_str(&format!("{}\n", isms::document::Inline::words(words))),
            Block::Facts(facts) => {
                facts.iter().for_each(|(name, cell)| {
                    out.push_str(&format!("{name}: {}\n", cell.words().replace('\n', ", ")));
                });
            }
            Block::Figures(figures) => {
                figures.iter().for_each(|one| {
                    out.push_str(&format!("[{}: {} ({})]\n", one.label, one.value, one.note));
                });
            }
            Block::Gap(gap) => out.push_str(&format!("GAP {} ({})\n", gap.message, gap.rule)),
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
