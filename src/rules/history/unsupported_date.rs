//! `unsupported-date`: no commit near a date supports that something happened then.

use rayon::prelude::*;

use super::late::{self, Late};
use super::{Evidence, days};
use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::system::RecordId;

/// Further dates that get a label.
const LABELS: usize = 3;

/// One finding for each record with dates that were recorded later than the grace period after them, for certain and
/// without a reason given.
pub(in crate::rules) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let records: Vec<(RecordId, &Record)> = evidence.system.records().collect();
    let judge = |(id, record): (RecordId, &Record)| {
        let mut late = late::of(evidence, id);
        late.retain(|late| late.is_certain && late.because.is_none());
        (!late.is_empty()).then(|| finding(evidence, record, &late))
    };
    records.into_par_iter().filter_map(judge).collect()
}

fn finding(evidence: &Evidence<'_>, record: &Record, late: &[Late<'_>]) -> Finding {
    let worst = late.iter().max_by_key(|late| late.days()).unwrap_or(&late[0]);
    let commit = worst.recorded.commit();
    let more = match late.len() {
        1 => String::new(),
        many => format!("; so it is with {} of it", text::count(many - 1, "more date")),
    };
    let message = format!(
        "{} says {} in `{}`, and no commit supports this date: it was first recorded on {}, {} later{more}",
        record.name(),
        worst.claim.date,
        worst.claim.path,
        commit.day(),
        days(worst.days()),
    );
    let label = |late: &Late<'_>| {
        let span = record.file().node(late.claim.node).span();
        record.label(span, format!("first recorded on {}", late.recorded.commit().day()))
    };
    let mut finding = Finding::new("unsupported-date", message, label(worst));
    let others = late.iter().filter(|other| other.claim.path != worst.claim.path).take(LABELS);
    for other in others {
        finding = finding.also(label(other));
    }
    let who = evidence.author(commit);
    let help = format!(
        "see commit {} by {who}; if the day is right, say why it was recorded late: \
         `late_entries: [{{date: {}, because: ...}}]`",
        commit.short(),
        worst.claim.date
    );
    finding.help(help).about(record.subject()).field(&worst.claim.path)
}
