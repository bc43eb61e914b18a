//! What files held: each text is read once, however many commits and paths have it.

use std::collections::HashSet;
use std::sync::Arc;

use super::flatten::Flat;
use super::versions::Versions;
use super::wording::Print;
use crate::base::{Limits, Source};
use crate::record::{Context, Record, decode, ids_in};
use crate::risk::RiskMethods;
use crate::yaml;

/// What reading one file's text needs to know.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) context: Context<'a>,
    pub(super) limits: &'a Limits,
}

/// The records of one text, before they are numbered.
#[derive(Default)]
pub(super) struct Read {
    records: Vec<(String, Flat, Option<Print>)>,
    unread: Vec<String>,
    damaged: bool,
    gone: bool,
}

/// The records of one text.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Content {
    /// Versions, in the order of the text.
    pub(super) records: Box<[u32]>,
    /// Numbers of ids that are there but could not be read, or not as a whole.
    pub(super) unread: Box<[u32]>,
    /// Whether a part of it could not be read: what else stood there is unknown.
    pub(super) damaged: bool,
    /// Whether it is not in this clone at all.
    pub(super) gone: bool,
}

impl Reading<'_> {
    /// Reads the bytes of a file. A text that is too large or no UTF-8 is damaged as a whole.
    pub(super) fn read(&self, path: &str, bytes: &[u8]) -> Read {
        let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
        let Some(text) = text.filter(|text| text.len() <= self.limits.file_size) else {
            let seen = &bytes[..bytes.len().min(self.limits.file_size)];
            let unread = ids_in(&String::from_utf8_lossy(seen));
            return Read { unread, damaged: true, ..Read::default() };
        };
        // The mistakes of old versions are nobody's concern any more.
        let mut findings = Vec::new();
        let source = Arc::new(Source::new(path, text));
        let file = Arc::new(yaml::parse(&source, self.limits, &mut findings));
        let decoded = decode(&file, &self.context, &mut findings);
        let body = file.body().map(|span| Print::of(source.slice(span)));
        let mut read = Read { unread: decoded.lost, damaged: !file.damaged().is_empty(), ..Read::default() };
        let mut seen = HashSet::with_capacity(decoded.records.len());
        for record in decoded.records.iter().filter(|record| seen.insert(record.id())) {
            read.add(record, self.context.risk, body);
        }
        read
    }
}

impl Read {
    /// Of a text that is not here.
    pub(super) fn gone() -> Self {
        Self { damaged: true, gone: true, ..Self::default() }
    }

    fn add(&mut self, record: &Record, risk: &RiskMethods, body: Option<Print>) {
        if !record.is_whole() {
            self.unread.push(record.id().to_owned());
        } else {
            self.records.push((record.id().to_owned(), Flat::of(record, risk), body));
        }
    }

    /// Numbers what was read.
    pub(super) fn keep(&self, versions: &mut Versions) -> Content {
        let records = self.records.iter().map(|(id, flat, body)| versions.add(id, flat, *body)).collect();
        let unread = self.unread.iter().map(|id| versions.ids.intern(id)).collect();
        Content { records, unread, damaged: self.damaged, gone: self.gone }
    }
}
