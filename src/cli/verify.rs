//! `isms verify`.

mod open;

use std::path::{Path, PathBuf};

use clap::Args;

use super::documents::Material;
use super::{Error, Exit, Global, pack, session, terminal};
use crate::base::{Date, text};
use crate::config::Readers;
use crate::pack::verify::{Contents, Fault, against_manifest, against_rebuilt};
use crate::pack::{MANIFEST, Manifest, Terms};

/// Tell whether a pack is what it says it is
///
/// Every file is held against the manifest and its sum. Inside of the repository, or with `-C DIR`, the pack is built again from
/// the commit that it names and compared byte for byte. Exit code 0: as it should be; 1: something differs; 2: not everything
/// could be compared.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms verify pack-2026-12-01.zip                  whether anything was changed
  isms -C ../isms verify \"$PWD\"/pack-2026-12-01    and whether the repository gives the same")]
pub(super) struct Arguments {
    /// The folder or archive
    #[arg(value_name = "PACK")]
    pack: PathBuf,
}

/// What building it again came to.
enum Again {
    /// The same bytes.
    Same,
    /// It was not asked for, and there is no repository here that has the commit.
    Nowhere,
    /// It cannot be done: why, and what would help.
    Cannot(String, &'static str),
    /// Something differs.
    Faults(Vec<Fault>),
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let shown = text::plain(&arguments.pack.to_string_lossy()).into_owned();
    let refuse = |why: String| {
        let help = "give the folder or archive that `isms report pack` made".to_owned();
        Error::usage(format!("{shown} {}", text::brief(&why, 300)), Some(help))
    };
    let start = global.directory.as_deref().unwrap_or(Path::new(""));
    let contents = open::contents(&start.join(&arguments.pack)).map_err(refuse)?;
    let bytes =
        contents.list(MANIFEST).ok_or_else(|| refuse(format!("has no {MANIFEST}, so it is no pack")))?;
    let manifest = Manifest::read(bytes).map_err(|why| refuse(format!("has a {MANIFEST} that {why}")))?;
    let faults = against_manifest(&contents, &manifest);
    if !faults.is_empty() {
        terminal::print(&listed(&faults))?;
        return Ok(Exit::Findings);
    }
    terminal::print(&head(&contents, &manifest))?;
    told(&again(global, &contents, &manifest)?, &manifest)
}

fn head(contents: &Contents, manifest: &Manifest) -> String {
    let files = text::count(contents.files.len(), "file");
    let commit = manifest.commit.as_deref().unwrap_or("no commit");
    let line = format!("{}: {files} as the manifest says, as of {}, {commit}", manifest.name, manifest.as_of);
    format!("{}\n", text::plain(&line))
}

fn told(again: &Again, manifest: &Manifest) -> Result<Exit, Error> {
    let (line, exit) = match again {
        Again::Same => ("built again from that commit: the same bytes\n".to_owned(), Exit::Clean),
        Again::Nowhere => (
            "not built again: no repository with that commit is here; `-C DIR` names one\n".to_owned(),
            Exit::Clean,
        ),
        Again::Cannot(why, help) => {
            (format!("not built again: {}\n help: {help}\n", text::plain(why)), Exit::Incomplete)
        }
        Again::Faults(faults) => {
            let commit = manifest.commit.as_deref().unwrap_or_default();
            let line = format!("built again from commit {}: it differs\n", text::plain(commit));
            (line + &listed(faults), Exit::Findings)
        }
    };
    terminal::print(&line)?;
    Ok(exit)
}

fn listed(faults: &[Fault]) -> String {
    let line = |fault: &Fault| {
        let (word, path) = fault.parts();
        format!("{word:<8} {}\n", text::plain(path))
    };
    faults.iter().map(line).collect()
}

/// Builds the pack again from the commit, day and parameters of its manifest.
fn again(global: &Global, contents: &Contents, manifest: &Manifest) -> Result<Again, Error> {
    let named = global.directory.is_some() || global.config.is_some();
    let Some(commit) = commit(manifest) else {
        let why = "it was made from files that are in no commit".to_owned();
        return Ok(if named || is_here(global, "HEAD") {
            Again::Cannot(why, "ask for a pack that was made from a commit")
        } else {
            Again::Nowhere
        });
    };
    if !is_here(global, commit) {
        // Inside of no repository, or of another one, only what was given can be looked at, unless one was named.
        let why = format!("there is no commit {commit} here");
        return Ok(if named {
            Again::Cannot(why, "fetch it, or name another repository")
        } else {
            Again::Nowhere
        });
    }
    let (as_of, terms) = match terms(manifest) {
        Ok(terms) => terms,
        Err(cannot) => return Ok(cannot),
    };
    let commit = commit.to_owned();
    let global = Global { as_of: Some(as_of), at: Some(commit), quiet: true, ..global.clone() };
    let material = Material::read(&global, terms.language.as_deref())?;
    Ok(match pack::build(material, &terms) {
        Ok(rebuilt) => match against_rebuilt(contents, &rebuilt) {
            faults if faults.is_empty() => Again::Same,
            faults => Again::Faults(faults),
        },
        Err(refused) => {
            Again::Cannot(refused.to_string(), "compare it with the version of the tool that made it")
        }
    })
}

/// The commit that a pack was made from, if nothing differed from it. What is no name of a commit in full is none: a manifest
/// may say anything.
fn commit(manifest: &Manifest) -> Option<&str> {
    let is_name =
        |name: &&str| matches!(name.len(), 40 | 64) && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    manifest.commit.as_deref().filter(|_| !manifest.dirty).filter(is_name)
}

/// Whether the repository that the command was started in has a commit.
fn is_here(global: &Global, commit: &str) -> bool {
    session::revisions(global).is_ok_and(|revisions| revisions.named(commit).is_ok())
}

/// The day and the terms that a manifest names.
fn terms(manifest: &Manifest) -> Result<(Date, Terms), Again> {
    let version = env!("CARGO_PKG_VERSION");
    if manifest.tool.version != version {
        let why = format!("it was made by isms {}, and this is isms {version}", manifest.tool.version);
        return Err(Again::Cannot(why, "take that version of the tool"));
    }
    let unknown =
        |what: &str| Again::Cannot(format!("its manifest names {what} that is none"), "ask for a new pack");
    let as_of = manifest.as_of.parse::<Date>().map_err(|_| unknown("a day"))?;
    let reader = match manifest.parameters.reader.as_deref() {
        None => None,
        Some("auditor") => Some(Readers::Auditor),
        Some("customer") => Some(Readers::Customer),
        Some(_) => return Err(unknown("a reader")),
    };
    let language = manifest.parameters.language.clone();
    Ok((as_of, Terms { reader, draft: manifest.parameters.draft, language }))
}
