//! What the terminal can do, and printing to it.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;

use unicode_width::UnicodeWidthStr as _;

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

/// Prints a file that another program reads to standard output, byte for byte.
pub(super) fn print_file(content: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(content.as_bytes())?;
    out.flush()
}

/// Prints a document to standard output; text with nothing in it that a CI system would obey, all else byte for byte.
pub(super) fn print_bytes(bytes: &[u8], is_prose: bool) -> io::Result<()> {
    if is_prose {
        return print(&String::from_utf8_lossy(bytes));
    }
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Prints to standard output, with nothing in it that a CI system would obey.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text::defuse(text).as_bytes())?;
    out.flush()
}

/// Prints text for people: on a terminal, lines that are too long are broken between words instead of anywhere.
pub(super) fn print_prose(text: &str) -> io::Result<()> {
    if is_terminal() { print(&fitted(text, width())) } else { print(text) }
}

/// The text with no line over a width, as far as words and code allow. Lines of one paragraph flow into each other.
fn fitted(text: &str, width: usize) -> String {
    let (mut out, mut code) = (String::new(), false);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        code ^= line.starts_with("```");
        if code || line.starts_with('|') || line.width() <= width {
            out.push_str(&format!("{line}\n"));
            continue;
        }
        let mut whole = line.to_owned();
        while let Some(next) = lines.next_if(|next| is_prose(line) && is_prose(next)) {
            whole.push_str(&format!(" {next}"));
        }
        broken(&whole, width, &mut out);
    }
    out
}

/// Whether a line is part of a paragraph: no heading, item, table, code or indented line.
fn is_prose(line: &str) -> bool {
    !line.is_empty()
        && !line.starts_with([' ', '#', '-', '|', '`'])
        && !line.starts_with(|one: char| one.is_ascii_digit())
}

/// Breaks a line at spaces; what follows hangs two columns to the right of an item or an indented line.
fn broken(line: &str, width: usize, out: &mut String) {
    let start = line.len() - line.trim_start().len();
    let hang = if is_prose(line) || line.starts_with('#') { 0 } else { start + 2 };
    let (mut rest, mut from, mut room) = (line, start, width);
    loop {
        let fits = |at: &usize| rest[..*at].width() <= room;
        let spaces = || rest.match_indices(' ').map(|(at, _)| at).filter(|at| *at > from);
        let end = if fits(&rest.len()) { None } else { spaces().rfind(fits).or_else(|| spaces().next()) };
        let (shown, left) = rest.split_at(end.unwrap_or(rest.len()));
        out.push_str(&format!("{}\n", shown.trim_end()));
        rest = left.trim_start();
        if rest.is_empty() {
            return;
        }
        out.push_str(&" ".repeat(hang));
        (from, room) = (0, width.saturating_sub(hang));
    }
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

/// The folder for what need not be read again: `ISMS_CACHE_DIR`, of which an empty one means none; or else `isms` in
/// `XDG_CACHE_HOME`, or where the system keeps such things in the user's own folder. `None` for `--no-cache`, and where
/// there is no such folder. That it cannot be written to does no harm.
pub(super) fn cache_folder(global: &Global) -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
    if global.no_cache {
        return None;
    }
    if let Some(own) = folder("ISMS_CACHE_DIR") {
        return (!own.as_os_str().is_empty()).then_some(own);
    }
    let home = |inner: &str| folder("HOME").map(|home| home.join(inner));
    let of_system = || match std::env::consts::OS {
        "windows" => folder("LOCALAPPDATA"),
        "macos" => home("Library/Caches"),
        _ => home(".cache"),
    };
    let given = folder("XDG_CACHE_HOME").filter(|given| given.is_absolute());
    given.or_else(of_system).filter(|base| base.is_absolute()).map(|base| base.join("isms"))
}

/// What a program that verifies signatures gets to see of the environment: where programs lie, where the keyring is, and
/// where files may lie for a moment.
pub(super) fn environment() -> Vec<(OsString, OsString)> {
    let names =
        ["PATH", "HOME", "GNUPGHOME", "TMPDIR", "TEMP", "TMP", "USERPROFILE", "APPDATA", "SYSTEMROOT"];
    names.iter().filter_map(|name| Some((OsString::from(name), std::env::var_os(name)?))).collect()
}

/// Today, in the zone of the machine. The only place that asks the clock.
#[expect(clippy::disallowed_methods, reason = "the edge of the program asks the clock once")]
pub(super) fn today() -> Date {
    Date::from_naive(chrono::Local::now().date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_flows_items_hang_and_code_stays() {
        let page = "# A rule\n\nOne two three four\nfive six.\n\n- an item of a list\n  A.5.1   evidence that is long\n```yaml\ntitle: one two three four\n```\n";
        assert_eq!(
            fitted(page, 12),
            "# A rule\n\nOne two\nthree four\nfive six.\n\n- an item of\n  a list\n  A.5.1\n    evidence\n    that is\n    long\n\
             ```yaml\ntitle: one two three four\n```\n"
        );
        assert_eq!(fitted("RSK-0001-a-long-slug x\n", 10), "RSK-0001-a-long-slug\nx\n");
    }
}
