//! `accepted-by-other`: a risk is accepted by somebody who may not accept it.

use std::collections::BTreeMap;

use crate::base::text;
use crate::finding::Finding;
use crate::record::{Record, Stage};
use crate::risk::{Method, Score};
use crate::system::{RecordId, System};

const FIELD: &str = "acceptance.by";

/// How a method may call the owner of a risk.
const OWNER: [&str; 3] = ["risk owner", "the risk owner", "owner"];

/// One finding for each live risk whose acceptance, being in force, was given by neither its owner nor those whom the
/// risk method names for a risk of that size.
pub(in crate::rules) fn check(system: &System) -> Vec<Finding> {
    let called = Called::of(system);
    let risks = system.of_kind("risk").filter(|(id, risk)| system.is_live(risk) && system.is_accepted(*id));
    risks.filter_map(|(id, risk)| judge(system, &called, id, risk)).collect()
}

fn judge(system: &System, called: &Called, id: RecordId, risk: &Record) -> Option<Finding> {
    let by = system.named_in(id, FIELD).next()?;
    let owner = system.owner(id)?;
    let method = risk.risk_method(system.risk())?;
    let accepted = |stage| risk.score(stage, system.risk());
    let score = accepted(Stage::Residual).or_else(|| accepted(Stage::Current))?;
    let entitled = Entitled::of(called, method, &score);
    if entitled.may_accept(system, by, owner) {
        return None;
    }
    let wanted = entitled.in_words(system, owner);
    let message = format!(
        "{} scores {score} and is accepted by {}, not by {wanted}",
        risk.name(),
        system.record(by).name()
    );
    Some(
        Finding::new("accepted-by-other", message, risk.field_label(FIELD, "accepted by another"))
            .also(risk.field_label("owner", "the risk's owner"))
            .help(format!("have it accepted by {wanted}, and name them in `by` of `acceptance`"))
            .about(risk.subject())
            .field(FIELD),
    )
}

/// Who may accept a risk of some size.
struct Entitled {
    /// The roles that the method names for its band; `None` where it names none, or the owner.
    named: Option<Vec<RecordId>>,
    /// The roles that it names for higher bands.
    above: Vec<RecordId>,
    /// Whether top management may accept it in place of the owner.
    top: bool,
}

impl Entitled {
    fn of(called: &Called, method: &Method, score: &Score) -> Self {
        let wanted = method.accepted_by(score);
        let roles = wanted.filter(|name| !is_owner(name)).map(|name| called.roles(name).to_vec());
        let own = method.acceptors().iter().find(|acceptor| Some(acceptor.role.value.as_str()) == wanted);
        let higher = method.acceptors().iter().filter(|other| own.is_some_and(|own| other.band > own.band));
        Self {
            named: roles.filter(|roles| !roles.is_empty()),
            above: higher.flat_map(|acceptor| called.roles(&acceptor.role.value)).copied().collect(),
            top: wanted.is_some() || method.escalates(score),
        }
    }

    fn may_accept(&self, system: &System, by: RecordId, owner: RecordId) -> bool {
        let first = match &self.named {
            Some(roles) => roles.iter().any(|&role| is_same(system, by, role)),
            None => is_same(system, by, owner),
        };
        first
            || self.above.iter().any(|&role| is_same(system, by, role))
            || (self.top && system.is_top_management(by))
            || has_left(system, by)
    }

    fn in_words(&self, system: &System, owner: RecordId) -> String {
        match &self.named {
            Some(roles) => {
                let names: Vec<String> = roles.iter().map(|&role| system.record(role).name()).collect();
                text::list(&names, "or", 3)
            }
            None => format!("its owner {}", system.record(owner).id()),
        }
    }
}

fn is_owner(name: &str) -> bool {
    OWNER.iter().any(|owner| name.trim().eq_ignore_ascii_case(owner))
}

/// Roles by what a method may call them: an id, or a title in any case.
struct Called(BTreeMap<String, Vec<RecordId>>);

impl Called {
    fn of(system: &System) -> Self {
        let mut called: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
        for (id, role) in system.of_kind("role") {
            for name in [role.id(), role.title()] {
                called.entry(name.trim().to_lowercase()).or_default().push(id);
            }
        }
        Self(called)
    }

    fn roles(&self, name: &str) -> &[RecordId] {
        self.0.get(&name.trim().to_lowercase()).map_or(&[], Vec::as_slice)
    }
}

/// Whether two references mean the same people: one id, a role and one who holds it or stands in, or one person alone
/// behind both.
fn is_same(system: &System, by: RecordId, wanted: RecordId) -> bool {
    let people = system.people();
    let alone = people.only_one_behind(by);
    people.is_meant(by, wanted)
        || people.is_meant(wanted, by)
        || people.named_deputies(wanted).contains(&by)
        || (alone.is_some() && alone == people.only_one_behind(wanted))
}

/// Of somebody who has left it cannot be told which roles they held.
fn has_left(system: &System, id: RecordId) -> bool {
    let record = system.record(id);
    record.is("person") && !system.is_live(record)
}
