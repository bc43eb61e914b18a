//! The report for people, to be read at eighty columns by those who do not know this program.

use super::{Answer, Evidence, Readiness, Standing};
use crate::base::text::{count, list, plain, thousands};
use crate::render::wrap::wrap;

/// Columns before an answer's text: its number and how it stands.
const INDENT: usize = 8;

/// Writes the report.
pub(super) fn write(report: &Readiness, width: usize) -> String {
    let mut out = head(report, width);
    for answer in &report.answers {
        out.push('\n');
        question(answer, width, &mut out);
    }
    out.push_str(&verbs(report, width));
    out.push_str(&cycle(report, width));
    out.push_str(&foot(report, width));
    out
}

fn head(report: &Readiness, width: usize) -> String {
    let commit = match (&report.commit, report.dirty) {
        (None, _) => "no commit yet".to_owned(),
        (Some(commit), dirty) => {
            let short = commit.get(..12).unwrap_or(commit);
            format!("commit {short}{}", if dirty { " with changes that are not committed" } else { "" })
        }
    };
    let (pass, all) = (report.count(Standing::Pass), report.answers.len());
    let verdict = if !report.complete {
        format!("COULD NOT CHECK everything; of {all} questions {pass} pass as far as records could be read.")
    } else if report.is_ready() {
        format!("READY: the records answer all {all} questions.")
    } else {
        let open = report.count(Standing::Unknown);
        let open = if open == 0 { String::new() } else { format!(", {open} cannot be told") };
        format!("NOT READY: of {all} questions {pass} pass, {} fail{open}.", report.count(Standing::Fail))
    };
    let title = format!("Readiness for clause 4.4: {}", plain(&report.organisation));
    let facts = format!("as of {}, {commit}, {}", report.as_of, count(report.records, "record"));
    let lines =
        [wrap(&title, width, 0), wrap(&facts, width, 0), vec![String::new()], wrap(&verdict, width, 0)];
    format!("{}\n", lines.concat().join("\n"))
}

/// Adds text with an indent; lines after the first begin below the first word after `name`.
fn paragraph(out: &mut String, width: usize, name: &str, text: &str) {
    let hang = INDENT + name.len();
    for (index, line) in wrap(text, width.saturating_sub(hang), 0).iter().enumerate() {
        let name = if index == 0 { name } else { "" };
        out.push_str(&format!("{}{name:<hang$}{line}\n", " ".repeat(INDENT), hang = hang - INDENT));
    }
}

fn question(answer: &Answer, width: usize, out: &mut String) {
    let asks = answer.question.asks;
    let lines = wrap(asks, width.saturating_sub(INDENT), 0);
    let mark = match answer.standing {
        Standing::Pass => "pass",
        Standing::Unknown => "?",
        Standing::Fail => "FAIL",
    };
    for (index, line) in lines.iter().enumerate() {
        let before = if index == 0 { format!("{:>2} {mark:<4} ", answer.number) } else { " ".repeat(INDENT) };
        out.push_str(&format!("{before}{line}\n"));
    }
    for fact in &answer.facts {
        paragraph(out, width, "- ", &plain(fact));
    }
    for found in &answer.found {
        let about = if found.about.len() < found.findings { " and others" } else { "" };
        let what = format!("{} {} ({}{about})", found.findings, found.rule, found.about.join(", "));
        paragraph(out, width, "finds: ", &what);
    }
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for (rule, reason) in &answer.not_run {
        match reasons.iter_mut().find(|(known, _)| known == reason) {
            Some((_, rules)) => rules.push(rule),
            None => reasons.push((reason, vec![rule])),
        }
    }
    for (reason, rules) in reasons {
        paragraph(out, width, "cannot tell: ", &format!("{} ({reason})", list(&rules, "and", rules.len())));
    }
    if answer.waived > 0 {
        paragraph(out, width, "waived: ", &format!("{} by exceptions", count(answer.waived, "finding")));
    }
    paragraph(out, width, "records: ", &evidence(&answer.evidence));
    paragraph(out, width, "answers: ", &answering(answer));
    if answer.standing != Standing::Pass {
        paragraph(out, width, "to do: ", answer.question.todo);
    }
}

fn evidence(evidence: &Evidence) -> String {
    let newest = evidence.newest.map(|day| format!(", newest {day}")).unwrap_or_default();
    let examples: Vec<&str> = evidence.examples.iter().map(|one| one.id.as_str()).collect();
    let examples = if examples.is_empty() { String::new() } else { format!(": {}", examples.join(", ")) };
    let more = if evidence.records > evidence.examples.len() { ", ..." } else { "" };
    format!("{}{newest}{examples}{more}", thousands(evidence.records))
}

fn answering(answer: &Answer) -> String {
    if answer.answering.is_empty() {
        return format!("{}; the records name nobody", answer.question.who);
    }
    let who =
        answer.answering.iter().map(|one| format!("{}, {} ({})", one.who.id, one.who.title, one.because));
    who.collect::<Vec<_>>().join("; ")
}

fn verbs(report: &Readiness, width: usize) -> String {
    let mut out = String::from("\nThe four verbs of clause 4.4, by the processes that do them\n\n");
    for verb in &report.verbs {
        let text = format!("{}; records {}", count(verb.processes, "process"), evidence(&verb.evidence));
        for (index, line) in wrap(&text, width.saturating_sub(13), 0).iter().enumerate() {
            let name = if index == 0 { verb.verb } else { "" };
            out.push_str(&format!("  {name:<9}  {line}\n"));
        }
    }
    if report.without_verb > 0 {
        let verb = if report.without_verb == 1 { "belongs" } else { "belong" };
        let text = format!("{} {verb} to no process that has a verb.", count(report.without_verb, "record"));
        out.push_str(&format!("\n{}\n", wrap(&text, width, 0).join("\n")));
    }
    out
}

fn cycle(report: &Readiness, width: usize) -> String {
    let cycle = &report.cycle;
    if cycle.round.is_empty() {
        let missing = match cycle.missing.as_slice() {
            [] => "the steps did not follow one another".to_owned(),
            missing => format!("nothing shows {}", list(missing, "and", 5)),
        };
        let text = format!("No full cycle since {}: {missing}.", cycle.from);
        return format!("\n{}\n", wrap(&text, width, 0).join("\n"));
    }
    let mut out = format!("\nThe newest full cycle since {}\n\n", cycle.from);
    for (step, day, record) in &cycle.round {
        out.push_str(&format!("  {day}  {step:<20}  {}\n", record.id));
    }
    out
}

fn foot(report: &Readiness, width: usize) -> String {
    let mut text = String::new();
    if report.besides > 0 {
        let verb = if report.besides == 1 { "concerns" } else { "concern" };
        text = format!("{} more {verb} none of these questions. ", count(report.besides, "finding"));
    }
    text.push_str("`isms check --profile audit` shows every finding with its place.");
    format!("\n{}\n", wrap(&text, width, 0).join("\n"))
}
