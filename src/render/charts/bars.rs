//! Values beside each other. A sign beside each bar says how good it is.

use super::measure::{width, wrap};
use super::scene::{Align, Form, Paint, Point, Role, Scene, Text};
use super::{amount, sign};
use crate::document::{Bar, Tone};

const ROW: f64 = 30.0;
const HIGH: f64 = 16.0;
/// The most room that labels get.
const LABELS: f64 = 210.0;

pub(super) fn draw(bars: &[Bar], unit: &str) -> Scene {
    let mut scene = Scene::new(super::WIDTH, bars.len() as f64 * ROW + 8.0);
    let labels = bars.iter().map(|bar| width(&bar.label, 12.0, false)).fold(0.0, f64::max).min(LABELS);
    let values = bars.iter().map(|bar| width(&amount(bar.value, unit), 12.0, true)).fold(0.0, f64::max);
    let left = labels + 12.0;
    let room = super::WIDTH - left - values - 30.0;
    let most = bars.iter().map(|bar| bar.value).filter(|value| value.is_finite()).fold(0.0, f64::max);
    for (at, bar) in bars.iter().enumerate() {
        let middle = 4.0 + at as f64 * ROW + ROW / 2.0;
        let label = wrap(&bar.label, 12.0, false, labels + 1.0, 1).pop().unwrap_or_default();
        let text = Text::new(labels, middle + 4.0, label).align(Align::End);
        scene.text(text).note(bar.label.clone()).to(bar.to.clone());
        let long = if most > 0.0 { (bar.value.max(0.0) / most * room).min(room) } else { 0.0 };
        bar_itself(&mut scene, bar, Point::new(left, middle), long);
        let mut x = left + long + 8.0;
        if bar.tone != Tone::Plain {
            sign(&mut scene, bar.tone, Point::new(x + 5.0, middle));
            x += 16.0;
        }
        scene.text(Text::new(x, middle + 4.0, amount(bar.value, unit)).bold());
    }
    let foot = scene.height - 4.0;
    scene.line(Point::new(left, 4.0), Point::new(left, foot), Paint::stroke(Role::Faint, 1.0));
    scene
}

fn bar_itself(scene: &mut Scene, bar: &Bar, at: Point, long: f64) {
    if long <= 0.0 {
        return;
    }
    let role = if bar.tone == Tone::Plain { Role::Accent } else { Role::Tone(bar.tone) };
    let (at, size) = (Point::new(at.x, at.y - HIGH / 2.0), Point::new(long.max(1.5), HIGH));
    scene.push(Form::Rect { at, size, corner: 0.0, paint: Paint::fill(role) });
}
