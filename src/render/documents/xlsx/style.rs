//! How cells look. No colour says anything that a word does not say too.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::document::{Colour, Look, Tone};

/// The formats of one workbook.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) head: Format,
    pub(super) name: Format,
    pub(super) text: Format,
    pub(super) date: Format,
    pub(super) link: Format,
    pub(super) gap: Format,
    pub(super) draft: Format,
}

/// The colour of heads where the organisation has none of its own.
const ACCENT: Colour = Colour { red: 31, green: 56, blue: 84 };

fn colour(colour: Colour) -> Color {
    Color::RGB(u32::from(colour.red) << 16 | u32::from(colour.green) << 8 | u32::from(colour.blue))
}

fn base() -> Format {
    // A line below each row leads the eye over wide tables.
    let line = Format::new().set_border_bottom(FormatBorder::Hair).set_border_bottom_color("#b0b7c0");
    line.set_align(FormatAlign::Top).set_text_wrap()
}

impl Styles {
    /// Styles with the organisation's colour.
    pub(super) fn of(look: &Look) -> Self {
        let accent = look.accent.unwrap_or(ACCENT);
        let (white, black) =
            (Colour { red: 255, green: 255, blue: 255 }, Colour { red: 0, green: 0, blue: 0 });
        let ink = if accent.contrast(white) >= accent.contrast(black) { white } else { black };
        // On white, a pale accent could not be read.
        let dark = if accent.contrast(white) >= 4.5 { accent } else { ACCENT };
        let bold = |size: f64| Format::new().set_bold().set_font_size(size).set_font_color(colour(dark));
        Self {
            title: bold(20.0).set_align(FormatAlign::Top).set_text_wrap(),
            heading: bold(13.0),
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_align(FormatAlign::Left)
                .set_background_color(colour(accent))
                .set_font_color(colour(ink)),
            name: base().set_bold(),
            text: base(),
            date: base().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            link: base().set_font_color("#0b57d0").set_underline(FormatUnderline::Single),
            gap: base()
                .set_italic()
                .set_font_color("#7a2e0e")
                .set_background_color("#fdf0e6")
                .set_border(FormatBorder::Dashed)
                .set_border_color("#c77b4f"),
            draft: Format::new().set_bold().set_font_color("#ffffff").set_background_color("#b3261e"),
        }
    }

    /// A number with its digits and unit.
    pub(super) fn number(decimals: u8, unit: &str) -> Format {
        let digits = match decimals {
            0 => "#,##0".to_owned(),
            some => format!("#,##0.{}", "0".repeat(usize::from(some.min(15)))),
        };
        // A quotation mark or backslash would end the unit and begin a format.
        let unit: String = unit.chars().filter(|c| !matches!(c, '"' | '\\')).take(40).collect();
        let format = if unit.is_empty() { digits } else { format!("{digits}\" {unit}\"") };
        base().set_num_format(format)
    }

    /// A word that says how something stands.
    pub(super) fn state(tone: Tone) -> Format {
        let (fill, ink) = match tone {
            Tone::Plain => return base(),
            Tone::Good => ("#e3f4e8", "#14532d"),
            Tone::Watch => ("#fff4d6", "#5f4400"),
            Tone::Bad => ("#fde4e1", "#7f1d1d"),
            Tone::Past => ("#eeeeee", "#4d4d4d"),
        };
        base().set_background_color(fill).set_font_color(ink)
    }
}
