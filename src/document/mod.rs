//! The neutral document: headings, prose, tables with typed cells, key figures, charts, pictures, links and named gaps.
//!
//! A report builds one and knows no format; a format shows one and knows no report and no management system. Text is
//! cleaned here, once, when a part is made, so that no renderer has to; each renderer escapes what its own format
//! would take for signs of its own.

mod cell;
mod chart;
mod control;
mod look;
mod markdown;
mod prose;

use std::collections::HashSet;

pub use self::cell::{Cell, Column, ColumnType, Row, Table};
pub use self::chart::{Bar, Chart, Heat, HeatCell, Occasion, Plot, Point, Trend};
pub use self::control::{Control, Extent};
pub use self::look::{Colour, Logo, LogoFormat, Look, Rank};
pub use self::markdown::blocks as markdown;
pub use self::prose::{Gap, Inline, Target, Tone, clean, clean_lines};
use crate::diagram::Diagram;

/// A document.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The report it shows, which names the file: `soa`, `pack`.
    pub name: String,
    /// Whose it is, of which state, and who may read it.
    pub control: Control,
    /// Its chapters.
    pub sections: Vec<Section>,
}

/// A chapter, or a part of one.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its name for links: no two in a document are alike. The page of a record has the record's id.
    pub anchor: String,
    /// Its heading.
    pub title: String,
    /// What stands in it before its parts.
    pub blocks: Vec<Block>,
    /// Its parts.
    pub sections: Vec<Self>,
    /// Whether a screen may show it folded, since it is looked up and not read.
    pub folded: bool,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading inside of text that somebody wrote; not one of the document's own, and in no list of contents.
    Heading(Vec<Inline>),
    /// A list.
    List {
        /// The first number of one that counts; `None` for one with bullets.
        start: Option<u64>,
        /// Its items.
        items: Vec<Vec<Self>>,
    },
    /// Words of somebody else.
    Quote(Vec<Self>),
    /// Text whose spaces and lines count.
    Code(String),
    /// A line across.
    Rule,
    /// Names with values, one below the other.
    Facts(Vec<(String, Cell)>),
    /// Figures that stand out.
    Figures(Vec<Figure>),
    /// A table.
    Table(Table),
    /// A drawing of numbers, with the same as a table.
    Chart(Chart),
    /// A drawing of boxes and lines, with the same as a table.
    Picture(Box<Picture>),
    /// Something that has to be there and is not.
    Gap(Gap),
}

/// A figure that stands out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// What it counts.
    pub label: String,
    /// The figure with its unit, as it is read: `88 %`.
    pub value: String,
    /// What it leaves out or is measured against: `3 of 7, 2 not yet due`.
    pub note: String,
    /// How good it is.
    pub tone: Tone,
    /// Earlier values, oldest first; `None` for one that is unknown. Empty where there are none.
    pub trend: Vec<Option<f64>>,
    /// Where more is said.
    pub to: Option<Target>,
}

/// A picture of boxes and lines.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The picture.
    pub diagram: Diagram,
    /// What it shows, as a table.
    pub table: Table,
}

impl PartialEq for Picture {
    /// By what it shows.
    fn eq(&self, other: &Self) -> bool {
        self.diagram.title == other.diagram.title && self.table == other.table
    }
}

impl Section {
    /// A section without anything in it.
    pub fn new(anchor: impl Into<String>, title: impl AsRef<str>) -> Self {
        Self { anchor: anchor.into(), title: clean(title), ..Self::default() }
    }

    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds a paragraph of plain words.
    pub fn say(&mut self, text: impl AsRef<str>) {
        self.blocks.push(Block::say(text));
    }

    /// Itself and all its parts, from top to bottom.
    pub fn all(&self) -> Vec<&Self> {
        let mut out = vec![self];
        out.extend(self.sections.iter().flat_map(Self::all));
        out
    }
}

impl Block {
    /// A paragraph of plain words.
    pub fn say(text: impl AsRef<str>) -> Self {
        Self::Paragraph(vec![Inline::text(text)])
    }

    /// The tables in it: itself, or what a drawing says in words.
    pub fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            Self::Chart(chart) => Some(&chart.table),
            Self::Picture(picture) => Some(&picture.table),
            _ => None,
        }
    }
}

impl Document {
    /// All sections, from top to bottom.
    pub fn all_sections(&self) -> Vec<&Section> {
        self.sections.iter().flat_map(Section::all).collect()
    }

    /// All tables, those behind drawings too, from top to bottom.
    pub fn tables(&self) -> Vec<&Table> {
        self.all_sections().into_iter().flat_map(|section| &section.blocks).filter_map(Block::table).collect()
    }

    /// Everything that a link can lead to: anchors of sections and of rows.
    pub fn anchors(&self) -> HashSet<&str> {
        let sections = self.all_sections();
        let rows = self.tables().into_iter().flat_map(|table| &table.rows);
        let rows = rows.filter_map(|row| row.anchor.as_deref());
        sections.into_iter().map(|section| section.anchor.as_str()).chain(rows).collect()
    }
}
