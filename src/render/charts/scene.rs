//! A drawing as shapes, which any format can put on its page.
//!
//! Lengths are in units of which a line of text is 12 high; `x` runs to the right and `y` down. Colours are roles, and
//! [`palette`](super::palette) says what each looks like on paper and on a dark screen.

use crate::document::{Target, Tone};

/// A drawing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// Its shapes, from the one at the back to the one in front.
    pub shapes: Vec<Shape>,
}

/// A shape with what is told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// What is drawn.
    pub form: Form,
    /// What is told when it is pointed at; empty for nothing.
    pub note: String,
    /// Where it leads.
    pub to: Option<Target>,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// A rectangle.
    Rect {
        /// The left upper corner.
        at: Point,
        /// Width and height.
        size: Point,
        /// How round its corners are.
        corner: f64,
        /// How it looks.
        paint: Paint,
    },
    /// A circle.
    Circle {
        /// Its middle.
        at: Point,
        /// Half its width.
        radius: f64,
        /// How it looks.
        paint: Paint,
    },
    /// Straight lines from point to point; several runs that do not touch.
    Lines {
        /// The runs, each of two points at least.
        runs: Vec<Vec<Point>>,
        /// How it looks; a filled one is closed.
        paint: Paint,
    },
    /// A line of text.
    Text(Text),
}

/// A place, or a size.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Where its baseline begins, has its middle or ends, as `align` says.
    pub at: Point,
    /// What it says.
    pub words: String,
    /// The size of the font.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
    /// Its colour.
    pub role: Role,
    /// What `at` means.
    pub align: Align,
    /// Whether it runs upwards, turned by a quarter to the left about `at`.
    pub upwards: bool,
}

/// Which part of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// The beginning.
    #[default]
    Start,
    /// The middle.
    Middle,
    /// The end.
    End,
}

/// How a shape is filled and outlined.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Paint {
    /// What it is filled with.
    pub fill: Option<Role>,
    /// Its outline.
    pub stroke: Option<Role>,
    /// How wide the outline is.
    pub width: f64,
    /// Whether the outline is dashed: 5 on, 4 off.
    pub dashed: bool,
}

/// What a colour stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Text, and lines that matter.
    Ink,
    /// Text that stands back.
    Faint,
    /// Fine lines behind everything.
    Grid,
    /// The page.
    Paper,
    /// A field that stands out from the page a little.
    Panel,
    /// What the drawing is about.
    Accent,
    /// How good something is, for lines, signs and text.
    Tone(Tone),
    /// The same as a field behind text in [`Role::Ink`].
    Soft(Tone),
    /// A band of risk, 0 to [`BANDS`] - 1, as a field behind text in [`Role::Ink`].
    Band(usize),
}

/// Colours for bands of risk; where there are more bands, neighbours share one and their letters tell them apart.
pub const BANDS: usize = 5;

impl Point {
    /// A place.
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

impl Paint {
    /// Filled and without outline.
    pub fn fill(role: Role) -> Self {
        Self { fill: Some(role), ..Self::default() }
    }

    /// An outline and nothing inside.
    pub fn stroke(role: Role, width: f64) -> Self {
        Self { stroke: Some(role), width, ..Self::default() }
    }

    /// With an outline.
    #[must_use]
    pub fn outlined(mut self, role: Role, width: f64) -> Self {
        (self.stroke, self.width) = (Some(role), width);
        self
    }

    /// With a dashed outline.
    #[must_use]
    pub fn dashed(mut self) -> Self {
        self.dashed = true;
        self
    }
}

impl Text {
    /// Words at a place, in small type.
    pub fn new(x: f64, y: f64, words: impl Into<String>) -> Self {
        Self {
            at: Point::new(x, y),
            words: words.into(),
            size: 12.0,
            bold: false,
            role: Role::Ink,
            align: Align::Start,
            upwards: false,
        }
    }

    /// In another size.
    #[must_use]
    pub fn size(mut self, size: f64) -> Self {
        self.size = size;
        self
    }

    /// In another colour.
    #[must_use]
    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// Bold.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    /// With another part at its place.
    #[must_use]
    pub fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }
}

impl Scene {
    /// A drawing without shapes.
    pub fn new(width: f64, height: f64) -> Self {
        Self { width, height, shapes: Vec::new() }
    }

    /// Adds a shape that nothing is told of, and gives it for that to be changed.
    pub fn push(&mut self, form: Form) -> &mut Shape {
        self.shapes.push(Shape { form, note: String::new(), to: None });
        let last = self.shapes.len() - 1;
        &mut self.shapes[last]
    }

    /// Adds a rectangle with sharp corners.
    pub fn rect(&mut self, at: Point, size: Point, paint: Paint) -> &mut Shape {
        self.push(Form::Rect { at, size, corner: 0.0, paint })
    }

    /// Adds a line from one place to another.
    pub fn line(&mut self, from: Point, to: Point, paint: Paint) -> &mut Shape {
        self.push(Form::Lines { runs: vec![vec![from, to]], paint })
    }

    /// Adds a line of text.
    pub fn text(&mut self, text: Text) -> &mut Shape {
        self.push(Form::Text(text))
    }
}

impl Shape {
    /// What is told when it is pointed at.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Self {
        self.note = note.into();
        self
    }

    /// Where it leads.
    pub fn to(&mut self, to: Option<Target>) -> &mut Self {
        self.to = to;
        self
    }
}
