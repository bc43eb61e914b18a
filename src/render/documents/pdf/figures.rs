//! Figures that stand out, with their course.

use super::flow::Flow;
use super::fonts::Face;
use super::page::{LinkArea, PathShape, Shape, Step};
use super::tags::Kind;
use super::text::{Style, Text};
use super::theme::{self, FAINT, INK, LEADING, SHADE, SMALL};
use crate::document::{Colour, Figure, Tone};

/// Room between cards.
const GUTTER: f32 = 10.0;
/// Room in a card.
const PAD: f32 = 9.0;
const VALUE: f32 = 17.0;
const LABEL: f32 = 8.5;
/// The most that the course is wide, and how high it is.
const COURSE: (f32, f32) = (110.0, 18.0);

impl Flow<'_> {
    /// Draws cards beside each other.
    pub(super) fn figures(&mut self, figures: &[Figure]) {
        let (x, width) = self.measure();
        let beside = match figures.len() {
            0 => return,
            few @ 1..=3 => few.max(2),
            4 => 4,
            5 | 6 | 9 => 3,
            _ => 4,
        };
        self.y += 4.0;
        let wide = (width - GUTTER * (beside - 1) as f32) / beside as f32;
        for row in figures.chunks(beside) {
            let high = row.iter().map(|figure| self.card_high(figure, wide)).fold(0.0, f32::max);
            self.need(high + 4.0);
            let begin = self.y;
            for (at, figure) in row.iter().enumerate() {
                let left = x + (wide + GUTTER) * at as f32;
                self.y = begin;
                self.card(figure, left, wide, high);
            }
            self.y = begin + high + GUTTER;
        }
        self.y += 2.0;
    }

    fn card_high(&mut self, figure: &Figure, wide: f32) -> f32 {
        let room = wide - 2.0 * PAD;
        let mut lines = |words: &str, face, size: f32, room: f32| {
            if words.is_empty() {
                return 0.0;
            }
            let text = Text::plain(words, Style::new(face, INK));
            self.setter.lines(&text, size, room).len() as f32 * size * LEADING
        };
        let course = if figure.trend.len() > 1 { COURSE.1 + 5.0 } else { 0.0 };
        lines(&figure.value, Face::Bold, VALUE, room)
            + course
            + lines(&figure.label, Face::Bold, LABEL, room)
            + lines(&figure.note, Face::Regular, SMALL, room)
            + 2.0 * PAD
    }

    fn card(&mut self, figure: &Figure, x: f32, wide: f32, high: f32) {
        let begin = self.y;
        let (ink, _) = theme::tone(figure.tone);
        let bar = if figure.tone == Tone::Plain { self.frame.accent } else { ink };
        self.behind_area(x, begin, wide, high, 3.0, SHADE);
        self.behind_area(x, begin, 3.0, high, 0.0, bar);
        let room = wide - 2.0 * PAD;
        self.y += PAD - 2.0;
        let part = self.tags.open(Kind::Paragraph);
        self.text(&Text::plain(&figure.value, Style::new(Face::Bold, ink)), VALUE, x + PAD, room);
        self.text(&Text::plain(&figure.label, Style::new(Face::Bold, INK)), LABEL, x + PAD, room);
        self.text(&Text::plain(&figure.note, Style::new(Face::Regular, FAINT)), SMALL, x + PAD, room);
        self.tags.close();
        if figure.trend.len() > 1 {
            self.course(&figure.trend, (x + PAD + 1.0, begin + high - PAD - COURSE.1), room - 4.0, bar);
        }
        if let Some(to) = figure.to.as_ref().filter(|to| self.leads(to) && self.draws()) {
            self.link_area(LinkArea {
                x,
                y: begin,
                wide,
                high,
                to: to.clone(),
                words: figure.label.clone(),
                part,
            });
        }
    }

    /// Draws how a figure ran, oldest first; unknown values leave a gap.
    fn course(&mut self, values: &[Option<f64>], (x, y): (f32, f32), wide: f32, ink: Colour) {
        let known = || values.iter().flatten().copied().filter(|value| value.is_finite());
        let (least, most) =
            known().fold((f64::MAX, f64::MIN), |(low, top), one| (low.min(one), top.max(one)));
        if known().count() < 2 {
            return;
        }
        let span = if most > least { most - least } else { 1.0 };
        let at = |index: usize, value: f64| {
            let across = index as f32 / (values.len() - 1) as f32 * wide.min(COURSE.0);
            (x + across, y + COURSE.1 * (1.0 - ((value - least) / span) as f32))
        };
        let mut steps = Vec::new();
        let mut last = None;
        let mut joined = false;
        for (index, value) in values.iter().enumerate() {
            let Some(value) = value.filter(|value| value.is_finite()) else {
                joined = false;
                continue;
            };
            let (px, py) = at(index, value);
            steps.push(if joined { Step::Line(px, py) } else { Step::Move(px, py) });
            joined = true;
            last = Some((px, py));
        }
        let stroke = Some((ink, 1.3));
        self.behind(Shape::Path(PathShape { steps, stroke, round: true, ..PathShape::default() }));
        if let Some((px, py)) = last {
            self.behind_area(px - 2.0, py - 2.0, 4.0, 4.0, 2.0, ink);
        }
    }
}
