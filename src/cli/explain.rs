//! `isms explain`.

mod standard;

use std::collections::BTreeSet;
use std::path::Path;

use clap::Args;

use super::{Error, Exit, Global, look, occurrences, session, support, terminal};
use crate::base::text;
use crate::check::{Loaded, Request};
use crate::finding::{Finding, RuleInfo};
use crate::metrics::{built_in, figures};
use crate::query::Selector;
use crate::reference::kind;
use crate::rules;
use crate::schema::{Schema, load_builtin};
use crate::standard::Standards;

/// Explain a rule, a kind, a metric, a record, a clause or a reference control
///
/// A rule: what it finds, why an auditor cares, and how to mend it. A kind: its fields. A metric: its formula and the
/// records behind it. A record: what is found about it today, and each occurrence of what it promises with what
/// satisfied it. A clause or reference control of an enabled standard: what it asks, and where it lives in this
/// repository.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  isms explain broken-link        a rule that check reported
  isms explain risk               a kind: its fields, to write a record of it
  isms explain RSK-0007           a record: what is found about it, and why
  isms explain 9.2                a clause, and what shows it here
  isms explain A.5.23             a reference control
  isms explain overdue-actions    a metric")]
pub(super) struct Arguments {
    /// The name of a rule, kind or metric, or the id of a record, clause (9.2) or reference control (A.5.23)
    #[arg(value_name = "NAME")]
    name: String,
}

/// Runs the command. Rules and built-in kinds are explained outside a repository, too.
pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Exit, Error> {
    let name = arguments.name.as_str();
    if let Some(rule) = rules::named(name) {
        terminal::print_prose(&page(rule.page))?;
        return Ok(Exit::Clean);
    }
    let (snapshot, loaded) = match session::load(global) {
        Ok(loaded) => loaded,
        Err(Error::Snapshot(_)) => return outside(name),
        Err(error) => return Err(error),
    };
    let schema = &loaded.system.schema;
    let configured = rules::own_page(&loaded.system.config.own_rules, schema, name);
    if let Some(text) = configured
        .or_else(|| own_rule(schema, name))
        .or_else(|| schema.named(name).map(|(_, known)| kind(known)))
    {
        terminal::print_prose(&text)?;
        return Ok(Exit::Clean);
    }
    if let Some(figure) =
        super::metrics::page(name).and_then(|_| figures(&loaded.system, &[name.to_owned()]).pop())
    {
        terminal::print_prose(&super::metrics::explained(&figure))?;
        return Ok(Exit::Clean);
    }
    if loaded.system.standards.get(name).is_some() {
        terminal::print_prose(&standard::here(global, loaded, name))?;
        return Ok(Exit::Clean);
    }
    if loaded.system.find(name).is_none() {
        let system = &loaded.system;
        return Err(unknown(name, &rules::infos_of(system), schema, &system.standards, system.ids()));
    }
    let text = record(global, snapshot.root(), loaded, name)?;
    terminal::print_prose(&text)?;
    Ok(Exit::Clean)
}

fn outside(name: &str) -> Result<Exit, Error> {
    if let Some(page) = super::metrics::page(name) {
        terminal::print_prose(&page)?;
        return Ok(Exit::Clean);
    }
    let (schema, _) = load_builtin();
    let standards = Standards::builtin(&schema);
    let known = schema.named(name).map(|(_, known)| kind(known));
    let Some(text) = known.or_else(|| standard::anywhere(&standards, name)) else {
        return Err(unknown(name, &rules::infos(&schema), &schema, &standards, std::iter::empty()));
    };
    terminal::print_prose(&text)?;
    Ok(Exit::Clean)
}

fn unknown<'a>(
    name: &str,
    infos: &'a [RuleInfo],
    schema: &'a Schema,
    standards: &'a Standards,
    ids: impl Iterator<Item = &'a str>,
) -> Error {
    let mut names: Vec<&str> = infos.iter().map(|info| info.name.as_str()).collect();
    schema.names().chain(standards.ids()).chain(ids).for_each(|name| names.push(name));
    let (metrics, _) = built_in();
    metrics.iter().for_each(|metric| names.push(&metric.id));
    // Controls are often named without the letter of their annex.
    let control = format!("A.{}", name.trim_start_matches(['a', 'A', '.']));
    let near = standards.get(&control).map(|item| item.id.as_str()).or_else(|| text::nearest(name, names));
    let help = near.map_or("`isms rules` lists the rules, `isms list` the kinds".to_owned(), |near| {
        format!("did you mean `{near}`?")
    });
    let shown = text::brief(name, 60);
    let message = format!("there is no rule, kind, metric, record, clause or control called `{shown}`");
    Error::usage(message, Some(help))
}

/// A rule's page without what only the tests read.
fn page(markdown: &str) -> String {
    let shown = markdown.lines().filter(|line| !line.starts_with("<!--"));
    let shown: Vec<String> =
        shown.map(|line| line.split("  # finds:").next().unwrap_or(line).trim_end().to_owned()).collect();
    format!("{}\n", shown.join("\n").trim_end())
}

/// A rule that only a kind file of the repository states.
fn own_rule(schema: &Schema, name: &str) -> Option<String> {
    let (kind, rule) = schema.kinds().find_map(|(_, kind)| {
        let rule = kind.expectations.iter().find(|expectation| expectation.rule == name)?;
        Some((kind, rule))
    })?;
    let mut out = format!("# {}\n\n", text::plain(name));
    if !rule.summary.is_empty() {
        out.push_str(&format!("{}.\n\n", text::plain(&rule.summary)));
    }
    out.push_str(&format!(
        "A rule of this repository about records of kind {}: \"{}\".\n",
        text::plain(&kind.name),
        text::plain(&rule.message)
    ));
    if !rule.help.is_empty() {
        out.push_str(&format!("\nWhat to do: {}.\n", text::plain(&rule.help)));
    }
    Some(out)
}

/// What is found about one record today.
fn record(global: &Global, root: &Path, loaded: Loaded, id: &str) -> Result<String, Error> {
    let selectors = vec![Selector::parse(id, &loaded.system)?];
    let request = Request { history: look::look(global), ..Request::default() };
    let (system, report) = loaded.check(&request, &selectors);
    let title = system.title_of(id).unwrap_or("");
    let mut out = format!("{}  {}\n\n", text::plain(id), text::plain(title));
    if report.findings.is_empty() {
        out.push_str(&format!("Nothing is found about it as of {}.\n", system.as_of));
    }
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for finding in &report.findings {
        out.push_str(&explained(finding, told.insert(&finding.rule)));
    }
    let supported = system.find(id).map(|id| support::of(global, root, &system, id)).unwrap_or_default();
    if !supported.is_empty() {
        let gap = if out.ends_with("\n\n") { "" } else { "\n" };
        let lines = supported.iter().map(|(what, how)| format!("{what}: {how}\n"));
        out.push_str(&format!("{gap}{}", lines.collect::<String>()));
    }
    let occurrences = system.find(id).map(|id| occurrences::of(&system, id)).unwrap_or_default();
    if !occurrences.is_empty() {
        let gap = if out.ends_with("\n\n") { "" } else { "\n" };
        out.push_str(&format!("{gap}{}\n", occurrences.trim_end()));
    }
    Ok(out)
}

/// A finding with what to do, and why it matters where that was not told yet.
fn explained(finding: &Finding, first: bool) -> String {
    let source = &finding.primary.source;
    let line = source.line(finding.primary.span.start);
    let mut out = format!(
        "{}[{}]: {}\n  {}:{line}\n",
        finding.level,
        finding.rule,
        finding.message,
        text::plain(source.path())
    );
    if let Some(help) = &finding.help {
        out.push_str(&format!("  help: {help}\n"));
    }
    let page = rules::named(&finding.rule).filter(|_| first);
    if let Some(why) = page.and_then(|rule| section(rule.page, "## Why")) {
        out.push_str(&format!("  why: {why}\n"));
    }
    out.push('\n');
    out
}

/// The first paragraph below a heading of a page.
fn section(page: &str, heading: &str) -> Option<String> {
    let mut lines =
        page.lines().skip_while(|line| !line.starts_with(heading)).skip(1).skip_while(|line| line.is_empty());
    let paragraph: Vec<&str> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
    (!paragraph.is_empty()).then(|| paragraph.join(" "))
}
