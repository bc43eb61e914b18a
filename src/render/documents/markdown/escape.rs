//! Text of records as text: nothing in it is Markdown, HTML, a mention or a reference.
//!
//! Forges look for mentions (`@name`), references (`#12`, `!12`), addresses and pictures (`:name:`) in what is left after
//! Markdown was read, so a backslash does not stop them. A space without width after their sign does.

use std::fmt::Write as _;

/// A space without width, by its number, since as a character it could not be seen in the source.
const APART: &str = "&#8203;";

/// Where text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the start of a line, where more has a meaning.
    Line,
    /// Within a line.
    Words,
    /// In a cell of a table.
    Cell,
}

/// Text that is shown as it is.
pub(super) fn escaped(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    for (at, line) in lines.iter().enumerate() {
        match place {
            _ if at == 0 => {}
            Place::Line => out.push_str("\\\n"),
            Place::Words => out.push(' '),
            Place::Cell => out.push_str("<br>"),
        }
        let starts = place == Place::Line;
        let skip = if starts { start(line, &mut out) } else { 0 };
        letters(&line[skip..], &mut out);
    }
    out
}

/// Writes what a line begins with, where that would be read as a list, a heading, a line or a command; how many bytes of
/// the line that was.
fn start(line: &str, out: &mut String) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line[digits..].chars().next();
    if digits > 0 && matches!(after, Some('.' | ')')) {
        out.push_str(&format!("{}\\{}", &line[..digits], &line[digits..=digits]));
        return digits + 1;
    }
    match line.chars().next() {
        Some(sign @ ('-' | '+' | '=' | '/' | ':')) => {
            out.push('\\');
            out.push(sign);
            1
        }
        _ => 0,
    }
}

fn letters(line: &str, out: &mut String) {
    for (at, letter) in line.char_indices() {
        let rest = &line[at + letter.len_utf8()..];
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '~' | '|' | '#' | '!' | '$' | '@' | '^' => {
                out.push('\\');
                out.push(letter);
            }
            // Not characters, which HTML has no way to show.
            '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "\\\\u{{{:x}}}", u32::from(letter));
            }
            other => out.push(other),
        }
        if is_looked_for(letter, &line[..at], rest) {
            out.push_str(APART);
        }
    }
}

/// Whether a forge would make something of what begins with, or ends in, a letter.
fn is_looked_for(letter: char, before: &str, rest: &str) -> bool {
    let next = rest.chars().next();
    let is_digit = next.is_some_and(|c| c.is_ascii_digit());
    match letter {
        '@' => next.is_some_and(|c| c.is_alphanumeric() || c == '_'),
        '#' | '!' | '$' | '&' => is_digit,
        '~' | '%' | '^' => next.is_some_and(|c| c.is_alphanumeric() || c == '"'),
        ':' => rest.starts_with("//") || is_picture(rest) || before.to_ascii_lowercase().ends_with("mailto"),
        '.' => {
            before.len() >= 3
                && before.is_char_boundary(before.len() - 3)
                && before[before.len() - 3..].eq_ignore_ascii_case("www")
        }
        '-' => is_digit && before.ends_with("GH"),
        _ => false,
    }
}

/// Whether `name:` follows, which forges replace by a picture.
fn is_picture(rest: &str) -> bool {
    let name = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '+'));
    name.is_some_and(|end| end > 0 && rest[end..].starts_with(':'))
}

/// An anchor as both the name of a place and the address of a link to it have it: other signs by their number.
pub(super) fn fragment(anchor: &str) -> String {
    let mut out = String::with_capacity(anchor.len());
    for letter in anchor.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.') {
            out.push(letter);
        } else {
            let _ = write!(out, "-x{:x}-", u32::from(letter));
        }
    }
    out
}

/// An address with nothing in it that would end a link, a cell or an attribute.
pub(super) fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        let safe = byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&*+,;=%".contains(&byte);
        if safe {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out.replace('&', "&amp;").replace('*', "%2A").replace('_', "%5F").replace('~', "%7E").replace('!', "%21")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_read_as_more() {
        for (text, expected) in [
            ("a_b *c* [d](e)", "a\\_b \\*c\\* \\[d\\](e)"),
            ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
            ("@anna and a@b.example", "\\@&#8203;anna and a\\@&#8203;b.example"),
            ("#12 # !3", "\\#&#8203;12 \\# \\!&#8203;3"),
            ("http://x www.x GH-7 :tada:", "http:&#8203;//x www.&#8203;x GH-&#8203;7 :&#8203;tada:"),
            ("10:30, kind:risk, A.5.1", "10:30, kind:risk, A.5.1"),
            ("- a", "\\- a"),
            ("12. a", "12\\. a"),
            ("/close", "\\/close"),
            ("a\n# b", "a\\\n\\# b"),
        ] {
            assert_eq!(escaped(text, Place::Line), expected);
        }
        assert_eq!(escaped("a|b\n- c", Place::Cell), "a\\|b<br>- c");
        assert_eq!(escaped("- a\nb", Place::Words), "- a b");
    }

    #[test]
    fn links_end_where_they_should() {
        assert_eq!(
            address("https://a.example/(x)?a=1&b=\"<|>`é"),
            "https://a.example/%28x%29?a=1&amp;b=%22%3C%7C%3E%60%C3%A9"
        );
        assert_eq!(fragment("RSK-0001"), "RSK-0001");
        assert_eq!(fragment("a b\"ü"), "a-x20-b-x22--xfc-");
    }
}
