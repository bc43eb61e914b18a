//! Chapters, their numbers, and the list of contents.

use super::escape::{escaped, id};
use super::{Page, escape};
use crate::document::{Block, Document, Section};
use crate::words::Words;

/// Parts of a chapter beyond which the list of contents names the chapter alone.
const MOST_PARTS: usize = 40;

impl Page<'_> {
    /// A section with its parts. `number` is that of one which the list of contents may name.
    pub(super) fn section(&mut self, section: &Section, level: usize, number: Option<&str>) {
        let anchor = id(&section.anchor);
        if section.folded && level > 2 {
            self.push("<section>\n<details class=\"fold\"><summary>");
            self.heading(section, level, None);
            self.push("</summary>\n<div class=\"in\" id=\"");
            self.push(&anchor);
            self.push("\">\n");
            self.inside(section, level, None);
            self.push("</div>\n</details>\n</section>\n");
        } else {
            self.push("<section id=\"");
            self.push(&anchor);
            self.push("\">\n");
            self.heading(section, level, number);
            self.inside(section, level, number);
            self.push("</section>\n");
        }
    }

    fn inside(&mut self, section: &Section, level: usize, number: Option<&str>) {
        self.blocks(&section.blocks, level + 1);
        // Only chapters and their parts are numbered.
        let numbered = number.filter(|_| level == 2);
        let mut at = 0;
        for part in &section.sections {
            at += usize::from(!part.folded);
            let number = numbered.filter(|_| !part.folded).map(|number| format!("{number}.{at}"));
            self.section(part, level + 1, number.as_deref());
        }
    }

    fn heading(&mut self, section: &Section, level: usize, number: Option<&str>) {
        let tag = level.min(6);
        self.push(&format!("<h{tag}{}>", direction(&section.title)));
        if let Some(number) = number {
            self.push(&format!("<span class=\"no\">{number}</span>"));
        }
        self.text(&section.title);
        if !section.folded {
            let name = self.words.fill("html.link_to", &[("title", &section.title)]);
            self.push(&format!(
                "<a class=\"hash\" href=\"#{}\" aria-label=\"{}\">#</a>",
                id(&section.anchor),
                escaped(&name)
            ));
        }
        self.push(&format!("</h{tag}>\n"));
    }

    /// Blocks from top to bottom; charts that follow each other stand side by side where there is room.
    pub(super) fn blocks(&mut self, blocks: &[Block], level: usize) {
        let mut rest = blocks;
        while let Some(first) = rest.first() {
            let charts = rest.iter().take_while(|block| matches!(block, Block::Chart(_))).count();
            if charts > 1 {
                self.push("<div class=\"charts\">\n");
                rest[..charts].iter().for_each(|block| self.block(block, level));
                self.push("</div>\n");
                rest = &rest[charts..];
            } else {
                self.block(first, level);
                rest = &rest[1..];
            }
        }
    }
}

/// The attribute for an element whose text may run from right to left.
pub(super) fn direction(text: &str) -> &'static str {
    if escape::is_two_way(text) { " dir=\"auto\"" } else { "" }
}

/// The list of contents: chapters, and their parts where these are read and not looked up.
pub(super) fn contents(document: &Document, words: &Words, ui: &str) -> String {
    let mut out = String::from("<ul>\n");
    out.push_str(&format!(
        "<li><a href=\"#{ui}control\">{}</a></li>\n",
        escaped(words.get("html.control.title"))
    ));
    for (at, chapter) in document.sections.iter().enumerate() {
        out.push_str("<li>");
        entry(&mut out, chapter, &(at + 1).to_string());
        let parts: Vec<&Section> = chapter.sections.iter().filter(|part| !part.folded).collect();
        if !parts.is_empty() && parts.len() <= MOST_PARTS {
            out.push_str("\n<ul>\n");
            for (index, part) in parts.into_iter().enumerate() {
                out.push_str("<li>");
                entry(&mut out, part, &format!("{}.{}", at + 1, index + 1));
                out.push_str("</li>\n");
            }
            out.push_str("</ul>\n");
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    out
}

fn entry(out: &mut String, section: &Section, number: &str) {
    out.push_str(&format!(
        "<a href=\"#{}\"><span class=\"no\">{number}</span> <span{}>",
        id(&section.anchor),
        direction(&section.title)
    ));
    escape::text(out, &section.title);
    out.push_str("</span></a>");
}
