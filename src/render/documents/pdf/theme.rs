//! Sizes and colours.

use crate::document::{Colour, Look, Tone};

/// A page of A4 in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
/// Free room at the left and at the right.
pub(super) const SIDE: f32 = 54.0;
/// Free room above, with the running header in it.
pub(super) const ABOVE: f32 = 74.0;
/// Free room below, with the running footer in it.
pub(super) const BELOW: f32 = 64.0;

/// Running text.
pub(super) const BODY: f32 = 9.5;
/// Small print: notes, headers and footers.
pub(super) const SMALL: f32 = 7.5;
/// Text in tables.
pub(super) const CELL: f32 = 8.0;
/// Height of a line in units of its size.
pub(super) const LEADING: f32 = 1.42;

/// Text.
pub(super) const INK: Colour = Colour { red: 0x1b, green: 0x27, blue: 0x33 };
/// Text that stands back.
pub(super) const FAINT: Colour = Colour { red: 0x52, green: 0x60, blue: 0x6e };
/// Thin lines.
pub(super) const LINE: Colour = Colour { red: 0xc9, green: 0xd1, blue: 0xda };
/// Areas behind text.
pub(super) const SHADE: Colour = Colour { red: 0xf2, green: 0xf5, blue: 0xf8 };
/// Paper.
pub(super) const PAPER: Colour = Colour { red: 0xff, green: 0xff, blue: 0xff };
/// The mark across the pages of a draft.
pub(super) const MARK: Colour = Colour { red: 0xf3, green: 0xe3, blue: 0xe3 };

const ACCENT: Colour = Colour { red: 0x1f, green: 0x45, blue: 0x74 };
/// The least contrast of text with what is behind it (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;

/// The colour of headings, rules and links. One that could not be read on white paper is made darker.
pub(super) fn accent(look: &Look) -> Colour {
    let mut accent = look.accent.unwrap_or(ACCENT);
    while accent.contrast(PAPER) < READABLE {
        let darker = |part: u8| (u16::from(part) * 9 / 10) as u8;
        accent = Colour { red: darker(accent.red), green: darker(accent.green), blue: darker(accent.blue) };
    }
    accent
}

/// Colours of a word that says how something stands: of the word, and of what is behind it.
pub(super) fn tone(tone: Tone) -> (Colour, Colour) {
    let (word, behind) = match tone {
        Tone::Plain => (INK, (0xec, 0xf0, 0xf4)),
        Tone::Good => (colour((0x16, 0x5c, 0x34)), (0xe3, 0xf3, 0xe8)),
        Tone::Watch => (colour((0x7a, 0x4a, 0x00)), (0xfd, 0xf0, 0xd5)),
        Tone::Bad => (colour((0xa3, 0x1b, 0x1b)), (0xfc, 0xe6, 0xe4)),
        Tone::Past => (FAINT, (0xee, 0xf0, 0xf2)),
    };
    (word, colour(behind))
}

fn colour((red, green, blue): (u8, u8, u8)) -> Colour {
    Colour { red, green, blue }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_can_be_read_on_what_is_behind_it() {
        for one in [Tone::Plain, Tone::Good, Tone::Watch, Tone::Bad, Tone::Past] {
            let (word, behind) = tone(one);
            assert!(word.contrast(behind) >= READABLE, "{one:?}");
        }
        assert!(FAINT.contrast(SHADE) >= READABLE);
        let pale = Look { accent: Colour::read("#ffee00"), ..Look::default() };
        assert!(accent(&pale).contrast(PAPER) >= READABLE);
    }
}
