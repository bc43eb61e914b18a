//! Takes out of a document what its reader may not see: pages and rows of withheld records, and every end of a link that
//! leads to one.

use super::redact_blocks::block;
use super::withheld::Withheld;
use crate::document::{Cell, Document, Inline, Section, Table, Target};

/// Takes withheld records out of a document. What named them says that something is withheld.
pub(super) fn redact(document: &mut Document, withheld: &Withheld) {
    let control = &mut document.control;
    for text in [&mut control.scope, &mut control.owner, &mut control.approved, &mut control.title] {
        withheld.scrub(text);
    }
    control.draft.iter_mut().for_each(|reason| withheld.scrub(reason));
    sections(&mut document.sections, withheld);
}

fn sections(sections: &mut Vec<Section>, withheld: &Withheld) {
    sections.retain(|section| !withheld.has(&section.anchor));
    for section in sections {
        withheld.scrub(&mut section.title);
        withheld.scrub(&mut section.anchor);
        section.blocks.iter_mut().for_each(|one| block(one, withheld));
        self::sections(&mut section.sections, withheld);
    }
}

/// A table without rows about withheld records: the first record that a row names is what it is about.
pub(super) fn table(table: &mut Table, withheld: &Withheld) {
    withheld.scrub(&mut table.title);
    table.rows.retain(|row| {
        let own = row.anchor.as_deref().is_some_and(|anchor| withheld.has(anchor));
        let subject = row.cells.iter().flat_map(Cell::targets).find_map(|target| match target {
            Target::Anchor(id) => Some(id),
            _ => None,
        });
        !own && !subject.is_some_and(|id| withheld.has(&id))
    });
    let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
    cells.for_each(|one| cell(one, withheld));
}

/// A cell with the word in place of what is withheld.
pub(super) fn cell(cell: &mut Cell, withheld: &Withheld) {
    match cell {
        Cell::Empty | Cell::Date(_) => {}
        Cell::Text(text) | Cell::State { word: text, .. } | Cell::Number { unit: text, .. } => {
            withheld.scrub(text);
        }
        Cell::Record(id) if withheld.has(id) => *cell = Cell::Text(withheld.word().to_owned()),
        Cell::Record(_) => {}
        // What stands beside such a link is its title, or tells of it.
        Cell::Rich(words) if leads(words, withheld) => *cell = Cell::Text(withheld.word().to_owned()),
        Cell::Rich(words) => inlines(words, withheld),
        Cell::List(cells) => cells.iter_mut().for_each(|one| self::cell(one, withheld)),
        Cell::Gap(gap) => withheld.scrub(&mut gap.message),
    }
}

fn leads(words: &[Inline], withheld: &Withheld) -> bool {
    let is_hidden = |word: &Inline| match word {
        Inline::Link { to: Target::Anchor(id), .. } => withheld.has(id),
        _ => false,
    };
    words.first().is_some_and(is_hidden)
}

/// Running text with the word in place of links to what is withheld.
pub(super) fn inlines(words: &mut [Inline], withheld: &Withheld) {
    for word in words {
        match word {
            Inline::Link { to: Target::Anchor(id), .. } if withheld.has(id) => {
                *word = Inline::Text(withheld.word().to_owned());
            }
            Inline::Text(text) | Inline::Code(text) => withheld.scrub(text),
            Inline::Link { to, text } => {
                if let Target::Url(address) | Target::File(address) = to {
                    withheld.scrub(address);
                }
                inlines(text, withheld);
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Struck(inner) => {
                inlines(inner, withheld);
            }
            Inline::Break => {}
        }
    }
}
