//! Drawings: charts and pictures, put onto the page as paths and letters, each with the same as a table.

use super::flow::Flow;
use super::fonts::Face;
use super::page::{PathShape, Shape, Step};
use super::tags::Kind;
use super::text::{Style, Text};
use super::theme::{BODY, FAINT};
use crate::document::{Chart, Colour, Picture, Table};
use crate::render::charts;
use crate::render::charts::palette::{Scheme, colour};
use crate::render::charts::scene::{Align, Form, Paint, Point, Role, Scene, Text as Label};
use crate::render::diagrams::svg::shapes::{self, Piece};

/// How large a unit of a drawing is: a line of its text is 12 units.
const UNIT: f32 = 0.72;

/// Where a drawing lies, and how large its units are.
#[derive(Debug, Clone, Copy)]
struct Frame {
    x: f32,
    y: f32,
    unit: f32,
}

impl Frame {
    fn at(&self, x: f64, y: f64) -> (f32, f32) {
        (self.x + x as f32 * self.unit, self.y + y as f32 * self.unit)
    }
}

impl Flow<'_> {
    /// A drawing of numbers.
    pub(super) fn chart(&mut self, chart: &Chart) {
        let scene = charts::draw(&chart.plot, self.frame.words);
        let unit = self.unit(scene.width, scene.height, UNIT);
        self.announced(&chart.title, &chart.description, scene.height as f32 * unit);
        let frame = self.open_figure(&chart.title, &chart.description, unit);
        self.scene(&scene, frame);
        self.close_figure(scene.height as f32 * unit);
        self.beside(&chart.table);
    }

    /// A drawing of boxes and lines; one that would be too large to read is left to its table.
    pub(super) fn picture(&mut self, picture: &Picture) {
        let diagram = &picture.diagram;
        match shapes::draw(diagram) {
            Some(drawing) => {
                let unit = self.unit(drawing.width, drawing.height, 0.85);
                self.announced(&diagram.title, &diagram.description, drawing.height as f32 * unit);
                let frame = self.open_figure(&diagram.title, &diagram.description, unit);
                drawing.pieces.iter().for_each(|piece| self.piece(piece, frame));
                self.close_figure(drawing.height as f32 * unit);
            }
            None => self.announced(&diagram.title, &diagram.description, 60.0),
        }
        self.beside(&picture.table);
    }

    /// The size of units at which a drawing fits onto a page.
    fn unit(&self, width: f64, height: f64, most: f32) -> f32 {
        let wide = self.measure().1 / (width as f32).max(1.0);
        let high = (self.whole() - 70.0) / (height as f32).max(1.0);
        most.min(wide).min(high).max(0.01)
    }

    /// Title and description, on the page of the drawing.
    fn announced(&mut self, title: &str, description: &str, high: f32) {
        let (x, width) = self.measure();
        let accent = self.frame.accent;
        self.need((high + 60.0).min(self.whole()));
        self.tags.open(Kind::Paragraph);
        self.text(&Text::plain(title, Style::new(Face::Bold, accent)), BODY + 0.5, x, width);
        self.tags.close();
        self.tags.open(Kind::Paragraph);
        self.text(&Text::plain(description, Style::new(Face::Regular, FAINT)), BODY - 1.0, x, width);
        self.tags.close();
        self.y += 5.0;
    }

    fn open_figure(&mut self, title: &str, description: &str, unit: f32) -> Frame {
        let told = format!("{title}. {description}");
        self.tags.open(Kind::Figure(told.trim().to_owned()));
        Frame { x: self.measure().0, y: self.y, unit }
    }

    fn close_figure(&mut self, high: f32) {
        self.tags.close();
        self.y += high + 8.0;
    }

    /// The table that says the same as a drawing.
    fn beside(&mut self, table: &Table) {
        let plan = self.plan(table);
        self.planned(table, plan);
    }

    fn scene(&mut self, scene: &Scene, frame: Frame) {
        for shape in &scene.shapes {
            match &shape.form {
                Form::Rect { at, size, corner, paint } => {
                    let steps = rectangle(frame, (at.x, at.y), (size.x, size.y), *corner);
                    self.painted(steps, *paint, frame);
                }
                Form::Circle { at, radius, paint } => {
                    let corner = (at.x - radius, at.y - radius);
                    let steps = rectangle(frame, corner, (radius * 2.0, radius * 2.0), *radius);
                    self.painted(steps, *paint, frame);
                }
                Form::Lines { runs, paint } => {
                    let steps = runs.iter().flat_map(|run| line(frame, run, paint.fill.is_some())).collect();
                    self.painted(steps, *paint, frame);
                }
                Form::Text(label) => self.label(label, frame),
            }
        }
    }

    fn painted(&mut self, steps: Vec<Step>, paint: Paint, frame: Frame) {
        let shape = PathShape {
            steps,
            fill: paint.fill.map(|role| self.role(role)),
            stroke: paint.stroke.map(|role| (self.role(role), paint.width as f32 * frame.unit)),
            dash: if paint.dashed { vec![5.0 * frame.unit, 4.0 * frame.unit] } else { Vec::new() },
            round: false,
        };
        self.thing(Shape::Path(shape));
    }

    fn role(&self, role: Role) -> Colour {
        if role == Role::Accent { self.frame.accent } else { colour(role, Scheme::Light) }
    }

    fn label(&mut self, label: &Label, frame: Frame) {
        let face = if label.bold { Face::Bold } else { Face::Regular };
        let style = Style::new(face, self.role(label.role));
        let share = match label.align {
            Align::Start => 0.0,
            Align::Middle => 0.5,
            Align::End => 1.0,
        };
        let turned = if label.upwards { 90.0 } else { 0.0 };
        let at = frame.at(label.at.x, label.at.y);
        self.words_at(&label.words, style, label.size as f32 * frame.unit, at, share, turned);
    }

    /// Words of which the beginning, the middle or the end is at a place.
    fn words_at(&mut self, words: &str, style: Style, size: f32, at: (f32, f32), share: f32, turned: f32) {
        if !self.draws() {
            return;
        }
        let back = self.wide(words, style.face, size) * share;
        let (sin, cos) = turned.to_radians().sin_cos();
        let text = Text::plain(words, style);
        self.letters_at(&text, size, (at.0 - back * cos, at.1 + back * sin), turned);
    }

    fn piece(&mut self, piece: &Piece, frame: Frame) {
        match piece {
            Piece::Box { at, size, corner, fill, stroke, dashed } => {
                let steps = rectangle(frame, *at, *size, *corner);
                let stroke = stroke.map(|(ink, wide)| (ink, wide as f32 * frame.unit));
                let dash = if *dashed { vec![4.0 * frame.unit, 3.0 * frame.unit] } else { Vec::new() };
                self.thing(Shape::Path(PathShape { steps, fill: *fill, stroke, dash, round: false }));
            }
            Piece::Curve { from, bends, ink, wide, dash, round } => {
                let place = |(x, y): (f64, f64)| frame.at(x, y);
                let (x, y) = place(*from);
                let mut steps = vec![Step::Move(x, y)];
                steps.extend(bends.iter().map(|[a, b, to]| Step::Curve(place(*a), place(*b), place(*to))));
                let dash = dash.iter().map(|part| *part as f32 * frame.unit).collect();
                let stroke = Some((*ink, *wide as f32 * frame.unit));
                self.thing(Shape::Path(PathShape { steps, fill: None, stroke, dash, round: *round }));
            }
            Piece::Head { corners, ink } => {
                let [a, b, c] = corners.map(|(x, y)| frame.at(x, y));
                let steps =
                    vec![Step::Move(a.0, a.1), Step::Line(b.0, b.1), Step::Line(c.0, c.1), Step::Close];
                self.thing(Shape::Path(PathShape { steps, fill: Some(*ink), ..PathShape::default() }));
            }
            Piece::Words { at, words, size, bold, ink, middle, turned } => {
                let face = if *bold { Face::Bold } else { Face::Regular };
                let share = if *middle { 0.5 } else { 0.0 };
                let size = *size as f32 * frame.unit;
                let turned = if *turned { 90.0 } else { 0.0 };
                self.words_at(words, Style::new(face, *ink), size, frame.at(at.0, at.1), share, turned);
            }
        }
    }
}

/// A run of straight lines.
fn line(frame: Frame, run: &[Point], closed: bool) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (at, point) in run.iter().enumerate() {
        let (x, y) = frame.at(point.x, point.y);
        steps.push(if at == 0 { Step::Move(x, y) } else { Step::Line(x, y) });
    }
    if closed {
        steps.push(Step::Close);
    }
    steps
}

/// A rectangle with round corners.
fn rectangle(frame: Frame, at: (f64, f64), size: (f64, f64), corner: f64) -> Vec<Step> {
    let (x, y) = frame.at(at.0, at.1);
    let (right, low) = frame.at(at.0 + size.0, at.1 + size.1);
    if corner <= 0.0 {
        return vec![
            Step::Move(x, y),
            Step::Line(right, y),
            Step::Line(right, low),
            Step::Line(x, low),
            Step::Close,
        ];
    }
    let round = corner.min(size.0 / 2.0).min(size.1 / 2.0) as f32 * frame.unit;
    // A quarter of a circle as a curve.
    let pull = round * 0.448;
    vec![
        Step::Move(x + round, y),
        Step::Line(right - round, y),
        Step::Curve((right - pull, y), (right, y + pull), (right, y + round)),
        Step::Line(right, low - round),
        Step::Curve((right, low - pull), (right - pull, low), (right - round, low)),
        Step::Line(x + round, low),
        Step::Curve((x + pull, low), (x, low - pull), (x, low - round)),
        Step::Line(x, y + round),
        Step::Curve((x, y + pull), (x + pull, y), (x + round, y)),
        Step::Close,
    ]
}
