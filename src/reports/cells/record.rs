//! Cells about a record: fields with their gaps, people, scores, reviews, findings.

use super::{number, tone, value};
use crate::document::{Cell, Gap, Inline, Tone, clean};
use crate::record::{Record, Stage};
use crate::reports::Basis;
use crate::reports::named::id_and_title;
use crate::risk::Score;
use crate::system::RecordId;

/// A field's value by its name; where it is not given and a rule asks for it, a gap; else nothing.
pub fn field(basis: &Basis<'_>, id: RecordId, name: &str) -> Cell {
    let record = basis.system.record(id);
    let given = record.fields().find(|(field, node)| field.name == name && !node.is_null());
    match given {
        Some((field, node)) => value(basis, record, field, node),
        None => missing(basis, id, name).map_or(Cell::Empty, Cell::Gap),
    }
}

/// The gap of a field that is not given and that a rule asks for.
pub fn missing(basis: &Basis<'_>, id: RecordId, name: &str) -> Option<Gap> {
    let record = basis.system.record(id);
    if record.value(name).is_some() || !basis.system.is_clear(id) {
        return None;
    }
    let about = basis.found.about(record.id());
    let asked = |rule: &str| {
        record.kind().expectations.iter().any(|expectation| {
            let need = &expectation.need;
            let other = need.field.iter().any(|other| other != name && record.value(other).is_some());
            let names = need.field.iter().chain(&need.link).any(|field| field == name)
                || need.value.iter().any(|(field, _)| field == name);
            expectation.rule == rule && names && !other && record.holds(&expectation.when, basis.system.as_of)
        })
    };
    let at = basis.found.about_field(record.id(), name).next();
    let known = at.or_else(|| about.iter().find(|known| asked(&known.finding.rule)))?;
    Some(gap(basis, &known.finding.rule, "cell.not_given", known.tone()))
}

/// A gap whose words are fixed.
pub fn gap(basis: &Basis<'_>, rule: &str, key: &str, tone: Tone) -> Gap {
    Gap::new(rule.to_owned(), basis.words.get(key), tone)
}

/// The title.
pub fn title(basis: &Basis<'_>, id: RecordId) -> Cell {
    match basis.system.record(id).title() {
        "" => field(basis, id, "title"),
        title => Cell::text(title),
    }
}

/// Id and title, the id leading to the record.
pub fn named(basis: &Basis<'_>, id: RecordId) -> Cell {
    id_and_title(basis.system, id)
}

/// Several of these, one a line.
pub fn named_all(basis: &Basis<'_>, ids: impl IntoIterator<Item = RecordId>) -> Cell {
    Cell::list(ids.into_iter().map(|id| named(basis, id)))
}

/// Ids of several records.
pub fn records(basis: &Basis<'_>, ids: impl IntoIterator<Item = RecordId>) -> Cell {
    Cell::records(ids.into_iter().map(|id| basis.system.record(id).id()))
}

/// Who owns a record: the role or person with its title and, of a role, who holds it.
pub fn owner(basis: &Basis<'_>, id: RecordId) -> Cell {
    match basis.system.owner(id) {
        Some(owner) => people(basis, owner),
        None => field(basis, id, "owner"),
    }
}

/// A role or person, with those behind a role.
pub fn people(basis: &Basis<'_>, id: RecordId) -> Cell {
    let system = basis.system;
    let record = system.record(id);
    let mut words = String::new();
    if !record.title().is_empty() {
        words.push_str(&format!(" {}", record.title()));
    }
    if !record.is("person") {
        let behind: Vec<&str> =
            system.people().behind(id).into_iter().map(|person| name(system.record(person))).collect();
        words.push_str(&match behind.as_slice() {
            [] => format!(" ({})", basis.words.get("cell.vacant")),
            [one] => format!(" ({one})"),
            [one, rest @ ..] => format!(" ({one} + {})", rest.len()),
        });
    }
    Cell::Rich(vec![Inline::record(clean(record.id())), Inline::text(words)])
}

fn name(person: &Record) -> &str {
    if person.title().is_empty() { person.id() } else { person.title() }
}

/// Where the record stands; a status that is meant though not written too.
pub fn status(basis: &Basis<'_>, id: RecordId) -> Cell {
    let record = basis.system.record(id);
    match record.status() {
        "" => Cell::Empty,
        status => Cell::state(status, tone::of_status(basis.system, record)),
    }
}

/// A risk's score of a stage with its band: `12 high`.
pub fn score(basis: &Basis<'_>, id: RecordId, stage: Stage) -> Cell {
    with_score(basis, id, stage, |score, band| match band {
        Some(band) if score.is_number() => format!("{score} {band}"),
        _ => score.to_string(),
    })
}

/// The band of that score.
pub fn band(basis: &Basis<'_>, id: RecordId, stage: Stage) -> Cell {
    with_score(basis, id, stage, |_, band| band.unwrap_or_default().to_owned())
}

fn with_score(
    basis: &Basis<'_>,
    id: RecordId,
    stage: Stage,
    words: impl Fn(&Score, Option<&str>) -> String,
) -> Cell {
    let risk = basis.system.record(id);
    let methods = basis.system.risk();
    let (Some(score), Some(method)) = (risk.score(stage, methods), risk.risk_method(methods)) else {
        return Cell::Empty;
    };
    let tone = match (method.escalates(&score), method.above_acceptance(&score)) {
        (true, _) => Tone::Bad,
        (false, true) => Tone::Watch,
        _ if method.acceptance().is_some() => Tone::Good,
        _ => Tone::Plain,
    };
    match words(&score, method.band_name(&score)) {
        none if none.is_empty() => Cell::Empty,
        words => Cell::state(words, tone),
    }
}

/// The number of that score; the word where the method gives no numbers.
pub fn score_number(basis: &Basis<'_>, id: RecordId, stage: Stage) -> Cell {
    let score = basis.system.record(id).score(stage, basis.system.risk());
    match score {
        Some(score) if score.is_number() => number(score.value),
        Some(score) => Cell::text(score.to_string()),
        None => Cell::Empty,
    }
}

/// Whether a risk's score lies above what its method accepts; `None` where there is no score or no such line.
pub fn above_line(basis: &Basis<'_>, id: RecordId, stage: Stage) -> Option<bool> {
    let risk = basis.system.record(id);
    let method = risk.risk_method(basis.system.risk())?;
    method.acceptance()?;
    Some(method.above_acceptance(&risk.score(stage, basis.system.risk())?))
}

/// When the record is to be looked at again; a gap where the day has gone by, or where nobody ever did.
pub fn next_review(basis: &Basis<'_>, id: RecordId) -> Cell {
    let system = basis.system;
    let due = system.next_review(id);
    if !system.is_stale(id) {
        return if system.is_live(system.record(id)) { Cell::date(due) } else { Cell::Empty };
    }
    let message = match due {
        Some(due) => basis.words.fill("cell.overdue", &[("date", &due.to_string())]),
        None => basis.words.get("cell.never_reviewed").to_owned(),
    };
    Cell::Gap(Gap::new("stale-review", message, Tone::Bad))
}

/// Everything that is found about a record and is more than a reminder, as gaps.
pub fn findings(basis: &Basis<'_>, id: RecordId) -> Cell {
    let about = basis.found.about(basis.system.record(id).id()).iter();
    let weighs = about.filter(|known| known.is_open() || known.waived.is_some());
    Cell::list(weighs.map(|known| match known.waived {
        None => Cell::Gap(known.gap()),
        Some(waived) => {
            let words =
                basis.words.fill("cell.waived", &[("message", &known.finding.message), ("id", &waived.by)]);
            Cell::Gap(Gap { message: words, ..known.gap() })
        }
    }))
}

/// Files and addresses that a record gives as evidence, with a gap for each that is not there.
pub fn evidence(basis: &Basis<'_>, id: RecordId) -> Cell {
    let given = field(basis, id, "evidence");
    let record = basis.system.record(id);
    if record.value("evidence").is_none() {
        return given;
    }
    let lost = basis.found.about_field(record.id(), "evidence");
    let lost = lost.filter(|known| known.finding.rule == "missing-evidence");
    let gaps = lost.map(|known| Cell::Gap(gap(basis, "missing-evidence", "cell.not_there", known.tone())));
    match given {
        Cell::List(cells) => Cell::list(cells.into_iter().chain(gaps)),
        one => Cell::list([one].into_iter().chain(gaps)),
    }
}
