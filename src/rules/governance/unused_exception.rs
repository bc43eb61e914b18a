//! `unused-exception`: an exception, or a part of it, waives nothing.

use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::record::field::{
    EXCEPTION_APPROVED_ON, EXCEPTION_FINDINGS, EXCEPTION_RECORDS, EXCEPTION_RULES, EXCEPTION_UNTIL,
};
use crate::rules::waivers::{Entry, Part, Usage, Waiver};
use crate::system::System;

/// Entries that are named in a message; the rest is counted.
const NAMED: usize = 3;
/// Patterns without a record for which a near id is looked up; each costs a walk over all ids.
const LOOKED_UP: usize = 20;

/// One finding for each live exception that names nothing or is not approved yet; for each in force that waived nothing;
/// and otherwise one for each rule and pattern of it that helped to waive nothing, and one for all its single findings
/// that are no longer found.
///
/// Where something could not be read or a rule did not run, nobody knows what would have been found, and nothing in
/// force is called unused.
pub(in crate::rules) fn check(usage: &Usage<'_>) -> Vec<Finding> {
    let system = usage.system;
    let live = system.of_kind("exception").filter(|(id, one)| system.is_live(one) && system.is_clear(*id));
    let idle = live.filter_map(|(_, exception)| powerless(system, exception));
    let mut findings: Vec<Finding> = idle.collect();
    if usage.whole {
        let clear = usage.waivers.iter().filter(|waiver| system.is_clear(waiver.record));
        findings.extend(clear.flat_map(|waiver| in_force(usage, waiver)));
    }
    findings
}

/// An exception that cannot waive anything, whatever is found.
fn powerless(system: &System, exception: &Record) -> Option<Finding> {
    let given = |name| exception.value(name).is_some();
    let findings = given(EXCEPTION_FINDINGS.name);
    let (message, place, help) = match (given(EXCEPTION_RULES.name), given(EXCEPTION_RECORDS.name)) {
        (false, false) if !findings => (
            "names no rule and no record".to_owned(),
            "id",
            "add the `rules` it waives and the `records` it waives them for, or give it `status: retired`",
        ),
        (false, true) => (
            "names records and no rule".to_owned(),
            EXCEPTION_RECORDS.name,
            "add the `rules` that it waives for them",
        ),
        (true, false) => (
            "names rules and no record".to_owned(),
            EXCEPTION_RULES.name,
            "add the `records` it waives them for",
        ),
        _ => {
            let approved = exception.get(EXCEPTION_APPROVED_ON).filter(|day| *day > system.as_of)?;
            let until = exception.get(EXCEPTION_UNTIL)?;
            if until < approved {
                return None;
            }
            let as_of = system.as_of;
            (
                format!("is approved on {approved}, which is after {as_of}"),
                EXCEPTION_APPROVED_ON.name,
                "correct the date, or wait for the approval: until then it waives nothing",
            )
        }
    };
    let place = exception.field_label(place, "waives nothing");
    let message = format!("{} {message}, so it waives nothing", exception.name());
    Some(Finding::new("unused-exception", message, place).help(help).about(exception.subject()))
}

fn in_force(usage: &Usage<'_>, waiver: &Waiver) -> Vec<Finding> {
    let exception = usage.system.record(waiver.record);
    let names = waiver.rules.iter().map(|rule| rule.written.as_str());
    let entries = waiver.entries.iter().map(|entry| entry.rule.as_str());
    let is_known = names.chain(entries).all(|rule| usage.has_run(rule));
    let can_waive = (!waiver.rules.is_empty() && !waiver.patterns.is_empty()) || !waiver.entries.is_empty();
    if !can_waive {
        return Vec::new();
    }
    if waiver.used() == 0 && is_known {
        return vec![whole(exception, usage.system)];
    }
    let mut findings: Vec<Finding> = Vec::new();
    let idle = |part: &&Part| part.used == 0;
    let rules = waiver.rules.iter().filter(idle).filter(|rule| usage.has_run(&rule.written));
    findings.extend(rules.map(|part| idle_rule(exception, part)));
    if waiver.rules.iter().all(|rule| usage.has_run(&rule.written)) {
        let patterns = waiver.patterns.iter().filter(idle).enumerate();
        findings.extend(
            patterns.map(|(index, part)| idle_pattern(usage.system, exception, part, index < LOOKED_UP)),
        );
    }
    let gone = waiver.entries.iter().filter(|entry| entry.used < entry.times && usage.has_run(&entry.rule));
    let gone: Vec<&Entry> = gone.collect();
    findings.extend((!gone.is_empty()).then(|| idle_entries(exception, waiver, &gone)));
    findings
}

fn whole(exception: &Record, system: &System) -> Finding {
    let message =
        format!("{} waives nothing: what it names is not found on {}", exception.name(), system.as_of);
    Finding::new("unused-exception", message, exception.id_label("waives nothing"))
        .help("give it `status: retired` if what it allowed is mended, or correct its `rules` and `records`")
        .about(exception.subject())
}

fn idle_rule(exception: &Record, rule: &Part) -> Finding {
    let name = text::brief(&rule.written, 60);
    let message = format!("{} waives {name}, which is not found about any of its records", exception.name());
    part(exception, rule, message, "found nowhere here")
        .help(format!("take {name} out of `rules`"))
        .field(EXCEPTION_RULES.name)
}

fn idle_pattern(system: &System, exception: &Record, pattern: &Part, look_up: bool) -> Finding {
    let written = text::brief(&pattern.written, 60);
    let fits_one = if pattern.is_glob() {
        system.ids().any(|id| pattern.fits(id))
    } else {
        system.find(&pattern.written).is_some()
    };
    let near = || if look_up { text::nearest(&pattern.written, system.ids()) } else { None };
    let (message, label, help) = if fits_one {
        (
            format!("{} names {written}, about which nothing is found that it waives", exception.name()),
            "nothing found here",
            format!("take {written} out of `records`"),
        )
    } else {
        let help = near().map_or_else(
            || format!("take {written} out of `records`, or correct it"),
            |near| format!("did you mean {near}?"),
        );
        (
            format!("{} names {written}, and no record is called that", exception.name()),
            "no such record",
            help,
        )
    };
    part(exception, pattern, message, label).help(help).field(EXCEPTION_RECORDS.name)
}

fn part(exception: &Record, part: &Part, message: String, label: &str) -> Finding {
    let span = exception.file().node(part.node).span();
    Finding::new("unused-exception", message, exception.label(span, label)).about(exception.subject())
}

fn idle_entries(exception: &Record, waiver: &Waiver, gone: &[&Entry]) -> Finding {
    let named = gone.iter().map(|entry| format!("{} about {}", entry.rule, entry.subject));
    let named: Vec<String> = named.collect();
    let verb = if gone.len() == 1 { "is" } else { "are" };
    let message = format!(
        "{} waives {}, of which {} {verb} found less often or not at all: {}",
        exception.name(),
        text::count(waiver.entries.len(), "single finding"),
        text::thousands(gone.len()),
        text::list(&named, "and", NAMED)
    );
    let span = exception.file().node(gone[0].node).span();
    Finding::new("unused-exception", message, exception.label(span, "no longer found"))
        .help("run `isms check --adopt`, which takes out what is mended")
        .about(exception.subject())
        .field(EXCEPTION_FINDINGS.name)
}
