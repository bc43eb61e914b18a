//! What stands below the findings: what was looked at, what it came to, what could not be looked at, what to do next.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use super::Style;
use crate::base::text::{count, list, plain, thousands};
use crate::finding::report::{CheckReport, History, Outcome, Summary};
use crate::render::paint::Paint;
use crate::render::wrap::wrap;

/// Owners named as having most to do.
const OWNERS: usize = 2;

/// Adds the footer.
pub(super) fn push(report: &CheckReport, style: &Style, out: &mut String) {
    let mut lines = Vec::new();
    let quiet = report.findings.is_empty() && report.outcome == Outcome::Clean;
    lines.push(if quiet { clean(report) } else { scope(report) });
    let summary = report.summary();
    let mut results = Vec::new();
    if summary.error + summary.warning + summary.note > 0 {
        results.push(levels(&summary));
    }
    results.extend(waived(report));
    if !results.is_empty() {
        lines.push(results.join(style.dot()));
    }
    lines.extend(gaps(report));
    lines.extend(next(report, style));
    for (index, line) in lines.iter().enumerate() {
        push_line(line, index == 0, report, style, out);
    }
}

/// What could not be checked, a sentence each.
pub(super) fn gaps(report: &CheckReport) -> Vec<String> {
    let gaps = unread(report).into_iter().chain(not_run(report)).chain(cut(report));
    let mut gaps: Vec<String> = gaps.collect();
    if gaps.is_empty() && report.outcome == Outcome::Incomplete {
        gaps.push("not everything could be checked".to_owned());
    }
    gaps
}

/// Adds a line; the first, on what was looked at, is dim and has the time at its end.
fn push_line(line: &str, first: bool, report: &CheckReport, style: &Style, out: &mut String) {
    let paint = Paint { color: style.color };
    for (part, text) in wrap(line, style.columns() - 2, 0).iter().enumerate() {
        let indent = if part == 0 { "" } else { "  " };
        let shown = if first { paint.dim(text) } else { text.clone() };
        out.push_str(&format!("{indent}{shown}"));
        if first && part == 0 {
            out.push_str(&elapsed(report, style, text.width()));
        }
        out.push('\n');
    }
}

/// The time a run took, at the right edge if there is room for it.
fn elapsed(report: &CheckReport, style: &Style, used: usize) -> String {
    let Some(elapsed) = report.elapsed else {
        return String::new();
    };
    let text = format!("{:.2} s", elapsed.as_secs_f64());
    let gap = style.columns().saturating_sub(used + text.len());
    if gap < 2 { String::new() } else { format!("{}{text}", " ".repeat(gap)) }
}

fn clean(report: &CheckReport) -> String {
    format!(
        "{}, {}, as of {}: nothing to report.",
        count(report.records, "record"),
        count(report.rules, "rule"),
        as_of(report)
    )
}

/// The day, and on a terminal how far from today it is.
fn as_of(report: &CheckReport) -> String {
    let far = |days: i64| count(days.unsigned_abs() as usize, "day");
    match report.from_today {
        None => report.as_of.to_string(),
        Some(days) if days > 0 => format!("{} ({} from today)", report.as_of, far(days)),
        Some(days) => format!("{} ({} ago)", report.as_of, far(days)),
    }
}

fn scope(report: &CheckReport) -> String {
    let history = match report.history {
        History::Full => "full history",
        History::Shallow => "history cut short",
        History::Partial => "history in parts",
        History::None => "no history",
    };
    format!(
        "{}, {}, {}, as of {}, {history}",
        count(report.records, "record"),
        count(report.links, "link"),
        count(report.rules, "rule"),
        as_of(report)
    )
}

/// `3 errors, 1 warning`, without what there is none of; empty if there is nothing.
pub(super) fn levels(summary: &Summary) -> String {
    let parts = [(summary.error, "error"), (summary.warning, "warning"), (summary.note, "note")];
    let parts: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, noun)| count(*number, noun)).collect();
    parts.join(", ")
}

fn waived(report: &CheckReport) -> Option<String> {
    if report.waived.is_empty() {
        return None;
    }
    let next = report.waived.iter().filter_map(|waived| waived.until).min();
    let lapses = next.map(|date| format!(" (next lapses {date})")).unwrap_or_default();
    Some(format!("{} waived{lapses}", thousands(report.waived.len())))
}

fn unread(report: &CheckReport) -> Option<String> {
    let into = if report.unread == 1 { "it" } else { "them" };
    let were = if report.held_back == 1 { "was" } else { "were" };
    let held = match report.held_back {
        0 => String::new(),
        many => format!("; {} that may lead into {into} {were} held back", count(many, "broken link")),
    };
    if report.unread == 0 {
        let what = "to records that could not be read";
        return (report.held_back > 0).then(|| {
            format!("{} that may lead {what} {were} held back", count(report.held_back, "broken link"))
        });
    }
    Some(format!("{} could not be read{held}", count(report.unread, "file")))
}

/// That part of the history is missing, where rules asked for it.
fn cut(report: &CheckReport) -> Option<String> {
    let asked = report.outcome == Outcome::Incomplete;
    let how = match report.history {
        History::Shallow if asked => "is cut short: what its oldest commits show may be older",
        History::Partial if asked => "is here in part",
        _ => return None,
    };
    Some(format!("the history {how}, so that not every answer is known"))
}

fn not_run(report: &CheckReport) -> Option<String> {
    if report.not_run.is_empty() {
        return None;
    }
    if let Some(all) = report.not_run.iter().find(|rule| rule.rule == "all") {
        return Some(format!("nothing could be checked: {}", plain(&all.reason)));
    }
    let mut by_reason: Vec<(&str, Vec<String>)> = Vec::new();
    for rule in &report.not_run {
        match by_reason.iter_mut().find(|(reason, _)| *reason == rule.reason) {
            Some((_, rules)) => rules.push(plain(&rule.rule).into_owned()),
            None => by_reason.push((&rule.reason, vec![plain(&rule.rule).into_owned()])),
        }
    }
    let groups = by_reason.iter().map(|(reason, rules)| match rules.as_slice() {
        [one] => format!("{one} ({})", plain(reason)),
        many => format!("{} ({})", list(many, "and", 3), plain(reason)),
    });
    let groups: Vec<String> = groups.collect();
    Some(format!("{} did not run: {}", count(report.not_run.len(), "rule"), list(&groups, "and", 5)))
}

/// Who has most to do, and the command that explains the first of the worst; after a clean run what falls due.
fn next(report: &CheckReport, style: &Style) -> Option<String> {
    let Some(worst) = report.findings.iter().min_by_key(|finding| finding.level) else {
        let due = report.next_due.as_ref().filter(|_| report.outcome == Outcome::Clean)?;
        return Some(format!("Next: {} {} on {}.", plain(&due.record), plain(&due.what), due.date));
    };
    let explain = format!("`isms explain {}`", plain(&worst.rule));
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for owner in report.findings.iter().filter_map(|finding| finding.subject.owner.as_deref()) {
        *owners.entry(owner).or_default() += 1;
    }
    let mut owners: Vec<(&str, usize)> = owners.into_iter().filter(|(_, number)| *number > 1).collect();
    owners.sort_by_key(|(owner, number)| (std::cmp::Reverse(*number), *owner));
    owners.truncate(OWNERS);
    if owners.is_empty() {
        return Some(format!("next: {explain}"));
    }
    let named: Vec<String> =
        owners.iter().map(|(owner, number)| format!("{} ({number})", plain(owner))).collect();
    Some(format!("most with {}{}next: {explain}", list(&named, "and", OWNERS), style.dot()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::fixtures::{full, report, sample, text};
    use super::super::{Format, Style};
    use crate::finding::report::{CheckReport, NotRun, Outcome};

    fn lines(report: &CheckReport) -> Vec<String> {
        full(report).split("\n\n").last().unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_clean_run_says_what_falls_due_next() {
        assert_eq!(
            full(&report(Vec::new(), Outcome::Clean)),
            "412 records, 38 rules, as of 2026-11-22: nothing to report.\nNext: ACT-0012 is due on 2026-12-05.\n"
        );
    }

    #[test]
    fn findings_are_counted_and_the_next_step_named() {
        assert_eq!(
            lines(&sample()),
            [
                "412 records, 1,530 links, 38 rules, as of 2026-11-22, no history",
                "4 errors, 1 warning · 2 waived (next lapses 2026-12-05)",
                "most with ROL-ciso (3) · next: `isms explain review-overdue`",
            ]
        );
    }

    #[test]
    fn what_could_not_be_checked_is_said() {
        let mut incomplete = report(Vec::new(), Outcome::Incomplete);
        incomplete.unread = 1;
        incomplete.held_back = 14;
        incomplete.not_run = vec![NotRun { rule: "unsupported-date".into(), reason: "shallow clone".into() }];
        assert_eq!(
            lines(&incomplete)[1..],
            [
                "1 file could not be read; 14 broken links that may lead into it were held back",
                "1 rule did not run: unsupported-date (shallow clone)",
            ]
        );
        incomplete.unread = 2;
        incomplete.held_back = 1;
        assert!(
            lines(&incomplete)[1]
                .starts_with("2 files could not be read; 1 broken link that may lead into them")
        );
    }

    #[test]
    fn an_incomplete_run_never_looks_clean() {
        let lines = lines(&report(Vec::new(), Outcome::Incomplete));
        assert_eq!(lines[1..], ["not everything could be checked"]);
        assert!(lines[0].ends_with("no history"), "{}", lines[0]);
    }

    #[test]
    fn another_day_is_told_with_its_distance_where_somebody_looks_on() {
        let first = |days| {
            let mut report = sample();
            report.from_today = days;
            full(&report).split_whitespace().collect::<Vec<_>>().join(" ")
        };
        assert!(first(None).contains("as of 2026-11-22, no history"));
        assert!(first(Some(90)).contains("as of 2026-11-22 (90 days from today), no history"));
        assert!(first(Some(-1)).contains("as of 2026-11-22 (1 day ago), no history"));
    }

    #[test]
    fn time_stands_at_the_right_edge() {
        let mut timed = sample();
        timed.elapsed = Some(Duration::from_millis(83));
        let first = &lines(&timed)[0];
        assert!(first.ends_with("no history          0.08 s") && first.len() == 80, "{first}");
        let narrow = text(&timed, Format::Full, &Style { width: 66, ..Style::default() });
        assert!(!narrow.contains("0.08 s"));
    }
}
