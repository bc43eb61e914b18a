//! The frame around the lines a finding is about. The only file that knows miette.
//!
//! miette draws one excerpt; what it cannot do is done to its drawing: labels stand beside their underline, further
//! places have a lighter one, and excerpts of several files hang together in one frame.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::Style;
use super::excerpt::{Excerpt, Mark};
use crate::finding::Level;

/// Stands before a label that moves beside its underline. Cleaned text holds no control character.
const BESIDE: char = '\u{1}';
/// How miette writes the style of the underline of a further place: cyan.
const FURTHER: &str = "\u{1b}[36m";

/// Draws excerpts as one frame, each under its path, with a margin for line numbers of `digits` digits.
pub(super) fn draw(excerpts: &[Excerpt], level: Level, digits: usize, style: &Style, out: &mut String) {
    let characters = characters(style);
    for (index, excerpt) in excerpts.iter().enumerate() {
        let mut raw = String::new();
        let handler = handler(characters.clone(), excerpt, level, index > 0);
        // Writing to a String fails only if miette refuses the excerpt, and then there is nothing to draw.
        if handler.render_report(&mut raw, &Drawing(excerpt)).is_err() {
            continue;
        }
        let last = index + 1 == excerpts.len();
        polish(&raw, digits.saturating_sub(number_width(excerpt)), last, style, &characters, out);
    }
}

/// Columns that the largest line number of an excerpt takes.
fn number_width(excerpt: &Excerpt) -> usize {
    excerpt.last_line.to_string().len()
}

fn characters(style: &Style) -> ThemeCharacters {
    let plain = if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let (underline, vbar_break) = if style.unicode { ('━', '│') } else { ('^', '|') };
    // No knot under the middle of an underline: most labels stand beside it.
    ThemeCharacters { underline, underbar: underline, vbar_break, ..plain }
}

fn handler(
    mut characters: ThemeCharacters,
    excerpt: &Excerpt,
    level: Level,
    hangs_on: bool,
) -> GraphicalReportHandler {
    if hangs_on {
        characters.ltop = characters.lcross;
    }
    let mut styles = ThemeStyles::ansi();
    let own = match level {
        Level::Error => styles.error,
        Level::Warning => styles.warning,
        Level::Note => styles.highlights[2],
    };
    // Always in colour here, since that tells the finding's own place from further ones; `polish` takes it out.
    styles.highlights =
        excerpt.marks.iter().map(|mark| if mark.primary { own } else { styles.advice }).collect();
    styles.link = styles.linum;
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_links(false)
        .without_syntax_highlighting()
        .with_wrap_lines(false)
        .with_context_lines(1)
}

/// Brings miette's drawing into our form, line by line.
fn polish(
    raw: &str,
    indent: usize,
    last: bool,
    style: &Style,
    characters: &ThemeCharacters,
    out: &mut String,
) {
    // The first line is miette's headline, which is empty: ours has been written.
    let mut lines = raw.lines().skip(1).peekable();
    while let Some(line) = lines.next() {
        if lines.peek().is_none() && !last {
            break;
        }
        if let Some((before, label)) = line.split_once(BESIDE) {
            let paint = before.rfind('\u{1b}').map_or("", |at| &before[at..]);
            let label = label.split('\u{1b}').next().unwrap_or("");
            out.pop();
            restyle(&format!(" {paint}{label}\u{1b}[0m"), style, characters, out);
        } else {
            out.extend(std::iter::repeat_n(' ', indent));
            restyle(line, style, characters, out);
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
}

/// Copies a line; makes underlines of further places lighter and takes out colour where none is wanted.
fn restyle(line: &str, style: &Style, characters: &ThemeCharacters, out: &mut String) {
    let light = if style.unicode { '─' } else { '-' };
    let mut further = false;
    for (index, part) in line.split('\u{1b}').enumerate() {
        let mut text = part;
        if index > 0 {
            let end = part.find('m').map_or(0, |at| at + 1);
            let code = &line[line.len().min(offset(line, part) - 1)..offset(line, part) + end];
            further = code == FURTHER;
            if style.color {
                out.push_str(code);
            }
            text = &part[end..];
        }
        if further {
            out.extend(text.chars().map(|c| if c == characters.underline { light } else { c }));
        } else {
            out.push_str(text);
        }
    }
}

fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

/// An excerpt as miette wants to see it.
struct Drawing<'a>(&'a Excerpt);

impl fmt::Debug for Drawing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.path)
    }
}

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing<'_> {}

impl Diagnostic for Drawing<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.0)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.0.marks.iter().map(labeled)))
    }
}

fn labeled(mark: &Mark) -> LabeledSpan {
    let text = match (mark.label.is_empty(), mark.beside) {
        (true, _) => None,
        (false, true) => Some(format!("{BESIDE}{}", mark.label)),
        (false, false) => Some(mark.label.clone()),
    };
    let span = SourceSpan::from(mark.range.clone());
    if mark.primary {
        LabeledSpan::new_primary_with_span(text, span)
    } else {
        LabeledSpan::new_with_span(text, span)
    }
}

impl SourceCode for Excerpt {
    /// With context it is the whole excerpt; without, the place that miette names above the frame. Columns are those
    /// of the file in characters, not of the excerpt in bytes.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let at = self.marks.iter().find(|mark| before == 0 && SourceSpan::from(mark.range.clone()) == *span);
        let (line, column) = at.map_or((self.first_line, 1), |mark| (mark.at.line, mark.at.column));
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            self.text.as_bytes(),
            SourceSpan::from(0..self.text.len()),
            line as usize - 1,
            column as usize - 1,
            (self.last_line - self.first_line) as usize + 1,
        )))
    }
}
