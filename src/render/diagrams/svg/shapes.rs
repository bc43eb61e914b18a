//! A picture as shapes in the colours of paper, for formats that draw for themselves.

use super::layout::{HEAD, Layout, Piece as Wire, layout};
use super::legend::Legend;
use super::measure::{width, wrap};
use super::sheet::{NOTE, Sheet, TITLE};
use super::style::{self, LIGHT};
use super::{MOST_EDGES, MOST_NODES, wires};
use crate::diagram::{Diagram, Direction, EdgeClass, Look, Stroke};
use crate::document::Colour;

/// A picture without its title, which a document says beside it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// How wide it is; a line of its text is 13 high.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// What is drawn, from the back to the front.
    pub pieces: Vec<Piece>,
}

/// A place; `y` runs down.
pub type Place = (f64, f64);

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// A rectangle.
    Box {
        /// Its left upper corner.
        at: Place,
        /// Its width and height.
        size: Place,
        /// How round its corners are.
        corner: f64,
        /// What it is filled with.
        fill: Option<Colour>,
        /// Its outline and how wide that is.
        stroke: Option<(Colour, f64)>,
        /// Whether the outline is dashed.
        dashed: bool,
    },
    /// A line that bends.
    Curve {
        /// Where it begins.
        from: Place,
        /// Two places that it bends towards, and where it goes on.
        bends: Vec<[Place; 3]>,
        /// Its colour.
        ink: Colour,
        /// How thick it is.
        wide: f64,
        /// Lengths on and off; empty for an unbroken line.
        dash: Vec<f64>,
        /// Whether its ends are round.
        round: bool,
    },
    /// The head of an arrow.
    Head {
        /// Its corners.
        corners: [Place; 3],
        /// Its colour.
        ink: Colour,
    },
    /// A line of text.
    Words {
        /// Where its baseline begins, or its middle is.
        at: Place,
        /// What it says.
        words: String,
        /// The size of its font.
        size: f64,
        /// Whether it is bold.
        bold: bool,
        /// Its colour.
        ink: Colour,
        /// Whether its middle is at its place.
        middle: bool,
        /// Whether it runs upwards.
        turned: bool,
    },
}

/// Draws a picture; `None` where there is more in it than anybody could read.
pub fn draw(diagram: &Diagram) -> Option<Drawing> {
    if diagram.nodes.is_empty() || diagram.nodes.len() > MOST_NODES || diagram.edges.len() > MOST_EDGES {
        return None;
    }
    let sheet = Sheet::new(diagram);
    let layout = layout(diagram, &sheet);
    let (wide, high) = sheet.on_page(layout.size);
    let mut pen = Pen { diagram, sheet: &sheet, layout: &layout, pieces: Vec::new() };
    pen.groups();
    pen.boxes();
    pen.wires();
    let wide = wide.max(420.0);
    let foot = pen.legend(wide, high);
    Some(Drawing { width: wide, height: high + foot, pieces: pen.pieces })
}

struct Pen<'d> {
    diagram: &'d Diagram,
    sheet: &'d Sheet,
    layout: &'d Layout,
    pieces: Vec<Piece>,
}

fn ink(colour: &str) -> Colour {
    Colour::read(colour).unwrap_or(Colour { red: 0, green: 0, blue: 0 })
}

impl Pen<'_> {
    fn groups(&mut self) {
        let down = self.diagram.direction == Direction::Down;
        let place = |across, along| self.sheet.on_page(super::layout::Point { across, along });
        let mut lanes: Vec<_> = self.diagram.lanes.iter().zip(&self.layout.lanes).collect();
        lanes.sort_by(|a, b| a.1.0.total_cmp(&b.1.0));
        let mut pieces = Vec::new();
        for (at, (title, &(from, to))) in lanes.into_iter().enumerate() {
            let fill = Some(ink(LIGHT.bands[at % 2]));
            pieces.push(band(place(from, 8.0), place(to - from, self.layout.size.along - 16.0), fill));
            pieces.push(group_name(title, place(f64::midpoint(from, to), 30.0), !down));
        }
        for (at, (title, &(from, to))) in self.diagram.steps.iter().zip(&self.layout.steps).enumerate() {
            let fill = self.layout.lanes.is_empty().then(|| ink(LIGHT.bands[at % 2]));
            pieces.push(band(place(8.0, from), place(self.layout.size.across - 16.0, to - from), fill));
            pieces.push(group_name(title, place(30.0, f64::midpoint(from, to)), down));
        }
        self.pieces.extend(pieces);
    }

    fn boxes(&mut self) {
        let (wide, high) = (self.sheet.wide, self.sheet.high);
        for (at, (node, &middle)) in self.diagram.nodes.iter().zip(&self.layout.boxes).enumerate() {
            let (x, y) = self.sheet.on_page(middle);
            let top = y - high / 2.0;
            self.pieces.push(Piece::Box {
                at: (x - wide / 2.0, top),
                size: (wide, high),
                corner: self.sheet.corner,
                fill: Some(ink(LIGHT.fill)),
                stroke: Some((ink(LIGHT.border), if node.look == Look::Focus { 3.0 } else { 1.2 })),
                dashed: node.look == Look::Past,
            });
            let (titles, notes) = &self.sheet.texts[at];
            for (index, (line, below)) in titles.iter().chain(notes).zip(self.sheet.baselines(at)).enumerate()
            {
                let name = index < titles.len();
                self.pieces.push(Piece::Words {
                    at: (x, top + below),
                    words: line.clone(),
                    size: if name { TITLE } else { NOTE },
                    bold: name,
                    ink: ink(if name { LIGHT.ink } else { LIGHT.faint }),
                    middle: true,
                    turned: false,
                });
            }
        }
    }

    fn wires(&mut self) {
        let mut wires: Vec<&Wire> = self.layout.pieces.iter().collect();
        wires.sort_by_key(|wire| std::cmp::Reverse(wire.edges.len()));
        for wire in wires {
            let class = wires::shared(self.diagram, &wire.edges);
            let (from, bends) = wires::course(wire, self.sheet);
            self.stroke(class, wires::thick(self.diagram, &wire.edges), from, &bends);
            if wire.past > 0.0 && wires::arrow(self.diagram, wire.edges[0]) {
                self.pieces
                    .push(Piece::Head { corners: wires::chevron(wire, self.sheet), ink: colour_of(class) });
            }
        }
        for head in &self.layout.heads {
            if head.edges.iter().any(|&edge| wires::arrow(self.diagram, edge)) {
                let class = wires::shared(self.diagram, &head.edges);
                self.pieces
                    .push(Piece::Head { corners: wires::triangle(head, self.sheet), ink: colour_of(class) });
            }
        }
    }

    fn stroke(&mut self, class: Option<&EdgeClass>, wide: f64, from: Place, bends: &[[Place; 3]]) {
        let stroke = class.map_or(Stroke::Solid, |class| class.stroke);
        let line = |ink, wide, dash: &[f64], round| Piece::Curve {
            from,
            bends: bends.to_vec(),
            ink,
            wide,
            dash: dash.to_vec(),
            round,
        };
        let paint = colour_of(class);
        match stroke {
            Stroke::Solid => self.pieces.push(line(paint, wide, &[], false)),
            Stroke::Dashed => self.pieces.push(line(paint, wide, &[9.0, 5.0], false)),
            Stroke::Dotted => self.pieces.push(line(paint, wide, &[0.1, 6.0], true)),
            Stroke::Double => {
                self.pieces.push(line(paint, wide + 2.6, &[], false));
                self.pieces.push(line(ink(LIGHT.paper), wide, &[], false));
            }
        }
    }

    /// What lines mean; gives how high that is.
    fn legend(&mut self, wide: f64, top: f64) -> f64 {
        const SIDE: f64 = 24.0;
        const SAMPLE: f64 = 46.0;
        let legend = Legend::new(self.diagram, self.layout);
        let (mut x, mut y) = (SIDE, top + 18.0);
        for (class, name) in legend.meanings(self.diagram) {
            let room = SAMPLE + 36.0 + width(&name, TITLE, false);
            if x > SIDE && x + room > wide - SIDE {
                (x, y) = (SIDE, y + 24.0);
            }
            let arrow = class.is_none_or(|class| class.arrow);
            let end = x + SAMPLE - if arrow { HEAD } else { 0.0 };
            let (from, to) = ((x, y), (end, y));
            self.stroke(class, 2.0, from, &[[from, to, to]]);
            if arrow {
                let corners = [(x + SAMPLE, y), (end - 1.0, y - 4.5), (end - 1.0, y + 4.5)];
                self.pieces.push(Piece::Head { corners, ink: colour_of(class) });
            }
            self.pieces.push(small(&name, (x + SAMPLE + 10.0, y + 4.5), TITLE, LIGHT.ink));
            x += room;
        }
        y += 26.0;
        for line in wrap(&legend.sentences(), 12.0, false, wide - 2.0 * SIDE, 3) {
            self.pieces.push(small(&line, (SIDE, y), 12.0, LIGHT.faint));
            y += 17.0;
        }
        y - top + 4.0
    }
}

fn colour_of(class: Option<&EdgeClass>) -> Colour {
    ink(match class {
        None => LIGHT.mixed,
        Some(class) if class.calm => LIGHT.strokes[0],
        Some(class) => style::stroke(class.stroke),
    })
}

fn band(at: Place, size: Place, fill: Option<Colour>) -> Piece {
    let stroke = if fill.is_none() { Some((ink(LIGHT.border), 0.6)) } else { None };
    Piece::Box { at, size, corner: 0.0, fill, stroke, dashed: false }
}

fn group_name(title: &str, at: Place, turned: bool) -> Piece {
    let ink = ink(LIGHT.faint);
    Piece::Words { at, words: title.to_owned(), size: TITLE, bold: true, ink, middle: true, turned }
}

fn small(words: &str, at: Place, size: f64, colour: &str) -> Piece {
    let ink = ink(colour);
    Piece::Words { at, words: words.to_owned(), size, bold: false, ink, middle: false, turned: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::{Edge, Node};

    #[test]
    fn a_picture_has_a_box_for_each_node_and_all_of_it_lies_within() {
        let mut diagram = Diagram::new("Title", "");
        diagram.classes = vec![EdgeClass::new("seen", "seen", Stroke::Double)];
        diagram.nodes = (0..5).map(|at| Node::new(format!("N-{at}"), format!("Node {at}"))).collect();
        diagram.edges = (0..5).map(|at| Edge::new(at, (at + 1) % 5, 0, "")).collect();
        let drawing = draw(&diagram).unwrap();
        let boxes = drawing.pieces.iter().filter_map(|piece| match piece {
            Piece::Box { at, size, .. } => Some((at, size)),
            _ => None,
        });
        let within = |(at, size): (&Place, &Place)| {
            at.0 >= 0.0 && at.1 >= 0.0 && at.0 + size.0 <= drawing.width && at.1 + size.1 <= drawing.height
        };
        assert_eq!(boxes.clone().count(), 5);
        assert!(boxes.clone().all(within));
        assert_eq!(draw(&Diagram::default()), None);
    }
}
