//! A value over time. Where a value is unknown the line is broken.

use super::measure::width;
use super::scene::{Align, Form, Paint, Point, Role, Scene, Text};
use super::{amount, number, steps};
use crate::document::Trend;
use crate::words::Words;

const TOP: f64 = 22.0;
const PLOT: f64 = 170.0;
const RIGHT: f64 = 24.0;

/// How values lie on the page.
struct Frame {
    left: f64,
    least: f64,
    most: f64,
    points: usize,
}

impl Frame {
    fn y(&self, value: f64) -> f64 {
        TOP + PLOT - (value - self.least) / (self.most - self.least) * PLOT
    }

    fn x(&self, at: usize) -> f64 {
        let room = super::WIDTH - RIGHT - self.left - 24.0;
        self.left + 12.0 + room * if self.points > 1 { at as f64 / (self.points - 1) as f64 } else { 0.5 }
    }
}

pub(super) fn draw(trend: &Trend, words: &Words) -> Scene {
    let mut scene = Scene::new(super::WIDTH, TOP + PLOT + 34.0);
    let values = trend.points.iter().filter_map(|point| point.value).chain(trend.target);
    let (mut least, most) = values
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if !(least.is_finite() && most.is_finite()) {
        (least, _) = (0.0, 0.0);
    }
    let most = if most.is_finite() { most } else { 1.0 };
    // A line that starts far from nothing would hide how much it moves.
    if least > 0.0 && least < most * 0.6 {
        least = 0.0;
    }
    let marks = steps(least, most);
    let widest = marks.iter().map(|mark| width(&number(*mark), 11.0, false)).fold(0.0, f64::max);
    let (first, last) = (marks[0], marks[marks.len() - 1]);
    let frame = Frame { left: widest + 14.0, least: first, most: last, points: trend.points.len() };
    grid(&mut scene, &frame, &marks, &trend.unit);
    target(&mut scene, &frame, trend, words);
    line(&mut scene, &frame, trend);
    labels(&mut scene, &frame, trend);
    scene
}

fn grid(scene: &mut Scene, frame: &Frame, marks: &[f64], unit: &str) {
    for &mark in marks {
        let y = frame.y(mark);
        let end = Point::new(super::WIDTH - RIGHT, y);
        scene.line(Point::new(frame.left, y), end, Paint::stroke(Role::Grid, 1.0));
        let text = Text::new(frame.left - 8.0, y + 4.0, number(mark)).size(11.0);
        scene.text(text.role(Role::Faint).align(Align::End));
    }
    if !unit.is_empty() {
        scene.text(Text::new(0.0, 10.0, unit).size(11.0).role(Role::Faint));
    }
}

fn target(scene: &mut Scene, frame: &Frame, trend: &Trend, words: &Words) {
    let Some(target) = trend.target else { return };
    let y = frame.y(target);
    let end = super::WIDTH - RIGHT;
    scene.line(Point::new(frame.left, y), Point::new(end, y), Paint::stroke(Role::Ink, 1.5).dashed());
    let label = format!("{} {}", words.get("chart.target"), amount(target, &trend.unit));
    let above = if y < TOP + 14.0 { 14.0 } else { -5.0 };
    scene.text(Text::new(end, y + above, label).size(11.0).align(Align::End));
}

fn line(scene: &mut Scene, frame: &Frame, trend: &Trend) {
    let known = |at: usize| trend.points[at].value.map(|value| Point::new(frame.x(at), frame.y(value)));
    let places: Vec<Option<Point>> = (0..trend.points.len()).map(known).collect();
    let runs: Vec<Vec<Point>> = places
        .split(Option::is_none)
        .map(|run| run.iter().filter_map(|place| *place).collect::<Vec<Point>>())
        .filter(|run| run.len() > 1)
        .collect();
    if !runs.is_empty() {
        scene.push(Form::Lines { runs, paint: Paint::stroke(Role::Accent, 2.5) });
    }
    for (point, place) in trend.points.iter().zip(&places) {
        let (Some(at), Some(value)) = (*place, point.value) else { continue };
        let paint = Paint::fill(Role::Paper).outlined(Role::Accent, 2.0);
        let note = format!("{}: {}", point.label, amount(value, &trend.unit));
        scene.push(Form::Circle { at, radius: 3.5, paint }).note(note);
    }
    let last =
        trend.points.iter().zip(&places).rev().find_map(|(point, place)| Some((point.value?, (*place)?)));
    if let Some((value, at)) = last {
        let above = if at.y < TOP + 16.0 { 20.0 } else { -10.0 };
        let text = Text::new(at.x, at.y + above, amount(value, &trend.unit)).bold();
        scene.text(text.align(if at.x > frame.left + 40.0 { Align::End } else { Align::Start }));
    }
}

/// As many labels as have room, the last one always.
fn labels(scene: &mut Scene, frame: &Frame, trend: &Trend) {
    let widest = trend.points.iter().map(|point| width(&point.label, 11.0, false)).fold(1.0, f64::max) + 14.0;
    let fit = ((super::WIDTH - RIGHT - frame.left) / widest).floor().max(1.0) as usize;
    let every = trend.points.len().div_ceil(fit).max(1);
    let last = trend.points.len().saturating_sub(1);
    for (at, point) in trend.points.iter().enumerate().filter(|(at, _)| (last - at).is_multiple_of(every)) {
        let label = Text::new(frame.x(at), TOP + PLOT + 20.0, point.label.as_str()).size(11.0);
        scene.text(label.role(Role::Faint).align(Align::Middle));
    }
}
