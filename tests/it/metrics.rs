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

#[test]
fn without_anything_to_count_there_is_no_data() {
    let world = World::new();
    world.write("x.yaml", "id: AST-1\nkind: asset\ntitle: T\nowner: ROL-a\n");
    let system = system(&world, TODAY);
    for figure in metrics::figures(&system, &[]) {
        // The one asset has a review interval and no review; the standard has its clauses, and none was audited.
        let counts = matches!(figure.id.as_str(), "record-currency" | "clauses-audited");
        assert_eq!(figure.value.is_ok(), counts, "{figure:?}");
        assert_eq!(figure.verdict() == Verdict::NoData, !counts, "{figure:?}");
        assert!(counts || !figure.counts_text().is_empty() && figure.value_text() == "no data", "{figure:?}");
    }
}

#[test]
fn a_day_in_the_past_knows_nothing_of_what_came_after() {
    let world = worked();
    let at = |id: &str, as_of: &str| figure(&system(&world, as_of), id).counts_text();
    assert_eq!(at("audit-completion", "2026-03-19"), "1 of 1; left out: 1 not yet due");
    assert_eq!(at("audit-completion", "2026-03-20"), "2 of 2");
    assert_eq!(at("days-since-internal-audit", "2026-03-19"), "over 2; left out: 4 not performed");
    assert_eq!(at("training-completion", "2026-06-01"), "3 of 4");
}

#[test]
fn a_metric_of_ones_own_has_a_formula_a_name_or_typed_values() {
    let world = worked();
    let metric = |id: &str, more: &str| format!("id: {id}\nkind: metric\ntitle: T\nowner: ROL-it\n{more}");
    world.write("a.yaml", metric("KPI-share", "unit: percent\ntarget: 30\ndirection: down\nformula: percent(records(\"action\").filter(a, a.overdue), records(\"action\").filter(a, a.live))\n"));
    world.write(
        "b.yaml",
        metric("KPI-number", "unit: risks\nformula: >-\n  size(records(\"risk\")\n  .filter(r, r.live))\n"),
    );
    world.write("c.yaml", metric("KPI-named", "target: 10\nformula: overdue-actions\n"));
    world.write("d.yaml", metric("KPI-typed", "unit: hours\ntarget: 4\ndirection: down\nmeasurements:\n  - { period: Q3, value: 6, measured_on: 2026-10-01 }\n  - { period: Q2, value: 4, measured_on: 2026-07-01 }\n  - { period: Q4, value: 9, measured_on: 2027-01-01 }\n"));
    world.write("e.yaml", metric("KPI-empty", "formula: percent(records(\"asset\"), records(\"asset\"))\n"));
    let system = system(&world, TODAY);
    let shown = |id: &str| {
        let figure = figure(&system, id);
        format!(
            "{}, {}: {}; {}",
            figure.value_text(),
            figure.target_text(),
            figure.verdict().as_str(),
            figure.counts_text()
        )
    };
    assert_eq!(shown("KPI-share"), "9.1 %, at most 30 %: met; 1 of 11");
    assert_eq!(figure(&system, "KPI-share").counted[0], ["ACT-2"]);
    assert_eq!(shown("KPI-number"), "5 risks, : no target; ");
    assert_eq!(shown("KPI-named"), "20 %, at most 10 %: not met; 1 of 5");
    assert_eq!(shown("KPI-typed"), "6 hours, at most 4 hours: not met; Q3, measured 2026-10-01");
    assert_eq!(shown("KPI-empty"), "no data, : no data; there is nothing to count");
    assert_eq!(figure(&system, "KPI-typed").origin, Origin::Typed);
}

#[test]
fn a_formula_that_cannot_be_is_found_at_its_place() {
    let world = worked();
    world.write("a.yaml", "id: KPI-a\nkind: metric\ntitle: T\nowner: ROL-it\nformula: >-\n  size(records(\"risk\").filter(r,\n  r.scroe > 3))\n");
    world.write("b.yaml", "id: KPI-b\nkind: metric\ntitle: T\nowner: ROL-it\nformula: overdue-actoins\n");
    let report = world.check(
        &["--only", "invalid-value", "kind:metric", "a.yaml", "b.yaml"]
            .map(|one| if one == "kind:metric" { "metric" } else { one }),
    );
    let found: Vec<String> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            format!(
                "{}:{}:{} {} | {}",
                one["file"].as_str().unwrap(),
                one["line"],
                one["column"],
                one["message"].as_str().unwrap(),
                one["help"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "a.yaml:7:5 `formula` of KPI-a cannot be read: kind `risk` has no field `scroe` | did you mean `score`?",
            "b.yaml:5:10 `formula` of KPI-b cannot be read: there is no metric `overdue-actoins` | did you mean `overdue-actions`?",
        ]
    );
}

#[test]
fn targets_and_alarms_are_set_and_metrics_switched_off() {
    let world = worked();
    let config = |more: &str| format!("[organisation]\nname = \"Test\"\n{more}");
    world.write("isms.toml", config("[metrics]\noff = [\"evidence-age\"]\n[metrics.targets]\noverdue-actions = 25\nprocess-maturity = 3\n[metrics.alarms]\nprocess-maturity = 2.6\n"));
    let system = system(&world, TODAY);
    assert_eq!(figure(&system, "overdue-actions").verdict(), Verdict::Met);
    assert_eq!(figure(&system, "process-maturity").verdict(), Verdict::Alarm);
    assert!(!metrics::figures(&system, &[]).iter().any(|figure| figure.id == "evidence-age"));
    assert_eq!(figure(&system, "evidence-age").value, Ok(45.0));
    world.write("isms.toml", config("[metrics.targets]\noverdue-action = 1\nKPI-x = 2\n"));
    let report = world.check(&["--only", "setup"]);
    assert_eq!(report["findings"][0]["message"], "metric \"overdue-action\" does not exist");
    assert_eq!(report["findings"][0]["help"], "did you mean `overdue-actions`?");
    assert_eq!(report["findings"].as_array().unwrap().len(), 2);
}

#[test]
fn a_value_is_not_rounded_onto_a_line_it_does_not_reach() {
    let mut figure = figure(&system(&worked(), TODAY), "risks-reviewed");
    for (value, shown) in [
        (99.97, "99.97 %"),
        (0.02, "0.02 %"),
        (94.996, "94.99 %"),
        (95.0, "95 %"),
        (33.333, "33.3 %"),
        (100.0, "100 %"),
    ] {
        figure.value = Ok(value);
        assert_eq!(figure.value_text(), shown);
    }
    figure.value = Ok(94.996);
    assert_eq!(figure.verdict(), Verdict::NotMet);
}

#[test]
fn every_format_says_the_same() {
    let world = worked();
    let json: serde_json::Value =
        serde_json::from_str(&world.run(&["metrics", "overdue-actions", "--format", "json"]).stdout).unwrap();
    assert_eq!(json["metrics"][0]["value"], 20.0);
    assert_eq!((&json["metrics"][0]["part"], &json["metrics"][0]["whole"]), (&1.into(), &5.into()));
    assert_eq!(
        world.run(&["metrics", "audit-completion", "--format", "csv"]).stdout.lines().nth(1).unwrap(),
        "audit-completion,Internal audits performed as planned,33.333333333333336,%,100,,higher,not met,1,3,1 not yet due,,"
    );
    let markdown = world.run(&["metrics", "audit-completion", "--format", "md"]).stdout;
    assert!(
        markdown.contains("| 33.3 % | at least 100 % | not met | 1 of 3; left out: 1 not yet due |"),
        "{markdown}"
    );
    let table = world.run(&["metrics", "audit-completion"]);
    assert!(
        table.stdout.contains("not met") && table.stderr.contains("1 metric, 1 not met, as of 2026-12-01"),
        "{}",
        table.stderr
    );
    let explained = world.run(&["explain", "audit-completion"]).stdout;
    assert_eq!(explained, world.run(&["metrics", "--explain", "audit-completion"]).stdout);
    assert!(
        explained.contains("counted (1): AUD-1\n")
            && explained.contains("left out, not yet due (1): AUD-3\n"),
        "{explained}"
    );
    let wrong = world.run(&["metrics", "audit-compltion"]);
    assert!(wrong.code == 2 && wrong.stderr.contains("did you mean `audit-completion`?"), "{}", wrong.stderr);
}
