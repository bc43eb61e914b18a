//! A picture as SVG: one file, nothing loaded from elsewhere, no script, the same bytes each time.
//!
//! It adapts to light and dark and to print, its text can be selected and is read out, and pointing at a box dims every
//! line that neither leaves it nor ends there.

mod acyclic;
mod dagre;
mod layout;
mod legend;
pub(in crate::render) mod measure;
mod ranks;
pub mod shapes;
mod sheet;
mod style;
mod wires;

use std::fmt::Write as _;

use self::layout::{Layout, Point};
use self::sheet::{NOTE, Sheet, TITLE};
use crate::diagram::{Diagram, Direction, Look};

/// Boxes beyond which a drawn picture helps nobody.
pub const MOST_NODES: usize = 200;
/// Lines beyond which a drawn picture helps nobody.
pub const MOST_EDGES: usize = 500;

/// Writes a picture.
pub(super) fn render(diagram: &Diagram) -> String {
    let sheet = Sheet::new(diagram);
    let layout = layout::layout(diagram, &sheet);
    let (wide, high) = sheet.on_page(layout.size);
    let legend = legend::Legend::new(diagram, &layout);
    let wide = wide.max(legend.least_width()).max(420.0);
    let head = legend::head(diagram, wide);
    let foot = legend.draw(wide, head.high + high);
    let total = head.high + high + foot.high;
    let mut svg = Svg::default();
    svg.line(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" \
         aria-labelledby=\"title desc\">",
        n(wide),
        n(total)
    ));
    svg.line(&format!("<title id=\"title\">{}</title>", escape(&diagram.title)));
    svg.line(&format!("<desc id=\"desc\">{}</desc>", escape(&diagram.description)));
    svg.line(&format!("<style>{}</style>", style::css(diagram)));
    svg.line(&format!("<rect class=\"paper\" width=\"{}\" height=\"{}\"/>", n(wide), n(total)));
    svg.line(&head.text);
    svg.line(&format!("<g transform=\"translate(0 {})\">", n(head.high)));
    groups(&mut svg, diagram, &sheet, &layout);
    boxes(&mut svg, diagram, &sheet, &layout);
    wires::draw(&mut svg, diagram, &sheet, &layout);
    svg.line("</g>");
    svg.line(&foot.text);
    svg.line("</svg>");
    svg.text
}

/// Steps and lanes behind everything.
fn groups(svg: &mut Svg, diagram: &Diagram, sheet: &Sheet, layout: &Layout) {
    let down = diagram.direction == Direction::Down;
    let mut lanes: Vec<_> = diagram.lanes.iter().zip(&layout.lanes).collect();
    lanes.sort_by(|a, b| a.1.0.total_cmp(&b.1.0));
    for (at, (title, &(from, to))) in lanes.into_iter().enumerate() {
        let corner = Point { across: from, along: 8.0 };
        let size = Point { across: to - from, along: layout.size.along - 16.0 };
        svg.rect(&format!("lane l{}", at % 2), sheet.on_page(corner), sheet.on_page(size), 0.0);
        let (x, y) = sheet.on_page(Point { across: (from + to) / 2.0, along: 30.0 });
        let turned =
            if down { String::new() } else { format!(" transform=\"rotate(-90 {} {})\"", n(x), n(y)) };
        svg.line(&format!(
            "<text class=\"group\" x=\"{}\" y=\"{}\"{turned}>{}</text>",
            n(x),
            n(y),
            escape(title)
        ));
    }
    for (at, (title, &(from, to))) in diagram.steps.iter().zip(&layout.steps).enumerate() {
        let corner = Point { across: 8.0, along: from };
        let size = Point { across: layout.size.across - 16.0, along: to - from };
        let class =
            if layout.lanes.is_empty() { format!("step s{}", at % 2) } else { "step line".to_owned() };
        svg.rect(&class, sheet.on_page(corner), sheet.on_page(size), 0.0);
        let (x, y) = sheet.on_page(Point { across: 30.0, along: (from + to) / 2.0 });
        let turned =
            if down { format!(" transform=\"rotate(-90 {} {})\"", n(x), n(y)) } else { String::new() };
        svg.line(&format!(
            "<text class=\"group\" x=\"{}\" y=\"{}\"{turned}>{}</text>",
            n(x),
            n(y),
            escape(title)
        ));
    }
}

fn boxes(svg: &mut Svg, diagram: &Diagram, sheet: &Sheet, layout: &Layout) {
    for (at, (node, &middle)) in diagram.nodes.iter().zip(&layout.boxes).enumerate() {
        let (x, y) = sheet.on_page(middle);
        let (left, top) = (x - sheet.wide / 2.0, y - sheet.high / 2.0);
        let look = match node.look {
            Look::Plain => "",
            Look::Focus => " focus",
            Look::Past => " past",
        };
        svg.line(&format!("<g class=\"n n{at}{look}\" tabindex=\"0\">"));
        let facts: String = node.facts.iter().map(|fact| format!("\n{fact}")).collect();
        svg.line(&format!("<title>{}</title>", escape(&format!("{}: {}{facts}", node.id, node.label()))));
        svg.rect("box", (left, top), (sheet.wide, sheet.high), sheet.corner);
        let (titles, notes) = &sheet.texts[at];
        for (index, (line, below)) in titles.iter().chain(notes).zip(sheet.baselines(at)).enumerate() {
            let class = if index < titles.len() { "name" } else { "note" };
            svg.line(&format!(
                "<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>",
                n(x),
                n(top + below),
                escape(line)
            ));
        }
        svg.line("</g>");
    }
}

/// A document under construction.
#[derive(Debug, Default)]
struct Svg {
    text: String,
}

impl Svg {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn rect(&mut self, class: &str, (x, y): (f64, f64), (wide, high): (f64, f64), corner: f64) {
        let round = if corner > 0.0 { format!(" rx=\"{}\"", n(corner)) } else { String::new() };
        // Writing to a String cannot fail.
        let _ = writeln!(
            self.text,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{round}/>",
            n(x),
            n(y),
            n(wide),
            n(high)
        );
    }
}

/// A number with at most one digit after the point, the same everywhere.
fn n(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// Text for XML. Characters that XML does not allow were made visible before.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}
