//! `isms report`.

mod output;
mod readiness;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use self::output::Form;
use super::documents::{self, Material};
use super::{Error, Exit, Global, pack, say, terminal, write};
use crate::base::text;
use crate::document::{Document, Section};
use crate::finding::report::Outcome;
use crate::render::csv::Cells;
use crate::render::documents::{csv, text as plain};
use crate::reports::{self, Basis, Found, REPORTS, Report};

/// Print a report
///
/// Reports answer what auditors and boards ask, from the records, their history and a check with every rule. Without a name
/// all of them are listed. What has to be there and is not prints as a gap with the rule that asks for it.
///
/// readiness, as text or json: an auditor's fifteen questions about clause 4.4, each answered from the records, with who
/// answers and what to do; exit code 0: ready; 1: not ready; 2: not everything could be checked. Other reports end with 0,
/// or with 2 where not everything could be checked; such a document says that it is a draft.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  isms report                                   every report there is
  isms report soa                               the Statement of Applicability, as text
  isms report risks --format html -o risks.html
  isms report soa -o soa.pdf -o soa.xlsx        in two formats at once
  isms report register supplier --format csv    any kind of record as a table
  isms report readiness --as-of 2027-03-01      as it would stand on that day
  isms report readiness --format json           for programs; `isms schema readiness` describes it"
)]
pub(super) struct Arguments {
    /// The report
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// For `register`: the kind of record
    #[arg(value_name = "KIND")]
    kind: Option<String>,
    /// text, html, pdf, xlsx, md, csv or json; where it is not given, the ending of the output file says it
    #[arg(long, value_name = "FORMAT")]
    format: Option<Form>,
    /// Write into this file instead of to standard output; may be given several times, also as FORMAT=FILE
    #[arg(short, long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// The language of fixed words: en or de
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// csv for machines: keys as the head, and cells as they are, also those that a spreadsheet would compute
    #[arg(long)]
    raw: bool,
    #[command(subcommand)]
    more: Option<More>,
}

/// What is more than one report.
#[derive(Debug, Subcommand)]
enum More {
    Pack(pack::Arguments),
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    if let Some(More::Pack(arguments)) = &arguments.more {
        return pack::run(global, arguments);
    }
    let Some(name) = arguments.name.as_deref() else {
        terminal::print(&list())?;
        return Ok(Exit::Clean);
    };
    if name == "readiness" && arguments.output.is_empty() {
        match arguments.format {
            None | Some(Form::Text) => return readiness::run(global, readiness::Form::Text),
            Some(Form::Json) => return readiness::run(global, readiness::Form::Json),
            Some(_) => {}
        }
    }
    let wanted = wanted(name, arguments)?;
    let outputs = output::outputs(arguments.format, &arguments.output)?;
    let material = Material::read(global, arguments.language.as_deref())?;
    let found = Found::of(&material.check);
    let document = build(&material, &material.basis(&found), &wanted)?;
    for (form, path) in &outputs {
        match path {
            Some(path) if *form == Form::Csv => tables(&document, path, cells(arguments))?,
            None if *form == Form::Csv && arguments.raw => terminal::print_bytes(&raw(&document)?, false)?,
            path => put(&material, &document, *form, path.as_deref())?,
        }
    }
    if !global.quiet {
        document.control.draft.iter().for_each(|reason| say(&format!("note: draft: {reason}")));
    }
    Ok(if material.check.outcome == Outcome::Incomplete { Exit::Incomplete } else { Exit::Clean })
}

/// What is to be built.
enum Wanted<'a> {
    Report(&'static Report),
    Register(&'a str),
}

fn wanted<'a>(name: &str, arguments: &'a Arguments) -> Result<Wanted<'a>, Error> {
    match (name, arguments.kind.as_deref()) {
        ("register", Some(kind)) => Ok(Wanted::Register(kind)),
        ("register", None) => Err(Error::usage(
            "`register` wants a kind",
            Some("write the kind after it, such as `isms report register risk`".to_owned()),
        )),
        (_, Some(more)) => {
            let message = format!("\"{}\" is one word too many", text::brief(more, 60));
            Err(Error::usage(message, Some("only `register` takes a kind".to_owned())))
        }
        (name, None) => reports::named(name).map(Wanted::Report).ok_or_else(|| {
            let names = || REPORTS.iter().map(|report| report.name).chain(["register", "readiness", "pack"]);
            let help = text::nearest(name, names()).map_or_else(
                || "`isms report` lists all reports".to_owned(),
                |near| format!("did you mean {near}?"),
            );
            Error::usage(format!("no report is called \"{}\"", text::brief(name, 60)), Some(help))
        }),
    }
}

fn build(material: &Material, basis: &Basis<'_>, wanted: &Wanted<'_>) -> Result<Document, Error> {
    let (name, title, section): (String, String, Section) = match wanted {
        Wanted::Report(report) => {
            (report.name.to_owned(), report.title(basis.words).to_owned(), (report.build)(basis))
        }
        Wanted::Register(kind) => {
            let schema = &material.system.schema;
            let Some((_, kind)) = schema.named(kind) else {
                let help = text::nearest(kind, schema.names()).map(|near| format!("did you mean {near}?"));
                let message = format!("there is no kind \"{}\"", text::brief(kind, 60));
                return Err(Error::usage(message, help));
            };
            let section = reports::register(basis, kind);
            (format!("register-{}", kind.name), section.title.clone(), section)
        }
    };
    Ok(reports::document(basis, &name, &title, vec![section], &material.edition()))
}

fn put(material: &Material, document: &Document, form: Form, path: Option<&Path>) -> Result<(), Error> {
    let context = material.context();
    let bytes = match form.format() {
        None => {
            let width = if path.is_some() { output::FILE_WIDTH } else { terminal::width() };
            plain::render(document, &context, width).into_bytes()
        }
        Some(format) => documents::bytes(format, document, &context)?,
    };
    match path {
        Some(path) => write::bytes(path, &bytes)?,
        None => terminal::print_bytes(&bytes, form == Form::Text)?,
    }
    Ok(())
}

fn cells(arguments: &Arguments) -> Cells {
    if arguments.raw { Cells::Raw } else { Cells::Safe }
}

/// Writes the tables of a document: one into the file itself, several into files beside it with their names.
fn tables(document: &Document, path: &Path, cells: Cells) -> Result<(), Error> {
    let files = csv::files(document, cells);
    if let [(_, bytes)] = files.as_slice() {
        return write::bytes(path, bytes);
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    for (name, bytes) in &files {
        write::bytes(&path.with_file_name(format!("{stem}-{name}")), bytes)?;
    }
    Ok(())
}

/// The one table of a document for machines.
fn raw(document: &Document) -> Result<Vec<u8>, Error> {
    match document.tables().as_slice() {
        [table] => Ok(csv::render(table, Cells::Raw).into_bytes()),
        tables => {
            let message = format!("a file holds one table, and this document has {}", tables.len());
            Err(Error::usage(
                message,
                Some("add `-o FILE.csv`, which writes each into a file of its own".to_owned()),
            ))
        }
    }
}

/// All reports with what they show.
fn list() -> String {
    let mut lines: Vec<(&str, &str)> = REPORTS.iter().map(|report| (report.name, report.summary)).collect();
    lines.push(("register KIND", "all records of one kind as a table"));
    lines.push(("pack", "all of them in every format, to give away"));
    if !lines.iter().any(|(name, _)| *name == "readiness") {
        lines.push(("readiness", "an auditor's questions about clause 4.4"));
    }
    lines.iter().map(|(name, summary)| format!("{name:<20} {summary}\n")).collect()
}
