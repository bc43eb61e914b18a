//! Markdown in a cell.

use super::value::{inlines, joined};
use crate::document::{Block, Cell, Inline, markdown};

/// Markdown in a cell: its words with weight and links, blocks on lines of their own.
pub fn prose(text: &str) -> Cell {
    let mut out = Vec::new();
    blocks(&markdown(text), &mut out);
    match out.as_slice() {
        [] => Cell::Empty,
        [Inline::Text(only)] => Cell::text(only),
        _ => Cell::Rich(out),
    }
}

fn blocks(blocks: &[Block], out: &mut Vec<Inline>) {
    for block in blocks {
        if !out.is_empty() && !matches!(out.last(), Some(Inline::Break)) && !is_bullet(out.last()) {
            out.push(Inline::Break);
        }
        match block {
            Block::Paragraph(words) => out.extend(words.iter().cloned()),
            Block::Heading(words) => out.push(Inline::Strong(words.clone())),
            Block::Quote(inner) => self::blocks(inner, out),
            Block::Code(text) => out.extend(lines(text)),
            Block::List { start, items } => list(*start, items, out),
            Block::Table(table) => {
                let head = table.columns.iter().map(|column| column.title.clone()).collect::<Vec<_>>();
                out.push(Inline::Strong(vec![Inline::text(head.join(" | "))]));
                for row in &table.rows {
                    out.push(Inline::Break);
                    out.extend(joined(row.cells.iter().map(inlines), " | "));
                }
            }
            _ => {}
        }
    }
}

fn list(start: Option<u64>, items: &[Vec<Block>], out: &mut Vec<Inline>) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(Inline::Break);
        }
        let sign = start.map_or("\u{2022} ".to_owned(), |start| format!("{}. ", start + index as u64));
        out.push(Inline::text(sign));
        blocks(item, out);
    }
}

/// Whether a sign of a list was put last, so that its words go on beside it.
fn is_bullet(last: Option<&Inline>) -> bool {
    let sign = |text: &str| {
        text == "\u{2022} "
            || text.strip_suffix(". ").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    matches!(last, Some(Inline::Text(text)) if sign(text))
}

fn lines(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for line in text.lines() {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.push(Inline::Code(line.to_owned()));
    }
    out
}
