//! `broken-link`: a record names another that does not exist.

use super::{at, name};
use crate::base::nearest::Neighbours;
use crate::base::text;
use crate::finding::Finding;
use crate::record::Record;
use crate::schema::LinkTarget;
use crate::system::{Reference, Status, System};

/// References for which every id and title is looked at for the nearest one; for the rest only ids one slip away are
/// found, since looking at all ids for all references would take ids times references.
const SEARCHED: usize = 5;

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

/// A list or a dash that YAML did not take for one.
fn slip(name: &str) -> Option<String> {
    if name.starts_with(['-', '•', '·', '–', '‣']) {
        return Some("begin each entry of a list with a hyphen and a space: `- `".to_owned());
    }
    let parts: Vec<&str> = name.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let ids = parts.len() > 1 && parts.iter().all(|part| !part.contains(' '));
    ids.then(|| format!("write a list: `[{}]`", text::brief(&parts.join(", "), 80)))
}

/// `A.8.99` as theme and number.
fn numbered(id: &str) -> Option<(&str, u32)> {
    let (theme, number) = id.rsplit_once('.')?;
    Some((theme, number.parse().ok()?))
}

/// Finds ids near to one that does not exist.
struct Near<'s> {
    system: &'s System,
    slips: Neighbours<'s>,
}

impl<'s> Near<'s> {
    fn help(&self, reference: &Reference, from: &Record, target: &LinkTarget, search: bool) -> String {
        let name = name(self.system, reference);
        if let Some(help) = slip(name) {
            return help;
        }
        if let Some(last) = self.last_of_theme(name) {
            let theme = last.rsplit_once('.').map_or(last, |(theme, _)| theme);
            return format!("the controls of {theme} end with {}", self.titled(last));
        }
        match self.nearest(name, target, search) {
            Some(id) if id != from.id() => format!("did you mean {}?", self.titled(id)),
            _ if target.clause && target.kinds.is_empty() && !target.any => {
                let standards = &self.system.standards;
                let titles = text::list(&standards.titles(), "or", 4);
                let known = |id| standards.get(id).is_some();
                let usual = ["9.2", "A.5.15"].into_iter().filter(|id| known(id));
                let examples: Vec<&str> = usual.chain(standards.ids()).take(2).collect();
                format!("write a clause or reference control of {titles}, such as {}", examples.join(" or "))
            }
            _ => "correct the id, or add the record that it names".to_owned(),
        }
    }

    fn nearest(&self, name: &str, target: &LinkTarget, search: bool) -> Option<&'s str> {
        // One slip away are few; where ids are numbers they are many, and the first of them will do.
        let slips: Vec<&str> = self.slips.of(name).filter(|id| self.fits(id, target)).take(4).collect();
        text::nearest(name, slips).or_else(|| self.titled_so(name, target, search)).or_else(|| {
            let ids =
                || self.system.ids().chain(self.system.standards.ids()).filter(|id| self.fits(id, target));
            search.then(|| text::nearest(name, ids())).flatten()
        })
    }

    /// The last control of a theme, where a number beyond it is named: `A.8.34` for `A.8.99`.
    fn last_of_theme(&self, name: &str) -> Option<&'s str> {
        let standards = &self.system.standards;
        let (theme, wanted) = numbered(name)?;
        let controls = standards.ids().filter(|id| standards.has_control(id));
        let of_theme =
            controls.filter_map(|id| Some((numbered(id).filter(|(other, _)| *other == theme)?.1, id)));
        let (last, id) = of_theme.max()?;
        (wanted > last).then_some(id)
    }

    /// A record whose title was written in place of its id.
    fn titled_so(&self, name: &str, target: &LinkTarget, search: bool) -> Option<&'s str> {
        // Ids have no spaces. Looking at every title is done for texts that have one, and for the first of these only.
        if !name.contains(' ') || !search {
            return None;
        }
        let wanted = name.to_lowercase();
        let same =
            |record: &&Record| record.title().to_lowercase() == wanted && self.fits(record.id(), target);
        self.system.record_list().iter().find(same).map(Record::id)
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
