//! A document as plain text for a terminal: to be read at once, with nothing left out.

mod grid;

use super::Context;
use crate::document::{Block, Document, Figure, Inline, Section, Table};
use crate::render::wrap::wrap;

/// Columns of the narrowest text.
const NARROWEST: usize = 40;

/// The whole document in lines of so many columns; words that are longer stay whole.
pub fn render(document: &Document, context: &Context<'_>, width: usize) -> String {
    let mut page = Page { out: String::new(), width: width.max(NARROWEST), indent: 0 };
    head(&mut page, document, context);
    document.sections.iter().for_each(|section| page.section(section, 1));
    page.out.truncate(page.out.trim_end().len());
    page.out.push('\n');
    page.out
}

fn head(page: &mut Page, document: &Document, context: &Context<'_>) {
    let control = &document.control;
    let words = context.words;
    let mut facts = vec![control.organisation.clone()];
    facts.extend(control.as_of.map(|day| words.fill("text.as_of", &[("date", &day.to_string())])));
    match control.short_commit() {
        Some(commit) if control.dirty => facts.push(words.fill("text.dirty", &[("commit", commit)])),
        Some(commit) => facts.push(words.fill("text.commit", &[("commit", commit)])),
        None => facts.push(words.get("text.no_commit").to_owned()),
    }
    if !control.version.is_empty() {
        facts.push(words.fill("text.version", &[("version", &control.version)]));
    }
    facts.push(control.classification.clone());
    facts.retain(|fact| !fact.is_empty());
    page.wrapped("", &facts.join(", "));
    for (key, value) in [("text.owner", &control.owner), ("text.approved", &control.approved)] {
        if !value.is_empty() {
            page.wrapped("", &words.fill(key, &[("value", value)]));
        }
    }
    for reason in &control.draft {
        page.wrapped("! ", &format!("{}: {reason}", words.get("draft")));
    }
    control.left_out.iter().for_each(|left| page.wrapped("! ", left));
}

/// Text under construction.
struct Page {
    out: String,
    width: usize,
    indent: usize,
}

impl Page {
    fn line(&mut self, line: &str) {
        let line = line.trim_end();
        if !line.is_empty() {
            self.out.push_str(&" ".repeat(self.indent));
            self.out.push_str(line);
        }
        self.out.push('\n');
    }

    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Lines of a text; those after the first begin below the first word after `sign`.
    fn wrapped(&mut self, sign: &str, text: &str) {
        let hang = sign.chars().count();
        let room = self.width.saturating_sub(self.indent + hang).max(10);
        let mut first = true;
        for paragraph in text.lines() {
            for line in wrap(paragraph, room, 0) {
                let before = if first { sign.to_owned() } else { " ".repeat(hang) };
                self.line(&format!("{before}{line}"));
                first = false;
            }
        }
    }

    fn section(&mut self, section: &Section, level: usize) {
        self.blank();
        self.line(&section.title);
        let sign = match level {
            1 => "=",
            2 => "-",
            _ => "",
        };
        if !sign.is_empty() {
            let columns = unicode_width::UnicodeWidthStr::width(section.title.as_str());
            self.line(&sign.repeat(columns.min(self.width)));
        }
        for block in &section.blocks {
            self.blank();
            match block {
                // The heading says it already.
                Block::Table(table) if table.title == section.title => self.rows(table),
                block => self.block(block),
            }
        }
        section.sections.iter().for_each(|inner| self.section(inner, level + 1));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(words) | Block::Heading(words) => self.wrapped("", &Inline::words(words)),
            Block::List { start, items } => self.list(*start, items),
            Block::Quote(inner) => self.inside(inner),
            Block::Code(code) => code.lines().for_each(|line| self.line(&format!("    {line}"))),
            Block::Rule => self.line(&"-".repeat(self.width.min(20))),
            Block::Facts(facts) => self.facts(facts),
            Block::Figures(figures) => figures.iter().for_each(|figure| self.figure(figure)),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.drawing(&chart.title, &chart.description, &chart.table),
            Block::Picture(picture) => {
                self.drawing(&picture.diagram.title, &picture.diagram.description, &picture.table);
            }
            Block::Gap(gap) => {
                let rule = if gap.rule.is_empty() { String::new() } else { format!(" ({})", gap.rule) };
                self.wrapped("! ", &format!("{}{rule}", gap.message));
            }
        }
    }

    fn inside(&mut self, blocks: &[Block]) {
        self.indent += 2;
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                self.blank();
            }
            self.block(block);
        }
        self.indent -= 2;
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>]) {
        for (index, item) in items.iter().enumerate() {
            let sign = start.map_or("- ".to_owned(), |start| format!("{}. ", start + index as u64));
            let mut item = item.iter();
            match item.next() {
                Some(Block::Paragraph(words)) => self.wrapped(&sign, &Inline::words(words)),
                Some(other) => self.inside(std::slice::from_ref(other)),
                None => self.line(&sign),
            }
            item.for_each(|block| self.inside(std::slice::from_ref(block)));
        }
    }

    fn facts(&mut self, facts: &[(String, crate::document::Cell)]) {
        let columns = |name: &str| unicode_width::UnicodeWidthStr::width(name);
        let widest = facts.iter().map(|(name, _)| columns(name)).max().unwrap_or(0).min(24);
        for (name, cell) in facts {
            let gap = " ".repeat(widest.saturating_sub(columns(name)));
            self.wrapped(&format!("{name}:{gap} "), &grid::words(cell));
        }
    }

    fn figure(&mut self, figure: &Figure) {
        let note = if figure.note.is_empty() { String::new() } else { format!(" ({})", figure.note) };
        self.wrapped("", &format!("{}: {}{note}", figure.label, figure.value));
    }

    fn drawing(&mut self, title: &str, description: &str, table: &Table) {
        self.wrapped("", title);
        if !description.is_empty() {
            self.wrapped("", description);
        }
        self.blank();
        self.rows(table);
    }

    fn table(&mut self, table: &Table) {
        if !table.title.is_empty() {
            self.wrapped("", &table.title);
        }
        self.rows(table);
    }

    fn rows(&mut self, table: &Table) {
        for line in grid::lines(table, self.width - self.indent) {
            self.line(&line);
        }
    }
}
