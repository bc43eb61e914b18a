//! Words for people: nearest names, plurals, lists in prose, and the cleaning of what came from a file.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The candidate nearest to `name`, if one is near enough to be a slip of the pen.
///
/// Near enough is an edit distance (Damerau-Levenshtein, case ignored) of at most a third of the name's length, and at
/// least one. The first of equally near candidates wins.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let length = wanted.chars().count();
    if length > 100 {
        return None;
    }
    let most = (length / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // Texts differ by at least the difference of their lengths.
        if candidate.chars().count().abs_diff(length) > most {
            continue;
        }
        let distance = strsim::osa_distance(&wanted, &candidate.to_lowercase());
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// `1 record`, `2 records`; a noun in -y becomes -ies after a consonant.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{} {}", thousands(number), plural(noun)) }
}

/// The plural of an English noun as this program uses them (`entry` to `entries`, `process` to `processes`).
pub fn plural(noun: &str) -> String {
    let before = noun.strip_suffix('y').and_then(|stem| stem.chars().last());
    if before.is_some_and(|c| !"aeiou".contains(c)) {
        format!("{}ies", &noun[..noun.len() - 1])
    } else if noun.ends_with('s') || noun.ends_with('x') {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}

/// `12,345`: a number with a comma at each thousand.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `a`, `a and b`, `a, b and c`, with `last` as the joining word; past `most` the rest is counted.
pub fn list<S: AsRef<str>>(items: &[S], last: &str, most: usize) -> String {
    let mut shown: Vec<Cow<'_, str>> =
        items.iter().take(most).map(|item| Cow::Borrowed(item.as_ref())).collect();
    if items.len() > most {
        shown.push(Cow::Owned(format!("{} more", thousands(items.len() - most))));
    }
    match shown.as_slice() {
        [] => String::new(),
        [only] => only.to_string(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// `a` or `an`, by the first letter of the word that follows.
pub fn article(word: &str) -> &'static str {
    match word.chars().next() {
        Some('a' | 'e' | 'i' | 'o' | 'u' | 'A' | 'E' | 'I' | 'O') => "an",
        _ => "a",
    }
}

/// Makes text from a record safe to print: control, bidirectional and invisible characters become visible
/// (`\u{1b}`, `␀` style pictures are avoided since fonts lack them), and every line break a space.
///
/// Terminals obey escape sequences in what they print, and renderers do not clean them, so every string is cleaned
/// once, where a finding or a table is made.
pub fn plain(text: &str) -> Cow<'_, str> {
    // Nearly all text is plain ASCII, which can be told many bytes at a time.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => out.push(' '),
            hidden if is_hidden(hidden) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", hidden as u32);
            }
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// Takes from each line what a CI system would obey: GitHub reads `::command` at a line's start, blanks before it or
/// not, and `##[command]` anywhere; a backslash in between ends that.
pub fn defuse(text: &str) -> Cow<'_, str> {
    let starts = |line: &str| line.trim_start().starts_with("::");
    if !text.contains("##[") && !text.lines().any(starts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for line in text.split_inclusive('\n') {
        let line = line.replace("##[", "##\\[");
        let body = line.trim_start();
        if starts(&line) {
            out.push_str(&line[..line.len() - body.len()]);
            out.push('\\');
            out.push_str(body);
        } else {
            out.push_str(&line);
        }
    }
    Cow::Owned(out)
}

/// A value as indented JSON that ends with a line feed. What is written here are texts, numbers, truth values, and lists and
/// maps of these, which always serialise.
pub fn json(value: &impl serde::Serialize) -> String {
    let mut json = serde_json::to_string_pretty(value).unwrap_or_default();
    json.push('\n');
    escape_json(&json)
}

/// Writes hidden characters of JSON as JSON escapes: the text stays true, and a terminal that shows it does not obey
/// it. Outside of strings there are none but line feeds, which inside of strings are escaped already.
fn escape_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if character != '\n' && is_hidden(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(character);
        }
    }
    out
}

/// [`plain`], shortened to `most` characters with an ellipsis.
pub fn brief(text: &str, most: usize) -> String {
    let clean = plain(text);
    if clean.chars().count() <= most {
        return clean.into_owned();
    }
    let cut: String = clean.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// Control characters (C0, DEL, C1), bidirectional controls, zero-width and tag characters.
pub fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_slips_and_not_strangers() {
        let kinds = ["risk", "control", "review", "requirement"];
        assert_eq!(nearest("rsik", kinds), Some("risk"));
        assert_eq!(nearest("Reveiw", kinds), Some("review"));
        assert_eq!(nearest("supplier", kinds), None);
        assert_eq!(nearest("RSK-0044", ["RSK-0004", "RISK-0044", "PRC-0044"]), Some("RSK-0004"));
    }

    #[test]
    fn counts_read_as_english() {
        assert_eq!(count(1, "record"), "1 record");
        assert_eq!(count(12345, "process"), "12,345 processes");
        assert_eq!(count(0, "entry"), "0 entries");
        assert_eq!(count(3, "day"), "3 days");
    }

    #[test]
    fn lists_are_capped() {
        assert_eq!(list(&["a", "b", "c"], "and", 5), "a, b and c");
        assert_eq!(list(&["a", "b", "c", "d"], "or", 2), "a, b or 2 more");
    }

    #[test]
    fn nothing_that_a_terminal_obeys_survives() {
        assert_eq!(plain("a\u{1b}[31mred"), "a\\u{1b}[31mred");
        assert_eq!(plain("x\u{202e}y\u{200b}z"), "x\\u{202e}y\\u{200b}z");
        assert_eq!(plain("two\nlines\tand tab"), "two lines and tab");
        assert_eq!(plain("Prüfung 🛡"), "Prüfung 🛡");
    }

    #[test]
    fn nothing_that_a_ci_system_obeys_survives() {
        assert_eq!(defuse("a\n  ::error::x\n"), "a\n  \\::error::x\n");
        assert_eq!(defuse("a ##[group]b"), "a ##\\[group]b");
        assert_eq!(defuse("path::name\n"), "path::name\n");
    }

    #[test]
    fn brief_cuts_at_characters() {
        assert_eq!(brief("äöüäöü", 4), "äöü…");
        assert_eq!(brief("short", 9), "short");
    }
}
