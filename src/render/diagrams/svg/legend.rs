//! Heading and legend: what the picture is, and what its lines mean, with how many there are of each.

use super::layout::Layout;
use super::measure::{width, wrap};
use super::{TITLE, escape, n, style, wires};
use crate::diagram::{Diagram, EdgeClass, Stroke};

/// A part of the page.
pub(super) struct Part {
    pub(super) text: String,
    pub(super) high: f64,
}

const SIDE: f64 = 24.0;
const SAMPLE: f64 = 46.0;

/// The title and the description.
pub(super) fn head(diagram: &Diagram, wide: f64) -> Part {
    let mut text = String::new();
    let mut at = 36.0;
    for line in wrap(&diagram.title, 19.0, true, wide - 2.0 * SIDE, 2) {
        text.push_str(&format!(
            "<text class=\"title\" x=\"{SIDE}\" y=\"{}\">{}</text>\n",
            n(at),
            escape(&line)
        ));
        at += 23.0;
    }
    for line in wrap(&diagram.description, TITLE, false, wide - 2.0 * SIDE, 4) {
        text.push_str(&format!(
            "<text class=\"small\" x=\"{SIDE}\" y=\"{}\">{}</text>\n",
            n(at),
            escape(&line)
        ));
        at += 18.0;
    }
    Part { text: text.trim_end().to_owned(), high: at - 4.0 }
}

/// Classes of a line, whether it has an arrow head, and what it means.
type Entry = (String, bool, String);

/// What lines mean.
pub(super) struct Legend {
    entries: Vec<Entry>,
    joined: bool,
    weighed: bool,
}

impl Legend {
    pub(super) fn new(diagram: &Diagram, layout: &Layout) -> Self {
        let used = diagram.legend().into_iter().filter(|(_, count)| *count > 0);
        let mut entries: Vec<_> = used
            .map(|(class, count)| (style::class_of(class), class.arrow, format!("{} ({count})", class.name)))
            .collect();
        let joined = layout.pieces.iter().any(|piece| piece.edges.len() > 1);
        if layout.pieces.iter().any(|piece| wires::shared(diagram, &piece.edges).is_none()) {
            entries.push(("mixed".to_owned(), true, "lines of several sorts, joined".to_owned()));
        }
        let weighed = diagram.edges.iter().any(|edge| edge.weight != diagram.edges[0].weight);
        Self { entries, joined, weighed }
    }

    /// The widest entry.
    pub(super) fn least_width(&self) -> f64 {
        self.entries.iter().map(entry_width).fold(0.0, f64::max) + 2.0 * SIDE
    }

    /// The legend below everything.
    pub(super) fn draw(&self, wide: f64, top: f64) -> Part {
        let (mut x, mut y) = (SIDE, top + 18.0);
        let mut text = String::from("<g class=\"legend\">\n");
        for entry in &self.entries {
            if x > SIDE && x + entry_width(entry) > wide - SIDE {
                x = SIDE;
                y += 24.0;
            }
            text.push_str(&sample(entry, x, y));
            x += entry_width(entry);
        }
        y += 26.0;
        for line in wrap(&self.sentences(), 12.0, false, wide - 2.0 * SIDE, 3) {
            text.push_str(&format!(
                "<text class=\"small\" x=\"{SIDE}\" y=\"{}\">{}</text>\n",
                n(y),
                escape(&line)
            ));
            y += 17.0;
        }
        text.push_str("</g>");
        Part { text, high: y - top + 4.0 }
    }

    /// What else there is to know of lines.
    pub(super) fn sentences(&self) -> String {
        let mut sentences = Vec::new();
        if self.joined {
            sentences.push("Lines to one box join on their way and end in one arrow head.");
        }
        if self.weighed {
            sentences.push("A thicker line carries more.");
        }
        sentences.join(" ")
    }

    /// What each sort of line means; `None` for lines of several sorts.
    pub(super) fn meanings<'d>(&self, diagram: &'d Diagram) -> Vec<(Option<&'d EdgeClass>, String)> {
        let used = diagram.legend().into_iter().filter(|(_, count)| *count > 0);
        let classes = used.map(|(class, _)| Some(class)).chain([None]);
        classes.zip(&self.entries).map(|(class, (_, _, name))| (class, name.clone())).collect()
    }
}

fn entry_width((_, _, name): &Entry) -> f64 {
    SAMPLE + 10.0 + width(name, TITLE, false) + 26.0
}

fn sample((class, arrow, name): &Entry, x: f64, y: f64) -> String {
    let end = x + SAMPLE - if *arrow { 8.0 } else { 0.0 };
    let line = |class: &str, wide: f64| {
        format!("<path class=\"{class}\" stroke-width=\"{}\" d=\"M{} {}H{}\"/>", n(wide), n(x), n(y), n(end))
    };
    let stroke = match class == style::class(Stroke::Double) {
        true => format!("{}{}", line("w", 4.6), line("gap", 2.0)),
        false => line("w", 2.0),
    };
    let (tip, up, low) = (x + SAMPLE, y - 4.5, y + 4.5);
    let head = if *arrow {
        format!(
            "<polygon class=\"h\" points=\"{},{} {},{} {},{}\"/>",
            n(tip),
            n(y),
            n(end - 1.0),
            n(up),
            n(end - 1.0),
            n(low)
        )
    } else {
        String::new()
    };
    let label = format!("<text x=\"{}\" y=\"{}\">{}</text>", n(x + SAMPLE + 10.0), n(y + 4.5), escape(name));
    format!("<g class=\"{class}\">{stroke}{head}{label}</g>\n")
}
