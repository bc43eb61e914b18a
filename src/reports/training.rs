//! `training`: who needs what, who has it and until when; top management too.

use std::collections::{BTreeMap, BTreeSet};

use super::Basis;
use super::named::{id_and_title, link};
use crate::base::Date;
use crate::document::{Block, Cell, Column, ColumnType, Figure, Gap, Row, Section, Table, Tone};
use crate::record::field::TRAINING_VALID_FOR;
use crate::system::{RecordId, System};
use crate::words::Words;

/// One training that one person needs.
struct Need {
    person: RecordId,
    training: RecordId,
    roles: BTreeSet<RecordId>,
    /// The last day on which the person took part.
    held_on: Option<Date>,
    /// The last day that it counts; `None` where it does not run out or was never held.
    until: Option<Date>,
}

/// How a need stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Has,
    Ended,
    Never,
    JustJoined,
}

impl Need {
    fn standing(&self, system: &System) -> Standing {
        match self.held_on {
            Some(_) if self.until.is_none_or(|until| until >= system.as_of) => Standing::Has,
            Some(_) => Standing::Ended,
            None if system.has_just_joined(self.person) => Standing::JustJoined,
            None => Standing::Never,
        }
    }
}

/// Builds the report.
pub(super) fn build(basis: &Basis<'_>) -> Section {
    let (system, words) = (basis.system, basis.words);
    let needs = needs(system);
    let mut section = Section::new("training", words.get("report.training"));
    section.say(words.get("training.intro"));
    if needs.is_empty() {
        let gap = Gap::new("untrained-role", words.get("training.nothing_needed"), Tone::Watch);
        section.push(Block::Gap(gap));
        return section;
    }
    section.push(Block::Figures(figures(system, &needs, words)));
    section.push(Block::Table(people(system, &needs, words)));
    section.push(Block::Table(trainings(system, &needs, words)));
    section
}

/// Everything that somebody needs who holds a live role and is there, by person and training.
fn needs(system: &System) -> Vec<Need> {
    let attended = attended(system);
    let mut needs: BTreeMap<(RecordId, RecordId), BTreeSet<RecordId>> = BTreeMap::new();
    for (role, _) in system.of_kind("role").filter(|(_, role)| system.is_live(role)) {
        let required = system.required_trainings(role);
        let required: Vec<RecordId> =
            required.into_keys().filter(|training| system.is_live(system.record(*training))).collect();
        for person in system.people().holders(role) {
            for training in &required {
                needs.entry((person, *training)).or_default().insert(role);
            }
        }
    }
    let need = |((person, training), roles)| {
        let held_on = attended.get(&(person, training)).copied();
        let valid = system.record(training).get(TRAINING_VALID_FOR);
        let until = held_on.zip(valid).and_then(|(held, valid)| held.plus(valid));
        Need { person, training, roles, held_on, until }
    };
    needs.into_iter().map(need).collect()
}

/// The last day on which each person took part in each training.
fn attended(system: &System) -> BTreeMap<(RecordId, RecordId), Date> {
    let mut last: BTreeMap<(RecordId, RecordId), Date> = BTreeMap::new();
    for (training, _) in system.of_kind("training") {
        for part in system.attendances(training) {
            let known = last.entry((part.person, training)).or_insert(part.held_on);
            *known = part.held_on.max(*known);
        }
    }
    last
}

fn figures(system: &System, needs: &[Need], words: &Words) -> Vec<Figure> {
    let number = |wanted: Standing| needs.iter().filter(|need| need.standing(system) == wanted).count();
    let (has, missing) = (number(Standing::Has), number(Standing::Never) + number(Standing::Ended));
    let top: Vec<&Need> = needs.iter().filter(|need| system.is_top_management(need.person)).collect();
    let top_has = top.iter().filter(|need| need.standing(system) == Standing::Has).count();
    let figure = |label: &str, part: usize, whole: usize| Figure {
        label: words.get(label).to_owned(),
        value: words.fill("training.of", &[("part", &part.to_string()), ("whole", &whole.to_string())]),
        tone: if part == whole { Tone::Good } else { Tone::Bad },
        ..Figure::default()
    };
    let mut figures = vec![figure("training.held", has, has + missing)];
    if !top.is_empty() {
        figures.push(figure("training.top", top_has, top.len()));
    }
    figures
}

fn people(system: &System, needs: &[Need], words: &Words) -> Table {
    let columns = vec![
        Column::new("person", words.get("training.person")).weight(3),
        Column::new("training", words.get("training.training")).weight(3),
        Column::new("because", words.get("training.because")).of(ColumnType::Id),
        Column::new("held_on", words.get("training.held_on")).of(ColumnType::Date),
        Column::new("until", words.get("training.until")).of(ColumnType::Date),
        Column::new("standing", words.get("training.standing")).of(ColumnType::State),
    ];
    let mut table = Table::new("training-needs", words.get("training.who_needs_what"), columns);
    table.register = true;
    for need in needs {
        table.rows.push(Row::new(vec![
            id_and_title(system, need.person),
            id_and_title(system, need.training),
            Cell::list(need.roles.iter().map(|role| link(system, *role))),
            Cell::date(need.held_on),
            Cell::date(need.until),
            standing(need, system, words),
        ]));
    }
    table
}

fn standing(need: &Need, system: &System, words: &Words) -> Cell {
    match need.standing(system) {
        Standing::Has => Cell::state(words.get("training.has"), Tone::Good),
        Standing::JustJoined => Cell::state(words.get("training.just_joined"), Tone::Watch),
        Standing::Ended => Cell::Gap(Gap::new("training-expired", words.get("training.ended"), Tone::Bad)),
        Standing::Never => Cell::Gap(Gap::new("untrained-role", words.get("training.never"), Tone::Bad)),
    }
}

/// Each training: who has to have it, how many of them do.
fn trainings(system: &System, needs: &[Need], words: &Words) -> Table {
    let columns = vec![
        Column::new("training", words.get("training.training")).weight(3),
        Column::new("audience", words.get("training.audience")).weight(2),
        Column::new("valid", words.get("training.valid")).weight(1),
        Column::new("needed", words.get("training.needed")).of(ColumnType::Number),
        Column::new("has", words.get("training.have")).of(ColumnType::Number),
        Column::new("newest", words.get("training.newest")).of(ColumnType::Date),
    ];
    let mut table = Table::new("trainings", words.get("training.trainings"), columns);
    for (training, record) in system.of_kind("training") {
        let of_it = || needs.iter().filter(|need| need.training == training);
        let newest = system.attendances(training).map(|part| part.held_on).max();
        let valid = record.get(TRAINING_VALID_FOR).map(|valid| valid.to_string());
        table.push(vec![
            id_and_title(system, training),
            Cell::list(system.requiring(training).into_iter().map(|role| link(system, role))),
            Cell::text(valid.unwrap_or_else(|| words.get("training.for_good").to_owned())),
            Cell::count(of_it().count()),
            Cell::count(of_it().filter(|need| need.standing(system) == Standing::Has).count()),
            newest.map_or_else(
                || Cell::Gap(Gap::new("", words.get("training.no_session"), Tone::Watch)),
                Cell::Date,
            ),
        ]);
    }
    table
}
