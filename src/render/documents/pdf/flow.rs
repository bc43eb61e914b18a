//! The flow of a document over its pages.
//!
//! Everything is laid out twice by the same code: first to learn on which page each thing comes to lie and how many pages
//! there are, then to write each page as soon as it is full. So memory holds one page, however many there are.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::file::{File, Place};
use super::fonts::Face;
use super::lines::Typesetter;
use super::page::{LinkArea, Page};
use super::tags::Tags;
use super::text::{Inks, Style, Text};
use super::theme::{self, ABOVE, BELOW, LEADING, SIDE};
use crate::document::{Colour, Control, Target};
use crate::words::Words;

/// A heading, where it came to lie.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) level: usize,
    /// Its number: `3.1`.
    pub(super) number: String,
    pub(super) title: String,
    pub(super) place: Place,
}

/// What a first pass found out.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) headings: Vec<Heading>,
    pub(super) places: HashMap<String, Place>,
    pub(super) pages: usize,
}

/// What stays the same all over a document.
pub(super) struct Frame<'a> {
    pub(super) words: &'a Words,
    pub(super) control: &'a Control,
    pub(super) accent: Colour,
    /// Anchors that there are.
    pub(super) anchors: HashSet<&'a str>,
    /// The logo's width and height in its own units.
    pub(super) logo: Option<(f32, f32)>,
    /// What the first pass found; nothing while it runs.
    pub(super) before: Found,
}

/// The pages of a document under construction.
pub(super) struct Flow<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) setter: Typesetter,
    pub(super) tags: Tags,
    pub(super) found: Found,
    /// Where pages are written to; `None` in the first pass.
    pub(super) file: Option<File>,
    pub(super) page: Page,
    /// How far down the page is filled.
    pub(super) y: f32,
    /// The part and the place in it that the last thing went to.
    pub(super) last: Option<(u32, u32)>,
}

impl<'a> Flow<'a> {
    pub(super) fn new(frame: Frame<'a>, setter: Typesetter, file: Option<File>) -> Self {
        let mut flow = Self {
            frame,
            setter,
            tags: Tags::default(),
            found: Found::default(),
            file,
            page: Page::default(),
            y: ABOVE,
            last: None,
        };
        flow.begin_page(false);
        flow
    }

    /// Whether things are drawn, and not only measured.
    pub(super) fn draws(&self) -> bool {
        self.file.is_some()
    }

    /// The number of the page from 0.
    pub(super) fn page_index(&self) -> usize {
        self.found.pages
    }

    pub(super) fn is_wide(&self) -> bool {
        self.page.wide
    }

    /// The left end of text, and how wide it runs.
    pub(super) fn measure(&self) -> (f32, f32) {
        (SIDE, self.page.size().0 - 2.0 * SIDE)
    }

    pub(super) fn bottom(&self) -> f32 {
        self.page.size().1 - BELOW
    }

    /// How much room an empty page has.
    pub(super) fn whole(&self) -> f32 {
        self.bottom() - ABOVE
    }

    pub(super) fn room(&self) -> f32 {
        self.bottom() - self.y
    }

    pub(super) fn is_fresh(&self) -> bool {
        self.y <= ABOVE + 0.5
    }

    /// Goes on at the next page unless there is as much room on this.
    pub(super) fn need(&mut self, room: f32) {
        if self.room() < room && !self.is_fresh() {
            self.next_page();
        }
    }

    pub(super) fn next_page(&mut self) {
        self.turn(self.page.wide);
    }

    /// Ends the page and begins one that lies on its side, or one that does not.
    pub(super) fn turn(&mut self, wide: bool) {
        self.end_page();
        self.begin_page(wide);
    }

    fn begin_page(&mut self, wide: bool) {
        self.page = Page { wide, ..Page::default() };
        self.y = ABOVE;
        self.last = None;
        self.watermark();
    }

    pub(super) fn end_page(&mut self) {
        self.running();
        self.found.pages += 1;
        let page = std::mem::take(&mut self.page);
        if let Some(file) = self.file.as_mut() {
            file.page(&page, &self.setter.fonts, &mut self.tags);
        }
    }

    /// The cover's page is full.
    pub(super) fn end_page_of_cover(&mut self) {
        self.turn(false);
    }

    /// Lays an empty page on its side, or sets it upright.
    pub(super) fn relay(&mut self, wide: bool) {
        self.begin_page(wide);
    }

    /// Adds an area that leads somewhere.
    pub(super) fn link_area(&mut self, area: LinkArea) {
        self.page.links.push(area);
    }

    /// Notes that an anchor is here. The first of a name stays.
    pub(super) fn anchor(&mut self, anchor: &str) {
        let place = (self.page_index(), (self.y - 8.0).max(0.0));
        if !anchor.is_empty() && !self.found.places.contains_key(anchor) {
            self.found.places.insert(anchor.to_owned(), place);
        }
    }

    /// Whether there is such a place.
    pub(super) fn leads(&self, to: &Target) -> bool {
        leads(&self.frame.anchors, to)
    }

    pub(super) fn inks(&self, plain: Style) -> Inks {
        Inks { plain, link: self.frame.accent }
    }

    /// Runs text in lines over as many pages as it needs.
    pub(super) fn text(&mut self, text: &Text, size: f32, x: f32, width: f32) {
        let lines = self.setter.lines(text, size, width);
        let high = size * LEADING;
        let shared = self.shared(text);
        let mut lines = lines.as_slice();
        while !lines.is_empty() {
            let mut fit = (self.room() / high).floor().max(0.0) as usize;
            if fit < lines.len() && fit < 2 && !self.is_fresh() {
                self.next_page();
                continue;
            }
            // No line alone on the next page.
            if fit + 1 == lines.len() && fit > 2 {
                fit -= 1;
            }
            let (now, later) = lines.split_at(fit.clamp(1, lines.len()));
            for line in now {
                self.line((text, &shared), line, size, x, width);
                self.y += high;
            }
            lines = later;
        }
    }

    pub(super) fn shared(&self, text: &Text) -> Rc<str> {
        if self.draws() { text.words.as_str().into() } else { "".into() }
    }

    /// How wide a line of words is.
    pub(super) fn wide(&mut self, words: &str, face: Face, size: f32) -> f32 {
        let text = Text::plain(words, Style::new(face, theme::INK));
        self.setter.widths(&text, size).1
    }

    /// The page's size.
    pub(super) fn page_size(&self) -> (f32, f32) {
        self.page.size()
    }
}

/// Whether a document has the place that a link leads to.
pub(super) fn leads(anchors: &HashSet<&str>, to: &Target) -> bool {
    match to {
        Target::Anchor(anchor) => anchors.contains(anchor.as_str()),
        Target::Url(_) => true,
        Target::File(_) => false,
    }
}
