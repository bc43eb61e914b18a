//! The tree: all nodes of a file in one list, in the order they are written.
//!
//! A naive tree of boxes costs four times the text; this costs about the text again.

use std::sync::Arc;

use crate::base::{Source, Span};

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Nothing, `~` or `null`.
    Null,
    /// One value.
    Scalar,
    /// `key: value` pairs.
    Map,
    /// A list.
    List,
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// After `|` or `>`.
    Block,
}

/// One node. Its descendants follow it directly. Sixteen bytes, since a file has many.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    span: Span,
    /// Of a collection how many nodes it has, itself counted in; of anything else the number of its cooked text, from 1,
    /// or 0 where the text stands in the source.
    rest: u32,
    shape: Shape,
    style: Style,
    /// How many bytes of the span lie before and after the text, such as quotation marks.
    around: [u8; 2],
}

/// Where a scalar's text is: in its own span, less some bytes before and after, or among the texts that had to be
/// unescaped or folded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    cooked: u32,
    around: [u8; 2],
}

impl Text {
    /// All of the node's span.
    pub(super) const WHOLE: Self = Self { cooked: 0, around: [0; 2] };

    /// The part of a node's span; `None` where it does not lie near to both ends.
    pub(super) fn within(span: Span, part: Span) -> Option<Self> {
        let near = |outer: u32, inner: u32| u8::try_from(inner.checked_sub(outer)?).ok();
        Some(Self { cooked: 0, around: [near(span.start, part.start)?, near(part.end, span.end)?] })
    }

    /// The text at a place of the list of cooked ones.
    pub(super) fn cooked(index: usize) -> Self {
        Self { cooked: index as u32 + 1, ..Self::WHOLE }
    }
}

impl Node {
    pub(super) fn scalar(span: Span, shape: Shape, style: Style, text: Text) -> Self {
        Self { span, rest: text.cooked, shape, style, around: text.around }
    }

    /// A collection of which only the beginning is known.
    pub(super) fn open(span: Span, shape: Shape) -> Self {
        Self { span, rest: 1, shape, style: Style::Plain, around: [0; 2] }
    }

    pub(super) fn close(&mut self, size: u32, end: u32) {
        self.rest = size;
        self.span.end = end;
    }

    pub(super) fn span(&self) -> Span {
        self.span
    }

    pub(super) fn is_scalar(&self) -> bool {
        self.shape == Shape::Scalar
    }

    fn is_collection(&self) -> bool {
        matches!(self.shape, Shape::Map | Shape::List)
    }

    /// How many nodes it has, itself counted in.
    pub(super) fn size(&self) -> u32 {
        if self.is_collection() { self.rest } else { 1 }
    }

    /// The place of its text in the source; empty where it is none of a scalar's, or cooked.
    fn text_span(&self) -> Span {
        let [before, after] = self.around.map(u32::from);
        Span::new(self.span.start + before, self.span.end - after)
    }

    pub(super) fn text<'a>(&self, source: &'a Source, cooked: &'a [Box<str>]) -> &'a str {
        match self.rest {
            _ if self.is_collection() => "",
            0 => source.slice(self.text_span()),
            number => &cooked[number as usize - 1],
        }
    }

    /// Whether its text has another length than this one, as far as that can be told without looking at the text.
    fn differs_in_length(&self, text: &str) -> bool {
        self.rest == 0 && self.text_span().len() as usize != text.len()
    }
}

/// A parsed file.
#[derive(Debug)]
pub struct File {
    pub(super) source: Arc<Source>,
    pub(super) nodes: Box<[Node]>,
    pub(super) cooked: Box<[Box<str>]>,
    pub(super) documents: Box<[u32]>,
    pub(super) damaged: Vec<Span>,
    pub(super) body: Option<Span>,
}

impl File {
    /// The text it was parsed from.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// How many keys, values and items it has.
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    /// The root of each document, in order. A document that could not be read is left out.
    pub fn documents(&self) -> impl Iterator<Item = NodeRef<'_>> {
        self.documents.iter().map(|&at| self.node(at))
    }

    /// Parts that were blanked out because they are not YAML; what stood there is unknown.
    pub fn damaged(&self) -> &[Span] {
        &self.damaged
    }

    /// The text after the front matter of a Markdown file.
    pub fn body(&self) -> Option<Span> {
        self.body
    }

    /// The node with this index, as [`NodeRef::index`] gave it.
    ///
    /// # Panics
    /// If the index is from another file.
    pub fn node(&self, index: u32) -> NodeRef<'_> {
        NodeRef { file: self, index, node: &self.nodes[index as usize] }
    }
}

/// A node of a file.
#[derive(Debug, Clone, Copy)]
pub struct NodeRef<'a> {
    file: &'a File,
    index: u32,
    node: &'a Node,
}

/// A key and its value.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The key.
    pub key: NodeRef<'a>,
    /// The value; [`Shape::Null`] with an empty span where there is none.
    pub value: NodeRef<'a>,
}

impl<'a> NodeRef<'a> {
    /// Its index in the file, for [`File::node`].
    pub fn index(self) -> u32 {
        self.index
    }

    /// Where it stands. A block collection starts at its first child.
    pub fn span(self) -> Span {
        self.node.span
    }

    /// Its place, or that of `other` where it covers nothing.
    pub fn span_or(self, other: NodeRef<'_>) -> Span {
        if self.node.span.is_empty() { other.span() } else { self.node.span }
    }

    /// The file's text.
    pub fn source(self) -> &'a Arc<Source> {
        &self.file.source
    }

    /// What it is.
    pub fn shape(self) -> Shape {
        self.node.shape
    }

    /// How it is written; meaningless for collections.
    pub fn style(self) -> Style {
        self.node.style
    }

    /// Whether it is nothing, `~` or `null`.
    pub fn is_null(self) -> bool {
        self.node.shape == Shape::Null
    }

    /// A scalar's text after unescaping and folding; empty for everything else.
    pub fn text(self) -> &'a str {
        self.node.text(&self.file.source, &self.file.cooked)
    }

    /// A scalar's text; `None` for everything else.
    pub fn scalar(self) -> Option<&'a str> {
        (self.node.shape == Shape::Scalar).then(|| self.text())
    }

    /// Whether its text is this one.
    fn reads(self, text: &str) -> bool {
        !self.node.differs_in_length(text) && self.text() == text
    }

    /// The pairs of a map; nothing for everything else.
    pub fn entries(self) -> impl Iterator<Item = Entry<'a>> {
        let mut children = self.children_if(Shape::Map);
        std::iter::from_fn(move || Some(Entry { key: children.next()?, value: children.next()? }))
    }

    /// The items of a list; nothing for everything else.
    pub fn items(self) -> impl Iterator<Item = NodeRef<'a>> {
        self.children_if(Shape::List)
    }

    /// The value of a key in a map; the first where it stands twice.
    pub fn get(self, key: &str) -> Option<NodeRef<'a>> {
        self.entries().find(|entry| entry.key.reads(key)).map(|entry| entry.value)
    }

    fn children_if(self, shape: Shape) -> Children<'a> {
        let end = if self.node.shape == shape { self.index + self.node.size() } else { self.index };
        Children { file: self.file, next: self.index + 1, end }
    }
}

struct Children<'a> {
    file: &'a File,
    next: u32,
    end: u32,
}

impl<'a> Iterator for Children<'a> {
    type Item = NodeRef<'a>;

    fn next(&mut self) -> Option<NodeRef<'a>> {
        if self.next >= self.end {
            return None;
        }
        let node = self.file.node(self.next);
        self.next += node.node.size();
        Some(node)
    }
}
