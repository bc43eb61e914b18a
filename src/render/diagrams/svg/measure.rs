//! How wide text is, without a font.
//!
//! Widths are those of DejaVu Sans, the widest face a reader is likely to have for a sans serif, so that nothing is cut
//! with a narrower one.

use unicode_width::UnicodeWidthChar;

/// Columns across a line of text in units of its font size, `bold` or not.
pub(in crate::render) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let units: f64 = text.chars().map(letter).sum();
    units * size * if bold { 1.1 } else { 1.0 }
}

fn letter(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' => 0.28,
        ' ' | '.' | ',' | '|' | ';' | ':' | '·' => 0.33,
        'f' | 't' | 'r' | '-' | '(' | ')' | '[' | ']' | '/' | 'I' | 'J' => 0.4,
        'm' | 'M' | 'W' | '@' | '%' | '…' => 1.0,
        'w' | '→' => 0.84,
        'A'..='Z' | '0'..='9' => 0.68,
        'a'..='z' => 0.61,
        other => match other.width() {
            Some(0) | None => 0.0,
            Some(1) => 0.75,
            Some(_) => 1.05,
        },
    }
}

/// Breaks a text at spaces into at most `most` lines no wider than `wide`; what does not fit ends in an ellipsis.
pub(in crate::render) fn wrap(text: &str, size: f64, bold: bool, wide: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (glue, word) in pieces(text, size, bold, wide) {
        let joined = lines.last().map(|line| format!("{line}{glue}{word}"));
        match joined.filter(|joined| width(joined, size, bold) <= wide) {
            Some(joined) => *lines.last_mut().unwrap_or(&mut String::new()) = joined,
            None => lines.push(word.to_owned()),
        }
    }
    let more = lines.len() > most;
    lines.truncate(most);
    let last = lines.len().saturating_sub(1);
    let too_wide = |line: &str| width(line, size, bold) > wide;
    let cut = |(at, line): (usize, String)| match (at == last && more) || too_wide(&line) {
        true => shortened(&line, size, bold, wide),
        false => line,
    };
    lines.into_iter().enumerate().map(cut).collect()
}

/// Words with what stands before each; those too long for a line are taken apart after their hyphens, dots and slashes.
fn pieces(text: &str, size: f64, bold: bool, wide: f64) -> Vec<(&'static str, &str)> {
    let mut pieces = Vec::new();
    for word in text.split_whitespace() {
        if width(word, size, bold) <= wide {
            pieces.push((" ", word));
            continue;
        }
        let parts = word.split_inclusive(['-', '_', '/', '.']);
        pieces.extend(parts.enumerate().map(|(at, part)| (if at == 0 { " " } else { "" }, part)));
    }
    pieces
}

fn shortened(line: &str, size: f64, bold: bool, wide: f64) -> String {
    let mut kept = String::new();
    for letter in line.chars() {
        if width(&format!("{kept}{letter}…"), size, bold) > wide {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_at_words_and_are_cut_with_an_ellipsis() {
        assert_eq!(wrap("Internal audit", 10.0, false, 60.0, 2), ["Internal", "audit"]);
        assert_eq!(wrap("a b c d e f g h", 10.0, false, 30.0, 2).len(), 2);
        assert!(wrap("a b c d e f g h", 10.0, false, 30.0, 2)[1].ends_with('…'));
        let long = wrap(&"x".repeat(400), 10.0, true, 100.0, 2);
        assert!(
            long.len() == 1 && long[0].ends_with('…') && width(&long[0], 10.0, true) <= 100.0,
            "{long:?}"
        );
        assert_eq!(
            wrap("2026-11-access-review.csv", 10.0, false, 90.0, 3),
            ["2026-11-access-", "review.csv"]
        );
        assert!(wrap("", 10.0, false, 30.0, 2).is_empty());
    }

    #[test]
    fn wide_letters_count_as_wide() {
        assert!(width("日本", 10.0, false) > width("ab", 10.0, false));
        assert!(width("\u{301}", 10.0, false) == 0.0);
    }
}
