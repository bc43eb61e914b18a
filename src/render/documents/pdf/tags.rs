//! The structure of the document for those who cannot see it: which part is a heading, a paragraph, a table.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// What a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Title(String),
    Heading(u16, String),
    Paragraph,
    Caption,
    Quote,
    Code,
    List { counts: bool },
    Item,
    Label,
    ItemBody,
    Contents,
    Entry,
    Table(String),
    Head,
    Rows,
    Row,
    ColumnHead,
    RowHead,
    Cell,
    Figure(String),
    Link,
}

/// A part in the tree.
pub(super) type Part = u32;

#[derive(Debug)]
enum Child {
    Part(Part),
    Slot(u32),
}

/// The tree under construction. Marks of content are known only when a page is written, so their places are kept free
/// until then.
#[derive(Debug, Default)]
pub(super) struct Tags {
    parts: Vec<(Kind, Vec<Child>)>,
    roots: Vec<Part>,
    open: Vec<Part>,
    slots: Vec<Option<Identifier>>,
}

impl Tags {
    /// Begins a part inside of that which is open.
    pub(super) fn open(&mut self, kind: Kind) -> Part {
        let part = self.parts.len() as Part;
        self.parts.push((kind, Vec::new()));
        match self.open.last() {
            Some(parent) => self.parts[*parent as usize].1.push(Child::Part(part)),
            None => self.roots.push(part),
        }
        self.open.push(part);
        part
    }

    /// Ends the part that was begun last.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// Goes on with a part that was ended.
    pub(super) fn reopen(&mut self, part: Part) {
        self.open.push(part);
    }

    /// Leaves all parts, for ornaments; gives those that were open.
    pub(super) fn suspend(&mut self) -> Vec<Part> {
        std::mem::take(&mut self.open)
    }

    /// Goes on where [`Self::suspend`] left.
    pub(super) fn resume(&mut self, open: Vec<Part>) {
        self.open = open;
    }

    /// The part that was begun last.
    pub(super) fn current(&self) -> Option<Part> {
        self.open.last().copied()
    }

    /// Keeps a place in a part for a mark.
    pub(super) fn reserve(&mut self, part: Part) -> u32 {
        let slot = self.slots.len() as u32;
        self.slots.push(None);
        self.parts[part as usize].1.push(Child::Slot(slot));
        slot
    }

    /// Puts a mark into its place.
    pub(super) fn fill(&mut self, slot: u32, mark: Identifier) {
        if let Some(place) = self.slots.get_mut(slot as usize) {
            *place = Some(mark);
        }
    }

    /// The tree for the file. Children come after their parents, so it is built from the end.
    pub(super) fn into_tree(self, language: &str) -> TagTree {
        let Self { parts, roots, slots, .. } = self;
        let mut groups: Vec<Option<TagGroup>> = Vec::new();
        groups.resize_with(parts.len(), || None);
        for (at, (kind, children)) in parts.into_iter().enumerate().rev() {
            let node = |child| match child {
                Child::Part(part) => groups.get_mut(part as usize)?.take().map(Node::Group),
                Child::Slot(slot) => slots.get(slot as usize).copied().flatten().map(Node::Leaf),
            };
            let children: Vec<Node> = children.into_iter().filter_map(node).collect();
            let keep = !children.is_empty() || matches!(kind, Kind::Cell | Kind::ColumnHead | Kind::RowHead);
            groups[at] = keep.then(|| TagGroup::with_children(tag(kind), children));
        }
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        let roots = roots.into_iter().filter_map(|root| groups.get_mut(root as usize)?.take());
        roots.for_each(|root| tree.push(root));
        tree
    }
}

fn tag(kind: Kind) -> TagKind {
    match kind {
        Kind::Title(_) => Tag::P.into(),
        Kind::Heading(level, title) => {
            Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(title)).into()
        }
        Kind::Paragraph => Tag::P.into(),
        Kind::Caption => Tag::Caption.into(),
        Kind::Quote => Tag::BlockQuote.into(),
        Kind::Code => Tag::Code.into(),
        Kind::List { counts } => {
            Tag::L(if counts { ListNumbering::Decimal } else { ListNumbering::Disc }).into()
        }
        Kind::Item => Tag::LI.into(),
        Kind::Label => Tag::Lbl.into(),
        Kind::ItemBody => Tag::LBody.into(),
        Kind::Contents => Tag::TOC.into(),
        Kind::Entry => Tag::TOCI.into(),
        Kind::Table(summary) => {
            Tag::Table.with_summary(Some(summary).filter(|summary| !summary.trim().is_empty())).into()
        }
        Kind::Head => Tag::THead.into(),
        Kind::Rows => Tag::TBody.into(),
        Kind::Row => Tag::TR.into(),
        Kind::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Kind::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
        Kind::Figure(alt) => Tag::Figure(Some(alt)).into(),
        Kind::Link => Tag::Link.into(),
    }
}
