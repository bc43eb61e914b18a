//! Files to a linked system: read, parsed and decoded on all cores, collected in order.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::activity::Activities;
use super::links::Resolver;
use super::memory::{self, Memory};
use super::snapshot::{Candidate, Reading, Snapshot};
use super::{Graph, Links, RecordId, System, Unread};
use crate::base::{Date, Source};
use crate::config::Config;
use crate::finding::Finding;
use crate::record::{Context, Record, decode};
use crate::schema;
use crate::standard::Standards;
use crate::yaml;

/// Reads a repository as of a date. What is wrong becomes findings; what can be read is in the system.
pub fn load(snapshot: &Snapshot, config: Config, as_of: Date) -> (System, Vec<Finding>) {
    load_with(snapshot, config, as_of, None)
}

/// [`load`], with what was read of other commits of the repository at hand.
pub fn load_with(
    snapshot: &Snapshot,
    config: Config,
    as_of: Date,
    memory: Option<&Memory>,
) -> (System, Vec<Finding>) {
    let mut findings = Vec::new();
    let (setup, (candidates, walked)) =
        rayon::join(|| Setup::load(snapshot, &config), || snapshot.candidates());
    let Setup { schema, standards, findings: setup, sources } = setup;
    findings.extend(setup);
    findings.extend(walked);
    findings.extend(config.check_version(env!("CARGO_PKG_VERSION")));
    findings.extend(config.check_standard_names(&standards.known().collect::<Vec<_>>()));
    findings.extend(config.check_kind_names(&schema.names().collect::<Vec<_>>()));
    let paths: Vec<Arc<str>> = candidates.iter().map(|candidate| Arc::clone(&candidate.path)).collect();
    findings.extend(config.unmatched_paths(&paths));

    let schema = Arc::new(schema);
    let context = Context { schema: &schema, standards: &standards, risk: &config.risk };
    let shared = memory.map(|memory| (memory, memory::setting(snapshot, &sources)));
    let files = files(snapshot, candidates, &context, &config, shared);
    let mut records = Vec::with_capacity(files.iter().map(|loaded| loaded.records.len()).sum());
    let mut unread = Unread::default();
    let mut damaged = Vec::new();
    for loaded in files {
        records.extend(loaded.records);
        unread.ids.extend(loaded.lost);
        unread.files += usize::from(loaded.unread);
        damaged.extend(loaded.damaged);
        findings.extend(loaded.findings);
    }
    let (by_id, duplicates) = index(&records);
    unread.mentioned = damaged.iter().flat_map(|text: &String| mentioned(text, &by_id)).collect();
    let resolver = Resolver {
        records: &records,
        by_id: &by_id,
        schema: &schema,
        standards: &standards,
        unread: unread.ids.iter().map(String::as_str).collect::<BTreeSet<_>>(),
    };
    let links = Links::build(&resolver, snapshot);
    let graph = Graph::build(&records, &links);
    let by_kind = by_kind(&records, &schema);
    let mut system = System {
        as_of,
        config,
        schema,
        standards,
        records,
        by_id,
        by_kind,
        duplicates,
        links,
        graph,
        unread,
        paths,
        activities: Activities::default(),
        processes: OnceLock::new(),
        people: OnceLock::new(),
        clauses: OnceLock::new(),
    };
    // Now and not when first asked: that may be inside a rule, and work shared out among the cores must not wait for a
    // value that is made in the same way.
    system.activities = Activities::of(&system);
    (system, findings)
}

/// What is read besides records.
struct Setup {
    schema: schema::Schema,
    standards: Standards,
    findings: Vec<Finding>,
    /// The repository's own files about kinds and standards.
    sources: Vec<Arc<Source>>,
}

impl Setup {
    fn load(snapshot: &Snapshot, config: &Config) -> Self {
        let (mut sources, mut findings) = snapshot.kind_files(config);
        let (schema, wrong) = schema::load(&sources);
        findings.extend(wrong);
        let (own, wrong) = snapshot.standard_files(config);
        findings.extend(wrong);
        let enabled: Vec<&str> = config.standards.iter().map(|name| name.value.as_str()).collect();
        let (standards, wrong) = Standards::load(&enabled, &own, &schema);
        findings.extend(wrong);
        sources.extend(own);
        Self { schema, standards, findings, sources }
    }
}

/// What one file gave.
#[derive(Debug, Clone, Default)]
pub(super) struct Loaded {
    records: Vec<Record>,
    lost: Vec<String>,
    findings: Vec<Finding>,
    damaged: Vec<String>,
    unread: bool,
}

/// Reads all files that may hold records, on all cores; those that are remembered are not read again.
fn files(
    snapshot: &Snapshot,
    mut candidates: Vec<Candidate>,
    context: &Context<'_>,
    config: &Config,
    shared: Option<(&Memory, memory::Setting)>,
) -> Vec<Loaded> {
    let one = |candidate: Candidate| {
        let read = || file(snapshot, &candidate, context, config);
        match shared {
            Some((memory, setting)) => Loaded::clone(&memory.file(setting, &candidate, read)),
            None => read(),
        }
    };
    candidates.retain(|candidate| candidate.may_hold_records() && config.records.covers(&candidate.path));
    candidates.into_par_iter().map(one).collect()
}

fn file(snapshot: &Snapshot, candidate: &Candidate, context: &Context<'_>, config: &Config) -> Loaded {
    match snapshot.read(candidate, &config.limits) {
        Reading::Text(source) => {
            let mut findings = Vec::new();
            let parsed = Arc::new(yaml::parse(&source, &config.limits, &mut findings));
            let decoded = decode(&parsed, context, &mut findings);
            let damaged = parsed.damaged().iter().map(|&span| source.slice(span).to_owned()).collect();
            Loaded { records: decoded.records, lost: decoded.lost, findings, damaged, unread: false }
        }
        Reading::Unread(finding, lost) => {
            Loaded { lost, findings: vec![*finding], unread: true, ..Loaded::default() }
        }
    }
}

type Index = (HashMap<String, RecordId>, Vec<(RecordId, RecordId)>);

/// Records by id, and those whose id another had first.
fn index(records: &[Record]) -> Index {
    let mut by_id = HashMap::with_capacity(records.len());
    let mut duplicates = Vec::new();
    for (index, record) in records.iter().enumerate() {
        let id = RecordId(index as u32);
        match by_id.get(record.id()) {
            Some(&first) => duplicates.push((id, first)),
            None => {
                by_id.insert(record.id().to_owned(), id);
            }
        }
    }
    (by_id, duplicates)
}

/// The records of each kind, by the kind's place.
fn by_kind(records: &[Record], schema: &schema::Schema) -> Vec<Vec<RecordId>> {
    let mut by_kind = vec![Vec::new(); schema.kinds().count()];
    for (index, record) in records.iter().enumerate() {
        by_kind[record.kind_id().0 as usize].push(RecordId(index as u32));
    }
    by_kind
}

/// Records whose id stands in a text that is not YAML.
fn mentioned(text: &str, by_id: &HashMap<String, RecordId>) -> Vec<RecordId> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_')));
    words.filter_map(|word| by_id.get(word.trim_matches(['.', '-'])).copied()).collect()
}
