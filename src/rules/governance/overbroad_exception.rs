//! `overbroad-exception`: an exception waives more, or for longer, than anybody can have weighed.

use std::collections::BTreeMap;

use crate::base::text;
use crate::finding::{Family, Finding};
use crate::record::Record;
use crate::record::field::{EXCEPTION_RECORDS, EXCEPTION_RULES, EXCEPTION_UNTIL};
use crate::rules::waivers::{Part, Usage, Waiver};
use crate::schema::KindId;
use crate::system::System;

/// For each exception in force: one finding for a pattern that fits every record or all of a kind, or else one if all
/// patterns together fit more records than the setting allows; one if all rules of a family are named; one if it
/// runs longer than the setting allows.
pub(in crate::rules) fn check(usage: &Usage<'_>) -> Vec<Finding> {
    let system = usage.system;
    let of_kind = kinds(system);
    let families = families(usage);
    let mut findings = Vec::new();
    for waiver in usage.waivers {
        let exception = system.record(waiver.record);
        let too_much = waiver.patterns.iter().filter(|pattern| pattern.is_glob());
        let too_much: Vec<Finding> =
            too_much.filter_map(|pattern| all_of_a_kind(system, exception, pattern, &of_kind)).collect();
        if too_much.is_empty() {
            findings.extend(too_many(system, exception, waiver));
        }
        findings.extend(too_much);
        findings.extend(
            families.iter().filter_map(|(family, rules)| whole_family(exception, waiver, *family, rules)),
        );
        findings.extend(too_long(system, exception, waiver));
    }
    findings
}

/// How many records there are of each kind.
fn kinds(system: &System) -> BTreeMap<KindId, usize> {
    let mut kinds = BTreeMap::new();
    system.records().for_each(|(_, record)| *kinds.entry(record.kind_id()).or_insert(0) += 1);
    kinds
}

/// The rules of each family that has more than one.
fn families<'a>(usage: &'a Usage<'_>) -> BTreeMap<Family, Vec<&'a str>> {
    let mut families: BTreeMap<Family, Vec<&str>> = BTreeMap::new();
    for info in usage.rules {
        families.entry(info.family).or_default().push(&info.name);
    }
    families.retain(|_, rules| rules.len() > 1);
    families
}

fn finding(exception: &Record, message: &str, label: crate::finding::Label) -> Finding {
    Finding::new("overbroad-exception", format!("{} {message}", exception.name()), label)
        .about(exception.subject())
}

fn all_of_a_kind(
    system: &System,
    exception: &Record,
    pattern: &Part,
    of_kind: &BTreeMap<KindId, usize>,
) -> Option<Finding> {
    let mut fits: BTreeMap<KindId, usize> = BTreeMap::new();
    let fitting = system.records().filter(|(_, record)| pattern.fits(record.id()));
    fitting.for_each(|(_, record)| *fits.entry(record.kind_id()).or_insert(0) += 1);
    let whole: Vec<&str> = fits
        .iter()
        .filter(|(kind, number)| **number > 1 && of_kind.get(kind) == Some(number))
        .map(|(kind, _)| system.schema.kind(*kind).name.as_str())
        .collect();
    if whole.is_empty() {
        return None;
    }
    let written = text::brief(&pattern.written, 60);
    let message = if fits.values().sum::<usize>() == system.len() {
        format!("names {written}, which fits every record")
    } else {
        let words: Vec<String> = whole.iter().map(|kind| format!("every {kind}")).collect();
        format!("names {written}, which fits {}", text::list(&words, "and", 3))
    };
    let label = exception.label(exception.file().node(pattern.node).span(), "fits too much");
    let help = "name the records that somebody looked at, one by one; records to come are not among them";
    Some(finding(exception, &message, label).help(help).field(EXCEPTION_RECORDS.name))
}

fn too_many(system: &System, exception: &Record, waiver: &Waiver) -> Option<Finding> {
    let most = system.config.exceptions.records;
    let fits = system.ids().filter(|id| waiver.names(id)).count();
    if fits <= most {
        return None;
    }
    let message = format!(
        "names {}, and one exception may name at most {}",
        text::count(fits, "record"),
        text::thousands(most)
    );
    let label = exception.field_label(EXCEPTION_RECORDS.name, "so many at once");
    let help =
        "split it by reason, each part with an approval of its own, or change the rule's level in isms.toml";
    Some(finding(exception, &message, label).help(help).field(EXCEPTION_RECORDS.name))
}

fn whole_family(exception: &Record, waiver: &Waiver, family: Family, rules: &[&str]) -> Option<Finding> {
    let named = |rule: &&str| waiver.rules.iter().any(|part| part.written == **rule);
    if waiver.patterns.is_empty() || !rules.iter().all(named) {
        return None;
    }
    let message = format!("waives every rule of the family {}", family.as_str());
    let label = exception.field_label(EXCEPTION_RULES.name, "all of a family");
    let help = "name the rules that it is about, and no others";
    Some(finding(exception, &message, label).help(help).field(EXCEPTION_RULES.name))
}

fn too_long(system: &System, exception: &Record, waiver: &Waiver) -> Option<Finding> {
    let longest = system.config.exceptions.longest;
    let last = waiver.approved_on.plus(longest)?;
    if waiver.until <= last {
        return None;
    }
    let message = format!(
        "is approved on {} and holds until {}, longer than {longest}",
        waiver.approved_on, waiver.until
    );
    let label = exception.field_label(EXCEPTION_UNTIL.name, "holds until here");
    let help = format!("let it end by {last}, and approve it again if it is still needed then");
    Some(finding(exception, &message, label).help(help).field(EXCEPTION_UNTIL.name))
}
