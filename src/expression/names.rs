//! Names that every record has besides the fields of its kind, all of them computed.

use super::types::{Sort, Type};
use super::value::Value;
use super::world::World;
use crate::record::field::RISK_METHOD;
use crate::record::{Record, Stage};
use crate::schema::{Kind, State};
use crate::system::RecordId;

/// A computed name.
pub struct Known {
    /// The name.
    pub name: &'static str,
    /// What it says.
    pub does: &'static str,
    /// The kind whose records have it; `None` for every kind.
    pub kind: Option<&'static str>,
    pub(super) ty: Sort,
    pub(super) read: for<'s> fn(&World<'s>, RecordId) -> Value<'s>,
}

impl Known {
    /// Whether records of a kind have it.
    pub(super) fn is_for(&self, kind: &Kind) -> bool {
        self.kind.is_none_or(|name| name == kind.name)
    }

    /// Its type.
    pub(super) fn ty(&self) -> Type {
        self.ty.ty()
    }
}

const fn known(
    name: &'static str,
    kind: Option<&'static str>,
    ty: Sort,
    does: &'static str,
    read: for<'s> fn(&World<'s>, RecordId) -> Value<'s>,
) -> Known {
    Known { name, does, kind, ty, read }
}

const RISK: Option<&str> = Some("risk");

/// Names that come before fields of the same name: they say what the field says, and more.
pub static ALWAYS: [Known; 5] = [
    known("id", None, Sort::Text, "its id", |world, id| world.system.record(id).id().into()),
    known("kind", None, Sort::Text, "its kind", |world, id| {
        world.system.record(id).kind().name.as_str().into()
    }),
    known("title", None, Sort::Text, "its title", |world, id| world.system.record(id).title().into()),
    known(
        "status",
        None,
        Sort::Text,
        "where it stands; the first state of its kind where it says nothing",
        |world, id| world.system.record(id).status().into(),
    ),
    known("process", None, Sort::Text, "the id of the process that it belongs to", |world, id| {
        let process = world.system.processes().process_of(id);
        Value::or_missing(process.map(|process| world.system.record(process).id()))
    }),
];

/// Names that a field of the same name comes before.
pub static COMPUTED: [Known; 22] = [
    known("file", None, Sort::Text, "the path of the file it stands in", |world, id| {
        world.system.record(id).path().into()
    }),
    known("live", None, Sort::Bool, "whether its life is not over", |world, id| {
        world.system.is_live(world.system.record(id)).into()
    }),
    known("draft", None, Sort::Bool, "whether nothing settled may rest on it yet", |world, id| {
        is(world, id, State::Draft)
    }),
    known("settled", None, Sort::Bool, "whether it has been approved", |world, id| {
        is(world, id, State::Settled)
    }),
    known("retired", None, Sort::Bool, "whether nothing live may still rest on it", |world, id| {
        is(world, id, State::Retired)
    }),
    known("stale", None, Sort::Bool, "whether it is live and past its review", |world, id| {
        world.system.is_stale(id).into()
    }),
    known(
        "overdue",
        None,
        Sort::Bool,
        "whether it is live and one of its due dates has gone by unmet",
        |world, id| {
            let record = world.system.record(id);
            let late = record.deadlines(world.today()).iter().any(|deadline| deadline.date < world.today());
            (late && world.system.is_live(record)).into()
        },
    ),
    known("next_review", None, Sort::Date, "when it falls due for review", |world, id| {
        Value::or_missing(world.system.next_review(id))
    }),
    known(
        "reviewed_on",
        None,
        Sort::Date,
        "when it was last reviewed, by its own word or by a review that covers it",
        |world, id| Value::or_missing(world.system.activity(id).reviewed),
    ),
    known(
        "reviewed_every",
        None,
        Sort::Text,
        "how often it is reviewed: its own interval, or that of its kind",
        |world, id| {
            let interval = world.system.review_interval(world.system.record(id));
            interval.map_or(Value::Missing, |interval| Value::Text(interval.to_string().into()))
        },
    ),
    known(
        "last_activity",
        None,
        Sort::Date,
        "the newest day on which anything happened to it",
        |world, id| Value::or_missing(world.system.activity(id).newest),
    ),
    known("active", Some("person"), Sort::Bool, "whether the person has joined and not left", |world, id| {
        world.system.people().is_present(id).into()
    }),
    known("score", RISK, Sort::Number, "its score as things stand", |world, id| {
        score(world, id, Stage::Current)
    }),
    known("inherent_score", RISK, Sort::Number, "its score if there were no controls", |world, id| {
        score(world, id, Stage::Inherent)
    }),
    known(
        "residual_score",
        RISK,
        Sort::Number,
        "its score once the planned treatment is done",
        |world, id| score(world, id, Stage::Residual),
    ),
    known("band", RISK, Sort::Text, "the band of its score, such as `high`", |world, id| {
        band(world, id, Stage::Current)
    }),
    known("residual_band", RISK, Sort::Text, "the band of its residual score", |world, id| {
        band(world, id, Stage::Residual)
    }),
    known(
        "above_appetite",
        RISK,
        Sort::Bool,
        "whether its score lies above what is accepted",
        |world, id| above(world, world.system.record(id), Stage::Current).into(),
    ),
    known(
        "residual_above_appetite",
        RISK,
        Sort::Bool,
        "the same of its residual score; of its score where none is given",
        |world, id| {
            let record = world.system.record(id);
            let given = record.score(Stage::Residual, world.system.risk()).is_some();
            above(world, record, if given { Stage::Residual } else { Stage::Current }).into()
        },
    ),
    known(
        "accepted",
        RISK,
        Sort::Bool,
        "whether somebody accepted it, and the acceptance has not run out",
        accepted,
    ),
    known("scored_with", RISK, Sort::Text, "the name of its risk method", |world, id| {
        let method = world.system.record(id).get(RISK_METHOD);
        method.unwrap_or(world.system.risk().default_name()).into()
    }),
    known(
        "default_method",
        RISK,
        Sort::Bool,
        "whether it is scored with the default risk method",
        |world, id| {
            let method = world.system.record(id).get(RISK_METHOD);
            method.is_none_or(|method| method == world.system.risk().default_name()).into()
        },
    ),
];

/// A name that comes before fields.
pub(super) fn always(name: &str) -> Option<&'static Known> {
    ALWAYS.iter().find(|known| known.name == name)
}

/// A name that fields come before.
pub(super) fn computed(name: &str) -> Option<&'static Known> {
    COMPUTED.iter().find(|known| known.name == name)
}

fn is<'s>(world: &World<'s>, id: RecordId, state: State) -> Value<'s> {
    world.system.record(id).is_in(state, world.today()).into()
}

fn score<'s>(world: &World<'s>, id: RecordId, stage: Stage) -> Value<'s> {
    Value::or_missing(world.system.record(id).score(stage, world.system.risk()).map(|score| score.value))
}

fn band<'s>(world: &World<'s>, id: RecordId, stage: Stage) -> Value<'s> {
    let (record, methods) = (world.system.record(id), world.system.risk());
    let band = || record.risk_method(methods)?.band_name(&record.score(stage, methods)?);
    Value::or_missing(band())
}

fn above(world: &World<'_>, record: &Record, stage: Stage) -> bool {
    let methods = world.system.risk();
    let above = || Some(record.risk_method(methods)?.above_acceptance(&record.score(stage, methods)?));
    above().unwrap_or(false)
}

fn accepted<'s>(world: &World<'s>, id: RecordId) -> Value<'s> {
    world.system.is_accepted(id).into()
}
