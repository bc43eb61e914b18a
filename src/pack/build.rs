//! From records, findings and history to the files of a pack.

use super::manifest::{Manifest, NotRun, Parameters, Ran, RuleSet, SCHEMA, Tool};
use super::parts::{PARTS, Part};
use super::redact::redact;
use super::withheld::Withheld;
use super::{File, Listed, MANIFEST, Pack, SUMS, evidence, sha256};
use crate::adoption;
use crate::base::text;
use crate::config::Readers;
use crate::document::{Document, Section};
use crate::render::documents::{Context, Unwritable, render};
use crate::reports::{self, Basis, Edition, REPORTS, Report};
use crate::rules;
use crate::system::Snapshot;
use crate::system::look::Own;

/// What a pack is made from.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// The files.
    pub snapshot: &'a Snapshot,
    /// Records, findings and history.
    pub basis: Basis<'a>,
    /// The organisation's look.
    pub own: &'a Own,
    /// A tag of the commit; may be empty.
    pub version: &'a str,
}

/// What is asked of a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// For whom it is; `None` for somebody who may see everything.
    pub reader: Option<Readers>,
    /// Whether a draft will do.
    pub draft: bool,
    /// The language that was asked for, which the words of the material are in already.
    pub language: Option<String>,
}

/// Why there is no pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not everything is known, a sentence each, and no draft was asked for.
    #[error("not everything is known: {}", .0.join("; "))]
    Incomplete(Vec<String>),
    /// A document could not be written.
    #[error("cannot write {0}: {1}")]
    Unwritable(String, String),
}

/// Builds a pack. The same commit, day and terms give the same bytes.
///
/// # Errors
/// Where records could not be read or a rule did not run, unless a draft will do; where a format has no room for something.
pub fn build(material: &Material<'_>, terms: &Terms) -> Result<Pack, Refused> {
    let builder = Builder::new(material, terms);
    let as_of = material.basis.system.as_of;
    let name = format!("pack-{as_of}");
    let all: Vec<&Report> = REPORTS.iter().collect();
    let sections = reports::sections(&material.basis, &all);
    let whole = builder.document("pack", &builder.title(), sections);
    if whole.control.is_draft() && !terms.draft {
        return Err(Refused::Incomplete(whole.control.draft));
    }
    let mut files = Vec::new();
    for part in PARTS {
        files.extend(builder.part(part, &whole)?);
    }
    let evidence = evidence::index(material, &builder.withheld).into_bytes();
    files.push(File { path: "evidence-index.csv".to_owned(), bytes: evidence });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = builder.manifest(&name, &whole, &files);
    files.push(File { path: MANIFEST.to_owned(), bytes: text::json(&manifest).into_bytes() });
    let sums: String = files.iter().map(|file| format!("{}  {}\n", sha256(&file.bytes), file.path)).collect();
    files.push(File { path: SUMS.to_owned(), bytes: sums.into_bytes() });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Pack { name, as_of, files })
}

struct Builder<'a> {
    material: &'a Material<'a>,
    terms: &'a Terms,
    withheld: Withheld,
    left_out: Vec<String>,
}

impl<'a> Builder<'a> {
    fn new(material: &'a Material<'a>, terms: &'a Terms) -> Self {
        let system = material.basis.system;
        let withheld = Withheld::of(system, terms.reader, material.own.words.get("pack.withheld"));
        let left_out = withheld.sentences(system, &material.own.words);
        Self { material, terms, withheld, left_out }
    }

    fn title(&self) -> String {
        self.material.own.words.get("pack.title").to_owned()
    }

    /// A document of some reports, without what its reader may not see.
    fn document(&self, name: &str, title: &str, sections: Vec<Section>) -> Document {
        let Material { basis, own, version, .. } = self.material;
        let edition = Edition { look: &own.look, version, generated: "", left_out: &self.left_out };
        let mut document = reports::document(basis, name, title, sections, &edition);
        let unknown = basis.check.findings.iter().filter(|finding| adoption::is_unknown(finding)).count();
        if unknown > 0 {
            document.control.draft.push(own.words.count("pack.unknown", unknown));
        }
        if self.terms.draft {
            document.control.draft.push(own.words.get("pack.draft").to_owned());
        }
        if !self.withheld.is_empty() {
            document.control.classification = self.withheld.highest(basis.system, &own.look);
            redact(&mut document, &self.withheld);
        }
        document
    }

    /// The file of a part; none where there is no such report.
    fn part(&self, part: &Part, whole: &Document) -> Result<Option<File>, Refused> {
        let Material { basis, own, .. } = self.material;
        let context = Context { words: &own.words, look: &own.look };
        let written = if part.report.is_empty() {
            render(whole, part.format, &context)
        } else {
            let Some(report) = reports::named(part.report) else { return Ok(None) };
            let section = (report.build)(basis);
            let document = self.document(report.name, report.title(&own.words), vec![section]);
            render(&document, part.format, &context)
        };
        let unwritable = |error: Unwritable| Refused::Unwritable(part.path.to_owned(), error.to_string());
        Ok(Some(File { path: part.path.to_owned(), bytes: written.map_err(unwritable)? }))
    }

    fn manifest(&self, name: &str, whole: &Document, files: &[File]) -> Manifest {
        let Basis { system, check, .. } = self.material.basis;
        let listed = |file: &File| Listed {
            path: file.path.clone(),
            size: file.bytes.len() as u64,
            sha256: sha256(&file.bytes),
        };
        Manifest {
            schema: SCHEMA,
            name: name.to_owned(),
            organisation: whole.control.organisation.clone(),
            tool: Tool { name: "isms".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
            as_of: system.as_of.to_string(),
            commit: check.commit.clone(),
            dirty: check.dirty,
            history: self.material.basis.history.extent().as_str().to_owned(),
            records: system.len(),
            parameters: Parameters {
                reader: self.terms.reader.map(|reader| reader.as_str().to_owned()),
                draft: self.terms.draft,
                language: self.terms.language.clone(),
            },
            draft: whole.control.draft.clone(),
            left_out: self.withheld.counts(),
            rules: self.rules(),
            files: files.iter().map(listed).collect(),
        }
    }

    fn rules(&self) -> RuleSet {
        let Basis { system, check, .. } = self.material.basis;
        let mut rules =
            RuleSet { profile: "audit".to_owned(), ran: Vec::new(), off: Vec::new(), not_run: Vec::new() };
        for info in rules::infos_of(system) {
            let level = system.config.level_for(&info.name, None, "", info.grade.level());
            match level {
                _ if check.not_run.iter().any(|not_run| not_run.rule == info.name) => {}
                Some(level) => rules.ran.push(Ran { name: info.name, level: level.as_str().to_owned() }),
                None => rules.off.push(info.name),
            }
        }
        let not_run = check.not_run.iter();
        rules.not_run =
            not_run.map(|one| NotRun { name: one.rule.clone(), reason: one.reason.clone() }).collect();
        rules
    }
}
