//! Findings under headings, one row each, to be handed out record by record or owner by owner.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{GroupBy, Style, defuse, footer, place};
use crate::base::text::plain;
use crate::finding::Finding;
use crate::finding::report::{CheckReport, Summary};
use crate::render::paint::Paint;
use crate::render::wrap::wrap;

/// The longest word of a level.
const LEVEL: usize = 7;
/// Columns a message has at least; where the place leaves less, the message goes below it.
const MESSAGE: usize = 30;

/// Findings with one heading.
struct Group<'a> {
    name: Option<&'a str>,
    findings: Vec<&'a Finding>,
}

/// Writes the groups and the footer.
pub(super) fn write(report: &CheckReport, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    for group in groups(&report.findings, style.group_by) {
        heading(&group, style, &mut text);
        rows(&group, style, &mut text);
        text.push('\n');
        out.write_all(defuse(&text).as_bytes())?;
        text.clear();
    }
    footer::push(report, style, &mut text);
    out.write_all(defuse(&text).as_bytes())
}

fn name(finding: &Finding, by: GroupBy) -> Option<&str> {
    match by {
        GroupBy::Record => finding.subject.record.as_deref(),
        GroupBy::Owner => finding.subject.owner.as_deref(),
        GroupBy::Rule => Some(&finding.rule),
        GroupBy::File => Some(finding.primary.source.path()),
    }
}

/// Groups in a useful order: records and files as they are found, rules with the worst first, owners with most to do
/// first. What has no record or no owner comes last.
fn groups(findings: &[Finding], by: GroupBy) -> Vec<Group<'_>> {
    let mut index: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for finding in findings {
        let name = name(finding, by);
        let at = *index.entry(name).or_insert_with(|| {
            groups.push(Group { name, findings: Vec::new() });
            groups.len() - 1
        });
        groups[at].findings.push(finding);
    }
    let worst = |group: &Group<'_>| group.findings.iter().map(|finding| finding.level).min();
    match by {
        GroupBy::Record | GroupBy::File => {}
        GroupBy::Rule => {
            groups.sort_by_key(|group| (worst(group), Reverse(group.findings.len()), group.name));
        }
        GroupBy::Owner => groups.sort_by_key(|group| (Reverse(group.findings.len()), group.name)),
    }
    groups.sort_by_key(|group| group.name.is_none());
    groups
}

fn heading(group: &Group<'_>, style: &Style, out: &mut String) {
    let paint = Paint { color: style.color };
    let nothing = match style.group_by {
        GroupBy::Owner => "no owner",
        _ => "no record",
    };
    let name = group.name.map_or(nothing.into(), plain);
    let counts = footer::levels(&Summary::of(group.findings.iter().copied()));
    out.push_str(&paint.bold(&name));
    if let Some(path) = only_file(group).filter(|_| style.group_by == GroupBy::Record) {
        out.push_str(&format!("  {}", paint.dim(plain(path))));
    }
    out.push_str(&format!("{}{counts}\n", style.dot()));
}

/// The file of a group whose findings are all in one.
fn only_file<'a>(group: &Group<'a>) -> Option<&'a str> {
    let path = group.findings.first()?.primary.source.path();
    group.findings.iter().all(|finding| finding.primary.source.path() == path).then_some(path)
}

fn rows(group: &Group<'_>, style: &Style, out: &mut String) {
    let paint = Paint { color: style.color };
    let in_heading = match style.group_by {
        GroupBy::Record | GroupBy::File => only_file(group).is_some(),
        GroupBy::Owner | GroupBy::Rule => false,
    };
    let places: Vec<String> = group.findings.iter().map(|finding| spot(finding, in_heading)).collect();
    let widest = places.iter().map(|place| place.width()).max().unwrap_or(0);
    let column = 2 + widest + 2 + LEVEL + 2;
    let beside = column + MESSAGE <= style.columns();
    let indent = if beside { column } else { 6 };
    for (finding, place) in group.findings.iter().zip(&places) {
        let pad = " ".repeat(widest - place.width());
        out.push_str(&format!("  {place}{pad}  {}", paint.level(finding.level, finding.level.as_str())));
        if beside {
            out.push_str(&" ".repeat(LEVEL - finding.level.as_str().len()));
        }
        let message = match style.group_by {
            GroupBy::Rule => finding.message.clone(),
            _ => format!("{} ({})", finding.message, plain(&finding.rule)),
        };
        for (index, line) in wrap(&message, style.columns() - indent, 0).iter().enumerate() {
            match (index, beside) {
                (0, true) => out.push_str("  "),
                _ => out.push_str(&format!("\n{}", " ".repeat(indent))),
            }
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// The place of a finding, without its path where the heading names it.
fn spot(finding: &Finding, in_heading: bool) -> String {
    if in_heading {
        let at = finding.primary.source.position(finding.primary.span.start);
        format!("{}:{}", at.line, at.column)
    } else {
        place(&finding.primary)
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::super::fixtures::{grouped, sample, text};
    use super::super::{Format, GroupBy, Style};

    fn group(by: GroupBy, index: usize) -> String {
        grouped(&sample(), by).split("\n\n").nth(index).unwrap().to_owned()
    }

    #[test]
    fn a_record_has_its_file_in_the_heading() {
        assert_eq!(
            group(GroupBy::Record, 0),
            "\
ACT-0031  actions/ACT-0031.yaml · 1 warning
  5:6  warning  ACT-0031 is open and was due on 2026-10-31, 22 days ago
                (action-overdue)"
        );
    }

    #[test]
    fn the_owner_with_most_to_do_comes_first_and_nobody_last() {
        assert_eq!(
            group(GroupBy::Owner, 0),
            "\
ROL-ciso · 3 errors
  risks/RSK-0012.yaml:4:14  error    RSK-0012 was due for review on 2026-08-14,
                                     100 days ago (review-overdue)
  risks/access.yaml:1:5     error    RSK-0003 is the id of two records
                                     (duplicate-id)
  soa/A.5.23.yaml:5:19      error    SOA-A.5.23 names RKS-0044, and no record
                                     has that id (broken-link)"
        );
        assert!(group(GroupBy::Owner, 2).starts_with("no owner · 1 error\n"));
    }

    #[test]
    fn rules_with_errors_come_first() {
        let heads: Vec<String> = (0..5).map(|index| group(GroupBy::Rule, index)).collect();
        let heads: Vec<&str> = heads.iter().map(|group| group.lines().next().unwrap()).collect();
        assert_eq!(
            heads,
            [
                "broken-link · 1 error",
                "duplicate-id · 1 error",
                "exclusion-unjustified · 1 error",
                "review-overdue · 1 error",
                "action-overdue · 1 warning",
            ]
        );
    }

    #[test]
    fn a_narrow_terminal_has_messages_below_their_places() {
        let style = Style { width: 40, group_by: GroupBy::File, ..Style::default() };
        let shown = text(&sample(), Format::Grouped, &Style { group_by: GroupBy::Owner, ..style });
        assert!(
            shown.contains("  risks/access.yaml:1:5     error\n      RSK-0003 is the id of two records\n"),
            "{shown}"
        );
        for line in text(&sample(), Format::Grouped, &style).lines() {
            assert!(line.width() <= 40, "{line}");
        }
    }
}
