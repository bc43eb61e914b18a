//! Colour, or none, decided once for an output.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};

use crate::finding::Level;

/// Puts colour around text where the output wants it. A word always says the same, so nothing is lost without it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    /// Whether escape sequences are written.
    pub(super) color: bool,
}

impl Paint {
    pub(super) fn bold(self, text: impl Display) -> String {
        self.with(Style::new().bold(), text)
    }

    pub(super) fn dim(self, text: impl Display) -> String {
        self.with(Style::new().dimmed(), text)
    }

    pub(super) fn hint(self, text: impl Display) -> String {
        self.with(AnsiColor::Cyan.on_default(), text)
    }

    /// Text in the colour of a level.
    pub(super) fn level(self, level: Level, text: impl Display) -> String {
        let color = match level {
            Level::Error => AnsiColor::Red,
            Level::Warning => AnsiColor::Yellow,
            Level::Note => AnsiColor::Green,
        };
        self.with(color.on_default().bold(), text)
    }

    fn with(self, style: Style, text: impl Display) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_string() }
    }
}
