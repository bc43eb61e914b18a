//! The style sheet: light, dark and print, and what pointing at a box does.

use std::fmt::Write as _;

use super::{NOTE, TITLE};
use crate::diagram::{Diagram, EdgeClass, Stroke};

/// Fonts of the reader's own system; none is loaded.
const FONTS: &str = "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif";

/// Colours of one scheme.
pub(super) struct Colors {
    pub(super) paper: &'static str,
    pub(super) ink: &'static str,
    pub(super) faint: &'static str,
    pub(super) fill: &'static str,
    pub(super) border: &'static str,
    pub(super) bands: [&'static str; 2],
    pub(super) strokes: [&'static str; 4],
    pub(super) mixed: &'static str,
}

pub(super) const LIGHT: Colors = Colors {
    paper: "#ffffff",
    ink: "#1b2733",
    faint: "#566472",
    fill: "#ffffff",
    border: "#64748b",
    bands: ["#f3f6f9", "#e9eef3"],
    strokes: ["#3d5a80", "#b45309", "#c81e3a", "#7e22ce"],
    mixed: "#64748b",
};

const DARK: Colors = Colors {
    paper: "#11161d",
    ink: "#e8edf3",
    faint: "#a3b0be",
    fill: "#1f2833",
    border: "#7d8ea0",
    bands: ["#161c24", "#1b232d"],
    strokes: ["#8fb4e3", "#f3a94b", "#ff7a8a", "#cf9bff"],
    mixed: "#8b9aab",
};

/// The class of a way to draw lines.
pub(super) fn class(stroke: Stroke) -> &'static str {
    match stroke {
        Stroke::Solid => "solid",
        Stroke::Dashed => "dashed",
        Stroke::Dotted => "dotted",
        Stroke::Double => "double",
    }
}

/// The classes of lines with a meaning.
pub(super) fn class_of(meaning: &EdgeClass) -> String {
    format!("{}{}", class(meaning.stroke), if meaning.calm { " calm" } else { "" })
}

/// The colour of a way to draw lines, on paper.
pub(super) fn stroke(stroke: Stroke) -> &'static str {
    let known = STROKES.iter().zip(LIGHT.strokes).find(|(one, _)| **one == stroke);
    known.map_or(LIGHT.mixed, |(_, colour)| colour)
}

const STROKES: [Stroke; 4] = [Stroke::Solid, Stroke::Dashed, Stroke::Dotted, Stroke::Double];

/// The whole sheet of a picture.
pub(super) fn css(diagram: &Diagram) -> String {
    let mut css = format!(
        "text{{font:{TITLE}px {FONTS}}}.name,.group,.title{{font-weight:600}}.name,.note,.group{{text-anchor:middle}}\
         .note{{font-size:{NOTE}px}}.title{{font-size:19px}}.group{{letter-spacing:.03em}}\
         .w,.gap{{fill:none;stroke-linecap:butt}}.dashed .w{{stroke-dasharray:9 5}}\
         .dotted .w{{stroke-dasharray:.1 6;stroke-linecap:round}}.box{{stroke-width:1.2}}.focus .box{{stroke-width:3}}\
         .past .box{{stroke-dasharray:4 3}}.line{{fill:none}}.n{{outline:none}}.n:focus .box,.n:hover .box{{stroke-width:3}}"
    );
    css.push_str(&colors(&LIGHT));
    // Writing to a String cannot fail.
    let _ = write!(css, "@media screen and (prefers-color-scheme:dark){{{}}}", colors(&DARK));
    css.push_str("@media screen{");
    for at in 0..diagram.nodes.len() {
        let _ = write!(css, ".n{at}:hover~.e:not(.p{at}),.n{at}:focus~.e:not(.p{at})");
        css.push_str(if at + 1 < diagram.nodes.len() { "," } else { "{opacity:.07}" });
    }
    css.push_str(".e:hover .w{stroke-width:5px}}");
    css
}

fn colors(colors: &Colors) -> String {
    let Colors { paper, ink, faint, fill, border, bands: [even, odd], strokes, mixed } = colors;
    let mut css = format!(
        ".paper{{fill:{paper}}}text{{fill:{ink}}}.note,.group,.small{{fill:{faint}}}\
         .box{{fill:{fill};stroke:{border}}}.s0,.l0{{fill:{even}}}.s1,.l1{{fill:{odd}}}.line{{stroke:{border};\
         stroke-width:.6}}.gap{{stroke:{paper}}}"
    );
    for (stroke, color) in STROKES.iter().zip(strokes) {
        let class = class(*stroke);
        // Writing to a String cannot fail.
        let _ = write!(css, ".{class} .w{{stroke:{color}}}.{class} .h{{fill:{color}}}");
    }
    let [calm, ..] = strokes;
    let _ = write!(
        css,
        ".calm .w{{stroke:{calm}}}.calm .h{{fill:{calm}}}.mixed .w{{stroke:{mixed}}}.mixed .h{{fill:{mixed}}}"
    );
    css
}
