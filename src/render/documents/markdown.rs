//! Markdown that GitHub and GitLab show alike.
//!
//! Each place that a link can lead to has a mark of its own (`<a name>`), since the two make different ones from headings.

mod escape;
mod inline;
mod table;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use self::escape::{Place, escaped, fragment};
use self::table::table;
use super::{Context, control};
use crate::document::{Block, Cell, Column, Document, Figure, Gap, Inline, Section, Table};
use crate::render::diagrams;

/// Writes a document. The same document gives the same bytes.
pub fn render(document: &Document, context: &Context<'_>) -> String {
    let mut writer = Writer { out: String::new(), anchors: document.anchors(), context };
    writer.heading(1, "", &document.control.title);
    if document.control.is_draft() {
        writer.line(&format!("> **{}**", escaped(context.words.get("draft"), Place::Line)));
    }
    writer.control(document);
    writer.contents(document);
    document.sections.iter().for_each(|section| writer.section(section, 2));
    let text = writer.out.trim_end();
    format!("{text}\n")
}

/// Markdown under construction.
struct Writer<'a> {
    out: String,
    /// What links can lead to.
    anchors: HashSet<&'a str>,
    context: &'a Context<'a>,
}

impl<'a> Writer<'a> {
    /// A line with an empty one below it.
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push_str("\n\n");
    }

    fn word(&self, key: &'a str) -> &'a str {
        self.context.words.get(key)
    }

    /// A heading, with the mark for links before its words.
    fn heading(&mut self, level: usize, anchor: &str, title: &str) {
        let mark =
            if anchor.is_empty() { String::new() } else { format!("<a name=\"{}\"></a>", fragment(anchor)) };
        let signs = "#".repeat(level.min(6));
        let title = escaped(title, Place::Words);
        self.line(&format!("{signs} {mark}{}", title.trim_end_matches('#')));
    }

    fn control(&mut self, document: &Document) {
        let words = self.context.words;
        let columns = vec![Column::new("name", ""), Column::new("value", "")];
        let mut facts = Table::new("control", "", columns);
        for (name, value) in control::facts(&document.control, words) {
            facts.push(vec![Cell::text(name), Cell::text(value)]);
        }
        self.table(&facts);
    }

    fn contents(&mut self, document: &Document) {
        if document.sections.len() < 2 {
            return;
        }
        self.line(&format!("**{}**", escaped(self.word("contents"), Place::Words)));
        for section in &document.sections {
            let title = escaped(&section.title, Place::Words);
            self.out.push_str(&format!("- [{title}](#{})\n", fragment(&section.anchor)));
        }
        self.out.push('\n');
    }

    fn section(&mut self, section: &'a Section, level: usize) {
        self.heading(level, &section.anchor, &section.title);
        section.blocks.iter().for_each(|block| self.block(block));
        section.sections.iter().for_each(|part| self.section(part, level + 1));
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Paragraph(words) => {
                let words = self.inline(words, Place::Line);
                self.line(&words);
            }
            // A heading of somebody's own must not look like one of the document's.
            Block::Heading(words) => {
                let words = self.inline(words, Place::Words);
                self.line(&format!("**{}**", words.trim()));
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Quote(blocks) => self.set_in("> ", "> ", blocks),
            Block::Code(code) => self.fenced("text", code),
            Block::Rule => self.line("---"),
            Block::Facts(facts) => self.facts(facts),
            Block::Figures(figures) => self.figures(figures),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => {
                self.caption(&chart.title, &chart.description);
                self.table(&chart.table);
            }
            Block::Picture(picture) => self.picture(picture),
            Block::Gap(gap) => {
                let gap = self.gap(gap, Place::Words);
                self.line(&format!("> {gap}"));
            }
        }
    }

    fn caption(&mut self, title: &str, description: &str) {
        self.line(&format!("**{}**", escaped(title, Place::Words)));
        self.line(&escaped(description, Place::Line));
    }

    /// The picture as a forge draws it, where it is not too large for that, and what it shows as a table.
    fn picture(&mut self, picture: &'a crate::document::Picture) {
        self.caption(&picture.diagram.title, &picture.diagram.description);
        let style = diagrams::Style { width: 80, color: false, unicode: true };
        if let Ok(drawn) = diagrams::render(&picture.diagram, diagrams::Format::Mermaid, &style) {
            self.fenced("mermaid", &drawn);
        }
        self.table(&picture.table);
    }

    /// Text between lines of backticks, more of them than it has itself.
    fn fenced(&mut self, language: &str, code: &str) {
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.line(&format!("{fence}{language}\n{}\n{fence}", code.trim_end()));
    }

    fn facts(&mut self, facts: &'a [(String, Cell)]) {
        for (name, value) in facts {
            let name = escaped(name, Place::Words);
            let value = self.cell(value);
            self.out.push_str(format!("- **{name}**: {value}").trim_end());
            self.out.push('\n');
        }
        self.out.push('\n');
    }

    fn figures(&mut self, figures: &'a [Figure]) {
        let words = self.context.words;
        let titles = ["figure", "value", "note"];
        let columns = titles.map(|key| Column::new(key, words.get(&format!("sheets.{key}"))));
        let mut table = Table::new("figures", "", columns.to_vec());
        for figure in figures {
            let label = match &figure.to {
                Some(to) => {
                    Cell::Rich(vec![Inline::Link { to: to.clone(), text: vec![Inline::text(&figure.label)] }])
                }
                None => Cell::text(&figure.label),
            };
            table.push(vec![label, Cell::text(&figure.value), Cell::text(&figure.note)]);
        }
        self.table(&table);
    }

    fn table(&mut self, shown: &Table) {
        let written = table(self, shown);
        self.out.push_str(&written);
    }

    fn list(&mut self, start: Option<u64>, items: &'a [Vec<Block>]) {
        for (at, item) in items.iter().enumerate() {
            let sign =
                start.map_or("- ".to_owned(), |start| format!("{}. ", start.saturating_add(at as u64)));
            self.set_in(&sign, &" ".repeat(sign.len()), item);
        }
    }

    /// Blocks behind a sign: `first` before their first line, `rest` before the others.
    fn set_in(&mut self, first: &str, rest: &str, blocks: &'a [Block]) {
        let mut inner =
            Self { out: String::new(), anchors: std::mem::take(&mut self.anchors), context: self.context };
        blocks.iter().for_each(|block| inner.block(block));
        for (at, line) in inner.out.trim_end().lines().enumerate() {
            let sign = if at == 0 { first } else { rest };
            self.out.push_str(format!("{sign}{line}").trim_end());
            self.out.push('\n');
        }
        self.out.push('\n');
        self.anchors = inner.anchors;
    }

    fn gap(&self, gap: &Gap, place: Place) -> String {
        let rule =
            if gap.rule.is_empty() { String::new() } else { format!(" (`{}`)", gap.rule.replace('`', "'")) };
        let name = escaped(self.word("sheets.gap"), Place::Words);
        format!("**{name}**: {}{rule}", escaped(&gap.message, place))
    }
}
