//! A picture in each of its formats, one file a format.
//!
//! Text in a picture was cleaned when it was made; each format escapes what it would take for its own signs.

mod dot;
#[cfg(test)]
mod hostile;
mod json;
mod mermaid;
pub mod svg;
mod text;

use std::str::FromStr;

use super::findings::{UnknownChoice, choose};
use crate::base::text::count;
use crate::diagram::Diagram;

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Lists and trees for a terminal.
    #[default]
    Text,
    /// Mermaid, which many wikis and forges draw.
    Mermaid,
    /// The language of Graphviz.
    Dot,
    /// JSON with everything that is known.
    Json,
    /// A picture drawn by this program.
    Svg,
}

impl Format {
    /// Every format, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Text, Self::Mermaid, Self::Dot, Self::Json, Self::Svg];

    /// The word for `--format`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Mermaid => "mermaid",
            Self::Dot => "dot",
            Self::Json => "json",
            Self::Svg => "svg",
        }
    }
}

impl FromStr for Format {
    type Err = UnknownChoice;

    fn from_str(word: &str) -> Result<Self, UnknownChoice> {
        choose(word, &Self::ALL, Self::as_str)
    }
}

/// How text output wants to look.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Columns to fill.
    pub width: usize,
    /// Whether ANSI escape sequences are written.
    pub color: bool,
    /// Whether trees are drawn with characters beyond ASCII.
    pub unicode: bool,
}

/// A picture with more in it than anybody could read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} and {} are more than a picture can show", count(*.nodes, "record"), count(*.edges, "link"))]
pub struct TooLarge {
    nodes: usize,
    edges: usize,
}

impl TooLarge {
    /// What to do, as one sentence.
    pub fn help(&self) -> String {
        format!(
            "choose fewer records with a selector, leave out those around them with `--around 0`, or take `--format \
             json`, `dot` or `text`, which have no limit; a picture shows {} and {} at most",
            count(svg::MOST_NODES, "record"),
            count(svg::MOST_EDGES, "link")
        )
    }
}

/// A picture as JSON, for documents that hold more than it.
pub(super) fn map(diagram: &Diagram) -> serde_json::Map<String, serde_json::Value> {
    json::whole(diagram)
}

/// Writes a picture. The same picture and style give the same bytes.
///
/// # Errors
/// A picture too large for SVG or Mermaid, which draw every box.
pub fn render(diagram: &Diagram, format: Format, style: &Style) -> Result<String, TooLarge> {
    let (nodes, edges) = (diagram.nodes.len(), diagram.edges.len());
    if matches!(format, Format::Svg | Format::Mermaid) && (nodes > svg::MOST_NODES || edges > svg::MOST_EDGES)
    {
        return Err(TooLarge { nodes, edges });
    }
    Ok(match format {
        Format::Text => text::render(diagram, style),
        Format::Mermaid => mermaid::render(diagram),
        Format::Dot => dot::render(diagram),
        Format::Json => json::render(diagram),
        Format::Svg => svg::render(diagram),
    })
}
