//! Markdown that somebody wrote, as blocks. Raw HTML is shown as text, pictures as their words.

use pulldown_cmark::{Event, Options, Parser, Tag, TextMergeStream};

use super::prose::{Inline, Target, clean, clean_lines};
use super::{Block, Cell, Column, Row, Table};

/// How deep lists, quotes and weights may lie in each other; what is deeper is read as if it lay here.
const DEEPEST: usize = 16;

/// Reads Markdown with tables, struck-out words and task lists.
pub fn blocks(text: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reader = Reader { events: TextMergeStream::new(Parser::new_ext(text, options)) };
    reader.body(0)
}

struct Reader<'t, I: Iterator<Item = Event<'t>>> {
    events: TextMergeStream<'t, I>,
}

/// Blocks of one container, with words that are not yet in a paragraph.
#[derive(Default)]
struct Body {
    blocks: Vec<Block>,
    words: Vec<Inline>,
}

impl Body {
    fn close_paragraph(&mut self) {
        let words = std::mem::take(&mut self.words);
        if !words.is_empty() {
            self.blocks.push(Block::Paragraph(words));
        }
    }

    fn push(&mut self, block: Block) {
        self.close_paragraph();
        self.blocks.push(block);
    }
}

impl<'t, I: Iterator<Item = Event<'t>>> Reader<'t, I> {
    /// Everything up to the end of the container that was begun last.
    fn body(&mut self, depth: usize) -> Vec<Block> {
        let mut body = Body::default();
        // Containers that are too deep, and so are not told from this one.
        let mut flat = 0_usize;
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(tag) if depth < DEEPEST => self.start(tag, depth + 1, &mut body),
                Event::Start(_) => flat += 1,
                Event::End(_) if flat == 0 => break,
                Event::End(_) => {
                    flat -= 1;
                    body.close_paragraph();
                }
                Event::Rule => body.push(Block::Rule),
                event => body.words.extend(word(event)),
            }
        }
        body.close_paragraph();
        body.blocks
    }

    fn start(&mut self, tag: Tag<'t>, depth: usize, body: &mut Body) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => {
                let words = self.words(depth);
                body.push(Block::Paragraph(words));
            }
            Tag::Heading { .. } => {
                let words = self.words(depth);
                body.push(Block::Heading(words));
            }
            Tag::BlockQuote(_) => {
                let inner = self.body(depth);
                body.push(Block::Quote(inner));
            }
            Tag::CodeBlock(_) => {
                let words = Inline::words(&self.verbatim());
                body.push(Block::Code(clean_lines(words.trim_end_matches('\n'))));
            }
            Tag::List(start) => {
                let items = self.items(depth);
                body.push(Block::List { start, items });
            }
            Tag::Table(_) => {
                let table = self.table(depth);
                body.push(Block::Table(table));
            }
            tag => {
                let words = self.span(tag, depth);
                body.words.extend(words);
            }
        }
    }

    /// The items of a list.
    fn items(&mut self, depth: usize) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(_) => items.push(self.body(depth)),
                Event::End(_) => break,
                _ => {}
            }
        }
        items
    }

    /// A table; the first row that comes is its head.
    fn table(&mut self, depth: usize) -> Table {
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        let mut level = 0_usize;
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    let words = self.words(depth);
                    rows.last_mut().into_iter().for_each(|row| row.push(words.clone()));
                }
                Event::Start(_) => {
                    rows.push(Vec::new());
                    level += 1;
                }
                Event::End(_) if level == 0 => break,
                Event::End(_) => level -= 1,
                _ => {}
            }
        }
        let mut rows = rows.into_iter();
        let head = rows.next().unwrap_or_default();
        let columns: Vec<Column> =
            head.iter().map(|words| Column::new(String::new(), Inline::words(words))).collect();
        let rows = rows.map(|row| Row::new(row.into_iter().map(Cell::Rich).collect())).collect();
        Table { columns, rows, ..Table::default() }
    }

    /// Words up to the end of what was begun last.
    fn words(&mut self, depth: usize) -> Vec<Inline> {
        let mut words = Vec::new();
        let mut flat = 0_usize;
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(tag) if depth < DEEPEST => {
                    let inner = self.span(tag, depth + 1);
                    words.extend(inner);
                }
                Event::Start(_) => flat += 1,
                Event::End(_) if flat == 0 => break,
                Event::End(_) => flat -= 1,
                event => words.extend(word(event)),
            }
        }
        words
    }

    /// Words that stand out, or lead somewhere.
    fn span(&mut self, tag: Tag<'t>, depth: usize) -> Vec<Inline> {
        let words = self.words(depth);
        match tag {
            Tag::Strong => vec![Inline::Strong(words)],
            Tag::Emphasis => vec![Inline::Emphasis(words)],
            Tag::Strikethrough => vec![Inline::Struck(words)],
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => match Target::written(&dest_url) {
                Some(to) => vec![Inline::Link { to, text: words }],
                None => words,
            },
            _ => words,
        }
    }

    /// Text as it stands, up to the end of what was begun last.
    fn verbatim(&mut self) -> Vec<Inline> {
        let mut out = Vec::new();
        for event in self.events.by_ref() {
            match event {
                Event::End(_) => break,
                Event::Text(text) => out.push(Inline::Code(text.into_string())),
                _ => {}
            }
        }
        out
    }
}

/// What an event without inside says.
fn word(event: Event<'_>) -> Option<Inline> {
    Some(match event {
        Event::Text(text) => Inline::text(text),
        // A tag that was written is shown, so that nothing is lost and nothing is obeyed.
        Event::Html(text) | Event::InlineHtml(text) => Inline::text(text.trim_end_matches('\n')),
        Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => Inline::Code(clean(text)),
        Event::FootnoteReference(name) => Inline::text(format!("[^{name}]")),
        Event::SoftBreak => Inline::text(" "),
        Event::HardBreak => Inline::Break,
        Event::TaskListMarker(done) => Inline::text(if done { "[x] " } else { "[ ] " }),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(words: &str) -> Block {
        Block::say(words)
    }

    #[test]
    fn what_was_written_becomes_blocks() {
        let found =
            blocks("# Scope\n\nAll *sites* of **Aehrenfeld**, see [the map](map.md).\n\n1. one\n2. two\n");
        let link = Inline::Link { to: Target::File("map.md".into()), text: vec![Inline::text("the map")] };
        let expected = [
            Block::Heading(vec![Inline::text("Scope")]),
            Block::Paragraph(vec![
                Inline::text("All "),
                Inline::Emphasis(vec![Inline::text("sites")]),
                Inline::text(" of "),
                Inline::Strong(vec![Inline::text("Aehrenfeld")]),
                Inline::text(", see "),
                link,
                Inline::text("."),
            ]),
            Block::List { start: Some(1), items: vec![vec![paragraph("one")], vec![paragraph("two")]] },
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_table_keeps_its_head_and_rows() {
        let found = blocks("| who | what |\n|---|---|\n| Anna | `rm` |\n| Bo | x |\n");
        let Some(Block::Table(table)) = found.first() else { panic!("{found:?}") };
        let words: Vec<Vec<String>> =
            table.rows.iter().map(|row| row.cells.iter().map(Cell::words).collect()).collect();
        assert_eq!(
            table.columns.iter().map(|column| column.title.as_str()).collect::<Vec<_>>(),
            ["who", "what"]
        );
        assert_eq!(words, [["Anna", "rm"], ["Bo", "x"]]);
    }

    #[test]
    fn html_and_links_that_run_are_shown_as_words() {
        let found = blocks("<script>alert(1)</script>\n\na <b onclick=x>b</b> [c](javascript:alert(1))\n");
        let words: Vec<String> = found
            .iter()
            .map(|block| match block {
                Block::Paragraph(words) => Inline::words(words),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(words, ["<script>alert(1)</script>", "a <b onclick=x>b</b> c"]);
        assert!(!format!("{found:?}").contains("Link"), "{found:?}");
    }

    #[test]
    fn lists_in_lists_without_end_are_read_in_bounded_depth() {
        let deep = format!("{}x\n\nafter\n", "> ".repeat(5000));
        let found = blocks(&deep);
        assert!(format!("{found:?}").matches("Quote").count() <= DEEPEST, "{found:?}");
        assert_eq!(found.last(), Some(&paragraph("after")));
    }
}
