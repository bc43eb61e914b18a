//! What the terminal can do, and printing to it.

use std::io::{self, IsTerminal as _, Write as _};

use super::Global;
use crate::base::date::DateError;
use crate::base::{Date, text};

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ColorWhen {
    Auto,
    Always,
    Never,
}

/// Prints JSON to standard output. No line of it begins with what people wrote, so it stays as it is.
pub(super) fn print_json(json: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(json.as_bytes())?;
    out.flush()
}

/// Prints a file for another program to standard output, as it is.
pub(super) fn print_exact(file: &str) -> io::Result<()> {
    print_json(file)
}

/// Prints to standard output, with nothing in it that a CI system would obey.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text::defuse(text).as_bytes())?;
    out.flush()
}

/// Whether standard output gets colour: flag, `NO_COLOR` (if not empty), `CLICOLOR_FORCE`, `CLICOLOR=0`, `TERM=dumb`,
/// and else whether it is a terminal.
pub(super) fn color(global: &Global) -> bool {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    match global.color {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto if set("NO_COLOR").is_some() => false,
        ColorWhen::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColorWhen::Auto if set("CLICOLOR").is_some_and(|value| value == "0") => false,
        ColorWhen::Auto if set("TERM").is_some_and(|value| value == "dumb") => false,
        ColorWhen::Auto => is_terminal(),
    }
}

/// Whether standard output is a terminal.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Columns of standard output: the terminal's, or 100 where it is none, so that output does not depend on who runs it.
pub(super) fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(100, |(width, _)| usize::from(width.0).max(40))
}

/// Whether frames may be drawn with Unicode: not where the locale says plain ASCII.
pub(super) fn unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| {
        let value = std::env::var(name).ok()?;
        (!value.is_empty()).then_some(value)
    });
    !is_terminal() || locale.is_none_or(|locale| locale.to_lowercase().replace('-', "").contains("utf8"))
}

/// Reads a date of an option.
pub(super) fn date(written: &str) -> Result<Date, String> {
    written.parse().map_err(|error: DateError| match error {
        DateError::Form(Some(meant)) => format!("{error}; did you mean {meant}?"),
        _ => error.to_string(),
    })
}

/// Today, in the zone of the machine. The only place that asks the clock.
#[expect(clippy::disallowed_methods, reason = "the edge of the program asks the clock once")]
pub(super) fn today() -> Date {
    Date::from_naive(chrono::Local::now().date_naive())
}
