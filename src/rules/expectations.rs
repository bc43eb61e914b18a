//! Runs what kinds state as data: a field that is needed when, a link that is needed when.

use rayon::prelude::*;

use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::Items;
use crate::schema::{Expectation, Need, State};
use crate::system::{RecordId, Status, System};

/// Every unmet expectation of a wanted rule.
pub(super) fn check(system: &System, wanted: &(impl Fn(&str) -> bool + Sync)) -> Vec<Finding> {
    let of_one = |(index, record): (usize, &Record)| {
        let id = RecordId(index as u32);
        let unmet = record.kind().expectations.iter().filter(move |expectation| {
            system.is_clear(id)
                && wanted(&expectation.rule)
                && is_asked(system, record, expectation)
                && !is_met(system, id, record, &expectation.need)
        });
        unmet.map(|expectation| finding(record, expectation)).collect::<Vec<_>>()
    };
    system.record_list().par_iter().enumerate().flat_map_iter(of_one).collect()
}

fn is_asked(system: &System, record: &Record, expectation: &Expectation) -> bool {
    let over = || record.is_in(State::Closed, system.as_of);
    record.holds(&expectation.when, system.as_of) && (expectation.when.asks("status") || !over())
}

fn is_met(system: &System, id: RecordId, record: &Record, need: &Need) -> bool {
    let given =
        |field: &String| record.value(field).is_some_and(|node| Items::of(node).iter().next().is_some());
    let has_value = |(field, values): &(String, Vec<String>)| {
        let node = record.value(field);
        node.is_some_and(|node| {
            Items::of(node).iter().any(|item| values.iter().any(|value| value == item.text()))
        })
    };
    need.field.iter().any(given)
        || need.value.iter().any(has_value)
        || need.link.iter().any(|field| is_linked(system, id, record, field))
        || need.from.iter().any(|place| is_named(system, id, place))
}

/// Whether an own link field leads somewhere, or a record names this one in the field that says the same.
fn is_linked(system: &System, id: RecordId, record: &Record, field: &str) -> bool {
    let own = system.links().out_of(id).iter().any(|reference| {
        let target = || reference.target();
        reference.link(record).path == field
            && !matches!(reference.status, Status::Missing | Status::WrongKind(_))
            && !target().is_some_and(|target| is_cancelled_action(system, system.record(target)))
    });
    let relation = || record.kind().links.iter().find(|link| link.path == field).map(|link| &link.relation);
    own || relation().is_some_and(|relation| {
        system.links().into(id).any(|reference| {
            let from = system.record(reference.from);
            let link = reference.link(from);
            let other_end = !(reference.from == id && link.path == field);
            link.relation == *relation && other_end && !is_cancelled_action(system, from)
        })
    })
}

/// Nothing follows from an action that was called off. Where other records are retired, `link-to-retired` says so.
fn is_cancelled_action(system: &System, record: &Record) -> bool {
    record.is("action") && record.is_in(State::Retired, system.as_of)
}

/// Whether a record names this one in a place such as `risk.controls`.
fn is_named(system: &System, id: RecordId, place: &str) -> bool {
    let Some((kind, path)) = place.split_once('.') else {
        return false;
    };
    system.links().into(id).any(|reference| {
        let from = system.record(reference.from);
        from.is(kind) && reference.link(from).path == path
    })
}

fn finding(record: &Record, expectation: &Expectation) -> Finding {
    let label = fill(&expectation.label, record);
    let place = match &expectation.at {
        Some(field) => record.field_label(field, label),
        None => record.id_label(label),
    };
    let field = expectation.at.clone().or_else(|| expectation.need.field.first().cloned());
    let help = (!expectation.help.is_empty()).then(|| fill(&expectation.help, record));
    let mut finding = Finding::new(expectation.rule.clone(), fill(&expectation.message, record), place)
        .help_if(help)
        .about(record.subject());
    finding.field = field;
    finding.clauses.clone_from(&expectation.clauses);
    finding
}

/// Replaces `{field}` by the field's value, and `{status}` by the state that is meant where none is given.
fn fill(template: &str, record: &Record) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match name {
            "id" => out.push_str(record.id()),
            "status" => out.push_str(record.status()),
            name => out.push_str(&text::brief(record.value(name).map_or("", |node| node.text()), 60)),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
