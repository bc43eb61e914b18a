//! The file: pages as they are written by the library for PDF, and what stands around them.

use std::collections::HashMap;

use krilla::Document as Pdf;
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target as Leads};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag};
use krilla::text::{GlyphId, KrillaGlyph};

use super::fonts::Fonts;
use super::page::{Letters, LinkArea, Mark, Page, PathShape, Shape, Step};
use super::tags::Tags;
use crate::document::{Colour, Target};

/// A place in the file: its page, from 0, and how far down.
pub(super) type Place = (usize, f32);

/// A file under construction.
pub(super) struct File {
    pub(super) pdf: Pdf,
    logo: Option<Image>,
    /// Where anchors are.
    places: HashMap<String, Place>,
}

impl File {
    pub(super) fn new(logo: Option<Image>, places: HashMap<String, Place>) -> Self {
        let configuration =
            ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
        let settings = SerializeSettings {
            configuration: configuration.unwrap_or_default(),
            ..SerializeSettings::default()
        };
        Self { pdf: Pdf::new_with(settings), logo, places }
    }

    /// Writes a page.
    pub(super) fn page(&mut self, page: &Page, fonts: &Fonts, tags: &mut Tags) {
        let (wide, high) = page.size();
        let Some(settings) = PageSettings::from_wh(wide, high) else { return };
        let mut sheet = self.pdf.start_page_with(settings);
        let mut surface = sheet.surface();
        let mut pen = Pen { surface: &mut surface, fonts, logo: self.logo.as_ref(), mark: None };
        for thing in page.behind.iter().chain(&page.things) {
            pen.mark(thing.mark, tags);
            pen.draw(&thing.shape);
        }
        pen.end();
        surface.finish();
        for link in &page.links {
            if let Some(annotation) = annotation(link, &self.places) {
                let mark = sheet.add_tagged_annotation(annotation);
                let slot = tags.reserve(link.part);
                tags.fill(slot, mark);
            }
        }
    }
}

fn annotation(link: &LinkArea, places: &HashMap<String, Place>) -> Option<Annotation> {
    let area = Rect::from_xywh(link.x, link.y, link.wide.max(0.1), link.high.max(0.1))?;
    let leads = match &link.to {
        Target::Anchor(anchor) => {
            let (page, y) = places.get(anchor)?;
            Leads::Destination(XyzDestination::new(*page, Point::from_xy(0.0, *y)).into())
        }
        Target::Url(address) => Leads::Action(Action::Link(LinkAction::new(address.clone()))),
        Target::File(_) => return None,
    };
    Some(Annotation::new_link(LinkAnnotation::new(area, leads), Some(link.words.clone())))
}

/// Draws on a page.
struct Pen<'p, 's> {
    surface: &'p mut Surface<'s>,
    fonts: &'p Fonts,
    logo: Option<&'p Image>,
    mark: Option<Mark>,
}

impl Pen<'_, '_> {
    /// Says whose the next things are.
    fn mark(&mut self, mark: Mark, tags: &mut Tags) {
        if self.mark == Some(mark) {
            return;
        }
        self.end();
        let tag = match mark {
            Mark::Part(_) => ContentTag::Other,
            Mark::Ornament => artifact(ArtifactType::Layout),
            Mark::Header => artifact(ArtifactType::Header),
            Mark::Footer => artifact(ArtifactType::Footer),
            Mark::Watermark => artifact(ArtifactType::Watermark),
        };
        let identifier = self.surface.start_tagged(tag);
        if let Mark::Part(slot) = mark {
            tags.fill(slot, identifier);
        }
        self.mark = Some(mark);
    }

    fn end(&mut self) {
        if self.mark.take().is_some() {
            self.surface.end_tagged();
        }
    }

    fn draw(&mut self, shape: &Shape) {
        match shape {
            Shape::Text(letters) => self.letters(letters),
            Shape::Area { x, y, wide, high, round, fill: colour } => {
                self.surface.set_stroke(None);
                self.surface.set_fill(Some(fill(*colour)));
                if let Some(path) = area(*x, *y, *wide, *high, *round) {
                    self.surface.draw_path(&path);
                }
            }
            Shape::Path(shape) => self.path(shape),
            Shape::Image { x, y, wide, high } => {
                if let (Some(logo), Some(size)) = (self.logo, Size::from_wh(*wide, *high)) {
                    self.surface.push_transform(&Transform::from_translate(*x, *y));
                    self.surface.draw_image(logo.clone(), size);
                    self.surface.pop();
                }
            }
        }
    }

    fn letters(&mut self, letters: &Letters) {
        let Some(font) = self.fonts.file(letters.font) else { return };
        let glyphs: Vec<KrillaGlyph> = letters
            .glyphs
            .iter()
            .map(|glyph| {
                let bytes = glyph.from as usize..glyph.to as usize;
                KrillaGlyph::new(GlyphId::new(glyph.id), glyph.advance, glyph.x, glyph.y, 0.0, bytes, None)
            })
            .collect();
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(letters.ink)));
        let turned = letters.turned != 0.0;
        if turned {
            self.surface.push_transform(&Transform::from_rotate_at(-letters.turned, letters.x, letters.y));
        }
        let start = Point::from_xy(letters.x, letters.y);
        self.surface.draw_glyphs(start, &glyphs, font.clone(), &letters.text, letters.size, false);
        if turned {
            self.surface.pop();
        }
    }

    fn path(&mut self, shape: &PathShape) {
        let mut path = PathBuilder::new();
        for step in &shape.steps {
            match *step {
                Step::Move(x, y) => path.move_to(x, y),
                Step::Line(x, y) => path.line_to(x, y),
                Step::Curve(a, b, to) => path.cubic_to(a.0, a.1, b.0, b.1, to.0, to.1),
                Step::Close => path.close(),
            }
        }
        self.surface.set_fill(shape.fill.map(fill));
        self.surface.set_stroke(shape.stroke.map(|(ink, wide)| stroke(ink, wide, shape)));
        if let Some(path) = path.finish().filter(|_| shape.fill.is_some() || shape.stroke.is_some()) {
            self.surface.draw_path(&path);
        }
    }
}

fn artifact(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(kind))
}

fn paint(colour: Colour) -> rgb::Color {
    rgb::Color::new(colour.red, colour.green, colour.blue)
}

fn fill(colour: Colour) -> Fill {
    Fill { paint: paint(colour).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

fn stroke(ink: Colour, wide: f32, shape: &PathShape) -> Stroke {
    let dash = (!shape.dash.is_empty()).then(|| StrokeDash { array: shape.dash.clone(), offset: 0.0 });
    let line_cap = if shape.round { LineCap::Round } else { LineCap::Butt };
    Stroke { paint: paint(ink).into(), width: wide, dash, line_cap, ..Stroke::default() }
}

/// A rectangle with round corners.
fn area(x: f32, y: f32, wide: f32, high: f32, round: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    if round <= 0.0 {
        path.push_rect(Rect::from_xywh(x, y, wide, high)?);
        return path.finish();
    }
    let round = round.min(wide / 2.0).min(high / 2.0);
    // A quarter of a circle as a curve.
    let pull = round * 0.448;
    let (right, low) = (x + wide, y + high);
    path.move_to(x + round, y);
    path.line_to(right - round, y);
    path.cubic_to(right - pull, y, right, y + pull, right, y + round);
    path.line_to(right, low - round);
    path.cubic_to(right, low - pull, right - pull, low, right - round, low);
    path.line_to(x + round, low);
    path.cubic_to(x + pull, low, x, low - pull, x, low - round);
    path.line_to(x, y + round);
    path.cubic_to(x, y + pull, x + pull, y, x + round, y);
    path.close();
    path.finish()
}
