//! `isms report pack`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::documents::Material;
use super::{Error, Exit, Global, say, terminal, write};
use crate::adoption;
use crate::base::{Date, text};
use crate::config::Readers;
use crate::finding::report::Outcome;
use crate::pack::{self, MANIFEST, Pack, Refused, Terms, archive, sha256};
use crate::reports::Found;
use crate::system::git;

/// Make a pack to give away
///
/// All reports as pages to read, workbooks to filter, and data to use, with an index of evidence and a manifest of every file
/// with its sum. The same commit, day and options give the same bytes; `isms verify` proves it. Nothing is written, and the
/// exit code is 2, where records could not be read or a rule did not run, unless a draft will do.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms report pack                              pack-DATE/ and pack-DATE.zip in this folder
  isms report pack -o ../packs --for auditor    without what no auditor may see
  isms report pack --draft                      marked as a draft in every format")]
pub(super) struct Arguments {
    /// The folder to write into
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output: PathBuf,
    /// For whom: auditor or customer; leaves out what they may not see by its classification
    #[arg(long = "for", value_name = "READER")]
    reader: Option<Reader>,
    /// Make it even where not everything is known, and mark it as a draft
    #[arg(long)]
    draft: bool,
    /// The language of fixed words: en or de
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Reader {
    Auditor,
    Customer,
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let material = Material::read(global, arguments.language.as_deref())?;
    let reader = arguments.reader.map(|reader| match reader {
        Reader::Auditor => Readers::Auditor,
        Reader::Customer => Readers::Customer,
    });
    let terms = Terms { reader, draft: arguments.draft, language: arguments.language.clone() };
    let unknown = material.check.findings.iter().any(adoption::is_unknown);
    let incomplete = unknown || material.check.outcome == Outcome::Incomplete;
    let pack = match build(material, &terms) {
        Ok(pack) => pack,
        Err(refused) => return Err(refusal(&refused)),
    };
    let start = global.directory.clone().unwrap_or_default();
    put(&pack, &start.join(&arguments.output))?;
    terminal::print(&told(&pack))?;
    if !global.quiet && arguments.draft {
        say("note: it is marked as a draft");
    }
    Ok(if incomplete { Exit::Incomplete } else { Exit::Clean })
}

/// Builds a pack from what was read.
pub(super) fn build(mut material: Material, terms: &Terms) -> Result<Pack, Refused> {
    // A pack beside the records is no change of them; else the next one would say that there are changes.
    if material.check.dirty {
        let changed = git::changed(material.snapshot.root());
        material.check.dirty = changed.iter().any(|path| !is_pack(path));
    }
    let found = Found::of(&material.check);
    let basis = material.basis(&found);
    pack::build(
        &pack::Material {
            snapshot: &material.snapshot,
            basis,
            own: &material.own,
            version: &material.version,
        },
        terms,
    )
}

/// Whether a path is a pack, or its archive: `pack-2026-12-01.zip`.
fn is_pack(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or(path);
    let day = top.strip_prefix("pack-").map(|rest| rest.strip_suffix(".zip").unwrap_or(rest));
    day.is_some_and(|day| day.parse::<Date>().is_ok())
}

fn refusal(refused: &Refused) -> Error {
    let help = match refused {
        Refused::Incomplete(_) => "mend what `isms check` shows, or add `--draft`, which marks it as a draft",
        Refused::Unwritable(..) => "please report it",
    };
    Error::usage(format!("no pack was made: {refused}"), Some(help.to_owned()))
}

/// Writes the folder and the archive.
fn put(pack: &Pack, into: &std::path::Path) -> Result<(), Error> {
    let archive = archive::write(pack)
        .map_err(|error| Error::usage(format!("cannot make the archive: {error}"), None))?;
    let files: Vec<(&str, &[u8])> =
        pack.files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
    write::folder(&into.join(&pack.name), &files)?;
    write::bytes(&into.join(format!("{}.zip", pack.name)), &archive)
}

/// What was made, with the sum that proves all of it.
fn told(pack: &Pack) -> String {
    let mut out = format!("{}/ and {}.zip\n", pack.name, pack.name);
    for file in &pack.files {
        out.push_str(&format!("  {:<22} {}\n", file.path, text::count(file.bytes.len(), "byte")));
    }
    let manifest = pack.files.iter().find(|file| file.path == MANIFEST);
    let sum = manifest.map(|file| sha256(&file.bytes)).unwrap_or_default();
    out.push_str(&format!("SHA-256 of {MANIFEST}: {sum}\n"));
    out
}
