//! The fonts that the program carries; no other is ever used, so that a document is the same bytes everywhere.

use std::borrow::Cow;
use std::sync::Arc;

use krilla::text::Font;
use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::{FontContext, FontFamily, FontFamilyName};

macro_rules! font {
    ($family:literal, $file:literal) => {
        ($family, include_bytes!(concat!("../../../../templates/fonts/", $file, ".ttf")).as_slice())
    };
}

/// Family and file. The first five are the faces of [`Face`], in its order.
const FILES: [(&str, &[u8]); 14] = [
    font!("Noto Sans", "NotoSans-Regular"),
    font!("Noto Sans", "NotoSans-Bold"),
    font!("Noto Sans", "NotoSans-Italic"),
    font!("Noto Sans", "NotoSans-BoldItalic"),
    font!("Noto Sans Mono", "NotoSansMono-Regular"),
    font!("Noto Sans Arabic", "NotoSansArabic-Regular"),
    font!("Noto Sans Armenian", "NotoSansArmenian-Regular"),
    font!("Noto Sans Devanagari", "NotoSansDevanagari-Regular"),
    font!("Noto Sans Georgian", "NotoSansGeorgian-Regular"),
    font!("Noto Sans Hebrew", "NotoSansHebrew-Regular"),
    font!("Noto Sans Thai", "NotoSansThai-Regular"),
    font!("Noto Sans Math", "NotoSansMath-Regular"),
    font!("Noto Sans Symbols", "NotoSansSymbols-Regular"),
    font!("Noto Sans Symbols2", "NotoSansSymbols2-Regular"),
];

/// Boxes of one look, a glyph for each character that no font has: see `templates/fonts/README.md`.
const BOXES: &[u8] = include_bytes!("../../../../templates/fonts/IsmsBoxes-Regular.ttf");
/// How many boxes there are.
pub(super) const MOST_BOXES: u16 = 2048;
/// How wide a box is, in units of the size of text.
pub(super) const BOX_WIDE: f32 = 0.6;

/// A font of [`Fonts`].
pub(super) type FontId = u8;
/// The font of boxes.
pub(super) const BOX_FONT: FontId = FILES.len() as FontId;

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Face {
    /// Like most.
    #[default]
    Regular,
    /// Strong.
    Bold,
    /// Slanted.
    Italic,
    /// Both.
    BoldItalic,
    /// Of one width.
    Mono,
}

impl Face {
    pub(super) const ALL: [Self; 5] = [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic, Self::Mono];

    /// The font that has nearly all its letters.
    pub(super) fn font(self) -> FontId {
        match self {
            Self::Regular => 0,
            Self::Bold => 1,
            Self::Italic => 2,
            Self::BoldItalic => 3,
            Self::Mono => 4,
        }
    }

    pub(super) fn is_bold(self) -> bool {
        matches!(self, Self::Bold | Self::BoldItalic)
    }

    pub(super) fn is_italic(self) -> bool {
        matches!(self, Self::Italic | Self::BoldItalic)
    }

    pub(super) fn bold(self) -> Self {
        match self {
            Self::Italic | Self::BoldItalic => Self::BoldItalic,
            Self::Mono => Self::Mono,
            _ => Self::Bold,
        }
    }

    pub(super) fn italic(self) -> Self {
        match self {
            Self::Bold | Self::BoldItalic => Self::BoldItalic,
            Self::Mono => Self::Mono,
            _ => Self::Italic,
        }
    }
}

/// All fonts, for the layout of text and for the file.
pub(super) struct Fonts {
    pub(super) context: FontContext,
    /// By [`FontId`]. Where a font cannot be read, its text is left out of the file and nothing else.
    files: Vec<Option<Font>>,
    /// The layout's own numbers of the fonts, by [`FontId`].
    numbers: Vec<u64>,
    /// For each face: whether a character is one glyph that nothing around it changes.
    simple: [Vec<bool>; 5],
}

/// Beyond these, every character goes through the layout of complex text.
const SIMPLE_END: usize = 0x2200;

impl Fonts {
    pub(super) fn new() -> Self {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let mut numbers = Vec::new();
        for (_, bytes) in FILES {
            let blob = Blob::new(Arc::new(bytes));
            numbers.push(blob.id());
            collection.register_fonts(blob, None);
        }
        let files = FILES.iter().map(|(_, bytes)| *bytes).chain([BOXES]);
        let files = files.map(|bytes| Font::new(bytes.into(), 0)).collect();
        let simple = Face::ALL.map(|face| simple(&mut collection, face));
        Self {
            context: FontContext { collection, source_cache: SourceCache::default() },
            files,
            numbers,
            simple,
        }
    }

    /// The font for the file.
    pub(super) fn file(&self, font: FontId) -> Option<&Font> {
        self.files.get(usize::from(font))?.as_ref()
    }

    /// The font that the layout calls by a number.
    pub(super) fn numbered(&self, number: u64) -> FontId {
        let at = self.numbers.iter().position(|known| *known == number).unwrap_or(0);
        FontId::try_from(at).unwrap_or(0)
    }

    /// Whether a text is simple in a face: each character one glyph, all from left to right.
    pub(super) fn is_simple(&self, text: &str, face: Face) -> bool {
        let known = &self.simple[usize::from(face.font())];
        text.chars().all(|letter| known.get(letter as usize).copied().unwrap_or(false))
    }
}

/// Where letters of a face are looked for, in order.
pub(super) fn families(face: Face) -> FontFamily<'static> {
    static SANS: [FontFamilyName<'static>; 11] = [
        FontFamilyName::named("Noto Sans"),
        FontFamilyName::named("Noto Sans Arabic"),
        FontFamilyName::named("Noto Sans Hebrew"),
        FontFamilyName::named("Noto Sans Armenian"),
        FontFamilyName::named("Noto Sans Georgian"),
        FontFamilyName::named("Noto Sans Devanagari"),
        FontFamilyName::named("Noto Sans Thai"),
        FontFamilyName::named("Noto Sans Math"),
        FontFamilyName::named("Noto Sans Symbols"),
        FontFamilyName::named("Noto Sans Symbols2"),
        FontFamilyName::named("Noto Sans Mono"),
    ];
    static MONO: [FontFamilyName<'static>; 10] = [
        FontFamilyName::named("Noto Sans Mono"),
        FontFamilyName::named("Noto Sans"),
        FontFamilyName::named("Noto Sans Arabic"),
        FontFamilyName::named("Noto Sans Hebrew"),
        FontFamilyName::named("Noto Sans Armenian"),
        FontFamilyName::named("Noto Sans Georgian"),
        FontFamilyName::named("Noto Sans Devanagari"),
        FontFamilyName::named("Noto Sans Thai"),
        FontFamilyName::named("Noto Sans Symbols"),
        FontFamilyName::named("Noto Sans Symbols2"),
    ];
    FontFamily::List(Cow::Borrowed(if face == Face::Mono { &MONO } else { &SANS }))
}

fn simple(collection: &mut Collection, face: Face) -> Vec<bool> {
    let (family, bytes) = FILES[usize::from(face.font())];
    let fonts = collection.family_by_name(family);
    let fonts = fonts.iter().flat_map(parley::fontique::FamilyInfo::fonts);
    let font = fonts.into_iter().find(|font| {
        (font.weight().value() > 600.0) == face.is_bold()
            && (font.style() != parley::FontStyle::Normal) == face.is_italic()
    });
    let charmap = font.and_then(|font| font.charmap_index().charmap(bytes));
    let has = |letter: u32| charmap.as_ref().and_then(|map| map.map(letter)).is_some_and(|glyph| glyph != 0);
    (0..SIMPLE_END as u32).map(|letter| stands_alone(letter) && has(letter)).collect()
}

/// Letters that join with none and that no line can end after, but for a blank and a hyphen.
fn stands_alone(letter: u32) -> bool {
    matches!(
        letter,
        0x20..=0x7e | 0xa0..=0xac | 0xae..=0x24f | 0x370..=0x3ff | 0x400..=0x482 | 0x48a..=0x52f | 0x1e00..=0x1eff
            | 0x2010..=0x2027 | 0x202f..=0x205e | 0x20a0..=0x20bf | 0x2116 | 0x2122 | 0x2190..=0x2193
    )
}
