//! `broken-link`: a record names another that does not exist.

use super::{at, name};
use crate::base::nearest::Neighbours;
use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::schema::LinkTarget;
use crate::system::{Reference, Status, System};

/// References for which every id is looked at for the nearest one; for the rest only ids one slip away are found.
const SEARCHED: usize = 20;

/// One finding for each reference that leads nowhere.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let broken: Vec<&Reference> = system
        .links()
        .all()
        .iter()
        .filter(|reference| matches!(reference.status, Status::Missing | Status::Undecided))
        .collect();
    if broken.is_empty() {
        return Vec::new();
    }
    let near = Near { system, slips: Neighbours::new(system.ids().chain(system.standards.ids())) };
    broken.iter().enumerate().map(|(index, reference)| finding(reference, &near, index < SEARCHED)).collect()
}

fn finding(reference: &Reference, near: &Near<'_>, search: bool) -> Finding {
    let system = near.system;
    let from = system.record(reference.from);
    let shown = text::brief(name(system, reference), 60);
    let target = &reference.link(from).target;
    if reference.status == Status::Undecided {
        let message = format!("{} names control {shown}, and no record decides on it", from.name());
        let help = format!(
            "add a record with `id: {shown}` and `kind: control` that says whether it applies and why"
        );
        return at(system, reference, "broken-link", &message, "no record of this control").help(help);
    }
    let message = format!("{} names {}, which does not exist", from.name(), noun(system, target, &shown));
    let help = near.help(reference, from, target, search);
    at(system, reference, "broken-link", &message, "no such record").help(help)
}

/// `control A.8.99`: what the name was probably meant to be.
fn noun(system: &System, target: &LinkTarget, name: &str) -> String {
    let prefix = name.split_once('-').map(|(prefix, _)| prefix);
    let by_prefix = prefix.and_then(|prefix| system.schema.with_prefix(prefix));
    match (by_prefix, target.kinds.as_slice()) {
        (Some(kind), _) => format!("{} {name}", kind.title.to_lowercase()),
        (None, [only]) if !target.clause => format!("{only} {name}"),
        (None, []) if target.clause && !target.any => format!("clause {name}"),
        _ => format!("`{name}`"),
    }
}

/// Finds ids near to one that does not exist.
struct Near<'s> {
    system: &'s System,
    slips: Neighbours<'s>,
}

impl<'s> Near<'s> {
    fn help(&self, reference: &Reference, from: &Record, target: &LinkTarget, search: bool) -> String {
        let name = name(self.system, reference);
        let slips: Vec<&str> = self.slips.of(name).filter(|id| self.fits(id, target)).collect();
        let found = text::nearest(name, slips.iter().copied()).or_else(|| {
            let all =
                || self.system.ids().chain(self.system.standards.ids()).filter(|id| self.fits(id, target));
            search.then(|| text::nearest(name, all())).flatten()
        });
        match found {
            Some(id) if id != from.id() => format!("did you mean {}?", self.titled(id)),
            _ => "correct the id, or add the record that it names".to_owned(),
        }
    }

    /// Whether the field may name what has this id.
    fn fits(&self, id: &str, target: &LinkTarget) -> bool {
        match self.system.find(id) {
            Some(record) => target.any || target.kinds.contains(&self.system.record(record).kind().name),
            None => target.clause && self.system.standards.get(id).is_some(),
        }
    }

    fn titled(&self, id: &'s str) -> String {
        let record = self.system.find(id).map(|record| self.system.record(record).title());
        let title = record.or_else(|| self.system.standards.get(id).map(|item| item.title.as_str()));
        match title {
            Some(title) if !title.is_empty() => format!("{id} \"{}\"", text::brief(title, 50)),
            _ => id.to_owned(),
        }
    }
}
