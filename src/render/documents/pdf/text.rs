//! Text with its looks, before it is broken into lines.

use super::fonts::Face;
use super::theme;
use crate::base::text::is_hidden;
use crate::document::{Colour, Inline, Target};

/// How a stretch of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) face: Face,
    pub(super) ink: Colour,
    /// Place of its target in [`Text::links`].
    pub(super) link: Option<u32>,
    pub(super) struck: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { face: Face::Regular, ink: theme::INK, link: None, struck: false }
    }
}

impl Style {
    pub(super) fn new(face: Face, ink: Colour) -> Self {
        Self { face, ink, ..Self::default() }
    }
}

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    /// What is read.
    pub(super) words: String,
    /// Where each style ends; a style begins where the one before it ends.
    pub(super) spans: Vec<(usize, Style)>,
    /// Where links lead.
    pub(super) links: Vec<Target>,
}

/// Styles for words in running text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inks {
    /// Words.
    pub(super) plain: Style,
    /// The colour of links.
    pub(super) link: Colour,
}

impl Text {
    /// Words of one look.
    pub(super) fn plain(words: &str, style: Style) -> Self {
        let mut text = Self::default();
        text.push(words, style);
        text
    }

    /// Adds words. What no document should hold, since no reader can show it, becomes a sign that says so.
    pub(super) fn push(&mut self, words: &str, style: Style) {
        if words.is_empty() {
            return;
        }
        if words.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            self.words.push_str(words);
        } else {
            self.words.extend(words.chars().filter_map(shown));
        }
        match self.spans.last_mut() {
            Some((end, last)) if *last == style => *end = self.words.len(),
            _ => self.spans.push((self.words.len(), style)),
        }
    }

    /// Adds words that lead somewhere.
    pub(super) fn push_link(&mut self, words: &str, to: &Target, inks: Inks) {
        let link = self.link(to);
        self.push(words, Style { link: Some(link), ink: inks.link, ..inks.plain });
    }

    fn link(&mut self, to: &Target) -> u32 {
        self.links.push(to.clone());
        self.links.len() as u32 - 1
    }

    /// Adds running text. `leads` says whether there is such a place.
    pub(super) fn push_inlines(&mut self, parts: &[Inline], inks: Inks, leads: &dyn Fn(&Target) -> bool) {
        let Inks { plain: style, link } = inks;
        for part in parts {
            match part {
                Inline::Text(words) => self.push(words, style),
                Inline::Code(words) => self.push(words, Style { face: Face::Mono, ..style }),
                Inline::Break => self.push("\n", style),
                Inline::Strong(inner) => self.weighted(inner, inks, style.face.bold(), leads),
                Inline::Emphasis(inner) => self.weighted(inner, inks, style.face.italic(), leads),
                Inline::Struck(inner) => {
                    let plain = Style { struck: true, ..style };
                    self.push_inlines(inner, Inks { plain, link }, leads);
                }
                Inline::Link { to, text } => {
                    let style = match leads(to) {
                        true => Style { link: Some(self.link(to)), ink: link, ..style },
                        false => style,
                    };
                    self.push_inlines(text, Inks { plain: style, link }, &|_| false);
                }
            }
        }
    }

    fn weighted(&mut self, inner: &[Inline], inks: Inks, face: Face, leads: &dyn Fn(&Target) -> bool) {
        let plain = Style { face, ..inks.plain };
        self.push_inlines(inner, Inks { plain, ..inks }, leads);
    }

    /// The style at a byte.
    pub(super) fn style_at(&self, at: usize) -> u16 {
        let found = self.spans.partition_point(|(end, _)| *end <= at);
        u16::try_from(found.min(self.spans.len().saturating_sub(1))).unwrap_or(0)
    }

    pub(super) fn style(&self, at: u16) -> Style {
        self.spans.get(usize::from(at)).map(|(_, style)| *style).unwrap_or_default()
    }
}

/// A character as it is drawn, if it is.
fn shown(letter: char) -> Option<char> {
    match letter {
        '\n' => Some(letter),
        '\t' => Some(' '),
        '\r' | '\u{ad}' | '\u{feff}' => None,
        // They join or part letters of some scripts.
        '\u{200c}' | '\u{200d}' => Some(letter),
        '\u{fffe}' | '\u{ffff}' => Some('\u{fffd}'),
        hidden if is_hidden(hidden) => Some('\u{fffd}'),
        letter => Some(letter),
    }
}
