//! What a report says beside its tables, so that a workbook of one report leaves nothing out.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Book;
use super::long::LongTexts;
use crate::document::{Block, Inline, Section};

/// The sheet with it, where the document is one report and says anything.
pub(super) fn write(book: &Book<'_>, long: &mut LongTexts) -> Result<Option<Worksheet>, XlsxError> {
    let mut rows: Vec<(String, String)> = Vec::new();
    if book.plan.whole {
        for section in book.document.all_sections() {
            told(section, &section.blocks, &mut rows);
        }
    }
    if rows.is_empty() {
        return Ok(None);
    }
    let mut worksheet = book.worksheet(&book.plan.notes)?;
    book.banner(&mut worksheet)?;
    let head = book.head();
    for (column, (key, width)) in [("section", 28), ("text", 100)].into_iter().enumerate() {
        let title = book.words.get(&format!("sheets.{key}")).to_owned();
        worksheet.write_string_with_format(head, column as u16, title, &book.styles.head)?;
        worksheet.set_column_width(column as u16, width)?;
    }
    worksheet.set_freeze_panes(head + 1, 0)?.set_repeat_rows(head, head)?;
    for (row, (section, text)) in (head + 1..).zip(&rows) {
        let text = long.fit(book, text, || format!("{}!B{}", book.plan.notes, row + 1));
        worksheet.write_string_with_format(row, 0, section, &book.styles.name)?;
        worksheet.write_string_with_format(row, 1, text, &book.styles.text)?;
    }
    Ok(Some(worksheet))
}

fn told(section: &Section, blocks: &[Block], rows: &mut Vec<(String, String)>) {
    for block in blocks {
        let said = said(block).into_iter().filter(|text| !text.trim().is_empty());
        rows.extend(said.map(|text| (section.title.clone(), text)));
        match block {
            Block::List { items, .. } => items.iter().for_each(|item| told(section, item, rows)),
            Block::Quote(blocks) => told(section, blocks, rows),
            _ => {}
        }
    }
}

/// What a block says itself; tables have sheets of their own.
fn said(block: &Block) -> Vec<String> {
    let with_note =
        |text: String, note: &str| if note.is_empty() { text } else { format!("{text} ({note})") };
    match block {
        Block::Paragraph(words) | Block::Heading(words) => vec![Inline::words(words)],
        Block::Code(code) => vec![code.clone()],
        Block::Facts(facts) => {
            facts.iter().map(|(name, value)| format!("{name}: {}", value.words())).collect()
        }
        Block::Figures(figures) => {
            figures.iter().map(|one| with_note(format!("{}: {}", one.label, one.value), &one.note)).collect()
        }
        Block::Chart(chart) => vec![format!("{}: {}", chart.title, chart.description)],
        Block::Picture(picture) => {
            vec![format!("{}: {}", picture.diagram.title, picture.diagram.description)]
        }
        Block::Gap(gap) => vec![with_note(gap.message.clone(), &gap.rule)],
        Block::Rule | Block::Table(_) | Block::List { .. } | Block::Quote(_) => Vec::new(),
    }
}
