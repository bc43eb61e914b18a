//! JSON with everything in a document; `templates/schemas/document.schema.json` describes it.

mod inline;
mod plot;
mod table;

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::value::to_raw_value;

use self::inline::{Words, gap, target};
use self::plot::Drawn;
use self::table::{Json, Whole};
use crate::base::text;
use crate::document::{Block, Control, Document, Extent, Figure, Section};

/// The version of the form; it goes up when a field changes its meaning or goes away.
const SCHEMA: u32 = 1;

/// Writes a document. The same document gives the same bytes.
pub fn render(document: &Document) -> String {
    text::json(&Top(document))
}

struct Top<'a>(&'a Document);

impl Serialize for Top<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &SCHEMA)?;
        map.serialize_entry("name", &self.0.name)?;
        map.serialize_entry("control", &OfControl(&self.0.control))?;
        map.serialize_entry("sections", &Each(&self.0.sections, OfSection))?;
        map.end()
    }
}

/// A list, each item of which is written in a way of its own.
struct Each<'a, T, W>(&'a [T], fn(&'a T) -> W);

impl<'a, T, W: Serialize> Serialize for Each<'a, T, W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(self.1))
    }
}

struct OfControl<'a>(&'a Control);

impl Serialize for OfControl<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let control = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("organisation", &control.organisation)?;
        map.serialize_entry("scope", &control.scope)?;
        map.serialize_entry("title", &control.title)?;
        map.serialize_entry("version", &control.version)?;
        map.serialize_entry("as_of", &control.as_of.map(|date| date.to_string()))?;
        map.serialize_entry("commit", &control.commit)?;
        map.serialize_entry("dirty", &control.dirty)?;
        map.serialize_entry("classification", &control.classification)?;
        map.serialize_entry("owner", &control.owner)?;
        map.serialize_entry("approved", &control.approved)?;
        map.serialize_entry("history", extent(control.history))?;
        map.serialize_entry("tool", &control.tool)?;
        map.serialize_entry("generated", &control.generated)?;
        map.serialize_entry("draft", &control.draft)?;
        map.serialize_entry("left_out", &control.left_out)?;
        map.serialize_entry("language", &control.language)?;
        map.end()
    }
}

fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::None => "none",
        Extent::Part => "part",
        Extent::Full => "full",
    }
}

struct OfSection<'a>(&'a Section);

impl Serialize for OfSection<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("anchor", &self.0.anchor)?;
        map.serialize_entry("title", &self.0.title)?;
        map.serialize_entry("folded", &self.0.folded)?;
        map.serialize_entry("blocks", &Each(&self.0.blocks, OfBlock))?;
        map.serialize_entry("sections", &Each(&self.0.sections, OfSection))?;
        map.end()
    }
}

struct OfBlock<'a>(&'a Block);

impl Serialize for OfBlock<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", word(self.0))?;
        match self.0 {
            Block::Paragraph(words) | Block::Heading(words) => {
                map.serialize_entry("text", &Line(Words(words)))?;
            }
            Block::List { start, items } => {
                map.serialize_entry("start", start)?;
                map.serialize_entry("items", &Each(items, |item| Each(item, OfBlock)))?;
            }
            Block::Quote(blocks) => map.serialize_entry("blocks", &Each(blocks, OfBlock))?,
            Block::Code(code) => map.serialize_entry("text", code)?,
            Block::Rule => {}
            Block::Facts(facts) => map.serialize_entry("facts", &Each(facts, |fact| Line(OfFact(fact))))?,
            Block::Figures(figures) => map.serialize_entry("figures", &Each(figures, OfFigure))?,
            Block::Table(table) => map.serialize_entry("table", &Whole(table))?,
            Block::Chart(chart) => {
                map.serialize_entry("title", &chart.title)?;
                map.serialize_entry("description", &chart.description)?;
                map.serialize_entry("plot", &Drawn(&chart.plot))?;
                map.serialize_entry("table", &Whole(&chart.table))?;
            }
            Block::Picture(picture) => {
                map.serialize_entry("diagram", &Line(crate::render::diagrams::map(&picture.diagram)))?;
                map.serialize_entry("table", &Whole(&picture.table))?;
            }
            Block::Gap(missing) => map.serialize_entry("gap", &gap(missing))?,
        }
        map.end()
    }
}

/// A value on one line, since its parts each on one of their own would be mostly blanks.
struct Line<T>(T);

impl<T: Serialize> Serialize for Line<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        to_raw_value(&self.0).map_err(S::Error::custom)?.serialize(serializer)
    }
}

fn word(block: &Block) -> &'static str {
    match block {
        Block::Paragraph(_) => "paragraph",
        Block::Heading(_) => "heading",
        Block::List { .. } => "list",
        Block::Quote(_) => "quote",
        Block::Code(_) => "code",
        Block::Rule => "rule",
        Block::Facts(_) => "facts",
        Block::Figures(_) => "figures",
        Block::Table(_) => "table",
        Block::Chart(_) => "chart",
        Block::Picture(_) => "picture",
        Block::Gap(_) => "gap",
    }
}

struct OfFact<'a>(&'a (String, crate::document::Cell));

impl Serialize for OfFact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("name", &self.0.0)?;
        map.serialize_entry("value", &Json(&self.0.1))?;
        map.end()
    }
}

struct OfFigure<'a>(&'a Figure);

impl Serialize for OfFigure<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let figure = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("label", &figure.label)?;
        map.serialize_entry("value", &figure.value)?;
        map.serialize_entry("note", &figure.note)?;
        map.serialize_entry("tone", figure.tone.as_str())?;
        map.serialize_entry("trend", &figure.trend)?;
        map.serialize_entry("to", &figure.to.as_ref().map(target))?;
        map.end()
    }
}

#[cfg(test)]
mod tests;
