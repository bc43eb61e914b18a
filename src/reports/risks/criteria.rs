//! The criteria that risks are judged by: scales, bands, and the lines between what is accepted, treated and escalated.

use crate::document::{Block, Cell, Column, ColumnType, Section, Table};
use crate::reports::{Basis, cells};
use crate::risk::{Axis, AxisName, Method};

/// The criteria of one method.
pub(super) fn criteria(basis: &Basis<'_>, method: &Method, several: bool) -> Section {
    let words = basis.words;
    let suffix = if several { format!("-{}", method.name()) } else { String::new() };
    let mut section = Section::new(format!("risks-criteria{suffix}"), words.get("risks.criteria"));
    let line = |line| Cell::text(method.line_name(line));
    let facts = vec![
        (cells::label(words, "method"), Cell::text(method.name())),
        (cells::label(words, "version"), Cell::text(method.version().unwrap_or_default())),
        (words.get("risks.acceptance_line").to_owned(), method.acceptance().map_or(Cell::Empty, line)),
        (words.get("risks.escalation_line").to_owned(), method.escalation().map_or(Cell::Empty, line)),
    ];
    section.push(Block::Facts(facts.into_iter().filter(|(_, cell)| *cell != Cell::Empty).collect()));
    if !method.bands().is_empty() {
        section.push(Block::Table(bands(basis, method, &suffix)));
    }
    for name in [AxisName::Likelihood, AxisName::Impact] {
        scales(basis, method.axis(name), &suffix, &mut section);
    }
    section
}

fn bands(basis: &Basis<'_>, method: &Method, suffix: &str) -> Table {
    let columns = [
        ("band", ColumnType::Text, 1),
        ("band_from", ColumnType::Number, 1),
        ("description", ColumnType::Text, 3),
        ("acceptor", ColumnType::Text, 1),
    ];
    let columns = cells::columns(basis.words, &columns);
    let mut table = Table::new(format!("risks-bands{suffix}"), basis.words.get("risks.bands"), columns);
    for (place, band) in method.bands().iter().enumerate() {
        let acceptor = method.acceptors().iter().filter(|acceptor| acceptor.band >= place);
        let acceptor = acceptor.min_by_key(|acceptor| acceptor.band);
        table.push(vec![
            Cell::text(&band.name),
            band.from.map_or(Cell::Empty, cells::number),
            Cell::text(band.description.as_deref().unwrap_or_default()),
            acceptor.map_or(Cell::Empty, |acceptor| cells::reference(basis, &acceptor.role.value)),
        ]);
    }
    table
}

fn scales(basis: &Basis<'_>, axis: &Axis, suffix: &str, section: &mut Section) {
    let name = axis.name().as_str();
    for dimension in axis.dimensions() {
        let title = match dimension.name.eq_ignore_ascii_case(name) {
            true => cells::label(basis.words, name),
            false => format!("{}: {}", cells::label(basis.words, name), dimension.name),
        };
        let columns: Vec<Column> = cells::columns(
            basis.words,
            &[
                ("number", ColumnType::Number, 1),
                ("level", ColumnType::Text, 1),
                ("meaning", ColumnType::Text, 4),
            ],
        );
        let mut table = Table::new(format!("risks-{name}-{}{suffix}", dimension.name), title, columns);
        for level in dimension.scale.levels() {
            let meaning = level.definition.as_deref().unwrap_or_default();
            table.push(vec![cells::number(level.number), Cell::text(&level.label), Cell::text(meaning)]);
        }
        section.push(Block::Table(table));
    }
}
