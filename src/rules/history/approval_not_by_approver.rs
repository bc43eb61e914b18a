//! `approval-not-by-approver`: an approval was recorded without the approver.

use super::Evidence;
use super::approvals::{Approval, Judge, Sort, Support, Verdict, approvals};
use crate::base::text;
use crate::finding::Finding;
use crate::history::Commit;

/// One finding for each approval that no commit with the approver recorded.
pub(in crate::rules) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut judge = Judge::new(evidence);
    let reachable = approvals(evidence.system).filter(|approval| !evidence.is_out_of_reach(approval.on));
    let found = reachable.filter_map(|approval| {
        let timeline = evidence.timeline(approval.record)?;
        let support = Support::of(evidence, &approval, timeline)?;
        let others = judge.verdict(&approval, &support) == Verdict::ByOthers;
        others.then(|| finding(evidence, &approval, support.recorded.commit()))
    });
    found.collect()
}

fn finding(evidence: &Evidence<'_>, approval: &Approval<'_>, commit: &Commit) -> Finding {
    let (record, approver) = (approval.record, evidence.system.record(approval.by));
    let who = evidence.author(commit);
    let listed = if evidence.person(&commit.author.0).is_some() { "" } else { ", whom no person lists" };
    let message = format!(
        "the {} of {} by {} on {} was recorded by {who}{listed}, on {}, and {} took part in that commit",
        approval.sort.noun(),
        record.name(),
        approver.id(),
        approval.on,
        commit.day(),
        if approver.is("role") { "nobody who holds the role" } else { "no address of theirs" },
    );
    let label = record.field_label(approval.by_field, format!("recorded in {}", commit.short()));
    Finding::new("approval-not-by-approver", message, label)
        .help(help(approval, approver.id()))
        .about(record.subject())
        .field(approval.by_field)
}

fn help(approval: &Approval<'_>, approver: &str) -> String {
    let act = match approval.sort {
        Sort::Approval => "approve",
        Sort::Decision => "decide",
        Sort::Acceptance => "accept",
    };
    format!(
        "let {} {act} anew in a commit that they write, co-author, sign off or merge; if the address is theirs, add it \
         to their `emails` or to .mailmap",
        text::brief(approver, 60)
    )
}
