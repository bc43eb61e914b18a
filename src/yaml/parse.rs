//! Text to tree. The only file that names the YAML reader.

use std::borrow::Cow;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, StructureStyle, options};

use super::build::Builder;
use super::front::{self, Front};
use super::message::{self, Fault};
use super::node::{File, Node, Shape, Style, Text};
use super::{recover, refused};
use crate::base::{Limits, Source, Span};
use crate::finding::Finding;

/// How often a broken file is read again with its broken parts blanked out.
const ROUNDS: usize = 20;

/// Parses a YAML file, or the front matter of a Markdown file (`.md`); a Markdown file without front matter has no
/// documents.
///
/// Every syntax error is a finding: the part around it is blanked out and the rest read again, at most 20 times. Parts
/// of YAML that records do without (anchors, aliases, merge keys, tags, directives) are findings, too.
pub fn parse(source: &Arc<Source>, limits: &Limits, findings: &mut Vec<Finding>) -> File {
    let Front { yaml: front, body } = front::matter(source, findings);
    let mut masked: Cow<'_, str> = Cow::Borrowed(source.text());
    let mut damaged: Vec<Span> = Vec::new();
    for _ in 0..ROUNDS {
        let mut attempt = Attempt::new(source, &masked, front, limits);
        let Some(fault) = attempt.run() else {
            findings.append(&mut attempt.findings);
            return attempt.finish(damaged, body);
        };
        if let Some(conflict) = refused::conflict(source) {
            findings.push(conflict);
            break;
        }
        findings.push(message::finding(source, &fault));
        let region = recover::region(&masked, front, fault.at);
        if region.is_empty() || damaged.contains(&region) {
            break;
        }
        damaged.push(region);
        masked = Cow::Owned(recover::blank(&masked, region));
    }
    File {
        source: Arc::clone(source),
        nodes: Box::default(),
        cooked: Box::default(),
        documents: Box::default(),
        damaged: vec![front],
        body,
    }
}

/// One reading of the text, with some parts perhaps blanked out.
struct Attempt<'a> {
    source: &'a Arc<Source>,
    front: Span,
    text: &'a str,
    limits: &'a Limits,
    builder: Builder,
    documents: Vec<u32>,
    start: usize,
    keys: Vec<Key>,
    findings: Vec<Finding>,
}

/// A key of the map that is being closed.
struct Key {
    node: Node,
    mark: u64,
}

/// A copy of just the right size: an allocator that shrinks in place keeps the room that was not used.
fn fitted<T>(list: Vec<T>) -> Box<[T]> {
    let mut fitted = Vec::with_capacity(list.len());
    fitted.extend(list);
    fitted.into_boxed_slice()
}

/// A number that differs for most texts: length, first and last eight bytes. Much quicker to sort than the texts.
fn mark(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let eight = |part: &[u8]| part.iter().fold(0, |mark: u64, &byte| (mark << 8) | u64::from(byte));
    let first = eight(&bytes[..bytes.len().min(8)]);
    let last = eight(&bytes[bytes.len().saturating_sub(8)..]);
    first ^ last.rotate_left(21) ^ (bytes.len() as u64)
}

impl<'a> Attempt<'a> {
    fn new(source: &'a Arc<Source>, masked: &'a str, front: Span, limits: &'a Limits) -> Self {
        let text = masked.get(front.range()).unwrap_or("");
        Self {
            source,
            front,
            text,
            limits,
            builder: Builder::with_room_for(text),
            documents: Vec::new(),
            start: 0,
            keys: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn finish(self, damaged: Vec<Span>, body: Option<Span>) -> File {
        File {
            source: Arc::clone(self.source),
            nodes: fitted(self.builder.nodes),
            cooked: fitted(self.builder.cooked),
            documents: fitted(self.documents),
            damaged,
            body,
        }
    }

    /// Reads all events; gives the first fault that stops the reading.
    fn run(&mut self) -> Option<Fault> {
        let mut parser = Parser::new_from_str_with_options(self.text, reader_options(self.limits));
        while let Some(next) = parser.next_event() {
            let fault = match next {
                Ok((Event::StreamEnd, _)) => return None,
                Ok((event, span)) => {
                    let span = self.span(span.byte_range());
                    self.event(event, span).err()
                }
                Err(error) => Some(self.fault(&error)),
            };
            if fault.is_some() {
                return fault;
            }
        }
        None
    }

    fn span(&self, range: Option<std::ops::Range<usize>>) -> Span {
        let span = Span::of(&range.unwrap_or_default());
        let end = self.front.end;
        Span::new((span.start + self.front.start).min(end), (span.end + self.front.start).min(end))
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        match event {
            Event::DocumentStart(..) => {
                self.start = self.builder.nodes.len();
                if self.documents.len() >= self.limits.documents {
                    return Err(Fault::limit(span, "documents", self.limits.documents));
                }
            }
            Event::DocumentEnd if self.builder.nodes.len() > self.start => {
                self.documents.push(self.start as u32);
            }
            Event::Scalar(value, style, anchor, tag) => {
                self.refuse(span, anchor, tag.is_some());
                self.scalar(&value, style, span)?;
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.findings.push(refused::alias(self.source, span));
                self.builder.scalar(span, Shape::Null, Style::Plain, Text::WHOLE);
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse(span, anchor, tag.is_some());
                self.open(span, Shape::Map, style)?;
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.refuse(span, anchor, tag.is_some());
                self.open(span, Shape::List, style)?;
            }
            Event::MappingEnd => {
                if let Some(map) = self.builder.close((!span.is_empty()).then_some(span.end)) {
                    self.check_keys(map);
                }
            }
            Event::SequenceEnd => {
                self.builder.close((!span.is_empty()).then_some(span.end));
            }
            _ => {}
        }
        if self.builder.nodes.len() > self.limits.nodes {
            return Err(Fault::limit(span, "nodes", self.limits.nodes));
        }
        Ok(())
    }

    fn open(&mut self, span: Span, shape: Shape, _style: StructureStyle) -> Result<(), Fault> {
        if self.builder.depth() >= self.limits.depth {
            return Err(Fault::limit(span, "depth", self.limits.depth));
        }
        if self.builder.at_key() {
            self.findings.push(refused::complex_key(self.source, span));
        }
        self.builder.open(span, shape);
        Ok(())
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, span: Span) -> Result<(), Fault> {
        if value.len() > self.limits.scalar_size {
            return Err(Fault::limit(span, "scalar_size", self.limits.scalar_size));
        }
        if self.builder.at_key() && value.len() > self.limits.key_size {
            return Err(Fault::limit(span, "key_size", self.limits.key_size));
        }
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        let nothing = matches!(value, "" | "~" | "null" | "Null" | "NULL");
        let shape = if nothing && style == Style::Plain { Shape::Null } else { Shape::Scalar };
        let (text, span) = self.text(value, style, span);
        self.builder.scalar(span, shape, style, text);
        Ok(())
    }

    /// Where the value's text stands. The reader borrows from the text what it need not change.
    fn text(&mut self, value: &str, style: Style, span: Span) -> (Text, Span) {
        let span = if style == Style::Block { self.without_last_break(span) } else { span };
        let offset = (value.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let borrowed = offset.checked_add(value.len()).is_some_and(|end| end <= self.text.len());
        let part = borrowed.then(|| {
            let start = offset as u32 + self.front.start;
            Span::new(start, start + value.len() as u32)
        });
        let text = match part.and_then(|part| Text::within(span, part)) {
            Some(text) => text,
            None if self.source.slice(span) == value => Text::WHOLE,
            None => self.builder.cook(value),
        };
        (text, span)
    }

    fn without_last_break(&self, span: Span) -> Span {
        let text = self.source.slice(span);
        let kept = text.trim_end_matches(['\n', '\r', ' ']).len() as u32;
        Span::new(span.start, span.start + kept)
    }

    fn refuse(&mut self, span: Span, anchor: usize, tag: bool) {
        if anchor != 0 {
            self.findings.push(refused::anchor(self.source, span));
        }
        if tag {
            self.findings.push(refused::tag(self.source, span));
        }
    }

    /// Reports keys that stand twice in a map, and merge keys.
    fn check_keys(&mut self, map: u32) {
        let keys = std::mem::take(&mut self.keys);
        let mut keys = self.keys_of(map, keys);
        let text = |key: &Key| key.node.text(self.source, &self.builder.cooked);
        if let Some(key) = keys.iter().find(|key| text(key) == "<<") {
            self.findings.push(refused::merge_key(self.source, key.node.span()));
        }
        keys.sort_unstable_by(|a, b| {
            a.mark.cmp(&b.mark).then_with(|| text(a).cmp(text(b))).then(a.node.span().cmp(&b.node.span()))
        });
        let same = |pair: &&[Key]| pair[0].mark == pair[1].mark && text(&pair[0]) == text(&pair[1]);
        for pair in keys.windows(2).filter(same) {
            self.findings.push(refused::duplicate_key(
                self.source,
                text(&pair[0]),
                pair[0].node.span(),
                pair[1].node.span(),
            ));
        }
        self.keys = keys;
    }

    /// The scalar keys of a map, in a list that is used again and again.
    fn keys_of(&self, map: u32, mut keys: Vec<Key>) -> Vec<Key> {
        keys.clear();
        let nodes = &self.builder.nodes;
        let end = (map + nodes[map as usize].size()) as usize;
        let mut at = map as usize + 1;
        while at < end {
            let node = nodes[at];
            if node.is_scalar() {
                let mark = mark(node.text(self.source, &self.builder.cooked));
                keys.push(Key { node, mark });
            }
            at += node.size() as usize;
            at += nodes.get(at).map_or(1, |value| value.size() as usize);
        }
        keys
    }

    fn fault(&self, error: &ScanError) -> Fault {
        let at = error.marker().byte_offset().unwrap_or(0) as u32 + self.front.start;
        let at = at.min(self.front.end);
        message::fault(self.source, self.front, at, &cause(error.kind()))
    }
}

fn reader_options(limits: &Limits) -> Options {
    options! {
        emit_unresolved_aliases: true,
        disallow_directives: true,
        flow_nesting_limit: limits.depth + 1,
        block_nesting_limit: limits.depth + 1,
    }
}

/// What the reader complains about, in the few classes that need different words.
fn cause(kind: &ErrorKind) -> message::Cause {
    use message::Cause;
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => Cause::Tab,
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            Cause::AfterQuote
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => Cause::Escape,
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::InvalidMappingValueWhitespace => Cause::Colon,
        ErrorKind::RecursionLimitExceeded => Cause::Depth,
        ErrorKind::DirectiveDisallowed => Cause::Directive,
        ErrorKind::UnexpectedCharacter { character } => Cause::Character(*character),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => Cause::NoColon,
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent => Cause::Indentation,
        other => Cause::Other(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
