//! The neutral picture: boxes, the lines between them, and what the lines mean.
//!
//! Knows no management system: whoever draws one decides what a box stands for. Text is cleaned here, once, so that no
//! renderer has to. What another program wants beyond the picture travels along in `data`, as it was written.

use serde_json::{Map, Value};

use crate::base::text::plain;

/// A picture.
#[derive(Debug, Clone, Default)]
pub struct Diagram {
    /// What it shows, in a few words.
    pub title: String,
    /// One sentence or two for those who cannot see it.
    pub description: String,
    /// Which way it reads.
    pub direction: Direction,
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The lines.
    pub edges: Vec<Edge>,
    /// What a line can mean; [`Edge::class`] points in here. The legend lists those that are used.
    pub classes: Vec<EdgeClass>,
    /// Steps along the direction of reading, in order; [`Node::step`] points in here.
    pub steps: Vec<String>,
    /// Lanes beside each other; [`Node::lane`] points in here.
    pub lanes: Vec<String>,
    /// What other programs are told of the whole.
    pub data: Map<String, Value>,
}

/// Which way a picture reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// From top to bottom; for boxes that fill a page.
    #[default]
    Down,
    /// From left to right; for chains that fan out.
    Right,
}

/// A box.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// Its name; no two are alike.
    pub id: String,
    /// What is written into it, in one line.
    pub title: String,
    /// Small lines below.
    pub notes: Vec<String>,
    /// What it says where there is room: facts, one a line.
    pub facts: Vec<String>,
    /// How it looks.
    pub look: Look,
    /// Its step.
    pub step: Option<usize>,
    /// Its lane.
    pub lane: Option<usize>,
    /// What other programs are told.
    pub data: Map<String, Value>,
}

/// How a box looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// Like most.
    #[default]
    Plain,
    /// What the picture is about.
    Focus,
    /// Over and done.
    Past,
}

/// A line from one box to another.
#[derive(Debug, Clone, Default)]
pub struct Edge {
    /// Place of the box it comes from.
    pub from: usize,
    /// Place of the box it leads to.
    pub to: usize,
    /// Place of its meaning in [`Diagram::classes`].
    pub class: usize,
    /// How much runs over it; lines that carry more are drawn thicker.
    pub weight: usize,
    /// A few words.
    pub label: String,
    /// Further lines where there is room.
    pub notes: Vec<String>,
    /// What other programs are told.
    pub data: Map<String, Value>,
}

/// What a line can mean.
#[derive(Debug, Clone)]
pub struct EdgeClass {
    /// In a word or two, for lists and other programs.
    pub word: String,
    /// In a few words, for the legend.
    pub name: String,
    /// How it is drawn.
    pub stroke: Stroke,
    /// Whether the line has a direction.
    pub arrow: bool,
    /// Whether it is drawn in the plain colour, since nothing is wrong with it.
    pub calm: bool,
}

/// How a line is drawn. Each can be told from the others without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stroke {
    /// Unbroken: all is well.
    Solid,
    /// Long dashes: asleep.
    Dashed,
    /// Dots: said and not seen.
    Dotted,
    /// Two lines side by side: seen and not said.
    Double,
}

impl Diagram {
    /// A picture without boxes.
    pub fn new(title: impl AsRef<str>, description: impl AsRef<str>) -> Self {
        let text = |text: &str| plain(text).into_owned();
        Self { title: text(title.as_ref()), description: text(description.as_ref()), ..Self::default() }
    }

    /// Each meaning with how many lines have it, in the order of the meanings.
    pub fn legend(&self) -> Vec<(&EdgeClass, usize)> {
        let mut counts = vec![0; self.classes.len()];
        self.edges.iter().for_each(|edge| counts[edge.class] += 1);
        self.classes.iter().zip(counts).collect()
    }

    /// Puts a box into a group of that name, adding the group where it is new.
    pub fn group(groups: &mut Vec<String>, name: &str) -> usize {
        let name = plain(name);
        groups.iter().position(|known| *known == name).unwrap_or_else(|| {
            groups.push(name.into_owned());
            groups.len() - 1
        })
    }
}

impl Node {
    /// A box with a name and a title.
    pub fn new(id: impl AsRef<str>, title: impl AsRef<str>) -> Self {
        let text = |text: &str| plain(text).into_owned();
        Self { id: text(id.as_ref()), title: text(title.as_ref()), ..Self::default() }
    }

    /// Adds a small line.
    pub fn note(&mut self, note: impl AsRef<str>) {
        self.notes.push(plain(note.as_ref()).into_owned());
    }

    /// Adds a fact.
    pub fn fact(&mut self, fact: impl AsRef<str>) {
        self.facts.push(plain(fact.as_ref()).into_owned());
    }

    /// What stands in it where there is but one line.
    pub fn label(&self) -> &str {
        if self.title.is_empty() { &self.id } else { &self.title }
    }
}

impl Edge {
    /// A line between two boxes.
    pub fn new(from: usize, to: usize, class: usize, label: impl AsRef<str>) -> Self {
        let label = plain(label.as_ref()).into_owned();
        Self { from, to, class, weight: 1, label, ..Self::default() }
    }

    /// Adds a further line of text.
    pub fn note(&mut self, note: impl AsRef<str>) {
        self.notes.push(plain(note.as_ref()).into_owned());
    }
}

impl EdgeClass {
    /// A meaning of lines with a direction.
    pub fn new(word: impl Into<String>, name: impl Into<String>, stroke: Stroke) -> Self {
        Self { word: word.into(), name: name.into(), stroke, arrow: true, calm: false }
    }
}
