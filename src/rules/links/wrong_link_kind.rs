//! `wrong-link-kind`: a record names one of a kind that does not belong there.

use super::{at, name};
use crate::base::text;
use crate::finding::Finding;
use crate::system::{RecordId, Reference, Status, System};

/// One finding for each reference to a record of a wrong kind.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let wrong = system.links().all().iter().filter_map(|reference| match reference.status {
        Status::WrongKind(target) => Some(finding(system, reference, target)),
        _ => None,
    });
    wrong.collect()
}

fn finding(system: &System, reference: &Reference, target: RecordId) -> Finding {
    let from = system.record(reference.from);
    let target = system.record(target);
    let link = reference.link(from);
    let mut wanted: Vec<String> =
        link.target.kinds.iter().map(|kind| format!("{} {kind}", text::article(kind))).collect();
    if link.target.clause {
        wanted.push("a clause".to_owned());
    }
    let kind = target.kind().title.to_lowercase();
    let message = format!(
        "{} of {} names {}, which is {} {kind}; {} is wanted",
        reference.place_in_words(from),
        from.name(),
        name(system, reference),
        text::article(&kind),
        text::list(&wanted, "or", 8)
    );
    let fields = from.kind().links.iter().filter(|other| other.target.kinds.contains(&target.kind().name));
    let fields: Vec<String> = fields.map(|other| format!("`{}`", other.path)).collect();
    let help = match fields.as_slice() {
        [] => format!("name {} here", text::list(&wanted, "or", 8)),
        fields => format!("{} belongs in {}", text::plural(&kind), text::list(fields, "or", 4))
            .replace(" belongs", " belong"),
    };
    at(system, reference, "wrong-link-kind", &message, &format!("{} {kind}", text::article(&kind)))
        .also(target.id_label("this record"))
        .help(help)
}
