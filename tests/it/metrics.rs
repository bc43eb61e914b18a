//! Computed metrics, held against values that were worked out by hand.

use std::collections::BTreeMap;

use isms::check::Loaded;
use isms::metrics::{self, Figure, Origin, Verdict};
use isms::system::{Snapshot, System};

use crate::env::{TODAY, World, project};

fn system(world: &World, as_of: &str) -> System {
    Loaded::read(&Snapshot::discover(world.path()).unwrap(), as_of.parse().unwrap()).system
}

fn worked() -> World {
    let world = World::new();
    world.write("records.yaml", std::fs::read(project("tests/metrics/records.yaml")).unwrap());
    world.write("evidence.txt", "seen");
    world
}

fn figure(system: &System, id: &str) -> Figure {
    metrics::figures(system, &[id.to_owned()]).pop().unwrap_or_else(|| panic!("no metric {id}"))
}

#[test]
fn every_metric_comes_to_what_was_worked_out_by_hand() {
    let expected = std::fs::read_to_string(project("tests/metrics/expected.toml")).unwrap();
    let expected: toml::Table = expected.parse().unwrap();
    let system = system(&worked(), TODAY);
    let mut wrong = Vec::new();
    for figure in metrics::figures(&system, &[]) {
        let Some(wanted) = expected.get(&figure.id) else {
            wrong.push(format!("{}: nothing is expected", figure.id));
            continue;
        };
        let number = |key: &str| {
            wanted
                .get(key)
                .map(|value| value.as_float().unwrap_or_else(|| value.as_integer().unwrap() as f64))
        };
        let close = figure.value.as_ref().is_ok_and(|value| (value - number("value").unwrap()).abs() < 0.001);
        let counts = figure.part.map(|part| part as f64) == number("part")
            && figure.whole.map(|whole| whole as f64) == number("whole");
        let left: BTreeMap<String, i64> =
            figure.left_out.iter().map(|left| (left.why.clone(), left.items.len() as i64)).collect();
        let wanted_left: BTreeMap<String, i64> = wanted.get("left_out").map_or_else(BTreeMap::new, |table| {
            table
                .as_table()
                .unwrap()
                .iter()
                .map(|(why, count)| (why.clone(), count.as_integer().unwrap()))
                .collect()
        });
        if !close || !counts || left != wanted_left {
            wrong.push(format!(
                "{}: {:?}, {:?} of {:?}, {left:?} {:?}; wanted {wanted:?}",
                figure.id, figure.value, figure.part, figure.whole, figure.counted
            ));
        }
    }
    assert_eq!(expected.len(), metrics::built_in().0.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
