//! How wide columns are, and whether a table stands upright, lies on its side, or is stacked.

use super::flow::Flow;
use super::fonts::Face;
use super::text::{Style, Text};
use super::theme::{CELL, INK, PAGE, SIDE};
use crate::document::{ColumnType, Table};

/// Room at the left and right in a cell.
pub(super) const PAD: f32 = 4.0;
/// Rows that are measured; more say little more.
const MEASURED: usize = 400;
/// The widest that one word makes a column.
const MOST_WORD: f32 = 118.0;

/// How a table is laid out.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Plan {
    /// Columns beside each other: the size of text, whether the page lies on its side, and the widths.
    Columns { size: f32, wide: bool, widths: Vec<f32> },
    /// One row below the other, with a line for each column.
    Stacked,
}

/// What a column wants: the width of its longest word, what it can be read well at, and all of it on one line.
#[derive(Debug, Clone, Copy, Default)]
struct Want {
    word: f32,
    well: f32,
    whole: f32,
    weight: f32,
}

impl Flow<'_> {
    /// Decides for a table: upright where every column can be read well, else on its side, there also a little smaller,
    /// and where even that is too narrow for its words, stacked.
    pub(super) fn plan(&mut self, table: &Table) -> Plan {
        let wants = self.wants(table);
        let upright = PAGE.0 - 2.0 * SIDE;
        let aside = PAGE.1 - 2.0 * SIDE;
        for (size, width, wide, well) in [
            (CELL, upright, false, true),
            (CELL, aside, true, true),
            (7.0, aside, true, true),
            (CELL, aside, true, false),
            (7.0, aside, true, false),
            (6.2, aside, true, false),
        ] {
            if let Some(widths) = fit(&wants, size / CELL, width, well) {
                return Plan::Columns { size, wide, widths };
            }
        }
        Plan::Stacked
    }

    fn wants(&mut self, table: &Table) -> Vec<Want> {
        let bold = Style::new(Face::Bold, INK);
        let plain = Style::new(Face::Regular, INK);
        let step = table.rows.len().div_ceil(MEASURED).max(1);
        let mut wants = Vec::new();
        for (at, column) in table.columns.iter().enumerate() {
            let head = self.setter.widths(&Text::plain(&column.title, bold), CELL);
            let (mut word, mut whole, mut sum, mut many) = (head.0, head.1.min(90.0), 0.0, 0_u16);
            for cell in table.rows.iter().step_by(step).filter_map(|row| row.cells.get(at)) {
                let (one, all) = self.cell_widths(cell, plain, CELL);
                word = word.max(one);
                whole = whole.max(all);
                sum += all;
                many = many.saturating_add(1);
            }
            let weight = f32::from(column.weight.clamp(1, 8));
            let mean = if many == 0 { 0.0 } else { sum / f32::from(many) };
            let word = word.min(MOST_WORD) + 2.0 * PAD;
            let whole = whole.min(130.0 * weight) + 2.0 * PAD;
            let short = column.ty != ColumnType::Text;
            let well = if short { 0.0 } else { (weight * 30.0).min(mean * 0.6) + 2.0 * PAD };
            wants.push(Want {
                word,
                well: well.clamp(word, whole.max(word)),
                whole: whole.max(word),
                weight,
            });
        }
        wants
    }
}

/// Widths that fill the page, if every column gets what it has to have.
fn fit(wants: &[Want], scale: f32, width: f32, well: bool) -> Option<Vec<f32>> {
    let least = |want: &Want| if well { want.well } else { want.word } * scale;
    let mut widths: Vec<f32> = wants.iter().map(least).collect();
    let mut rest = width - widths.iter().sum::<f32>();
    if rest < 0.0 {
        return None;
    }
    // What is left goes to those that have not all of their text on one line, by weight and by what they lack.
    for _ in 0..6 {
        let lack = |(want, wide): (&Want, &f32)| (want.whole * scale - wide).max(0.0) * want.weight.sqrt();
        let total: f32 = wants.iter().zip(&widths).map(lack).sum();
        if total < 1.0 || rest < 1.0 {
            break;
        }
        let shares: Vec<f32> = wants
            .iter()
            .zip(&widths)
            .map(|(want, wide)| (rest * lack((want, wide)) / total).min((want.whole * scale - wide).max(0.0)))
            .collect();
        widths.iter_mut().zip(&shares).for_each(|(wide, share)| *wide += share);
        rest -= shares.iter().sum::<f32>();
    }
    // And what nobody lacks, to all by their weight.
    let weights: f32 = wants.iter().map(|want| want.weight).sum();
    if rest > 0.0 && weights > 0.0 {
        widths.iter_mut().zip(wants).for_each(|(wide, want)| *wide += rest * want.weight / weights);
    }
    Some(widths)
}
