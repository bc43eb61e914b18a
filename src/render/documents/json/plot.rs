//! What a chart draws.

use serde::ser::{Serialize, Serializer};
use serde_json::{Value, json};

use super::inline::target;
use super::table::number;
use crate::document::{Heat, Plot, Trend};

/// What is drawn.
pub(super) struct Drawn<'a>(pub(super) &'a Plot);

impl Serialize for Drawn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        drawn(self.0).serialize(serializer)
    }
}

fn drawn(plot: &Plot) -> Value {
    match plot {
        Plot::Heat(map) => heat(map),
        Plot::Trend(line) => trend(line),
        Plot::Bars { bars, unit } => {
            let bars = bars.iter().map(|bar| {
                json!({
                    "label": bar.label, "value": number(bar.value), "tone": bar.tone.as_str(),
                    "to": bar.to.as_ref().map(target),
                })
            });
            json!({ "type": "bars", "unit": unit, "bars": bars.collect::<Vec<_>>() })
        }
        Plot::Calendar { today, occasions } => {
            let occasions = occasions.iter().map(|one| {
                json!({
                    "day": one.day.to_string(), "label": one.label, "record": one.id, "tone": one.tone.as_str(),
                })
            });
            json!({ "type": "calendar", "today": today.to_string(), "occasions": occasions.collect::<Vec<_>>() })
        }
    }
}

fn heat(map: &Heat) -> Value {
    let scale = |(name, steps): &(String, Vec<String>)| json!({ "name": name, "steps": steps });
    let cells = map.cells.iter().map(|row| {
        let cell = row.iter().map(|cell| {
            json!({
                "score": cell.score, "band": map.bands.get(cell.band), "above_appetite": cell.above, "records": cell.ids,
            })
        });
        cell.collect::<Vec<_>>()
    });
    json!({
        "type": "heat", "across": scale(&map.across), "up": scale(&map.up), "bands": map.bands,
        "cells": cells.collect::<Vec<_>>(),
    })
}

fn trend(line: &Trend) -> Value {
    let points =
        line.points.iter().map(|point| json!({ "label": point.label, "value": point.value.map(number) }));
    json!({
        "type": "trend", "unit": line.unit, "target": line.target.map(number), "points": points.collect::<Vec<_>>(),
    })
}
