//! `contract-expired`: a supplier is in use, and its contract has run out.

use super::passed::passed;
use crate::finding::Finding;
use crate::system::System;

/// One finding for each supplier in use whose `contract_until` has gone by.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let expired = passed(system, "supplier", "contract_until");
    let finding = |(supplier, deadline): (&crate::record::Record, crate::record::Deadline<'_>)| {
        let message = format!(
            "the contract with {} ended on {}, and it is still in use",
            supplier.name(),
            deadline.date
        );
        Finding::new("contract-expired", message, supplier.field_label("contract_until", "ended then"))
            .help("renew the contract and move `contract_until`, or set `status: retired`")
            .about(supplier.subject())
            .field("contract_until")
    };
    expired.map(finding).collect()
}
