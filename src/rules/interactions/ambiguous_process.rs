//! `ambiguous-process`: two processes say that they produce the same records.

use crate::base::text;
use crate::finding::Finding;
use crate::system::System;
use crate::system::processes::{Claim, Claimant};

/// One finding for each later process that claims what an earlier one claims, unless all such records name theirs.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let mut findings = Vec::new();
    for claim in system.processes().claims() {
        let Some((first, others)) = claim.claimants.split_first().filter(|(_, others)| !others.is_empty())
        else {
            continue;
        };
        let touched = Touched::by(system, claim);
        if touched.decided > 0 || touched.all == 0 {
            findings.extend(others.iter().map(|other| finding(system, claim, first, other, touched.decided)));
        }
    }
    findings
}

/// The records that a claim speaks of, and those among them that have nothing else to go by.
struct Touched {
    all: usize,
    decided: usize,
}

impl Touched {
    fn by(system: &System, claim: &Claim) -> Self {
        let map = system.processes();
        let of_kind = system.of_kind(&claim.sort.kind).filter(|(_, record)| claim.sort.covers(record));
        let mut touched = Self { all: 0, decided: 0 };
        for (id, _) in of_kind {
            touched.all += 1;
            touched.decided += usize::from(map.claim_on(system, id) == Some(claim));
        }
        touched
    }
}

fn finding(system: &System, claim: &Claim, first: &Claimant, other: &Claimant, decided: usize) -> Finding {
    let [holder, process] = [first.process, other.process].map(|id| system.record(id));
    let what = text::brief(&claim.sort.text(), 60);
    let counted = match decided {
        0 => String::new(),
        1 => format!(", and 1 record counts as that of {}", holder.id()),
        many => format!(", and {} count as those of {}", text::count(many, "record"), holder.id()),
    };
    let message = format!(
        "processes {} and {} both say that they produce `{what}`{counted}",
        holder.id(),
        process.id()
    );
    let span = |claimant: &Claimant| system.record(claimant.process).file().node(claimant.node).span();
    Finding::new("ambiguous-process", message, process.label(span(other), "claimed here"))
        .also(holder.label(span(first), "and here before"))
        .help(format!(
            "leave `{what}` to one of them; narrow the other to a type (`{}/...`), or name the `process` in its records",
            text::brief(&claim.sort.kind, 40)
        ))
        .about(process.subject())
        .field("produces")
}
