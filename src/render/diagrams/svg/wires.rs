//! Lines and their arrow heads.

use super::layout::{HEAD, Head, Layout, Piece, Point};
use super::sheet::Sheet;
use super::style;
use super::{Svg, escape, n};
use crate::diagram::{Diagram, EdgeClass, Stroke};

/// Lines told one by one in a tooltip.
const TOLD: usize = 12;

/// Draws all lines, then all arrow heads.
pub(super) fn draw(svg: &mut Svg, diagram: &Diagram, sheet: &Sheet, layout: &Layout) {
    // Shared pieces first: where a line joins them, it stays to be seen.
    let mut pieces: Vec<&Piece> = layout.pieces.iter().collect();
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.edges.len()));
    for piece in pieces {
        let path = path(piece, sheet);
        let mut inner =
            format!("<path class=\"w\" stroke-width=\"{}\" d=\"{path}\"/>", n(thick(diagram, &piece.edges)));
        if is(diagram, &piece.edges, Stroke::Double) {
            let wide = thick(diagram, &piece.edges);
            inner = format!(
                "<path class=\"w\" stroke-width=\"{}\" d=\"{path}\"/><path class=\"gap\" stroke-width=\"{}\" d=\"{path}\"/>",
                n(wide + 2.6),
                n(wide)
            );
        }
        if piece.past > 0.0 && arrow(diagram, piece.edges[0]) {
            inner.push_str(&polygon(chevron(piece, sheet)));
        }
        group(svg, diagram, &piece.edges, &inner);
    }
    for head in layout.heads.iter().filter(|head| head.edges.iter().any(|&edge| arrow(diagram, edge))) {
        group(svg, diagram, &head.edges, &polygon(triangle(head, sheet)));
    }
}

pub(super) fn arrow(diagram: &Diagram, edge: usize) -> bool {
    diagram.classes[diagram.edges[edge].class].arrow
}

fn group(svg: &mut Svg, diagram: &Diagram, edges: &[usize], inner: &str) {
    let class = shared(diagram, edges).map_or("mixed".to_owned(), style::class_of);
    let mut ends: Vec<usize> =
        edges.iter().flat_map(|&edge| [diagram.edges[edge].from, diagram.edges[edge].to]).collect();
    ends.sort_unstable();
    ends.dedup();
    let ends: String = ends.iter().map(|end| format!(" p{end}")).collect();
    svg.line(&format!(
        "<g class=\"e {class}{ends}\"><title>{}</title>{inner}</g>",
        escape(&told(diagram, edges))
    ));
}

/// How a piece is drawn: as its edges are, where they agree.
pub(super) fn shared<'d>(diagram: &'d Diagram, edges: &[usize]) -> Option<&'d EdgeClass> {
    let mut classes = edges.iter().map(|&edge| diagram.edges[edge].class);
    let first = classes.next()?;
    classes.all(|class| class == first).then(|| &diagram.classes[first])
}

fn is(diagram: &Diagram, edges: &[usize], stroke: Stroke) -> bool {
    shared(diagram, edges).is_some_and(|class| class.stroke == stroke)
}

fn told(diagram: &Diagram, edges: &[usize]) -> String {
    let one = |&edge: &usize| {
        let edge = &diagram.edges[edge];
        let [from, to] = [edge.from, edge.to].map(|end| diagram.nodes[end].label());
        let class = &diagram.classes[edge.class].name;
        let label = if edge.label.is_empty() { String::new() } else { format!(", {}", edge.label) };
        let notes: String = edge.notes.iter().map(|note| format!("\n  {note}")).collect();
        format!(
            "{from} \u{2192} {to}: {class}{label}{}",
            if edges.len() == 1 { notes } else { String::new() }
        )
    };
    let mut lines: Vec<String> = edges.iter().take(TOLD).map(one).collect();
    if edges.len() > TOLD {
        lines.push(format!("and {} more", edges.len() - TOLD));
    }
    lines.join("\n")
}

/// Between 1.5 and 4.5: each doubling of what runs over a line makes it a little thicker.
pub(super) fn thick(diagram: &Diagram, edges: &[usize]) -> f64 {
    let weight: usize = edges.iter().map(|&edge| diagram.edges[edge].weight).sum();
    // Dots need some size to be seen.
    let least = if is(diagram, edges, Stroke::Dotted) { 2.2 } else { 1.5 };
    (1.4 + 0.35 * ((weight + 1) as f64).log2()).clamp(least, 4.5)
}

/// A place on the page.
pub(super) type Place = (f64, f64);

/// Where a line begins, and for each stretch two places that it bends towards and where it goes on.
pub(super) fn course(piece: &Piece, sheet: &Sheet) -> (Place, Vec<[Place; 3]>) {
    let at = |point: Point| sheet.on_page(point);
    if piece.level {
        let [from, first, second, to] = around(piece);
        return (at(from), vec![[at(first), at(second), at(to)]]);
    }
    let sign = (piece.to.along - piece.from.along).signum();
    let straight = Point { along: piece.from.along - sign * piece.past, ..piece.from };
    let bend = (piece.to.along - piece.from.along) * 0.5;
    let first = Point { along: piece.from.along + bend, ..piece.from };
    let second = Point { along: piece.to.along - bend, ..piece.to };
    let bends = [at(first), at(second), at(piece.to)];
    if piece.past > 0.0 {
        (at(straight), vec![[at(straight), at(piece.from), at(piece.from)], bends])
    } else {
        (at(piece.from), vec![bends])
    }
}

/// The same as SVG writes it; what bends nowhere is a straight line.
fn path(piece: &Piece, sheet: &Sheet) -> String {
    let (from, bends) = course(piece, sheet);
    let at = |(x, y): Place| format!("{} {}", n(x), n(y));
    let mut path = format!("M{}", at(from));
    for [first, second, to] in bends {
        if second == to {
            path.push_str(&format!("L{}", at(to)));
        } else {
            path.push_str(&format!("C{} {} {}", at(first), at(second), at(to)));
        }
    }
    path
}

/// From box to box of one rank, below both.
fn around(piece: &Piece) -> [Point; 4] {
    let deep = 26.0 + ((piece.to.across - piece.from.across).abs() * 0.06).min(44.0);
    [
        piece.from,
        Point { along: piece.from.along + deep, ..piece.from },
        Point { along: piece.from.along + deep, ..piece.to },
        piece.to,
    ]
}

/// A small arrow head halfway past the boxes of a rank, so that a long line tells which way it runs.
pub(super) fn chevron(piece: &Piece, sheet: &Sheet) -> [Place; 3] {
    let sign = (piece.to.along - piece.from.along).signum();
    let tip = Point { along: piece.from.along - sign * (piece.past / 2.0 - 3.5), ..piece.from };
    corners(tip, -7.0 * sign, 4.2, sheet)
}

pub(super) fn triangle(head: &Head, sheet: &Sheet) -> [Place; 3] {
    corners(head.tip, if head.back { HEAD + 1.0 } else { -HEAD - 1.0 }, 4.5, sheet)
}

fn corners(tip: Point, long: f64, half: f64, sheet: &Sheet) -> [Place; 3] {
    let corner = |side: f64| Point { across: tip.across + side, along: tip.along + long };
    [tip, corner(-half), corner(half)].map(|point| sheet.on_page(point))
}

fn polygon(corners: [Place; 3]) -> String {
    let points = corners.map(|(x, y)| format!("{},{}", n(x), n(y)));
    format!("<polygon class=\"h\" points=\"{}\"/>", points.join(" "))
}
