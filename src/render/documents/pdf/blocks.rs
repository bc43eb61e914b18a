//! Pieces of running text, one below the other.

use super::cells::gap_words;
use super::columns::Plan;
use super::flow::{Flow, Heading};
use super::fonts::Face;
use super::tags::Kind;
use super::text::{Style, Text};
use super::theme::{self, BODY, FAINT, INK, LEADING, LINE, SHADE};
use crate::document::{Block, Gap, Inline, Section, Table};

/// A section in the order of reading, with its number.
#[derive(Debug)]
pub(super) struct Chapter<'d> {
    pub(super) section: &'d Section,
    pub(super) level: usize,
    pub(super) number: String,
}

/// All sections of a document with their numbers.
pub(super) fn chapters(sections: &[Section]) -> Vec<Chapter<'_>> {
    let mut out = Vec::new();
    let mut rest: Vec<(&Section, usize, String)> = numbered(sections, 1, "");
    while let Some((section, level, number)) = rest.pop() {
        rest.extend(numbered(&section.sections, level + 1, &format!("{number}.")));
        out.push(Chapter { section, level, number });
    }
    out
}

/// Sections with their numbers, last first.
fn numbered<'d>(sections: &'d [Section], level: usize, before: &str) -> Vec<(&'d Section, usize, String)> {
    let all = sections.iter().enumerate();
    let mut all: Vec<_> = all.map(|(at, section)| (section, level, format!("{before}{}", at + 1))).collect();
    all.reverse();
    all
}

impl Flow<'_> {
    /// Draws the heading of a section and what stands in it before its parts.
    pub(super) fn chapter(&mut self, chapter: &Chapter<'_>) {
        let plans: Vec<Option<Plan>> =
            chapter.section.blocks.iter().map(|block| self.block_plan(block)).collect();
        let wide = plans.iter().flatten().any(|plan| matches!(plan, Plan::Columns { wide: true, .. }));
        if wide != self.is_wide() {
            if self.is_fresh() {
                self.relay(wide);
            } else {
                self.turn(wide);
            }
        }
        self.heading(chapter);
        for (block, plan) in chapter.section.blocks.iter().zip(plans) {
            match (block, plan) {
                (Block::Table(table), Some(plan)) => self.planned(table, plan),
                (block, _) => self.block(block),
            }
        }
    }

    fn block_plan(&mut self, block: &Block) -> Option<Plan> {
        match block {
            Block::Table(table) => Some(self.plan(table)),
            Block::Chart(_) | Block::Picture(_) => block.table().map(|table| self.plan(table)),
            _ => None,
        }
    }

    /// Draws a table whose columns are stretched to the page that it came to lie on. One that wants a page on its side and
    /// has none is stacked.
    pub(super) fn planned(&mut self, table: &Table, plan: Plan) {
        let plan = match plan {
            Plan::Columns { wide: true, .. } if !self.is_wide() => Plan::Stacked,
            Plan::Columns { size, wide, mut widths } => {
                let stretch = self.measure().1 / widths.iter().sum::<f32>().max(1.0);
                widths.iter_mut().for_each(|width| *width *= stretch);
                Plan::Columns { size, wide, widths }
            }
            Plan::Stacked => Plan::Stacked,
        };
        self.table(table, plan);
    }

    fn heading(&mut self, chapter: &Chapter<'_>) {
        let size = match chapter.level {
            1 => 17.0,
            2 => 13.0,
            3 => 11.0,
            _ => BODY + 0.5,
        };
        // A heading stays with what it is for.
        let below = if chapter.level == 1 { 150.0 } else { 80.0 };
        self.need(size * 1.6 + below);
        if !self.is_fresh() {
            self.y += size * 0.9;
        }
        let title = title(chapter.section);
        self.anchor(&chapter.section.anchor);
        self.found.headings.push(Heading {
            level: chapter.level,
            number: chapter.number.clone(),
            title: title.clone(),
            place: (self.page_index(), (self.y - 8.0).max(0.0)),
        });
        let accent = self.frame.accent;
        let ink = if chapter.level <= 2 { accent } else { INK };
        let (x, width) = self.measure();
        let level = u16::try_from(chapter.level).unwrap_or(6).min(6);
        self.tags.open(Kind::Heading(level, format!("{} {title}", chapter.number)));
        let mut text = Text::plain(&format!("{}\u{2002}", chapter.number), Style::new(Face::Regular, ink));
        text.push(&title, Style::new(Face::Bold, ink));
        self.text(&text, size, x, width);
        self.tags.close();
        if chapter.level == 1 {
            self.behind_area(x, self.y + 2.0, width, 1.2, 0.0, accent);
            self.y += 6.0;
        }
        self.y += size * 0.35;
    }

    fn block(&mut self, block: &Block) {
        let (x, width) = self.measure();
        self.placed(block, x, width);
    }

    fn placed(&mut self, block: &Block, x: f32, width: f32) {
        match block {
            Block::Paragraph(parts) => self.paragraph(parts, Style::default(), x, width),
            Block::Heading(parts) => self.inner_heading(parts, x, width),
            Block::List { start, items } => self.list(*start, items, x, width),
            Block::Quote(blocks) => self.quote(blocks, x, width),
            Block::Code(text) => self.code(text, x, width),
            Block::Rule => {
                self.y += 4.0;
                self.behind_area(x, self.y, width, 0.6, 0.0, LINE);
                self.y += 8.0;
            }
            Block::Facts(facts) => self.facts(facts),
            Block::Figures(figures) => self.figures(figures),
            Block::Table(table) => {
                let plan = self.plan(table);
                self.planned(table, plan);
            }
            Block::Chart(chart) => self.chart(chart),
            Block::Picture(picture) => self.picture(picture),
            Block::Gap(gap) => self.gap(gap, x, width),
        }
    }

    fn paragraph(&mut self, parts: &[Inline], plain: Style, x: f32, width: f32) {
        let mut text = Text::default();
        text.push_inlines(parts, self.inks(plain), &|to| self.leads(to));
        self.tags.open(Kind::Paragraph);
        self.text(&text, BODY, x, width);
        self.tags.close();
        self.y += BODY * 0.55;
    }

    /// A heading that somebody wrote: it is in no list of contents, so it is a strong paragraph.
    fn inner_heading(&mut self, parts: &[Inline], x: f32, width: f32) {
        self.need(60.0);
        self.y += 4.0;
        self.paragraph(parts, Style::new(Face::Bold, INK), x, width);
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], x: f32, width: f32) {
        self.tags.open(Kind::List { counts: start.is_some() });
        for (at, item) in items.iter().enumerate() {
            let label = match start {
                Some(start) => format!("{}.", start.saturating_add(at as u64)),
                None => "\u{2022}".to_owned(),
            };
            let indent = if start.is_some() { 20.0 } else { 13.0 };
            self.need(2.0 * BODY * LEADING);
            self.tags.open(Kind::Item);
            let begin = self.y;
            self.tags.open(Kind::Label);
            self.text(&Text::plain(&label, Style::new(Face::Regular, FAINT)), BODY, x + 1.0, indent + 40.0);
            self.tags.close();
            self.y = begin;
            self.tags.open(Kind::ItemBody);
            item.iter().for_each(|block| self.placed(block, x + indent, (width - indent).max(60.0)));
            if item.is_empty() {
                self.y += BODY * LEADING;
            }
            self.tags.close();
            self.tags.close();
        }
        self.tags.close();
        self.y += 2.0;
    }

    fn quote(&mut self, blocks: &[Block], x: f32, width: f32) {
        self.tags.open(Kind::Quote);
        let (page, begin) = (self.page_index(), self.y);
        blocks.iter().for_each(|block| self.placed(block, x + 14.0, (width - 14.0).max(60.0)));
        self.tags.close();
        let low = self.y;
        // Where it runs over pages only its last part has the line.
        let from = if self.page_index() == page { begin } else { theme::ABOVE };
        let accent = self.frame.accent;
        self.behind_area(x + 2.0, from, 2.0, (low - from - 4.0).max(1.0), 0.0, accent);
        self.y += BODY * 0.5;
    }

    fn code(&mut self, code: &str, x: f32, width: f32) {
        const SIZE: f32 = 8.0;
        let kept: String = code.trim_end_matches('\n').replace('\t', "    ");
        self.tags.open(Kind::Code);
        for line in kept.split('\n') {
            // Blanks count: those that a line could end at would be left out.
            let line = line.replace(' ', "\u{a0}");
            self.need(SIZE * LEADING);
            let (page, begin) = (self.page_index(), self.y);
            let text = Text::plain(&line, Style::new(Face::Mono, INK));
            self.text(&text, SIZE, x + 6.0, width - 12.0);
            let from = if self.page_index() == page { begin } else { theme::ABOVE };
            self.behind_area(x, from - 1.0, width, self.y - from + 2.0, 0.0, SHADE);
        }
        self.tags.close();
        self.y += BODY * 0.8;
    }

    /// Something that is missing, as a paragraph of its own.
    fn gap(&mut self, gap: &Gap, x: f32, width: f32) {
        let text = gap_words(gap, Style::default());
        let (ink, behind) = theme::tone(gap.tone);
        self.need(3.0 * BODY * LEADING);
        let (page, begin) = (self.page_index(), self.y);
        self.y += 4.0;
        self.tags.open(Kind::Paragraph);
        self.text(&text, BODY, x + 22.0, width - 30.0);
        self.tags.close();
        self.y += 4.0;
        let from = if self.page_index() == page { begin } else { theme::ABOVE };
        self.behind_area(x, from, width, self.y - from, 2.5, behind);
        self.behind_area(x, from, 2.5, self.y - from, 0.0, ink);
        self.sign(x + 9.0, from + 4.0 + BODY * LEADING / 2.0, gap.tone);
        self.y += BODY * 0.7;
    }
}

/// The title of a section; its anchor where it has none, since a heading without words leads nobody.
pub(super) fn title(section: &Section) -> String {
    match section.title.trim() {
        "" if section.anchor.is_empty() => "\u{2013}".to_owned(),
        "" => section.anchor.clone(),
        title => Text::plain(title, Style::default()).words.replace('\n', " "),
    }
}
