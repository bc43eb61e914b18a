//! Charts of a document as drawings of shapes, and these as SVG.
//!
//! [`draw`] places a chart once; each format puts the shapes onto its own page. What a colour says is said by a letter,
//! a sign or a word, too.

mod bars;
mod calendar;
mod heat;
pub mod palette;
pub mod scene;
mod spark;
pub mod svg;
mod trend;

use self::scene::{Align, Form, Paint, Point, Role, Scene, Text};
pub use self::spark::spark;
use super::diagrams::svg::measure;
use crate::document::{Plot, Tone};
use crate::words::Words;

/// How wide a chart is; one of many columns may be wider.
pub const WIDTH: f64 = 560.0;

/// Draws what a chart shows.
pub fn draw(plot: &Plot, words: &Words) -> Scene {
    match plot {
        Plot::Heat(heat) => heat::draw(heat, words),
        Plot::Trend(trend) => trend::draw(trend, words),
        Plot::Bars { bars, unit } => bars::draw(bars, unit),
        Plot::Calendar { today, occasions } => calendar::draw(*today, occasions, words),
    }
}

/// A number as it is printed beside a drawing: with as many digits as it needs, three at most.
fn number(value: f64) -> String {
    let rounded = (value * 1000.0).round() / 1000.0;
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// A number with what it counts.
fn amount(value: f64, unit: &str) -> String {
    if unit.is_empty() { number(value) } else { format!("{} {unit}", number(value)) }
}

/// Round steps from at or below `least` to at or above `most`: 3 to 6 of them.
fn steps(least: f64, most: f64) -> Vec<f64> {
    let range = if most > least { most - least } else { least.abs().max(1.0) };
    let rough = range / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|of| of * power).find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * power);
    let first = (least / step).floor();
    let last = (first + range / step).ceil().max((most / step).ceil());
    let count = (last - first).clamp(1.0, 12.0) as usize;
    (0..=count).map(|at| (first + at as f64) * step).collect()
}

/// A small sign that says how good something is without a colour: a tick, an exclamation mark, a cross, or a bar.
fn sign(scene: &mut Scene, tone: Tone, at: Point) {
    let role = Role::Tone(tone);
    let place = |x: f64, y: f64| Point::new(at.x + x, at.y + y);
    let lines = |runs: Vec<Vec<Point>>| Form::Lines { runs, paint: Paint::stroke(role, 2.0) };
    match tone {
        Tone::Good => scene.push(lines(vec![vec![place(-4.0, 0.5), place(-1.0, 3.5), place(4.5, -3.5)]])),
        Tone::Watch => scene.push(lines(vec![
            vec![place(0.0, -5.0), place(0.0, 1.0)],
            vec![place(0.0, 3.0), place(0.0, 5.0)],
        ])),
        Tone::Bad => scene.push(lines(vec![
            vec![place(-3.5, -3.5), place(3.5, 3.5)],
            vec![place(-3.5, 3.5), place(3.5, -3.5)],
        ])),
        Tone::Plain | Tone::Past => scene.push(lines(vec![vec![place(-3.5, 0.0), place(3.5, 0.0)]])),
    };
}

/// Writes a text in as few lines as it needs, at most `most`, the first with its baseline at `at`.
fn lines(scene: &mut Scene, text: &Text, wide: f64, most: usize) -> usize {
    let lines = measure::wrap(&text.words, text.size, text.bold, wide, most);
    for (index, line) in lines.iter().enumerate() {
        let at = Point::new(text.at.x, text.at.y + index as f64 * (text.size + 2.0));
        scene.text(Text { at, words: line.clone(), ..text.clone() });
    }
    lines.len()
}

/// A field with its meaning beside it, for legends; gives how far to the right it reaches.
fn sample(scene: &mut Scene, at: Point, paint: Paint, letter: &str, words: &str) -> f64 {
    scene.rect(Point::new(at.x, at.y - 11.0), Point::new(18.0, 15.0), paint);
    scene.text(Text::new(at.x + 9.0, at.y + 0.5, letter).size(11.0).bold().align(Align::Middle));
    scene.text(Text::new(at.x + 24.0, at.y + 0.5, words));
    at.x + 24.0 + measure::width(words, 12.0, false) + 18.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_hold_all_values() {
        assert_eq!(steps(0.0, 100.0), [0.0, 50.0, 100.0]);
        assert_eq!(steps(0.0, 7.0), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(steps(93.0, 99.0), [92.0, 94.0, 96.0, 98.0, 100.0]);
        for (least, most) in [(0.0, 0.0), (5.0, 5.0), (-3.0, 12.0), (0.001, 0.002), (1e9, 3e9)] {
            let steps = steps(least, most);
            assert!(steps[0] <= least && steps[steps.len() - 1] >= most, "{least} {most}: {steps:?}");
            assert!((2..=13).contains(&steps.len()), "{steps:?}");
        }
    }
}
