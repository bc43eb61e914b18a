//! Lines of text and other things, put onto the page that is being filled.

use std::rc::Rc;

use super::flow::Flow;
use super::lines::{Body, Glyph, Line, Placed, Run};
use super::page::{Letters, LinkArea, Mark, Shape, Thing};
use super::tags::Kind;
use super::text::{Style, Text};
use super::theme::LEADING;
use crate::document::Colour;

impl Flow<'_> {
    /// Draws a line of which `y` is the upper edge.
    pub(super) fn line(
        &mut self,
        (text, shared): (&Text, &Rc<str>),
        line: &Line,
        size: f32,
        x: f32,
        width: f32,
    ) {
        if !self.draws() {
            return;
        }
        let x = if line.rtl { x + width - line.width } else { x };
        let baseline = self.y + size * (LEADING * 0.5 + 0.36);
        match &line.body {
            Body::Words(placed) => {
                placed.chunk_by(|a, b| a.style == b.style).for_each(|words| {
                    let (letters, wide) =
                        self.letters(words, size, x, baseline, text.style(words[0].style).ink);
                    self.stretch(text, words[0].style, letters, wide);
                });
            }
            Body::Runs(runs) => {
                for run in runs {
                    let letters = letters_of(run, shared, size, x, baseline, text.style(run.style).ink);
                    self.stretch(text, run.style, letters, run.width);
                }
            }
        }
    }

    fn letters(&self, words: &[Placed], size: f32, x: f32, y: f32, ink: Colour) -> (Letters, f32) {
        let mut text = String::new();
        let mut glyphs: Vec<Glyph> = Vec::new();
        let first = &words[0];
        let mut wide = 0.0;
        for (at, placed) in words.iter().enumerate() {
            let shift = text.len() as u32;
            text.push_str(&placed.word.text);
            let moved = |glyph: &Glyph| Glyph { from: glyph.from + shift, to: glyph.to + shift, ..*glyph };
            glyphs.extend(placed.word.glyphs.iter().map(moved));
            wide = placed.x - first.x + placed.word.width * size;
            if placed.spaced {
                let from = text.len() as u32;
                text.push(' ');
                let next = words.get(at + 1).map(|next| (next.x - placed.x) / size - placed.word.width);
                let blank = self.setter.blank(placed.word.font);
                glyphs.extend(blank.map(|(id, advance)| Glyph {
                    id,
                    advance: next.unwrap_or(advance),
                    x: 0.0,
                    y: 0.0,
                    from,
                    to: from + 1,
                }));
            }
        }
        let letters = Letters {
            x: x + first.x,
            y,
            size,
            font: first.word.font,
            ink,
            text: text.into(),
            glyphs,
            turned: 0.0,
        };
        (letters, wide)
    }

    /// Draws letters of one style, with what it brings: a link, a line through.
    fn stretch(&mut self, text: &Text, style: u16, letters: Letters, wide: f32) {
        let Style { link, struck, ink, .. } = text.style(style);
        let to = link.and_then(|link| text.links.get(link as usize)).cloned();
        let (x, y, size) = (letters.x, letters.y, letters.size);
        let Some(to) = to.filter(|_| self.tags.current().is_some()) else {
            self.thing(Shape::Text(letters));
            if struck {
                self.behind_area(x, y - size * 0.3, wide, size * 0.06, 0.0, ink);
            }
            return;
        };
        let part = self.tags.open(Kind::Link);
        let words = letters.text.trim().to_owned();
        self.thing(Shape::Text(letters));
        self.tags.close();
        let area = LinkArea { x, y: y - size * 0.95, wide, high: size * 1.25, to, words, part };
        self.page.links.push(area);
    }

    /// Draws a thing of the part that is open.
    pub(super) fn thing(&mut self, shape: Shape) {
        if !self.draws() {
            return;
        }
        let Some(part) = self.tags.current() else {
            self.page.things.push(Thing { mark: Mark::Ornament, shape });
            return;
        };
        let marked = self.page.things.last().map(|thing| thing.mark);
        let slot = match self.last {
            Some((known, slot)) if known == part && marked == Some(Mark::Part(slot)) => slot,
            _ => self.tags.reserve(part),
        };
        self.last = Some((part, slot));
        self.page.things.push(Thing { mark: Mark::Part(slot), shape });
    }

    /// Draws an ornament behind everything.
    pub(super) fn behind(&mut self, shape: Shape) {
        if self.draws() {
            self.page.behind.push(Thing { mark: Mark::Ornament, shape });
        }
    }

    pub(super) fn behind_area(&mut self, x: f32, y: f32, wide: f32, high: f32, round: f32, fill: Colour) {
        self.behind(Shape::Area { x, y, wide, high, round, fill });
    }

    /// A line of words that is no part of the document.
    pub(super) fn outside(
        &mut self,
        mark: Mark,
        words: &str,
        style: Style,
        size: f32,
        (x, y): (f32, f32),
        turned: f32,
    ) {
        let text = Text::plain(words, style);
        let lines = self.setter.lines(&text, size, f32::MAX);
        let shared = self.shared(&text);
        let Some(line) = lines.first().filter(|_| self.draws()) else { return };
        let things: Vec<Letters> = match &line.body {
            Body::Words(placed) if placed.is_empty() => Vec::new(),
            Body::Words(placed) => vec![self.letters(placed, size, x, y, style.ink).0],
            Body::Runs(runs) => {
                runs.iter().map(|run| letters_of(run, &shared, size, x, y, style.ink)).collect()
            }
        };
        for letters in things {
            let shape = Shape::Text(Letters { turned, ..letters });
            let layer = if mark == Mark::Watermark { &mut self.page.behind } else { &mut self.page.things };
            layer.push(Thing { mark, shape });
        }
    }

    /// Draws the first line of a text from a place on its baseline, turned by degrees.
    pub(super) fn letters_at(&mut self, text: &Text, size: f32, (x, y): (f32, f32), turned: f32) {
        let lines = self.setter.lines(text, size, f32::MAX);
        let shared = self.shared(text);
        let Some(line) = lines.first() else { return };
        let ink = text.style(0).ink;
        let all: Vec<Letters> = match &line.body {
            Body::Words(placed) if placed.is_empty() => Vec::new(),
            Body::Words(placed) => vec![self.letters(placed, size, x, y, ink).0],
            Body::Runs(runs) => runs.iter().map(|run| letters_of(run, &shared, size, x, y, ink)).collect(),
        };
        let (sin, cos) = turned.to_radians().sin_cos();
        for letters in all {
            let along = letters.x - x;
            let (x, y) = (x + along * cos, y - along * sin);
            self.thing(Shape::Text(Letters { x, y, turned, ..letters }));
        }
    }
}

fn letters_of(run: &Run, shared: &Rc<str>, size: f32, x: f32, y: f32, ink: Colour) -> Letters {
    Letters {
        x: x + run.x,
        y,
        size: size * run.scale,
        font: run.font,
        ink,
        text: Rc::clone(shared),
        glyphs: run.glyphs.clone(),
        turned: 0.0,
    }
}
