//! Claims that were recorded long after the day they name, and what a record says about that itself.

use super::Evidence;
use crate::base::Date;
use crate::history::Change;
use crate::history::change::plain;
use crate::record::field::{Items, LATE_ENTRIES};
use crate::record::{Claim, Record};
use crate::system::RecordId;
use crate::yaml::NodeRef;

/// A claim and the commit that first recorded it, more than the grace period later.
#[derive(Debug)]
pub struct Late<'a> {
    /// The claim.
    pub claim: Claim,
    /// The change that first recorded it.
    pub recorded: Change<'a>,
    /// Whether it was recorded there for certain, and not before a clone was cut off.
    pub is_certain: bool,
    /// Why, where the record says so.
    pub because: Option<String>,
}

impl Late<'_> {
    /// How many days later.
    pub fn days(&self) -> i64 {
        self.recorded.commit().day().days_since(self.claim.date)
    }
}

/// Everything that a record claims and that was recorded too late to be supported, in the order of its fields.
///
/// A day before the history is out of reach of any commit. A change of the id is no loss: what a record of the same kind
/// said that went in the same commit counts.
pub fn of<'a>(evidence: &Evidence<'a>, id: RecordId) -> Vec<Late<'a>> {
    let record = evidence.system.record(id);
    let settings = &evidence.system.config.history;
    let Some(timeline) = evidence.timeline(record) else { return Vec::new() };
    let claims = record.claims().into_iter();
    let reachable = claims.filter(|claim| !evidence.is_out_of_reach(claim.date));
    let late = reachable.filter_map(|claim| {
        let recorded = evidence.recorded(timeline, &claim)?;
        let grace = settings.grace_for(&record.kind().name, &plain(&claim.path));
        let too_late = claim.date.plus(grace).is_some_and(|end| recorded.commit().day() > end);
        if !too_late || evidence.was_under_another_id(recorded, &claim) {
            return None;
        }
        let because = declared(record, &claim);
        Some(Late { is_certain: recorded.is_certain(), claim, recorded, because })
    });
    late.collect()
}

/// What the record says about why a claim was recorded late.
fn declared(record: &Record, claim: &Claim) -> Option<String> {
    let entries = record.get(LATE_ENTRIES)?;
    let text = |entry: NodeRef<'_>, key: &str| entry.get(key).and_then(NodeRef::scalar).map(str::to_owned);
    let is_meant = |entry: &NodeRef<'_>| {
        let date = text(*entry, "date").and_then(|date| date.parse::<Date>().ok());
        let field = text(*entry, "field");
        date == Some(claim.date) && field.is_none_or(|field| plain(field.trim()) == plain(&claim.path))
    };
    let because = Items::iter(entries).find(is_meant).and_then(|entry| text(entry, "because"));
    because.filter(|because| !because.trim().is_empty())
}
