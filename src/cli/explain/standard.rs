//! What a clause or reference control asks, and where it lives in this repository.

use std::collections::BTreeMap;

use super::explained;
use crate::base::text;
use crate::check::{Loaded, Request};
use crate::cli::page::Page;
use crate::cli::table::table;
use crate::cli::{Global, look};
use crate::finding::RuleInfo;
use crate::finding::report::CheckReport;
use crate::record::Record;
use crate::record::field::{CONTROL_APPLICABLE, CONTROL_JUSTIFICATION, OWNER};
use crate::rules;
use crate::standard::{Item, Standards};
use crate::system::{Counts, How, RecordId, Showing, System};
use crate::yaml::NodeRef;

/// Records shown as evidence before the rest is counted.
const SHOWN: usize = 12;

/// The page without a repository: what is asked.
pub(super) fn anywhere(standards: &Standards, id: &str) -> Option<String> {
    let item = standards.get(id)?;
    let mut page = Page::default();
    asked(&mut page, standards, item);
    Some(page.finish())
}

/// The page in a repository: what is asked, and what there is.
pub(super) fn here(global: &Global, loaded: Loaded, id: &str) -> String {
    let request = Request { history: look::look(global), ..Request::default() };
    let (system, report) = loaded.check(&request, &[]);
    let mut page = Page::default();
    let Some(item) = system.standards.get(id) else {
        return page.finish();
    };
    asked(&mut page, &system.standards, item);
    if item.control {
        decision(&mut page, &system, id);
    }
    documented(&mut page, &system, item);
    evidence(&mut page, &system, id);
    resting(&mut page, &system, &report, item);
    let about = report.findings.iter().filter(|finding| finding.subject.record.as_deref() == Some(id));
    let mut told = std::collections::BTreeSet::new();
    let about: String = about.map(|finding| explained(finding, told.insert(&finding.rule))).collect();
    if !about.is_empty() {
        page.heading("Found today");
        page.ready(&about);
    }
    page.finish()
}

/// Title, own words, attributes; of a heading the clauses below it.
fn asked(page: &mut Page, standards: &Standards, item: &Item) {
    let explained = standards.explained(&item.id);
    page.line(&format!("{}  {}", item.id, item.title));
    let standard = standards.all().iter().find(|standard| standard.name == item.standard);
    let mut facts =
        vec![standard.map_or_else(|| item.standard.to_string(), |standard| standard.title.clone())];
    if item.control {
        facts.push("reference control".to_owned());
    }
    let mut fact = |before: &str, words: &str| {
        if !words.is_empty() {
            facts.push(format!("{before}{words}"));
        }
    };
    fact("", &explained.theme);
    fact("new in ", &explained.new_in);
    fact("changed by ", &explained.amended_by);
    let outer = item.parent.as_deref().and_then(|parent| standards.get(parent));
    if let Some(outer) = outer {
        fact("below ", &format!("{} {}", outer.id, outer.title));
    }
    page.line(&facts.join(", "));
    if !explained.asks.is_empty() {
        page.line("");
        page.prose(&explained.asks);
    }
    if !explained.aliases.is_empty() {
        page.prose(&format!("Also called {}.", text::list(&explained.aliases, "or", 5)));
    }
    let below: Vec<&Item> =
        standards.below(&item.id).iter().map(|&place| &standards.items()[place]).collect();
    if !below.is_empty() {
        page.heading("Below it");
        below.iter().for_each(|item| page.item(&format!("{:<8} {}", item.id, item.title)));
    }
    if !explained.attributes.is_empty() {
        page.heading("Attributes");
        for (name, values) in &explained.attributes {
            page.fact(&name.replace('_', " "), &values.join(", ").replace('_', " "));
        }
    }
    if !item.documented.is_empty() {
        page.heading("To be documented");
        item.documented.iter().for_each(|documented| page.item(&documented.what));
    }
}

/// The line of the Statement of Applicability, the risks and the requirements behind it.
fn decision(page: &mut Page, system: &System, id: &str) {
    page.heading("Statement of Applicability");
    let Some(control) = system.find(id) else {
        page.item("no record decides on it yet");
        return;
    };
    let record = system.record(control);
    let applies = match record.get(CONTROL_APPLICABLE) {
        Some(true) => "applicable",
        Some(false) => "not applicable",
        None => "not said",
    };
    let scalar = |field: &str| record.value(field).and_then(NodeRef::scalar).map(str::to_owned);
    let status = scalar("implementation_status").map(|status| format!(", {status}")).unwrap_or_default();
    page.fact("decision", &format!("{applies}{status}"));
    let why = record.get(CONTROL_JUSTIFICATION).map(str::to_owned);
    let decided = scalar("decided_on").map(|on| match scalar("decided_by") {
        Some(by) => format!("{on}, by {by}"),
        None => on,
    });
    let tested = scalar("tested_on").map(|on| match scalar("effectiveness") {
        Some(result) => format!("{on}, {result}"),
        None => on,
    });
    let files: Vec<&str> = record.evidence().map(NodeRef::text).collect();
    for (name, value) in [
        ("why", why),
        ("how", scalar("implementation_note")),
        ("owner", record.get(OWNER).map(|owner| person(system, owner))),
        ("decided", decided),
        ("tested", tested),
        ("evidence", (!files.is_empty()).then(|| text::list(&files, "and", 4))),
        ("written in", Some(place(record))),
    ] {
        if let Some(value) = value {
            page.fact(name, &value);
        }
    }
    list(page, system, "Risks that it treats", &system.risks_treated(control));
    list(page, system, "Requirements that it meets", &system.requirements_met(control));
}

/// `controls/a5.yaml:12`.
fn place(record: &Record) -> String {
    format!("{}:{}", record.path(), record.line())
}

/// An id with its title.
fn person(system: &System, id: &str) -> String {
    system.title_of(id).map_or(id.to_owned(), |title| format!("{id} {title}"))
}

fn list(page: &mut Page, system: &System, heading: &str, ids: &[RecordId]) {
    if ids.is_empty() {
        return;
    }
    page.heading(heading);
    for &id in ids.iter().take(SHOWN) {
        let record = system.record(id);
        page.item(&format!("{:<14} {}", record.id(), record.title()));
    }
    if ids.len() > SHOWN {
        page.item(&format!("and {} more", text::thousands(ids.len() - SHOWN)));
    }
}

/// Which records are the documented information that is asked for.
fn documented(page: &mut Page, system: &System, item: &Item) {
    if item.documented.is_empty() {
        return;
    }
    page.heading("Documented here");
    let evidence = system.evidence_for(&item.id);
    let named =
        |id: RecordId| evidence.iter().any(|showing| showing.record == id && showing.how == How::Named);
    for (documented, showings) in system.documented_for(item) {
        let mut ids: Vec<RecordId> = counting(showings).map(|showing| showing.record).collect();
        ids.sort_by_key(|&id| (!named(id), std::cmp::Reverse(system.activity(id).newest), id));
        let names: Vec<&str> = ids.iter().map(|&id| system.record(id).id()).collect();
        let names = if names.is_empty() { "nothing yet".to_owned() } else { text::list(&names, "and", 4) };
        page.item(&format!("{}: {names}", documented.what));
    }
}

fn counting(showings: &[Showing]) -> impl Iterator<Item = &Showing> {
    showings.iter().filter(|showing| showing.counts == Counts::Yes)
}

/// The records that are evidence, newest first, and what does not count yet.
fn evidence(page: &mut Page, system: &System, id: &str) {
    let showings = system.evidence_for(id);
    let mut counted: Vec<&Showing> = counting(&showings).collect();
    counted.sort_by_key(|showing| {
        (showing.how, std::cmp::Reverse(system.activity(showing.record).newest), showing.record)
    });
    page.heading("Evidence here");
    if counted.is_empty() {
        page.item("nothing on record shows it");
    } else {
        let shown = &counted[..counted.len().min(SHOWN)];
        let widest = shown.iter().map(|showing| system.record(showing.record).id().chars().count()).max();
        shown.iter().for_each(|showing| page.line(&row(system, showing, widest.unwrap_or(0))));
    }
    if counted.len() > SHOWN {
        page.item(&format!(
            "and {} more; `isms list clause:{id}` shows them all",
            text::thousands(counted.len() - SHOWN)
        ));
    }
    for (counts, why) in
        [(Counts::NotYet, "not yet"), (Counts::Draft, "still a draft"), (Counts::Retired, "withdrawn")]
    {
        let these = showings.iter().filter(|showing| showing.counts == counts);
        let these: Vec<&str> = these.map(|showing| system.record(showing.record).id()).collect();
        if !these.is_empty() {
            page.item(&format!("{why}: {}", text::list(&these, "and", 6)));
        }
    }
}

/// `2026-04-23  DOC-soa  Statement of Applicability (ROL-ciso), names it`.
fn row(system: &System, showing: &Showing, widest: usize) -> String {
    let record = system.record(showing.record);
    let newest = system.activity(showing.record).newest.map(|date| date.to_string());
    let why = match showing.how {
        How::Named => "names it",
        How::Kind => "by its kind",
        How::Document => "says how",
        How::OwnControl => "puts it into practice",
        How::Covered => "looked at it",
    };
    let owner = record.get(OWNER).map(|owner| format!(" ({owner})")).unwrap_or_default();
    let title = text::brief(record.title(), 50);
    format!("  {:<10}  {:<widest$}  {title}{owner}, {why}", newest.unwrap_or_default(), record.id())
}

/// The rules that ask for something of the item, or rest on it or on what stands above or below it, and how often they
/// fire today: the former about the item, the latter about anything.
fn resting(page: &mut Page, system: &System, report: &CheckReport, item: &Item) {
    let standards = &system.standards;
    let within =
        |clause: &str| standards.is_within(clause, &item.id) || standards.is_within(&item.id, clause);
    let rests = |clauses: &[String]| clauses.iter().any(|clause| within(clause));
    let asking = rules::asking(item);
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &report.findings {
        let about = finding.subject.record.as_deref() == Some(item.id.as_str());
        if rests(&finding.clauses) || (about && asking.contains(&&*finding.rule)) {
            *found.entry(&finding.rule).or_default() += 1;
        }
    }
    let infos = rules::infos_of(system);
    let counts = |info: &&RuleInfo| {
        rests(&info.clauses) || asking.contains(&info.name.as_str()) || found.contains_key(info.name.as_str())
    };
    let rows = infos.iter().filter(counts).map(|info| {
        let number = found.get(info.name.as_str()).copied().unwrap_or(0);
        let number = if number == 0 { "nothing".to_owned() } else { text::thousands(number) };
        vec![info.name.clone(), info.grade.to_string(), info.summary.clone(), number]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if !rows.is_empty() {
        page.heading("Rules that rest on it");
        page.ready(&table(&["rule", "grade", "what it finds", "today"], rows));
    }
}
