//! Breaking of prose into lines by the columns it takes on a terminal.

use unicode_width::UnicodeWidthStr;

/// Splits `text` at spaces into lines of at most `width` columns; the first has `used` columns less.
///
/// A word wider than a line stays whole, and so does a command in backquotes that fits a line, since ids, paths and
/// commands are there to be copied. There is always at least one line.
pub(crate) fn wrap(text: &str, width: usize, used: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut columns = used;
    for word in words(text, width) {
        let wide = word.width();
        if !line.is_empty() && columns + 1 + wide > width {
            lines.push(std::mem::take(&mut line));
            columns = 0;
        }
        if !line.is_empty() {
            line.push(' ');
            columns += 1;
        }
        line.push_str(word);
        columns += wide;
    }
    lines.push(line);
    lines
}

/// The words of a text; what stands between two backquotes belongs to one word if that is no wider than `width`.
fn words(text: &str, width: usize) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text.trim_start_matches(' ');
    while !rest.is_empty() {
        let mut end = word_end(rest, 0);
        if rest[..end].matches('`').count() % 2 == 1 {
            let whole = rest[end..].find('`').map(|close| word_end(rest, end + close));
            end = whole.filter(|&whole| rest[..whole].width() <= width).unwrap_or(end);
        }
        words.push(&rest[..end]);
        rest = rest[end..].trim_start_matches(' ');
    }
    words
}

fn word_end(text: &str, from: usize) -> usize {
    text[from..].find(' ').map_or(text.len(), |at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_count_columns() {
        assert_eq!(wrap("one two three", 7, 0), ["one two", "three"]);
        assert_eq!(wrap("one two three", 7, 1), ["one", "two", "three"]);
        // Each of these characters takes two columns.
        assert_eq!(wrap("日本 日本 日本", 9, 0), ["日本 日本", "日本"]);
    }

    #[test]
    fn a_command_stays_whole() {
        assert_eq!(wrap("then `isms review X`, or not", 18, 0), ["then", "`isms review X`,", "or not"]);
        assert_eq!(wrap("a lone ` is a word", 8, 0), ["a lone `", "is a", "word"]);
        assert_eq!(wrap("`too long for a line`", 8, 0), ["`too", "long for", "a line`"]);
    }

    #[test]
    fn a_long_word_stays_whole() {
        assert_eq!(wrap("see risks/access.yaml now", 8, 0), ["see", "risks/access.yaml", "now"]);
        assert_eq!(wrap("", 8, 0), [""]);
    }
}
