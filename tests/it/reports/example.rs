//! All reports on the worked example: nothing of it is dropped, every link leads somewhere, all names are unique.

use std::collections::{BTreeSet, HashSet};

use isms::document::{Block, Cell, Document, Look, Section, Target};
use isms::record::Record;
use isms::reports::{self, Edition, REPORTS};
use isms::schema::{Field, FieldType};
use isms::yaml::{NodeRef, Shape};

use super::{Made, part, text};
use crate::env::{World, project};

fn example() -> World {
    let world = World::empty();
    world.copy(&project("examples/aehrenfeld"));
    world
}

fn everything(made: &Made, language: &str) -> Document {
    made.basis(language, |basis| {
        let all: Vec<&reports::Report> = REPORTS.iter().collect();
        let sections = reports::sections(basis, &all);
        let edition = Edition { look: &Look::default(), version: "", generated: "", left_out: &[] };
        reports::document(basis, "pack", basis.words.get("report.pack"), sections, &edition)
    })
}

/// All that is read in a section, with the addresses that its links lead to.
fn read(section: &Section) -> String {
    let mut out = String::new();
    section.all().iter().for_each(|part| {
        out.push_str(&part.title);
        out.push('\n');
        part.blocks.iter().for_each(|block| read_block(block, &mut out));
    });
    out
}

fn read_block(block: &Block, out: &mut String) {
    match block {
        Block::Paragraph(words) | Block::Heading(words) => out.push_str(&text(words)),
        Block::List { start, items } => items.iter().enumerate().for_each(|(index, item)| {
            out.push_str(&start.map_or(String::new(), |start| format!("{}. ", start + index as u64)));
            item.iter().for_each(|block| read_block(block, out));
        }),
        Block::Quote(blocks) => blocks.iter().for_each(|block| read_block(block, out)),
        Block::Code(code) => out.push_str(code),
        Block::Facts(facts) => facts.iter().for_each(|(name, cell)| {
            out.push_str(name);
            out.push('\n');
            read_cell(cell, out);
        }),
        Block::Gap(gap) => out.push_str(&gap.message),
        Block::Figures(figures) => figures.iter().for_each(|figure| {
            out.push_str(&format!("{} {} {}", figure.label, figure.value, figure.note));
        }),
        other => {
            let Some(table) = other.table() else { return };
            table.columns.iter().for_each(|column| out.push_str(&format!("{}\n", column.title)));
            table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| read_cell(cell, out));
        }
    }
    out.push('\n');
}

fn read_cell(cell: &Cell, out: &mut String) {
    match cell {
        Cell::Rich(parts) => out.push_str(&text(parts)),
        Cell::List(cells) => cells.iter().for_each(|cell| read_cell(cell, out)),
        other => out.push_str(&other.words()),
    }
    out.push('\n');
}

/// Letters and digits alone: what Markdown and line breaks do to a text does not matter.
fn bare(text: &str) -> String {
    text.chars().filter(|one| one.is_alphanumeric()).collect()
}

/// Every value in a record as it should be read; of Markdown each word.
fn leaves(node: NodeRef<'_>, ty: Option<&FieldType>, out: &mut Vec<String>) {
    match node.shape() {
        Shape::Null => {}
        Shape::List => node.items().for_each(|item| leaves(item, ty, out)),
        Shape::Map => node.entries().for_each(|entry| {
            let inner = match ty {
                Some(FieldType::Map(fields)) => fields.iter().find(|field| field.name == entry.key.text()),
                _ => None,
            };
            leaves(entry.value, inner.map(|field| &field.ty), out);
        }),
        Shape::Scalar => match ty {
            Some(FieldType::Bool) => out.push(if node.text() == "true" { "yes" } else { "no" }.to_owned()),
            Some(FieldType::Markdown) => out.extend(node.text().split_whitespace().map(str::to_owned)),
            _ => out.push(node.text().to_owned()),
        },
    }
}

fn values(record: &Record) -> Vec<(String, Vec<String>)> {
    let fields = record.node().entries().map(|entry| {
        let name = entry.key.text().to_owned();
        let field: Option<&Field> = record.kind().field(&name).map(|(_, field)| field);
        let mut out = Vec::new();
        leaves(entry.value, field.map(|field| &field.ty), &mut out);
        (name, out)
    });
    fields.collect()
}

#[test]
fn every_value_of_every_record_is_on_its_page() {
    let made = Made::of(&example());
    let records = made.report("records");
    let mut lost = Vec::new();
    let mut seen = 0;
    for (_, record) in made.system.records() {
        let page = bare(&read(part(&records, record.id())));
        for (name, values) in values(record) {
            for value in values {
                seen += 1;
                if !page.contains(&bare(&value)) {
                    lost.push(format!("{} {name}: {value}", record.id()));
                }
            }
        }
    }
    assert!(seen > 5000, "{seen}");
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn the_text_of_every_document_is_on_its_page() {
    let made = Made::of(&example());
    let records = made.report("records");
    for (_, record) in made.system.of_kind("document") {
        let Some(span) = record.file().body() else { continue };
        let page = bare(&read(part(&records, record.id())));
        for word in record.file().source().slice(span).split_whitespace() {
            assert!(page.contains(&bare(word)), "{} {word}", record.id());
        }
    }
}

#[test]
fn every_value_of_every_record_is_in_a_register() {
    let made = Made::of(&example());
    let registers = made.report("registers");
    for (_, record) in made.system.records() {
        let table = super::table(&registers, &format!("register-{}", record.kind().name));
        let row = table.rows.iter().find(|row| row.cells[0].words() == record.id()).unwrap();
        let mut page = String::new();
        row.cells.iter().for_each(|cell| read_cell(cell, &mut page));
        let page = bare(&page);
        for (name, values) in values(record).into_iter().filter(|(name, _)| name != "kind") {
            for value in values {
                assert!(page.contains(&bare(&value)), "{} {name}: {value}", record.id());
            }
        }
    }
}

#[test]
fn in_all_reports_together_names_are_unique_and_links_lead_somewhere() {
    let made = Made::of(&example());
    let document = everything(&made, "en");
    let mut anchors = HashSet::new();
    for section in document.all_sections() {
        assert!(anchors.insert(section.anchor.clone()), "two sections {}", section.anchor);
    }
    let mut keys = HashSet::new();
    for table in document.tables().into_iter().filter(|table| !table.key.is_empty()) {
        assert!(keys.insert(table.key.clone()), "two tables {}", table.key);
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len(), "{}", table.key);
            if let Some(anchor) = &row.anchor {
                assert!(anchors.insert(anchor.clone()), "two anchors {anchor} ({})", table.key);
            }
        }
    }
    let mut lost = BTreeSet::new();
    let cells = document.tables().into_iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let facts = document.all_sections().into_iter().flat_map(|section| &section.blocks);
    let facts = facts.filter_map(|block| if let Block::Facts(facts) = block { Some(facts) } else { None });
    let mut targets: Vec<Target> = cells.flat_map(Cell::targets).collect();
    targets.extend(facts.flatten().flat_map(|(_, cell)| cell.targets()));
    for target in targets {
        if let Target::Anchor(anchor) = target
            && !anchors.contains(&anchor)
        {
            lost.insert(anchor);
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_report_alone_leads_from_ids_to_its_own_rows() {
    let made = Made::of(&example());
    let document = made.basis("en", |basis| {
        let section = made.report("risks");
        let edition = Edition { look: &Look::default(), version: "", generated: "", left_out: &[] };
        reports::document(basis, "risks", "Risks", vec![section], &edition)
    });
    let anchors = document.anchors();
    assert!(anchors.contains("RSK-0001"));
    let rows = document.tables().into_iter().flat_map(|table| &table.rows);
    let own = rows.filter(|row| row.anchor.as_deref() == Some("RSK-0001")).count();
    assert_eq!(own, 1);
}

#[test]
fn every_fixed_word_is_there_in_every_language() {
    let made = Made::of(&example());
    for language in ["en", "de"] {
        let document = everything(&made, language);
        let mut all = String::new();
        document.sections.iter().for_each(|section| all.push_str(&read(section)));
        let prefixes = [
            "soa",
            "risks",
            "clauses",
            "actions",
            "documents",
            "findings",
            "interactions",
            "manual",
            "cell",
            "grade",
        ];
        for word in all.split(|one: char| !(one.is_alphanumeric() || matches!(one, '.' | '_' | '-' | '/'))) {
            let is_key = word.split_once('.').is_some_and(|(before, after)| {
                prefixes.contains(&before) && !after.is_empty() && !matches!(after, "md" | "yaml" | "related")
            });
            assert!(!is_key || word.contains('/'), "{language}: {word}");
        }
        // The names of fields and kinds are the organisation's own, or in the language.
        if language == "de" {
            assert!(all.contains("Verantwortlich") && !all.contains("\nOwner\n"), "{language}");
        }
    }
}

#[test]
fn the_control_block_says_whose_it_is() {
    let made = Made::of(&example());
    let control = everything(&made, "en").control;
    assert_eq!(control.organisation, "Ährenfeld Software GmbH");
    assert_eq!(control.scope, "Development, operation and support of Silo at Linz, Passau and from home");
    assert_eq!(control.owner, "ROL-ciso Information security officer (Katharina Wögerbauer)");
    assert_eq!(control.as_of.map(|day| day.to_string()).as_deref(), Some("2026-12-01"));
    // A copy outside of git cannot show when things were recorded, so that it is a draft, and nothing else makes it one.
    let [reason] = control.draft.as_slice() else { panic!("{:?}", control.draft) };
    assert!(reason.starts_with("Rules that did not run: unsupported-date, "), "{reason}");
    assert!(reason.ends_with(" (the records lie in no git repository)"), "{reason}");
}
