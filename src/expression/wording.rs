//! What is wrong with the syntax of an expression, in words for people who write one now and then.

use super::mistake::Mistake;
use super::parse::{LENGTH, NESTING};
use crate::base::{Span, text};

/// The place of a whole text.
pub(super) fn whole(text: &str) -> Span {
    Span::of(&(0..text.len()))
}

/// The byte at which a line and column (from 1, in characters) lie.
pub(super) fn offset(text: &str, line: isize, column: isize) -> usize {
    let line = usize::try_from(line - 1).unwrap_or(0);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or("");
    let column = usize::try_from(column - 1).unwrap_or(0);
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

/// Refuses what the parser must not see, and the slips that it has no good words for.
pub(super) fn check(text: &str) -> Result<(), Mistake> {
    if text.trim().is_empty() {
        return Err(Mistake::new(whole(text), "the expression is empty")
            .help("write a condition, such as `due < today`"));
    }
    if text.len() > LENGTH {
        let message = format!("the expression is longer than {} bytes", text::thousands(LENGTH));
        return Err(Mistake::new(whole(text), message).help("make two of it"));
    }
    Scan { text, at: 0, open: Vec::new(), choices: 0, signs: 0 }.run()
}

/// Walks over the characters, past texts in quotes.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    open: Vec<(usize, u8)>,
    choices: usize,
    signs: usize,
}

impl Scan<'_> {
    fn run(mut self) -> Result<(), Mistake> {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let byte = bytes[self.at];
            self.signs = if matches!(byte, b'!' | b'-') { self.signs + 1 } else { 0 };
            match byte {
                b'"' | b'\'' => self.quoted(byte)?,
                b'(' | b'[' | b'{' => self.open.push((self.at, byte)),
                b')' | b']' | b'}' => self.close(byte)?,
                b'?' => self.choices += 1,
                b'=' => self.equals()?,
                b'/' if bytes.get(self.at + 1) == Some(&b'/') => self.remark(),
                _ => {}
            }
            if self.open.len() > NESTING || self.choices > NESTING || self.signs > NESTING {
                return Err(Mistake::new(
                    self.here(),
                    format!("there are more than {NESTING} levels of brackets"),
                )
                .help("make two expressions of it"));
            }
            self.at += 1;
        }
        match self.open.last() {
            Some(&(at, bracket)) => {
                let span = Span::of(&(at..at + 1));
                Err(Mistake::new(span, "a bracket is not closed")
                    .help(format!("add the missing `{}`", partner(bracket))))
            }
            None => Ok(()),
        }
    }

    /// Goes to the end of a remark.
    fn remark(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
    }

    fn here(&self) -> Span {
        Span::of(&(self.at..self.at + 1))
    }

    /// Goes to the closing quote. A backslash takes the next character with it, except in a raw text.
    fn quoted(&mut self, quote: u8) -> Result<(), Mistake> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let raw = start > 0 && matches!(bytes[start - 1], b'r' | b'R');
        let long = bytes[start..].starts_with(&[quote; 3]);
        self.at += if long { 3 } else { 1 };
        while self.at < bytes.len() {
            if bytes[self.at] == b'\\' && !raw {
                self.at += 2;
                continue;
            }
            if long && bytes[self.at..].starts_with(&[quote; 3]) {
                self.at += 2;
                return Ok(());
            }
            if !long && bytes[self.at] == quote {
                return Ok(());
            }
            self.at += 1;
        }
        let span = Span::of(&(start..start + 1));
        Err(Mistake::new(span, "a text is not closed").help("add the missing quotation mark at its end"))
    }

    fn close(&mut self, bracket: u8) -> Result<(), Mistake> {
        match self.open.pop() {
            Some((_, opened)) if partner(opened) == bracket as char => Ok(()),
            Some((at, opened)) => {
                let span = Span::of(&(at..self.at + 1));
                Err(Mistake::new(span, "a bracket is closed by one of another form")
                    .help(format!("close it with `{}`", partner(opened))))
            }
            None => Err(Mistake::new(self.here(), "a bracket closes nothing").help("take it away")),
        }
    }

    /// One `=` where two are meant.
    fn equals(&mut self) -> Result<(), Mistake> {
        let bytes = self.text.as_bytes();
        let before = self.at.checked_sub(1).map(|at| bytes[at]);
        if bytes.get(self.at + 1) == Some(&b'=') {
            self.at += 1;
            return Ok(());
        }
        if matches!(before, Some(b'!' | b'<' | b'>')) {
            return Ok(());
        }
        Err(Mistake::new(self.here(), "one `=` compares nothing").help("write `==`"))
    }
}

fn partner(bracket: u8) -> char {
    match bracket {
        b'(' => ')',
        b'[' => ']',
        _ => '}',
    }
}

/// Words that other languages write for a sign.
const SIGNS: [(&str, &str); 9] = [
    ("and", "&&"),
    ("AND", "&&"),
    ("or", "||"),
    ("OR", "||"),
    ("not", "!"),
    ("NOT", "!"),
    ("is", "=="),
    ("=>", ">="),
    ("<>", "!="),
];

/// What the parser reports at a byte, in our words.
pub(super) fn syntax(text: &str, at: usize, words: &str) -> Mistake {
    let rest = text.get(at..).unwrap_or("");
    let token = token(rest);
    let span = Span::of(&(at..at + token.len()));
    if let Some((_, sign)) = SIGNS.iter().find(|(word, _)| *word == token) {
        return Mistake::new(span, format!("`{token}` is no word of this language"))
            .help(format!("write `{sign}`"));
    }
    if rest.trim().is_empty() {
        let shown = text.trim_end();
        let start = shown.char_indices().next_back().map_or(0, |(at, _)| at);
        return Mistake::new(Span::of(&(start..shown.len())), "the expression ends too early")
            .help("write what comes after this");
    }
    if let Some(first) = token.chars().next().filter(|c| "“”„‟«»‘’`´".contains(*c)) {
        return Mistake::new(span, format!("`{first}` is no quotation mark here"))
            .help("put a text in straight quotes: \"open\"");
    }
    if words.contains("token recognition error") {
        let message = format!("`{}` means nothing here", text::brief(token, 20));
        return Mistake::new(span, message)
            .help("names are written with letters a to z, digits and `_`; a text goes in quotes");
    }
    let message = format!("`{}` does not fit here", text::brief(token, 40));
    let help =
        "there may be an operator missing before it, such as `&&`, `||` or `==`, or quotes around a text";
    Mistake::new(span, message).help(help)
}

/// The word or sign that a text begins with.
fn token(rest: &str) -> &str {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
    if word > 0 {
        return &rest[..word];
    }
    let signs = rest.find(|c: char| !"<>=!&|".contains(c)).unwrap_or(rest.len());
    let length = if signs > 0 { signs } else { rest.chars().next().map_or(0, char::len_utf8) };
    &rest[..length]
}
