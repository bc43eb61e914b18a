//! The organisation's own look: all of it data, nothing of it code.

/// How documents look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// The organisation's sign.
    pub logo: Option<Logo>,
    /// The colour of headings and rules; `None` for that of the program.
    pub accent: Option<Colour>,
    /// How secret something can be, least first. A document shows the highest of its records.
    pub ranks: Vec<Rank>,
    /// The cover as a template of the organisation's own; `None` for that of the program.
    pub cover: Option<String>,
}

/// A step of secrecy, as an organisation calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rank {
    /// The value of the field `classification` in records.
    pub value: String,
    /// What is printed.
    pub label: String,
    /// Whether somebody outside the organisation, such as a customer, may read it.
    pub outside: bool,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// What its bytes are.
    pub format: LogoFormat,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it says, for those who cannot see it.
    pub words: String,
}

/// Formats of pictures that every renderer can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogoFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

/// A colour of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Colour {
    /// Reads `#1a2b3c`.
    pub fn read(text: &str) -> Option<Self> {
        let is_hex =
            |digits: &&str| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let digits = text.strip_prefix('#').filter(is_hex)?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self { red: part(0)?, green: part(2)?, blue: part(4)? })
    }

    /// Contrast with another colour, 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_compared_as_wcag_says() {
        let white = Colour::read("#ffffff").unwrap();
        // Figures of the WebAIM contrast checker.
        for (colour, contrast) in [("#000000", 21.0), ("#767676", 4.54), ("#0000ff", 8.59)] {
            let found = Colour::read(colour).unwrap().contrast(white);
            assert!((found - contrast).abs() < 0.005, "{colour}: {found}");
        }
        for wrong in ["ffffff", "#fff", "#ffffgg", "#fffffff", "#+1+1+1"] {
            assert_eq!(Colour::read(wrong).map(|_| wrong), None);
        }
    }
}
