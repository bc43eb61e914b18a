//! Risks: where they stand on the map, the register, what is done about them and what is lived with (6.1.2, 6.1.3, 8.2, 8.3).

mod criteria;
mod map;
mod treatment;

use super::cells::{self, Chosen};
use super::{Basis, Report};
use crate::document::{Block, Figure, Section, Tone};
use crate::record::Stage;
use crate::risk::Method;
use crate::schema::Kind;
use crate::system::RecordId;

/// The three assessments of a risk with the keys of their names.
const STAGES: [(Stage, &str); 3] =
    [(Stage::Inherent, "inherent"), (Stage::Current, "current"), (Stage::Residual, "residual")];

/// The report on risks.
pub(super) fn risks(basis: &Basis<'_>) -> Section {
    let mut section = Report::section("risks", basis.words);
    let Some((_, kind)) = basis.system.schema.named("risk") else { return section };
    let mut all: Vec<RecordId> = basis.system.of_kind("risk").map(|(id, _)| id).collect();
    all.sort_by_key(|&id| basis.system.record(id).id());
    let is_live = |id: &RecordId| basis.system.is_live(basis.system.record(*id));
    let live: Vec<RecordId> = all.iter().copied().filter(is_live).collect();
    section.push(Block::Figures(figures(basis, &live)));
    let used = used_methods(basis, &live);
    for (method, of_method) in &used {
        section.sections.push(map::maps(basis, method, of_method, used.len() > 1));
    }
    section.sections.push(register(basis, kind, &all));
    section.sections.push(treatment::plan(basis, &live));
    section.sections.push(treatment::acceptances(basis, &all));
    for (method, _) in &used {
        section.sections.push(criteria::criteria(basis, method, used.len() > 1));
    }
    section
}

/// The methods that live risks are scored with, the default one first, each with its risks.
fn used_methods<'a>(basis: &Basis<'a>, live: &[RecordId]) -> Vec<(&'a Method, Vec<RecordId>)> {
    let methods = basis.system.risk();
    let mut used: Vec<(&Method, Vec<RecordId>)> = Vec::new();
    used.extend(methods.get(None).map(|method| (method, Vec::new())));
    for &id in live {
        let Some(method) = basis.system.record(id).risk_method(methods) else { continue };
        match used.iter_mut().find(|(known, _)| known.name() == method.name()) {
            Some((_, ids)) => ids.push(id),
            None => used.push((method, vec![id])),
        }
    }
    used.retain(|(_, ids)| !ids.is_empty());
    used
}

fn figures(basis: &Basis<'_>, live: &[RecordId]) -> Vec<Figure> {
    let above = |stage| live.iter().filter(move |&&id| cells::above_line(basis, id, stage) == Some(true));
    let is_left = |id: RecordId| {
        let residual = cells::above_line(basis, id, Stage::Residual);
        residual.or_else(|| cells::above_line(basis, id, Stage::Current)) == Some(true)
    };
    let left = live.iter().filter(|&&id| is_left(id) && !basis.system.is_accepted(id)).count();
    let accepted = live.iter().filter(|&&id| basis.system.is_accepted(id)).count();
    let now = above(Stage::Current).count();
    let words = basis.words;
    vec![
        cells::figure(words, "risks.live", live.len(), Tone::Plain),
        cells::figure(words, "risks.above_now", now, cells::none_is_good(now, Tone::Watch)),
        cells::figure(words, "risks.above_left", left, cells::none_is_good(left, Tone::Bad)),
        cells::figure(words, "risks.accepted", accepted, Tone::Plain),
    ]
}

/// What the register on paper shows; the register of the kind has every field.
const FIELDS: [&str; 8] =
    ["owner", "status", "assets", "threat", "vulnerability", "consequence", "treatment", "controls"];

fn register(basis: &Basis<'_>, kind: &Kind, ids: &[RecordId]) -> Section {
    let mut section = Section::new("risks-register", basis.words.get("risks.register"));
    if ids.is_empty() {
        section.say(basis.words.get("risks.none"));
        return section;
    }
    let mut table = cells::register(basis, kind, ids, Chosen::These(&FIELDS));
    table.key = "risks".to_owned();
    table.title = basis.words.get("risks.register").to_owned();
    section.push(Block::Table(table));
    section
}
