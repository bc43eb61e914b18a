//! A small line without axes, for beside a figure.

use super::scene::{Form, Paint, Point, Role, Scene};

const WIDE: f64 = 112.0;
const HIGH: f64 = 30.0;
const EDGE: f64 = 4.0;

/// Draws earlier values of a figure, oldest first; `None` where fewer than two are known.
pub fn spark(trend: &[Option<f64>]) -> Option<Scene> {
    let known: Vec<f64> = trend.iter().filter_map(|value| *value).filter(|value| value.is_finite()).collect();
    if known.len() < 2 {
        return None;
    }
    let (low, high) = known
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| (low.min(value), high.max(value)));
    let place = |(at, value): (usize, &Option<f64>)| {
        let value = value.filter(|value| value.is_finite())?;
        let x = EDGE + (WIDE - 2.0 * EDGE) * at as f64 / (trend.len() - 1) as f64;
        let part = if high > low { (value - low) / (high - low) } else { 0.5 };
        Some(Point::new(x, HIGH - EDGE - part * (HIGH - 2.0 * EDGE)))
    };
    let places: Vec<Option<Point>> = trend.iter().enumerate().map(place).collect();
    let runs: Vec<Vec<Point>> = places
        .split(Option::is_none)
        .map(|run| run.iter().filter_map(|place| *place).collect::<Vec<Point>>())
        .filter(|run| run.len() > 1)
        .collect();
    let mut scene = Scene::new(WIDE, HIGH);
    if !runs.is_empty() {
        scene.push(Form::Lines { runs, paint: Paint::stroke(Role::Accent, 1.8) });
    }
    if let Some(&last) = places.iter().flatten().last() {
        scene.push(Form::Circle { at: last, radius: 3.0, paint: Paint::fill(Role::Accent) });
    }
    Some(scene)
}
