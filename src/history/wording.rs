//! The wording of a Markdown text: what is left when layout and the targets of links are taken away.
//!
//! Two texts with the same wording say the same to a reader. What goes: white space and line breaks; targets of links,
//! reference definitions and HTML comments; the marks of headings, lists, quotes, tables and emphasis. What stays: every
//! word, number and sign in the order written, code included.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A text's fingerprints: of all of it, and of its wording alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Print {
    pub(super) exact: u128,
    pub(super) wording: u128,
}

impl Print {
    pub(super) fn of(text: &str) -> Self {
        Self { exact: digest(text.trim()), wording: digest(&wording(text)) }
    }
}

/// Whether two texts differ in nothing but layout and link targets.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || wording(one) == wording(other)
}

fn digest(text: &str) -> u128 {
    let sum = Sha256::digest(text.as_bytes());
    sum.iter().take(16).fold(0, |number, byte| (number << 8) | u128::from(*byte))
}

/// The words, parted by single spaces.
fn wording(text: &str) -> String {
    let text = without_comments(text);
    let mut out = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !is_definition(line)) {
        let line = without_targets(line);
        for word in line.split_whitespace().map(bare).filter(|word| !is_mark(word)) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// `<!-- ... -->` taken out; one that is not closed stays.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        let Some((_, after)) = after.split_once("-->") else { break };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// `[name]: target`.
fn is_definition(line: &str) -> bool {
    let name = line.trim_start().strip_prefix('[').and_then(|rest| rest.split_once("]:"));
    name.is_some_and(|(name, _)| !name.is_empty() && !name.starts_with('^') && !name.contains(']'))
}

/// `[words](target)` and `[words][name]` become `words`.
fn without_targets(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("](").into_iter().chain(rest.find("][")).min() {
        out.push_str(&rest[..at]);
        let close = if rest[at..].starts_with("](") { ')' } else { ']' };
        let Some(end) = rest[at + 2..].find(close) else {
            rest = &rest[at..];
            break;
        };
        rest = &rest[at + 2 + end + 1..];
    }
    out.push_str(rest);
    // Brackets are left only where no link was closed; they are marks of layout, too.
    out.replace(['[', ']', '|'], " ")
}

/// A word without the signs of emphasis around it.
fn bare(word: &str) -> &str {
    word.trim_matches(['*', '_', '`', '~'])
}

/// Whether nothing of a word is left, or it marks a heading, a list item, a quote or the rule below a table's head.
fn is_mark(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '#' | '-' | '+' | '>' | '=' | ':' | '!')) && !matches!(word, "!" | ":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_and_link_targets_are_no_wording() {
        for (one, other) in [
            ("Access is granted\nby the owner.", "Access  is granted by the\nowner.\n"),
            ("See [the policy](old/access.md).", "See [the policy](new/access.md \"Access\")."),
            ("See [the policy][p].\n\n[p]: a.md", "See [the policy][q].\n\n[q]: b.md"),
            ("# Scope\n\nAll sites", "## Scope\nAll sites"),
            ("* one\n* two", "- one\n- two"),
            ("Keys **must** be _rotated_", "Keys must be *rotated*"),
            ("| a | b |\n|---|:--|\n| 1 | 2 |", "|a|b|\n| - | - |\n|1|2|"),
            ("Text <!-- draft --> ends", "Text ends"),
        ] {
            assert!(same(one, other), "{one:?} {other:?}\n{:?}\n{:?}", wording(one), wording(other));
        }
    }

    #[test]
    fn every_word_and_number_is_wording() {
        for (one, other) in [
            ("every 6 months", "every 12 months"),
            ("shall be encrypted", "should be encrypted"),
            ("must be kept", "must not be kept"),
            ("a [b](c)", "a [d](c)"),
            ("1. first", "2. first"),
            ("run `a_b`", "run `a_c`"),
            ("", "Something"),
        ] {
            assert!(!same(one, other), "{one:?} {other:?}");
        }
        assert_ne!(Print::of("a  b").exact, Print::of("a b").exact);
        assert_eq!(Print::of("a  b").wording, Print::of("a b").wording);
    }
}
