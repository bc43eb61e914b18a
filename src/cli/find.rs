//! `isms find`.

use clap::Args;

use super::{Error, Exit, Global, say, session, terminal};
use crate::base::{Span, text};
use crate::record::Record;

/// Find a text in all records
///
/// Looks at ids, fields and the text of documents; upper and lower case are the same.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms find backup                  every record that has the word, with the lines
  isms find 'Nordwolke AG'
  isms find RSK-0007 --kind action  actions that name a risk")]
pub(super) struct Arguments {
    /// The text
    #[arg(value_name = "TEXT")]
    text: String,
    /// Look at records of this kind only
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
}

/// At most this many lines of one record are shown.
const LINES: usize = 3;

/// Runs the command.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let wanted = arguments.text.to_lowercase();
    if wanted.trim().is_empty() {
        return Err(Error::usage("there is no text to look for", None));
    }
    let system = session::system(global)?;
    if let Some(kind) = &arguments.kind
        && system.schema.named(kind).is_none()
    {
        let near = text::nearest(kind, system.schema.names()).map(|near| format!("did you mean `{near}`?"));
        return Err(Error::usage(format!("there is no kind `{}`", text::brief(kind, 60)), near));
    }
    let kind_fits = |record: &Record| arguments.kind.as_ref().is_none_or(|kind| record.is(kind));
    let mut out = String::new();
    let mut found = 0;
    for (_, record) in system.records().filter(|(_, record)| kind_fits(record)) {
        let hits = hits(record, &wanted);
        if !hits.is_empty() {
            found += 1;
            out.push_str(&entry(record, &hits));
        }
    }
    terminal::print(&out)?;
    if !global.quiet {
        say(&format!("{} with \"{}\"", text::count(found, "record"), text::brief(&arguments.text, 60)));
    }
    Ok(if found == 0 { Exit::Findings } else { Exit::Clean })
}

/// Lines of the record, and of its document's text, that hold the wanted words.
fn hits<'a>(record: &'a Record, wanted: &str) -> Vec<(u32, &'a str)> {
    let source = record.file().source();
    let spans: [Option<Span>; 2] = [Some(record.node().span()), record.file().body()];
    let mut hits = Vec::new();
    for span in spans.into_iter().flatten() {
        let first = source.line(span.start);
        for (index, line) in source.slice(span).lines().enumerate() {
            if line.to_lowercase().contains(wanted) {
                hits.push((first + index as u32, line.trim()));
            }
        }
    }
    hits
}

fn entry(record: &Record, hits: &[(u32, &str)]) -> String {
    let width = terminal::width().saturating_sub(4);
    let mut out = format!("{}  {}\n", text::plain(record.id()), text::brief(record.title(), width));
    for (line, hit) in hits.iter().take(LINES) {
        let place = format!("{}:{line}", text::plain(record.path()));
        out.push_str(&format!(
            "  {place}: {}\n",
            text::brief(hit, width.saturating_sub(place.len()).max(20))
        ));
    }
    if hits.len() > LINES {
        out.push_str(&format!("  and {}\n", text::count(hits.len() - LINES, "more line")));
    }
    out
}
