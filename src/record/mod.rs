//! One record of the management system: a node of a file, read by its kind.
//!
//! A record keeps no copy of its values; it knows where they stand and reads them when asked. Knows its own kind and
//! file, never the other records.

mod condition;
mod decode;
pub mod field;
mod views;

use std::sync::Arc;

pub use decode::{Context, Decoded, decode, ids_in};
pub use field::{Handle, Value};
pub use views::{At, Claim, Deadline, Stage};

use crate::base::{Span, Spanned};
use crate::finding::{Label, Subject};
use crate::schema::{Kind, KindId, Schema};
use crate::yaml::{File, NodeRef};

/// A record.
#[derive(Debug, Clone)]
pub struct Record {
    file: Arc<File>,
    schema: Arc<Schema>,
    kind: KindId,
    root: u32,
    id: u32,
    fields: Box<[(u16, u32)]>,
    links: Box<[LinkNode]>,
    evidence: Box<[u32]>,
    /// The place of its status among those of its kind: asked more often than anything else.
    status: Option<u8>,
    whole: bool,
}

/// A place in a record that names another record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkNode {
    /// Which link field, as an index into [`Kind::links`].
    pub link: u16,
    /// The node with the name.
    pub node: u32,
    /// Index in the outer list, and in the list inside it; `u16::MAX` where there is no list.
    pub items: [u16; 2],
}

impl Record {
    /// Its id, as written.
    pub fn id(&self) -> &str {
        self.file.node(self.id).text()
    }

    /// Where the id stands.
    pub fn id_span(&self) -> Span {
        self.file.node(self.id).span()
    }

    /// Its title; empty where it has none.
    pub fn title(&self) -> &str {
        self.get(field::TITLE).unwrap_or("")
    }

    /// The line on which the id stands, from 1.
    pub fn line(&self) -> u32 {
        self.file.source().line(self.id_span().start)
    }

    /// What it says in `type`, where its kind has that.
    pub fn ty(&self) -> Option<&str> {
        self.value("type").and_then(NodeRef::scalar)
    }

    /// Its kind.
    pub fn kind(&self) -> &Kind {
        self.schema.kind(self.kind)
    }

    /// Its kind's place in the schema.
    pub fn kind_id(&self) -> KindId {
        self.kind
    }

    /// Whether it is of a kind.
    pub fn is(&self, kind: &str) -> bool {
        self.kind().name == kind
    }

    /// The file it stands in.
    pub fn file(&self) -> &Arc<File> {
        &self.file
    }

    /// The path of that file.
    pub fn path(&self) -> &str {
        self.file.source().path()
    }

    /// The map it was read from.
    pub fn node(&self) -> NodeRef<'_> {
        self.file.node(self.root)
    }

    /// What a handle reads; `None` where the field is not given, is of another type or the kind does not have it.
    pub fn get<T: Value>(&self, handle: Handle<T>) -> Option<T::Of<'_>> {
        T::read(self.value(handle.name)?)
    }

    /// [`Record::get`] with the value's place.
    pub fn spanned<T: Value>(&self, handle: Handle<T>) -> Option<Spanned<T::Of<'_>>> {
        let node = self.value(handle.name)?;
        Some(Spanned::new(T::read(node)?, node.span()))
    }

    /// The node of a field's value; `None` where it is not given or null. A path such as `acceptance.until` goes into maps.
    pub fn value(&self, path: &str) -> Option<NodeRef<'_>> {
        let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let mut node = self.top(name)?;
        for part in rest.into_iter().flat_map(|rest| rest.split('.')) {
            node = node.get(part)?;
        }
        (!node.is_null()).then_some(node)
    }

    fn top(&self, name: &str) -> Option<NodeRef<'_>> {
        let fields = &self.kind().fields;
        let given = self.fields.iter().find(|(index, _)| fields[*index as usize].name == name)?;
        Some(self.file.node(given.1))
    }

    /// Fields that are given, in the order of the kind.
    pub fn fields(&self) -> impl Iterator<Item = (&crate::schema::Field, NodeRef<'_>)> {
        self.fields.iter().map(|&(index, node)| (&self.kind().fields[index as usize], self.file.node(node)))
    }

    /// Whether all of it could be read. Of a record that is not whole nothing can be said to be missing.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Every place that names another record.
    pub fn links(&self) -> &[LinkNode] {
        &self.links
    }

    /// Every path or URL given as evidence.
    pub fn evidence(&self) -> impl Iterator<Item = NodeRef<'_>> {
        self.evidence.iter().map(|&node| self.file.node(node))
    }

    /// `risk RSK-0007`, for messages.
    pub fn name(&self) -> String {
        format!("{} {}", self.kind().title.to_lowercase(), self.id())
    }

    /// Whom a finding about this record is about.
    pub fn subject(&self) -> Subject {
        Subject {
            record: Some(crate::base::text::plain(self.id()).into_owned()),
            kind: Some(Arc::from(self.kind().name.as_str())),
            owner: self.get(field::OWNER).map(|owner| crate::base::text::plain(owner).into_owned()),
        }
    }

    /// A label in this record's file.
    pub fn label(&self, span: Span, text: impl AsRef<str>) -> Label {
        Label::new(self.file.source(), span, text)
    }

    /// A label at the record's id.
    pub fn id_label(&self, text: impl AsRef<str>) -> Label {
        self.label(self.id_span(), text)
    }

    /// A label at a field's value, or at the id where the field is not given.
    pub fn field_label(&self, path: &str, text: impl AsRef<str>) -> Label {
        let span = self.value(path).map_or(self.id_span(), NodeRef::span);
        self.label(span, text)
    }
}
