//! Risks by likelihood and impact. Each band has a letter, and a thick line runs along the appetite.

use super::measure::width;
use super::scene::{Align, BANDS, Form, Paint, Point, Role, Scene, Text};
use super::{lines, sample};
use crate::document::{Heat, HeatCell, Target};
use crate::words::Words;

/// Room for the names of the steps at the left, and for the name of their scale beside them.
const LEFT: f64 = 112.0;
const NAME: f64 = 22.0;
/// How high a cell is.
const HIGH: f64 = 62.0;
/// From id to id in a cell.
const LINE: f64 = 13.0;
/// Ids that fit below each other.
const MOST: usize = 3;

/// Where the cells lie.
struct Frame<'a> {
    heat: &'a Heat,
    wide: f64,
    rows: usize,
    columns: usize,
}

impl Frame<'_> {
    /// The left upper corner of a cell; row 0 is the lowest.
    fn corner(&self, row: usize, column: usize) -> Point {
        Point::new(LEFT + column as f64 * self.wide, 8.0 + (self.rows - 1 - row) as f64 * HIGH)
    }

    fn bottom(&self) -> f64 {
        8.0 + self.rows as f64 * HIGH
    }

    fn above(&self, row: usize, column: usize) -> bool {
        self.heat.cells.get(row).and_then(|row| row.get(column)).is_some_and(|cell| cell.above)
    }
}

pub(super) fn draw(heat: &Heat, words: &Words) -> Scene {
    let rows = heat.cells.len();
    let columns = heat.cells.iter().map(Vec::len).max().unwrap_or(0);
    let wide = ((super::WIDTH - LEFT) / columns.max(1) as f64).clamp(66.0, 112.0);
    let frame = Frame { heat, wide, rows, columns };
    let width = (LEFT + columns as f64 * wide + 4.0).max(super::WIDTH);
    let mut scene = Scene::new(width, 0.0);
    for (row, cells) in heat.cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            draw_cell(&mut scene, &frame, (row, column), cell);
        }
    }
    appetite(&mut scene, &frame);
    axes(&mut scene, &frame);
    let below = legend(&mut scene, heat, words, frame.bottom() + 72.0);
    scene.height = below;
    scene
}

/// `A` for the least band, and so on; beyond `Z` its number.
fn letter(band: usize) -> String {
    u8::try_from(band)
        .ok()
        .filter(|band| *band < 26)
        .map_or_else(|| (band + 1).to_string(), |band| char::from(b'A' + band).to_string())
}

/// The colour of a band: the least and the greatest have the ends of the scale.
fn role(band: usize, bands: usize) -> Role {
    let last = bands.saturating_sub(1).max(1);
    Role::Band((band.min(last) * (BANDS - 1) + last / 2) / last)
}

fn draw_cell(scene: &mut Scene, frame: &Frame<'_>, (row, column): (usize, usize), cell: &HeatCell) {
    let at = frame.corner(row, column);
    let heat = frame.heat;
    let paint = Paint::fill(role(cell.band, heat.bands.len())).outlined(Role::Paper, 2.0);
    let step = |scale: &(String, Vec<String>), at: usize| {
        format!("{}: {}", scale.0, scale.1.get(at).map_or("", String::as_str))
    };
    let band = heat.bands.get(cell.band).map_or("", String::as_str);
    let mut note =
        format!("{}, {}: {} ({band})", step(&heat.across, column), step(&heat.up, row), cell.score);
    if !cell.ids.is_empty() {
        note.push_str(&format!("\n{}", cell.ids.join(", ")));
    }
    scene.rect(at, Point::new(frame.wide, HIGH), paint).note(note);
    let corner = format!("{} {}", letter(cell.band), cell.score);
    scene.text(Text::new(at.x + 6.0, at.y + 14.0, corner).size(10.0));
    let fits = |id: &String| width(id, 10.5, false) <= frame.wide - 6.0;
    let middle = at.x + frame.wide / 2.0;
    if cell.ids.len() > MOST || !cell.ids.iter().all(fits) {
        let count = Text::new(middle, at.y + 44.0, cell.ids.len().to_string());
        scene.text(count.size(22.0).bold().align(Align::Middle)).note(cell.ids.join(", "));
        return;
    }
    let first = at.y + 39.0 - (cell.ids.len() as f64 - 1.0) * LINE / 2.0
        + if cell.ids.len() == MOST { 2.5 } else { 0.0 };
    for (index, id) in cell.ids.iter().enumerate() {
        let text = Text::new(middle, first + index as f64 * LINE, id.as_str()).size(10.5).bold();
        scene.text(text.align(Align::Middle)).to(Some(Target::Anchor(id.clone())));
    }
}

/// The line between cells below and above the appetite.
fn appetite(scene: &mut Scene, frame: &Frame<'_>) {
    let mut runs = Vec::new();
    for row in 0..frame.rows {
        for column in 0..frame.columns {
            let Point { x, y } = frame.corner(row, column);
            if column > 0 && frame.above(row, column) != frame.above(row, column - 1) {
                runs.push(vec![Point::new(x, y), Point::new(x, y + HIGH)]);
            }
            if row > 0 && frame.above(row, column) != frame.above(row - 1, column) {
                runs.push(vec![Point::new(x, y + HIGH), Point::new(x + frame.wide, y + HIGH)]);
            }
        }
    }
    if !runs.is_empty() {
        scene.push(Form::Lines { runs: runs.clone(), paint: Paint::stroke(Role::Paper, 6.0) });
        scene.push(Form::Lines { runs, paint: Paint::stroke(Role::Ink, 3.0) });
    }
}

fn axes(scene: &mut Scene, frame: &Frame<'_>) {
    let heat = frame.heat;
    for (row, name) in heat.up.1.iter().enumerate().take(frame.rows) {
        let at = frame.corner(row, 0);
        let text = Text::new(LEFT - 8.0, at.y + HIGH / 2.0 + 4.0, name.as_str()).align(Align::End);
        lines(scene, &text.size(11.0), LEFT - NAME - 12.0, 2);
    }
    for (column, name) in heat.across.1.iter().enumerate().take(frame.columns) {
        let at = Point::new(frame.corner(0, column).x + frame.wide / 2.0, frame.bottom() + 16.0);
        let text = Text::new(at.x, at.y, name.as_str()).align(Align::Middle).size(11.0);
        lines(scene, &text, frame.wide - 4.0, 2);
    }
    let middle = LEFT + frame.columns as f64 * frame.wide / 2.0;
    let across = Text::new(middle, frame.bottom() + 46.0, format!("{} \u{2192}", heat.across.0));
    scene.text(across.bold().align(Align::Middle));
    let up = Text::new(14.0, 8.0 + frame.rows as f64 * HIGH / 2.0, format!("{} \u{2192}", heat.up.0));
    scene.text(Text { upwards: true, ..up.bold().align(Align::Middle) });
}

/// What letters and the line mean; gives where it ends.
fn legend(scene: &mut Scene, heat: &Heat, words: &Words, top: f64) -> f64 {
    let (mut x, mut y) = (LEFT, top);
    let wrap = |x: &mut f64, y: &mut f64, words: &str| {
        if *x > LEFT && *x + 24.0 + width(words, 12.0, false) > super::WIDTH {
            (*x, *y) = (LEFT, *y + 22.0);
        }
    };
    for (band, name) in heat.bands.iter().enumerate() {
        wrap(&mut x, &mut y, name);
        let paint = Paint::fill(role(band, heat.bands.len()));
        x = sample(scene, Point::new(x, y), paint, &letter(band), name);
    }
    if heat.cells.iter().flatten().any(|cell| cell.above) {
        let line = words.get("chart.appetite");
        wrap(&mut x, &mut y, line);
        scene.line(Point::new(x, y - 4.0), Point::new(x + 18.0, y - 4.0), Paint::stroke(Role::Ink, 3.0));
        scene.text(Text::new(x + 24.0, y + 0.5, line));
    }
    y + 10.0
}
