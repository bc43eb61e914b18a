//! A page before it is written: what is drawn on it, in order.

use std::rc::Rc;

use super::fonts::FontId;
use super::lines::Glyph;
use super::tags::Part;
use super::theme;
use crate::document::{Colour, Target};

/// Whose a thing on a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Part of the document, by the place of its structure that is kept free for it.
    Part(u32),
    /// An ornament.
    Ornament,
    /// The running header.
    Header,
    /// The running footer.
    Footer,
    /// The mark across a draft.
    Watermark,
}

/// A thing on a page.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    pub(super) mark: Mark,
    pub(super) shape: Shape,
}

/// What is drawn.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    Text(Letters),
    Area { x: f32, y: f32, wide: f32, high: f32, round: f32, fill: Colour },
    Path(PathShape),
    Image { x: f32, y: f32, wide: f32, high: f32 },
}

/// Glyphs of one font.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) font: FontId,
    pub(super) ink: Colour,
    /// What the bytes of the glyphs point into.
    pub(super) text: Rc<str>,
    pub(super) glyphs: Vec<Glyph>,
    /// How far it is turned against the clock, in degrees.
    pub(super) turned: f32,
}

/// Lines and curves.
#[derive(Debug, Clone, Default)]
pub(super) struct PathShape {
    pub(super) steps: Vec<Step>,
    pub(super) fill: Option<Colour>,
    pub(super) stroke: Option<(Colour, f32)>,
    pub(super) dash: Vec<f32>,
    pub(super) round: bool,
}

/// A step of a path.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Move(f32, f32),
    Line(f32, f32),
    Curve((f32, f32), (f32, f32), (f32, f32)),
    Close,
}

/// An area that leads somewhere.
#[derive(Debug, Clone)]
pub(super) struct LinkArea {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) wide: f32,
    pub(super) high: f32,
    pub(super) to: Target,
    pub(super) words: String,
    /// Its part in the structure.
    pub(super) part: Part,
}

/// A page.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// Whether it lies on its side.
    pub(super) wide: bool,
    /// What lies behind everything else: lines and areas.
    pub(super) behind: Vec<Thing>,
    pub(super) things: Vec<Thing>,
    pub(super) links: Vec<LinkArea>,
}

impl Page {
    /// Its width and height.
    pub(super) fn size(&self) -> (f32, f32) {
        let (wide, high) = theme::PAGE;
        if self.wide { (high, wide) } else { (wide, high) }
    }
}
