//! The list of contents.

use super::blocks::{Chapter, title};
use super::flow::Flow;
use super::fonts::Face;
use super::page::{PathShape, Shape, Step};
use super::tags::Kind;
use super::text::{Style, Text};
use super::theme::{BODY, INK, LEADING, LINE};
use crate::document::Target;

/// Entries beyond which a further level of headings is left out; all of them are bookmarks.
const MOST: usize = 150;
/// Room for numbers of pages.
const NUMBERS: f32 = 34.0;

/// The deepest level that is listed.
fn depth(chapters: &[Chapter<'_>]) -> usize {
    let within = |level: usize| chapters.iter().filter(|chapter| chapter.level <= level).count();
    (2..=3).rev().find(|level| within(*level) <= MOST).unwrap_or(1)
}

impl Flow<'_> {
    /// Draws the list of contents on pages of its own.
    pub(super) fn contents(&mut self, chapters: &[Chapter<'_>]) {
        if chapters.is_empty() {
            return;
        }
        let (x, width) = self.measure();
        let accent = self.frame.accent;
        let heading = self.frame.words.get("contents").to_owned();
        self.tags.open(Kind::Heading(1, heading.clone()));
        self.text(&Text::plain(&heading, Style::new(Face::Bold, accent)), 17.0, x, width);
        self.tags.close();
        self.y += 12.0;
        let deepest = depth(chapters);
        self.tags.open(Kind::Contents);
        for (at, chapter) in chapters.iter().enumerate().filter(|(_, chapter)| chapter.level <= deepest) {
            self.entry(at, chapter);
        }
        self.tags.close();
        self.next_page();
    }

    fn entry(&mut self, at: usize, chapter: &Chapter<'_>) {
        let (x, width) = self.measure();
        let (indent, hang) = match chapter.level {
            1 => (0.0, 24.0),
            2 => (24.0, 32.0),
            _ => (56.0, 42.0),
        };
        if chapter.level == 1 {
            self.need(3.0 * BODY * LEADING);
            self.y += 4.0;
        }
        let face = if chapter.level == 1 { Face::Bold } else { Face::Regular };
        let style = Style::new(face, INK);
        let to = Target::Anchor(chapter.section.anchor.clone());
        let mut text = Text::default();
        let mut inks = self.inks(style);
        inks.link = INK;
        text.push_link(&title(chapter.section), &to, inks);
        self.need(2.0 * BODY * LEADING);
        self.tags.open(Kind::Entry);
        let begin = self.y;
        self.tags.open(Kind::Label);
        self.text(&Text::plain(&chapter.number, style), BODY, x + indent, hang);
        self.tags.close();
        self.y = begin;
        let room = width - indent - hang - NUMBERS;
        self.text(&text, BODY, x + indent + hang, room);
        let last = self.setter.lines(&text, BODY, room).last().map_or(0.0, |line| line.width);
        self.y -= BODY * LEADING;
        self.page_number(at, style, x + width, x + indent + hang + last);
        self.tags.close();
        self.y += BODY * LEADING + 1.5;
    }

    /// The number of the page, with dots that lead to it.
    fn page_number(&mut self, at: usize, style: Style, right: f32, from: f32) {
        let page = self.frame.before.headings.get(at).map_or(0, |heading| heading.place.0 + 1).to_string();
        let wide = self.wide(&page, style.face, BODY);
        let y = self.y + BODY * LEADING * 0.75;
        let (from, to) = (from + 6.0, right - wide - 5.0);
        if to > from + 4.0 {
            let steps = vec![Step::Move(from, y), Step::Line(to, y)];
            let (stroke, dash) = (Some((LINE, 0.9)), vec![0.01, 3.2]);
            self.behind(Shape::Path(PathShape { steps, stroke, dash, round: true, ..PathShape::default() }));
        }
        self.text_line(&Text::plain(&page, style), BODY, right - wide);
    }

    /// A line that moves nothing.
    fn text_line(&mut self, text: &Text, size: f32, x: f32) {
        let lines = self.setter.lines(text, size, f32::MAX);
        let shared = self.shared(text);
        if let Some(line) = lines.first() {
            self.line((text, &shared), line, size, x, line.width);
        }
    }
}
