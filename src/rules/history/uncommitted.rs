//! `uncommitted`: the work tree has records that no commit has as they are.

use rayon::prelude::*;

use super::Evidence;
use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;

/// Records that are named.
const NAMED: usize = 3;

/// One finding for all records that differ from the commit that is checked out, or that it does not have.
pub(in crate::rules) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let system = evidence.system;
    let differs = |record: &&Record| match evidence.timeline(record).filter(|life| life.exists()) {
        None => true,
        Some(life) => record.is_whole() && !life.uncommitted(record, system.risk()).is_empty(),
    };
    let records: Vec<&Record> = system.record_list().par_iter().filter(differs).collect();
    let Some(first) = records.first() else { return Vec::new() };
    let ids: Vec<&str> = records.iter().map(|record| record.id()).collect();
    let (verb, them) = if ids.len() == 1 { ("differs", "it") } else { ("differ", "them") };
    let message = format!(
        "{} {verb} from what is committed, so that no commit supports {them} yet: {}",
        text::count(ids.len(), "record"),
        text::list(&ids, "and", NAMED)
    );
    let mut finding = Finding::new("uncommitted", message, first.id_label("not committed like this"))
        .help("commit them before you report, or let the report say that they are not")
        .about(first.subject());
    finding.stands_for = ids.iter().map(|id| text::plain(id).into_owned()).collect();
    vec![finding]
}
