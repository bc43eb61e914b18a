//! The one place that sets levels, lets approved exceptions waive, sorts, and removes duplicates.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Finding, Level, RuleInfo};
use crate::base::text;

/// What may change a finding's level: configuration and profile, behind one question.
pub trait Levels {
    /// The level of a rule for a kind of record in a file, given the level its grade has. `None`: switched off.
    fn level(&self, rule: &str, kind: Option<&str>, path: &str, default: Level) -> Option<Level>;
}

/// Takes findings in any order and gives them settled.
pub struct Sink<'a> {
    rules: BTreeMap<&'a str, &'a RuleInfo>,
    levels: &'a dyn Levels,
    most_in_a_file: usize,
}

impl<'a> Sink<'a> {
    /// A sink that knows these rules. `most_in_a_file` findings are kept of one file.
    pub fn new(rules: &'a [RuleInfo], levels: &'a dyn Levels, most_in_a_file: usize) -> Self {
        let rules = rules.iter().map(|rule| (rule.name.as_str(), rule)).collect();
        Self { rules, levels, most_in_a_file }
    }

    /// Sets grade, level and clauses, drops what is switched off, sorts by path, place and rule, removes duplicates,
    /// and gives each finding its fingerprint.
    pub fn settle(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let mut settled: Vec<Finding> =
            findings.into_iter().filter_map(|finding| self.grade(finding)).collect();
        settled.sort_by(|a, b| key(a).cmp(&key(b)));
        settled.dedup_by(|a, b| key(a) == key(b));
        stamp(&mut settled);
        settled
    }

    /// Settles further findings, of rules that the settled ones are not of, and puts them in between.
    pub fn add(&self, settled: Vec<Finding>, more: Vec<Finding>) -> Vec<Finding> {
        let mut all = settled;
        all.extend(self.settle(more));
        all.sort_by(|a, b| key(a).cmp(&key(b)));
        all
    }

    fn grade(&self, mut finding: Finding) -> Option<Finding> {
        if let Some(rule) = self.rules.get(finding.rule.as_ref()) {
            finding.grade = rule.grade;
            if finding.clauses.is_empty() {
                finding.clauses.clone_from(&rule.clauses);
            }
        }
        let kind = finding.subject.kind.as_deref();
        let path = finding.primary.source.path();
        finding.level = self.levels.level(&finding.rule, kind, path, finding.grade.level())?;
        Some(finding)
    }

    /// Keeps the first findings of each file; one more says how many were left out, and is as bad as the worst of them.
    pub fn cap(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
        let mut rest = findings.into_iter().peekable();
        while let Some(first) = rest.next() {
            let path = first.primary.source.path().to_owned();
            let mut here = 1;
            let mut left = 0;
            let mut worst: Option<Finding> = None;
            kept.push(first);
            while let Some(next) = rest.next_if(|next| next.primary.source.path() == path) {
                here += 1;
                if here <= self.most_in_a_file {
                    kept.push(next);
                } else {
                    left += 1;
                    if worst.as_ref().is_none_or(|worst| next.level < worst.level) {
                        worst = Some(next);
                    }
                }
            }
            kept.extend(worst.map(|worst| more(worst, left)));
        }
        kept
    }
}

/// The last finding of a file that has too many, saying how many were left out; made of the worst of these.
fn more(worst: Finding, left: usize) -> Finding {
    let name = Path::new(worst.primary.source.path())
        .file_name()
        .map_or_else(String::new, |name| text::plain(&name.to_string_lossy()).into_owned());
    let mut finding = worst;
    let verb = if left == 1 { "is" } else { "are" };
    finding.message = format!("{} in {name} {verb} left out here", text::count(left, "more finding"));
    finding.help = Some(
        "mend the ones above first, or raise `findings_per_file` under `[limits]` in isms.toml".to_owned(),
    );
    finding.related.clear();
    finding.field = None;
    finding.fingerprint =
        format!("{:016x}", fnv1a(&[finding.rule.as_ref(), finding.primary.source.path(), "more"], 0));
    finding
}

type Key<'a> = (&'a str, u32, u32, &'a str, Option<&'a str>, Option<&'a str>, &'a str);

fn key(finding: &Finding) -> Key<'_> {
    let span = finding.primary.span;
    (
        finding.primary.source.path(),
        span.start,
        span.end,
        &finding.rule,
        finding.subject.record.as_deref(),
        finding.field.as_deref(),
        &finding.message,
    )
}

/// Fingerprints: rule, record (or path, where there is none) and field, and a counter where these are the same.
fn stamp(findings: &mut [Finding]) {
    let mut seen = BTreeSet::new();
    // Where to go on counting: many findings of one field would else be counted from the start each time.
    let mut counters = BTreeMap::new();
    for finding in findings {
        let who = finding.subject.record.as_deref().unwrap_or(finding.primary.source.path());
        let parts = [finding.rule.as_ref(), who, finding.field.as_deref().unwrap_or("")];
        let counter = counters.entry(fnv1a(&parts, 0)).or_insert(0_u32);
        let mut hash = fnv1a(&parts, *counter);
        while !seen.insert(hash) {
            *counter += 1;
            hash = fnv1a(&parts, *counter);
        }
        finding.fingerprint = format!("{hash:016x}");
    }
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo): stable over versions and machines, which the standard library's hasher is not.
fn fnv1a(parts: &[&str], counter: u32) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for part in parts {
        part.bytes().for_each(&mut eat);
        eat(0);
    }
    counter.to_le_bytes().into_iter().for_each(eat);
    hash
}

/// The level a finding of a grade has before anything is configured.
pub struct AsGraded;

impl Levels for AsGraded {
    fn level(&self, _: &str, _: Option<&str>, _: &str, default: Level) -> Option<Level> {
        Some(default)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Family, Grade, Label, Subject};
    use super::*;
    use crate::base::{Source, Span};

    fn finding(path: &str, at: u32, rule: &'static str, record: &str) -> Finding {
        let source = Arc::new(Source::new(path, "0123456789"));
        let subject = Subject { record: Some(record.to_owned()), ..Subject::default() };
        Finding::new(rule, format!("{rule} at {at}"), Label::new(&source, Span::at(at), "")).about(subject)
    }

    fn settle(findings: Vec<Finding>, most: usize) -> Vec<Finding> {
        let rule = |name: &str, grade| RuleInfo {
            name: name.to_owned(),
            family: Family::Links,
            grade,
            clauses: vec!["6.1.3".to_owned()],
            summary: String::new(),
        };
        let rules = [rule("a", Grade::Major), rule("b", Grade::Observation)];
        let sink = Sink::new(&rules, &AsGraded, most);
        sink.cap(sink.settle(findings))
    }

    #[test]
    fn findings_are_sorted_graded_and_unique() {
        let mixed = vec![
            finding("z.yaml", 1, "b", "R-1"),
            finding("a.yaml", 5, "a", "R-2"),
            finding("a.yaml", 2, "a", "R-2"),
            finding("a.yaml", 5, "a", "R-2"),
        ];
        let settled = settle(mixed, 100);
        let places: Vec<_> =
            settled.iter().map(|f| (f.primary.source.path(), f.primary.span.start)).collect();
        assert_eq!(places, [("a.yaml", 2), ("a.yaml", 5), ("z.yaml", 1)]);
        assert_eq!((settled[0].level, settled[2].level), (Level::Error, Level::Warning));
        assert_eq!(settled[0].clauses, ["6.1.3"]);
    }

    #[test]
    fn a_fingerprint_does_not_depend_on_the_line_and_is_unique() {
        let first = settle(vec![finding("a.yaml", 2, "a", "R-2"), finding("a.yaml", 5, "a", "R-2")], 100);
        let moved = settle(vec![finding("a.yaml", 3, "a", "R-2"), finding("a.yaml", 9, "a", "R-2")], 100);
        assert_eq!(first[0].fingerprint, moved[0].fingerprint);
        assert_eq!(first[1].fingerprint, moved[1].fingerprint);
        assert_ne!(first[0].fingerprint, first[1].fingerprint);
        assert_eq!(first[0].fingerprint.len(), 16);
    }

    #[test]
    fn a_file_with_too_many_says_how_many_more() {
        let settled = settle((0..9).map(|at| finding("a.yaml", at, "a", "R-1")).collect(), 5);
        assert_eq!(settled.len(), 6);
        assert_eq!(settled[5].message, "4 more findings in a.yaml are left out here");
    }

    #[test]
    fn what_is_left_out_counts_with_the_worst_of_it() {
        // Nine observations, and among those beyond the fifth one major finding.
        let mut findings: Vec<Finding> = (0..9).map(|at| finding("a.yaml", at, "b", "R-1")).collect();
        findings[7] = finding("a.yaml", 7, "a", "R-1");
        let settled = settle(findings, 5);
        assert_eq!((settled.len(), settled[4].level, settled[5].level), (6, Level::Warning, Level::Error));
    }
}
