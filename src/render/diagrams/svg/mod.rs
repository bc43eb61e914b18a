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

/// What a picture inside of a page is told of the page.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// A name for ids, of which the page has no other.
    pub id: &'a str,
    /// The address of the box with an id; `None` where the page has no such place.
    pub address: &'a dyn Fn(&str) -> Option<String>,
}

/// Writes a picture as a file of its own.
pub(super) fn render(diagram: &Diagram) -> String {
    write(diagram, None)
}

/// Writes a picture into a page, which gives it its colours and says its title and description beside it; `None` where
/// there is more in it than anybody could read.
pub fn inline(diagram: &Diagram, page: &Page<'_>) -> Option<String> {
    let fits = diagram.nodes.len() <= MOST_NODES && diagram.edges.len() <= MOST_EDGES;
    fits.then(|| write(diagram, Some(page)))
}

/// What a page's style sheet says of pictures with as many boxes: pointing at a box dims the lines of others.
pub fn dimming(scope: &str, boxes: usize) -> String {
    style::dimming(scope, boxes)
}

fn write(diagram: &Diagram, page: Option<&Page<'_>>) -> String {
    let sheet = Sheet::new(diagram);
    let layout = layout::layout(diagram, &sheet);
    let (wide, high) = sheet.on_page(layout.size);
    let legend = legend::Legend::new(diagram, &layout);
    let wide = wide.max(legend.least_width()).max(420.0);
    let head = match page {
        Some(_) => legend::Part::default(),
        None => legend::head(diagram, wide),
    };
    let foot = legend.draw(wide, head.high + high);
    let size = (wide, head.high + high + foot.high);
    let mut svg = Svg::default();
    match page {
        Some(page) => open_in_page(&mut svg, diagram, size, page),
        None => open(&mut svg, diagram, size),
    }
    if !head.text.is_empty() {
        svg.line(&head.text);
    }
    svg.line(&format!("<g transform=\"translate(0 {})\">", n(head.high)));
    groups(&mut svg, diagram, &sheet, &layout);
    boxes(&mut svg, diagram, &sheet, &layout, page);
    wires::draw(&mut svg, diagram, &sheet, &layout);
    svg.line("</g>");
    svg.line(&foot.text);
    svg.line("</svg>");
    svg.text
}

fn open(svg: &mut Svg, diagram: &Diagram, (wide, high): (f64, f64)) {
    svg.line(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" \
         aria-labelledby=\"title desc\">",
        n(wide),
        n(high)
    ));
    svg.line(&format!("<title id=\"title\">{}</title>", escape(&diagram.title)));
    svg.line(&format!("<desc id=\"desc\">{}</desc>", escape(&diagram.description)));
    svg.line(&format!("<style>{}</style>", style::css(diagram)));
    svg.line(&format!("<rect class=\"paper\" width=\"{}\" height=\"{}\"/>", n(wide), n(high)));
}

fn open_in_page(svg: &mut Svg, diagram: &Diagram, (wide, high): (f64, f64), page: &Page<'_>) {
    // With links in it, it is no single picture to those who hear it.
    let linked = diagram.nodes.iter().any(|node| (page.address)(&node.id).is_some());
    let role = if linked { "group" } else { "img" };
    svg.line(&format!(
        "<svg class=\"diagram\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"{role}\" \
         aria-labelledby=\"{2}-t\" aria-describedby=\"{2}-d\">",
        n(wide),
        n(high),
        page.id
    ));
    svg.line(&format!("<title id=\"{}-t\">{}</title>", page.id, escape(&diagram.title)));
    svg.line(&format!("<desc id=\"{}-d\">{}</desc>", page.id, escape(&diagram.description)));
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

fn boxes(svg: &mut Svg, diagram: &Diagram, sheet: &Sheet, layout: &Layout, page: Option<&Page<'_>>) {
    for (at, (node, &middle)) in diagram.nodes.iter().zip(&layout.boxes).enumerate() {
        let (x, y) = sheet.on_page(middle);
        let (left, top) = (x - sheet.wide / 2.0, y - sheet.high / 2.0);
        let look = match node.look {
            Look::Plain => "",
            Look::Focus => " focus",
            Look::Past => " past",
        };
        let address = page.and_then(|page| (page.address)(&node.id));
        let (tag, more) = match (&address, page) {
            (Some(address), _) => ("a", format!(" href=\"{}\"", escape(address))),
            (None, Some(_)) => ("g", String::new()),
            (None, None) => ("g", " tabindex=\"0\"".to_owned()),
        };
        svg.line(&format!("<{tag} class=\"n n{at}{look}\"{more}>"));
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
        svg.line(&format!("</{tag}>"));
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
