//! Heat maps of risks in two scales, with the line of what is accepted; bars by band where a method has no two scales.

use super::STAGES;
use crate::document::{
    Bar, Block, Cell, Chart, ColumnType, Heat, HeatCell, Plot, Section, Table, Tone, clean,
};
use crate::record::{Record, Stage};
use crate::reports::{Basis, cells};
use crate::risk::{AxisName, Method, Scale, Score};
use crate::system::RecordId;

/// One chart for each assessment that any risk has.
pub(super) fn maps(basis: &Basis<'_>, method: &Method, ids: &[RecordId], several: bool) -> Section {
    let words = basis.words;
    let title = match several {
        true => words.fill("risks.map_of", &[("method", method.name())]),
        false => words.get("risks.map").to_owned(),
    };
    let suffix = if several { format!("-{}", method.name()) } else { String::new() };
    let mut section = Section::new(format!("risks-map{suffix}"), title);
    for (stage, name) in STAGES {
        let assessed: Vec<(RecordId, Score)> = ids
            .iter()
            .filter_map(|&id| Some((id, basis.system.record(id).score(stage, basis.system.risk())?)))
            .collect();
        if assessed.is_empty() {
            continue;
        }
        let picture =
            Picture { basis, method, stage, name, key: format!("risks-{name}{suffix}"), all: ids.len() };
        section.push(Block::Chart(picture.chart(&assessed)));
    }
    section
}

/// One picture under construction.
struct Picture<'a> {
    basis: &'a Basis<'a>,
    method: &'a Method,
    stage: Stage,
    name: &'a str,
    key: String,
    all: usize,
}

impl Picture<'_> {
    fn chart(&self, assessed: &[(RecordId, Score)]) -> Chart {
        let axes =
            (self.method.axis(AxisName::Likelihood).levels(), self.method.axis(AxisName::Impact).levels());
        match axes {
            (Some(likelihood), Some(impact)) => self.heat(likelihood, impact, assessed),
            _ => self.bars(assessed),
        }
    }

    fn title(&self) -> String {
        self.basis.words.get(&format!("risks.{}_title", self.name)).to_owned()
    }

    fn description(&self, assessed: &[(RecordId, Score)]) -> String {
        let above = assessed.iter().filter(|(_, score)| self.method.above_acceptance(score)).count();
        let words = self.basis.words;
        let number = |n: usize| n.to_string();
        let mut text = words.count("risks.assessed", assessed.len());
        if let Some(line) = self.method.acceptance() {
            let line = self.method.line_name(line);
            text.push_str(&words.fill("risks.above_text", &[("n", &number(above)), ("line", &line)]));
        }
        if assessed.len() < self.all {
            let left = number(self.all - assessed.len());
            text.push_str(&words.fill("risks.unassessed_text", &[("n", &left)]));
        }
        text
    }

    fn heat(&self, likelihood: &Scale, impact: &Scale, assessed: &[(RecordId, Score)]) -> Chart {
        let lowest = likelihood.levels().first().zip(impact.levels().first());
        let lowest = lowest.map(|(likely, bad)| self.method.score_of(likely.number, bad.number));
        let bands = Bands::of(self, lowest.is_some_and(|score| score.band.is_none()));
        let cell = |up: usize, across: usize| {
            let (likely, bad) = (likelihood.levels()[across].number, impact.levels()[up].number);
            let score = self.method.score_of(likely, bad);
            HeatCell {
                score: clean(score.to_string()),
                band: bands.place(self.method, &score),
                above: self.method.above_acceptance(&score),
                ids: Vec::new(),
            }
        };
        let mut map: Vec<Vec<HeatCell>> = (0..impact.levels().len())
            .map(|up| (0..likelihood.levels().len()).map(|across| cell(up, across)).collect())
            .collect();
        for (id, _) in assessed {
            let record = self.basis.system.record(*id);
            let across = self.level(record, AxisName::Likelihood).and_then(|number| step(likelihood, number));
            let up = self.level(record, AxisName::Impact).and_then(|number| step(impact, number));
            if let (Some(across), Some(up)) = (across, up) {
                map[up][across].ids.push(clean(record.id()));
            }
        }
        let named = |key: &str, scale: &Scale| {
            (
                cells::label(self.basis.words, key),
                scale.levels().iter().map(|level| clean(&level.label)).collect(),
            )
        };
        let heat = Heat {
            across: named("likelihood", likelihood),
            up: named("impact", impact),
            cells: map,
            bands: bands.names,
        };
        let table = self.heat_table(&heat);
        Chart { title: self.title(), description: self.description(assessed), plot: Plot::Heat(heat), table }
    }

    /// The level of a stage; one that is not given is that of today, as for scores.
    fn level(&self, record: &Record, axis: AxisName) -> Option<f64> {
        let methods = self.basis.system.risk();
        record.level(self.stage, axis, methods).or_else(|| record.level(Stage::Current, axis, methods))
    }

    /// The same as a table: the cells that hold a risk, worst first.
    fn heat_table(&self, heat: &Heat) -> Table {
        let columns = [
            ("likelihood", ColumnType::Text, 1),
            ("impact", ColumnType::Text, 1),
            ("map_score", ColumnType::Text, 1),
            ("band", ColumnType::State, 1),
            ("count", ColumnType::Number, 1),
            ("risks", ColumnType::Id, 3),
        ];
        let columns = cells::columns(self.basis.words, &columns);
        let mut table = Table::new(self.key.clone(), self.title(), columns);
        for (up, row) in heat.cells.iter().enumerate().rev() {
            for (across, cell) in row.iter().enumerate().rev().filter(|(_, cell)| !cell.ids.is_empty()) {
                let tone = if cell.above { Tone::Bad } else { Tone::Good };
                table.push(vec![
                    Cell::text(&heat.across.1[across]),
                    Cell::text(&heat.up.1[up]),
                    Cell::text(&cell.score),
                    Cell::state(&heat.bands[cell.band], tone),
                    Cell::count(cell.ids.len()),
                    Cell::records(&cell.ids),
                ]);
            }
        }
        table
    }

    fn bars(&self, assessed: &[(RecordId, Score)]) -> Chart {
        let bands = Bands::of(self, assessed.iter().any(|(_, score)| score.band.is_none()));
        let mut by_band: Vec<(Vec<&str>, bool)> = vec![(Vec::new(), false); bands.names.len()];
        for (id, score) in assessed {
            let (ids, above) = &mut by_band[bands.place(self.method, score)];
            ids.push(self.basis.system.record(*id).id());
            *above |= self.method.above_acceptance(score);
        }
        let columns =
            [("band", ColumnType::State, 1), ("count", ColumnType::Number, 1), ("risks", ColumnType::Id, 3)];
        let columns = cells::columns(self.basis.words, &columns);
        let mut table = Table::new(self.key.clone(), self.title(), columns);
        let mut bars = Vec::new();
        for (name, (ids, above)) in bands.names.iter().zip(&by_band).rev() {
            let tone = match (ids.is_empty(), above) {
                (true, _) => Tone::Plain,
                (false, true) => Tone::Bad,
                (false, false) => Tone::Good,
            };
            table.push(vec![Cell::state(name, tone), Cell::count(ids.len()), Cell::records(ids)]);
            bars.push(Bar { label: clean(name), value: ids.len() as f64, tone, to: None });
        }
        let plot = Plot::Bars { bars, unit: String::new() };
        Chart { title: self.title(), description: self.description(assessed), plot, table }
    }
}

/// The place of a number on a scale.
fn step(scale: &Scale, number: f64) -> Option<usize> {
    scale.levels().iter().position(|level| (level.number - number).abs() < 1e-9)
}

/// Names of bands for a picture: those of the method, or on which side of the line a score lies.
struct Bands {
    names: Vec<String>,
    /// How many names stand before the method's own.
    before: usize,
}

impl Bands {
    /// `below` says whether a score lies below the lowest band.
    fn of(picture: &Picture<'_>, below: bool) -> Self {
        let (method, words) = (picture.method, picture.basis.words);
        let own: Vec<String> = method.bands().iter().map(|band| clean(&band.name)).collect();
        if own.is_empty() {
            let names = ["risks.within", "risks.above"].map(|key| words.get(key).to_owned()).to_vec();
            return Self { names, before: 0 };
        }
        let before = usize::from(below);
        let mut names = Vec::new();
        names.extend(below.then(|| words.get("risks.below_bands").to_owned()));
        names.extend(own);
        Self { names, before }
    }

    fn place(&self, method: &Method, score: &Score) -> usize {
        if method.bands().is_empty() {
            return usize::from(method.above_acceptance(score));
        }
        score.band.map_or(0, |band| band + self.before)
    }
}
