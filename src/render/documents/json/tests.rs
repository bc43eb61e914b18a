use serde_json::{Value, json};

use super::*;
use crate::render::documents::fixtures_sheets::{HOSTILE, everything, long, single};

fn parsed(document: &Document) -> Value {
    serde_json::from_str(&render(document)).unwrap()
}

#[test]
fn cells_are_what_they_are() {
    let json = parsed(&single());
    let table = &json["sections"][0]["blocks"][1]["table"];
    assert_eq!(
        table["rows"],
        json!([
            { "anchor": null, "cells": [
                { "record": "A-1" }, "=1+1", -3, { "number": 12.5, "unit": "EUR" }, "2026-12-31",
                { "state": "open", "tone": "watch" },
            ] },
            { "anchor": null, "cells": [
                { "record": "A-2" }, [{ "record": "B-1" }, { "record": "B-2" }], null, null,
                { "gap": "missing-date", "message": "no day is set", "tone": "bad" }, null,
            ] },
        ])
    );
    assert_eq!(
        table["columns"][5],
        json!({
            "key": "state", "title": "State", "type": "state", "choices": ["open", "done"],
        })
    );
    assert_eq!(json["control"]["as_of"], "2026-12-01");
}

#[test]
fn everything_in_a_document_keeps_the_schema() {
    let schema = include_str!("../../../../templates/schemas/document.schema.json");
    let schema = jsonschema::draft202012::new(&serde_json::from_str(schema).unwrap()).unwrap();
    for document in [single(), everything()] {
        let json = parsed(&document);
        let errors: Vec<String> = schema.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(render(&document), render(&document));
    }
    let mut broken = parsed(&single());
    broken["sections"][0]["blocks"][1]["table"]["rows"][0]["cells"][0] = json!({ "record": 1 });
    assert!(schema.iter_errors(&broken).next().is_some());
}

#[test]
fn hostile_text_is_whole_and_nothing_in_it_acts() {
    let written = render(&everything());
    assert!(!written.chars().any(|c| c != '\n' && text::is_hidden(c)));
    let json: Value = serde_json::from_str(&written).unwrap();
    let rows = json["sections"][0]["blocks"][1]["table"]["rows"].as_array().unwrap();
    for (row, text) in rows.iter().zip(HOSTILE) {
        assert_eq!(row["cells"][1], crate::document::clean_lines(text));
    }
    let notes = &json["sections"][1]["blocks"][0]["table"]["rows"];
    assert_eq!(notes[3]["cells"][1].as_str(), Some(long().trim_end()));
}
