//! Functions that follow links.

use std::collections::BTreeSet;

use super::{Fault, Function, Gives, Want, function};
use crate::expression::value::Value;
use crate::expression::world::World;
use crate::record::Record;
use crate::schema::LinkPlace;
use crate::system::{RecordId, Reference};

/// The functions.
pub(super) const FUNCTIONS: &[Function] = &[
    function("records", "records(\"risk\")", "all records of a kind; all records where no kind is named", &[Want::Kind], Gives::Records, |world, arguments| {
        let Some(Value::Text(kind)) = arguments.first() else {
            return Ok(Value::List(world.records()));
        };
        let known = world.system().schema.named(kind).map(|(kind, _)| kind);
        let wrong = || Fault::new(format!("there is no kind `{}`", crate::base::text::brief(kind, 60)));
        Ok(Value::List(world.of_kind(known.ok_or_else(wrong)?)))
    }).at_least(0),
    function("record", "record(owner)", "the record with an id; missing where there is none", &[Want::Text], Gives::Record, |world, arguments| {
        let Value::Text(id) = &arguments[0] else { return Ok(Value::Missing) };
        Ok(Value::or_missing(world.system().find(id)))
    }),
    function("names", "names(\"controls\")", "the records that this one names in a link field, seen from both ends: those that say the same in a field of their own count, too", &[Want::Record, Want::LinkField], Gives::Linked, |world, arguments| {
        let (Value::Record(id), Value::Text(field)) = (&arguments[0], &arguments[1]) else {
            return Ok(Value::list(Vec::new()));
        };
        Ok(list(named(world, *id, field)))
    }).of_record(),
    function("named_by", "named_by(\"risk.controls\")", "the records that name this one in a link field of theirs, seen from both ends", &[Want::Record, Want::LinkPlace], Gives::Records, |world, arguments| {
        let (Value::Record(id), Value::Text(place)) = (&arguments[0], &arguments[1]) else {
            return Ok(Value::list(Vec::new()));
        };
        naming(world, *id, place)
    }).of_record(),
    function("linked", "linked()", "every record that this one names or that names it", &[Want::Record], Gives::Linked, |world, arguments| {
        let Value::Record(id) = &arguments[0] else { return Ok(Value::list(Vec::new())) };
        let links = world.system().links();
        let out = links.out_of(*id).iter().filter_map(Reference::target);
        Ok(list(out.chain(links.into(*id).map(|reference| reference.from)).collect()))
    }).of_record(),
];

/// Records in their order, each once.
fn list<'s>(records: BTreeSet<RecordId>) -> Value<'s> {
    Value::list(records.into_iter().map(Value::Record).collect())
}

fn named(world: &World<'_>, id: RecordId, field: &str) -> BTreeSet<RecordId> {
    let system = world.system();
    let record = system.record(id);
    let mut found = targets(world, id, |link| link.path == field);
    if let Some(own) = record.kind().links.iter().find(|link| link.path == field) {
        // The other end of a pair says the same; a field of the same kind and name says the opposite.
        found.extend(sources(world, id, |from, link| {
            link.relation == own.relation && !(from.kind_id() == record.kind_id() && link.path == field)
        }));
    }
    found
}

fn naming<'s>(world: &World<'s>, id: RecordId, place: &str) -> Result<Value<'s>, Fault> {
    let system = world.system();
    let known = place.split_once('.').and_then(|(kind, path)| {
        let (kind, of) = system.schema.named(kind)?;
        Some((kind, of.links.iter().find(|link| link.path == path)?))
    });
    let wrong = || Fault::new(format!("there is no link field `{}`", crate::base::text::brief(place, 60)));
    let (kind, field) = known.ok_or_else(wrong)?;
    let own = system.record(id).kind_id();
    let mut found = sources(world, id, |from, link| from.kind_id() == kind && link.path == field.path);
    let other_end =
        |link: &LinkPlace| link.relation == field.relation && !(own == kind && link.path == field.path);
    found.extend(
        targets(world, id, other_end).into_iter().filter(|target| system.record(*target).kind_id() == kind),
    );
    Ok(list(found))
}

/// Where the record's own links lead.
fn targets(world: &World<'_>, id: RecordId, wanted: impl Fn(&LinkPlace) -> bool) -> BTreeSet<RecordId> {
    let record = world.system().record(id);
    let own = world.system().links().out_of(id).iter();
    own.filter(|reference| wanted(reference.link(record))).filter_map(Reference::target).collect()
}

/// The records whose links lead to this one.
fn sources(
    world: &World<'_>,
    id: RecordId,
    wanted: impl Fn(&Record, &LinkPlace) -> bool,
) -> BTreeSet<RecordId> {
    let system = world.system();
    let into = system.links().into(id).filter(|reference| {
        let from = system.record(reference.from);
        wanted(from, reference.link(from))
    });
    into.map(|reference| reference.from).collect()
}
