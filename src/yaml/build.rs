//! Grows the node list from events in the order they are read.

use super::node::{Node, Shape, Style, Text};
use crate::base::Span;

/// Nodes under construction, with the collections that are still open.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) nodes: Vec<Node>,
    pub(super) cooked: Vec<Box<str>>,
    open: Vec<Open>,
}

/// A collection that is not closed yet.
#[derive(Debug)]
struct Open {
    index: u32,
    shape: Shape,
    children: u32,
    end: u32,
}

impl Builder {
    /// Room for the nodes that a text of this length usually has, so that the list need not grow.
    pub(super) fn with_room_for(text: &str) -> Self {
        Self { nodes: Vec::with_capacity(text.len() / 16 + 8), ..Self::default() }
    }

    /// How many collections are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Adds a scalar or null.
    pub(super) fn scalar(&mut self, span: Span, shape: Shape, style: Style, text: Text) {
        self.count(span.end);
        self.nodes.push(Node::scalar(span, shape, style, text));
    }

    /// Keeps a text that does not stand in the source as it is meant.
    pub(super) fn cook(&mut self, text: &str) -> Text {
        self.cooked.push(text.into());
        Text::cooked(self.cooked.len() - 1)
    }

    /// Opens a map or list.
    pub(super) fn open(&mut self, span: Span, shape: Shape) {
        self.count(span.end);
        self.open.push(Open { index: self.nodes.len() as u32, shape, children: 0, end: span.end });
        self.nodes.push(Node::open(span, shape));
    }

    /// Closes the innermost collection and gives its index. `end` is where a flow collection's bracket ends; a block
    /// collection ends with its last child.
    pub(super) fn close(&mut self, end: Option<u32>) -> Option<u32> {
        let open = self.open.pop()?;
        let size = self.nodes.len() as u32 - open.index;
        let end = end.unwrap_or(open.end);
        self.nodes[open.index as usize].close(size, end);
        if let Some(parent) = self.open.last_mut() {
            parent.end = parent.end.max(end);
        }
        Some(open.index)
    }

    /// Whether the next node is a key of the innermost map. Keys and values alternate.
    pub(super) fn at_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.shape == Shape::Map && open.children % 2 == 0)
    }

    fn count(&mut self, end: u32) {
        if let Some(parent) = self.open.last_mut() {
            parent.children += 1;
            parent.end = parent.end.max(end);
        }
    }
}
