//! Lines: text broken so that it fits a width, ready to be drawn.
//!
//! Most text is simple, so words are shaped once, kept, and set beside each other. Everything else (right to left,
//! letters that join, signs of other fonts) goes through the layout of complex text as a whole paragraph.

use std::rc::Rc;

use super::fonts::{Face, FontId, Fonts};
use super::shape::{Boxes, Shaper, Word};
use super::text::Text;

/// A line of text.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// How wide it is.
    pub(super) width: f32,
    /// Whether it begins at the right.
    pub(super) rtl: bool,
    pub(super) body: Body,
}

/// What stands on a line.
#[derive(Debug, Clone)]
pub(super) enum Body {
    /// Words beside each other.
    Words(Vec<Placed>),
    /// Stretches of one font and style.
    Runs(Vec<Run>),
}

/// A word on a line.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) word: Rc<Word>,
    pub(super) x: f32,
    pub(super) style: u16,
    /// Whether a blank follows, on this line or where it was broken.
    pub(super) spaced: bool,
}

/// A stretch of one font and style.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) font: FontId,
    pub(super) style: u16,
    /// The size of its font beside that of the text.
    pub(super) scale: f32,
    /// Their bytes are those of the whole text.
    pub(super) glyphs: Vec<Glyph>,
}

/// A glyph, in units of the size of its font.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) id: u32,
    pub(super) advance: f32,
    pub(super) x: f32,
    pub(super) y: f32,
    /// The bytes that it stands for.
    pub(super) from: u32,
    pub(super) to: u32,
}

/// Sets text.
pub(super) struct Typesetter {
    pub(super) fonts: Fonts,
    shaper: Shaper,
    boxes: Boxes,
    blanks: [Option<(u32, f32)>; 5],
}

impl Typesetter {
    pub(super) fn new() -> Self {
        let (mut fonts, mut shaper) = (Fonts::new(), Shaper::new());
        let blanks = Face::ALL.map(|face| {
            let blank = shaper.word(&mut fonts, face, " ");
            blank.glyphs.first().map(|glyph| (glyph.id, glyph.advance))
        });
        Self { fonts, shaper, boxes: Boxes::default(), blanks }
    }

    /// The glyph of a blank, and how wide it is in units of the size.
    pub(super) fn blank(&self, font: FontId) -> Option<(u32, f32)> {
        *self.blanks.get(usize::from(font))?
    }

    /// Breaks a text into lines.
    pub(super) fn lines(&mut self, text: &Text, size: f32, width: f32) -> Vec<Line> {
        if self.is_simple(text) {
            return self.simple_lines(text, size, width);
        }
        self.shaper.complex(&mut self.fonts, &mut self.boxes, text, size, width)
    }

    /// The widths of the longest word and of the whole where nothing breaks it.
    pub(super) fn widths(&mut self, text: &Text, size: f32) -> (f32, f32) {
        if !self.is_simple(text) {
            return self.shaper.widths(&mut self.fonts, text, size);
        }
        let (mut longest, mut whole, mut at) = (0.0_f32, 0.0_f32, 0);
        for line in text.words.split('\n') {
            let mut wide = 0.0;
            for word in line.split(' ') {
                let face = text.style(text.style_at(at)).face;
                at += word.len() + 1;
                let one: f32 = chunks(word)
                    .map(|piece| self.shaper.word(&mut self.fonts, face, piece).width)
                    .sum::<f32>()
                    * size;
                longest = longest.max(one);
                wide += one + if wide > 0.0 { self.shaper.space(&mut self.fonts, face) * size } else { 0.0 };
            }
            whole = whole.max(wide);
        }
        (longest, whole)
    }

    fn is_simple(&self, text: &Text) -> bool {
        let mut from = 0;
        text.spans.iter().all(|&(end, style)| {
            let part = text.words.get(from..end).unwrap_or_default();
            from = end;
            part.split('\n').all(|line| self.fonts.is_simple(line, style.face))
        })
    }

    fn simple_lines(&mut self, text: &Text, size: f32, width: f32) -> Vec<Line> {
        let mut filler = Filler { width, size, lines: Vec::new(), placed: Vec::new(), x: 0.0, space: 0.0 };
        let mut at = 0;
        for line in text.words.split('\n') {
            for token in line.split(' ') {
                self.token(text, at, token, &mut filler);
                at += token.len() + 1;
            }
            filler.end_line();
        }
        filler.lines
    }

    /// Sets what stands between two blanks; it may have several styles.
    fn token(&mut self, text: &Text, at: usize, token: &str, filler: &mut Filler) {
        if token.is_empty() {
            return;
        }
        let mut parts: Vec<(Rc<Word>, u16)> = Vec::new();
        let mut from = at;
        let end = at + token.len();
        while from < end {
            let style = text.style_at(from);
            let to = text.spans.get(usize::from(style)).map_or(end, |(to, _)| (*to).min(end)).max(from + 1);
            let face = text.style(style).face;
            let part = text.words.get(from..to).unwrap_or_default();
            for piece in chunks(part) {
                parts.push((self.shaper.word(&mut self.fonts, face, piece), style));
            }
            from = to;
        }
        let face = text.style(text.style_at(at)).face;
        let space = self.shaper.space(&mut self.fonts, face) * filler.size;
        filler.token(parts, space);
    }
}

/// Bytes of a word that are shaped at once; longer ones are no words.
const MOST_BYTES: usize = 96;

fn chunks(mut part: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let mut cut = part.len().min(MOST_BYTES);
        while !part.is_char_boundary(cut) {
            cut -= 1;
        }
        let (head, tail) = part.split_at(cut);
        part = tail;
        (!head.is_empty()).then_some(head)
    })
}

/// Lines under construction.
struct Filler {
    width: f32,
    size: f32,
    lines: Vec<Line>,
    placed: Vec<Placed>,
    x: f32,
    /// The blank before the next word.
    space: f32,
}

impl Filler {
    fn token(&mut self, parts: Vec<(Rc<Word>, u16)>, space: f32) {
        let wide: f32 = parts.iter().map(|(word, _)| word.width).sum::<f32>() * self.size;
        if let Some(last) = self.placed.last_mut() {
            last.spaced = true;
            if self.x + self.space + wide > self.width + SLACK {
                self.end_line();
            } else {
                self.x += self.space;
            }
        }
        self.space = space;
        for (word, style) in parts {
            self.part(word, style);
        }
    }

    /// Sets a part of a word; what is too wide for a line is taken apart.
    fn part(&mut self, mut word: Rc<Word>, style: u16) {
        while self.x + word.width * self.size > self.width + SLACK {
            let room = (self.width - self.x) / self.size;
            let Some((head, tail)) = word.split(room, self.placed.is_empty()) else {
                if self.placed.is_empty() {
                    break;
                }
                self.end_line();
                continue;
            };
            self.place(Rc::new(head), style);
            self.end_line();
            word = Rc::new(tail);
        }
        self.place(word, style);
    }

    fn place(&mut self, word: Rc<Word>, style: u16) {
        let wide = word.width * self.size;
        self.placed.push(Placed { word, x: self.x, style, spaced: false });
        self.x += wide;
    }

    fn end_line(&mut self) {
        let body = Body::Words(std::mem::take(&mut self.placed));
        self.lines.push(Line { width: self.x, rtl: false, body });
        self.x = 0.0;
    }
}

/// Rounding that breaks no line.
const SLACK: f32 = 0.01;
