//! A drawing as SVG inside of an HTML page: no style attributes, which a content security policy would block; the
//! page's style sheet gives each role its colour.

use std::fmt::Write as _;

use super::palette;
use super::scene::{Align, Form, Paint, Point, Role, Scene, Shape, Text};
use crate::document::Target;

/// What a drawing is told of its page.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// A name for ids, of which the page has no other; empty for a drawing that says nothing beyond the words beside it.
    pub id: &'a str,
    /// What it shows, in a few words.
    pub title: &'a str,
    /// One sentence that says what is seen.
    pub description: &'a str,
    /// The address of a place; `None` where the page has no such place.
    pub address: &'a dyn Fn(&Target) -> Option<String>,
    /// Text as the page has it.
    pub escape: &'a dyn Fn(&mut String, &str),
}

/// Writes a drawing.
pub fn write(out: &mut String, scene: &Scene, page: &Page<'_>) {
    // Writing to a String cannot fail.
    let (wide, high) = (n(scene.width), n(scene.height));
    let _ =
        write!(out, "<svg class=\"chart\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\"");
    if page.id.is_empty() {
        out.push_str(" aria-hidden=\"true\">");
    } else {
        // With links in it, it is no single picture to those who hear it.
        let linked = scene.shapes.iter().any(|shape| shape.to.as_ref().and_then(page.address).is_some());
        let role = if linked { "group" } else { "img" };
        let id = page.id;
        let _ = write!(
            out,
            " role=\"{role}\" aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\"><title id=\"{id}-t\">"
        );
        (page.escape)(out, page.title);
        let _ = write!(out, "</title><desc id=\"{id}-d\">");
        (page.escape)(out, page.description);
        out.push_str("</desc>");
    }
    scene.shapes.iter().for_each(|shape| write_shape(out, shape, page));
    out.push_str("</svg>\n");
}

fn write_shape(out: &mut String, shape: &Shape, page: &Page<'_>) {
    let address = shape.to.as_ref().and_then(page.address);
    if let Some(address) = &address {
        out.push_str("<a href=\"");
        (page.escape)(out, address);
        out.push_str("\">");
    }
    let name = match &shape.form {
        Form::Rect { at, size, corner, paint } => {
            let _ = write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                n(at.x),
                n(at.y),
                n(size.x),
                n(size.y)
            );
            if *corner > 0.0 {
                let _ = write!(out, " rx=\"{}\"", n(*corner));
            }
            write_paint(out, paint);
            "rect"
        }
        Form::Circle { at, radius, paint } => {
            let _ = write!(out, "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"", n(at.x), n(at.y), n(*radius));
            write_paint(out, paint);
            "circle"
        }
        Form::Lines { runs, paint } => {
            let _ = write!(out, "<path d=\"{}\"", path(runs, paint.fill.is_some()));
            write_paint(out, paint);
            "path"
        }
        Form::Text(text) => {
            write_text(out, text);
            "text"
        }
    };
    let words = match &shape.form {
        Form::Text(text) => text.words.as_str(),
        _ => "",
    };
    if shape.note.is_empty() && words.is_empty() {
        out.push_str("/>");
    } else {
        out.push('>');
        (page.escape)(out, words);
        if !shape.note.is_empty() {
            out.push_str("<title>");
            (page.escape)(out, &shape.note);
            out.push_str("</title>");
        }
        let _ = write!(out, "</{name}>");
    }
    out.push_str(if address.is_some() { "</a>" } else { "" });
}

fn path(runs: &[Vec<Point>], closed: bool) -> String {
    let mut out = String::new();
    for run in runs {
        for (at, point) in run.iter().enumerate() {
            let _ = write!(out, "{}{} {}", if at == 0 { 'M' } else { 'L' }, n(point.x), n(point.y));
        }
        out.push_str(if closed { "Z" } else { "" });
    }
    out
}

fn write_paint(out: &mut String, paint: &Paint) {
    let fill = paint.fill.map_or_else(|| "f-none".to_owned(), |role| format!("f-{}", palette::name(role)));
    let stroke = paint.stroke.map(|role| format!(" s-{}", palette::name(role))).unwrap_or_default();
    let _ = write!(out, " class=\"{fill}{stroke}\"");
    if paint.stroke.is_some() {
        let _ = write!(out, " stroke-width=\"{}\"", n(paint.width));
    }
    out.push_str(if paint.dashed { " stroke-dasharray=\"5 4\"" } else { "" });
}

fn write_text(out: &mut String, text: &Text) {
    let (x, y) = (n(text.at.x), n(text.at.y));
    let _ = write!(out, "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\"", n(text.size));
    if text.role != Role::Ink {
        let _ = write!(out, " class=\"f-{}\"", palette::name(text.role));
    }
    match text.align {
        Align::Start => {}
        Align::Middle => out.push_str(" text-anchor=\"middle\""),
        Align::End => out.push_str(" text-anchor=\"end\""),
    }
    if text.bold {
        out.push_str(" font-weight=\"600\"");
    }
    if text.upwards {
        let _ = write!(out, " transform=\"rotate(-90 {x} {y})\"");
    }
}

/// A number with at most one digit after the point, the same everywhere.
fn n(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}
