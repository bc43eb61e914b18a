//! A page about one thing, for people.

use super::terminal;
use crate::base::text;
use crate::render::wrap::wrap;

/// Columns of a name with its colon, in front of a value.
const NAME: usize = 19;

/// Text under construction; everything that enters is cleaned.
#[derive(Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    /// The page, ending with one line feed.
    pub(super) fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text.push('\n');
        self.text
    }

    /// Adds what is cleaned already, as it stands.
    pub(super) fn ready(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(text::plain(line).trim_end());
        self.text.push('\n');
    }

    /// A heading, with an empty line above it.
    pub(super) fn heading(&mut self, heading: &str) {
        self.text.push('\n');
        self.line(heading);
    }

    /// A line that is set in, so many steps.
    pub(super) fn indented(&mut self, depth: usize, line: &str) {
        self.line(&format!("{}{line}", "  ".repeat(depth)));
    }

    /// A name and its value on one line, however long.
    pub(super) fn pair(&mut self, name: &str, value: &str) {
        self.indented(1, &format!("{:<20} {value}", format!("{name}:")));
    }

    /// A paragraph, broken into lines.
    pub(super) fn prose(&mut self, words: &str) {
        self.wrapped(0, words);
    }

    /// A paragraph that is set in by a step.
    pub(super) fn item(&mut self, words: &str) {
        self.wrapped(1, words);
    }

    /// A name, and a value that goes on below itself.
    pub(super) fn fact(&mut self, name: &str, value: &str) {
        let lines = wrap(&text::plain(value.trim()), terminal::width() - NAME - 3, 0);
        for (index, line) in lines.iter().enumerate() {
            let name = if index == 0 { format!("{name}:") } else { String::new() };
            self.indented(1, &format!("{name:<NAME$} {line}"));
        }
    }

    fn wrapped(&mut self, depth: usize, words: &str) {
        let lines = wrap(&text::plain(words), terminal::width() - 2 * depth, 0);
        lines.iter().for_each(|line| self.indented(depth, line));
    }
}
