//! Shaping: which glyphs stand for a text. The only file that speaks to the library for it, but for `fonts`.

use std::collections::HashMap;
use std::rc::Rc;

use parley::{FontStyle, FontWeight, Layout, LayoutContext, LineHeight, OverflowWrap, StyleProperty};

use super::fonts::{BOX_FONT, BOX_WIDE, Face, FontId, Fonts, MOST_BOXES, families};
use super::lines::{Body, Glyph, Line, Run};
use super::text::Text;

/// A word as it is drawn, in units of the size of its text.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) width: f32,
    pub(super) font: FontId,
    pub(super) glyphs: Vec<Glyph>,
}

impl Word {
    /// Takes a word apart such that its head fits into `room`, at a hyphen or the like if there is one. A head may not be
    /// empty where it `must` be found, whatever the room; else `None` says that the whole goes on the next line.
    pub(super) fn split(&self, room: f32, must: bool) -> Option<(Self, Self)> {
        let mut width = 0.0;
        let mut fits = 0;
        let mut good = 0;
        for (at, glyph) in self.glyphs.iter().enumerate() {
            width += glyph.advance;
            if width > room {
                break;
            }
            fits = at + 1;
            let letter = self.text.as_bytes().get(glyph.from as usize);
            if letter.is_some_and(|letter| b"-/_.:@,;=&?".contains(letter)) {
                good = fits;
            }
        }
        let cut = match (good, must) {
            (0, true) => fits.max(1),
            (0, false) => return None,
            (good, _) => good,
        };
        (cut < self.glyphs.len()).then(|| (self.part(0, cut), self.part(cut, self.glyphs.len())))
    }

    fn part(&self, from: usize, to: usize) -> Self {
        let start = self.glyphs.get(from).map_or(0, |glyph| glyph.from);
        let end = self.glyphs.get(to).map_or(self.text.len() as u32, |glyph| glyph.from);
        let glyphs: Vec<Glyph> = self.glyphs[from..to]
            .iter()
            .map(|glyph| Glyph { from: glyph.from - start, to: glyph.to - start, ..*glyph })
            .collect();
        Self {
            text: self.text.get(start as usize..end as usize).unwrap_or_default().to_owned(),
            width: glyphs.iter().map(|glyph| glyph.advance).sum(),
            font: self.font,
            glyphs,
        }
    }
}

/// Glyphs of boxes that were given to characters which no font has.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    given: HashMap<String, u16>,
}

impl Boxes {
    /// The box for a character. When there are none left the last one stands for all others.
    fn glyph(&mut self, letter: &str) -> u32 {
        let next = u16::try_from(self.given.len() + 1).unwrap_or(MOST_BOXES).min(MOST_BOXES);
        if let Some(known) = self.given.get(letter) {
            return u32::from(*known);
        }
        if next < MOST_BOXES {
            self.given.insert(letter.to_owned(), next);
        }
        u32::from(next)
    }
}

/// Words beyond which none is kept any longer.
const MOST_WORDS: usize = 100_000;
/// The size at which words are shaped.
const SHAPED: f32 = 100.0;

/// Finds glyphs for text, and keeps those of words.
pub(super) struct Shaper {
    context: LayoutContext<u16>,
    words: [HashMap<Box<str>, Rc<Word>>; 5],
}

impl Shaper {
    pub(super) fn new() -> Self {
        Self { context: LayoutContext::new(), words: Default::default() }
    }

    /// How wide a blank is, in units of the size.
    pub(super) fn space(&mut self, fonts: &mut Fonts, face: Face) -> f32 {
        self.word(fonts, face, " ").width
    }

    /// A word of simple text.
    pub(super) fn word(&mut self, fonts: &mut Fonts, face: Face, text: &str) -> Rc<Word> {
        let known = usize::from(face.font());
        if let Some(word) = self.words[known].get(text) {
            return Rc::clone(word);
        }
        let word = Rc::new(self.shape(fonts, face, text));
        if self.words[known].len() >= MOST_WORDS {
            self.words[known].clear();
        }
        self.words[known].insert(text.into(), Rc::clone(&word));
        word
    }

    fn shape(&mut self, fonts: &mut Fonts, face: Face, text: &str) -> Word {
        let mut builder = self.context.ranged_builder(&mut fonts.context, text, 1.0, false);
        defaults(face, SHAPED).into_iter().for_each(|property| builder.push_default(property));
        let mut layout: Layout<u16> = builder.build(text);
        layout.break_all_lines(None);
        let mut word = Word { text: text.to_owned(), font: face.font(), ..Word::default() };
        for run in layout.lines().flat_map(|line| line.runs().collect::<Vec<_>>()) {
            for cluster in run.clusters() {
                let range = cluster.text_range();
                for glyph in cluster.glyphs() {
                    let (from, to) = (range.start as u32, range.end as u32);
                    let advance = glyph.advance / SHAPED;
                    let (x, y) = (glyph.x / SHAPED, glyph.y / SHAPED);
                    word.glyphs.push(Glyph { id: glyph.id, advance, x, y, from, to });
                    word.width += advance;
                }
            }
        }
        word
    }

    /// The widths of the longest word and of the whole of a complex text.
    pub(super) fn widths(&mut self, fonts: &mut Fonts, text: &Text, size: f32) -> (f32, f32) {
        let widths = self.layout(fonts, text, size).calculate_content_widths();
        (widths.min, widths.max)
    }

    /// The lines of a complex text.
    pub(super) fn complex(
        &mut self,
        fonts: &mut Fonts,
        boxes: &mut Boxes,
        text: &Text,
        size: f32,
        width: f32,
    ) -> Vec<Line> {
        let mut layout = self.layout(fonts, text, size);
        layout.break_all_lines(Some(width));
        let rtl = layout.is_rtl();
        let mut lines = Vec::new();
        for line in layout.lines() {
            let mut runs = Runs { text, size, boxes, out: Vec::new(), x: 0.0, rest: None };
            for run in line.runs() {
                let font = fonts.numbered(run.font().data.id());
                run.visual_clusters().for_each(|cluster| runs.cluster(font, &cluster));
            }
            lines.push(Line { width: runs.x, rtl, body: Body::Runs(runs.out) });
        }
        lines
    }

    fn layout(&mut self, fonts: &mut Fonts, text: &Text, size: f32) -> Layout<u16> {
        let mut builder = self.context.ranged_builder(&mut fonts.context, &text.words, 1.0, false);
        defaults(Face::Regular, size).into_iter().for_each(|property| builder.push_default(property));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        let mut from = 0;
        for (at, (end, style)) in text.spans.iter().enumerate() {
            let range = from..*end;
            from = *end;
            builder.push(StyleProperty::Brush(u16::try_from(at).unwrap_or(0)), range.clone());
            if style.face != Face::Regular {
                looks(style.face).into_iter().for_each(|property| builder.push(property, range.clone()));
            }
        }
        builder.build(&text.words)
    }
}

fn defaults(face: Face, size: f32) -> Vec<StyleProperty<'static, u16>> {
    let mut all = vec![
        StyleProperty::FontSize(size),
        StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.0)),
        StyleProperty::Brush(0),
    ];
    all.extend(looks(face));
    all
}

fn looks(face: Face) -> [StyleProperty<'static, u16>; 3] {
    [
        StyleProperty::FontFamily(families(face)),
        StyleProperty::FontWeight(if face.is_bold() { FontWeight::BOLD } else { FontWeight::NORMAL }),
        StyleProperty::FontStyle(if face.is_italic() { FontStyle::Italic } else { FontStyle::Normal }),
    ]
}

/// Stretches of a line under construction.
struct Runs<'t, 'b> {
    text: &'t Text,
    size: f32,
    boxes: &'b mut Boxes,
    out: Vec<Run>,
    x: f32,
    /// Where the rest of a ligature ends whose beginning is still to come, since it stands at the right.
    rest: Option<usize>,
}

/// Number, advance and place of a glyph, in units of the size.
type Shaped = (u32, f32, f32, f32);

impl Runs<'_, '_> {
    fn cluster(&mut self, font: FontId, cluster: &parley::Cluster<'_, u16>) {
        let range = cluster.text_range();
        if cluster.is_ligature_continuation() {
            let last = self.out.last_mut().and_then(|run| run.glyphs.last_mut());
            match last {
                _ if cluster.is_rtl() => self.rest = self.rest.max(Some(range.end)),
                Some(glyph) => glyph.to = range.end as u32,
                None => {}
            }
            return;
        }
        let bytes = (range.start, self.rest.take().unwrap_or(range.end));
        let words = self.text.words.get(bytes.0..bytes.1).unwrap_or_default();
        if words.is_empty() || words.starts_with('\n') {
            return;
        }
        let style = cluster.style().brush;
        let shaped: Vec<Shaped> = cluster
            .glyphs()
            .map(|glyph| (glyph.id, glyph.advance / self.size, glyph.x / self.size, glyph.y / self.size))
            .collect();
        if !shaped.is_empty() && shaped.iter().all(|(id, ..)| *id != 0) {
            self.glyphs(font, style, 1.0, bytes, &shaped);
            return;
        }
        let wide: f32 = shaped.iter().map(|(_, advance, ..)| advance).sum();
        let scale = (wide / BOX_WIDE).clamp(0.2, 1.4);
        let id = self.boxes.glyph(words);
        self.glyphs(BOX_FONT, style, scale, bytes, &[(id, wide / scale, 0.0, 0.0)]);
    }

    fn glyphs(&mut self, font: FontId, style: u16, scale: f32, bytes: (usize, usize), shaped: &[Shaped]) {
        let same = |run: &Run| run.font == font && run.style == style && (run.scale - scale).abs() < 0.001;
        if !self.out.last().is_some_and(same) {
            self.out.push(Run { x: self.x, font, style, scale, ..Run::default() });
        }
        let Some(run) = self.out.last_mut() else { return };
        let (from, to) = (bytes.0 as u32, bytes.1 as u32);
        for &(id, advance, x, y) in shaped {
            run.glyphs.push(Glyph { id, advance, x, y, from, to });
            run.width += advance * scale * self.size;
            self.x += advance * scale * self.size;
        }
    }
}
