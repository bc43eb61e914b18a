//! Text as HTML has it, names for ids, and bytes in addresses.

use std::fmt::Write as _;

use crate::base::text::is_hidden;

/// Appends text, in an element or between double quotes. Signs of HTML become entities; what a reader could not see
/// becomes visible, so that no text turns around what stands beside it.
pub(super) fn text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let mut letters = after.chars();
        match letters.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            // Writing to a String cannot fail.
            Some(letter) if is_hidden(letter) => drop(write!(out, "\\u{{{:x}}}", u32::from(letter))),
            _ => out.push('\u{fffd}'),
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
}

/// The same as a text of its own.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    text(&mut out, words);
    out
}

fn is_special(letter: char) -> bool {
    match letter {
        '&' | '<' | '>' | '"' => true,
        ' '..='~' | '\n' | '\t' => false,
        _ => is_hidden(letter) || is_no_character(letter),
    }
}

/// Code points that are no characters and never will be.
fn is_no_character(letter: char) -> bool {
    matches!(letter, '\u{fdd0}'..='\u{fdef}') || u32::from(letter) & 0xfffe == 0xfffe
}

/// An anchor as an id: letters, digits, `-`, `_` and `.` as they are, everything else as `~hex~`. No two anchors get the
/// same.
pub(super) fn id(anchor: &str) -> String {
    let mut out = String::with_capacity(anchor.len());
    for letter in anchor.chars() {
        if letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.') {
            out.push(letter);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "~{:x}~", u32::from(letter));
        }
    }
    out
}

/// Whether a text may run from right to left, and so is set apart from what stands around it.
pub(super) fn is_two_way(text: &str) -> bool {
    // All such letters begin with a byte from 0xd6 on (Hebrew), which Latin text has hardly ever.
    text.bytes().any(|byte| byte >= 0xd6)
        && text.chars().any(|letter| {
            matches!(u32::from(letter), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff)
        })
}

/// Bytes in base 64 (RFC 4648, section 4).
pub(super) fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let part = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = part(0) << 16 | part(1) << 8 | part(2);
        for at in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= group.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

/// A string of CSS between double quotes, which ends neither itself nor the style element around it.
pub(super) fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        if letter.is_alphanumeric()
            || matches!(letter, ' ' | '-' | '.' | ',' | ':' | '(' | ')' | '/' | '\u{b7}')
        {
            out.push(letter);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\{:x} ", u32::from(letter));
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(
            escaped("a<b> & \"c\" \u{202e}\u{1b}[0m \u{fffe}é\n"),
            "a&lt;b&gt; &amp; &quot;c&quot; \\u{202e}\\u{1b}[0m \u{fffd}é\n"
        );
        assert_eq!(css_string("a\"</style>\\\n"), "\"a\\22 \\3c /style\\3e \\5c \\a \"");
    }

    #[test]
    fn anchors_that_differ_get_ids_that_differ() {
        let anchors = ["RSK-1", "RSK 1", "RSK~20~1", "RSK_1", "rsk/1", "ü", "\"><script>", ""];
        let ids: std::collections::BTreeSet<String> = anchors.iter().map(|anchor| id(anchor)).collect();
        assert_eq!(ids.len(), anchors.len());
        assert_eq!(id("RSK-1"), "RSK-1");
        assert!(!id("\"><script> \n").contains(['"', '<', '>', ' ', '\n']));
    }
}
