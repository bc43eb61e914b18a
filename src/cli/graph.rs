//! `isms graph`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Error, Exit, Global, session, terminal, write};
use crate::base::text;
use crate::diagram::Diagram;
use crate::drawing::{Lanes, LinksView, ProcessMapView, links, process_map, risk_chain};
use crate::render::diagrams::{Format, Style, TooLarge, render};
use crate::system::{RecordId, System};

/// Draw the process map, the links of records, or one risk's chain
///
/// The process map shows what each process hands to which, whether a process declares it, and whether links between
/// records show it. Links run the way information does. Nothing is drawn that records do not say.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms graph                                        the process map as text
  isms graph --format svg -o map.svg                as a picture
  isms graph --format svg --lanes owner -o map.svg  with a lane for each owner
  isms graph PRC-audit                              one process, what it takes and what it gives
  isms graph --view links RSK-0007                  a record and all that is linked to it
  isms graph --view risk RSK-0007                   causes, controls and evidence of a risk")]
pub(super) struct Arguments {
    /// An id, RSK-*, a kind, a path, owner:ID, status:WORD, clause:9.2 or is:stale; several must all fit
    #[arg(value_name = "SELECTOR")]
    selectors: Vec<String>,
    /// What is drawn: process, links or risk
    #[arg(long, value_name = "VIEW", default_value = "process")]
    view: View,
    /// text, mermaid, dot, json or svg
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Write into this file instead of to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Put the boxes of the process map into lanes: none or owner
    #[arg(long, value_name = "WHAT", default_value = "none")]
    lanes: LanesBy,
    /// How many examples are told of each interaction, at most 3
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(0..=3))]
    examples: u8,
    /// How many links away from the chosen records others are shown, too; for links
    #[arg(long, value_name = "N", default_value_t = 1)]
    around: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum View {
    Process,
    Links,
    Risk,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LanesBy {
    None,
    Owner,
}

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let system = session::system(global)?;
    let chosen = chosen(arguments, &system)?;
    let diagram = match arguments.view {
        View::Process => processes(arguments, &system, &chosen)?,
        View::Links => records(arguments, &system, &chosen)?,
        View::Risk => risk(&system, &chosen)?,
    };
    let to_file = arguments.output.is_some();
    let color = !to_file && terminal::color(global);
    let style = Style { width: terminal::width(), color, unicode: to_file || terminal::unicode() };
    let drawn = render(&diagram, arguments.format, &style).map_err(too_large)?;
    match &arguments.output {
        Some(path) => write::output(path, &drawn)?,
        None if arguments.format == Format::Text => terminal::print(&drawn)?,
        None => terminal::print_file(&drawn)?,
    }
    Ok(Exit::Clean)
}

/// The records that all selectors mean, sorted; none where there is no selector.
fn chosen(arguments: &Arguments, system: &System) -> Result<Vec<RecordId>, Error> {
    let selectors = session::selectors(&arguments.selectors, system)?;
    if selectors.is_empty() {
        return Ok(Vec::new());
    }
    let all = system.records().map(|(id, _)| id);
    let chosen: Vec<RecordId> =
        all.filter(|id| selectors.iter().all(|selector| selector.matches(system, *id))).collect();
    if chosen.is_empty() {
        let help = "`isms list` shows what each selector means".to_owned();
        return Err(Error::usage("no record fits all selectors", Some(help)));
    }
    Ok(chosen)
}

fn processes(arguments: &Arguments, system: &System, chosen: &[RecordId]) -> Result<Diagram, Error> {
    let map = system.processes().processes();
    if map.is_empty() {
        let help = "write the first with `kind: process` and what it hands to others in `outputs`".to_owned();
        return Err(Error::usage("there is no process to draw", Some(help)));
    }
    let chosen_processes: Vec<RecordId> = chosen.iter().copied().filter(|id| map.contains(id)).collect();
    if !chosen.is_empty() && chosen_processes.is_empty() {
        let name = text::plain(system.record(chosen[0]).id()).into_owned();
        let help = format!("`isms graph --view links {name}` draws other records");
        return Err(Error::usage("none of the records chosen is a process", Some(help)));
    }
    let lanes = match arguments.lanes {
        LanesBy::None => Lanes::None,
        LanesBy::Owner => Lanes::Owner,
    };
    let examples = usize::from(arguments.examples);
    Ok(process_map(system, &ProcessMapView { chosen: &chosen_processes, lanes, examples }))
}

fn records(arguments: &Arguments, system: &System, chosen: &[RecordId]) -> Result<Diagram, Error> {
    if !chosen.is_empty() {
        return Ok(links(system, &LinksView { chosen, around: arguments.around }));
    }
    if system.is_empty() {
        return Err(Error::usage("there is no record to draw", None));
    }
    let all: Vec<RecordId> = system.records().map(|(id, _)| id).collect();
    Ok(links(system, &LinksView { chosen: &all, around: 0 }))
}

fn risk(system: &System, chosen: &[RecordId]) -> Result<Diagram, Error> {
    let first = system.of_kind("risk").map(|(_, risk)| risk.id()).next();
    let example = text::plain(first.unwrap_or("RSK-0001")).into_owned();
    let help = Some(format!("name one, such as `isms graph --view risk {example}`"));
    match chosen {
        [one] if system.record(*one).is("risk") => Ok(risk_chain(system, *one)),
        [one] => {
            let name = text::plain(&system.record(*one).name()).into_owned();
            Err(Error::usage(format!("{name} is not a risk"), help))
        }
        [] => Err(Error::usage("the chain of which risk?", help)),
        several => Err(Error::usage(
            format!(
                "the chain of one risk can be drawn, and {} are chosen",
                text::count(several.len(), "record")
            ),
            help,
        )),
    }
}

fn too_large(error: TooLarge) -> Error {
    Error::usage(error.to_string(), Some(error.help()))
}
