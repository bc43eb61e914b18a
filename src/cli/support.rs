//! How commits support what one record says: its approvals, and what was recorded late. Parts of `isms explain` and
//! `isms show`.

use std::path::Path;

use super::Global;
use super::look::look;
use crate::base::text;
use crate::history::{Commit, History, SignatureForm};
use crate::rules::history::approvals::{Approval, Judge, Support, Verdict, of_record};
use crate::rules::history::{Evidence, Surroundings, late};
use crate::system::{RecordId, System};

/// One line each; none where there is no history, or the record has neither.
pub(super) fn of(global: &Global, root: &Path, system: &System, id: RecordId) -> Vec<(String, String)> {
    let record = system.record(id);
    let claims = record.value("late_entries").is_some() || of_record(system, id, record).next().is_some();
    if !claims {
        return Vec::new();
    }
    let look = look(global);
    let history = History::of(root, system, &look.options);
    if history.missing().is_some() {
        return Vec::new();
    }
    let evidence = Evidence::new(system, &history, &Surroundings { remedy: "", is_today: look.is_today });
    let mut lines: Vec<(String, String)> =
        of_record(system, id, record).map(|approval| supported(&evidence, &approval)).collect();
    lines.extend(late::of(&evidence, id).iter().filter_map(declared));
    lines
}

/// `approval by ROL-ceo on 2026-02-02`, and what commits say of it.
fn supported(evidence: &Evidence<'_>, approval: &Approval<'_>) -> (String, String) {
    let approver = evidence.system.record(approval.by).id();
    let what = format!("{} by {} on {}", approval.sort.noun(), text::brief(approver, 60), approval.on);
    let support =
        evidence.timeline(approval.record).and_then(|timeline| Support::of(evidence, approval, timeline));
    let Some(support) = support else { return (what, "no commit has it yet".to_owned()) };
    let commit = support.recorded.commit();
    let verdict = Judge::new(evidence).verdict(approval, &support);
    let who = match verdict {
        Verdict::By(person) if evidence.person(&commit.author.0) == Some(person) => {
            format!("by {}, the approver", evidence.author(commit))
        }
        Verdict::By(person) => {
            let person = evidence.system.record(person);
            format!("by {}, with the approver {}", evidence.author(commit), text::brief(person.id(), 60))
        }
        Verdict::ByOthers => format!("by {}, without the approver", evidence.author(commit)),
        Verdict::Unknown => format!("by {}", evidence.author(commit)),
    };
    let sure = if support.is_certain() { "" } else { " or before" };
    let signed = signature(commit);
    (what, format!("recorded on {}{sure} {who}, in {}, {signed}", commit.day(), commit.short()))
}

fn signature(commit: &Commit) -> &'static str {
    match commit.signature {
        None => "not signed",
        Some(SignatureForm::OpenPgp) => "with an OpenPGP signature",
        Some(SignatureForm::Ssh) => "with an SSH signature",
        Some(SignatureForm::X509) => "with an X.509 signature",
    }
}

/// A late entry that the record declares.
fn declared(late: &late::Late<'_>) -> Option<(String, String)> {
    let because = late.because.as_ref()?;
    let days = text::count(late.days().unsigned_abs() as usize, "day");
    let message = format!(
        "`{}` {} was first recorded on {}, {days} later: {}",
        late.claim.path,
        late.claim.date,
        late.recorded.commit().day(),
        text::brief(because, 300)
    );
    Some(("late entry".to_owned(), message))
}
