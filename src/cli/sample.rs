//! `isms sample`.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::table::table;
use super::{Error, Exit, Global, session, terminal};
use crate::base::text;
use crate::record::Record;
use crate::record::field::OWNER;
use crate::render::wrap::wrap;
use crate::sample::{METHOD, Ranked, fingerprint, rank};
use crate::system::git::State;
use crate::system::{RecordId, System};
use crate::transfer::{Sheet, csv, markdown};

/// Draw an audit sample that anybody can draw again
///
/// The same records and the same seed give the same pick, whoever draws it: each id is ranked by the SHA-256 of the seed,
/// a line feed and the id, and the smallest are taken. An auditor can do it again with sha256sum. Exit code 2: part of the
/// records could not be read, so the population may not be whole.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms sample document status:approved -n 3 --seed AUD-2026-02
  isms sample action -n 5 --seed 'week 48' --format md

One rank by hand, for the seed AUD-2026-02 and the id DOC-privacy-policy:
  printf '%s\\n%s' AUD-2026-02 DOC-privacy-policy | sha256sum")]
pub(super) struct Arguments {
    /// The population: an id, RSK-*, a kind, a path, owner:ID, status:WORD, clause:9.2 or is:live; several must all fit
    #[arg(value_name = "SELECTOR", required = true)]
    selectors: Vec<String>,
    /// How many to take
    #[arg(short = 'n', long = "number", value_name = "N", value_parser = number)]
    number: NonZeroUsize,
    /// Any word or words that auditor and audited agree on, such as the audit's id
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
    /// table, md, csv or json
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: SampleFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SampleFormat {
    Table,
    Md,
    Csv,
    Json,
}

/// What is printed of a sample.
#[derive(Debug, Serialize)]
struct Sample<'a> {
    schema: u32,
    as_of: String,
    commit: Option<&'a str>,
    dirty: bool,
    selectors: &'a [String],
    population: Population<'a>,
    method: &'static str,
    seed: &'a str,
    asked: usize,
    sample: Vec<Pick<'a>>,
}

#[derive(Debug, Serialize)]
struct Population<'a> {
    records: usize,
    kinds: BTreeMap<&'a str, usize>,
    sha256: String,
    /// Whether everything in the repository could be read.
    complete: bool,
}

#[derive(Debug, Serialize)]
struct Pick<'a> {
    rank: usize,
    sha256: String,
    id: &'a str,
    kind: &'a str,
    title: &'a str,
    status: &'a str,
    owner: Option<&'a str>,
    file: &'a str,
    line: u32,
}

fn number(written: &str) -> Result<NonZeroUsize, String> {
    written.parse().map_err(|_| "a sample has a whole number of records, at least 1".to_owned())
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let (snapshot, loaded) = session::load(global)?;
    let system = loaded.system;
    let selectors = session::selectors(&arguments.selectors, &system)?;
    let seed = seed(arguments, &system)?;
    let fits = |id: &RecordId| selectors.iter().all(|selector| selector.matches(&system, *id));
    let population: Vec<RecordId> = system.records().map(|(id, _)| id).filter(fits).collect();
    if population.is_empty() {
        let help = format!("`isms list {}` shows what fits", arguments.selectors.join(" "));
        return Err(Error::usage("no record fits, so there is nothing to draw from", Some(help)));
    }
    let state = snapshot.state(true);
    let sample = sample(&system, arguments, seed, &population, &state);
    match arguments.format {
        SampleFormat::Table => terminal::print(&sample.text(arguments))?,
        SampleFormat::Md => terminal::print(&sample.markdown())?,
        SampleFormat::Csv => terminal::print_file(&csv::write(&sample.sheet()))?,
        SampleFormat::Json => terminal::print_json(&text::json(&sample))?,
    }
    Ok(if sample.population.complete { Exit::Clean } else { Exit::Incomplete })
}

/// The seed that was given.
fn seed<'a>(arguments: &'a Arguments, system: &System) -> Result<&'a str, Error> {
    let Some(seed) = arguments.seed.as_deref() else {
        let help = format!(
            "agree on one with whoever draws it again, such as the audit's id or the day: `--seed {}`",
            system.as_of
        );
        return Err(Error::usage("a sample needs a seed, so that it can be drawn again", Some(help)));
    };
    if seed.trim().is_empty() || seed.chars().any(text::is_hidden) {
        let help = "give a word or several on one line, without characters that cannot be seen".to_owned();
        return Err(Error::usage("that cannot be a seed", Some(help)));
    }
    Ok(seed)
}

fn sample<'a>(
    system: &'a System,
    arguments: &'a Arguments,
    seed: &'a str,
    population: &[RecordId],
    state: &'a State,
) -> Sample<'a> {
    let ids = || population.iter().map(|id| system.record(*id).id());
    let mut kinds = BTreeMap::new();
    let ranked = rank(seed, ids());
    for one in &ranked {
        *kinds.entry(find(system, one).0).or_insert(0) += 1;
    }
    let records = ranked.len();
    let taken = ranked.into_iter().take(arguments.number.get()).enumerate();
    Sample {
        schema: 1,
        as_of: system.as_of.to_string(),
        commit: state.commit.as_deref(),
        dirty: state.dirty,
        selectors: &arguments.selectors,
        population: Population {
            records,
            kinds,
            sha256: fingerprint(ids()),
            complete: system.unread().is_empty(),
        },
        method: METHOD,
        seed,
        asked: arguments.number.get(),
        sample: taken.map(|(index, ranked)| pick(system, index, ranked)).collect(),
    }
}

/// The kind of a record of the population, and the record.
fn find<'a>(system: &'a System, ranked: &Ranked<'a>) -> (&'a str, Option<&'a Record>) {
    let record = system.find(ranked.id).map(|id| system.record(id));
    (record.map_or("", |record| record.kind().name.as_str()), record)
}

fn pick<'a>(system: &'a System, index: usize, ranked: Ranked<'a>) -> Pick<'a> {
    let (kind, record) = find(system, &ranked);
    Pick {
        rank: index + 1,
        sha256: ranked.digest,
        id: ranked.id,
        kind,
        title: record.map_or("", |record| record.title()),
        status: record.map_or("", |record| record.status()),
        owner: record.and_then(|record| record.get(OWNER)),
        file: record.map_or("", |record| record.path()),
        line: record.map_or(1, Record::line),
    }
}

impl Sample<'_> {
    /// What was drawn from what and how, one fact a line.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let kinds = self.population.kinds.iter().map(|(kind, number)| text::count(*number, kind));
        let kinds: Vec<String> = kinds.collect();
        let filter: Vec<String> =
            self.selectors.iter().map(|one| format!("`{}`", text::plain(one))).collect();
        let commit = self.commit.map_or("none".to_owned(), |commit| {
            format!("{commit}{}", if self.dirty { ", and files that differ from it" } else { "" })
        });
        let mut facts = vec![
            (
                "population",
                format!(
                    "{}: every record that fits {}",
                    text::list(&kinds, "and", 5),
                    text::list(&filter, "and", 9)
                ),
            ),
            ("its SHA-256", self.population.sha256.clone()),
            ("as of", self.as_of.clone()),
            ("commit", commit),
            ("method", METHOD.to_owned()),
            ("seed", text::plain(self.seed).into_owned()),
            ("taken", self.taken()),
        ];
        if !self.population.complete {
            facts.push((
                "caution",
                "some files or records could not be read; the population may not be whole".to_owned(),
            ));
        }
        facts
    }

    fn taken(&self) -> String {
        let (taken, whole) = (self.sample.len(), self.population.records);
        if taken < self.asked {
            return format!(
                "all {}, since {} were asked for",
                text::thousands(whole),
                text::thousands(self.asked)
            );
        }
        format!("{} of {}", text::thousands(taken), text::thousands(whole))
    }

    fn text(&self, arguments: &Arguments) -> String {
        let mut out = String::from("Audit sample\n\n");
        for (name, value) in self.facts() {
            let lines = wrap(&value, terminal::width().saturating_sub(16), 0);
            for (index, line) in lines.iter().enumerate() {
                let name = if index == 0 { name } else { "" };
                out.push_str(&format!("  {name:<12}  {line}\n"));
            }
        }
        let rows = self.sample.iter().map(|pick| {
            let digest = pick.sha256.get(..8).unwrap_or_default();
            vec![
                pick.rank.to_string(),
                pick.id.to_owned(),
                text::brief(pick.title, 40),
                pick.status.to_owned(),
                pick.owner.unwrap_or("").to_owned(),
                format!("{digest}…"),
            ]
        });
        out.push('\n');
        out.push_str(&table(&["", "id", "title", "status", "owner", "sha-256"], rows));
        out.push_str(&format!("\nTo draw it again by hand:\n\n{}", self.redo(arguments)));
        out
    }

    /// The whole pick as a shell does it.
    fn redo(&self, arguments: &Arguments) -> String {
        let selectors: Vec<String> = arguments.selectors.iter().map(|one| quoted(one)).collect();
        format!(
            "  isms list {} --as-of {} --format json | jq -r '.[].id' |\n  \
             while read -r id; do\n    \
             echo \"$(printf '%s\\n%s' {} \"$id\" | sha256sum | cut -c1-64)  $id\"\n  \
             done | LC_ALL=C sort -u | head -n {}\n",
            selectors.join(" "),
            self.as_of,
            quoted(self.seed),
            arguments.number
        )
    }

    fn markdown(&self) -> String {
        let facts = self.facts().into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
        let facts = Sheet { head: vec!["audit sample", ""], rows: facts };
        format!("{}\n{}", markdown::write(&facts), markdown::write(&self.sheet()))
    }

    fn sheet(&self) -> Sheet {
        let clean = |text: &str| text::plain(text).into_owned();
        let rows = self.sample.iter().map(|pick| {
            let texts = [pick.id, pick.kind, pick.title, pick.status, pick.owner.unwrap_or(""), pick.file];
            let mut row: Vec<String> = vec![pick.rank.to_string(), pick.sha256.clone()];
            row.extend(texts.into_iter().map(clean));
            row.push(pick.line.to_string());
            row
        });
        let head = vec!["rank", "sha256", "id", "kind", "title", "status", "owner", "file", "line"];
        Sheet { head, rows: rows.collect() }
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/' | ',');
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", text::plain(word).replace('\'', "'\\''"))
    }
}
