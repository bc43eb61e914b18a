//! Running text, lists, facts, key figures and gaps.

use super::Page;
use super::section::direction;
use crate::document::{Block, Figure, Gap, Inline, Target, Tone};
use crate::render::charts;

impl Page<'_> {
    /// A piece of a section; headings inside of it begin at `level`.
    pub(super) fn block(&mut self, block: &Block, level: usize) {
        match block {
            Block::Paragraph(parts) => self.inlines("p", "", parts),
            Block::Heading(parts) => self.inlines(&format!("h{}", level.min(6)), "", parts),
            Block::List { start, items } => self.list(*start, items, level),
            Block::Quote(blocks) => {
                self.push("<blockquote>\n");
                self.blocks(blocks, level);
                self.push("</blockquote>\n");
            }
            Block::Code(code) => {
                self.push(&format!("<pre{}>", direction(code)));
                // A line feed right behind the tag is none of the text's.
                self.push(if code.starts_with('\n') { "\n" } else { "" });
                self.text(code);
                self.push("</pre>\n");
            }
            Block::Rule => self.push("<hr>\n"),
            Block::Facts(facts) => self.facts(facts),
            Block::Figures(figures) => self.figures(figures),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::Picture(picture) => self.picture(picture),
            Block::Gap(gap) => {
                self.push(&format!("<p class=\"gap {}\">", gap.tone.as_str()));
                self.gap_words(gap);
                self.push("</p>\n");
            }
        }
    }

    fn inlines(&mut self, tag: &str, class: &str, parts: &[Inline]) {
        let way = direction(&Inline::words(parts));
        self.push(&format!("<{tag}{class}{way}>"));
        self.parts(parts);
        self.push(&format!("</{tag}>\n"));
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], level: usize) {
        let (open, close) = match start {
            None => ("<ul>\n".to_owned(), "</ul>\n"),
            Some(1) => ("<ol>\n".to_owned(), "</ol>\n"),
            Some(first) => (format!("<ol start=\"{}\">\n", first.min(i32::MAX as u64)), "</ol>\n"),
        };
        self.push(&open);
        for item in items {
            if let [Block::Paragraph(parts)] = item.as_slice() {
                self.inlines("li", "", parts);
            } else {
                self.push("<li>");
                self.blocks(item, level);
                self.push("</li>\n");
            }
        }
        self.push(close);
    }

    pub(super) fn parts(&mut self, parts: &[Inline]) {
        for part in parts {
            match part {
                Inline::Text(text) => self.run(text),
                Inline::Strong(inner) => self.marked("strong", inner),
                Inline::Emphasis(inner) => self.marked("em", inner),
                Inline::Struck(inner) => self.marked("s", inner),
                Inline::Code(code) => {
                    self.push("<code>");
                    self.run(code);
                    self.push("</code>");
                }
                Inline::Link { to, text } => self.link(to, text),
                Inline::Break => self.push("<br>"),
            }
        }
    }

    fn marked(&mut self, tag: &str, inner: &[Inline]) {
        self.push(&format!("<{tag}>"));
        self.parts(inner);
        self.push(&format!("</{tag}>"));
    }

    /// Words that lead somewhere; the words alone where the page has no such place. A file is named beside them.
    fn link(&mut self, to: &Target, words: &[Inline]) {
        let address = self.address(to);
        if let Some(address) = &address {
            let outside = matches!(to, Target::Url(_));
            self.push("<a href=\"");
            self.text(address);
            self.push(if outside { "\" class=\"ext\" rel=\"noopener noreferrer\">" } else { "\">" });
        }
        self.parts(words);
        match to {
            _ if address.is_some() => self.push("</a>"),
            Target::File(path) if Inline::words(words) != *path => {
                self.push(" (<code>");
                self.run(path);
                self.push("</code>)");
            }
            _ => {}
        }
    }

    fn facts(&mut self, facts: &[(String, crate::document::Cell)]) {
        if facts.is_empty() {
            return;
        }
        self.push("<dl class=\"facts\">\n");
        for (name, cell) in facts {
            let words = cell.words();
            self.push(if words.len() > 90 { "<div class=\"whole\"><dt" } else { "<div><dt" });
            self.push(direction(name));
            self.push(">");
            self.text(name);
            self.push("</dt><dd");
            self.push(direction(&words));
            self.push(">");
            if words.is_empty() {
                self.push("<span class=\"none\">\u{2013}</span>");
            }
            self.cell_inside(cell);
            self.push("</dd></div>\n");
        }
        self.push("</dl>\n");
    }

    fn figures(&mut self, figures: &[Figure]) {
        if figures.is_empty() {
            return;
        }
        self.push("<ul class=\"cards\">\n");
        for figure in figures {
            self.push(&format!("<li class=\"card {}\"><p class=\"label\">", figure.tone.as_str()));
            let address = figure.to.as_ref().and_then(|to| self.address(to));
            if let Some(address) = &address {
                self.push("<a href=\"");
                self.text(address);
                self.push("\">");
            }
            self.run(&figure.label);
            self.push(if address.is_some() { "</a></p>" } else { "</p>" });
            self.push("<p class=\"value\">");
            self.run(&figure.value);
            self.push("</p>");
            self.spark(&figure.trend);
            self.figure_note(figure);
            self.push("</li>\n");
        }
        self.push("</ul>\n");
    }

    fn figure_note(&mut self, figure: &Figure) {
        if figure.note.is_empty() && figure.tone == Tone::Plain {
            return;
        }
        self.push("<p class=\"note\">");
        if figure.tone != Tone::Plain {
            let word = self.words.get(tone_key(figure.tone)).to_owned();
            self.state(&word, figure.tone);
            self.push(if figure.note.is_empty() { "" } else { " \u{b7} " });
        }
        self.run(&figure.note);
        self.push("</p>");
    }

    /// Earlier values, drawn, and read out as numbers.
    fn spark(&mut self, trend: &[Option<f64>]) {
        let Some(scene) = charts::spark(trend) else { return };
        let none = |_: &Target| None;
        charts::svg::write(&mut self.out, &scene, &super::drawing::silent(&none));
        let shown = |value: &Option<f64>| {
            value.map_or_else(|| "?".to_owned(), |value| format!("{}", (value * 100.0).round() / 100.0))
        };
        let values: Vec<String> = trend.iter().map(shown).collect();
        let told = self.words.fill("html.earlier", &[("values", &values.join(", "))]);
        self.push("<span class=\"sr\">");
        self.text(&told);
        self.push("</span>");
    }

    /// A word that says how something stands; the style sheet puts a sign before it.
    pub(super) fn state(&mut self, word: &str, tone: Tone) {
        self.push(&format!("<span class=\"st {}\">", tone.as_str()));
        self.run(word);
        self.push("</span>");
    }

    /// A gap inside of a line or a cell.
    pub(super) fn gap(&mut self, gap: &Gap) {
        self.push(&format!("<span class=\"gap {}\">", gap.tone.as_str()));
        self.gap_words(gap);
        self.push("</span>");
    }

    fn gap_words(&mut self, gap: &Gap) {
        self.push("<b>");
        self.word("html.gap");
        self.push("</b> ");
        self.run(&gap.message);
        if !gap.rule.is_empty() {
            self.push(" <code>");
            self.text(&gap.rule);
            self.push("</code>");
        }
    }
}

fn tone_key(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "html.tone.good",
        Tone::Watch => "html.tone.watch",
        Tone::Bad => "html.tone.bad",
        Tone::Plain | Tone::Past => "html.tone.past",
    }
}
